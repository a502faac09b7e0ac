"""The forms of the small values: times, ids, hashes, usernames (PROTOCOL.md §1)."""

import hashlib
import os
import re
from collections.abc import Callable, Mapping

from .base64url import b64u
from .limits import MAX_INTEGER

ID_BYTES = 16
# 16 and 32 bytes as `b64u` writes them: the last character has bits to spare, all 0.
ID = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]", re.ASCII)
HASH = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", re.ASCII)
KIND = re.compile(r"[a-z-]{1,32}", re.ASCII)
USERNAME = re.compile(r"[a-z0-9._-]{3,32}", re.ASCII)


def is_id(value: object) -> bool:
    """Tell whether a value is an id: 16 bytes as base64url."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def is_hash(value: object) -> bool:
    """Tell whether a value is a hash or thumbprint: 32 bytes as base64url."""
    return isinstance(value, str) and HASH.fullmatch(value) is not None


def is_username(value: object) -> bool:
    """Tell whether a value is a username as the protocol writes it."""
    return isinstance(value, str) and USERNAME.fullmatch(value) is not None


def is_kind(value: object) -> bool:
    """Tell whether a value is the name of a kind of message or signal."""
    return isinstance(value, str) and KIND.fullmatch(value) is not None


def is_count(value: object) -> bool:
    """Tell whether a value is an integer from 0 up that JSON keeps exactly."""
    # bool is a subclass of int: True must not pass for 1.
    return type(value) is int and 0 <= value <= MAX_INTEGER


def new_id() -> str:
    """Make a fresh random id."""
    return b64u(os.urandom(ID_BYTES))


def sha256_b64(data: bytes) -> str:
    """Hash bytes with SHA-256 and encode the result."""
    return b64u(hashlib.sha256(data).digest())


def has_members(value: object, *names: str) -> bool:
    """Tell whether a value is an object with exactly these members."""
    return isinstance(value, dict) and value.keys() == set(names)


def is_formed(
    value: object,
    required: Mapping[str, Callable[[object], bool]],
    optional: Mapping[str, Callable[[object], bool]],
) -> bool:
    """Tell whether a value is an object with these members, each of its form."""
    return (
        isinstance(value, dict)
        and required.keys() <= value.keys() <= required.keys() | optional.keys()
        and all((required.get(n) or optional[n])(v) for n, v in value.items())
    )


def is_checkpoint(value: object) -> bool:
    """Tell whether a value is a checkpoint of the key log (PROTOCOL.md §17)."""
    return (
        has_members(value, "root", "size")
        and is_hash(value["root"])
        and is_count(value["size"])
    )
