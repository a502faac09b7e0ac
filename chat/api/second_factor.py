"""The second factor: asked for at a login, set up and taken off in the settings."""

import re

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import credential, form, pending, second_factor
from chat.api import read_json
from chat.models import Login
from encryption.signed import ProtocolError, unb64u

bp = Blueprint("second_factor", __name__)

# Of an app or from paper; browsers leave out what people put between.
CODE = re.compile(r"[0-9a-z]{1,16}", re.ASCII)

# A person's own words for a passkey, on one line.
MAX_NAME = 64


def is_binary(value: object) -> bool:
    """Tell whether a value is canonical base64url of something, and not too long."""
    if not form.is_text(value) or len(value) > MAX_BINARY:
        return False
    try:
        return bool(unb64u(value))
    except ProtocolError:
        return False


def is_name(value: object) -> bool:
    """Tell whether a value is a name of a passkey."""
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_NAME:
        return False
    return value == value.strip() and value.isprintable()


# What `navigator.credentials` gave, without what nobody reads.
MAX_BINARY = 8192
MADE = {"attestation": is_binary, "client_data": is_binary}
SHOWN = {
    "authenticator": is_binary,
    "client_data": is_binary,
    "credential": is_binary,
    "signature": is_binary,
}

PASSWORD = {"password": form.is_bytes(32)}


def is_code(value: object) -> bool:
    """Tell whether a value may be a code of some kind."""
    return isinstance(value, str) and CODE.fullmatch(value) is not None


@bp.post("/login/code")
def finish() -> ResponseReturnValue:
    """Log in, by a code, who has shown the password just now."""
    body = form.take(read_json(), code=is_code)
    return {"username": pending.finish_by_code(body["code"])}


@bp.post("/login/passkey/challenge")
def ask_for_passkey() -> ResponseReturnValue:
    """Ask who has shown the password just now for a passkey."""
    form.take(read_json())
    return pending.ask_for_passkey()


@bp.post("/login/passkey")
def finish_by_passkey() -> ResponseReturnValue:
    """Log in, by a passkey, who has shown the password just now."""
    body = form.take(read_json(), **SHOWN)
    return {"username": pending.finish_by_passkey(body)}


@bp.get("/account/factor")
@login_required
def about() -> ResponseReturnValue:
    """Describe the asker's second factor."""
    return second_factor.about(current_user.username)


@bp.post("/account/factor/totp")
@login_required
def begin() -> ResponseReturnValue:
    """Make a secret for the asker's app."""
    body = form.take(read_json(), **PASSWORD)
    return second_factor.begin_totp(_asker(), body["password"])


@bp.put("/account/factor/totp")
@login_required
def set_up() -> ResponseReturnValue:
    """Ask for codes of that secret from now on."""
    body = form.take(read_json(), code=is_code, salt=form.is_bytes(16), **PASSWORD)
    given = second_factor.set_totp(
        _asker(), body["password"], body["salt"], body["code"]
    )
    return {"codes": given}


@bp.post("/account/passkeys/challenge")
@login_required
def begin_passkey() -> ResponseReturnValue:
    """Say what the asker's browser needs to make a passkey."""
    body = form.take(read_json(), **PASSWORD)
    return second_factor.begin_passkey(_asker(), body["password"])


@bp.post("/account/passkeys")
@login_required
def add_passkey() -> ResponseReturnValue:
    """Take a passkey of the asker's."""
    body = form.take(
        read_json(),
        bundle=credential.is_bundle_hash,
        name=is_name,
        sealed=credential.CHECKS["sealed"],
        **MADE,
        **PASSWORD,
    )
    return {"codes": second_factor.add_passkey(_asker(), body)}, 201


@bp.post("/account/passkeys/remove")
@login_required
def remove_passkey() -> ResponseReturnValue:
    """Remove a passkey of the asker's."""
    body = form.take(read_json(), id=form.is_bytes(32), **PASSWORD)
    second_factor.remove_passkey(_asker(), body["password"], body["id"])
    return Response(status=204)


@bp.put("/account/factor/codes")
@login_required
def renew_codes() -> ResponseReturnValue:
    """Give the asker other one-time codes."""
    body = form.take(read_json(), **PASSWORD)
    return {"codes": second_factor.renew_codes(_asker(), body["password"])}


@bp.post("/account/factor/off")
@login_required
def turn_off() -> ResponseReturnValue:
    """Let the asker's account log in by its password alone."""
    body = form.take(read_json(), **PASSWORD)
    second_factor.turn_off(_asker(), body["password"])
    return Response(status=204)


def _asker() -> Login:
    return current_user._get_current_object()
