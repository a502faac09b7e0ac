"""Following a server's key log from one visit to the next (PROTOCOL.md §17, §18)."""

from dataclasses import dataclass

from .key_log_server import KeyLogServer, MembersOnly
from .signed import (
    ProtocolError,
    check_consistency,
    extend_log,
    is_checkpoint,
)

# How many entries are given at once (PROTOCOL.md §13).
PAGE = 1_000


@dataclass(frozen=True)
class Followed:
    """What is kept of a key log that holds.

    `subtrees` are None where the server does not give entries to us: then only the
    proof of consistency was checked, and the tree cannot be made.
    """

    url: str
    size: int
    root: str
    subtrees: list[str] | None

    @property
    def read(self) -> int:
        """How many entries were read so far: all of them, or none."""
        return 0 if self.subtrees is None else self.size


@dataclass(frozen=True)
class Visit:
    """What a visit found: what to keep, and the new entries that were asked for."""

    followed: Followed
    before: int
    entries: list[dict]


def follow(server: KeyLogServer, kept: Followed | None, username: str | None) -> Visit:
    """Check that the log continues what is kept of it, and find a person's new entries.

    Those are new that were not read before, however far the log was proven to grow.

    Raises Unreachable, ProtocolError: `log-behind`, `log-forked`, `bad-log-entries`, or
    `bad-shape` for an answer of no form; MembersOnly where entries are refused that
    were given before, or that a person was to be looked for in.
    """
    newest = server.checkpoint()
    if not is_checkpoint(newest):
        raise ProtocolError("bad-shape", "checkpoint")
    before = 0
    if kept is not None:
        before = kept.size
        _check_continues(server, kept, newest)
    subtrees, found = _extend(server, kept, newest, username)
    followed = Followed(server.url, newest["size"], newest["root"], subtrees)
    return Visit(followed, before, found)


def _check_continues(server: KeyLogServer, kept: Followed, newest: dict) -> None:
    if newest["size"] < kept.size:
        raise ProtocolError("log-behind", f"{newest['size']} of {kept.size} entries")
    # Nothing has to be proven of the same size, nor of what continues nothing.
    proof: object = []
    if 0 < kept.size < newest["size"]:
        proof = server.consistency(kept.size, newest["size"])
    first = {"root": kept.root, "size": kept.size}
    check_consistency(first=first, second=newest, proof=proof)


def _extend(
    server: KeyLogServer, kept: Followed | None, newest: dict, username: str | None
) -> tuple[list[str] | None, list[dict]]:
    """Append the new entries; return the subtrees then, and a person's entries.

    Without subtrees where entries are refused to us, as they always were.
    """
    log = {"size": 0, "subtrees": []}
    # Without subtrees, the entries were not given before: all of them are read.
    if kept is not None and kept.subtrees is not None:
        log = {"size": kept.size, "subtrees": kept.subtrees}
    root = extend_log(log=log, entries=[])["root"]
    found: list[dict] = []
    while log["size"] < newest["size"]:
        start, end = log["size"], min(newest["size"], log["size"] + PAGE)
        try:
            entries = server.entries(start, end)
        except MembersOnly:
            # Else a server could hide an entry from whom it may concern.
            if start or username is not None:
                raise
            return None, []
        if not isinstance(entries, list):
            raise ProtocolError("bad-shape", "entries")
        # An honest server fills its answers; small ones could go on for ever.
        if len(entries) != end - start:
            raise ProtocolError("bad-log-entries", "another number than asked for")
        extended = extend_log(log=log, entries=entries)
        found += [entry for entry in entries if entry["username"] == username]
        root = extended.pop("root")
        log = extended
    if root != newest["root"]:
        raise ProtocolError("bad-log-entries")
    return log["subtrees"], found
