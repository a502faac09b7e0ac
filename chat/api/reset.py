"""Begin anew where password and keys are lost, by a code of the operator's."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from chat import credential, form, reset
from chat.api import read_json
from chat.auth import start_login
from chat.database import let_go

bp = Blueprint("reset", __name__)


@bp.post("/reset")
def begin_anew() -> ResponseReturnValue:
    """Set new keys and a new password by a reset code, and log in."""
    wish = form.take(
        read_json(),
        bundle=form.is_text,
        code=form.is_bytes(16),
        salt=form.is_bytes(16),
        sealed=form.is_compact_jwe,
        secret=form.is_bytes(32),
        username=lambda value: isinstance(value, str),
    )
    credential.demand_size(wish["sealed"])
    username = form.username(wish["username"])
    proven = reset.reset(username, wish)
    let_go()
    start_login(username, proven)
    return {"username": username}
