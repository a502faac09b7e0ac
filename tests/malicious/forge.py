"""Objects as no honest client makes them: every part can be another.

The honest ones are `encryption.crypto_utils`'s; here nothing is checked, and the
standards are composed by hand, so that a wrong header still has a right tag.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from encryption.crypto_utils import Roster, Session, new_id, pad
from encryption.signed import b64u, entry_id, to_canonical, unb64u
from tests.factories import INSECURE_KEYS, Signer, now

ENC = "A256CBC-HS512"
OAEP = rsa_padding.OAEP(rsa_padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
PSS = rsa_padding.PSS(rsa_padding.MGF1(hashes.SHA256()), 32)


def public(actor: str, use: str) -> dict:
    """Return a public key of an actor of the vectors, as JWK."""
    return INSECURE_KEYS[actor][use]["public"]


def thumbprint(actor: str, use: str) -> str:
    """Return the thumbprint of a key of an actor of the vectors."""
    return INSECURE_KEYS[actor][f"{use}_thumbprint"]


def sign(by: Signer, typ: str, payload: dict, **header: object) -> str:
    """Sign anything as compact JWS; `header` changes members of the header."""
    whole = {"alg": "PS256", "kid": by.keys.sig_thumbprint, "typ": typ, **header}
    signing = ".".join(
        b64u(to_canonical(part)) for part in (whole, {"v": 1, **payload})
    )
    signature = by.keys.sig.sign(signing.encode(), PSS, hashes.SHA256())
    return f"{signing}.{b64u(signature)}"


def compact(header: bytes, key: bytes, inside: bytes, wrapped: bytes = b"") -> str:
    """Encrypt as compact JWE under any header."""
    protected = b64u(header)
    iv, ciphertext, tag = _encrypt(key, inside, protected.encode())
    parts = (protected, *map(b64u, (wrapped, iv, ciphertext, tag)))
    return ".".join(parts)


def general(
    header: dict, inside: bytes, keys: dict[str, dict], misled: tuple[str, ...] = ()
) -> str:
    """Encrypt as general JWE; who is misled gets the wrong content key wrapped."""
    protected = b64u(to_canonical(header))
    key, wrong = os.urandom(64), os.urandom(64)
    iv, ciphertext, tag = _encrypt(key, inside, protected.encode())
    recipients = [
        {
            "encrypted_key": b64u(
                _rsa(keys[kid]).encrypt(wrong if kid in misled else key, OAEP)
            ),
            "header": {"kid": kid},
        }
        for kid in sorted(keys)
    ]
    whole = {
        "ciphertext": b64u(ciphertext),
        "iv": b64u(iv),
        "protected": protected,
        "recipients": recipients,
        "tag": b64u(tag),
    }
    return to_canonical(whole).decode()


def bundle(by: Signer, username: str, **keys: object) -> str:
    """Sign a bundle for any name with any keys."""
    actor = next(
        one
        for one in INSECURE_KEYS.values()
        if one["sig_thumbprint"] == by.keys.sig_thumbprint
    )
    payload = {
        "enc": actor["enc"]["public"],
        "sig": actor["sig"]["public"],
        "time": 1_700_000_000_001,
        "username": username,
        **keys,
    }
    return sign(by, "securechat-bundle", payload)


def renewed(old: Signer, new: Signer, username: str) -> str:
    """Sign a bundle with the keys of `new`, for which those of `old` vouch."""
    said = {
        "enc": new.keys.enc_thumbprint,
        "sig": new.keys.sig_thumbprint,
        "time": 1_700_000_000_002,
        "username": username,
    }
    return bundle(new, username, renewal=sign(old, "securechat-renewal", said))


def entry(signer: Signer, roster: Roster, op: str, **members: object) -> str:
    """Sign the entry that would follow a roster, entitled or not."""
    payload = {
        "by": signer.username,
        "n": roster.n + 1,
        "op": op,
        "prev": roster.head,
        "room": roster.room,
        "time": now(),
        **members,
    }
    return sign(signer, "securechat-roster", payload)


def session(
    by: Signer,
    roster: Roster,
    keys: dict[str, dict],
    header: dict | None = None,
    misled: tuple[str, ...] = (),
    **members: object,
) -> tuple[str, Session]:
    """Announce a session to whoever `keys` names, by thumbprint."""
    chain, sid = os.urandom(32), str(members.get("sid") or new_id())
    payload = {
        "bundle": by.bundle,
        "chain": b64u(chain),
        "recipients": sorted(keys),
        "room": roster.room,
        "roster": roster.head,
        "sender": by.username,
        "sid": sid,
        "start": 0,
        "time": now(),
        **members,
    }
    whole = {"alg": "RSA-OAEP-256", "enc": ENC, "typ": "securechat-session"}
    inside = sign(by, "securechat-session", payload).encode()
    text = general(whole | (header or {}), inside, keys, misled)
    made = Session(
        sid=sid,
        room=roster.room,
        sender=by.username,
        roster=roster.head,
        start=payload["start"],
        chain=chain,
        sender_sig=by.read.sig,
        time=payload["time"],
    )
    return text, made


def key_at(session: Session, idx: int) -> bytes:
    """Derive a message key, of any index (PROTOCOL.md §7)."""
    chain = session.chain
    for _ in range(session.start, idx):
        chain = hmac.digest(chain, b"\x02", "sha256")
    return hmac.digest(chain, b"\x01", "sha512")


@dataclass
class Letter:
    """A message before it is sealed: what stands in it, and on it."""

    by: Signer
    session: Session
    idx: int
    text: str
    seen: dict
    id: str = field(default_factory=new_id)

    def signed(self, typ: str = "securechat-message", **members: object) -> str:
        """Return what is inside."""
        payload = {
            "body": {"text": self.text},
            "id": self.id,
            "idx": self.idx,
            "kind": "text",
            "room": self.session.room,
            "seen": self.seen,
            "sender": self.by.username,
            "sid": self.session.sid,
            "time": now(),
            **members,
        }
        return sign(self.by, typ, payload)

    def sealed(
        self,
        inside: str = "",
        *,
        wrapped: bytes = b"",
        smuggled: bytes = b"",
        spaced: bool = False,
        **header: object,
    ) -> str:
        """Return the envelope: with another header, a key, padding or a space in it."""
        whole = {
            "alg": "dir",
            "enc": ENC,
            "idx": self.idx,
            "sid": self.session.sid,
            "typ": "securechat-message",
            **header,
        }
        padded = pad((inside or self.signed()).encode())
        padded = padded[: len(padded) - len(smuggled)] + smuggled
        protected = to_canonical(whole)
        if spaced:
            protected = protected.replace(b":", b": ", 1)
        return compact(protected, key_at(self.session, self.idx), padded, wrapped)

    def record(self, data: str = "") -> dict:
        """Return the record that brings it."""
        return record(self.by, "message", self.id, data or self.sealed())


def record(by: Signer, kind: str, identity: str, data: str) -> dict:
    """Return a record, to be numbered and chained by whoever shows it."""
    return {"data": data, "id": identity, "kind": kind, "sender": by.username}


def roster_record(by: Signer, text: str) -> dict:
    """Return the record of a roster entry."""
    return record(by, "roster", entry_id(text), text)


def sealed_keys(
    password: str, payload: dict, rounds: int = 250_000, said: int | None = None
) -> str:
    """Seal anything under a password; `said` is another number of rounds to claim."""
    salt = os.urandom(16)
    prefix = b"PBES2-HS512+A256KW\0" + salt
    stretched = hashlib.pbkdf2_hmac("sha512", password.encode(), prefix, rounds, 32)
    key = os.urandom(64)
    header = {
        "alg": "PBES2-HS512+A256KW",
        "enc": ENC,
        "p2c": said or rounds,
        "p2s": b64u(salt),
    }
    wrapped = aes_key_wrap(stretched, key)
    return compact(to_canonical(header), key, to_canonical(payload), wrapped)


def _encrypt(key: bytes, inside: bytes, aad: bytes) -> tuple[bytes, bytes, bytes]:
    """Encrypt and authenticate as RFC 7518 §5.2.5 says."""
    iv = os.urandom(16)
    padder = padding.PKCS7(128).padder()
    padded = padder.update(inside) + padder.finalize()
    cipher = Cipher(algorithms.AES(key[32:]), modes.CBC(iv)).encryptor()
    ciphertext = cipher.update(padded) + cipher.finalize()
    length = (8 * len(aad)).to_bytes(8, "big")
    tag = hmac.digest(key[:32], aad + iv + ciphertext + length, "sha512")[:32]
    return iv, ciphertext, tag


def _rsa(jwk: dict) -> rsa.RSAPublicKey:
    e, n = (int.from_bytes(unb64u(jwk[name])) for name in ("e", "n"))
    return rsa.RSAPublicNumbers(e, n).public_key()
