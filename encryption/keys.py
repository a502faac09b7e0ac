"""An account's two RSA key pairs (PROTOCOL.md §3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric import rsa

from .signed import ProtocolError, b64u, check_public, thumbprint, unb64u
from .signed.public_key import EXPONENT

KEY_BITS = 3072  # PROTOCOL.md §3
PRIVATE_MEMBERS = {"d", "dp", "dq", "e", "kty", "n", "p", "q", "qi"}


@dataclass(frozen=True)
class Keys:
    """The private keys of an account, ready for use."""

    enc: rsa.RSAPrivateKey
    sig: rsa.RSAPrivateKey
    enc_thumbprint: str
    sig_thumbprint: str
    # The pairs that these renewed, oldest first (§5.5): what was encrypted to them
    # stays readable.
    earlier: tuple["Keys", ...] = ()

    def __repr__(self) -> str:
        """Name the keys by thumbprint; the private numbers stay out of any output."""
        return f"Keys(enc={self.enc_thumbprint}, sig={self.sig_thumbprint})"


def _text(number: int) -> str:
    return b64u(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def public_of(key: rsa.RSAPrivateKey) -> dict:
    """Give the public JWK of a private key."""
    numbers = key.public_key().public_numbers()
    return {"e": _text(numbers.e), "kty": "RSA", "n": _text(numbers.n)}


def _pair() -> dict:
    key = rsa.generate_private_key(EXPONENT, KEY_BITS)
    numbers, public = key.private_numbers(), public_of(key)
    private = {
        **public,
        "d": _text(numbers.d),
        "dp": _text(numbers.dmp1),
        "dq": _text(numbers.dmq1),
        "p": _text(numbers.p),
        "q": _text(numbers.q),
        "qi": _text(numbers.iqmp),
    }
    return {"private": private, "public": public}


def generate_keys() -> dict:
    """Make both key pairs of an account, as JWKs."""
    return {"enc": _pair(), "sig": _pair()}


def _number(jwk: dict, name: str) -> int:
    value = jwk[name]
    try:
        data = unb64u(value) if isinstance(value, str) else b""
    except ProtocolError:
        data = b""
    if not data or data[0] == 0:
        raise ProtocolError("bad-key", name)
    return int.from_bytes(data, "big")


def import_private(jwk: object) -> rsa.RSAPrivateKey:
    """Check a private JWK and make it usable.

    Raises ProtocolError `bad-key`.
    """
    if not isinstance(jwk, dict) or jwk.keys() != PRIVATE_MEMBERS:
        raise ProtocolError("bad-key", "members")
    modulus = check_public({name: jwk[name] for name in ("e", "kty", "n")})
    d, dp, dq, p, q, qi = (_number(jwk, n) for n in ("d", "dp", "dq", "p", "q", "qi"))
    if p * q != modulus:
        raise ProtocolError("bad-key", "p·q is not n")
    public = rsa.RSAPublicNumbers(EXPONENT, modulus)
    try:
        return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, public).private_key()
    except ValueError:
        raise ProtocolError("bad-key", "numbers that do not belong together") from None


def import_keys(private_jwks: Mapping[str, object]) -> Keys:
    """Make the private keys of an account, given as JWKs, usable.

    Raises ProtocolError `bad-key`.
    """
    enc, sig = private_jwks["enc"], private_jwks["sig"]
    keys = Keys(
        import_private(enc), import_private(sig), thumbprint(enc), thumbprint(sig)
    )
    if keys.enc_thumbprint == keys.sig_thumbprint:
        raise ProtocolError("bad-key", "enc and sig are the same key")
    return keys


def pair_of(keys: Keys, enc_thumbprint: str) -> Keys | None:
    """Find the pair of this `enc` key among those in use and before, or None."""
    row = (keys, *keys.earlier)
    return next((one for one in row if one.enc_thumbprint == enc_thumbprint), None)


def import_row(keys: Keys, earlier: Sequence[object]) -> Keys:
    """Put the pairs that were renewed, given as private JWKs, beside those in use.

    Raises ProtocolError `bad-key`.
    """
    row = tuple(import_keys(one) for one in earlier)
    seen = {n for k in (keys, *row) for n in (k.enc_thumbprint, k.sig_thumbprint)}
    # Nobody goes back to keys that they gave up.
    if len(seen) != 2 * (1 + len(row)):
        raise ProtocolError("bad-key", "a key that was used before")
    return replace(keys, earlier=row)
