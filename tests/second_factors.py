"""Apps that make codes, on a clock that stands still, and keys that sign challenges."""

from __future__ import annotations

import hashlib
import os

import pyotp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from chat.totp import STEP_SECONDS
from encryption.signed import b64u, unb64u


class Clock:
    """The time that the server goes by for codes, until a test moves it on."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now

    def step(self, steps: int = 1) -> None:
        """Let some steps go by."""
        self.now += steps * STEP_SECONDS


class App:
    """Somebody's app, once it has the secret."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._codes = pyotp.TOTP(secret)
        self._clock = clock

    def code(self, steps: int = 0) -> str:
        """Return the code of now, or of some steps on."""
        return self._codes.generate_otp(int(self._clock.now) // STEP_SECONDS + steps)


def set_up(person, clock: Clock) -> tuple[App, list[str]]:
    """Let an account have a second factor; return its app and its one-time codes."""
    path, password = "/api/account/factor/totp", {"password": person.secret}
    made = person.http.post(path, json=password).json
    app = App(made["secret"], clock)
    body = {"code": app.code(), "salt": made["salt"], **password}
    answer = person.http.put(path, json=body)
    assert answer.status_code == 200, answer.text
    clock.step()
    return app, answer.json["codes"]


class Authenticator:
    """Something that makes one passkey, and signs as it is told: rightly or not."""

    FLAGS = AuthenticatorData.FLAG

    def __init__(self, host: str = "localhost", counts: bool = True) -> None:
        self.host = host
        self.origin = f"https://{host}"
        self.identity = os.urandom(32)
        self.counter = 0
        self._counts = counts
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, challenge: str, **changes: object) -> dict[str, str]:
        """Answer `navigator.credentials.create`."""
        public = ES256.from_cryptography_key(self._key.public_key())
        data = AttestedCredentialData.create(Aaguid.NONE, self.identity, public)
        said = self._said(self.FLAGS.UP | self.FLAGS.UV | self.FLAGS.AT, data)
        client_data = self._client_data("webauthn.create", challenge, **changes)
        return {
            "attestation": b64u(AttestationObject.create("none", said, {})),
            "client_data": b64u(client_data),
        }

    def show(
        self, challenge: str, is_verified: bool = True, **changes: object
    ) -> dict[str, str]:
        """Answer `navigator.credentials.get`."""
        if self._counts:
            self.counter += 1
        verified = self.FLAGS.UV if is_verified else 0
        said = self._said(self.FLAGS.UP | verified)
        client_data = self._client_data("webauthn.get", challenge, **changes)
        signed = self._key.sign(said + client_data.hash, ec.ECDSA(hashes.SHA256()))
        return {
            "authenticator": b64u(said),
            "client_data": b64u(client_data),
            "credential": b64u(self.identity),
            "signature": b64u(signed),
        }

    def _said(self, flags: int, data: bytes = b"") -> AuthenticatorData:
        party = hashlib.sha256(self.host.encode()).digest()
        return AuthenticatorData.create(party, flags, self.counter, data)

    def _client_data(self, kind: str, challenge: str, **changes: object):
        about = {"type": kind, "origin": self.origin, **changes}
        return CollectedClientData.create(challenge=unb64u(challenge), **about)


def give_passkey(
    person, made: Authenticator, name: str = "a key", sealed: str | None = None
):
    """Let an account have a passkey, and keys sealed for it; return the answer."""
    path, password = "/api/account/passkeys", {"password": person.secret}
    asked = person.http.post(f"{path}/challenge", json=password).json
    body = {"name": name, **made.make(asked["challenge"]), **password}
    body["bundle"] = person.signer.read.hash if sealed else None
    body["sealed"] = sealed
    return person.http.post(path, json=body)
