"""The roster: who is in a room, as a chain of signed entries (PROTOCOL.md §6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..errors import ProtocolError
from .bundle import Bundle
from .bundle_row import find_bundle
from .entry import entry_hash, parse_entry
from .jws import verify_jws
from .limits import MAX_DIRECT_MEMBERS, MAX_MEMBERS


@dataclass(frozen=True)
class Member:
    """A member of a room with the thumbprints that the roster names."""

    username: str
    role: str
    enc: str
    sig: str


@dataclass(frozen=True)
class Roster:
    """The state of a room's roster behind its newest entry; members by joining."""

    room: str
    kind: str
    members: tuple[Member, ...]
    log: bool
    n: int
    head: str
    creator: str
    # After so many seconds messages disappear; 0: never.
    expire: int = 0

    def member(self, username: str) -> Member | None:
        """Find a member by name."""
        return next((m for m in self.members if m.username == username), None)


def _signer(roster: Roster | None, entry: dict) -> Member:
    """Find who must have signed an entry, in the roster before it."""
    if roster is None:
        subject = entry["subject"]
        if subject["username"] != entry["by"]:
            raise ProtocolError("not-member", "create is about its maker")
        return Member(role="owner", **subject)
    member = roster.member(entry["by"])
    if member is None:
        raise ProtocolError("not-member")
    return member


def _is_entitled(roster: Roster, by: Member, entry: dict) -> bool:
    op, group = entry["op"], roster.kind == "group"
    about_self = entry.get("subject", {}).get("username") == by.username
    owner = by.role == "owner"
    return {
        # A direct room's second person is added by its creator; nobody leaves one,
        # so a further `add` there is met by `room-full`.
        "add": group or by.username == roster.creator,
        "remove": group and owner and not about_self,
        "leave": group and about_self,
        "role": group and owner,
        "settings": owner,
        "rekey": about_self,
    }[op]


def _add(roster: Roster, subject: dict) -> tuple[Member, ...]:
    if roster.member(subject["username"]) is not None:
        raise ProtocolError("already-member")
    most = MAX_MEMBERS if roster.kind == "group" else MAX_DIRECT_MEMBERS
    if len(roster.members) >= most:
        raise ProtocolError("room-full")
    return (*roster.members, Member(role="member", **subject))


def _present(roster: Roster, subject: dict) -> Member:
    member = roster.member(subject["username"])
    if member is None:
        raise ProtocolError("not-member", "subject")
    if (member.enc, member.sig) != (subject["enc"], subject["sig"]):
        raise ProtocolError("wrong-thumbprint", "subject")
    return member


def _rekeyed(by: Member, subject: dict) -> Member:
    new = {subject["enc"], subject["sig"]}
    if len(new) != 2 or new & {by.enc, by.sig}:
        raise ProtocolError("wrong-thumbprint", "rekey")
    return replace(by, enc=subject["enc"], sig=subject["sig"])


def _with_owner(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Make the longest-standing member owner where nobody is."""
    if not members or any(m.role == "owner" for m in members):
        return members
    return (replace(members[0], role="owner"), *members[1:])


def _settings(entry: dict) -> tuple[bool, int]:
    """Return whether there is a log, and the timer; an entry replaces both."""
    return entry["settings"]["log"], entry["settings"].get("expire", 0)


def _members_after(roster: Roster, by: Member, entry: dict) -> tuple[Member, ...]:
    op, subject = entry["op"], entry.get("subject")
    if op == "settings":
        return roster.members
    if op == "add":
        return _add(roster, subject)
    if op == "rekey":
        changed = _rekeyed(by, subject)
        return tuple(changed if m is by else m for m in roster.members)
    present = _present(roster, subject)
    if op == "role":
        changed = replace(present, role=entry["role"])
        return _with_owner(
            tuple(changed if m is present else m for m in roster.members)
        )
    return _with_owner(tuple(m for m in roster.members if m is not present))


def apply_entry(
    roster: Roster | None,
    text: str,
    room: str,
    bundles_of: Callable[[str], Sequence[Bundle]],
) -> Roster:
    """Verify the next entry of a room's roster and return the roster behind it.

    Raises ProtocolError for every breach of PROTOCOL.md §6.
    """
    jws, entry = parse_entry(text)
    if entry["room"] != room:
        raise ProtocolError("wrong-room")
    expected = (0, "") if roster is None else (roster.n + 1, roster.head)
    first = entry["op"] == "create"
    if (entry["n"], entry["prev"]) != expected or first != (roster is None):
        raise ProtocolError("bad-roster-chain")
    by = _signer(roster, entry)
    verify_jws(jws, find_bundle(bundles_of(by.username), by.enc, by.sig).sig)
    head = entry_hash(text)
    if roster is None:
        log, expire = _settings(entry)
        return Roster(room, entry["kind"], (by,), log, 0, head, by.username, expire)
    if not _is_entitled(roster, by, entry):
        raise ProtocolError("not-entitled")
    members = _members_after(roster, by, entry)
    changed = replace(roster, members=members, n=entry["n"], head=head)
    if entry["op"] == "settings":
        log, expire = _settings(entry)
        return replace(changed, log=log, expire=expire)
    return changed
