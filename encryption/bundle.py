"""Making the key bundle (PROTOCOL.md §4); reading it is `signed.bundle`."""

from .jws import write_jws
from .keys import Keys
from .signed.bundle import TYP


def make_bundle(
    *, username: str, keys: Keys, enc_public: dict, sig_public: dict, time: int
) -> str:
    """Publish both public keys of an account under its own signature."""
    payload = {"enc": enc_public, "sig": sig_public, "time": time, "username": username}
    return write_jws(keys, TYP, payload)
