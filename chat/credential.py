"""What proves an account: a secret that was stretched, and the keys sealed beside it.

An account has one under its password, and may have one under a recovery phrase; a key
file has a secret, and the keys are in the file. All are changed by the functions here,
in transactions of their callers.
"""

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Update,
    delete,
    insert,
    select,
    update,
)

from chat import form, login_secret
from chat.database import db
from chat.models import Account, KeyFile, Keys, Login, Passkey, Recovery
from chat.refusal import Refusal, bad
from chat.services import services
from encryption.signed import MAX_SEALED, sha256_b64, unb64u

# The form of one, as requests bring it: the salt is the browser's.
FILE_CHECKS = {"salt": form.is_bytes(16), "secret": form.is_bytes(32)}
CHECKS = {
    **FILE_CHECKS,
    "sealed": lambda value: value is None or form.is_compact_jwe(value),
}


def is_bundle_hash(value: Any) -> bool:
    """Tell whether a value says what bundle sealed keys belong to, if there is one."""
    return value is None or form.is_bytes(32)(value)


def demand_fit(account: Account, bundle_hash: str | None, *new: Mapping) -> None:
    """Demand sealed keys where the server stores the account's, and nowhere else.

    Raises Refusal `bad-request`, `too-large`.
    """
    is_stored = account.store == "server"
    if (bundle_hash is not None) != is_stored:
        raise bad("bundle")
    for one in new:
        if (one["sealed"] is not None) != is_stored:
            raise bad("sealed")


def demand_size(sealed: str | None) -> None:
    """Demand sealed keys of a length that can be stored.

    Raises Refusal `too-large`.
    """
    if sealed and len(sealed) > MAX_SEALED:
        raise Refusal("too-large", field="sealed")


def proves(secret: str, row: Account | Recovery | KeyFile | None) -> bool:
    """Tell whether a secret is the one stored; the same work where there is none."""
    return services().stretcher.matches(
        unb64u(secret),
        # Nobody's secret stretches to no bytes.
        row.secret_salt if row else bytes(login_secret.SALT_BYTES),
        row.secret_hash if row else b"",
    )


def stretched(new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that a new secret fills; it takes a while."""
    salt = login_secret.new_salt()
    hashed = services().stretcher.stretch(unb64u(new["secret"]), salt)
    return {"salt": new["salt"], "secret_salt": salt, "secret_hash": hashed}


def replace_password(account: Account, columns: Mapping, *proof: ColumnElement) -> None:
    """Replace the secret of the password, while the row is as it was when asked.

    Raises Refusal `bad-credentials`.
    """
    # First of all in its transaction, because of its lock: a login that is being made
    # waits for this row, or is found by `end_others` (standing.py).
    _demand(
        update(Account)
        .where(
            Account.username == account.username,
            Account.secret_hash == account.secret_hash,
            *proof,
        )
        .values(**columns),
        "bad-credentials",
    )


def replace_sealed(username: str, bundle_hash: str | None, sealed: str | None) -> None:
    """Replace the keys sealed under the password.

    Raises Refusal `stale-keys`.
    """
    if demand_bundle(username, bundle_hash):
        _demand(
            update(Keys).where(Keys.username == username).values(sealed=sealed),
            "stale-keys",
        )


def demand_bundle(username: str, bundle_hash: str | None) -> bool:
    """Demand that the stored bundle is this one; tell whether there is any.

    Raises Refusal `stale-keys`.
    """
    if bundle_hash is None:
        return False
    # Keys that were renewed meanwhile would be out of reach for good.
    stored = db.session.scalar(
        select(Keys.bundle).where(Keys.username == username).with_for_update()
    )
    if stored is None or sha256_b64(stored.encode()) != bundle_hash:
        raise Refusal("stale-keys")
    return True


def drop_phrase(username: str) -> None:
    """Forget the recovery phrase of an account."""
    _execute(delete(Recovery).where(Recovery.username == username))


def drop_passkey_keys(username: str) -> None:
    """Forget the keys that are sealed for an account's passkeys."""
    mine = update(Passkey).where(Passkey.username == username)
    _execute(mine.values(sealed=None))


def write_phrase(username: str, columns: Mapping, sealed: str | None) -> None:
    """Write a recovery phrase in the place of the one before, if there was one."""
    drop_phrase(username)
    now = time.time_ns() // 1_000_000
    row = {"username": username, "sealed": sealed, "time": now, **columns}
    db.session.execute(insert(Recovery).values(row))


def drop_file(username: str) -> None:
    """Let the key file of an account prove nothing any more."""
    _execute(delete(KeyFile).where(KeyFile.username == username))


def write_file(username: str, columns: Mapping) -> None:
    """Let a key file prove an account, in the place of the one before."""
    drop_file(username)
    now = time.time_ns() // 1_000_000
    db.session.execute(insert(KeyFile).values(username=username, time=now, **columns))


def end_others(username: str, keep: str | None = None) -> list[str]:
    """End every login of an account but one; return which have ended.

    Raises Refusal `not-logged-in` where the one to keep has ended already.
    """
    logins = set(db.session.scalars(select(Login.id).where(Login.username == username)))
    if keep is not None and keep not in logins:
        raise Refusal("not-logged-in")
    _execute(delete(Login).where(Login.username == username, Login.id != (keep or "")))
    return sorted(logins - {keep})


def _demand(statement: Update, code: str) -> None:
    if _execute(statement).rowcount == 0:
        raise Refusal(code)


def _execute(statement: Update | Delete) -> CursorResult:
    return db.session.execute(statement.execution_options(synchronize_session=False))
