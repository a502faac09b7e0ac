"""The form of sessions and messages: what can be told without opening them.

Clients and log files refuse an envelope of another form (PROTOCOL.md §1.2, §7, §8), so
the server does not take one: no member may spoil a room's log for the others.
"""

from typing import Any

from encryption.signed import (
    LAST_INDEX,
    MAX_MEMBERS,
    MAX_MESSAGE,
    MAX_SESSION,
    ProtocolError,
    from_canonical,
    is_hash,
    is_id,
    unb64u,
)

IV_BYTES, TAG_BYTES, KEY_BYTES, BLOCK_BYTES = 16, 32, 384, 16

LIMITS = {"session": MAX_SESSION, "message": MAX_MESSAGE}

SESSION_HEADER = {
    "alg": "RSA-OAEP-256",
    "enc": "A256CBC-HS512",
    "typ": "securechat-session",
}


class BadEnvelope(Exception):
    """An envelope does not have its form."""


def check_session(text: str) -> None:
    """Check the form of a session announcement.

    Raises BadEnvelope.
    """
    try:
        _check_session(from_canonical(text))
    except (ProtocolError, TypeError, KeyError):
        raise BadEnvelope from None


def message_sid(text: str) -> str:
    """Check the form of a message and return the id of its session.

    Raises BadEnvelope.
    """
    try:
        return _message_sid(text.split("."))
    except (ProtocolError, TypeError, KeyError):
        raise BadEnvelope from None


def _check_session(jwe: Any) -> None:
    _hold(isinstance(jwe, dict))
    _hold(jwe.keys() == {"ciphertext", "iv", "protected", "recipients", "tag"})
    _check_sealed(jwe["iv"], jwe["ciphertext"], jwe["tag"])
    _hold(from_canonical(unb64u(jwe["protected"])) == SESSION_HEADER)
    recipients = jwe["recipients"]
    _hold(isinstance(recipients, list) and 1 <= len(recipients) <= MAX_MEMBERS)
    kids = []
    for recipient in recipients:
        _hold(isinstance(recipient, dict))
        _hold(recipient.keys() == {"encrypted_key", "header"})
        _hold(isinstance(recipient["header"], dict))
        _hold(recipient["header"].keys() == {"kid"})
        _hold(is_hash(recipient["header"]["kid"]))
        _hold(len(unb64u(recipient["encrypted_key"])) == KEY_BYTES)
        kids.append(recipient["header"]["kid"])
    _hold(kids == sorted(set(kids)))


def _message_sid(parts: list[str]) -> str:
    _hold(len(parts) == 5)
    protected, key, iv, ciphertext, tag = parts
    _hold(key == "")
    _check_sealed(iv, ciphertext, tag)
    header = from_canonical(unb64u(protected))
    _hold(isinstance(header, dict))
    _hold(header.keys() == {"alg", "enc", "idx", "sid", "typ"})
    _hold(header["alg"] == "dir" and header["enc"] == "A256CBC-HS512")
    _hold(header["typ"] == "securechat-message" and is_id(header["sid"]))
    # A bool is no index, though it is an int.
    _hold(type(header["idx"]) is int and 0 <= header["idx"] <= LAST_INDEX)
    return header["sid"]


def _check_sealed(iv: str, ciphertext: str, tag: str) -> None:
    _hold(len(unb64u(iv)) == IV_BYTES and len(unb64u(tag)) == TAG_BYTES)
    size = len(unb64u(ciphertext))
    _hold(size > 0 and size % BLOCK_BYTES == 0)


def _hold(condition: bool) -> None:
    if not condition:
        raise BadEnvelope
