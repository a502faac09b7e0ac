"""The key log, for anybody who wants to follow it (PROTOCOL.md §13, §17)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from chat import form
from chat.limits import MAX_LOG_ENTRIES
from chat.refusal import Refusal, bad
from chat.services import services
from encryption.signed import is_hash

bp = Blueprint("key_log", __name__, url_prefix="/keylog")


@bp.get("/checkpoint")
def checkpoint() -> ResponseReturnValue:
    """Return what the log is now."""
    log = services().key_log
    size = log.size()
    return {"root": log.root(size), "size": size}


@bp.get("/consistency")
def consistency() -> ResponseReturnValue:
    """Prove that one size of the log continues another."""
    log = services().key_log
    second = form.number("second", request.args.get("second"), 1, log.size())
    first = form.number("first", request.args.get("first"), 1, second)
    return {"proof": log.consistency(first, second)}


@bp.get("/inclusion")
def inclusion() -> ResponseReturnValue:
    """Prove that a bundle is in the log."""
    _demand_reader()
    log = services().key_log
    size = form.number("size", request.args.get("size"), 1, log.size())
    bundle = request.args.get("bundle")
    if not is_hash(bundle):
        raise bad("bundle")
    proven = log.inclusion(bundle, size)
    if proven is None:
        raise Refusal("not-found")
    return proven


@bp.get("/entries")
def entries() -> ResponseReturnValue:
    """Return a stretch of the log, or the beginning of a longer one."""
    _demand_reader()
    log = services().key_log
    end = form.number("end", request.args.get("end"), 0, log.size())
    start = form.number("start", request.args.get("start"), 0, end)
    return {"entries": log.entries(start, min(end, start + MAX_LOG_ENTRIES))}


def _demand_reader() -> None:
    """Demand a login where the log's names are for members only."""
    if services().settings.key_log == "public" or current_user.is_authenticated:
        return
    raise Refusal("not-logged-in")
