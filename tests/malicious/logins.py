"""Attacks on coming in: on the password, and on the keys that are sealed under it."""

from __future__ import annotations

from collections.abc import Iterator

from encryption.crypto_utils import new_salt
from encryption.signed import b64u, unb64u
from tests.malicious import forge
from tests.malicious.attack import SERVER, Check, attack
from tests.malicious.people import PASSWORD, sealed
from tests.malicious.stage import Stage

HAS_THE_PASSWORD = "the server, and a sealed text of Alice's under the same password"
ME = "GET /api/me"


def sealed_check(source: str, does: str, instead: str = "") -> Check:
    """Name a check in the reader of sealed keys."""
    return Check("static/js/crypto/sealed.js", source, instead, does)


def rounds(least: str, most: str) -> Check:
    """Name the check of how often the password is stretched."""
    return sealed_check(
        "if (p2c < MIN_ROUNDS || p2c > MAX_ROUNDS) "
        'throw new ProtocolError("bad-rounds")',
        "the password is stretched 210 000 to 1 000 000 times",
        f'if ({least} || {most}) throw new ProtocolError("bad-rounds")',
    )


def served(stage: Stage, **changes: str) -> None:
    """Log Alice in at a new browser, which is told other things of her keys."""
    stage.answer(ME, lambda me: {**me, **changes})
    stage.victim.login()


def payload(stage: Stage) -> dict:
    """Return what is sealed for Alice."""
    keys = stage.alice.private_jwks
    return {
        **keys,
        "owner": stage.alice.username,
        "purpose": "password",
        "thumbprints": {use: forge.thumbprint("alice", use) for use in keys},
        "time": 1,
        "v": 1,
    }


@attack(
    has=HAS_THE_PASSWORD,
    does="gives sealed keys whose password is stretched by one round",
    refused="the login",
    reason="bad-rounds",
    check=rounds("false", "p2c > MAX_ROUNDS"),
)
def sealed_keys_with_one_round(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    served(stage, sealed=forge.sealed_keys(PASSWORD, payload(stage), rounds=1))


@attack(
    has=SERVER,
    does="has the password stretched a thousand million times",
    refused="the login, before anything is stretched",
    reason="bad-rounds",
    check=rounds("p2c < MIN_ROUNDS", "false"),
)
def sealed_keys_with_a_billion_rounds(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    text = forge.sealed_keys(PASSWORD, payload(stage), rounds=1, said=10**9)
    served(stage, sealed=text)


@attack(
    has=SERVER,
    does="swaps the salt of the sealed keys",
    refused="the login",
    reason="bad-password",
    check=sealed_check(
        'if (contentKey === null) throw new ProtocolError("bad-password")',
        "the wrapped key opens under the stretched password",
    ),
)
def sealed_keys_with_another_salt(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    parts = sealed(stage.alice).split(".")
    header = unb64u(parts[0])
    salt = header.split(b'"p2s":"')[1][:22]
    swapped = b64u(header.replace(salt, new_salt().encode()))
    served(stage, sealed=".".join((swapped, *parts[1:])))


@attack(
    has=SERVER,
    does="gives another salt for the password than at the last visit, and lets all in",
    refused="the login",
    reason="wrong-salt",
    check=sealed_check(
        "if (login !== null && (payload.login ?? login) !== login) "
        'throw new ProtocolError("wrong-salt")',
        "the salt of the login is the one that the sealed keys know",
    ),
)
def login_salt_that_differs(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    stage.evil.let_in(stage.victim.username)
    other = new_salt()
    stage.answer("POST /api/login/salt", lambda _: {"salt": other})
    stage.victim.login()


@attack(
    has=HAS_THE_PASSWORD,
    does="gives sealed keys that were sealed for another account",
    refused="the login",
    reason="wrong-owner",
    check=sealed_check(
        'if (payload.owner !== username) throw new ProtocolError("wrong-owner")',
        "sealed keys name the account that they are of",
    ),
)
def sealed_keys_of_another_owner(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    served(stage, sealed=sealed(stage.alice, username="somebody.else"))


@attack(
    has=HAS_THE_PASSWORD,
    does="gives sealed keys that were sealed under a recovery phrase of the same words",
    refused="the login",
    reason="wrong-purpose",
    check=sealed_check(
        'if (payload.purpose !== purpose) throw new ProtocolError("wrong-purpose")',
        "sealed keys were sealed for this purpose",
    ),
)
def sealed_keys_for_another_purpose(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    served(stage, sealed=sealed(stage.alice, purpose="recovery"))


THUMBPRINTS = sealed_check(
    "if (said.some(([enc, sig]) => enc !== keys.encThumbprint "
    "|| sig !== keys.sigThumbprint)) {",
    "the keys inside are those of the account's bundle",
    "if (false) {",
)


@attack(
    has=SERVER,
    does="gives Alice's sealed keys beside a bundle with another public half",
    refused="the login",
    reason="wrong-thumbprint",
    check=THUMBPRINTS,
)
def sealed_keys_with_another_public_half(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    mallory = stage.person("mallory").signer
    served(stage, bundle=forge.bundle(mallory, stage.victim.username))


@attack(
    has=HAS_THE_PASSWORD,
    does="gives the sealed keys from before Alice renewed hers, beside the new bundle",
    refused="the login",
    reason="wrong-thumbprint",
    check=THUMBPRINTS,
)
def sealed_keys_of_an_older_version(stage: Stage) -> Iterator[None]:
    stage.elsewhere()
    yield
    renewed = stage.person("carol").signer
    bundle = forge.renewed(stage.alice.signer, renewed, stage.victim.username)
    served(stage, bundle=bundle, sealed=sealed(stage.alice))
