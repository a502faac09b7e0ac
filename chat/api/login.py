"""Log in and out. Who does not exist, and who mistyped, are answered alike."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import form, login_secret
from chat.api import read_json
from chat.auth import end_login, start_login
from chat.database import db, let_go
from chat.models import Account
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import unb64u

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
    """Log in by username and login secret."""
    body = form.take(
        read_json(),
        secret=form.is_bytes(32),
        username=lambda value: isinstance(value, str),
    )
    username = form.username(body["username"])
    account = db.session.get(Account, username)
    let_go()
    matches = services().stretcher.matches(
        unb64u(body["secret"]),
        # Nobody's secret stretches to no bytes: the same work, and never equal.
        account.secret_salt if account else bytes(login_secret.SALT_BYTES),
        account.secret_hash if account else b"",
    )
    if not matches:
        raise Refusal("bad-credentials")
    start_login(username)
    return {"username": username}


@bp.post("/logout")
@login_required
def logout() -> ResponseReturnValue:
    """End this login and let the browser wipe what it keeps of it."""
    form.take(read_json())
    end_login(current_user)
    response = Response(status=204)
    # Not "cache": there is nothing personal in it (answers are never stored, pages are
    # the same for everybody), and browsers may take many seconds to search it.
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response
