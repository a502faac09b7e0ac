"""The rows of bundles that were only held, of accounts whose keys a browser has alone.

What is kept of a bundle is its hash and its thumbprints: enough to refuse keys that
were used before, and to show others only the newest.
"""

from collections.abc import Iterable

from sqlalchemy import delete, func, select

from chat.database import begin_writing, db
from chat.key_log import KeyLog
from chat.key_row import demand_new
from chat.models import HeldKeys, KeyFile, Keys
from chat.refusal import Refusal
from encryption.signed import Bundle, ProtocolError, read_bundle


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


def hold_stored(username: str) -> None:
    """Put what is left of an account's stored bundle at the end of its row.

    In the transaction at hand, before it is deleted; one that was held before it was
    stored is in the row already.
    """
    text = db.session.scalar(select(Keys.bundle).where(Keys.username == username))
    bundle, row = read_bundle(text, username), held_row(username)
    if bundle.hash not in {one.bundle for one in row}:
        add_held(bundle, len(row))


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
        row = held_row(bundle.username)
        if row and row[-1].bundle == bundle.hash:
            # Another browser was quicker.
            is_new = False
        else:
            _demand_next(bundle, row)
            add_held(bundle, len(row))
            # What is in a key file are the keys before.
            db.session.execute(
                delete(KeyFile).where(KeyFile.username == bundle.username)
            )
    except (ProtocolError, Refusal):
        db.session.rollback()
        raise
    db.session.commit()
    return is_new


def held_row(username: str) -> list:
    """Return what is left of an account's held bundles, from the oldest on."""
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
