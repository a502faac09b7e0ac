"""The second factor of an account: set up, changed, spent at a login, taken off.

Whoever is to change it knows the password; what proves it at a login is spent in the
transaction that ends the pending login, so that nothing counts twice.
docs/decisions/second-factor.md says what becomes of it at a recovery, and why.
"""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, insert, update

from chat import credential, one_time_codes, passkeys, totp
from chat.database import begin_writing, db, forget, let_go
from chat.models import Account, Login, Totp
from chat.password import count_guess
from chat.refusal import Refusal, bad
from chat.services import services


def ways(username: str) -> list[str]:
    """Name what an account's login asks for besides the password, if anything."""
    found = ["passkey"] if passkeys.are_there(username) else []
    if db.session.get(Totp, username) or (found and one_time_codes.left(username)):
        found.insert(0, "code")
    return found


def about(username: str) -> dict[str, Any]:
    """Describe the second factor to its person."""
    row = db.session.get(Totp, username)
    return {
        "codes": one_time_codes.left(username),
        "passkeys": passkeys.list_of(username),
        "totp": row.time if row else None,
    }


def begin_totp(login: Login, password: str) -> dict[str, str]:
    """Make a secret for an app; nothing is stored before a code of it was shown.

    Raises Refusal `bad-credentials`, `too-often`.
    """
    prove(login, password)
    salt = totp.new_salt()
    secret = totp.secret_of(services().secret, login.username, salt)
    return {"salt": salt, "secret": secret}


def set_totp(login: Login, password: str, salt: str, code: str) -> list[str]:
    """Ask for codes of this secret from now on; return ten one-time codes.

    Raises Refusal `bad-credentials`, `bad-factor`, `too-often`.
    """
    account = prove(login, password)
    username = account.username
    secret = totp.secret_of(services().secret, username, salt)
    step = totp.step_of(secret, code, after=0)
    if step is None:
        raise Refusal("bad-factor")
    row = {"username": username, "salt": salt, "step": step, "time": _now()}

    def write() -> list[str]:
        db.session.execute(delete(Totp).where(Totp.username == username))
        db.session.execute(insert(Totp).values(row))
        return one_time_codes.renew(services().secret, username)

    return _change(account, write)


def begin_passkey(login: Login, password: str) -> dict[str, Any]:
    """Say what a browser needs to make a passkey for an account.

    Raises Refusal `bad-credentials`, `too-often`.
    """
    account = prove(login, password)
    return passkeys.ask_to_make(account.username, _bound(login))


def add_passkey(login: Login, wish: dict[str, Any]) -> list[str]:
    """Take a passkey; return one-time codes if it is the first second factor.

    Raises Refusal `bad-credentials`, `bad-passkey`, `bad-request`, `stale-keys`,
    `too-large`, `too-many`, `too-often`.
    """
    account = prove(login, wish["password"])
    is_sealed = wish["sealed"] is not None
    if is_sealed != (wish["bundle"] is not None):
        raise bad("bundle")
    if is_sealed and account.store != "server":
        raise bad("sealed")
    credential.demand_size(wish["sealed"])
    username = account.username
    made = passkeys.read_made(_bound(login), wish)

    def write() -> list[str]:
        is_first = not ways(username)
        # Keys that were renewed meanwhile would come back by it.
        credential.demand_bundle(username, wish["bundle"])
        passkeys.add(username, made, wish["name"], wish["sealed"])
        return one_time_codes.renew(services().secret, username) if is_first else []

    return _change(account, write)


def remove_passkey(login: Login, password: str, identity: str) -> None:
    """Remove a passkey, and the one-time codes with the last second factor.

    Raises Refusal `bad-credentials`, `not-found`, `too-often`.
    """
    account = prove(login, password)

    def write() -> None:
        passkeys.remove(account.username, identity)
        has_app = db.session.get(Totp, account.username) is not None
        if not has_app and not passkeys.are_there(account.username):
            one_time_codes.drop(account.username)

    _change(account, write)


def renew_codes(login: Login, password: str) -> list[str]:
    """Give an account other one-time codes.

    Raises Refusal `bad-credentials`, `not-found` where it has no second factor,
    `too-often`.
    """
    account = prove(login, password)

    def write() -> list[str]:
        if not ways(account.username):
            raise Refusal("not-found")
        return one_time_codes.renew(services().secret, account.username)

    return _change(account, write)


def turn_off(login: Login, password: str) -> None:
    """Let an account log in by its password alone.

    Raises Refusal `bad-credentials`, `too-often`.
    """
    account = prove(login, password)
    _change(account, lambda: drop(account.username))


def drop(username: str) -> None:
    """Take the second factor off, in its caller's transaction."""
    db.session.execute(delete(Totp).where(Totp.username == username))
    one_time_codes.drop(username)
    passkeys.drop(username)


def spend(username: str, code: str) -> bool:
    """Use a code up, in its caller's transaction; tell whether it was good."""
    secret = services().secret
    if one_time_codes.spend(secret, username, code):
        return True
    row = db.session.get(Totp, username)
    if row is None:
        return False
    step = totp.step_of(totp.secret_of(secret, username, row.salt), code, row.step)
    if step is None:
        return False
    # Of two who show the same code at once, one finds it used.
    used = update(Totp).where(
        Totp.username == username, Totp.salt == row.salt, Totp.step < step
    )
    return db.session.execute(used.values(step=step)).rowcount == 1


def prove(login: Login, password: str) -> Account:
    """Demand the login secret of whoever is logged in; return their account.

    Raises Refusal `bad-credentials`, `too-often`.
    """
    count_guess(login)
    account = db.session.get(Account, login.username)
    let_go()
    if not credential.proves(password, account):
        raise Refusal("bad-credentials")
    return account


def _bound(login: Login) -> str:
    return f"login {login.id}"


def _change(account: Account, write: Callable[[], Any]) -> Any:
    begin_writing()
    try:
        # Locks the row, and finds out whether the password is another by now: whoever
        # knows the old one alone is not to change what guards the new one.
        unchanged = {"secret_hash": account.secret_hash}
        credential.replace_password(account, unchanged)
        given = write()
    except Refusal:
        db.session.rollback()
        raise
    db.session.commit()
    forget()
    return given


def _now() -> int:
    return time.time_ns() // 1_000_000
