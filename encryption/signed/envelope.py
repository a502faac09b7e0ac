"""The envelopes, unopened: sessions (PROTOCOL.md §7), messages (§8), signals (§19)."""

import re

from .base64url import length_of, unb64u
from .forms import is_count, is_hash, is_id
from .jwe import BLOCK_BYTES, ENC, RSA_ALG, Jwe, parse_compact, parse_general
from .limits import MAX_MESSAGE, MAX_SESSION, MAX_SIGNAL

SESSION_HEADER = {"alg": RSA_ALG, "enc": ENC, "typ": "securechat-session"}
MESSAGE_HEADER = {
    "alg": "dir",
    "enc": ENC,
    "idx": is_count,
    "sid": is_id,
    "typ": "securechat-message",
}
# The same in canonical JSON; 15 digits fit into every integer of JSON's (§1.1).
USUAL_HEADER = re.compile(
    rb'\{"alg":"dir","enc":"A256CBC-HS512","idx":(?P<idx>0|[1-9][0-9]{0,14}),'
    rb'"sid":"(?P<sid>[A-Za-z0-9_-]{21}[AQgw])","typ":"securechat-message"\}'
)
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
    quick = _quick_sid(text)
    if quick is not None:
        return quick
    header = parse_message(text).header
    return {"sid": header["sid"], "idx": header["idx"]}


def _quick_sid(text: object) -> dict | None:
    """Tell it of a message of the usual form; None says nothing, not even "bad".

    A server reads the form of everything that is sent; this takes a fifth of the time.
    """
    if not isinstance(text, str) or len(text) > MAX_MESSAGE or text.count(".") != 4:
        return None
    protected, key, iv, ciphertext, tag = text.split(".")
    # As long as an id and a hash, and of the same alphabet.
    if key or not is_id(iv) or not is_hash(tag):
        return None
    found = USUAL_HEADER.fullmatch(unb64u(protected))
    length = length_of(ciphertext)
    if found is None or not length or length % BLOCK_BYTES:
        return None
    return {"sid": found["sid"].decode("ascii"), "idx": int(found["idx"])}


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
