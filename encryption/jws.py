"""Signing: compact JWS under PS256 (PROTOCOL.md §3.1); reading is `signed.jws`."""

from cryptography.hazmat.primitives import hashes

from .keys import Keys
from .signed import b64u, to_canonical
from .signed.jws import PSS


def write_jws(keys: Keys, typ: str, payload: dict) -> str:
    """Sign a payload, completed by the version, for one purpose."""
    header = {"alg": "PS256", "kid": keys.sig_thumbprint, "typ": typ}
    parts = (to_canonical(header), to_canonical({**payload, "v": 1}))
    signing_input = ".".join(b64u(part) for part in parts)
    signature = keys.sig.sign(signing_input.encode("ascii"), PSS, hashes.SHA256())
    return f"{signing_input}.{b64u(signature)}"
