"""Attacks on what stays of messages that were taken back, or that have expired."""

from __future__ import annotations

from collections.abc import Iterator

from encryption.signed import erase_record, record_hash
from tests.malicious.attack import BROWSER, SERVER, SERVER_AND_MEMBER, Check, attack
from tests.malicious.stage import Stage

FILE = "static/js/session/erasures.js"
MET = ("positions", "sessions")
DAY = 86_400_000
NEW = "what came after"


def erase(stage: Stage, seq: int, **changes: object) -> None:
    """Show Alice the hash of a record alone, as it is or as `changes` say."""
    stage.rewrite(
        lambda honest: [
            {**erase_record(one), **changes} if one["seq"] == seq else one
            for one in honest
        ]
    )


def newest(stage: Stage) -> dict:
    """Return the newest record of the chat."""
    return stage.evil.history(stage.room)[-1]["record"]


def set_timer(stage: Stage, seconds: int) -> None:
    """Let Bob, the owner, set a timer."""
    bob, settings = stage.bob, {"expire": seconds, "log": True}
    bob.fetch(stage.room)
    bob.enter(stage.room, bob.entry(stage.room, "settings", settings=settings))


def mallory_deletes(stage: Stage, record: dict, idx: int | None = None) -> None:
    """Let Mallory take a record back, under an index that she leaves out for it."""
    mallory = stage.mallory
    mallory.fetch(stage.room)
    session, free = mallory.view(stage.room).own
    mallory.view(stage.room).own = (session, free + 1)
    body = {
        "hash": record_hash(record),
        "idx": free if idx is None else idx,
        "seq": record["seq"],
        "sid": session.sid,
        "target": record["id"],
    }
    mallory.say(stage.room, "", kind="delete", body=body)


@attack(
    has=SERVER,
    does="erases a message of Bob's that nobody took back",
    refused="nothing: at its place stands that it was taken away",
    reason="erased",
    check=Check(
        FILE,
        'verdicts.set(record.seq, { record, reason: "erased" })',
        'verdicts.set(record.seq, { record, erased: "expired" })',
        "something explains each erased message",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def message_erased(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("erased")
    erase(stage, newest(stage)["seq"])
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="erases a message of Bob's that Mallory took back",
    refused="nothing: at its place stands that it was taken away",
    reason="erased",
    # Her deletion does not count, nor what it says of the index that it left out.
    besides=("index-gap",),
    check=Check(
        FILE,
        "if (by.sender !== record.sender || by.seq <= record.seq) continue",
        "",
        "who takes a message back is its sender",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def message_taken_back_by_another(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("erased")
    record = newest(stage)
    mallory_deletes(stage, record)
    erase(stage, record["seq"])
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="erases a message of Bob's as one of Mallory's, who took it back",
    refused="nothing: in front of Bob's next message stands that one is missing",
    reason="index-gap",
    check=Check(
        FILE,
        "return { sid, idx }",
        "return {}",
        "a message that was taken back has a place among its sender's",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def message_erased_as_one_of_another(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("erased")
    record = newest(stage)
    stage.bob_says(NEW)
    mallory_deletes(stage, record)
    erase(stage, record["seq"], sender=stage.mallory.username)
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="erases a message of Bob's as one of Mallory's that is somewhere else",
    refused="nothing: at its place stands that it was taken away",
    reason="erased",
    check=Check(
        FILE,
        "if ((met.get(idx) ?? record.seq) !== record.seq) continue",
        "",
        "no other message has the index of one that was taken back",
    ),
    victims=(BROWSER,),
    moves=MET,
    besides=("index-gap",),
)
def message_erased_under_a_used_index(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("erased")
    record = newest(stage)
    mallory_deletes(stage, record, idx=0)
    erase(stage, record["seq"], sender=stage.mallory.username)
    stage.visit()


@attack(
    has=SERVER,
    does="erases a message long before its time is over",
    refused="nothing: at its place stands that it was taken away",
    reason="erased",
    check=Check(
        FILE,
        "time + expire * 1000 <= now + LEEWAY_MS && ",
        "",
        "the time of a message that has expired is over",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def message_expired_early(stage: Stage) -> Iterator[None]:
    stage.meet()
    set_timer(stage, DAY // 1000)
    stage.victim.knows(stage.room)
    stage.leave()
    yield
    stage.bob_says("erased")
    erase(stage, newest(stage)["seq"])
    stage.visit()


@attack(
    has=SERVER,
    does="erases a message before its time, and says that it came two days ago",
    refused="nothing: at its place stands that it was taken away",
    reason="erased",
    check=Check(
        FILE,
        " && time >= (newest?.time ?? 0) - LEEWAY_MS",
        "",
        "a message is not much older than the one in front of it",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def message_made_older(stage: Stage) -> Iterator[None]:
    stage.meet()
    set_timer(stage, DAY // 1000)
    stage.victim.knows(stage.room)
    stage.leave()
    yield
    stage.bob_says("erased")
    record = newest(stage)
    erase(stage, record["seq"], time=record["time"] - 2 * DAY)
    stage.visit()


@attack(
    has=SERVER,
    does="erases a message that came before the timer was set",
    refused="nothing: at its place stands that it was taken away",
    reason="erased",
    check=Check(
        FILE,
        "const { expire = 0 } = rosters.before(seq) ?? {}",
        "const { expire = 0 } = rosters.newest ?? {}",
        "the timer of a message is the one in front of it",
    ),
    victims=(BROWSER,),
    moves=(*MET, "rosters"),
)
def message_expired_under_a_later_timer(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("erased")
    record = newest(stage)
    set_timer(stage, 1)
    erase(stage, record["seq"])
    stage.visit()
