"""What the server prints about itself: one line per event, and never a payload.

The text of an exception may quote what a client sent ("invalid literal for int() with
base 10: …"), so of an exception only its type and place are written.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO


class Formatter(logging.Formatter):
    """Write one line per event; exceptions by type and place."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        line = f"{record.levelname.lower()} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f": {place(record.exc_info[1])}"
        return line.replace("\n", " ")


class JsonFormatter(Formatter):
    """Write each event as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object of an event, in one line."""
        event = {
            # Finer times are nobody's business.
            "time": datetime.fromtimestamp(int(record.created), UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if fields := getattr(record, "fields", None):
            return json.dumps(event | fields)
        event["message"] = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = place(record.exc_info[1])
        return json.dumps(event)


FORMS = {"text": Formatter, "json": JsonFormatter}


def place(error: BaseException) -> str:
    """Say what type of exception was raised where, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
        for frame in reversed(frames[-4:])
    )
    kind = type(error).__name__
    # SQLite's own name of what is wrong, such as SQLITE_FULL; no text of anybody's.
    if name := getattr(getattr(error, "orig", None), "sqlite_errorname", None):
        kind = f"{kind} {name}"
    return f"{kind} at {where}" if where else kind


def get(name: str) -> logging.Logger:
    """Return the server's logger of this name."""
    return logging.getLogger(f"securechat.{name}")


def silent(name: str) -> logging.Logger:
    """Return a logger for a library whose lines are about its peers and quote them."""
    logger = get(name)
    logger.disabled = True
    return logger


def start(stream: TextIO | None = None, form: str = "text") -> None:
    """Send warnings and errors of the server, and of nothing else, to one stream.

    With them the lines about requests, where they are written at all.
    """
    logger = logging.getLogger("securechat")
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(FORMS[form]())
    logger.handlers = [handler]
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    get("requests").setLevel(logging.INFO)
