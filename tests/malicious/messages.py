"""Attacks on messages: what is said, by whom, and where it belongs."""

from __future__ import annotations

from collections.abc import Iterator

from tests.malicious.attack import SERVER, SERVER_AND_MEMBER, Check, attack
from tests.malicious.checks import (
    INNER_INDEX,
    INNER_SENDER,
    LAST_INDEX,
    MET_BEFORE,
    SIGNER,
    message_check,
)
from tests.malicious.stage import Stage

# A message that is refused was met all the same.
MET = ("positions", "sessions")


@attack(
    has=SERVER_AND_MEMBER,
    does="shows a message of Mallory's under Bob's name",
    refused="the message",
    reason="wrong-sender",
    check=Check(
        "static/js/crypto/message.js",
        'if (session.sender !== sender) throw new ProtocolError("wrong-sender")',
        "",
        "a message's session is of the record's sender",
        also=(INNER_SENDER.edits),
    ),
    moves=MET,
)
def message_under_another_name(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.show({**stage.letter().record(), "sender": stage.bob.username})
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="lets Mallory sign in her own session, as Bob",
    refused="the message",
    reason="wrong-sender",
    check=INNER_SENDER,
    moves=MET,
)
def message_signed_in_anothers_name(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter()
    inside = letter.signed(sender=stage.bob.username)
    stage.show(letter.record(letter.sealed(inside)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="seals words of Mallory's with a key of Bob's session, which members know",
    refused="the message",
    reason="unknown-key",
    check=SIGNER,
    moves=MET,
)
def message_in_anothers_session(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    letter.by = stage.mallory.signer
    stage.show({**letter.record(), "sender": stage.bob.username})
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="signs words as Bob's, naming Bob's key, without having it",
    refused="the message",
    reason="bad-signature",
    check=Check(
        "static/js/crypto/jws.js",
        "if (await verify(key, jws.signature, utf8(jws.input)) !== true) {",
        "if (false) {",
        "the signature verifies under the signer's key",
    ),
    moves=MET,
)
def message_with_a_forged_signature(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    inside = letter.signed()
    letter.by = stage.mallory.signer
    forged = f"{inside.rsplit('.', 1)[0]}.{letter.signed().rsplit('.', 1)[1]}"
    record = letter.record(letter.sealed(forged))
    stage.show({**record, "sender": stage.bob.username})
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="takes what Bob signed in another chat, and seals it with a key of this one",
    refused="the message",
    reason="wrong-room",
    check=message_check(
        "if (payload.room !== room || session.room !== room) "
        'throw new ProtocolError("wrong-room")',
        "a message was signed for this chat",
    ),
    moves=MET,
)
def message_moved_from_another_chat(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    elsewhere = letter.signed(room=stage.bob.found(stage.alice))
    record = letter.record(letter.sealed(elsewhere))
    stage.show(record)
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="takes what Bob signed in an earlier session, and seals it in the present one",
    refused="the message",
    reason="wrong-session",
    check=message_check(
        'if (payload.sid !== sid) throw new ProtocolError("wrong-session")',
        "a message was signed for the session that opens it",
    ),
    moves=MET,
)
def message_moved_from_another_session(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    earlier = letter.signed(sid=stage.mallory.view(stage.room).own[0].sid)
    stage.show(letter.record(letter.sealed(earlier)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="takes what Bob signed under one index, and seals it under another",
    refused="the message",
    reason="wrong-index",
    check=INNER_INDEX,
    moves=MET,
)
def message_under_another_index(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    stage.show(letter.record(letter.sealed(letter.signed(idx=letter.idx + 7))))
    stage.visit()


@attack(
    has=SERVER,
    does="shows a message of Bob's under another id",
    refused="the message",
    reason="wrong-id",
    check=message_check(
        'if (payload.id !== id) throw new ProtocolError("wrong-id")',
        "a message was signed for the id of its record",
    ),
    moves=MET,
)
def message_under_another_id(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    stage.show({**letter.record(), "id": stage.bob.write(stage.room, "").id})
    stage.visit()


@attack(
    has=SERVER,
    does="changes bits of a message on its way",
    refused="the message",
    reason="bad-tag",
    check=Check(
        "static/js/crypto/primitives.js",
        "if (!equal(contentTag(key, iv, ciphertext, aad), tag)) "
        'throw new ProtocolError("bad-tag")',
        "",
        "the tag over header, iv and ciphertext is right",
    ),
    moves=MET,
)
def message_altered(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.bob.write(stage.room, "forged")
    parts = letter.sealed().split(".")
    # The last block but one: with the tag unchecked, it garbles padding alone.
    where = len(parts[3]) - 60
    flipped = "A" if parts[3][where] != "A" else "B"
    parts[3] = parts[3][:where] + flipped + parts[3][where + 1 :]
    stage.show(letter.record(".".join(parts)))
    stage.visit()


@attack(
    has=SERVER,
    does="delivers a message of Bob's a second time",
    refused="the repetition",
    reason="replayed",
    check=MET_BEFORE,
    moves=MET,
)
def message_doubled(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.rewrite(lambda honest: [*honest, honest[-1]])
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="uses an index of Mallory's session for a second message",
    refused="the second message",
    reason="replayed",
    check=MET_BEFORE,
    moves=MET,
)
def index_used_twice(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    letter = stage.letter(idx=0)
    stage.show(letter.record())
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="goes on with a session beyond its hundredth message",
    refused="the message",
    reason="wrong-index",
    check=LAST_INDEX,
    moves=MET,
)
def index_beyond_the_session(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.show(stage.letter(idx=100).record())
    stage.visit()


@attack(
    has=SERVER,
    does="holds a message back until the members have changed",
    refused="the message",
    reason="stale-session",
    check=message_check(
        'if (session.roster !== rosterHead) throw new ProtocolError("stale-session")',
        "a message's session was made for the members in force at it",
    ),
    moves=(*MET, "rosters"),
)
def message_held_back_until_a_change(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    late = stage.bob.write(stage.room, "forged").record()
    subject = stage.mallory.signer.subject
    stage.bob.enter(stage.room, stage.bob.entry(stage.room, "remove", subject=subject))
    stage.show(late)
    stage.visit()


@attack(
    has=SERVER,
    does="takes a message out of its session's announcement, and shows it alone",
    refused="the message",
    reason="no-session",
    check=Check(
        "static/js/session/reader.js",
        '?? { reason: "no-session" }',
        "?? {}",
        "a message names a session that was announced in this chat",
        also=(
            (
                "static/js/crypto/message.js",
                "if (!session || session.sid !== sid) "
                'throw new ProtocolError("no-session")',
                "",
            ),
        ),
    ),
    moves=(*MET, "pins", "rosters"),
)
def message_without_its_session(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    carol = stage.person("carol")
    add = stage.bob.entry(stage.room, "add", subject=carol.signer.subject)
    stage.bob.bundles |= {carol.username: stage.bundles_of(carol)}
    stage.bob.enter(stage.room, add)
    before = len(stage.evil.history(stage.room))
    stage.bob_says("forged")
    stage.rewrite(lambda honest: honest[:before] + honest[before + 1 :])
    stage.visit()
