"""Making the key bundle (PROTOCOL.md §4); reading it is `signed.bundle`."""

from .jws import write_jws
from .keys import Keys
from .signed.bundle import TYP


def make_bundle(
    *,
    username: str,
    keys: Keys,
    enc_public: dict,
    sig_public: dict,
    time: int,
    renewal: str | None = None,
    reset: bool = False,
) -> str:
    """Publish both public keys of an account under its own signature.

    `renewal` is what the old keys have said for these (`make_renewal`); `reset`, that
    the old ones are lost.
    """
    payload = {"enc": enc_public, "sig": sig_public, "time": time, "username": username}
    if renewal is not None:
        payload["renewal"] = renewal
    if reset:
        payload["reset"] = True
    return write_jws(keys, TYP, payload)
