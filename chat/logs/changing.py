"""Take roster entries into the log: they make a room, or change who is in it."""

from sqlalchemy import insert, select, update

from chat.logs.items import Change, Kept, Taken
from chat.logs.reading import read_lost, read_roster
from chat.logs.tables import members, rooms
from chat.logs.transaction import Transaction
from chat.refusal import Refusal, bad
from encryption.signed import (
    ProtocolError,
    Roster,
    apply_entry,
    entry_id,
    first_head,
    read_entry,
)


def change(writing: Transaction, item: Change) -> Taken:
    """Verify entries and append them, all or none.

    Raises Refusal; then nothing of the item is written.
    """
    room = writing.rooms.get(item.room)
    before, lost = None, frozenset()
    if item.creates:
        if room is not None:
            raise Refusal("room-exists")
    else:
        before = read_roster(writing.connection, room) if room else None
        lost = read_lost(writing.connection, item.room)
        if before is None or before.member(item.sender) is None or item.sender in lost:
            raise Refusal("not-found")
        repeated = _repeated(writing, item)
        if repeated is not None:
            return repeated
    rosters = _verify(item, before)
    if room is None:
        room = _create(writing, rosters[-1])
    kept = []
    for text, roster in zip(item.entries, rosters, strict=True):
        # What follows an entry is kept or not as the entry says.
        kept.append(writing.append(room, "roster", entry_id(text), item.sender, text))
        writing.follow(room, roster)
    _write_members(writing, before, rosters, kept)
    return Taken(tuple(kept), before=before, rosters=tuple(rosters), lost=lost)


def _repeated(writing: Transaction, item: Change) -> Taken | None:
    """Answer a repeated request as the first: its sender did not hear the answer."""
    ids = [entry_id(text) for text in item.entries]
    writing.look_up({(item.room, identity) for identity in ids})
    found = [writing.find(item.room, identity) for identity in ids]
    if any(one is not None and one.kind != "roster" for one in found):
        # A sender chooses the ids of messages, and can know those of own entries.
        raise Refusal("id-conflict")
    if any(one is None or one.sender != item.sender for one in found):
        return None
    again = zip(ids, found, item.entries, strict=True)
    kept = tuple(one.kept(item.room, identity, text) for identity, one, text in again)
    return Taken(kept, fresh=False)


def _verify(item: Change, before: Roster | None) -> list[Roster]:
    """Return the roster behind each entry."""
    rosters, roster = [], before
    for place, text in enumerate(item.entries):
        try:
            entry = read_entry(text)
            if place == 0 and before is not None and not _continues(entry, before):
                raise Refusal("stale-roster", roster_head=before.head)
            roster = apply_entry(
                roster, text, item.room, lambda name: item.bundles.get(name, [])
            )
            if entry["by"] != item.sender:
                # What another member signed is for that member to bring.
                raise ProtocolError("not-entitled")
            if entry["op"] in ("create", "add", "rekey"):
                _check_subject(entry["subject"], item)
        except ProtocolError as error:
            raise Refusal.of(error, entry=place) from None
        rosters.append(roster)
    return rosters


def _continues(entry: dict, roster: Roster) -> bool:
    return (entry["n"], entry["prev"]) == (roster.n + 1, roster.head)


def _check_subject(subject: dict, item: Change) -> None:
    """Demand that somebody has these keys now: others have to wrap to them."""
    bundles = item.bundles.get(subject["username"])
    if not bundles:
        raise ProtocolError("no-bundle", "subject")
    # The newest: nobody comes with keys that were renewed since.
    keys = (bundles[-1].enc_thumbprint, bundles[-1].sig_thumbprint)
    if keys != (subject["enc"], subject["sig"]):
        raise ProtocolError("wrong-thumbprint", "subject")


def _create(writing: Transaction, roster: Roster) -> dict:
    direct = None
    if roster.kind == "direct":
        # Both at once, or a pair could have a second direct chat half made.
        if len(roster.members) != 2:
            raise bad("entries")
        direct = " ".join(sorted(member.username for member in roster.members))
        statement = select(rooms.c.room).where(rooms.c.direct == direct)
        there = writing.connection.scalar(statement)
        if there is not None:
            raise Refusal("direct-exists", room=there)
    room = {
        "room": roster.room,
        "kind": roster.kind,
        "direct": direct,
        "creator": roster.creator,
        "log": roster.log,
        "expire": roster.expire,
        "roster_n": roster.n,
        "roster_head": roster.head,
        "seq": 0,
        "head": first_head(roster.room),
        "messages": 0,
        "time": None,
    }
    writing.connection.execute(insert(rooms), room)
    writing.rooms[roster.room] = room
    return room


def _write_members(
    writing: Transaction,
    before: Roster | None,
    rosters: list[Roster],
    kept: list[Kept],
) -> None:
    """Bring the table of members from the roster before to the last one."""
    old = {member.username: member for member in before.members} if before else {}
    joined, changed = {}, set()
    # Entry by entry: who leaves and is added again by one request joins anew.
    for roster, one in zip(rosters, kept, strict=True):
        new = {member.username: member for member in roster.members}
        joined |= dict.fromkeys(new.keys() - old.keys(), one.record["seq"])
        both = new.keys() | old.keys()
        changed |= {name for name in both if new.get(name) != old.get(name)}
        old = new
    room = rosters[-1].room
    for username in sorted(changed):
        member = old.get(username)
        if member is None:
            writing.present.discard((room, username))
            values = {"present": False}
        else:
            writing.present.add((room, username))
            values = {"role": member.role, "enc": member.enc, "sig": member.sig}
            values["present"] = True
            if username in joined:
                # With keys that they have: whoever was lost here is so no longer.
                values |= {"joined": joined[username], "lost": False}
        here = (members.c.room == room) & (members.c.username == username)
        done = writing.connection.execute(update(members).where(here).values(values))
        if done.rowcount == 0 and member is not None:
            row = {"room": room, "username": username, **values}
            writing.connection.execute(insert(members), row)
