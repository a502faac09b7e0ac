"""Key bundles: those of others, and one's own renewed one."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import credential, form, renewal
from chat.api import read_json
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
    *earlier, newest = services().directory.find(username)
    return {
        "bundle": newest.text,
        "earlier": [one.text for one in earlier],
        "username": username,
    }


@bp.post("/keys")
@login_required
def renew() -> ResponseReturnValue:
    """Replace the asker's stored keys by renewed ones."""
    wish = form.take(
        read_json(),
        bundle=form.is_text,
        password=form.is_bytes(32),
        sealed=form.is_compact_jwe,
    )
    credential.demand_size(wish["sealed"])
    return {"hash": renewal.renew(current_user._get_current_object(), wish)}
