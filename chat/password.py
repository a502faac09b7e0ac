"""Change the password: the login secret, and the keys that are sealed under it.

In one transaction, so that nobody is ever left with the secret of one password and the
keys of another (PROTOCOL.md §5.1). The other logins end in it, too.
"""

from collections.abc import Mapping
from typing import Any

from flask import request

from chat import credential
from chat.database import begin_writing, db, forget, let_go
from chat.models import Account, Keys, Login
from chat.refusal import Refusal
from chat.services import services


def change(login: Login, wish: Mapping[str, Any]) -> None:
    """Change the password of the account whose login asks, who knows the old one.

    Raises Refusal `bad-credentials`, `stale-keys`, `not-logged-in`.
    """
    account = db.session.get(Account, login.username)
    keys = db.session.get(Keys, login.username)
    let_go()
    credential.demand_fit(account, wish["bundle"], wish)
    count_guess(login)
    if _is_done(account, keys, wish):
        # Who did not hear the first answer asks again.
        return
    if not credential.proves(wish["old"], account):
        raise Refusal("bad-credentials")
    columns = credential.stretched(wish)
    begin_writing()
    try:
        credential.replace_password(account, columns)
        credential.replace_sealed(account.username, wish["bundle"], wish["sealed"])
        ended = credential.end_others(account.username, keep=login.id)
    except Refusal:
        db.session.rollback()
        raise
    db.session.commit()
    forget()
    services().hub.end_logins(ended, "expired")


def count_guess(login: Login) -> None:
    """Count a guess at the password by somebody who is logged in.

    Raises Refusal `too-often`.
    """
    # By itself: it keeps nobody from logging in elsewhere, nor another login from
    # changing the password.
    services().rates.demand("guesses", request, f"{login.username} {login.id}")


def _is_done(account: Account, keys: Keys | None, wish: Mapping[str, Any]) -> bool:
    sealed = keys.sealed if keys else None
    if (account.salt, sealed) != (wish["salt"], wish["sealed"]):
        return False
    return credential.proves(wish["secret"], account)
