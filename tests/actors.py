"""Alice, Bob, Carol and Mallory: people with keys, who keep rooms as a client does.

An actor makes what a browser makes and reads what a browser reads, from records alone.
Without a server, a `Wire` numbers and chains the records; with one, an `Online` actor
brings them to it over HTTP and the socket.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import requests
import socketio

from encryption.crypto_utils import (
    Message,
    Roster,
    Session,
    apply_entries,
    check_record,
    first_head,
    login_secret,
    make_entry,
    make_message,
    make_session,
    message_sid,
    new_id,
    next_head,
    read_message,
    read_session,
    seal_keys,
)
from encryption.signed import b64u, entry_id, unb64u
from tests.factories import INSECURE_KEYS, Book, Signer, now, renewed, signer
from tests.patience import PATIENCE

PASSWORD = "INSECURE horse battery staple"
# The same for all, so that a password is stretched once.
INSECURE_SALT = b64u(bytes(16))
MESSAGES_PER_SESSION = 100


@cache
def secret_of(password: str) -> str:
    """Return what a password shows to the server, with the salt of all actors."""
    return login_secret(password, INSECURE_SALT)


@cache
def sealed_keys(username: str, actor: str, password: str) -> str:
    """Seal somebody's keys under a password, once: stretching it takes a while."""
    pairs = INSECURE_KEYS[actor]
    return seal_keys(
        private_jwks={use: pairs[use]["private"] for use in ("enc", "sig")},
        username=username,
        password=password,
        purpose="password",
        time=now(),
    )


@dataclass
class View:
    """A room as one actor knows it."""

    room: str
    roster: Roster | None = None
    seq: int = 0
    head: bytes = b""
    sessions: dict[str, Session] = field(default_factory=dict)
    own: tuple[Session, int] | None = None
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.head = self.head or first_head(self.room)

    @property
    def texts(self) -> list[str]:
        """The texts read so far."""
        return [m.body["text"] for m in self.messages if m.kind == "text"]


