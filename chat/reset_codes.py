"""Codes by which an account may begin anew, as the operator hands them out.

Stored is an HMAC of name and code under the server's secret, and a code is found by it:
a wrong one, an old one and one for nobody are the same look into the same table.
"""

import hmac
import time

from sqlalchemy import delete, insert, select

from chat.database import db, forget
from chat.models import Account, ResetCode
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import b64u, new_id

HOUR_MS = 60 * 60 * 1000


def make(username: str, hours: int) -> str:
    """Make a code that is good for so many hours; one before it counts no more."""
    code, now = new_id(), _now()
    gone = (ResetCode.username == username) | (ResetCode.until <= now)
    db.session.execute(delete(ResetCode).where(gone))
    row = {"username": username, "until": now + hours * HOUR_MS}
    db.session.execute(insert(ResetCode).values(hash=_hash(username, code), **row))
    db.session.commit()
    forget()
    return code


def revoke(username: str) -> bool:
    """Take back the code of an account; tell whether there was one that was good."""
    gone = delete(ResetCode).where(ResetCode.username == username)
    found = db.session.execute(gone.returning(ResetCode.until)).scalars().all()
    db.session.commit()
    forget()
    return any(until > _now() for until in found)


def prove(username: str, code: str) -> Account:
    """Return the account of whoever has its code.

    Raises Refusal `bad-reset`, `account-disabled`.
    """
    good = ResetCode.hash == _hash(username, code), ResetCode.until > _now()
    account = db.session.scalar(select(Account).join(ResetCode).where(*good))
    if account is None:
        raise Refusal("bad-reset")
    # Said to who has proven it alone.
    if account.disabled:
        raise Refusal("account-disabled")
    return account


def spend(username: str, code: str) -> None:
    """Use a code up, in its caller's transaction.

    Raises Refusal `bad-reset` where somebody else was quicker, or time was.
    """
    good = ResetCode.hash == _hash(username, code), ResetCode.until > _now()
    if db.session.execute(delete(ResetCode).where(*good)).rowcount != 1:
        raise Refusal("bad-reset")


def _hash(username: str, code: str) -> str:
    text = f"securechat/reset/1 {username} {code}"
    return b64u(hmac.digest(services().secret, text.encode(), "sha256"))


def _now() -> int:
    return time.time_ns() // 1_000_000
