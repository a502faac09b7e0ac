"""People with real keys, what they sign, and an application to bring it to.

Making RSA keys takes seconds, so people borrow those of the vectors, which anybody can
read: INSECURE, and the same at every run.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

from encryption.crypto_utils import (
    Bundle,
    Keys,
    Roster,
    Session,
    apply_entry,
    import_keys,
    make_bundle,
    make_entry,
    make_message,
    make_renewal,
    make_session,
    new_id,
    read_bundle,
)
from encryption.signed import b64u, first_head

INSECURE_KEYS = json.loads(
    (Path(__file__).parent / "vectors/keys.json").read_text("ascii")
)

# Of the form of sealed keys, and sealing nothing.
SEALED = ".".join(b64u(bytes([part]) * 16) for part in range(1, 6))


def now() -> int:
    """Return the time, as the protocol writes it."""
    return time.time_ns() // 1_000_000


@cache
def keys_of(actor: str) -> Keys:
    """Return the private keys of an actor of the vectors."""
    made = INSECURE_KEYS[actor]
    return import_keys({use: made[use]["private"] for use in ("enc", "sig")})


@dataclass(frozen=True)
class Signer:
    """Somebody's name and keys, and what they can sign."""

    username: str
    keys: Keys
    bundle: str

    @property
    def read(self) -> Bundle:
        """Return the bundle as others read it."""
        return read_bundle(self.bundle, self.username)

    @property
    def subject(self) -> dict:
        """Return how a roster entry names this person."""
        return {
            "enc": self.keys.enc_thumbprint,
            "sig": self.keys.sig_thumbprint,
            "username": self.username,
        }


@cache
def signer(username: str, keys: str = "") -> Signer:
    """Make somebody with the keys of an actor: the one of their name, or another."""
    actor = keys or (username if username in INSECURE_KEYS else "alice")
    made = INSECURE_KEYS[actor]
    bundle = make_bundle(
        username=username,
        keys=keys_of(actor),
        enc_public=made["enc"]["public"],
        sig_public=made["sig"]["public"],
        time=1_700_000_000_000,
    )
    return Signer(username, keys_of(actor), bundle)


def anew(username: str, keys: str) -> Signer:
    """Give somebody the keys of another actor, which say that those before are lost."""
    made = INSECURE_KEYS[keys]
    bundle = make_bundle(
        username=username,
        keys=keys_of(keys),
        enc_public=made["enc"]["public"],
        sig_public=made["sig"]["public"],
        time=now(),
        reset=True,
    )
    return Signer(username, keys_of(keys), bundle)


def renewed(old: Signer, keys: str) -> Signer:
    """Give somebody the keys of another actor, for which the old ones vouch."""
    made = INSECURE_KEYS[keys]
    common = {
        "username": old.username,
        "enc_public": made["enc"]["public"],
        "sig_public": made["sig"]["public"],
        "time": now(),
    }
    renewal = make_renewal(keys=old.keys, **common)
    bundle = make_bundle(keys=keys_of(keys), renewal=renewal, **common)
    return Signer(old.username, keys_of(keys), bundle)


