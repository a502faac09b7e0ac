"""What people compare to be sure of each other's keys (PROTOCOL.md §16)."""

import hashlib

from ..errors import ProtocolError
from .base64url import unb64u
from .forms import has_members, is_hash, is_username, sha256_b64

VERSION = b"\x00\x00"
ROUNDS = 5_200
GROUPS = 6
GROUP_BYTES = 5
GROUP_DIGITS = 5
FINGERPRINT_LABEL = b"securechat/fingerprint/1 "


def numeric_fingerprint(key: bytes, identifier: bytes) -> str:
    """Derive one side's 30 digits, as Signal does from identity key and identifier."""
    # The rounds make it dear to search for a key whose digits look like another's.
    digest = VERSION + key + identifier
    for _ in range(ROUNDS):
        digest = hashlib.sha512(digest + key).digest()
    groups = (
        int.from_bytes(digest[at : at + GROUP_BYTES], "big") % 10**GROUP_DIGITS
        for at in range(0, GROUPS * GROUP_BYTES, GROUP_BYTES)
    )
    return "".join(f"{group:0{GROUP_DIGITS}}" for group in groups)


def _key(enc: object, sig: object) -> bytes:
    if not (is_hash(enc) and is_hash(sig)):
        raise ProtocolError("bad-shape", "thumbprint")
    return unb64u(enc) + unb64u(sig)


def safety_number(*, one: object, other: object) -> str:
    """Compute the 60 digits of two people, given by `username`, `enc` and `sig`.

    Raises ProtocolError `bad-shape`.
    """
    sides = []
    for side in (one, other):
        if not has_members(side, "enc", "sig", "username") or not is_username(
            side["username"]
        ):
            raise ProtocolError("bad-shape", "side of a safety number")
        sides.append((_key(side["enc"], side["sig"]), side["username"].encode("utf-8")))
    return "".join(sorted(numeric_fingerprint(*side) for side in sides))


def fingerprint(*, enc: object, sig: object) -> str:
    """Compute the fingerprint of a pair of keys, given by their thumbprints.

    Raises ProtocolError `bad-shape`.
    """
    return sha256_b64(FINGERPRINT_LABEL + _key(enc, sig))
