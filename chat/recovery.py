"""The ways back without the password: recovery phrase and key file.

Each is made by who knows the password, and sets another one (PROTOCOL.md §5.2, §5.4).
"""

from collections.abc import Mapping
from typing import Any

from chat import credential, second_factor
from chat.database import begin_writing, db, forget, let_go
from chat.models import Account, KeyFile, Keys, Login, Recovery
from chat.password import count_guess
from chat.refusal import Refusal
from chat.services import services

# What a request names a way by, and where it is written down.
WAYS = {"file": KeyFile, "phrase": Recovery}


def make(login: Login, wish: Mapping[str, Any], way: str) -> None:
    """Give the account whose login asks another one, for who knows the password.

    Raises Refusal `bad-credentials`, `stale-keys`.
    """
    account = db.session.get(Account, login.username)
    let_go()
    credential.demand_fit(account, wish["bundle"], *_seals(wish, way))
    count_guess(login)
    if not credential.proves(wish["password"], account):
        raise Refusal("bad-credentials")
    columns = credential.stretched(wish)
    begin_writing()
    try:
        # It changes nothing, and holds the row: another password may have come, and
        # whoever knows the old one is not to leave a way in behind.
        unchanged = {"secret_hash": account.secret_hash}
        credential.replace_password(account, unchanged)
        credential.demand_bundle(account.username, wish["bundle"])
        _write_way(account.username, way, columns, wish)
    except Refusal:
        db.session.rollback()
        raise
    db.session.commit()
    forget()


def prove(username: str, secret: str, way: str) -> tuple[Account, Recovery | KeyFile]:
    """Return the account of whoever has its phrase or file. Who does not exist, has
    none or another one is answered alike.

    Raises Refusal `bad-recovery`, `account-disabled`.
    """
    # Counted for the address that asks (rates.py) and not for the account: 128 bits are
    # not guessed, and nobody is to keep somebody else from recovering.
    account = db.session.get(Account, username)
    row = db.session.get(WAYS[way], username)
    let_go()
    if not credential.proves(secret, row):
        raise Refusal("bad-recovery")
    # Said to who has proven it alone.
    if account.disabled:
        raise Refusal("account-disabled")
    return account, row


def sealed_keys(username: str, secret: str, way: str) -> dict[str, str | None]:
    """Return what the phrase opens, or what the file belongs to; change nothing.

    Raises Refusal as `prove`.
    """
    _, row = prove(username, secret, way)
    keys = db.session.get(Keys, username)
    sealed = row.sealed if way == "phrase" else None
    return {"bundle": keys.bundle if keys else None, "sealed": sealed}


def recover(username: str, wish: Mapping[str, Any], way: str) -> bytes:
    """Set another password for who has the phrase or file; return its stored secret.

    It goes on to count, with another secret, and every login ends.

    Raises Refusal as `prove`, `stale-keys`.
    """
    account, row = prove(username, wish["secret"], way)
    new, again = wish["password"], wish[way]
    credential.demand_fit(account, wish["bundle"], new, *_seals(again, way))
    columns = credential.stretched(new)
    way_columns = credential.stretched(again)
    begin_writing()
    try:
        _demand_unchanged(account, row, columns)
        credential.replace_sealed(username, wish["bundle"], new["sealed"])
        _write_way(username, way, way_columns, again)
        # Whoever comes so has lost what it was, or is rid of who set it up
        # (docs/decisions/second-factor.md).
        second_factor.drop(username)
        ended = credential.end_others(username)
    except Refusal:
        db.session.rollback()
        raise
    db.session.commit()
    forget()
    services().hub.end_logins(ended, "expired")
    return columns["secret_hash"]


def _demand_unchanged(
    account: Account, row: Recovery | KeyFile, columns: Mapping[str, Any]
) -> None:
    table = type(row)
    # By what was proven, should another have taken its place.
    unchanged = table.secret_hash == row.secret_hash
    mine = table.username == account.username
    is_there = db.session.query(table).where(mine, unchanged).exists()
    try:
        credential.replace_password(account, columns, is_there)
    except Refusal:
        raise Refusal("bad-recovery") from None


def _seals(new: Mapping[str, Any], way: str) -> list[Mapping[str, Any]]:
    # The keys that a file opens are in the file.
    return [new] if way == "phrase" else []


def _write_way(
    username: str, way: str, columns: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    if way == "phrase":
        credential.write_phrase(username, columns, new["sealed"])
    else:
        credential.write_file(username, columns)
