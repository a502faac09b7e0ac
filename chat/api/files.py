"""Files of a room's chat, in encrypted chunks (PROTOCOL.md §13, §20)."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import form
from chat.api import read_json
from chat.database import let_go
from chat.files import FileStore
from chat.refusal import Refusal, bad
from chat.rooms import find_room
from chat.services import services
from encryption.signed import MAX_INTEGER, is_count, is_id
from encryption.signed.limits import MAX_CHUNKS

bp = Blueprint("files", __name__, url_prefix="/rooms/<room>/files")

BYTES = "application/octet-stream"


@bp.post("")
@login_required
def begin(room: str) -> ResponseReturnValue:
    """Begin to upload a file, or learn how far it has come."""
    store, username = _enter(room)
    body = form.take(
        read_json(),
        id=is_id,
        size=lambda value: is_count(value) and 0 < value <= MAX_INTEGER,
    )
    store.begin(room, username, body["id"], body["size"])
    return store.status(room, username, body["id"]), 201


@bp.get("/<identity>")
@login_required
def status(room: str, identity: str) -> ResponseReturnValue:
    """Say which chunks of a file are there."""
    store, username = _enter(room)
    return store.status(room, username, identity)


@bp.put("/<identity>/chunks/<n>")
@login_required
def keep(room: str, identity: str, n: str) -> ResponseReturnValue:
    """Keep a chunk; the same one again changes nothing."""
    store, username = _enter(room)
    place = _place(n)
    if request.mimetype != BYTES:
        raise bad("body")
    # Before anything of it is read.
    if request.content_length != store.length(room, username, identity, place):
        raise bad("body")
    data = request.get_data(cache=False)
    return {"complete": store.keep(room, username, identity, place, data)}


@bp.get("/<identity>/chunks/<n>")
@login_required
def read(room: str, identity: str, n: str) -> ResponseReturnValue:
    """Return a chunk of a whole file."""
    store, username = _enter(room)
    data = store.read(room, username, identity, _place(n))
    response = Response(data, mimetype=BYTES)
    # Nothing of it is for a browser to open by itself.
    response.headers["Content-Disposition"] = "attachment"
    return response


@bp.post("/<identity>/copies")
@login_required
def copy(room: str, identity: str) -> ResponseReturnValue:
    """Give a file to another room of the asker's, too."""
    store, username = _enter(room)
    body = form.take(read_json(), room=is_id)
    if not is_id(identity):
        raise Refusal("not-found")
    store.copy(room, username, identity, body["room"])
    return {}, 201


@bp.delete("/<identity>")
@login_required
def drop(room: str, identity: str) -> ResponseReturnValue:
    """Let go of a file of the asker's own."""
    store, username = _enter(room)
    store.drop(room, username, identity)
    return Response(status=204)


def _enter(room: str) -> tuple[FileStore, str]:
    """Let members in, and hold no connection to the database while they wait."""
    username = current_user.username
    find_room(services().hub.log, username, room)
    let_go()
    return services().files, username


def _place(n: str) -> int:
    try:
        return form.number("n", n, 0, MAX_CHUNKS - 1)
    except Refusal:
        raise Refusal("not-found") from None