@dataclass
class Book:
    """A room as its members keep it: the entries so far and the roster they make."""

    room: str = field(default_factory=new_id)
    entries: list[str] = field(default_factory=list)
    signers: dict[str, Signer] = field(default_factory=dict)
    roster: Roster | None = None

    def draft(self, by: Signer, op: str, **members: object) -> str:
        """Sign the entry that would be next, without writing it down."""
        entry = {
            "by": by.username,
            "n": self.roster.n + 1 if self.roster else 0,
            "op": op,
            "prev": self.roster.head if self.roster else "",
            "room": self.room,
            "time": now(),
            **members,
        }
        return make_entry(keys=by.keys, entry=entry)

    def write(self, by: Signer, op: str, **members: object) -> str:
        """Sign the next entry and write it down."""
        text = self.draft(by, op, **members)
        self.signers[by.username] = by
        self.roster = apply_entry(
            self.roster, text, self.room, lambda name: [self.signers[name].read]
        )
        self.entries.append(text)
        return text

    def create(
        self, creator: Signer, *others: Signer, kind: str = "group", log: bool = True
    ) -> list[str]:
        """Sign the entries of a new room and return them."""
        settings = {"log": log}
        self.write(
            creator, "create", kind=kind, settings=settings, subject=creator.subject
        )
        for other in others:
            self.add(creator, other)
        return list(self.entries)

    def add(self, by: Signer, who: Signer) -> str:
        """Sign the entry that adds somebody."""
        self.signers[who.username] = who
        return self.write(by, "add", subject=who.subject)

    def rekey(self, old: Signer, new: Signer) -> str:
        """Sign the entry that replaces somebody's keys."""
        text = self.write(old, "rekey", subject=new.subject)
        self.signers[new.username] = new
        return text

    def session(self, sender: Signer) -> tuple[dict, Session]:
        """Make a session announcement as `send` takes it, and the session."""
        sid = new_id()
        text, session = make_session(
            keys=sender.keys,
            room=self.room,
            roster=self.roster,
            bundles={name: [one.bundle] for name, one in self.signers.items()},
            sender=sender.username,
            bundle=sender.bundle,
            sid=sid,
            time=now(),
        )
        return self.payload("session", sid, text), session

    def message(
        self, sender: Signer, session: Session, idx: int, text: str, **said: object
    ) -> dict:
        """Make a message as `send` takes it: a text, or what `said` says."""
        identity = new_id()
        data = make_message(
            keys=sender.keys,
            session=session,
            idx=idx,
            id=identity,
            **{"kind": "text", "body": {"text": text}, **said},
            seen={"head": b64u(first_head(self.room)), "seq": 0},
            time=now(),
        )
        return self.payload("message", identity, data)

    def payload(self, kind: str, identity: str, data: str) -> dict:
        """Return the payload of `send`."""
        return {
            "data": data,
            "id": identity,
            "kind": kind,
            "room": self.room,
            "roster": self.roster.head,
        }


def credential() -> dict:
    """Make a secret, and sealed keys that seal nothing, as a browser brings them."""
    return {
        "salt": b64u(os.urandom(16)),
        "sealed": ".".join(b64u(os.urandom(16 if part else 64)) for part in range(5)),
        "secret": b64u(os.urandom(32)),
    }


