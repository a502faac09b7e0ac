"""Devices that keep passkeys, as Chromium plays them."""

from __future__ import annotations

from tests.browser.pages import Person

# Kept by the device, behind its fingerprint reader; it has the PRF extension.
DEVICE = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "hasPrf": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """What keeps the passkeys of somebody's browser, for as long as its page lives."""

    def __init__(self, someone: Person, **options: object) -> None:
        self._session = someone.context.new_cdp_session(someone.page)
        self._session.send("WebAuthn.enable")
        given = self._session.send(
            "WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **options}}
        )
        self._id = {"authenticatorId": given["authenticatorId"]}

    @property
    def credentials(self) -> list[dict]:
        """What it keeps."""
        return self._session.send("WebAuthn.getCredentials", self._id)["credentials"]
