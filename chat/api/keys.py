"""Key bundles of others."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import login_required

from chat import form
from chat.refusal import Refusal
from chat.services import services

bp = Blueprint("keys", __name__)


@bp.get("/users/<username>/bundle")
@login_required
def bundle(username: str) -> ResponseReturnValue:
    """Return somebody's key bundle, for starting a chat with them."""
    try:
        username = form.username(username)
    except Refusal:
        raise Refusal("unknown-user") from None
    found = services().directory.find(username)
    return {"bundle": found.text, "username": username}
