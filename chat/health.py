"""Whether this server can do its work, for whoever watches over it: `GET /healthz`.

It says nothing about anybody, and needs no login.
"""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from chat import journal
from chat.database import db
from chat.services import services

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def health() -> ResponseReturnValue:
    """Ask both databases; 503 where one does not answer."""
    found = {"accounts": _answers(_ask_accounts), "log": _answers(_ask_log)}
    ok = all(found.values())
    return {"ok": ok, **found}, 200 if ok else 503


def _ask_accounts() -> None:
    db.session.execute(text("SELECT 1"))


def _ask_log() -> None:
    services().hub.log.ping()


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception as error:
        journal.get("health").error("a database fails: %s", journal.place(error))
        return False
    return True
