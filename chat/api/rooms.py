"""Rooms, their rosters and their records."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from chat import form
from chat.api import read_json
from chat.api.packed import packed_json
from chat.database import let_go
from chat.limits import MAX_ENTRIES, MAX_IDS, MAX_PAGE, PAGE
from chat.logs import Farewell
from chat.refusal import Refusal, bad
from chat.rooms import find_room, shown, summary
from chat.services import services
from encryption.signed import MAX_INTEGER, b64u, is_count, is_id

bp = Blueprint("rooms", __name__)


@bp.get("/rooms")
@login_required
def index() -> ResponseReturnValue:
    """List the rooms that the asker is a member of."""
    rooms = services().hub.log.rooms(current_user.username)
    return {"rooms": [summary(room) for room in rooms]}


@bp.post("/rooms")
@login_required
def create() -> ResponseReturnValue:
    """Make a room of the first entries of its roster."""
    body = form.take(read_json(), entries=form.is_texts, room=is_id)
    _demand_few(body["entries"])
    room = services().hub.create_room(
        current_user.username, body["room"], body["entries"]
    )
    return summary(room), 201


@bp.get("/rooms/<room>")
@login_required
def read(room: str) -> ResponseReturnValue:
    """Return a room with its whole roster and the bundles to verify it with."""
    hub = services().hub
    found = find_room(hub.log, current_user.username, room)
    bundles = services().directory.bundles_of(hub.log.named(room))
    return {
        **summary(found),
        "bundles": {
            username: [bundle.text for bundle in row]
            for username, row in bundles.items()
        },
        "roster": [shown(kept) for kept in hub.log.entries(room)],
    }


@bp.post("/rooms/<room>/roster")
@login_required
def change(room: str) -> ResponseReturnValue:
    """Append entries to a room's roster, all or none."""
    hub = services().hub
    find_room(hub.log, current_user.username, room)
    body = form.take(read_json(), entries=form.is_texts)
    _demand_few(body["entries"])
    return {"records": hub.change_roster(current_user.username, room, body["entries"])}


@bp.post("/rooms/<room>/farewell")
@login_required
def farewell(room: str) -> ResponseReturnValue:
    """Erase what the asker sent in a room, as their farewell in it says."""
    hub, username = services().hub, current_user.username
    find_room(hub.log, username, room)
    let_go()
    body = form.take(
        read_json(),
        id=is_id,
        seq=lambda value: is_count(value) and 0 < value <= MAX_INTEGER,
    )
    hub.farewell(Farewell(room, username, body["seq"], body["id"]))
    return Response(status=204)


@bp.get("/rooms/<room>/records")
@login_required
def records(room: str) -> ResponseReturnValue:
    """Return a page of a room's records."""
    log = services().hub.log
    found = find_room(log, current_user.username, room)
    after = _bound("after", None, 0, MAX_INTEGER)
    before = _bound("before", None, 0, MAX_INTEGER)
    page = log.page(room, after, before, _bound("limit", PAGE, 1, MAX_PAGE))
    content = {
        "head": b64u(found.head),
        "records": [shown(kept) for kept in page],
        "seq": found.seq,
    }
    # Somebody looks at an empty chat until the newest page is there; for the others,
    # which are many and come unseen, it is not worth the time of the server.
    return packed_json(content) if after is before is None else content


@bp.get("/rooms/<room>/sessions")
@login_required
def sessions(room: str) -> ResponseReturnValue:
    """Return session announcements by their ids."""
    log = services().hub.log
    find_room(log, current_user.username, room)
    ids = request.args.get("ids", "").split(",")
    if len(ids) > MAX_IDS:
        raise Refusal("too-many", field="ids")
    if not all(is_id(one) for one in ids):
        raise bad("ids")
    return {"records": [shown(kept) for kept in log.sessions(room, ids)]}


def _demand_few(entries: list[str]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Refusal("too-many", field="entries")


def _bound(name: str, default: int | None, least: int, most: int) -> int | None:
    text = request.args.get(name)
    return default if text is None else form.number(name, text, least, most)
