"""The form of a roster entry, before anything is asked of roster or key (§6)."""

import hashlib

from ..errors import ProtocolError
from .base64url import b64u
from .forms import (
    ID_BYTES,
    has_members,
    is_count,
    is_hash,
    is_id,
    is_username,
    sha256_b64,
)
from .jws import Jws, parse_jws, read_payload
from .limits import MAX_ENTRY, MAX_EXPIRE

TYP = "securechat-roster"

COMMON = {"by", "n", "op", "prev", "room", "time", "v"}
FURTHER = {
    "create": {"kind", "settings", "subject"},
    "add": {"subject"},
    "remove": {"subject"},
    "leave": {"subject"},
    "role": {"role", "subject"},
    "settings": {"settings"},
    "rekey": {"subject"},
}


def _is_subject(value: object) -> bool:
    return (
        has_members(value, "enc", "sig", "username")
        and is_hash(value["enc"])
        and is_hash(value["sig"])
        and is_username(value["username"])
    )


def _is_settings(value: object) -> bool:
    if not has_members(value, "log") and not has_members(value, "expire", "log"):
        return False
    expire = value.get("expire", 1)
    is_timer = is_count(expire) and 1 <= expire <= MAX_EXPIRE
    return isinstance(value["log"], bool) and is_timer


FORMS = {
    "by": is_username,
    "kind": lambda value: value in ("direct", "group"),
    "n": is_count,
    "op": lambda value: True,
    "prev": lambda value: value == "" or is_hash(value),
    "role": lambda value: value in ("owner", "member"),
    "room": is_id,
    "settings": _is_settings,
    "subject": _is_subject,
    "time": is_count,
    "v": lambda value: True,
}


def parse_entry(text: str) -> tuple[Jws, dict]:
    """Take a roster entry apart and check its form, not its signature.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    jws = parse_jws(text, TYP, MAX_ENTRY)
    payload = read_payload(jws.payload)
    op = payload.get("op")
    if not isinstance(op, str) or op not in FURTHER:
        raise ProtocolError("bad-shape", "op")
    if payload.keys() != COMMON | FURTHER[op]:
        raise ProtocolError("bad-shape", "members of the roster entry")
    for name, value in payload.items():
        if not FORMS[name](value):
            raise ProtocolError("bad-shape", name)
    return jws, payload


def read_entry(text: str) -> dict:
    """Read a roster entry's payload by form only: its signature is not checked here.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    return parse_entry(text)[1]


def entry_hash(text: str) -> str:
    """Return the roster head that an entry makes."""
    return sha256_b64(text.encode("utf-8"))


def entry_id(text: str) -> str:
    """Return the id of the record that carries an entry (§10)."""
    return b64u(hashlib.sha256(text.encode("utf-8")).digest()[:ID_BYTES])
