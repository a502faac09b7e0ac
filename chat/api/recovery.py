"""Recovery phrase and key file: make one, and come back by it without the password."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import credential, form, login_secret, recovery
from chat.api import read_json
from chat.auth import start_login
from chat.database import db
from chat.refusal import Refusal
from chat.services import services

bp = Blueprint("recovery", __name__)


# By what a browser asks to come back, where it does not say: releases before key files.
BY = {"by": lambda value: isinstance(value, str) and value in recovery.WAYS}


@bp.put("/account/recovery")
@login_required
def make() -> ResponseReturnValue:
    """Give the asker's account another recovery phrase."""
    wish = form.take(
        read_json(),
        bundle=credential.is_bundle_hash,
        password=form.is_bytes(32),
        **credential.CHECKS,
    )
    credential.demand_size(wish["sealed"])
    recovery.make(current_user._get_current_object(), wish, "phrase")
    return Response(status=204)


@bp.put("/account/file")
@login_required
def make_file() -> ResponseReturnValue:
    """Let a key file that the asker has just made prove the account."""
    wish = form.take(
        read_json(),
        bundle=credential.is_bundle_hash,
        password=form.is_bytes(32),
        **credential.FILE_CHECKS,
    )
    recovery.make(current_user._get_current_object(), wish, "file")
    return Response(status=204)


@bp.post("/recovery/salt")
def salt() -> ResponseReturnValue:
    """Return the salt that the browser makes the secret with."""
    body = form.take(
        read_json(), optional=BY, username=lambda value: isinstance(value, str)
    )
    username, way = form.username(body["username"]), _way(body)
    fakes = {
        "file": login_secret.fake_file_salt,
        "phrase": login_secret.fake_recovery_salt,
    }
    # Made for everybody, so that it takes as long for those who have one.
    fake = fakes[way](services().secret, username)
    row = db.session.get(recovery.WAYS[way], username)
    return {"salt": row.salt if row else fake}


@bp.post("/recovery/keys")
def keys() -> ResponseReturnValue:
    """Return what the phrase opens, to who knows it, or what the file belongs to."""
    body = form.take(
        read_json(),
        optional=BY,
        secret=form.is_bytes(32),
        username=lambda value: isinstance(value, str),
    )
    username = form.username(body["username"])
    return recovery.sealed_keys(username, body["secret"], _way(body))


@bp.post("/recovery")
def recover() -> ResponseReturnValue:
    """Set a new password by phrase or file, and log in with it."""
    body = read_json()
    way = "file" if isinstance(body, dict) and "file" in body else "phrase"
    wish = form.take(
        body,
        bundle=credential.is_bundle_hash,
        password=lambda value: isinstance(value, dict),
        secret=form.is_bytes(32),
        username=lambda value: isinstance(value, str),
        **{way: lambda value: isinstance(value, dict)},
    )
    _demand_credential("password", wish["password"], credential.CHECKS)
    checks = {"file": credential.FILE_CHECKS, "phrase": credential.CHECKS}
    _demand_credential(way, wish[way], checks[way])
    username = form.username(wish["username"])
    start_login(username, recovery.recover(username, wish, way))
    return {"username": username}


def _way(body: dict[str, Any]) -> str:
    return body.get("by", "phrase")


def _demand_credential(
    name: str, value: dict[str, Any], checks: dict[str, Callable[[Any], bool]]
) -> None:
    try:
        form.take(value, **checks)
    except Refusal:
        # Its own members' names would be taken for those of the request.
        raise Refusal("bad-request", field=name) from None
    credential.demand_size(value.get("sealed"))
