"""Attacks on the roster: who is a member, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from encryption.signed import entry_hash, entry_id
from tests.malicious import forge
from tests.malicious.attack import (
    SERVER,
    SERVER_AND_ACCOUNT,
    SERVER_AND_FORMER,
    SERVER_AND_MEMBER,
    Check,
    attack,
)
from tests.malicious.checks import SIGNER, roster_check
from tests.malicious.forge import roster_record
from tests.malicious.stage import Stage

CONTINUES = roster_check(
    'if (entry.n !== n || entry.prev !== prev || (entry.op === "create") '
    "!== (roster === null)) {",
    "an entry continues the chain of those before it",
    "if (false) {",
)


@attack(
    has=SERVER_AND_MEMBER,
    does="adds Carol by an entry in Bob's name that Mallory signed",
    refused="the chat",
    reason="unknown-key",
    check=SIGNER,
)
def ghost_by_a_forged_entry(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    carol = stage.person("carol")
    text = stage.mallory.entry(
        stage.room, "add", by=stage.bob.username, subject=carol.signer.subject
    )
    stage.show(roster_record(stage.bob.signer, text))
    stage.visit()


@attack(
    has=SERVER_AND_ACCOUNT,
    does="lets Carol, who is no member, add herself",
    refused="the chat",
    reason="not-member",
    check=roster_check(
        "const member = members.find((candidate) => candidate.username === username)\n"
        '  if (!member) throw new ProtocolError("not-member")',
        "who signs an entry is a member",
        "const member = members.find((candidate) => candidate.username === username)\n"
        '    ?? { username, role: "owner", ...carol }',
    ),
)
def ghost_by_a_strangers_entry(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    carol = stage.person("carol")
    roster = stage.bob.view(stage.room).roster
    text = forge.entry(carol.signer, roster, "add", subject=carol.signer.subject)
    stage.show(roster_record(carol.signer, text))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="shows an entry of Mallory's under Bob's name",
    refused="the chat",
    reason="wrong-sender",
    check=Check(
        "static/js/session/rosters.js",
        'if (wrong >= 0) throw this.#refused("wrong-sender", wrong)',
        "",
        "the record of an entry names its signer",
    ),
)
def entry_under_another_name(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    # A first one under her own name, so that her keys are at hand for the second.
    first, second = stage.person("carol"), stage.person("carol")
    mallory, bob = stage.mallory, stage.bob
    before = mallory.view(stage.room).roster
    text = forge.entry(mallory.signer, before, "add", subject=first.signer.subject)
    after = replace(before, n=before.n + 1, head=entry_hash(text))
    other = forge.entry(mallory.signer, after, "add", subject=second.signer.subject)
    stage.show(roster_record(mallory.signer, text), roster_record(bob.signer, other))
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="removes Bob, the owner, by an entry of Mallory's, who is none",
    refused="the chat",
    reason="not-entitled",
    check=roster_check(
        'if (!isEntitled(roster, by, entry)) throw new ProtocolError("not-entitled")',
        "who signs an entry has the right to do that",
    ),
)
def entry_by_someone_without_the_right(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    subject = stage.bob.signer.subject
    text = stage.mallory.entry(stage.room, "remove", subject=subject)
    stage.show(roster_record(stage.mallory.signer, text))
    stage.visit()


@attack(
    has=SERVER,
    does="repeats the entry by which Mallory, who was removed, had been added",
    refused="the chat",
    reason="bad-roster-chain",
    check=CONTINUES,
)
def ghost_by_a_replayed_entry(stage: Stage) -> Iterator[None]:
    stage.meet()
    subject = stage.mallory.signer.subject
    stage.bob.enter(stage.room, stage.bob.entry(stage.room, "remove", subject=subject))
    yield from _after_all_is_read(stage)
    entries = [e["record"] for e in stage.evil.history(stage.room)]
    added = [one for one in entries if one["kind"] == "roster"][2]
    # Under a time of its own, so that the record is another one.
    stage.show({**added, "time": added["time"] + 1})
    stage.visit()


@attack(
    has=SERVER,
    does="swaps two entries: Carol is removed before she is added",
    refused="the chat",
    reason="bad-roster-chain",
    check=CONTINUES,
)
def roster_reordered(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    add_and_remove(stage)
    stage.rewrite(lambda honest: [*honest[:-2], honest[-1], honest[-2]])
    stage.visit()


@attack(
    has=SERVER,
    does="shows the roster without its newest entry, as it was before",
    refused="the chat",
    reason="gap",
    check=Check(
        "static/js/session/position.js",
        'if (seq < position.seq) throw new Failure("gap")',
        "",
        "a room does not go back behind what was verified",
        also=(
            (
                "static/js/session/position.js",
                "if (!rosters.had(position.roster)) "
                'throw new Failure("bad-roster-chain")',
                "",
            ),
        ),
    ),
)
def roster_truncated(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.bob.enter(
        stage.room,
        stage.bob.entry(stage.room, "remove", subject=stage.mallory.signer.subject),
    )
    yield from _after_all_is_read(stage)
    stage.rewrite(lambda honest: honest[:-1])
    stage.visit()


@attack(
    has=SERVER_AND_FORMER,
    does="shows a history without Mallory's removal, filled up with her messages",
    refused="the chat",
    reason="bad-roster-chain",
    check=Check(
        "static/js/session/position.js",
        'if (!rosters.had(position.roster)) throw new Failure("bad-roster-chain")',
        "",
        "the roster that was verified is part of the one shown",
        also=(
            (
                "static/js/session/transcript.js",
                'if (known && known !== head) throw new Failure("bad-chain")',
                "",
            ),
        ),
    ),
)
def removal_taken_back(stage: Stage) -> Iterator[None]:
    stage.meet()
    spare = [stage.letter().record() for _ in range(4)]
    verified = len(stage.evil.history(stage.room))
    subject = stage.mallory.signer.subject
    stage.bob.enter(stage.room, stage.bob.entry(stage.room, "remove", subject=subject))
    yield from _after_all_is_read(stage)
    stage.rewrite(lambda honest: [*honest[:verified], *spare])
    stage.visit()


@attack(
    has=SERVER_AND_FORMER,
    does="hides from Alice that Mallory was removed",
    refused="what Bob writes after it",
    reason="stale-session",
    check=Check(
        "static/js/crypto/session.js",
        'if (payload.roster !== roster.head) throw new ProtocolError("stale-session")',
        "",
        "a session was made for the members in force at it",
        also=(
            (
                "static/js/crypto/session.js",
                "if (!sameTexts(payload.recipients, kids)) "
                'throw new ProtocolError("wrong-recipients")',
                "",
            ),
            (
                "static/js/session/reader.js",
                "if (seen.seq >= seq || (known && known !== seen.head)) "
                'return "bad-seen"',
                "",
            ),
        ),
    ),
    moves=("positions", "sessions"),
)
def removal_hidden(stage: Stage) -> Iterator[None]:
    stage.meet()
    stage.leave()
    yield
    subject = stage.mallory.signer.subject
    removal = stage.bob.entry(stage.room, "remove", subject=subject)
    stage.bob.enter(stage.room, removal)
    hidden = entry_id(removal)
    stage.rewrite(lambda honest: [one for one in honest if one["id"] != hidden])
    stage.bob_says("forged")
    stage.visit()


@attack(
    has=SERVER_AND_MEMBER,
    does="brings an entry that Bob signed for another chat of the same people",
    refused="the chat",
    reason="wrong-room",
    check=roster_check(
        'if (entry.room !== room) throw new ProtocolError("wrong-room")',
        "an entry was signed for this chat",
    ),
)
def entry_of_another_chat(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    carol, bob = stage.person("carol"), stage.bob
    other, roster = bob.found(stage.alice), bob.view(stage.room).roster
    subject = carol.signer.subject
    text = forge.entry(bob.signer, roster, "add", room=other, subject=subject)
    stage.show(roster_record(bob.signer, text))
    stage.visit()


@attack(
    has=SERVER,
    does="leaves an entry out of the roster, and shows it among the records",
    refused="the chat",
    reason="bad-chain",
    check=Check(
        "static/js/session/rosters.js",
        'if (!sameRecord(shown.get(seq), record)) throw new Failure("bad-chain")',
        "",
        "roster and records are the same",
    ),
    victims=("browser",),
)
def roster_apart_from_the_records(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield

    def lie(detail: dict) -> dict:
        detail["roster"][-1]["record"]["time"] += 1
        return detail

    stage.answer(
        "GET /api/rooms/*", lambda body: lie(body) if "roster" in body else body
    )
    stage.visit()


@attack(
    has=SERVER,
    does="names a roster record after something else",
    refused="the chat",
    reason="wrong-id",
    check=Check(
        "static/js/crypto/chain.js",
        "if (b64u(digest.subarray(0, ID_BYTES)) !== id) "
        'throw new ProtocolError("wrong-id")',
        "",
        "a roster record is named after its text",
    ),
)
def entry_under_another_id(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    subject = stage.mallory.signer.subject
    text = stage.bob.entry(stage.room, "remove", subject=subject)
    record = roster_record(stage.bob.signer, text)
    stage.show({**record, "id": stage.letter().id})
    stage.visit()


def add_and_remove(stage: Stage) -> None:
    """Let Bob add Carol, and remove her again."""
    carol = stage.person("carol")
    stage.bob.bundles |= {carol.username: stage.bundles_of(carol)}
    for op in ("add", "remove"):
        text = stage.bob.entry(stage.room, op, subject=carol.signer.subject)
        stage.bob.enter(stage.room, text)


def _after_all_is_read(stage: Stage) -> Iterator[None]:
    """Go on when Alice has verified everything up to here."""
    stage.bob_says("all is well")
    stage.reads("all is well")
    stage.leave()
    yield
