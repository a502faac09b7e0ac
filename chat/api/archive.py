"""The download of everything that the server has of an account (PROTOCOL.md §11.1)."""

import time

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat.api.log import chunks
from chat.archive import Parts, archive
from chat.database import db, let_go
from chat.logs import Snapshot
from chat.models import Keys, Recovery, State
from chat.services import services

bp = Blueprint("archive", __name__)


@bp.get("/account/archive")
@login_required
def download() -> ResponseReturnValue:
    """Stream the asker's archive, as it is now, a piece at a time."""
    username = current_user.username
    snapshot = services().hub.log.snapshot()
    try:
        parts = _parts(username, snapshot)
    except Exception:
        snapshot.close()
        raise
    made = archive(parts, snapshot, services().files.stored)
    response = Response(chunks(made), mimetype="application/zip")
    # However the answer ends: sent, broken off, or never begun.
    response.call_on_close(snapshot.close)
    date = time.strftime("%Y-%m-%d", time.gmtime())
    name = f"securechat-{username}-{date}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _parts(username: str, snapshot: Snapshot) -> Parts:
    keys = db.session.get(Keys, username)
    phrase = db.session.get(Recovery, username)
    state = db.session.get(State, username)
    let_go()
    rooms = snapshot.rooms(username)
    bundles = {
        room.roster.room: services().directory.bundles_of(
            snapshot.named(room.roster.room)
        )
        for room in rooms
    }
    return Parts(
        username,
        {
            "keys/bundle.txt": keys.bundle if keys else None,
            "keys/password.txt": keys.sealed if keys else None,
            "keys/recovery.txt": phrase.sealed if phrase else None,
            "state.txt": state.blob if state else None,
        },
        rooms,
        {
            room: {name: [one.text for one in row] for name, row in known.items()}
            for room, known in bundles.items()
        },
    )
