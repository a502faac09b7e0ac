"""A room's transcript as a log file tells it, verified without any key (§11)."""

import time
from collections.abc import Callable

from .log_erased import Erased, may_have_expired
from .log_file import BadLine, Line
from .log_index import LogIndex
from .signed import (
    Bundle,
    ProtocolError,
    Roster,
    apply_entry,
    b64u,
    check_record,
    first_head,
    is_count,
    is_erased,
    is_hash,
    is_id,
    is_username,
    message_sid,
    parse_session,
    read_bundle,
    read_entry,
    unb64u,
)


class Transcript:
    """The state behind the lines taken so far."""

    def __init__(self, index: LogIndex) -> None:
        self.index = index
        self.manifest: dict = {}
        # Of each person, oldest first.
        self.bundles: dict[str, list[Bundle]] = {}
        self.sealed: str | None = None
        self.recovery: str | None = None
        self.roster: Roster | None = None
        self.seq = 0
        self.head = b""
        self.records = 0
        self.missing = 0
        self.expired = 0
        # What was erased and has not expired: whether its sender did it is for who can
        # read why.
        self.erased: list[Erased] = []
        self._newest = 0
        self._unexplained_gap: int | None = None

    @property
    def unplaced(self) -> int:
        """How many messages were met of which nobody can know whose turn it was."""
        return self.missing + self.expired

    @property
    def room(self) -> str:
        """The room that the log is of."""
        return self.manifest["room"]

    def take(self, line: Line) -> None:
        """Verify the next line.

        Raises BadLine, of an earlier line where only now it shows to be bad.
        """
        takers: dict[str, Callable[..., None]] = {
            "manifest": self._take_manifest,
            "bundle": self._take_bundle,
            "sealed": self._take_sealed,
            "recovery": self._take_recovery,
            "record": self._take_record,
            "erased": self._take_erased,
            "gap": self._take_gap,
            "end": self._take_end,
        }
        try:
            takers[line.type](line.number, **line.members)
        except ProtocolError as error:
            raise BadLine(line.number, error) from None

    def _take_manifest(self, number: int, **manifest: object) -> None:
        if type(manifest["v"]) is not int or manifest["v"] != 1:
            raise ProtocolError("bad-version")
        if not (
            is_username(manifest["by"])
            and is_hash(manifest["head"])
            and is_id(manifest["room"])
            and is_count(manifest["seq"])
            and is_count(manifest["time"])
        ):
            raise ProtocolError("bad-shape", "manifest")
        self.manifest = manifest
        self._move(0, first_head(self.room))

    def _take_bundle(self, number: int, bundle: object, username: object) -> None:
        if not is_username(username):
            raise ProtocolError("bad-shape", "username")
        known = self.bundles.setdefault(username, [])
        if any(one.text == bundle for one in known):
            raise ProtocolError("bad-line", "the same bundle again")
        known.append(read_bundle(bundle, username))

    def _take_sealed(self, number: int, sealed: object, username: object) -> None:
        self._demand_own(sealed, username)
        self.sealed = sealed

    def _take_recovery(self, number: int, sealed: object, username: object) -> None:
        self._demand_own(sealed, username)
        self.recovery = sealed

    def _demand_own(self, sealed: object, username: object) -> None:
        if not isinstance(sealed, str) or not is_username(username):
            raise ProtocolError("bad-shape", "sealed keys")
        if username != self.manifest["by"]:
            raise ProtocolError("wrong-owner")

    def _take_record(self, number: int, head: str, record: dict) -> None:
        following = check_record(record, self.room, self.seq, self.head, head)
        if is_erased(record):
            raise ProtocolError("bad-line", "it was erased")
        self._meet(record)
        if record["kind"] == "roster":
            self._take_entry(record)
        elif record["kind"] == "session":
            parse_session(record["data"])
            self.index.add_session(record["id"], self.roster.head)
        elif self.index.session_roster(message_sid(record["data"])["sid"]) is None:
            raise ProtocolError("no-session")
        self._move(record["seq"], following)
        self._newest = record["time"]
        self.records += 1

    def _take_erased(self, number: int, head: str, record: dict) -> None:
        following = check_record(record, self.room, self.seq, self.head, head)
        if not is_erased(record):
            raise ProtocolError("bad-line", "it was not erased")
        self._meet(record)
        expire, now = self.roster.expire, min(self.manifest["time"], _now())
        if not self.roster.log:
            self.missing += 1
        elif may_have_expired(record, expire, self._newest, now):
            self.expired += 1
        else:
            self.erased.append(Erased(number, record, self.roster))
        self._move(record["seq"], following)

    def _meet(self, record: dict) -> None:
        if not self.index.is_new_id(record["id"]):
            raise ProtocolError("replayed")
        if record["kind"] == "roster":
            return
        if self.roster is None:
            raise ProtocolError("bad-roster-chain", "the room was not created yet")
        if self.roster.member(record["sender"]) is None:
            raise ProtocolError("not-member")

    def _take_entry(self, record: dict) -> None:
        text = record["data"]
        self.roster = apply_entry(
            self.roster, text, self.room, lambda name: self.bundles.get(name, [])
        )
        if read_entry(text)["by"] != record["sender"]:
            raise ProtocolError("wrong-sender")
        if not self.roster.log:
            # Turning the log off deletes the messages that were kept until then.
            self._unexplained_gap = None
            self.missing += len(self.erased)
            self.erased = []

    def _take_gap(self, number: int, first: object, head: object, last: object) -> None:
        if not (is_count(first) and is_count(last) and is_hash(head)) or last < first:
            raise ProtocolError("bad-shape", "gap")
        if first <= self.seq:
            raise ProtocolError("replayed")
        if first != self.seq + 1:
            raise ProtocolError("gap")
        if self.roster is None or self.roster.log:
            self._unexplained_gap = self._unexplained_gap or number
        self._move(last, unb64u(head))
        self.missing += last - first + 1

    def _take_end(self, number: int, head: object, lines: object, seq: object) -> None:
        if self._unexplained_gap is not None:
            raise BadLine(self._unexplained_gap, ProtocolError("gap"))
        if not (is_hash(head) and is_count(lines) and is_count(seq)):
            raise ProtocolError("bad-shape", "end")
        if lines != number:
            raise ProtocolError("bad-line", "count of lines")
        announced = (self.manifest["seq"], self.manifest["head"])
        if not (seq, head) == announced == (self.seq, b64u(self.head)):
            raise ProtocolError("bad-chain", "the end is not the manifest's")

    def _move(self, seq: int, head: bytes) -> None:
        self.seq, self.head = seq, head
        self.index.add_head(seq, head)


def _now() -> int:
    return time.time_ns() // 1_000_000
