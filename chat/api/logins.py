"""The logins of the asker's account."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import logins
from chat.models import Login

bp = Blueprint("logins", __name__)


@bp.get("/logins")
@login_required
def index() -> ResponseReturnValue:
    """List where the account is logged in."""
    return {"logins": logins.list_of(_current())}


@bp.delete("/logins")
@login_required
def end_others() -> ResponseReturnValue:
    """End every login of the account but the one that asks."""
    return {"ended": logins.end_others(_current())}


@bp.delete("/logins/<name>")
@login_required
def end(name: str) -> ResponseReturnValue:
    """End one login of the account."""
    logins.end(_current(), name)
    return Response(status=204)


def _current() -> Login:
    return current_user._get_current_object()
