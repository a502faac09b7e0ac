"""The download of a room's encrypted log (PROTOCOL.md §11)."""

import time
from collections.abc import Iterator

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat.database import db
from chat.models import Keys, Recovery
from chat.rooms import DOWNLOAD_PAGE, find_room, log_file
from chat.services import services

bp = Blueprint("log", __name__)

CHUNK_BYTES = 64 * 1024


@bp.get("/rooms/<room>/log")
@login_required
def download(room: str) -> ResponseReturnValue:
    """Stream a room's log, as it is now, a page at a time."""
    username = current_user.username
    log, directory = services().hub.log, services().directory
    snapshot = log.snapshot()
    try:
        found = find_room(snapshot, username, room)
        keys = db.session.get(Keys, username)
        phrase = db.session.get(Recovery, username)
        bundles = directory.bundles_of(snapshot.named(room))
        lines = log_file(
            found,
            snapshot.all(room, DOWNLOAD_PAGE),
            {name: [one.text for one in row] for name, row in bundles.items()},
            username,
            {
                "sealed": keys.sealed if keys else None,
                "recovery": phrase.sealed if phrase else None,
            },
            time.time_ns() // 1_000_000,
        )
    except Exception:
        snapshot.close()
        raise
    response = Response(chunks(lines), mimetype="application/x-ndjson")
    # However the answer ends: sent, broken off, or never begun.
    response.call_on_close(snapshot.close)
    date = time.strftime("%Y-%m-%d", time.gmtime())
    name = f"{room}-{date}.securechat.jsonl"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def chunks(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Send many short pieces as fewer of a good length."""
    chunk, size = [], 0
    for line in lines:
        chunk.append(line)
        size += len(line)
        if size >= CHUNK_BYTES:
            yield b"".join(chunk)
            chunk, size = [], 0
    yield b"".join(chunk)