class Actor:
    """A person with keys and the rooms they know."""

    def __init__(self, username: str, keys: str = "") -> None:
        self.username = username
        self.signer: Signer = signer(username, keys)
        self.keys = self.signer.keys
        self.bundle = self.signer.bundle
        self.bundles = {username: [self.bundle]}
        self.rooms: dict[str, View] = {}

    @property
    def private_jwks(self) -> dict:
        """The private keys, as they are sealed."""
        pair = INSECURE_KEYS[self.actor]
        return {use: pair[use]["private"] for use in ("enc", "sig")}

    @property
    def actor(self) -> str:
        """Whose keys of the vectors these are."""
        return next(
            name
            for name, made in INSECURE_KEYS.items()
            if made["sig_thumbprint"] == self.keys.sig_thumbprint
        )

    def sealed(self, password: str = PASSWORD) -> str:
        """Seal the keys under a password."""
        return sealed_keys(self.username, self.actor, password)

    def meet(self, *others: Actor) -> None:
        """Let all of them learn each other's bundles."""
        everybody = (self, *others)
        for one in everybody:
            one.bundles |= {other.username: [other.bundle] for other in everybody}

    def become(self, keys: str) -> None:
        """Take the keys of another actor, for which the old ones vouch."""
        self.signer = renewed(self.signer, keys)
        self.keys, self.bundle = self.signer.keys, self.signer.bundle
        self.bundles[self.username] = [*self.bundles[self.username], self.bundle]

    def view(self, room: str) -> View:
        """Return what is known of a room."""
        return self.rooms.setdefault(room, View(room))

    def entry(self, room: str, op: str, **members: object) -> str:
        """Sign the entry that would follow the roster of a room."""
        roster = self.view(room).roster
        payload = {
            "by": self.username,
            "n": roster.n + 1 if roster else 0,
            "op": op,
            "prev": roster.head if roster else "",
            "room": room,
            "time": now(),
            **members,
        }
        return make_entry(keys=self.keys, entry=payload)

    def founding(
        self, room: str, *others: Actor, kind: str = "group", log: bool = True
    ) -> list[str]:
        """Sign the entries of a new room; they are known once their records arrive."""
        self.meet(*others)
        signers = (other.signer for other in others)
        return Book(room).create(self.signer, *signers, kind=kind, log=log)

    def session(self, room: str) -> tuple[str, Session]:
        """Begin a session with the roster that is known."""
        return make_session(
            keys=self.keys,
            room=room,
            roster=self.view(room).roster,
            bundles=self.bundles,
            sender=self.username,
            bundle=self.bundle,
            sid=new_id(),
            time=now(),
        )

    def send(self, room: str, text: str, **changes: object) -> list[dict]:
        """Make what a text takes: a session where one is needed, and a message."""
        view, sent = self.view(room), []
        if (
            view.own is None
            or view.own[0].roster != view.roster.head
            or view.own[1] == MESSAGES_PER_SESSION
        ):
            announced, session = self.session(room)
            view.own = (session, 0)
            sent.append({"data": announced, "id": session.sid, "kind": "session"})
        session, idx = view.own
        view.own = (session, idx + 1)
        identity = new_id()
        made = {
            "body": {"text": text},
            "id": identity,
            "idx": idx,
            "kind": "text",
            "seen": {"head": b64u(view.head), "seq": view.seq},
            "time": now(),
            **changes,
        }
        data = make_message(keys=self.keys, session=session, **made)
        sent.append({"data": data, "id": identity, "kind": "message"})
        return [{**one, "room": room, "roster": view.roster.head} for one in sent]

    def read(self, shown: dict) -> Message | None:
        """Take in the next record of a room, with its head, as a member.

        Raises ProtocolError; the room is known as before then.
        """
        record = shown["record"]
        view = self.view(record["room"])
        head = check_record(record, view.room, view.seq, view.head, shown["head"])
        message = None
        if record["kind"] == "roster":
            view.roster = apply_entries(
                room=view.room,
                roster=view.roster,
                texts=[record["data"]],
                bundles=self.bundles,
            )
        elif record["kind"] == "session":
            view.sessions[record["id"]] = self.open_session(record)
        else:
            message = self.open_message(record)
            view.messages.append(message)
        view.seq, view.head = record["seq"], head
        return message

    def open_session(self, record: dict) -> Session:
        """Open an announcement."""
        return read_session(
            text=record["data"],
            keys=self.keys,
            room=record["room"],
            sid=record["id"],
            sender=record["sender"],
            roster=self.view(record["room"]).roster,
        )

    def open_message(self, record: dict) -> Message:
        """Open a message."""
        view = self.view(record["room"])
        return read_message(
            text=record["data"],
            session=view.sessions.get(message_sid(record["data"])["sid"]),
            id=record["id"],
            sender=record["sender"],
            room=record["room"],
            roster_head=view.roster.head,
        )


@dataclass
class Wire:
    """A server of one room that numbers and chains what it is given."""

    room: str = field(default_factory=new_id)
    shown: list[dict] = field(default_factory=list)

    def _carry(self, sender: Actor, kind: str, identity: str, data: str) -> dict:
        seq = len(self.shown) + 1
        record = {
            "data": data,
            "id": identity,
            "kind": kind,
            "room": self.room,
            "sender": sender.username,
            "seq": seq,
            "time": now(),
        }
        before = unb64u(self.shown[-1]["head"]) if self.shown else first_head(self.room)
        shown = {"head": b64u(next_head(before, record)), "record": record}
        self.shown.append(shown)
        return shown

    def rechain(self) -> None:
        """Compute every head again: records were given other times."""
        head = first_head(self.room)
        for shown in self.shown:
            head = next_head(head, shown["record"])
            shown["head"] = b64u(head)

    def enter(self, by: Actor, *texts: str) -> list[dict]:
        """Take roster entries in."""
        return [self._carry(by, "roster", entry_id(text), text) for text in texts]

    def carry(self, by: Actor, sent: list[dict]) -> list[dict]:
        """Take sessions and messages in."""
        return [self._carry(by, one["kind"], one["id"], one["data"]) for one in sent]

    def show(self, *readers: Actor) -> None:
        """Let people read what they have not read yet."""
        for reader in readers:
            for shown in self.shown[reader.view(self.room).seq :]:
                reader.read(shown)

    def found(self, by: Actor, *others: Actor, **options: object) -> None:
        """Make the room and let everybody read of it."""
        self.enter(by, *by.founding(self.room, *others, **options))
        self.show(by, *others)

    def say(self, by: Actor, text: str, *readers: Actor, **changes: object) -> dict:
        """Let somebody write and others read; return the message's record."""
        carried = self.carry(by, by.send(self.room, text, **changes))
        self.show(by, *readers)
        return carried[-1]["record"]


