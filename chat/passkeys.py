"""The passkeys of accounts: made in the settings, shown at a login (PROTOCOL.md §5.3).

Of a passkey the server has its public key, its counter and the name that its person
gave it. A counter that does not go on is that of a copy, and is refused.
"""

import hmac
import time
from typing import Any

from flask import request
from sqlalchemy import delete, func, select, update

from chat import challenges, webauthn
from chat.database import begin_writing, db
from chat.models import Passkey
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import b64u, sha256_b64, unb64u

MAX = 16


def are_there(username: str) -> bool:
    """Tell whether an account has any."""
    return count(username) > 0


def count(username: str) -> int:
    """Say how many an account has."""
    return db.session.scalar(select(func.count()).where(Passkey.username == username))


def list_of(username: str) -> list[dict[str, Any]]:
    """Describe an account's passkeys, the oldest first."""
    return [
        {
            "id": row.id,
            "name": row.name,
            "opens": row.sealed is not None,
            "time": row.time,
        }
        for row in _rows(username)
    ]


def ask_to_make(username: str, bound: str) -> dict[str, Any]:
    """Say what a browser needs to make one."""
    return {
        "challenge": challenges.make(bound),
        "exclude": _identities(username),
        "host": _host(),
        # Says nothing to who finds the authenticator, and is the same each time, so
        # that one authenticator has one passkey of an account.
        "user": b64u(_handle(username)),
    }


def ask_to_show(username: str, bound: str) -> dict[str, Any]:
    """Say what a browser needs to show one."""
    return {
        "challenge": challenges.make(bound),
        "host": _host(),
        "passkeys": _identities(username),
    }


def ask_anybody(bound: str) -> dict[str, Any]:
    """Say what a browser needs to show whichever passkey it has for this host."""
    return {"challenge": challenges.make(bound), "host": _host()}


def read_made(bound: str, answer: dict[str, str]) -> webauthn.Made:
    """Check a new passkey; its challenge counts no more.

    Raises Refusal `bad-passkey`.
    """
    return webauthn.read_made(request, _origin(), _spent(bound, answer), answer)


def add(username: str, made: webauthn.Made, name: str, sealed: str | None) -> None:
    """Write a new passkey, in its caller's transaction.

    Raises Refusal `too-many`, `bad-passkey` where it is there already.
    """
    if count(username) >= MAX:
        raise Refusal("too-many")
    identity = sha256_b64(made.identity)
    # Whoever shows it is its account: no two of them have one together.
    if db.session.get(Passkey, identity) is not None:
        raise Refusal("bad-passkey")
    db.session.add(
        Passkey(
            id=identity,
            username=username,
            name=name,
            credential=b64u(made.identity),
            data=made.data,
            sealed=sealed,
            counter=made.counter,
            time=time.time_ns() // 1_000_000,
        )
    )
    db.session.flush()


def remove(username: str, identity: str) -> None:
    """Remove one, in its caller's transaction.

    Raises Refusal `not-found`: what is somebody else's is not there.
    """
    it = delete(Passkey).where(Passkey.id == identity, Passkey.username == username)
    if db.session.execute(it).rowcount != 1:
        raise Refusal("not-found")


def drop(username: str) -> None:
    """Remove all of an account, in its caller's transaction."""
    db.session.execute(delete(Passkey).where(Passkey.username == username))


def show_alone(bound: str, answer: dict[str, str]) -> Passkey:
    """Check that a passkey was shown, by a person whom it knows, that opens keys.

    Raises Refusal `bad-passkey`, `copied-passkey`, `passkey-second`.
    """
    challenge = _spent(bound, answer)
    row = _find(answer)
    if row is None:
        raise Refusal("bad-passkey")
    # Its holder proved that it is theirs before they are told what it is good for.
    _check(row, challenge, answer, must_verify=True)
    db.session.commit()
    if row.sealed is None:
        raise Refusal("passkey-second")
    return row


def show(bound: str, username: str, answer: dict[str, str]) -> None:
    """Check that a passkey of an account was shown, and begin a transaction with that.

    Raises Refusal `bad-passkey`, `copied-passkey`.
    """
    challenge = _spent(bound, answer)
    row = _find(answer)
    if row is None or row.username != username:
        raise Refusal("bad-passkey")
    _check(row, challenge, answer)


def _find(answer: dict[str, str]) -> Passkey | None:
    return db.session.get(Passkey, sha256_b64(unb64u(answer["credential"])))


def _check(
    row: Passkey, challenge: str, answer: dict[str, str], must_verify: bool = False
) -> None:
    shown = webauthn.read_shown(request, _origin(), challenge, answer, row.data)
    if must_verify and not shown.is_verified:
        raise Refusal("bad-passkey")
    begin_writing()
    # WebAuthn §7.2, step 22: authenticators that do not count say 0 each time.
    if shown.counter or row.counter:
        counted = update(Passkey).where(
            Passkey.id == row.id, Passkey.counter < shown.counter
        )
        if db.session.execute(counted.values(counter=shown.counter)).rowcount != 1:
            db.session.rollback()
            raise Refusal("copied-passkey")


def _spent(bound: str, answer: dict[str, str]) -> str:
    challenge = webauthn.challenge_of(answer["client_data"])
    challenges.spend(bound, challenge)
    return challenge


def _rows(username: str) -> list[Passkey]:
    statement = select(Passkey).where(Passkey.username == username)
    return list(db.session.scalars(statement.order_by(Passkey.time, Passkey.id)))


def _identities(username: str) -> list[str]:
    return [row.credential for row in _rows(username)]


def _handle(username: str) -> bytes:
    text = f"securechat/passkey-user/1 {username}"
    return hmac.digest(services().secret, text.encode(), "sha256")


def _origin() -> str:
    return services().settings.public_origin


def _host() -> str:
    return webauthn.host_of(request, _origin())
