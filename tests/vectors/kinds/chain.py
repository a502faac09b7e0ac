"""Records and the room's hash chain (PROTOCOL.md §10)."""

import hashlib

from ..insecure import b64, canonical, derive, make_id, unb64
from ..world import BOB, MESSAGE_ID, OTHER_ROOM, ROOM, SID, TIME, added, create
from . import accepted, refused

TEXT = create()[0]
MESSAGE = {"data": "x", "id": MESSAGE_ID, "kind": "message"}


def entry_id(text: str) -> str:
    """Compute the id of a roster record."""
    return b64(hashlib.sha256(text.encode()).digest()[:16])


def record(place: int = 1, /, **changes: object) -> dict:
    """Write a record."""
    value = {
        "data": TEXT,
        "id": entry_id(TEXT),
        "kind": "roster",
        "room": ROOM,
        "sender": "alice",
        "seq": place,
        "time": TIME + place,
    }
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def erased(place: int = 1, /, **changes: object) -> dict:
    """Write what stays of a message record that was erased."""
    value = record(place, **{**MESSAGE, "data": ...})
    value["erased"] = hash_of(record(place, **MESSAGE))
    return {k: v for k, v in {**value, **changes}.items() if v is not ...}


def hash_of(value: object) -> str:
    """Compute the hash of a record."""
    return b64(hashlib.sha256(canonical(value)).digest())


def first(room: str) -> bytes:
    """Compute the head before the first record."""
    return hashlib.sha256(b"securechat/chain/1 " + room.encode()).digest()


def after(head: bytes, value: object) -> bytes:
    """Compute the head behind a record."""
    if isinstance(value, dict) and isinstance(value.get("erased"), str):
        # Where it is no hash it is refused before it is used.
        digest = unb64(value["erased"]) if len(value["erased"]) == 43 else b""
        return hashlib.sha256(head + digest).digest()
    return hashlib.sha256(head + hashlib.sha256(canonical(value)).digest()).digest()


def checked(value: object, seq: int = 0, **changes: object) -> dict:
    """Write the arguments that go with a record."""
    head = first(ROOM)
    how = {"record": value, "room": ROOM, "seq": seq, "head": b64(head)}
    return {**how, "claimed": b64(after(head, value)), **changes}


def refusals() -> dict:
    """List arguments by reason."""
    others = [
        record(**{k: v})
        for k, v in {
            "id": make_id("x"),
            "kind": "message",
            "sender": "bob",
            "time": TIME,
        }.items()
    ]
    return {
        "bad-shape": {
            "a-list": checked([record()]),
            "null": checked(None),
            "data-missing": checked(record(data=...)),
            "data-an-object": checked(record(data={})),
            "time-missing": checked(record(time=...)),
            "time-negative": checked(record(time=-1)),
            "time-a-string": checked(record(time="1")),
            "further-member": checked(record(head=b64(first(ROOM)))),
            "kind-unknown": checked(record(kind="signal")),
            "kind-a-list": checked(record(kind=["roster"])),
            "id-too-short": checked(record(id=MESSAGE_ID[:-1])),
            "id-with-stray-bits": checked(record(id=MESSAGE_ID[:-1] + "B")),
            "id-a-hash": checked(record(id=b64(first(ROOM)))),
            "sender-in-capitals": checked(record(sender="Alice")),
            "seq-a-string": checked(record(seq="1")),
            "seq-true": checked(record(seq=True)),
            "seq-negative": checked(record(seq=-1)),
            "room-a-number": checked(record(room=1)),
            "erased-with-data": checked(erased(data="x")),
            "erased-no-hash": checked(erased(erased=MESSAGE_ID)),
            "erased-true": checked(erased(erased=True)),
            "erased-without-id": checked(erased(id=...)),
            "erased-without-sender": checked(erased(sender=...)),
            "erased-without-time": checked(erased(time=...)),
            "erased-roster-record": checked(erased(kind="roster")),
            "erased-session": checked(erased(kind="session")),
        },
        "wrong-room": {"of-another-room": checked(record(room=OTHER_ROOM))},
        "replayed": {
            "same-seq-again": checked(record(4), 4),
            "lower-seq": checked(record(3), 4),
            "seq-zero": checked(record(0)),
        },
        "gap": {
            "erased-one-left-out": checked(erased(2)),
            "one-left-out": checked(record(2)),
            "many-left-out": checked(record(100), 4),
        },
        "wrong-id": {"roster-record-of-another-id": checked(record(id=make_id("x")))},
        "bad-chain": {
            "claimed-head-altered": checked(
                record(), claimed=b64(after(first(ROOM), record(time=TIME)))
            ),
            "claimed-head-is-the-last": checked(record(), claimed=b64(first(ROOM))),
            "last-head-another": checked(record(), head=b64(derive("head", 32))),
            "erased-hash-of-another": checked(
                erased(erased=hash_of(record(**MESSAGE, sender="bob"))),
                claimed=b64(after(first(ROOM), record(**MESSAGE))),
            ),
            "claimed-head-empty": checked(record(), claimed=""),
            "claimed-head-padded": checked(
                record(), claimed=b64(after(first(ROOM), record())) + "="
            ),
            "sender-altered": checked(
                record(**MESSAGE, sender="bob"),
                claimed=b64(after(first(ROOM), record(**MESSAGE))),
            ),
            "time-altered": checked(
                record(time=others[3]["time"]),
                claimed=b64(after(first(ROOM), record())),
            ),
        },
    }


def vectors() -> list[dict]:
    """Write the vectors."""
    second = added(create(), BOB)[1]
    records = [
        record(),
        record(2, data=second, id=entry_id(second)),
        record(3, data='{"tag":"\\u00e9"}', id=SID, kind="session"),
        record(4, data="a.b.c", id=MESSAGE_ID, kind="message", sender="bob"),
    ]
    heads = [first(ROOM)]
    for value in records:
        heads.append(after(heads[-1], value))
    gone = [*records[:3], {**erased(4, sender="bob"), "erased": hash_of(records[3])}]
    return [
        *(
            accepted(f"hash-of-{name}", "record_hash", hash_of(records[3]), record=one)
            for name, one in (("a-message", records[3]), ("an-erased-one", gone[3]))
        ),
        accepted(
            "erased-leads-to-the-same-head",
            "next_heads",
            [b64(head) for head in heads[1:]],
            head=b64(heads[0]),
            records=gone,
        ),
        accepted(
            "erased-record",
            "check_record",
            b64(heads[4]),
            record=gone[3],
            room=ROOM,
            seq=3,
            head=b64(heads[3]),
            claimed=b64(heads[4]),
        ),
        accepted("first-head", "first_head", b64(first(ROOM)), room=ROOM),
        accepted(
            "first-head-of-another",
            "first_head",
            b64(first(OTHER_ROOM)),
            room=OTHER_ROOM,
        ),
        accepted("no-records", "next_heads", [], head=b64(heads[0]), records=[]),
        accepted(
            "four-records",
            "next_heads",
            [b64(head) for head in heads[1:]],
            head=b64(heads[0]),
            records=records,
        ),
        accepted("first-record", "check_record", b64(heads[1]), **checked(record())),
        accepted(
            "fourth-record",
            "check_record",
            b64(heads[4]),
            record=records[3],
            room=ROOM,
            seq=3,
            head=b64(heads[3]),
            claimed=b64(heads[4]),
        ),
        *(
            refused(name, reason, "check_record", **how)
            for reason, cases in refusals().items()
            for name, how in cases.items()
        ),
    ]
