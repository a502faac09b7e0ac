"""An INSECURE JOSE writer: every random number comes from a public seed.

It writes vectors byte for byte the same each time, writes what the real writer refuses
to write, and shares no code with what the vectors test.
"""

import base64
import hashlib
import hmac
import json
import math
from functools import cache

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

SEED = b"securechat vectors, INSECURE by construction"
E = 65537
SIZE = 384
SMALL_PRIMES = [
    n for n in range(3, 5000) if all(n % d for d in range(2, math.isqrt(n) + 1))
]


def derive(label: str, size: int, data: bytes = b"") -> bytes:
    """Make bytes that anybody can make again."""
    return hashlib.shake_256(SEED + b"\0" + label.encode() + b"\0" + data).digest(size)


def b64(data: bytes) -> str:
    """Encode base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Decode base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(value: int) -> str:
    """Encode an integer as JWK does."""
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def canonical(value: object) -> bytes:
    """Write JSON canonically, without asking whether it may be written."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode("utf-8", "surrogatepass")


def sha(data: bytes) -> str:
    """Hash and encode."""
    return b64(hashlib.sha256(data).digest())


def make_id(label: str) -> str:
    """Make the id of a name."""
    return b64(derive("id " + label, 16))


def _is_prime(n: int) -> bool:
    if any(n % p == 0 for p in SMALL_PRIMES):
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in SMALL_PRIMES[:20]:
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def _prime(label: str, bits: int) -> int:
    n = int.from_bytes(derive(label, bits // 8), "big")
    # The two highest bits set: the product of two has its highest bit set.
    n |= 3 << (bits - 2) | 1
    while not (_is_prime(n) and math.gcd(n - 1, E) == 1):
        n += 2
    return n


def make_pair(label: str, bits: int = 3072) -> dict:
    """Derive an RSA key pair from a name."""
    p, q = _prime(label + " p", bits // 2), _prime(label + " q", bits // 2)
    d = pow(E, -1, math.lcm(p - 1, q - 1))
    public = {"e": number(E), "kty": "RSA", "n": number(p * q)}
    private = {
        **public,
        "d": number(d),
        "dp": number(d % (p - 1)),
        "dq": number(d % (q - 1)),
        "p": number(p),
        "q": number(q),
        "qi": number(pow(q, -1, p)),
    }
    return {"private": private, "public": public}


def thumb(jwk: dict) -> str:
    """Compute an RFC 7638 thumbprint."""
    return sha(canonical({name: jwk[name] for name in ("e", "kty", "n")}))


def _int(jwk: dict, name: str) -> int:
    return int.from_bytes(unb64(jwk[name]), "big")


def _mgf1(seed: bytes, size: int, hash: str = "sha256") -> bytes:
    out, counter = b"", 0
    while len(out) < size:
        out += hashlib.new(hash, seed + counter.to_bytes(4, "big")).digest()
        counter += 1
    return out[:size]


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def _power(private: dict, value: int) -> bytes:
    """Apply the private key, by the Chinese remainder theorem (RFC 8017 §5.2.1)."""
    numbers = (_int(private, name) for name in ("p", "q", "dp", "dq", "qi"))
    return _power_of(value, *numbers)


@cache  # The same entries and bundles are signed for many vectors.
def _power_of(value: int, p: int, q: int, dp: int, dq: int, qi: int) -> bytes:
    low = pow(value, dq, q)
    return (low + q * ((pow(value, dp, p) - low) * qi % p)).to_bytes(SIZE, "big")


def sign_pss(
    private: dict, message: bytes, salt_size: int = 32, hash: str = "sha256"
) -> bytes:
    """Sign with RSASSA-PSS (RFC 8017 §8.1.1, §9.1.1)."""
    salt = derive("pss salt", salt_size, message)
    digest = hashlib.new(hash, message).digest()
    h = hashlib.new(hash, bytes(8) + digest + salt).digest()
    db = bytes(SIZE - salt_size - len(h) - 2) + b"\x01" + salt
    masked = bytearray(_xor(db, _mgf1(h, len(db), hash)))
    masked[0] &= 0x7F
    encoded = int.from_bytes(bytes(masked) + h + b"\xbc", "big")
    return _power(private, encoded)


def sign_v15(private: dict, message: bytes) -> bytes:
    """Sign with RSASSA-PKCS1-v1_5 and SHA-256, which the protocol refuses."""
    info = bytes.fromhex("3031300d060960864801650304020105000420")
    tail = b"\0" + info + hashlib.sha256(message).digest()
    encoded = int.from_bytes(b"\0\1" + b"\xff" * (SIZE - 2 - len(tail)) + tail, "big")
    return _power(private, encoded)


def wrap_oaep(
    public: dict, key: bytes, hash: str = "sha256", label: bytes = b""
) -> bytes:
    """Wrap a key with RSAES-OAEP (RFC 8017 §7.1.1)."""
    h = hashlib.new(hash, label).digest()
    seed = derive("oaep seed", len(h), key + canonical(public))
    db = h + bytes(SIZE - len(key) - 2 * len(h) - 2) + b"\x01" + key
    masked_db = _xor(db, _mgf1(seed, len(db), hash))
    masked_seed = _xor(seed, _mgf1(masked_db, len(h), hash))
    encoded = int.from_bytes(b"\0" + masked_seed + masked_db, "big")
    return pow(encoded, _int(public, "e"), _int(public, "n")).to_bytes(SIZE, "big")


def wrap_v15(public: dict, key: bytes) -> bytes:
    """Wrap a key with RSAES-PKCS1-v1_5, which the protocol refuses."""
    filler = bytes(b % 255 + 1 for b in derive("v15", SIZE - 3 - len(key), key))
    encoded = int.from_bytes(b"\0\2" + filler + b"\0" + key, "big")
    return pow(encoded, _int(public, "e"), _int(public, "n")).to_bytes(SIZE, "big")


def encrypt(
    key: bytes, iv: bytes, aad: bytes, plaintext: bytes, pkcs7: bool = True
) -> tuple[bytes, bytes]:
    """Encrypt with A256CBC-HS512 (RFC 7518 §5.2.5)."""
    if pkcs7:
        count = 16 - len(plaintext) % 16
        plaintext += bytes([count]) * count
    encryptor = Cipher(AES(key[32:]), CBC(iv)).encryptor()
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    length = (8 * len(aad)).to_bytes(8, "big")
    tag = hmac.digest(key[:32], aad + iv + ciphertext + length, "sha512")[:32]
    return ciphertext, tag


def as_bytes(value: object) -> bytes:
    """Leave bytes as they are and write anything else canonically."""
    return value if isinstance(value, bytes) else canonical(value)


def jws(header: object, payload: object, private: dict, **how: object) -> str:
    """Write a compact JWS."""
    signing_input = f"{b64(as_bytes(header))}.{b64(as_bytes(payload))}"
    return f"{signing_input}.{b64(sign_pss(private, signing_input.encode(), **how))}"


def compact(
    header: object, key: bytes, plaintext: bytes, wrapped: bytes = b"", **how: object
) -> str:
    """Write a compact JWE."""
    protected = b64(as_bytes(header))
    iv = derive("iv", 16, protected.encode() + plaintext)
    ciphertext, tag = encrypt(key, iv, protected.encode(), plaintext, **how)
    return ".".join([protected, *map(b64, (wrapped, iv, ciphertext, tag))])


def general(header: object, key: bytes, plaintext: bytes, wrapped: dict) -> dict:
    """Write a general JSON JWE as an object; `wrapped` are wrapped keys by kid."""
    protected = b64(as_bytes(header))
    iv = derive("iv", 16, protected.encode() + plaintext)
    ciphertext, tag = encrypt(key, iv, protected.encode(), plaintext)
    return {
        "ciphertext": b64(ciphertext),
        "iv": b64(iv),
        "protected": protected,
        "recipients": [
            {"encrypted_key": b64(wrapped[kid]), "header": {"kid": kid}}
            for kid in sorted(wrapped)
        ],
        "tag": b64(tag),
    }


def pbes2(password: bytes, header: dict, key: bytes) -> bytes:
    """Wrap a key with PBES2-HS512+A256KW (RFC 7518 §4.8)."""
    salt = header["alg"].encode() + b"\0" + unb64(header["p2s"])
    kek = hashlib.pbkdf2_hmac("sha512", password, salt, header["p2c"], 32)
    return aes_key_wrap(kek, key)


def with_part(text: str, place: int, part: str | bytes) -> str:
    """Replace one part of a compact object: bytes are encoded, text stands as it is."""
    parts = text.split(".")
    parts[place] = b64(part) if isinstance(part, bytes) else part
    return ".".join(parts)


def flipped(text: str, place: int, at: int = 0) -> str:
    """Flip one bit in one part of a compact object."""
    data = bytearray(unb64(text.split(".")[place]))
    data[at] ^= 1
    return with_part(text, place, bytes(data))


def stray_bits(part: str) -> str:
    """Set a bit behind the last byte of a base64url text whose last group is short."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(part) % 4 in (2, 3)
    return part[:-1] + alphabet[alphabet.index(part[-1]) | 1]
