"""A login by a passkey alone, which names nobody and opens the keys (PROTOCOL.md §5.8).

The visit that asks has a number of its own in its cookie, and no login.
"""

from flask import Blueprint, session
from flask.typing import ResponseReturnValue

from chat import form, passkeys
from chat.api import read_json
from chat.api.second_factor import SHOWN
from chat.auth import start_login
from chat.database import db
from chat.models import Account, Keys
from encryption.signed import new_id

bp = Blueprint("passkey", __name__)

# In the cookie, beside what Flask-Login keeps there.
NAME = "visit"


@bp.post("/passkey/challenge")
def challenge() -> ResponseReturnValue:
    """Say what a browser needs to show any passkey that it has for this host."""
    form.take(read_json())
    session[NAME] = new_id()
    return passkeys.ask_anybody(_bound())


@bp.post("/passkey")
def login() -> ResponseReturnValue:
    """Log in, by a passkey, and give what it opens."""
    body = form.take(read_json(), **SHOWN)
    row = passkeys.show_alone(_bound(), body)
    account = db.session.get(Account, row.username)
    keys = db.session.get(Keys, row.username)
    given = {"bundle": keys.bundle, "sealed": row.sealed, "username": row.username}
    session.pop(NAME)
    start_login(account.username, account.secret_hash)
    return given


def _bound() -> str:
    return f"visit {session.get(NAME, '')}"
