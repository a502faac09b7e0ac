"""An account's sealed data, which follows it between browsers (PROTOCOL.md §12)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from chat import form
from chat.api import read_json
from chat.database import begin_writing, db
from chat.models import State
from chat.refusal import Refusal
from chat.services import services
from encryption.signed import MAX_STATE, is_count

bp = Blueprint("state", __name__)


@bp.get("/state")
@login_required
def read() -> ResponseReturnValue:
    """Return the newest revision."""
    state = db.session.get(State, current_user.username)
    return {"blob": state.blob if state else None, "rev": state.rev if state else 0}


@bp.put("/state")
@login_required
def replace() -> ResponseReturnValue:
    """Replace revision n by n + 1, and by nothing else."""
    body = form.take(
        read_json(),
        blob=form.is_compact_jwe,
        rev=lambda value: is_count(value) and value > 0,
    )
    if len(body["blob"]) > MAX_STATE:
        raise Refusal("too-large", field="blob")
    username, rev = current_user.username, body["rev"]
    if not _write(username, rev, body["blob"]):
        db.session.rollback()
        db.session.expire_all()
        state = db.session.get(State, username)
        raise Refusal(
            "stale-state",
            blob=state.blob if state else None,
            rev=state.rev if state else 0,
        )
    services().hub.tell_state(username, rev)
    return {"rev": rev}


def _write(username: str, rev: int, blob: str) -> bool:
    begin_writing()
    # One statement compares and replaces: two browsers cannot both write revision n.
    done = db.session.execute(
        update(State)
        .where(State.username == username, State.rev == rev - 1)
        .values(rev=rev, blob=blob)
        .execution_options(synchronize_session=False)
    )
    try:
        if done.rowcount == 0:
            if rev != 1:
                return False
            db.session.add(State(username=username, rev=rev, blob=blob))
        db.session.commit()
    except IntegrityError:
        return False
    return True
