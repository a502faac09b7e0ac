"""Following a server's key log from one visit to the next (PROTOCOL.md §17, §18)."""

from dataclasses import dataclass

from .key_log_server import KeyLogServer, MembersOnly
from .signed import (
    ProtocolError,
    check_consistency,
    extend_log,
    is_checkpoint,
)

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


@dataclass(frozen=True)
class Visit:
    """What a visit found: what to keep, and the new entries that were asked for."""

    followed: Followed
    before: int
    entries: list[dict]


def follow(server: KeyLogServer, kept: Followed | None, username: str | None) -> Visit:
    """Check that the log continues what is kept of it, and find a person's new entries.

    Raises Unreachable, ProtocolError: `log-behind`, `log-forked`, `bad-log-entries`, or
    `bad-shape` for an answer of no form.
    """
    newest = server.checkpoint()
    if not is_checkpoint(newest):
        raise ProtocolError("bad-shape", "checkpoint")
    before = 0
    if kept is not None:
        before = kept.size
        _check_continues(server, kept, newest)
    try:
        subtrees, found = _extend(server, kept, newest, username)
    except MembersOnly:
        subtrees, found = None, []
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
) -> tuple[list[str], list[dict]]:
    """Append the new entries; return the subtrees then, and a person's entries."""
    before, log = 0, {"size": 0, "subtrees": []}
    if kept is not None:
        before = kept.size
        # Without subtrees, the entries were not given before: all of them are read.
        if kept.subtrees is not None:
            log = {"size": kept.size, "subtrees": kept.subtrees}
    root = extend_log(log=log, entries=[])["root"]
    found: list[dict] = []
    while log["size"] < newest["size"]:
        start, end = log["size"], min(newest["size"], log["size"] + PAGE)
        entries = server.entries(start, end)
        if not isinstance(entries, list):
            raise ProtocolError("bad-shape", "entries")
        if not 0 < len(entries) <= end - start:
            raise ProtocolError("bad-log-entries", "another number than asked for")
        extended = extend_log(log=log, entries=entries)
        found += [
            entry
            for place, entry in enumerate(entries, start)
            if place >= before and entry["username"] == username
        ]
        root = extended.pop("root")
        log = extended
    if root != newest["root"]:
        raise ProtocolError("bad-log-entries")
    return log["subtrees"], found
