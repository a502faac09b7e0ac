"""The rows of bundles that were only held, of accounts whose keys a browser has alone.

What is kept of a bundle is its hash and its thumbprints: enough to refuse keys that
were used before, and to show others only the newest.
"""

from collections.abc import Iterable

from sqlalchemy import func, select

from chat.database import begin_writing, db
from chat.key_log import KeyLog
from chat.key_row import demand_new
from chat.models import HeldKeys
from chat.refusal import Refusal
from encryption.signed import Bundle, ProtocolError


def newest_held(usernames: Iterable[str]) -> dict[str, str]:
    """Return the hash of each of these people's newest bundle that was held."""
    newest = (
        select(HeldKeys.username, func.max(HeldKeys.n).label("n"))
        .where(HeldKeys.username.in_(sorted(usernames)))
        .group_by(HeldKeys.username)
        .subquery()
    )
    statement = select(HeldKeys.username, HeldKeys.bundle).join(
        newest,
        (HeldKeys.username == newest.c.username) & (HeldKeys.n == newest.c.n),
    )
    # All of them first: a result has `keys`, and dict() would take it for a mapping.
    return dict(db.session.execute(statement).all())


def add_held(bundle: Bundle, n: int = 0) -> None:
    """Put a bundle at the end of its row, in the transaction at hand."""
    db.session.add(
        HeldKeys(
            username=bundle.username,
            n=n,
            bundle=bundle.hash,
            enc=bundle.enc_thumbprint,
            sig=bundle.sig_thumbprint,
        )
    )


def publish_held(key_log: KeyLog, bundle: Bundle) -> bool:
    """Log a bundle that is not stored, as its account's newest; tell whether it is new.

    Raises ProtocolError `stale-bundle`, `wrong-thumbprint`, Refusal `too-many`.
    """
    # Looked for without the lock first: browsers bring theirs at every connection.
    if newest_held([bundle.username]).get(bundle.username) == bundle.hash:
        return False
    begin_writing()
    try:
        # First, because of its lock.
        is_new = key_log.append(bundle.username, bundle.hash)
        row = _row(bundle.username)
        if row and row[-1].bundle == bundle.hash:
            # Another browser was quicker.
            is_new = False
        else:
            _demand_next(bundle, row)
            add_held(bundle, len(row))
    except (ProtocolError, Refusal):
        db.session.rollback()
        raise
    db.session.commit()
    return is_new


def _row(username: str) -> list:
    statement = (
        select(HeldKeys.bundle, HeldKeys.enc, HeldKeys.sig)
        .where(HeldKeys.username == username)
        .order_by(HeldKeys.n)
    )
    return list(db.session.execute(statement))


def _demand_next(bundle: Bundle, row: list) -> None:
    keys = (bundle.enc_thumbprint, bundle.sig_thumbprint)
    # The same keys in another text would make the log longer and say nothing.
    if row and keys == (row[-1].enc, row[-1].sig):
        raise ProtocolError("wrong-thumbprint", "the same keys, signed again")
    demand_new(bundle, [(one.enc, one.sig) for one in row])
