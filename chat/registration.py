"""Who may make an account: everybody, whoever has a code, or nobody (REGISTRATION).

The operator makes a code; it is good for one account and until its end. Stored is its
hash alone, and nothing once it was used: who came by which is nobody's business.
"""

import time
from collections.abc import Iterable

from sqlalchemy import delete, select

from chat.database import db
from chat.models import RegistrationCode
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import new_id, sha256_b64

OPEN, INVITE, CLOSED = CHOICES = ("open", "invite", "closed")

DAY_MS = 24 * 60 * 60 * 1000


def make_code(days: int) -> tuple[str, str]:
    """Make a code that lasts so many days; return it and its name."""
    code, now = new_id(), _now()
    row = RegistrationCode(hash=_hash(code), time=now, until=now + days * DAY_MS)
    db.session.add(row)
    db.session.execute(delete(RegistrationCode).where(RegistrationCode.until <= now))
    db.session.commit()
    return code, row.name


def codes() -> Iterable[RegistrationCode]:
    """Return the codes that can be used, in the order in which they end."""
    statement = select(RegistrationCode).where(RegistrationCode.until > _now())
    return db.session.scalars(statement.order_by(RegistrationCode.until)).all()


def revoke(name: str) -> bool:
    """Take a code back by its name; tell whether there was one."""
    found = [row for row in codes() if row.name == name]
    for row in found:
        db.session.delete(row)
    db.session.commit()
    return bool(found)


def demand(code: str | None) -> None:
    """Demand that somebody with this code may make an account.

    Raises Refusal `registration-closed`, `bad-code`.
    """
    choice = services().settings.registration
    if choice == CLOSED:
        raise Refusal("registration-closed")
    if choice == INVITE:
        row = code and db.session.get(RegistrationCode, _hash(code))
        if not row or row.until <= _now():
            raise Refusal("bad-code")


def spend(code: str | None) -> None:
    """Use a code up, in the transaction that makes the account.

    Raises Refusal `bad-code` where somebody else was quicker.
    """
    if services().settings.registration != INVITE:
        return
    spent = delete(RegistrationCode).where(
        RegistrationCode.hash == _hash(code or ""), RegistrationCode.until > _now()
    )
    if db.session.execute(spent).rowcount != 1:
        db.session.rollback()
        raise Refusal("bad-code")


def _hash(code: str) -> str:
    return sha256_b64(code.encode())


def _now() -> int:
    return time.time_ns() // 1_000_000
