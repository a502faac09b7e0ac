"""What an authenticator has signed, checked with fido2 (WebAuthn Level 3, §7).

It knows neither accounts nor the database. The relying party is the host that people
see: that of PUBLIC_ORIGIN, or the one that the request names, as for same_origin.py.
"""

import logging
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
)
from flask import Request

from chat.refusal import Refusal
from chat.same_origin import is_own_origin
from encryption.signed import b64u, unb64u

# Its lines name credentials.
logging.getLogger("fido2.server").disabled = True

NAME = "SecureChat"
# WebAuthn §4: a credential's id.
MAX_ID = 1023


class Made(NamedTuple):
    """A new credential: what verifies it, and its counter."""

    identity: bytes
    data: bytes
    counter: int


class Shown(NamedTuple):
    """An answer that a credential has signed: its counter, and who was verified."""

    counter: int
    is_verified: bool


def host_of(request: Request, public_origin: str) -> str:
    """Return the relying party's id: the host that people see, without its port."""
    parts = urlsplit(public_origin or f"//{request.host}")
    return (parts.hostname or "").lower()


def challenge_of(client_data: str) -> str:
    """Return the challenge that an answer says it is to.

    Raises Refusal `bad-passkey`.
    """
    return _checked(lambda: b64u(CollectedClientData(unb64u(client_data)).challenge))


def read_made(
    request: Request, public_origin: str, challenge: str, answer: dict[str, str]
) -> Made:
    """Check the answer to `navigator.credentials.create`.

    Raises Refusal `bad-passkey`.
    """

    def check() -> Made:
        response = RegistrationResponse(
            raw_id=b"",
            response=AuthenticatorAttestationResponse(
                client_data=_client_data(answer),
                attestation_object=AttestationObject(unb64u(answer["attestation"])),
            ),
        )
        server, state = _server(request, public_origin, challenge)
        given = server.register_complete(state, response)
        credential = given.credential_data
        if len(credential.credential_id) > MAX_ID:
            raise ValueError("id too long")
        # Without the model of the authenticator, which is nobody's business.
        data = AttestedCredentialData.create(
            Aaguid.NONE, credential.credential_id, credential.public_key
        )
        return Made(credential.credential_id, bytes(data), given.counter)

    return _checked(check)


def read_shown(
    request: Request,
    public_origin: str,
    challenge: str,
    answer: dict[str, str],
    data: bytes,
) -> Shown:
    """Check the answer to `navigator.credentials.get` by a stored credential.

    Raises Refusal `bad-passkey`.
    """

    def check() -> Shown:
        credential = AttestedCredentialData(data)
        said = AuthenticatorData(unb64u(answer["authenticator"]))
        response = AuthenticationResponse(
            raw_id=credential.credential_id,
            response=AuthenticatorAssertionResponse(
                client_data=_client_data(answer),
                authenticator_data=said,
                signature=unb64u(answer["signature"]),
            ),
        )
        server, state = _server(request, public_origin, challenge)
        server.authenticate_complete(state, [credential], response)
        return Shown(said.counter, said.is_user_verified())

    return _checked(check)


def _server(
    request: Request, public_origin: str, challenge: str
) -> tuple[Fido2Server, dict[str, Any]]:
    party = PublicKeyCredentialRpEntity(
        name=NAME, id=host_of(request, public_origin) or "none"
    )
    server = Fido2Server(
        party, verify_origin=lambda one: is_own_origin(one, request, public_origin)
    )
    return server, {"challenge": challenge, "user_verification": None}


def _client_data(answer: dict[str, str]) -> CollectedClientData:
    said = CollectedClientData(unb64u(answer["client_data"]))
    if said.cross_origin is not False:
        raise ValueError("from inside another page")
    return said


def _checked(check: Callable[[], Any]) -> Any:
    try:
        return check()
    except Exception:
        # Whatever a stranger's bytes make a parser raise: none of it is an answer.
        raise Refusal("bad-passkey") from None
