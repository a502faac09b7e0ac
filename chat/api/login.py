"""Log in and out. Who does not exist, and who mistyped, are answered alike."""

from flask import Blueprint, Response, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import credential, form, login_secret, pending, second_factor
from chat.api import read_json
from chat.auth import end_login, start_login
from chat.database import db, let_go
from chat.models import Account
from chat.refusal import Refusal
from chat.services import services

bp = Blueprint("login", __name__)


@bp.post("/login/salt")
def salt() -> ResponseReturnValue:
    """Return the salt that the browser stretches the password with."""
    body = form.take(read_json(), username=lambda value: isinstance(value, str))
    username = form.username(body["username"])
    # Made for everybody, so that it takes as long for those who exist.
    fake = login_secret.fake_salt(services().secret, username)
    account = db.session.get(Account, username)
    return {"salt": account.salt if account else fake}


@bp.post("/login")
def login() -> ResponseReturnValue:
    """Log in by username and login secret, or begin to (second_factor.py)."""
    body = form.take(
        read_json(),
        secret=form.is_bytes(32),
        username=lambda value: isinstance(value, str),
    )
    username = form.username(body["username"])
    # Whether or not there is such an account, and whoever guesses.
    services().rates.demand("guesses", request, username)
    account = db.session.get(Account, username)
    let_go()
    if not credential.proves(body["secret"], account):
        raise Refusal("bad-credentials")
    # Said to who knows the password alone.
    if account.disabled:
        raise Refusal("account-disabled")
    ways = second_factor.ways(username)
    if ways:
        # No login yet, and nothing of the account: who knows the password alone learns
        # that there is more to show.
        pending.begin(username, account.secret_hash)
        return {"username": username, "ways": ways}, 202
    start_login(username, account.secret_hash)
    return {"username": username}


@bp.post("/logout")
@login_required
def logout() -> ResponseReturnValue:
    """End this login and let the browser wipe what it keeps of it."""
    form.take(read_json())
    end_login(current_user)
    # What is left of it says nothing, but its cookie is to go.
    session.clear()
    response = Response(status=204)
    # Not "cookies": the login's has been taken away, and the language is no secret. Not
    # "cache": there is nothing personal in it (answers are never stored, pages are the
    # same for everybody), and browsers may take many seconds to search it.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
