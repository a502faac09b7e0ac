"""Attacks on session announcements: who may read, and under which keys."""

from __future__ import annotations

from collections.abc import Iterator

from tests.malicious import forge
from tests.malicious.attack import (
    SERVER_AND_ACCOUNT,
    SERVER_AND_FORMER,
    SERVER_AND_MEMBER,
    Check,
    attack,
)
from tests.malicious.checks import LAST_INDEX, SEEN, session_check
from tests.malicious.forge import Letter, public, thumbprint
from tests.malicious.people import Fellow
from tests.malicious.stage import Stage

MET = ("positions", "sessions")

FOR_THESE = (
    "if (!sameTexts(payload.recipients, kids)) "
    'throw new ProtocolError("wrong-recipients")'
)
NAMED = (
    "if (!sameTexts(payload.recipients, jwe.recipients.map(({ kid }) => kid))) {\n"
    '    throw new ProtocolError("wrong-recipients")\n'
    "  }"
)


SIGNED_AS = session_check(
    'if (payload.sender !== sender) throw new ProtocolError("wrong-sender")',
    "a session was signed in the name of the record's sender",
)


def keys_of(*actors: str) -> dict[str, dict]:
    """Return the public `enc` keys of these actors, by thumbprint."""
    return {thumbprint(actor, "enc"): public(actor, "enc") for actor in actors}


def announced(
    stage: Stage, by: Fellow, keys: dict[str, dict], **options: object
) -> list[dict]:
    """Return the records of a session of somebody's, and of a message in it."""
    roster = options.pop("roster", None) or stage.bob.view(stage.room).roster
    text, session = forge.session(by.signer, roster, keys, **options)
    letter = Letter(by.signer, session, session.start, "forged", stage.seen)
    return [forge.record(by.signer, "session", session.sid, text), letter.record()]


EVERYBODY = ("bob", "alice", "mallory")


