"""Erased records of a log, and the messages that explain them (PROTOCOL.md §10.1)."""

from collections.abc import Callable
from dataclasses import dataclass

from .log_file import BadLine
from .log_index import LogIndex
from .session import Session
from .signed import LEEWAY_MS, ProtocolError, Roster


@dataclass(frozen=True)
class Erased:
    """A record that was erased and has not expired: its line, and the roster then."""

    line: int
    record: dict
    roster: Roster


@dataclass(frozen=True)
class Skipped:
    """Indices of a session that were skipped where something was erased."""

    line: int
    sid: str
    indices: range


# Of who did not leave: in front of the first record and line.
NOWHERE = (0, 0)


def has_expired(record: dict, expire: int, signed: int, now: int) -> bool:
    """Tell whether a message's time is over.

    `expire` is the timer in force at it, in seconds, and `signed` the time that its
    sender wrote: whatever the server says of when it came, an hour later is the most.
    """
    begun = min(record["time"], signed + LEEWAY_MS)
    return expire != 0 and begun + expire * 1000 <= now


def may_have_expired(record: dict, expire: int, newest: int, now: int) -> bool:
    """Tell whether a record that was erased can be one whose time is over.

    `newest` is the time of the newest record in front of it that is whole: what this
    one claims for itself can be no older, or the server would choose what expires.
    """
    return (
        expire != 0
        and record["time"] + expire * 1000 <= now + LEEWAY_MS
        and record["time"] >= newest - LEEWAY_MS
    )


class Deletions:
    """What was deleted, as its senders say, held against what was erased."""

    def __init__(self, index: LogIndex) -> None:
        self._index = index
        self._deletions: dict[int, list[tuple[dict, dict]]] = {}
        self._skipped: list[Skipped] = []
        # Of each who left: the farewell furthest behind, by record and line.
        self._farewells: dict[str, tuple[int, int]] = {}

    def take(self, record: dict, body: dict) -> None:
        """Take in a message of kind `delete`."""
        self._deletions.setdefault(body["seq"], []).append((record, body))

    def part(self, record: dict, line: int) -> None:
        """Take in a message of kind `farewell`."""
        self._farewells[record["sender"]] = record["seq"], line

    def skip(self, skipped: Skipped) -> None:
        """Note indices that an erased record may have."""
        self._skipped.append(skipped)

    def judge(
        self, erased: list[Erased], session_of: Callable[[str], Session | None]
    ) -> list[BadLine]:
        """Name the lines that nothing explains, once all is read."""
        places, bad = set(), []
        for one in erased:
            place = self._place(one, session_of)
            if place is None and not self._has_left(one.record):
                bad.append(BadLine(one.line, ProtocolError("erased")))
            places.add(place)
        for line, sid, indices in (vars(one).values() for one in self._skipped):
            if any((sid, idx) not in places for idx in indices):
                session = session_of(sid)
                # Of who left, nobody knows which index an erased record had. What
                # others are missing is missing all the same.
                if session and line <= self._farewells.get(session.sender, NOWHERE)[1]:
                    continue
                bad.append(BadLine(line, ProtocolError("index-gap")))
        return sorted(bad, key=lambda line: line.number)

    def _has_left(self, record: dict) -> bool:
        return record["seq"] < self._farewells.get(record["sender"], NOWHERE)[0]

    def _place(
        self, erased: Erased, session_of: Callable[[str], Session | None]
    ) -> tuple[str, int] | None:
        """Find where an erased message stood in its session, as its deletion says."""
        record, roster = erased.record, erased.roster
        for by, body in self._deletions.get(record["seq"], []):
            session = session_of(body["sid"])
            if (
                (by["sender"], body["hash"], body["target"])
                == (record["sender"], record["erased"], record["id"])
                and by["seq"] > record["seq"]
                and session is not None
                and (session.sender, session.roster) == (by["sender"], roster.head)
                and session.start <= body["idx"]
                and self._index.is_new_index(body["sid"], body["idx"])
            ):
                return body["sid"], body["idx"]
        return None
