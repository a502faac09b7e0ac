"""The tables of the accounts database.

Usernames do not change, so they are the key that every table uses. Nothing here opens
anything: `sealed` and `blob` are ciphertext, `secret_hash` is scrypt of what the
browser stretched from the password.
"""

from flask_login import UserMixin
from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chat.database import Model

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


class Keys(Model):
    """The key bundle and the sealed keys of an account that stores them here."""

    __tablename__ = "keys"

    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), primary_key=True
    )
    bundle: Mapped[str] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)


class Login(UserMixin, Model):
    """A login of an account in one browser; without its row the cookie is nothing."""

    __tablename__ = "logins"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    username: Mapped[str] = mapped_column(
        USERNAME, ForeignKey("accounts.username"), index=True
    )
    time: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[int] = mapped_column(BigInteger)


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
