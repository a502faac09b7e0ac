"""The tables of the accounts database.

Usernames do not change, so they are the key that every table uses. Nothing here opens
anything: `sealed` and `blob` are ciphertext, `secret_hash` is scrypt of what the
browser stretched from the password or the recovery phrase, or made of a key file.
"""

from flask_login import UserMixin
from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from chat.database import Model
from encryption.signed import unb64u

USERNAME = String(32)


class Account(Model):
    """A person: a name, how to check the login secret, where the keys are kept."""

    __tablename__ = "accounts"

    username: Mapped[str] = mapped_column(USERNAME, primary_key=True)
    salt: Mapped[str] = mapped_column(String(22))
    secret_salt: Mapped[bytes] = mapped_column(LargeBinary)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    store: Mapped[str] = mapped_column(String(7))
    time: Mapped[int] = mapped_column(BigInteger)
    # Nobody logs in to it; what it has stays, and others can go on writing to it.
    disabled: Mapped[bool] = mapped_column(
        Boolean, default=False, server_default=false()
    )


class Keys(Model):
    """The key bundle and the sealed keys of an account that stores them here."""

    __tablename__ = "keys"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    bundle: Mapped[str] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)


class Recovery(Model):
    """The recovery phrase of an account that has one: how to check its secret.

    And the keys that are sealed under it, of an account that stores them here.
    """

    __tablename__ = "recoveries"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    salt: Mapped[str] = mapped_column(String(22))
    secret_salt: Mapped[bytes] = mapped_column(LargeBinary)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[str | None] = mapped_column(Text)
    time: Mapped[int] = mapped_column(BigInteger)


class KeyFile(Model):
    """How to check the secret of the newest key file of an account that has one."""

    __tablename__ = "key_files"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    salt: Mapped[str] = mapped_column(String(22))
    secret_salt: Mapped[bytes] = mapped_column(LargeBinary)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    time: Mapped[int] = mapped_column(BigInteger)


class Login(UserMixin, Model):
    """A login of an account in one browser; without its row the cookie is nothing."""

    __tablename__ = "logins"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), index=True
    )
    time: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[int] = mapped_column(BigInteger)
    # The hour in which it was last used.
    seen: Mapped[int] = mapped_column(BigInteger)
    # Two words of browser_name.py, for its person to know it again.
    browser: Mapped[str] = mapped_column(String(16), server_default="other")
    system: Mapped[str] = mapped_column(String(16), server_default="other")


class Totp(Model):
    """That an account's login asks for a code of an app.

    Its secret is made from `salt` and the server's own (totp.py); `step` is that of the
    last code that was used.
    """

    __tablename__ = "totps"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    salt: Mapped[str] = mapped_column(String(22))
    step: Mapped[int] = mapped_column(BigInteger)
    time: Mapped[int] = mapped_column(BigInteger)


class OneTimeCode(Model):
    """What takes the place of such a code once: its hash (one_time_codes.py)."""

    __tablename__ = "one_time_codes"

    hash: Mapped[str] = mapped_column(String(43), primary_key=True)
    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), index=True
    )


class Passkey(Model):
    """A passkey: its public key as fido2 keeps it, and how often it has signed.

    `id` is the hash of the credential's own, by which people name it here.
    """

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), index=True
    )
    name: Mapped[str] = mapped_column(String(64))
    credential: Mapped[str] = mapped_column(Text)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    # The account's keys, sealed for it, where it can open any.
    sealed: Mapped[str | None] = mapped_column(Text)
    counter: Mapped[int] = mapped_column(BigInteger)
    time: Mapped[int] = mapped_column(BigInteger)


class Challenge(Model):
    """What a passkey is to sign, and for which visit (challenges.py)."""

    __tablename__ = "challenges"

    challenge: Mapped[str] = mapped_column(String(43), primary_key=True)
    bound: Mapped[str] = mapped_column(String(32))
    until: Mapped[int] = mapped_column(BigInteger)


class PendingLogin(Model):
    """A login that waits for its second factor.

    `proven` is the stored secret that the password's was held against.
    """

    __tablename__ = "pending_logins"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    username: Mapped[str] = mapped_column(USERNAME, ForeignKey("accounts.username"))
    until: Mapped[int] = mapped_column(BigInteger)
    proven: Mapped[bytes] = mapped_column(LargeBinary)


class RegistrationCode(Model):
    """What somebody may make one account with: its hash, until when it is good."""

    __tablename__ = "registration_codes"

    hash: Mapped[str] = mapped_column(String(43), primary_key=True)
    time: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[int] = mapped_column(BigInteger)

    @property
    def name(self) -> str:
        """What the operator calls it: enough to know it, too little to use it.

        In hexadecimal: one that began with "-" would be an option of the command.
        """
        return unb64u(self.hash)[:4].hex()


class ResetCode(Model):
    """What an account may begin anew with: its hash (reset_codes.py), and its end."""

    __tablename__ = "reset_codes"

    hash: Mapped[str] = mapped_column(String(43), primary_key=True)
    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), index=True
    )
    until: Mapped[int] = mapped_column(BigInteger)


class LostKeys(Model):
    """A thumbprint of lost keys, until the log was told that they are (reset.py)."""

    __tablename__ = "lost_keys"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    sig: Mapped[str] = mapped_column(String(43), primary_key=True)


class State(Model):
    """The newest revision of an account's sealed data."""

    __tablename__ = "states"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    rev: Mapped[int] = mapped_column(BigInteger)
    blob: Mapped[str] = mapped_column(Text)


class EarlierBundle(Model):
    """A bundle that its account has renewed since; `n` counts them, from the oldest."""

    __tablename__ = "earlier_bundles"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bundle: Mapped[str] = mapped_column(Text)


class HeldKeys(Model):
    """What is left of a bundle that was only held: `n` counts an account's, from 0.

    Thumbprints and the bundle's hash, which rosters and the key log name anyway.
    """

    __tablename__ = "held_keys"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bundle: Mapped[str] = mapped_column(String(43))
    enc: Mapped[str] = mapped_column(String(43))
    sig: Mapped[str] = mapped_column(String(43))


class Departed(Model):
    """An account that was deleted: nobody else takes its name.

    `pending` until the log and the disk have nothing of it any more, either.
    """

    __tablename__ = "departed"

    username: Mapped[str] = mapped_column(USERNAME, primary_key=True)
    time: Mapped[int] = mapped_column(BigInteger)
    pending: Mapped[bool] = mapped_column(Boolean)


class DepartedBundle(Model):
    """A bundle of a deleted account, by which others verify what it signed."""

    __tablename__ = "departed_bundles"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("departed.username"), primary_key=True
    )
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bundle: Mapped[str] = mapped_column(Text)


class KeyLogEntry(Model):
    """An entry of the key log with its leaf hash (PROTOCOL.md §17); never changed.

    It names no account by a foreign key: what was published stays in the log.
    """

    __tablename__ = "key_log"

    index: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False
    )
    username: Mapped[str] = mapped_column(USERNAME)
    bundle: Mapped[str] = mapped_column(String(43), unique=True)
    time: Mapped[int] = mapped_column(BigInteger)
    leaf: Mapped[bytes] = mapped_column(LargeBinary)


class KeyLogSize(Model):
    """How many entries the key log has: one row, which writers lock first."""

    __tablename__ = "key_log_size"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(BigInteger)
