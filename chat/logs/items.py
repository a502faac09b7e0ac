"""What can be put into the log, and what comes back."""

from dataclasses import dataclass, field

from encryption.signed import Bundle, Roster


@dataclass(frozen=True)
class Send:
    """A session announcement or a message, as the socket's `send` brought it.

    `roster` is the roster head that the sender believes in; `sid` is the session of a
    message, which has to be announced, and None for an announcement. `login` is the one
    that it came by, where it has to be live when it is stored.
    """

    room: str
    sender: str
    roster: str
    kind: str
    id: str
    data: str
    sid: str | None = None
    login: str | None = None


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
class Erase:
    """A record that its sender took back by the message `delete` (PROTOCOL.md §14)."""

    room: str
    sender: str
    seq: int
    id: str
    delete: int
    login: str | None = None


@dataclass(frozen=True)
class Settle:
    """Nothing: once it is through, so is all that came before it, in any process."""

    room: str = ""


@dataclass(frozen=True)
class Farewell:
    """The message by which a member has all erased that they sent before it (§10.1)."""

    room: str
    sender: str
    seq: int
    id: str


@dataclass(frozen=True)
class Expire:
    """The records of a room whose time is over, and what earlier ones left behind."""

    room: str


@dataclass(frozen=True)
class Filing:
    """Something about a file in a room, asked for by one of its members."""

    room: str
    sender: str
    id: str


@dataclass(frozen=True)
class BeginFile(Filing):
    """The announcement of a file of `size` stored bytes.

    It has to be finished within `patience` milliseconds; with it the files of its
    sender may have `quota` bytes.
    """

    size: int
    patience: int
    quota: int


@dataclass(frozen=True)
class KeepChunk(Filing):
    """One chunk, which is on the disk; a room without a log has it for `relayed` ms."""

    n: int
    hash: str
    relayed: int


@dataclass(frozen=True)
class CopyFile(Filing):
    """A file of the room `source` for this room, too."""

    source: str
    quota: int
    relayed: int


@dataclass(frozen=True)
class DropFile(Filing):
    """A file that its sender takes back."""


@dataclass(frozen=True)
class DropFiles:
    """All files of somebody whose account is gone."""

    sender: str
    room: str = ""


@dataclass(frozen=True)
class ExpireFiles:
    """All files whose time is over, and leavings that are off the disk now."""

    gone: tuple[str, ...] = ()
    room: str = ""


@dataclass(frozen=True)
class Lose:
    """A member of a room has lost the keys that its roster names (PROTOCOL.md §5.9).

    `sigs` are thumbprints of all the keys that they have lost.
    """

    room: str
    username: str
    sigs: tuple[str, ...]


@dataclass(frozen=True)
class Prune:
    """A room that nobody is a member of any more, but for people who are `gone`."""

    room: str
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A record with the room's head behind it (PROTOCOL.md §10)."""

    record: dict
    head: bytes


@dataclass(frozen=True)
class Taken:
    """What became of an item. `fresh` is False for a repeated one: nothing is new.

    A roster change also has the roster before it, if any, and behind each entry, and
    who was lost in the room before it.
    """

    kept: tuple[Kept, ...]
    fresh: bool = True
    before: Roster | None = None
    rosters: tuple[Roster, ...] = ()
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Room:
    """A room as its row and its roster say; `lost` are members who are told nothing."""

    roster: Roster
    seq: int
    head: bytes
    messages: int
    time: int | None
    lost: frozenset[str] = frozenset()
