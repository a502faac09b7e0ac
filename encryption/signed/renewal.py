"""A renewal: the old keys of an account vouch for its new ones (PROTOCOL.md §4.1).

It stands inside the new bundle. Reading that checks its form and what it says; who
signed it shows only beside the old bundle, in `signed.bundle_row`.
"""

from dataclasses import dataclass

from ..errors import ProtocolError
from .forms import has_members, is_count, is_hash, is_username
from .jws import Jws, parse_jws, read_payload
from .limits import MAX_RENEWAL

TYP = "securechat-renewal"


@dataclass(frozen=True)
class Renewal:
    """What a renewal says, and its signature, which nobody has checked yet."""

    jws: Jws
    username: str
    enc: str
    sig: str
    time: int


def parse_renewal(text: object) -> Renewal:
    """Take a renewal apart and check its form, not its signature.

    Raises ProtocolError of PROTOCOL.md §1.2.
    """
    jws = parse_jws(text, TYP, MAX_RENEWAL)
    payload = read_payload(jws.payload)
    if (
        not has_members(payload, "enc", "sig", "time", "username", "v")
        or not is_hash(payload["enc"])
        or not is_hash(payload["sig"])
        or not is_count(payload["time"])
        or not is_username(payload["username"])
    ):
        raise ProtocolError("bad-shape", "renewal")
    return Renewal(
        jws, payload["username"], payload["enc"], payload["sig"], payload["time"]
    )


def check_renewal(renewal: Renewal, username: str, enc: str, sig: str) -> None:
    """Hold a renewal against the bundle around it.

    Raises ProtocolError `wrong-thumbprint`, `wrong-owner`, `unknown-key`.
    """
    if (renewal.enc, renewal.sig) != (enc, sig):
        raise ProtocolError("wrong-thumbprint", "renewal")
    if renewal.username != username:
        raise ProtocolError("wrong-owner", "renewal")
    if renewal.jws.kid == sig:
        # Whoever vouches for themselves has shown nothing.
        raise ProtocolError("unknown-key", "renewal")
