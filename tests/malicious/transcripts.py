"""Attacks on a chat's history: what is there, in which order, and for whom."""

from __future__ import annotations

from collections.abc import Iterator

from tests.malicious.attack import BROWSER, SERVER, SERVER_AND_MEMBER, Check, attack
from tests.malicious.checks import COMPUTED_HEAD, KNOWN_HEAD, SEEN
from tests.malicious.stage import Stage

MET = ("positions", "sessions")
RECORDS = "GET /api/rooms/*/records"
UP_TO_THE_NEWEST = Check(
    "static/js/session/room.js",
    "rosters.checkMissing((last?.record.seq ?? first - 1) + 1, newest.seq)",
    "",
    "every record up to the chat's newest is there",
)


@attack(
    has=SERVER,
    does="leaves the newest message out of an answer",
    refused="the chat",
    reason="gap",
    check=UP_TO_THE_NEWEST,
)
def message_left_out_at_the_end(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("forged")
    stage.answer(RECORDS, lambda page: {**page, "records": page["records"][:-1]})
    stage.visit()


@attack(
    has=SERVER,
    does="leaves a message in the middle out of an answer",
    refused="the chat",
    reason="gap",
    check=Check(
        "static/js/session/transcript.js",
        "if (last !== undefined) checkMissing(last + 1, seq - 1)",
        "",
        "no record is missing between two others",
    ),
)
def message_left_out_in_the_middle(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("left out")
    stage.bob_says("forged")

    def lie(page: dict) -> dict:
        del page["records"][-2]
        return page

    stage.answer(RECORDS, lie)
    stage.visit()


@attack(
    has=SERVER,
    does="drops a message of Bob's for Alice, and numbers the others anew",
    refused="what Bob writes next, who saw more than Alice does",
    reason="bad-seen",
    check=SEEN,
    moves=MET,
)
def message_dropped(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("dropped")
    place = len(stage.evil.history(stage.room)) - 1
    stage.rewrite(lambda honest: [*honest[:place], *honest[place + 1 :]])
    stage.bob_says("forged")
    stage.visit()


@attack(
    has=SERVER,
    does="drops the first of two messages that Bob writes before the server answers",
    refused="nothing: the second is shown, behind a line that says what is missing",
    reason="index-gap",
    check=Check(
        "static/js/session/order.js",
        "return isWhole && place.idx > before.idx + 1 ?",
        "return false ?",
        "of a sender's indices none is left out",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def message_dropped_between_two(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.bob.write(stage.room, "dropped")
    stage.show(stage.bob.write(stage.room, "what came after").record())
    stage.visit()


@attack(
    has=SERVER,
    does="swaps two messages of Bob's",
    refused="nothing: both are shown, with a line that says so",
    reason="out-of-order",
    check=Check(
        "static/js/session/order.js",
        'if (place.idx <= before.idx) return { reason: "out-of-order", count: 1 }',
        "",
        "of a sender's indices a higher one comes later",
    ),
    victims=(BROWSER,),
    moves=MET,
    besides=("index-gap",),
)
def messages_swapped(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    first = stage.bob.write(stage.room, "first").record()
    second = stage.bob.write(stage.room, "second").record()
    stage.show(second, first)
    stage.visit()


@attack(
    has=SERVER,
    does="puts a message in front of one that its sender had seen before writing it",
    refused="the message",
    reason="bad-seen",
    check=SEEN,
    moves=MET,
)
def message_moved_forward(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("what Mallory answers to")
    stage.mallory.fetch(stage.room)
    stage.mallory.say(stage.room, "forged")
    stage.rewrite(lambda honest: [*honest[:-2], honest[-1], honest[-2]])
    stage.visit()


@attack(
    has=SERVER,
    does="shows Alice another history than Bob: with a message that he does not see",
    refused="what Bob writes when he has seen his own history go on",
    reason="bad-seen",
    check=SEEN,
    moves=MET,
)
def history_forked(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    letter = stage.letter("for Alice alone").record()
    place = len(stage.evil.history(stage.room))
    stage.rewrite(lambda honest: [*honest[:place], letter, *honest[place:]])
    stage.bob_says("unaware of it")
    stage.bob_says("forged")
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="lets Mallory claim to have seen what is not there yet",
    refused="the message",
    reason="bad-seen",
    check=SEEN,
    moves=MET,
)
def message_from_the_future(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    seen = {**stage.seen, "seq": 999}
    stage.show(stage.letter(seen=seen).record())
    stage.visit()


@attack(
    has=SERVER,
    does="shows the chat as it was before the newest message",
    refused="the chat",
    reason="gap",
    check=Check(
        "static/js/session/position.js",
        'if (seq < position.seq) throw new Failure("gap")',
        "",
        "a chat does not go back behind what was verified",
    ),
)
def history_rolled_back(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.rewrite(lambda honest: honest[:-1])
    stage.visit()


@attack(
    has=SERVER,
    does="changes the time of a message that Alice had read",
    refused="the chat",
    reason="bad-chain",
    check=Check(
        "static/js/session/position.js",
        "if (seq === position.seq && head !== position.head) "
        'throw new Failure("bad-chain")',
        "",
        "the chat still has the head that was verified",
        also=KNOWN_HEAD.edits,
    ),
)
def history_rewritten(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.rewrite(lambda honest: [*honest[:-1], later(honest[-1])])
    stage.visit()


@attack(
    has=SERVER,
    does="changes the time of a message that Alice had read, behind a new one",
    refused="the chat",
    reason="bad-chain",
    check=KNOWN_HEAD,
)
def history_rewritten_further_back(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    read = len(stage.evil.history(stage.room)) - 1
    stage.bob_says("forged")
    stage.rewrite(lambda h: [*h[:read], later(h[read]), *h[read + 1 :]])
    stage.visit()


@attack(
    has=SERVER,
    does="names another head than that of the newest record",
    refused="the chat",
    reason="bad-chain",
    check=Check(
        "static/js/session/room.js",
        "if (last?.record.seq === seq && last.head !== head) "
        'throw new Failure("bad-chain")',
        "",
        "the head that the server names is that of the newest record",
    ),
)
def head_that_lies(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("forged")
    older = stage.evil.history(stage.room)[0]["head"]
    stage.answer(RECORDS, lambda page: {**page, "head": older})
    stage.visit()


@attack(
    has=SERVER,
    does="changes the time of a new message, and leaves its head",
    refused="the chat",
    reason="bad-chain",
    check=COMPUTED_HEAD,
)
def record_altered(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    stage.bob_says("forged")

    def lie(page: dict) -> dict:
        page["records"][-1]["record"]["time"] += 1
        return page

    stage.answer(RECORDS, lie)
    stage.visit()


@attack(
    has=SERVER,
    does="puts a record of another chat into this one",
    refused="the chat",
    reason="wrong-room",
    check=Check(
        "static/js/crypto/chain.js",
        'if (record.room !== room) throw new ProtocolError("wrong-room")',
        "",
        "a record is of this chat",
    ),
)
def record_of_another_chat(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    other = stage.bob.found(stage.alice, stage.mallory)
    stage.show({**stage.letter().record(), "room": other})
    stage.visit()


@attack(
    has=SERVER,
    does="acknowledges what Alice writes, and gives it to nobody",
    refused="the acknowledgement: the message counts as not sent",
    reason="dropped",
    check=Check(
        "static/js/session/outbox.js",
        "if (room.seq < acked.seq || !await room.keeps(entry)) "
        "return this.#putBack(entry)",
        "",
        "what was acknowledged is in the chat when the chat has come that far",
    ),
    victims=(BROWSER,),
    moves=MET,
)
def message_swallowed(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.evil.swallow(of=stage.victim.username)
    stage.visit()
    stage.victim.say("to everybody")
    stage.bob_says("something else")


def later(record: dict) -> dict:
    """Return a record with another time."""
    return {**record, "time": record["time"] + 1}
