"""Sealed keys under what a passkey makes: its PRF extension (PROTOCOL.md §5.8)."""

from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from joserfc.jwk import OctKey

from . import content
from .jwe import open_jwe, write_compact
from .keys import Keys
from .sealed import WRAPPED_BYTES, read_opened, read_sealed, sealed_payload
from .signed import MAX_SEALED, ProtocolError, to_canonical
from .signed.jwe import parse_compact

ALG = "A256KW"
TYP = "securechat-passkey"
HEADER = {"alg": ALG, "enc": content.NAME, "typ": TYP}
PURPOSE = "passkey"
LABEL = b"securechat/passkey/1"
PRF_BYTES = 32
KEK_BYTES = 32


def seal_for_passkey(*, prf: bytes, time: int, **how: Any) -> str:
    """Open sealed keys as `open_keys` does, and seal them for a passkey.

    `prf` is what the passkey made of `utf8("securechat/passkey/1")`.

    Raises ProtocolError as `open_keys` does; `bad-shape` where `prf` is not 32 bytes.
    """
    key = OctKey.import_key(_sealing_key(prf))
    _, payload = read_sealed(**how)
    plain = sealed_payload(payload, how["username"], PURPOSE, time)
    return write_compact(HEADER, to_canonical(plain), key)


def open_by_passkey(
    *, text: str, prf: bytes, username: str, enc_thumbprint: str, sig_thumbprint: str
) -> Keys:
    """Open keys that were sealed for a passkey, and hold them against their account.

    Raises ProtocolError for every breach of PROTOCOL.md §5.8; `bad-unwrap` where the
    passkey is another.
    """
    jwe = parse_compact(text, MAX_SEALED, WRAPPED_BYTES, HEADER)
    try:
        key = aes_key_unwrap(_sealing_key(prf), jwe.encrypted_key)
    except InvalidUnwrap:
        raise ProtocolError("bad-unwrap") from None
    if len(key) != content.KEY_BYTES:
        raise ProtocolError("bad-unwrap", "length")
    keys, _ = read_opened(
        open_jwe(jwe, key),
        username=username,
        purpose=PURPOSE,
        enc_thumbprint=enc_thumbprint,
        sig_thumbprint=sig_thumbprint,
    )
    return keys


def _sealing_key(prf: bytes) -> bytes:
    if len(prf) != PRF_BYTES:
        raise ProtocolError("bad-shape", "prf")
    # RFC 5869; no salt: the authenticator's output is random already.
    return HKDF(algorithm=SHA256(), length=KEK_BYTES, salt=None, info=LABEL).derive(prf)
