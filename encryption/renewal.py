"""Making renewals (PROTOCOL.md §4.1); reading them is `signed.renewal`."""

from .jws import write_jws
from .keys import Keys
from .signed import thumbprint
from .signed.renewal import TYP


def make_renewal(
    *, keys: Keys, username: str, enc_public: dict, sig_public: dict, time: int
) -> str:
    """Vouch with the old keys of an account for its new ones."""
    payload = {
        "enc": thumbprint(enc_public),
        "sig": thumbprint(sig_public),
        "time": time,
        "username": username,
    }
    return write_jws(keys, TYP, payload)