@attack(
    has=SERVER_AND_ACCOUNT,
    does="lets Carol, who is no member, announce a session to all members",
    refused="the message",
    reason="not-member",
    check=session_check("checkMember(roster, bundle)\n", "the sender is a member"),
    moves=MET,
)
def session_by_a_stranger(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    carol = stage.person("carol")
    stage.show(*announced(stage, carol, keys_of(*EVERYBODY)))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="announces a session of Mallory's under Bob's name",
    refused="the message",
    reason="wrong-owner",
    check=Check(
        "static/js/crypto/session.js",
        "const bundle = await readBundle(payload.bundle, sender)",
        "const bundle = await readBundle(payload.bundle)",
        "the bundle inside is the sender's",
        also=(
            *SIGNED_AS.edits,
            *session_check("checkMember(roster, bundle)\n", "").edits,
        ),
    ),
    moves=MET,
)
def session_under_another_name(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    records = announced(stage, stage.mallory, keys_of(*EVERYBODY))
    stage.show(*({**one, "sender": stage.bob.username} for one in records))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="signs a session in Bob's name, with Mallory's bundle and key",
    refused="the message",
    reason="wrong-sender",
    check=SIGNED_AS,
    moves=MET,
)
def session_signed_in_anothers_name(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    keys = keys_of(*EVERYBODY)
    stage.show(*announced(stage, stage.mallory, keys, sender=stage.bob.username))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="brings a session that was announced for another chat",
    refused="the message",
    reason="wrong-room",
    check=session_check(
        'if (payload.room !== room) throw new ProtocolError("wrong-room")',
        "a session was announced for this chat",
    ),
    moves=MET,
)
def session_for_another_chat(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    keys = keys_of(*EVERYBODY)
    other = stage.bob.found(stage.alice)
    stage.show(*announced(stage, stage.mallory, keys, room=other))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="names an announcement after another session",
    refused="the message",
    reason="wrong-session",
    check=session_check(
        'if (payload.sid !== sid) throw new ProtocolError("wrong-session")',
        "a session was announced under the id of its record",
    ),
    moves=MET,
)
def session_under_another_id(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    announcement, message = announced(stage, stage.mallory, keys_of(*EVERYBODY))
    roster = stage.bob.view(stage.room).roster
    text, _ = forge.session(stage.mallory.signer, roster, keys_of(*EVERYBODY))
    stage.show({**announcement, "data": text}, message)
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="seals a session for Carol too, and says that it is for the members alone",
    refused="the message",
    reason="wrong-recipients",
    check=session_check(NAMED, "who can open a session is who it says can"),
    moves=MET,
)
def session_with_a_hidden_reader(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    keys = keys_of(*EVERYBODY, "carol")
    said = sorted(keys_of(*EVERYBODY))
    stage.show(*announced(stage, stage.mallory, keys, recipients=said))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="seals a session for Carol too, and says so",
    refused="the message",
    reason="wrong-recipients",
    check=session_check(FOR_THESE, "a session is for the members, and for nobody else"),
    moves=MET,
)
def session_with_a_reader_too_many(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.show(*announced(stage, stage.mallory, keys_of(*EVERYBODY, "carol")))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="seals a session past Bob, so that he does not read what the others do",
    refused="the message",
    reason="wrong-recipients",
    check=session_check(FOR_THESE, "a session is for all members"),
    moves=MET,
)
def session_past_a_member(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.show(*announced(stage, stage.mallory, keys_of("alice", "mallory")))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="wraps another content key for Alice than for the others",
    refused="the message",
    reason="bad-tag",
    check=Check(
        "static/js/crypto/primitives.js",
        "if (!equal(contentTag(key, iv, ciphertext, aad), tag)) "
        'throw new ProtocolError("bad-tag")',
        "",
        "the tag over header, iv and ciphertext is right",
        also=(
            (
                "static/js/crypto/primitives.js",
                "if (!whole || count < 1 || count > BLOCK_BYTES "
                "|| padded.subarray(start).some((b) => b !== count)) {",
                "if (false) {",
            ),
        ),
    ),
    moves=MET,
)
def session_with_another_key_for_one(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    misled = (thumbprint("alice", "enc"),)
    stage.show(*announced(stage, stage.mallory, keys_of(*EVERYBODY), misled=misled))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="announces one session twice, with another chain key for Alice",
    refused="what Bob answers, who saw the other one",
    reason="bad-seen",
    check=SEEN,
    moves=MET,
)
def session_with_another_chain_for_one(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    roster = stage.bob.view(stage.room).roster
    stage.mallory.view(stage.room).own = None
    stage.mallory.fetch(stage.room)
    stage.mallory.say(stage.room, "to Bob")
    for_bob, to_bob = [one["record"] for one in stage.evil.history(stage.room)[-2:]]
    text, session = forge.session(
        stage.mallory.signer, roster, keys_of(*EVERYBODY), sid=for_bob["id"]
    )
    letter = Letter(stage.mallory.signer, session, 0, "to Alice", stage.seen)
    letter.id = to_bob["id"]
    other = {
        for_bob["id"]: {**for_bob, "data": text},
        to_bob["id"]: {**to_bob, "data": letter.sealed()},
    }
    stage.rewrite(lambda honest: [other.get(one["id"], one) for one in honest])
    stage.bob_says("forged")
    stage.visit()


@attack(
    has=SERVER_AND_FORMER,
    does="brings a session from before Mallory was removed, which she can still read",
    refused="the message",
    reason="stale-session",
    check=Check(
        "static/js/crypto/session.js",
        'if (payload.roster !== roster.head) throw new ProtocolError("stale-session")',
        "",
        "a session was made for the members in force at it",
        also=session_check(FOR_THESE, "").edits,
    ),
    moves=(*MET, "rosters"),
)
def session_from_before_a_removal(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    roster = stage.bob.view(stage.room).roster
    old = announced(stage, stage.bob, keys_of(*EVERYBODY), roster=roster)
    subject = stage.mallory.signer.subject
    stage.bob.enter(stage.room, stage.bob.entry(stage.room, "remove", subject=subject))
    stage.show(*old)
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="begins a session beyond its last index",
    refused="the message",
    reason="wrong-index",
    check=Check(
        "static/js/crypto/session.js",
        'if (start > LAST_INDEX) throw new ProtocolError("wrong-index")',
        "",
        "a session begins within its hundred indices",
        also=LAST_INDEX.edits,
    ),
    moves=MET,
)
def session_that_begins_too_late(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.show(*announced(stage, stage.mallory, keys_of(*EVERYBODY), start=100))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="seals a session for the others alone, while Alice is a member",
    refused="the message, and not as one from before Alice joined",
    reason="no-key",
    check=Check(
        "static/js/session/timeline.js",
        'if (reason === "no-key" && !ours) {',
        'if (reason === "no-key") {',
        "what was not for Alice is a problem, unless she was no member then",
    ),
    moves=MET,
)
def session_that_leaves_alice_out(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    stage.show(*announced(stage, stage.mallory, keys_of("bob", "mallory")))
    stage.visit()
