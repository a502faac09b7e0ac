"""Attacks on key bundles: whose key is whose."""

from __future__ import annotations

import os
from collections.abc import Iterator

from encryption.signed import b64u
from tests.malicious import forge
from tests.malicious.attack import BROWSER, SERVER, SERVER_AND_MEMBER, Check, attack
from tests.malicious.checks import LOGGED, LOGGED_FOR
from tests.malicious.people import Fellow
from tests.malicious.stage import Stage

BUNDLE = "GET /api/users/*/bundle"
BLOCKED = ("positions", "rosters", "sessions")

VOUCHED = Check(
    "static/js/session/directory.js",
    "if (start && await isRow(username, [start, ...later.map(({ text }) => text)])) {",
    "if (true) {",
    "the pinned key vouches for another one, or the person here decides",
)


def at_first_contact(stage: Stage, made: str, carol: Fellow) -> None:
    """Answer with another bundle than Carol's when Alice begins a chat with her."""
    stage.answer(BUNDLE, lambda body: {**body, "bundle": made, "earlier": []})
    stage.visit()
    stage.victim.start_chat(carol.username)


@attack(
    has=SERVER,
    does="answers with Mallory's own bundle when Alice first asks for Carol's",
    refused="the new chat",
    reason="wrong-owner",
    check=Check(
        "static/js/crypto/bundle.js",
        "if (username !== null && payload.username !== username) "
        'throw new ProtocolError("wrong-owner")',
        "",
        "a bundle names the person that was asked for",
    ),
    victims=(BROWSER,),
)
def bundle_of_another_person(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    yield
    at_first_contact(stage, stage.mallory.bundle, carol)


@attack(
    has=SERVER,
    does="answers with a bundle in Carol's name, with its own keys, at first contact",
    refused="the new chat",
    reason="not-logged",
    check=LOGGED,
    victims=(BROWSER,),
)
def bundle_substituted_at_first_contact(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    yield
    at_first_contact(stage, forge.bundle(stage.mallory.signer, carol.username), carol)


@attack(
    has=SERVER,
    does="answers with Carol's `enc` beside a `sig` of its own, at first contact",
    refused="the new chat",
    reason="not-logged",
    check=LOGGED,
    victims=(BROWSER,),
)
def bundle_with_another_sig(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    yield
    enc = forge.public("carol", "enc")
    made = forge.bundle(stage.mallory.signer, carol.username, enc=enc)
    at_first_contact(stage, made, carol)


@attack(
    has=SERVER,
    does="swaps `enc` in Carol's bundle for a key of its own, and keeps her signature",
    refused="the new chat",
    reason="bad-signature",
    check=Check(
        "static/js/crypto/jws.js",
        "if (await verify(key, jws.signature, utf8(jws.input)) !== true) {",
        "if (false) {",
        "the signature verifies under the signer's key",
    ),
    victims=(BROWSER,),
)
def bundle_with_another_enc(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    yield
    enc = forge.public("mallory", "enc")
    made = forge.bundle(carol.signer, carol.username, enc=enc).rsplit(".", 1)[0]
    signature = carol.bundle.rsplit(".", 1)[1]
    at_first_contact(stage, f"{made}.{signature}", carol)


@attack(
    has=SERVER,
    does="answers with a bundle in which one key is both `enc` and `sig`",
    refused="the new chat",
    reason="bad-key",
    check=Check(
        "static/js/crypto/bundle.js",
        "if (enc.n === sig.n) "
        'throw new ProtocolError("bad-key", "enc and sig are the same key")',
        "",
        "`enc` and `sig` are two keys",
    ),
    victims=(BROWSER,),
)
def bundle_with_one_key_for_both(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    yield
    sig = forge.public("mallory", "sig")
    made = forge.bundle(stage.mallory.signer, carol.username, enc=sig)
    at_first_contact(stage, made, carol)


@attack(
    has=SERVER,
    does="answers with a bundle whose `enc` has 2 048 bits",
    refused="the new chat",
    reason="bad-key",
    check=Check(
        "static/js/crypto/keys.js",
        "if (bytes.length !== RSA_BYTES "
        "|| !(bytes[0] & 0x80) || !(bytes.at(-1) & 1)) {",
        "if (false) {",
        "a key is an odd modulus of exactly 3 072 bits",
    ),
    victims=(BROWSER,),
)
def bundle_with_a_short_key(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    yield
    modulus = bytearray(os.urandom(256))
    modulus[0] |= 0x80
    modulus[-1] |= 1
    enc = {**forge.public("mallory", "enc"), "n": b64u(bytes(modulus))}
    made = forge.bundle(stage.mallory.signer, carol.username, enc=enc)
    at_first_contact(stage, made, carol)


@attack(
    has=SERVER,
    does="answers with a bundle in Carol's name that is in the key log as Mallory's",
    refused="the new chat",
    reason="bad-log-proof",
    check=LOGGED_FOR,
    victims=(BROWSER,),
)
def bundle_logged_for_another_person(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    yield
    made = forge.bundle(stage.mallory.signer, carol.username)
    stage.evil.publish(stage.mallory.username, made)
    at_first_contact(stage, made, carol)


def shown_as_newest(stage: Stage, made: str) -> None:
    """Show another bundle as Bob's newest, logged as such, and let Alice come."""
    stage.evil.publish(stage.bob.username, made)
    newest = {stage.bob.username: [stage.bob.bundle, made]}

    def lie(body: dict) -> dict:
        return {**body, "bundles": body["bundles"] | newest}

    stage.answer(f"GET /api/rooms/{stage.room}", lie)
    stage.visit()


@attack(
    has=SERVER,
    does="publishes keys of its own in Bob's name, whose keys Alice has pinned",
    refused="to send anything in chats with Bob",
    reason="key-changed",
    check=VOUCHED,
    victims=(BROWSER,),
    moves=BLOCKED,
)
def bundle_substituted_after_the_first_contact(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    shown_as_newest(stage, forge.bundle(stage.mallory.signer, stage.bob.username))


@attack(
    has=SERVER,
    does="publishes keys of its own in Bob's name, whom Alice has verified",
    refused="to send anything in chats with Bob, who stays verified with his old keys",
    reason="key-changed",
    check=VOUCHED,
    victims=(BROWSER,),
    moves=BLOCKED,
)
def bundle_substituted_after_verification(stage: Stage) -> Iterator[None]:
    stage.meet(kind="direct")
    stage.victim.verify(stage.bob.username)
    yield
    shown_as_newest(stage, forge.bundle(stage.mallory.signer, stage.bob.username))


@attack(
    has=SERVER,
    does="publishes keys of its own in Bob's name, for which Mallory's key vouches",
    refused="to send anything in chats with Bob",
    reason="key-changed",
    check=Check(
        "static/js/crypto/bundle_row.js",
        "await verifyJws(parseRenewal(bundle.renewal).jws, row.at(-1).sig)",
        "",
        "a renewal is signed by the key that it renews",
    ),
    victims=(BROWSER,),
    moves=BLOCKED,
)
def renewal_by_another_key(stage: Stage) -> Iterator[None]:
    stage.meet()
    yield
    mallory, carol = stage.mallory.signer, stage.person("carol").signer
    shown_as_newest(stage, forge.renewed(mallory, carol, stage.bob.username))


@attack(
    has=SERVER_AND_MEMBER,
    does="lets Mallory add Carol, whom Alice knows, with keys of Mallory's",
    refused="to send anything in that chat",
    reason="key-changed",
    check=Check(
        "static/js/session/directory.js",
        "const reason = this.#blocks(member)",
        "const reason = null",
        "nothing is sent to keys that are not the pinned ones",
    ),
    victims=(BROWSER,),
    moves=BLOCKED,
)
def member_added_with_other_keys(stage: Stage) -> Iterator[None]:
    stage.meet()
    carol = stage.person("carol")
    with_carol = stage.bob.found(stage.alice, carol)
    stage.victim.open(with_carol)
    stage.victim.knows(with_carol)
    stage.leave()
    yield
    keys = {use: forge.thumbprint("mallory", use) for use in ("enc", "sig")}
    # Neither pair is Carol's; that it is Mallory's does not matter.
    subject = {**keys, "username": carol.username}
    text = stage.mallory.entry(stage.room, "add", subject=subject)
    stage.show(forge.roster_record(stage.mallory.signer, text))
    stage.visit()


@attack(
    has=SERVER,
    does="shows Bob's old keys as his newest, after he has renewed them",
    refused="the new chat",
    reason="stale-bundle",
    check=Check(
        "static/js/session/directory.js",
        'if (isStale) throw new Failure("stale-bundle", { username })',
        "",
        "keys that were renewed are not a person's newest any more",
        also=(
            (
                "static/js/session/directory.js",
                "if (!contacts.isPin(contact, keysOf(newest)) "
                "|| contacts.isUndecided(contact)) "
                'throw new Failure("key-changed", { username })',
                "",
            ),
        ),
    ),
    victims=(BROWSER,),
)
def bundle_rolled_back(stage: Stage) -> Iterator[None]:
    stage.meet()
    old = stage.bob.bundle
    stage.bob.renew("carol")
    stage.visit()
    stage.victim.reads(*stage.texts)
    yield
    at_first_contact(stage, old, stage.bob)
