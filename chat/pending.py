"""Logins that wait for their second factor: the password was right, no more.

One belongs to the visit whose signed cookie names it, for some minutes, and to the
password that was proven: it opens nothing, and is used once.
"""

import time
from typing import Any

from flask import request, session
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from chat import passkeys, second_factor
from chat.auth import start_login
from chat.database import begin_writing, db
from chat.models import PendingLogin
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import new_id

# In the cookie, beside what Flask-Login keeps there.
NAME = "pending"

# Enough to look for the phone, or the paper.
MINUTES = 10


def begin(username: str, proven: bytes) -> None:
    """Let this visit show the second factor of an account next."""
    identity, now = new_id(), _now()
    begin_writing()
    db.session.execute(delete(PendingLogin).where(PendingLogin.until <= now))
    until = now + MINUTES * 60 * 1000
    row = PendingLogin(id=identity, username=username, until=until, proven=proven)
    db.session.add(row)
    try:
        db.session.commit()
    except IntegrityError:
        # The account was deleted since its secret was held against theirs.
        db.session.rollback()
        raise Refusal("bad-credentials") from None
    session[NAME] = identity


def finish_by_code(code: str) -> str:
    """Log this visit in by a code; return the username.

    Raises Refusal `factor-over`, `bad-factor`, `too-often`, and as `start_login`.
    """
    row = current()
    # Of everybody who knows the password; whoever is logged in stays so.
    services().rates.demand("codes", request, row.username)
    begin_writing()
    if not second_factor.spend(row.username, code):
        db.session.rollback()
        raise Refusal("bad-factor")
    return finish(row)


def ask_for_passkey() -> dict[str, Any]:
    """Say what this visit needs to show a passkey.

    Raises Refusal `factor-over`.
    """
    row = current()
    return passkeys.ask_to_show(row.username, _bound(row))


def finish_by_passkey(answer: dict[str, str]) -> str:
    """Log this visit in by a passkey; return the username.

    Raises Refusal `factor-over`, `bad-passkey`, `copied-passkey`, and as `start_login`.
    """
    row = current()
    passkeys.show(_bound(row), row.username, answer)
    return finish(row)


def _bound(row: PendingLogin) -> str:
    return f"pending {row.id}"


def current() -> PendingLogin:
    """Return the login that this visit has begun.

    Raises Refusal `factor-over`.
    """
    row = db.session.get(PendingLogin, session.get(NAME, ""))
    if row is None or row.until <= _now():
        raise Refusal("factor-over")
    return row


def finish(row: PendingLogin) -> str:
    """End a pending login, in the transaction that proved its second factor."""
    ended = delete(PendingLogin).where(PendingLogin.id == row.id)
    if db.session.execute(ended).rowcount != 1:
        db.session.rollback()
        raise Refusal("factor-over")
    db.session.commit()
    session.pop(NAME, None)
    start_login(row.username, row.proven)
    return row.username


def _now() -> int:
    return time.time_ns() // 1_000_000
