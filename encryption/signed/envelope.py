"""The envelopes, unopened: sessions (PROTOCOL.md §7), messages (§8), signals (§19)."""

from .forms import is_count, is_id
from .jwe import ENC, RSA_ALG, Jwe, parse_compact, parse_general
from .limits import MAX_MESSAGE, MAX_SESSION, MAX_SIGNAL

SESSION_HEADER = {"alg": RSA_ALG, "enc": ENC, "typ": "securechat-session"}
MESSAGE_HEADER = {
    "alg": "dir",
    "enc": ENC,
    "idx": is_count,
    "sid": is_id,
    "typ": "securechat-message",
}
SIGNAL_HEADER = {
    "alg": "dir",
    "enc": ENC,
    "n": is_count,
    "sid": is_id,
    "typ": "securechat-signal",
}


def parse_session(text: object) -> Jwe:
    """Check the form and header of an announcement, which needs no key.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    return parse_general(text, MAX_SESSION, SESSION_HEADER)


def parse_message(text: object) -> Jwe:
    """Check the form and header of a message, which needs no key.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    return parse_compact(text, MAX_MESSAGE, 0, MESSAGE_HEADER)


def message_sid(text: object) -> dict:
    """Tell which session and index a message names.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    header = parse_message(text).header
    return {"sid": header["sid"], "idx": header["idx"]}


def parse_signal(text: object) -> Jwe:
    """Check the form and header of a signal, which needs no key.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    return parse_compact(text, MAX_SIGNAL, 0, SIGNAL_HEADER)


def signal_sid(text: object) -> dict:
    """Tell which session a signal names, and which of its signals it is.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    header = parse_signal(text).header
    return {"sid": header["sid"], "n": header["n"]}
