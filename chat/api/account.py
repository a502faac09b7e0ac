"""Register an account, and what an account knows of itself."""

import time

from flask import Blueprint, Response, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required, logout_user
from sqlalchemy.exc import IntegrityError

from chat import credential, departure, form, key_store, password, registration
from chat.api import read_json
from chat.auth import start_login
from chat.database import begin_writing, db, forget, let_go
from chat.departed import is_departed
from chat.held_keys import add_held, newest_held
from chat.models import Account, KeyFile, Keys, Recovery
from chat.refusal import Refusal, bad
from chat.services import services
from encryption.signed import Bundle, ProtocolError, read_bundle, sha256_b64

bp = Blueprint("account", __name__)

STORES = ("server", "browser")


@bp.post("/register")
def register() -> ResponseReturnValue:
    """Make an account and log it in."""
    body = form.take(
        read_json(),
        optional={"code": form.is_text},
        bundle=form.is_text,
        **credential.CHECKS,
        store=lambda value: value in STORES,
        username=lambda value: isinstance(value, str),
    )
    registration.demand(body.get("code"))
    username = form.username(body["username"])
    if (body["sealed"] is None) != (body["store"] == "browser"):
        raise bad("sealed")
    credential.demand_size(body["sealed"])
    try:
        bundle = read_bundle(body["bundle"], username)
    except ProtocolError as error:
        raise Refusal.of(error) from None
    if db.session.get(Account, username) is not None or is_departed(username):
        raise Refusal("username-taken")
    start_login(username, _add(username, body, bundle))
    if body.get("code"):
        # Who used which code is nobody's business.
        forget()
    return {"username": username}, 201


def _add(username: str, body: dict, bundle: Bundle) -> bytes:
    let_go()
    columns = credential.stretched(body)
    begin_writing()
    # Given back with everything else where the account cannot be made.
    registration.spend(body.get("code"))
    # Before the account, because of its lock; whoever loses the name loses it, too.
    services().key_log.append(username, bundle.hash)
    db.session.add(
        Account(
            username=username,
            store=body["store"],
            time=time.time_ns() // 1_000_000,
            **columns,
        )
    )
    try:
        db.session.flush()
        if body["store"] == "server":
            keys = Keys(username=username, bundle=bundle.text, sealed=body["sealed"])
            db.session.add(keys)
        else:
            add_held(bundle)
        db.session.commit()
    except IntegrityError:
        # Somebody took the name while this one was being stretched.
        db.session.rollback()
        raise Refusal("username-taken") from None
    return columns["secret_hash"]


@bp.get("/registration")
def who_may_register() -> ResponseReturnValue:
    """Say who may make an account, for the page on which one does."""
    return {"registration": services().settings.registration}


@bp.post("/account/password")
@login_required
def change_password() -> ResponseReturnValue:
    """Change the asker's password."""
    wish = form.take(
        read_json(),
        bundle=credential.is_bundle_hash,
        old=form.is_bytes(32),
        **credential.CHECKS,
    )
    credential.demand_size(wish["sealed"])
    password.change(current_user._get_current_object(), wish)
    return Response(status=204)


@bp.post("/account/delete")
@login_required
def delete() -> ResponseReturnValue:
    """Delete the asker's account, for good."""
    wish = form.take(
        read_json(),
        password=form.is_bytes(32),
        username=lambda value: isinstance(value, str),
    )
    login = current_user._get_current_object()
    departure.leave(login, form.username(wish["username"]), wish["password"])
    logout_user()
    session.clear()
    response = Response(status=204)
    # As at a logout (login.py).
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@bp.put("/account/store")
@login_required
def move_keys() -> ResponseReturnValue:
    """Keep the asker's keys with the server, or in the browser only."""
    body = read_json()
    common = {
        "password": form.is_bytes(32),
        "store": lambda value: isinstance(value, str) and value in STORES,
    }
    if isinstance(body, dict) and body.get("store") == "server":
        wish = form.take(
            body,
            optional={"recovery": form.is_compact_jwe},
            bundle=form.is_text,
            sealed=form.is_compact_jwe,
            **common,
        )
    else:
        wish = form.take(body, bundle=form.is_bytes(32), **common)
    for name in ("sealed", "recovery"):
        credential.demand_size(wish.get(name))
    key_store.move(current_user._get_current_object(), wish)
    return Response(status=204)


@bp.get("/account/recovery")
@login_required
def sealed_for_phrase() -> ResponseReturnValue:
    """Return the asker's keys as they are sealed under the recovery phrase."""
    phrase = db.session.get(Recovery, current_user.username)
    return {"sealed": phrase.sealed if phrase else None}


@bp.get("/me")
@login_required
def me() -> ResponseReturnValue:
    """Return the asker's account with what is stored of its keys."""
    account = db.session.get(Account, current_user.username)
    keys = db.session.get(Keys, current_user.username)
    phrase = db.session.get(Recovery, current_user.username)
    file = db.session.get(KeyFile, current_user.username)
    return {
        "bundle": keys.bundle if keys else None,
        "file": file.time if file else None,
        "hash": _newest(keys, current_user.username),
        "max_file": services().files.limit,
        "recovery": phrase.time if phrase else None,
        "sealed": keys.sealed if keys else None,
        "store": account.store,
        "username": account.username,
    }


def _newest(keys: Keys | None, username: str) -> str | None:
    if keys:
        return sha256_b64(keys.bundle.encode())
    return newest_held([username]).get(username)
