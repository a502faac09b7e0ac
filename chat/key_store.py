"""Where an account keeps its keys: with the server, or in the browser only.

Moved in one transaction either way, by who knows the password (PROTOCOL.md §5.7).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from chat import credential
from chat.database import begin_writing, db, forget, let_go
from chat.held_keys import hold_stored, newest_held
from chat.models import Account, EarlierBundle, Keys, Login, Recovery
from chat.password import count_guess
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import Bundle, ProtocolError, read_bundle


def move(login: Login, wish: Mapping[str, Any]) -> None:
    """Keep the keys of the account whose login asks where it wishes.

    Raises Refusal `bad-credentials`, `stale-keys`, `keys-renewed`, `not-logged-in`, a
    reason of PROTOCOL.md §4.
    """
    account = db.session.get(Account, login.username)
    let_go()
    count_guess(login)
    if not credential.proves(wish["password"], account):
        raise Refusal("bad-credentials")
    bundle = _read(wish, login.username) if wish["store"] == "server" else None
    begin_writing()
    try:
        # It holds the row: sealed under a password that was changed meanwhile, the keys
        # would come back under the old one.
        unchanged = {"secret_hash": account.secret_hash}
        credential.replace_password(account, unchanged)
        ended = _to_server(bundle, wish) if bundle else _to_browser(login, wish)
    except Refusal:
        db.session.rollback()
        raise
    db.session.commit()
    forget()
    services().hub.end_logins(ended, "expired")


def _read(wish: Mapping[str, Any], username: str) -> Bundle:
    try:
        return read_bundle(wish["bundle"], username)
    except ProtocolError as error:
        raise Refusal.of(error) from None


def _to_browser(login: Login, wish: Mapping[str, Any]) -> list[str]:
    username = login.username
    if _store_of(username) == "browser":
        # Who did not hear the first answer asks again.
        return []
    credential.demand_bundle(username, wish["bundle"])
    earlier = select(EarlierBundle.n).where(EarlierBundle.username == username)
    if db.session.scalars(earlier).first() is not None:
        # Nobody could verify any more what they signed (docs/decisions/renewal.md).
        raise Refusal("keys-renewed")
    # What is left of it keeps keys that were used before from coming back.
    hold_stored(username)
    _run(delete(Keys).where(Keys.username == username))
    # The phrase goes on to count; what it opens is in the browser.
    _run(update(Recovery).where(Recovery.username == username).values(sealed=None))
    # A passkey stays a second factor.
    credential.drop_passkey_keys(username)
    _write_store(username, "browser")
    # The others have keys that are to be in one browser only.
    return credential.end_others(username, keep=login.id)


def _to_server(bundle: Bundle, wish: Mapping[str, Any]) -> list[str]:
    username = bundle.username
    if _store_of(username) == "server":
        mine = Keys.username == username
        stored = db.session.execute(select(Keys.bundle, Keys.sealed).where(mine)).one()
        if tuple(stored) != (bundle.text, wish["sealed"]):
            raise Refusal("stale-keys")
        return []
    # Others may have met a newer one, and would be shown one that is out of use.
    if newest_held([username]).get(username) != bundle.hash:
        raise Refusal("stale-keys")
    row = {"username": username, "bundle": bundle.text, "sealed": wish["sealed"]}
    db.session.execute(insert(Keys).values(row))
    if "recovery" not in wish:
        # A phrase that opens nothing would be worse than none.
        credential.drop_phrase(username)
    else:
        mine = Recovery.username == username
        _run(update(Recovery).where(mine).values(sealed=wish["recovery"]))
    _write_store(username, "server")
    return []


def _store_of(username: str) -> str | None:
    return db.session.scalar(select(Account.store).where(Account.username == username))


def _write_store(username: str, store: str) -> None:
    _run(update(Account).where(Account.username == username).values(store=store))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
