"""What the server asks of sessions, messages and signals, which it cannot open.

Clients and log files refuse an envelope of another form (PROTOCOL.md §1.2, §7, §8,
§19), so the server does not take one: no member may spoil a room's log for the others.
"""

from collections.abc import Callable
from typing import TypeVar

from chat.refusal import Refusal, bad
from encryption.signed import (
    LAST_INDEX,
    ProtocolError,
    message_sid,
    parse_session,
    signal_sid,
)

Named = TypeVar("Named")

KINDS = ("session", "message")


def check_envelope(kind: str, data: str) -> str | None:
    """Check the form of an envelope; return the id of the session a message is of.

    Raises Refusal `too-large`, `bad-request`.
    """
    if kind == "session":
        _read(parse_session, data)
        return None
    named = _read(message_sid, data)
    if named["idx"] > LAST_INDEX:
        raise bad("data")
    return named["sid"]


def check_signal(data: str) -> None:
    """Check the form of a signal.

    Raises Refusal `too-large`, `bad-request`.
    """
    _read(signal_sid, data)


def _read(reader: Callable[[str], Named], data: str) -> Named:
    try:
        return reader(data)
    except ProtocolError as error:
        if error.reason == "too-large":
            raise Refusal("too-large", field="data") from None
        raise bad("data") from None
