"""The HTTP interface (PROTOCOL.md §13): what all requests and answers share."""

import json
from typing import Any

from flask import Flask, Response, jsonify, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from chat import journal
from chat.limits import MAX_BODY
from chat.pages import error_page
from chat.rates import BY_ADDRESS, counts_as
from chat.refusal import Refusal
from chat.same_origin import SAFE_METHODS, is_same_origin
from chat.services import services

PREFIX = "/api"

# What Flask and Werkzeug refuse by themselves.
CODES = {404: "not-found", 405: "bad-method", 413: "too-large"}


def init_app(app: Flask) -> None:
    """Serve the interface, and answer whatever goes wrong in its way."""
    from chat.api import (
        account,
        archive,
        files,
        key_log,
        keys,
        language,
        log,
        login,
        logins,
        passkey,
        recovery,
        reset,
        rooms,
        second_factor,
        state,
    )

    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.before_request(_demand_same_origin)
    app.before_request(_demand_rate)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failed)
    for part in (
        account,
        archive,
        files,
        key_log,
        keys,
        language,
        log,
        login,
        logins,
        passkey,
        recovery,
        reset,
        rooms,
        second_factor,
        state,
    ):
        prefix = PREFIX + (part.bp.url_prefix or "")
        app.register_blueprint(part.bp, url_prefix=prefix)


def read_json() -> Any:
    """Return the JSON of the request.

    Raises Refusal `not-json`.
    """
    if request.mimetype != "application/json":
        raise Refusal("not-json")
    try:
        return json.loads(request.get_data(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refusal("not-json") from None


def _no_constant(name: str) -> None:
    # Python reads NaN and Infinity; JSON knows neither.
    raise ValueError(name)


def _demand_same_origin() -> None:
    if request.method in SAFE_METHODS and not _is_foreign_read():
        return
    if not is_same_origin(request, services().settings.public_origin):
        raise Refusal("cross-site")


def _is_foreign_read() -> bool:
    # Its answer is kept from whoever asked, but it would count as one of the reader's.
    is_foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
    return is_foreign and request.path.startswith(f"{PREFIX}/")


def _demand_rate() -> None:
    # Before anything of the body is read.
    what = counts_as(request)
    if what is not None:
        username = None
        if what not in BY_ADDRESS:
            username = getattr(current_user, "username", None)
        services().rates.demand(what, request, username)


def _refused(refusal: Refusal) -> Response:
    response = jsonify(error=refusal.body)
    response.status_code = refusal.status
    if "retry_after" in refusal.details:
        response.headers["Retry-After"] = str(refusal.details["retry_after"])
    return response


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if request.path.startswith(f"{PREFIX}/"):
        response = _refused(Refusal(CODES.get(status, "bad-request")))
    else:
        response = error_page(status)
    if status == 405:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _failed(error: Exception) -> Response:
    journal.get("http").error("%s failed: %s", request.endpoint, journal.place(error))
    if request.path.startswith(f"{PREFIX}/"):
        return _refused(Refusal("server-error"))
    return error_page(500)
