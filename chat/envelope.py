"""What the server asks of sessions and messages, which it cannot open.

Clients and log files refuse an envelope of another form (PROTOCOL.md §1.2, §7, §8), so
the server does not take one: no member may spoil a room's log for the others.
"""

from chat.refusal import Refusal, bad
from encryption.signed import LAST_INDEX, ProtocolError, message_sid, parse_session

KINDS = ("session", "message")


def check_envelope(kind: str, data: str) -> str | None:
    """Check the form of an envelope; return the id of the session a message is of.

    Raises Refusal `too-large`, `bad-request`.
    """
    try:
        if kind == "session":
            parse_session(data)
            return None
        named = message_sid(data)
    except ProtocolError as error:
        if error.reason == "too-large":
            raise Refusal("too-large", field="data") from None
        raise bad("data") from None
    if named["idx"] > LAST_INDEX:
        raise bad("data")
    return named["sid"]
