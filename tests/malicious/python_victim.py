"""Alice in Python: an actor who remembers what a client remembers between visits.

She reads a room from its first record at every visit, in the order of PROTOCOL.md §6 to
§10, and holds it against what an earlier visit had verified.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from encryption.crypto_utils import (
    ProtocolError,
    Roster,
    check_record,
    chunk_count,
    first_head,
    login_secret,
    message_sid,
    open_keys,
    read_bundle,
    read_message,
    read_session,
    read_signal,
)
from encryption.file import File, read_file
from encryption.signed import apply_entry, b64u, read_entry, signal_sid, unb64u
from tests.actors import PASSWORD, Online
from tests.malicious.people import account
from tests.malicious.victim import demand

PAGE = 200


@dataclass
class Visit:
    """What one visit to a room has verified; kept only when nothing was refused."""

    room: str
    rosters: list[tuple[int, Roster]] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)
    sessions: dict[str, Any] = field(default_factory=dict)
    met: set = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)

    def roster_before(self, seq: int) -> Roster | None:
        """Return the roster in force at a record."""
        return next((r for at, r in reversed(self.rosters) if at < seq), None)

    @property
    def seq(self) -> int:
        """The newest record."""
        return max(self.heads)


class PythonVictim(Online):
    """Alice, with an account on the lying server."""

    def __init__(self, url: str, username: str) -> None:
        super().__init__(url, username, "alice")
        self._pins: dict[str, list[str]] = {}
        self._visits: dict[str, Visit] = {}
        self._login: dict[str, str] = {}
        self._now: Visit | None = None
        self._refused: list[str] = []
        self._signals: dict[str, int] = {}

    @classmethod
    def new(cls, url: str, username: str) -> PythonVictim:
        """Let Alice have an account, and be logged in."""
        account(url, username, "alice").disconnect()
        victim = cls(url, username)
        victim.login()
        return victim

    def elsewhere(self) -> PythonVictim:
        """Give the same account a client that knows nothing."""
        return PythonVictim(self.url, self.username)

    def close(self) -> None:
        """Close the connections."""
        self.disconnect()

    def login(self) -> None:
        """Log in with the password, and open the keys."""
        self._refused = []
        try:
            name = {"username": self.username}
            salt = self.ask("POST", "/api/login/salt", name)["salt"]
            secret = login_secret(PASSWORD, salt)
            self.ask("POST", "/api/login", {"secret": secret, **name})
            me = self.ask("GET", "/api/me")
            bundle = read_bundle(me["bundle"], self.username)
            keys = open_keys(
                text=me["sealed"],
                username=self.username,
                password=PASSWORD,
                purpose="password",
                enc_thumbprint=bundle.enc_thumbprint,
                sig_thumbprint=bundle.sig_thumbprint,
                login=salt,
            )
            self._login = {self.username: keys.sig_thumbprint}
        except ProtocolError as error:
            self._refused = [error.reason]

    def visit(self, room: str = "") -> None:
        """Read a room anew, and hold it against what earlier visits had verified."""
        self._refused = []
        if not room:
            return
        visit = self._now = Visit(room)
        pins = copy.deepcopy(self._pins)
        try:
            self._read(visit, pins)
        except ProtocolError as error:
            self._refused = [error.reason]
            visit.texts.clear()
            return
        self._refused = visit.refused
        self._visits[room], self._pins = visit, pins

    open = visit

    def rest(self) -> None:
        """Forget nothing: what was found wrong is in no page."""

    def hear(self, room: str, sender: str, data: str) -> None:
        """Be passed a signal on, as somebody's."""
        self._refused = []
        visit = self._visits[room]
        try:
            sid = signal_sid(data)["sid"]
            signal = read_signal(
                text=data,
                session=visit.sessions.get(sid),
                sender=sender,
                room=room,
                roster_head=visit.rosters[-1][1].head,
                last=self._signals.get(sid),
            )
            self._signals[sid] = signal["n"]
        except KeyError:
            self._refused = ["client-error"]
        except ProtocolError as error:
            self._refused = [error.reason]

    def save(self, name: str) -> None:
        """Fetch a file of the room, and open it as the message about it says."""
        visit, self._refused = self._now, []
        file = visit.files[name]
        path = f"{self.url}/api/rooms/{visit.room}/files/{file.id}/chunks"
        chunks = (
            self.http.get(f"{path}/{n}", timeout=20).content
            for n in range(chunk_count(file.size))
        )
        try:
            for _ in read_file(file, chunks):
                pass
        except ProtocolError as error:
            self._refused = [error.reason]

    def reads(self, *texts: str) -> None:
        """Demand that the room shows these texts, and nothing that was refused."""
        assert self._now is not None
        if self._now.texts != list(texts):
            self.visit(self._now.room)
        assert (self._now.texts, self._refused) == (list(texts), [])

    def refuses(self, reason: str, *besides: str) -> None:
        """Demand that this was refused, for these reasons and no others."""
        texts = self._now.texts if self._now else []
        demand({reason, *besides}, self._refused, texts, (self._refused, texts))

    def state(self) -> dict[str, Any]:
        """Return what is kept."""
        newest = {room: visit.rosters[-1][1] for room, visit in self._visits.items()}
        return {
            "login": dict(self._login),
            "pins": copy.deepcopy(self._pins),
            "rosters": {room: [r.n, r.head] for room, r in newest.items()},
            "positions": {
                room: [visit.seq, visit.heads[visit.seq]]
                for room, visit in self._visits.items()
            },
            "sessions": {
                f"{room} {sid}": sorted(idx for one, idx in visit.met if one == sid)
                for room, visit in self._visits.items()
                for sid in visit.sessions
            },
        }

    # Reading a room

    def _read(self, visit: Visit, pins: dict[str, list[str]]) -> None:
        detail = self.ask("GET", f"/api/rooms/{visit.room}")
        page, entries = self._fetch(visit.room)
        self._verify_roster(visit, detail, entries)
        self._demand_no_less(visit.room, page, visit)
        self._verify_chain(visit, page, detail["roster"], entries)
        self._pin(visit, detail["bundles"], pins)
        for entry in entries:
            self._open(visit, entry["record"])

    def _fetch(self, room: str) -> tuple[dict, list[dict]]:
        entries: list[dict] = []
        while True:
            after = entries[-1]["record"]["seq"] if entries else 0
            path = f"/api/rooms/{room}/records?after={after}&limit={PAGE}"
            page = self.ask("GET", path)
            entries += page["records"]
            if len(page["records"]) < PAGE:
                return page, entries

    def _verify_roster(self, visit: Visit, detail: dict, entries: list[dict]) -> None:
        bundles = {
            username: [read_bundle(text, username) for text in texts]
            for username, texts in detail["bundles"].items()
        }
        last = max(entry["record"]["seq"] for entry in detail["roster"])
        newer = [
            entry
            for entry in entries
            if entry["record"]["kind"] == "roster" and entry["record"]["seq"] > last
        ]
        roster = None
        for entry in (*detail["roster"], *newer):
            record = entry["record"]
            roster = apply_entry(
                roster, record["data"], visit.room, lambda name: bundles.get(name, [])
            )
            if read_entry(record["data"])["by"] != record["sender"]:
                raise ProtocolError("wrong-sender")
            visit.rosters.append((record["seq"], roster))

    def _demand_no_less(self, room: str, page: dict, visit: Visit) -> None:
        kept = self._visits.get(room)
        if kept is None:
            return
        if page["seq"] < kept.seq:
            raise ProtocolError("gap")
        if page["seq"] == kept.seq and page["head"] != kept.heads[kept.seq]:
            raise ProtocolError("bad-chain")
        _, roster = kept.rosters[-1]
        had = [one.head for _, one in visit.rosters[roster.n : roster.n + 1]]
        if had != [roster.head]:
            raise ProtocolError("bad-roster-chain")

    def _verify_chain(
        self, visit: Visit, page: dict, roster: list[dict], entries: list[dict]
    ) -> None:
        kept = self._visits.get(visit.room)
        seq, head = 0, first_head(visit.room)
        for entry in entries:
            record = entry["record"]
            head = check_record(record, visit.room, seq, head, entry["head"])
            seq = record["seq"]
            visit.heads[seq] = entry["head"]
        if seq < page["seq"]:
            raise ProtocolError("gap")
        if seq == page["seq"] and page["head"] != b64u(head):
            raise ProtocolError("bad-chain")
        if kept and visit.heads[kept.seq] != kept.heads[kept.seq]:
            raise ProtocolError("bad-chain")
        shown = [e["record"] for e in entries if e["record"]["kind"] == "roster"]
        if [entry["record"] for entry in roster] != shown[: len(roster)]:
            raise ProtocolError("bad-chain")

    def _pin(self, visit: Visit, bundles: dict, pins: dict[str, list[str]]) -> None:
        _, roster = visit.rosters[-1]
        for member in roster.members:
            keys = [member.enc, member.sig]
            if pins.setdefault(member.username, keys) != keys:
                raise ProtocolError("key-changed")

    def _open(self, visit: Visit, record: dict) -> None:
        try:
            if record["kind"] == "session":
                visit.sessions[record["id"]] = self._session(visit, record)
            elif record["kind"] == "message":
                visit.texts.append(self._message(visit, record))
        except ProtocolError as error:
            # A session that is refused shows by its messages.
            if record["kind"] == "session":
                visit.sessions[record["id"]] = error
            else:
                visit.refused.append(error.reason)

    def _session(self, visit: Visit, record: dict) -> Any:
        return read_session(
            text=record["data"],
            keys=self.keys,
            room=visit.room,
            sid=record["id"],
            sender=record["sender"],
            roster=visit.roster_before(record["seq"]),
        )

    def _message(self, visit: Visit, record: dict) -> str:
        sid = message_sid(record["data"])["sid"]
        session = visit.sessions.get(sid)
        if isinstance(session, ProtocolError):
            raise session
        message = read_message(
            text=record["data"],
            session=session,
            id=record["id"],
            sender=record["sender"],
            room=visit.room,
            roster_head=visit.roster_before(record["seq"]).head,
        )
        seen = message.seen
        known = visit.heads.get(seen["seq"])
        if seen["seq"] >= record["seq"] or (known and known != seen["head"]):
            raise ProtocolError("bad-seen")
        ids = {(sid, message.idx), ("", record["id"])}
        if ids & visit.met:
            raise ProtocolError("replayed")
        visit.met |= ids
        for one in message.body.get("files", ()):
            key = unb64u(one["key"])
            file = File(one["id"], key, one["size"], one["hash"])
            visit.files[one["name"]] = file
        return message.body["text"]
