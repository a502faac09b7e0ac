"""What can be put into the log, and what comes back."""

from dataclasses import dataclass, field

from encryption.signed import Bundle, Roster


@dataclass(frozen=True)
class Send:
    """A session announcement or a message, as the socket's `send` brought it.

    `roster` is the roster head that the sender believes in; `sid` is the session of a
    message, which has to be announced, and None for an announcement.
    """

    room: str
    sender: str
    roster: str
    kind: str
    id: str
    data: str
    sid: str | None = None


@dataclass(frozen=True)
class Change:
    """Roster entries by one member: all or none. `creates` if they begin a room.

    `bundles` are the key bundles of everybody whom the entries name, each one's oldest
    first.
    """

    room: str
    sender: str
    entries: tuple[str, ...]
    bundles: dict[str, list[Bundle]] = field(hash=False)
    creates: bool = False


@dataclass(frozen=True)
class Kept:
    """A record with the room's head behind it (PROTOCOL.md §10)."""

    record: dict
    head: bytes


@dataclass(frozen=True)
class Taken:
    """What became of an item. `fresh` is False for a repeated one: nothing is new.

    A roster change also has the roster before it, if any, and behind each entry.
    """

    kept: tuple[Kept, ...]
    fresh: bool = True
    before: Roster | None = None
    rosters: tuple[Roster, ...] = ()


@dataclass(frozen=True)
class Room:
    """A room as its row and its roster say."""

    roster: Roster
    seq: int
    head: bytes
    messages: int
    time: int | None