class Person:
    """Somebody with an account in an application: a browser without its pages."""

    def __init__(self, app: Flask, username: str, keys: str = "") -> None:
        self.app = app
        self.signer = signer(username, keys)
        self.username = username
        self.http: FlaskClient = app.test_client()
        self.secret = b64u(os.urandom(32))
        self.salt = b64u(os.urandom(16))
        self._sessions: dict[str, tuple[Session, int]] = {}

    def registration(self, store: str = "server") -> dict:
        """Return the body of a registration."""
        return {
            "bundle": self.signer.bundle,
            "salt": self.salt,
            "sealed": SEALED if store == "server" else None,
            "secret": self.secret,
            "store": store,
            "username": self.username,
        }

    def register(self, store: str = "server") -> Person:
        """Make the account; it is logged in then."""
        answer = self.http.post("/api/register", json=self.registration(store))
        assert answer.status_code == 201, answer.text
        return self

    def deletion(self) -> dict:
        """Return the body of deleting the account."""
        return {"password": self.secret, "username": self.username}

    def elsewhere(self) -> Person:
        """Log in with another browser."""
        other = Person(self.app, self.username)
        other.signer = self.signer
        other.secret, other.salt = self.secret, self.salt
        body = {"secret": self.secret, "username": self.username}
        answer = other.http.post("/api/login", json=body)
        assert answer.status_code == 200, answer.text
        return other

    def renew(self, keys: str) -> Signer:
        """Renew the keys and return the old ones."""
        old, new = self.signer, renewed(self.signer, keys)
        body = {"bundle": new.bundle, "password": self.secret, "sealed": SEALED}
        answer = self.http.post("/api/keys", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json == {"hash": new.read.hash}
        self.signer = new
        return old

    def new_password(self) -> dict:
        """Return the body of a change of the password to another one."""
        return {"bundle": self.signer.read.hash, "old": self.secret, **credential()}

    def new_phrase(self) -> dict:
        """Return the body of making a recovery phrase."""
        bundle = self.signer.read.hash
        return {"bundle": bundle, "password": self.secret, **credential()}

    def to_browser(self) -> dict:
        """Return the body of keeping the keys in the browser only."""
        bundle = self.signer.read.hash
        return {"bundle": bundle, "password": self.secret, "store": "browser"}

    def to_server(self, recovery: str | None = None) -> dict:
        """Return the body of storing the keys with the server."""
        keys = {"bundle": self.signer.bundle, "sealed": credential()["sealed"]}
        how = {"password": self.secret, "store": "server"}
        return {**keys, **how, **({"recovery": recovery} if recovery else {})}

    def new_file(self) -> dict:
        """Return the body of letting a key file prove the account."""
        body = self.new_phrase()
        del body["sealed"]
        return body

    def recovery_by_file(self, secret: str) -> dict:
        """Return the body of coming back by a key file with this secret."""
        body = self.recovery(secret)
        del body["phrase"]["sealed"]
        body["file"] = body.pop("phrase")
        return body

    def recovery(self, secret: str) -> dict:
        """Return the body of coming back by a phrase with this secret."""
        return {
            "bundle": self.signer.read.hash,
            "password": credential(),
            "phrase": credential(),
            "secret": secret,
            "username": self.username,
        }

    def reset(self, code: str, keys: str) -> dict:
        """Return the body of beginning anew, with the keys of another actor."""
        bundle = anew(self.username, keys).bundle
        return {
            "bundle": bundle,
            "code": code,
            "username": self.username,
            **credential(),
        }

    def connect(self, **options: object) -> SocketIOTestClient:
        """Open a socket."""
        return self.app.extensions["socketio"].test_client(
            self.app, flask_test_client=self.http, **options
        )

    def create(self, *others: Person, kind: str = "group", log: bool = True) -> Book:
        """Make a room."""
        book = Book()
        entries = book.create(
            self.signer, *(other.signer for other in others), kind=kind, log=log
        )
        body = {"entries": entries, "room": book.room}
        answer = self.http.post("/api/rooms", json=body)
        assert answer.status_code == 201, answer.text
        return book

    def change(self, book: Book, *entries: str) -> list[dict]:
        """Bring roster entries to a room."""
        answer = self.http.post(
            f"/api/rooms/{book.room}/roster", json={"entries": list(entries)}
        )
        assert answer.status_code == 200, answer.text
        return answer.json["records"]

    def say(
        self, socket: SocketIOTestClient, book: Book, text: str, **said: object
    ) -> dict:
        """Send a message, in a session of its own if need be; return the answer."""
        session, idx = self._sessions.get(book.room, (None, 0))
        if session is None or session.roster != book.roster.head:
            payload, session = book.session(self.signer)
            answer = socket.emit("send", payload, callback=True)
            assert answer["ok"], answer
            idx = 0
        payload = book.message(self.signer, session, idx, text, **said)
        self._sessions[book.room] = (session, idx + 1)
        return {**socket.emit("send", payload, callback=True), "id": payload["id"]}


def heard(socket: SocketIOTestClient, event: str) -> list[dict]:
    """Return what a socket was told since the last time; other events are dropped."""
    # Not get_received(): that refuses to say what came before the connection ended.
    told, socket.queue = socket.queue, []
    return [one["args"][0] for one in told if one["name"] == event]
