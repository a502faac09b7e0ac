"""Register an account, and what an account knows of itself."""

import time

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy.exc import IntegrityError

from chat import form, login_secret
from chat.api import read_json
from chat.auth import start_login
from chat.database import begin_writing, db, let_go
from chat.held_keys import add_held
from chat.models import Account, Keys
from chat.refusal import Refusal, bad
from chat.services import services
from encryption.signed import MAX_SEALED, Bundle, ProtocolError, read_bundle, unb64u

bp = Blueprint("account", __name__)

STORES = ("server", "browser")


@bp.post("/register")
def register() -> ResponseReturnValue:
    """Make an account and log it in."""
    body = form.take(
        read_json(),
        bundle=form.is_text,
        salt=form.is_bytes(16),
        sealed=lambda value: value is None or form.is_compact_jwe(value),
        secret=form.is_bytes(32),
        store=lambda value: value in STORES,
        username=lambda value: isinstance(value, str),
    )
    username = form.username(body["username"])
    if (body["sealed"] is None) != (body["store"] == "browser"):
        raise bad("sealed")
    if body["sealed"] and len(body["sealed"]) > MAX_SEALED:
        raise Refusal("too-large", field="sealed")
    try:
        bundle = read_bundle(body["bundle"], username)
    except ProtocolError as error:
        raise Refusal.of(error) from None
    if db.session.get(Account, username) is not None:
        raise Refusal("username-taken")
    _add(username, body, bundle)
    start_login(username)
    return {"username": username}, 201


def _add(username: str, body: dict, bundle: Bundle) -> None:
    salt = login_secret.new_salt()
    let_go()
    stretched = services().stretcher.stretch(unb64u(body["secret"]), salt)
    begin_writing()
    # First, because of its lock; whoever loses the name loses the entry with it.
    services().key_log.append(username, bundle.hash)
    db.session.add(
        Account(
            username=username,
            salt=body["salt"],
            secret_salt=salt,
            secret_hash=stretched,
            store=body["store"],
            time=time.time_ns() // 1_000_000,
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


@bp.get("/me")
@login_required
def me() -> ResponseReturnValue:
    """Return the asker's account with what is stored of its keys."""
    account = db.session.get(Account, current_user.username)
    keys = db.session.get(Keys, current_user.username)
    return {
        "bundle": keys.bundle if keys else None,
        "sealed": keys.sealed if keys else None,
        "store": account.store,
        "username": account.username,
    }
