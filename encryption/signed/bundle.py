"""The key bundle: an account's two public keys, signed by itself (PROTOCOL.md §4)."""

from dataclasses import dataclass

from ..errors import ProtocolError
from .forms import is_count, is_username, sha256_b64
from .jws import parse_jws, read_payload, verify_jws
from .limits import MAX_BUNDLE
from .public_key import check_public, thumbprint
from .renewal import check_renewal, parse_renewal

TYP = "securechat-bundle"
MEMBERS = {"enc", "sig", "time", "username", "v"}
# How keys came after others of the account: the old ones vouch for them, or are lost.
CAME = ({"renewal"}, {"reset"}, set())


@dataclass(frozen=True)
class Bundle:
    """A verified key bundle; who signed its renewal, if it has one, is not."""

    username: str
    enc: dict
    sig: dict
    enc_thumbprint: str
    sig_thumbprint: str
    time: int
    text: str
    hash: str
    renewal: str | None = None
    # That the ones before are lost, as only these keys say.
    reset: bool = False


def read_bundle(text: str, username: str | None = None) -> Bundle:
    """Verify a key bundle, and that it is this person's where a name is given.

    Raises ProtocolError for every breach of PROTOCOL.md §4.
    """
    jws = parse_jws(text, TYP, MAX_BUNDLE)
    payload = read_payload(jws.payload)
    if (
        payload.keys() - MEMBERS not in CAME
        or not payload.keys() >= MEMBERS
        or payload.get("reset", True) is not True
        or not is_count(payload["time"])
        or not is_username(payload["username"])
    ):
        raise ProtocolError("bad-shape", "bundle")
    renewal = parse_renewal(payload["renewal"]) if "renewal" in payload else None
    enc, sig = payload["enc"], payload["sig"]
    if check_public(enc) == check_public(sig):
        raise ProtocolError("bad-key", "enc and sig are the same key")
    verify_jws(jws, sig)
    if username is not None and payload["username"] != username:
        raise ProtocolError("wrong-owner")
    thumbprints = {"enc": thumbprint(enc), "sig": thumbprint(sig)}
    if renewal is not None:
        check_renewal(renewal, payload["username"], **thumbprints)
    return Bundle(
        username=payload["username"],
        enc=enc,
        sig=sig,
        enc_thumbprint=thumbprints["enc"],
        sig_thumbprint=thumbprints["sig"],
        time=payload["time"],
        text=text,
        hash=sha256_b64(text.encode("ascii")),
        renewal=payload.get("renewal"),
        reset="reset" in payload,
    )
