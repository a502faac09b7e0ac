"""The key bundle: an account's two public keys, signed by itself (PROTOCOL.md §4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import ProtocolError
from .forms import has_members, is_count, is_username, sha256_b64
from .jws import parse_jws, read_payload, verify_jws
from .limits import MAX_BUNDLE
from .public_key import check_public, thumbprint

TYP = "securechat-bundle"


@dataclass(frozen=True)
class Bundle:
    """A verified key bundle."""

    username: str
    enc: dict
    sig: dict
    enc_thumbprint: str
    sig_thumbprint: str
    time: int
    text: str
    hash: str


def read_bundle(text: str, username: str | None = None) -> Bundle:
    """Verify a key bundle, and that it is this person's where a name is given.

    Raises ProtocolError for every breach of PROTOCOL.md §4.
    """
    jws = parse_jws(text, TYP, MAX_BUNDLE)
    payload = read_payload(jws.payload)
    if (
        not has_members(payload, "enc", "sig", "time", "username", "v")
        or not is_count(payload["time"])
        or not is_username(payload["username"])
    ):
        raise ProtocolError("bad-shape", "bundle")
    enc, sig = payload["enc"], payload["sig"]
    if check_public(enc) == check_public(sig):
        raise ProtocolError("bad-key", "enc and sig are the same key")
    verify_jws(jws, sig)
    if username is not None and payload["username"] != username:
        raise ProtocolError("wrong-owner")
    return Bundle(
        username=payload["username"],
        enc=enc,
        sig=sig,
        enc_thumbprint=thumbprint(enc),
        sig_thumbprint=thumbprint(sig),
        time=payload["time"],
        text=text,
        hash=sha256_b64(text.encode("ascii")),
    )


def find_bundle(bundles: Sequence[Bundle], enc: str, sig: str) -> Bundle:
    """Find the one of a person's bundles that has the thumbprints a roster names.

    Raises ProtocolError `no-bundle` where there is none, `wrong-thumbprint` where all
    have others.
    """
    if not bundles:
        raise ProtocolError("no-bundle")
    for bundle in bundles:
        if (bundle.enc_thumbprint, bundle.sig_thumbprint) == (enc, sig):
            return bundle
    raise ProtocolError("wrong-thumbprint")
