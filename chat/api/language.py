"""The language of the asker's pages; nobody has to be logged in to choose it."""

from datetime import timedelta

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from chat import form
from chat.api import read_json
from chat.language import COOKIE

bp = Blueprint("language", __name__)

# As long as browsers keep a cookie; Chromium's limit is 400 days.
KEPT = timedelta(days=365)


@bp.put("/language")
def choose() -> ResponseReturnValue:
    """Remember in a cookie which language the asker's pages are to be in."""
    known = current_app.extensions["languages"]
    body = form.take(
        read_json(), language=lambda value: isinstance(value, str) and value in known
    )
    response = Response(status=204)
    response.set_cookie(
        COOKIE,
        body["language"],
        max_age=KEPT,
        httponly=True,
        # Lax, unlike the login's: whoever follows a link reads their language at once.
        samesite="Lax",
        secure=current_app.session_interface.get_cookie_secure(current_app),
    )
    return response
