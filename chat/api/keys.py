"""Key bundles: those of others, and one's own renewed one."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import form
from chat.api import read_json
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import MAX_SEALED

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
    body = form.take(read_json(), bundle=form.is_text, sealed=form.is_compact_jwe)
    if len(body["sealed"]) > MAX_SEALED:
        raise Refusal("too-large", field="sealed")
    username = current_user.username
    bundle_hash, is_new = services().directory.renew(
        username, body["bundle"], body["sealed"]
    )
    if is_new:
        services().hub.tell_keys(username, bundle_hash)
    return {"hash": bundle_hash}
