"""The refusals of the server: a code, a sentence, the HTTP status (PROTOCOL.md §13)."""

from typing import Any

from encryption.signed import ProtocolError

CODES = {
    "not-json": (400, "The request is not JSON."),
    "bad-request": (400, "The request does not have the form it must have."),
    "bad-username": (400, "A username is 3 to 32 of a-z 0-9 . _ - ."),
    "too-many": (400, "The request names more things at once than the server allows."),
    "bad-credentials": (401, "The username or the password is wrong."),
    "registration-closed": (403, "This server takes no new accounts."),
    "bad-code": (403, "The code is not good for an account, or not any more."),
    "bad-recovery": (401, "The username or the recovery phrase is wrong."),
    "bad-reset": (401, "The code is not good for this username, or not any more."),
    "bad-factor": (401, "The code is wrong, or was used before."),
    "bad-passkey": (401, "This passkey does not count here."),
    "passkey-second": (403, "This passkey counts behind the password alone."),
    "copied-passkey": (401, "This passkey was used in another place since."),
    "factor-over": (401, "The password was shown too long ago. Log in again."),
    "account-disabled": (403, "This account is disabled. Ask who runs this server."),
    "not-logged-in": (401, "Log in first."),
    "cross-site": (403, "The request came from another site."),
    "not-found": (404, "There is nothing here, or it is not yours."),
    "unknown-user": (404, "There is no account of this name."),
    "bad-method": (405, "This address does not take requests of this kind."),
    "username-taken": (409, "This username is taken."),
    "keys-renewed": (409, "Keys that were renewed stay with the server."),
    "keys-offline": (409, "The server does not have the keys of this account now."),
    "direct-exists": (409, "These two people have a direct chat already."),
    "room-exists": (409, "There is a room of this id already."),
    "stale-roster": (409, "The room's roster has changed."),
    "stale-keys": (409, "The account's keys are others than the ones sealed."),
    "stale-state": (409, "The account data has changed."),
    "id-conflict": (409, "This id belongs to something else in the room."),
    "too-large": (413, "The request is larger than the server allows."),
    "over-quota": (413, "The files of this account take up all their space."),
    "too-often": (429, "This was done too often. Try again later."),
    "server-error": (500, "The server made a mistake. Try again later."),
}


class Refusal(Exception):
    """The server will not do what was asked; the code says why, nothing has changed."""

    def __init__(self, code: str, **details: Any) -> None:
        self.code = code
        self.details = details
        self.status, self.message = CODES[code]
        super().__init__(code)

    @classmethod
    def of(cls, error: ProtocolError, **details: Any) -> "Refusal":
        """Turn a breach of the protocol into the refusal of what carried it."""
        refusal = cls("bad-request", **details)
        refusal.code = error.reason
        refusal.message = str(error)
        return refusal

    @property
    def body(self) -> dict[str, Any]:
        """Return the `error` object of answers and acknowledgements."""
        return {"code": self.code, "message": self.message, **self.details}


def bad(field: str) -> Refusal:
    """Make the refusal of a request with one bad field."""
    return Refusal("bad-request", field=field)