class Online(Actor):
    """An actor with an account on a running server."""

    def __init__(self, url: str, username: str, keys: str = "") -> None:
        super().__init__(username, keys)
        self.url = url
        self.http = requests.Session()
        self.socket: socketio.Client | None = None
        # What the password shows to the server.
        self.secret = ""

    def ask(self, method: str, path: str, body: object = None) -> dict:
        """Ask the server and return its answer.

        Raises HTTPError where it refuses.
        """
        answer = self.http.request(method, self.url + path, json=body, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    def register(self, password: str = PASSWORD) -> Online:
        """Make an account; it is logged in then."""
        self.secret = secret_of(password)
        body = {
            "bundle": self.bundle,
            "salt": INSECURE_SALT,
            "sealed": self.sealed(password),
            "secret": self.secret,
            "store": "server",
            "username": self.username,
        }
        self.ask("POST", "/api/register", body)
        return self

    def log_in(self, password: str = PASSWORD) -> Online:
        """Log in with the password."""
        name = {"username": self.username}
        salt = self.ask("POST", "/api/login/salt", name)["salt"]
        secret = login_secret(password, salt)
        self.ask("POST", "/api/login", {"secret": secret, **name})
        return self

    def renew(self, keys: str) -> None:
        """Renew the keys, and enter them in every room that is known."""
        old, rooms = self.signer, list(self.rooms)
        for room in rooms:
            self.fetch(room)  # with the keys that open it
        self.become(keys)
        sealed = self.sealed()
        body = {"bundle": self.bundle, "sealed": sealed}
        self.ask("POST", "/api/keys", {**body, "password": self.secret})
        new, self.keys = self.keys, old.keys
        entries = [self.entry(r, "rekey", subject=self.signer.subject) for r in rooms]
        self.keys = new
        for room, text in zip(rooms, entries, strict=True):
            self.enter(room, text)
            self.view(room).own = None

    def connect(self, headers: dict[str, str] | None = None) -> Online:
        """Open the socket."""
        self.socket = socketio.Client(http_session=self.http, request_timeout=PATIENCE)
        self.socket.connect(
            self.url, headers or {}, transports=["websocket"], wait_timeout=PATIENCE
        )
        return self

    def disconnect(self) -> None:
        """Close the socket and the connections."""
        if self.socket is not None:
            self.socket.disconnect()
        self.http.close()

    def found(self, *others: Actor, **options: object) -> str:
        """Make a room and return its id."""
        room = new_id()
        entries = self.founding(room, *others, **options)
        self.ask("POST", "/api/rooms", {"entries": entries, "room": room})
        self.fetch(room)
        return room

    def enter(self, room: str, *texts: str) -> None:
        """Bring roster entries to a room."""
        self.ask("POST", f"/api/rooms/{room}/roster", {"entries": list(texts)})
        self.fetch(room)

    def say(self, room: str, text: str, **changes: object) -> dict:
        """Send a text and return the acknowledgement."""
        answer: dict = {}
        for one in self.send(room, text, **changes):
            answer = self.socket.call("send", one, timeout=PATIENCE)
            assert answer["ok"], answer
        return answer

    def fetch(self, room: str) -> list[Message]:
        """Read what is new in a room; return its messages."""
        known = self.ask("GET", f"/api/rooms/{room}")
        self.bundles |= known["bundles"]
        read: list[Message] = []
        while self.view(room).seq < known["seq"]:
            after = self.view(room).seq
            path = f"/api/rooms/{room}/records?after={after}&limit=200"
            records = self.ask("GET", path)["records"]
            messages = [self.read(shown) for shown in records]
            read += [message for message in messages if message is not None]
        return read

    def log(self, room: str) -> bytes:
        """Download the encrypted log."""
        answer = self.http.get(f"{self.url}/api/rooms/{room}/log", timeout=PATIENCE)
        answer.raise_for_status()
        return answer.content
