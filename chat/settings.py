"""The settings: one frozen dataclass, read from the environment, complete at start.

Every field is the environment variable of the same name in capitals, with the sentence
that docs/OPERATIONS.md prints for it. Fields named `insecure_…` make tests quick; they
have no variable, so that no environment can weaken a server. The list of settings makes
this file longer than others.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chat.start import CannotStart

PROJECT = Path(__file__).resolve().parent.parent

ASYNC_MODES = ("eventlet", "gevent", "threading")


class BadSetting(CannotStart):
    """A setting has a value that the server cannot work with."""

    status = 2


def _text(value: str) -> str:
    return value.strip()


def _path(value: str) -> Path:
    # A relative path means the same wherever the server was started from.
    return PROJECT / Path(value).expanduser()


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or len(value) > 9:
            raise ValueError("it must be a whole number")
        if not least <= int(value) <= most:
            raise ValueError(f"it must be from {least} to {most}")
        return int(value)

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"it must be one of {', '.join(choices)}")
        return value

    return read


def _database(value: str) -> str:
    # By hand: SQLAlchemy must not be loaded before chat.transport has patched.
    scheme, separator, rest = value.partition("://")
    if scheme in ("postgres", "postgresql"):
        scheme = "postgresql+psycopg"
    if not separator or scheme not in ("sqlite", "postgresql+psycopg"):
        # Without the value: it may hold a password.
        raise ValueError("it must begin with sqlite:/// or postgresql://")
    if scheme == "sqlite" and (rest[:1] != "/" or rest in ("/", "/:memory:")):
        raise ValueError(
            "an SQLite URL must name a file, as in sqlite:////var/x.sqlite"
        )
    return f"{scheme}://{rest}"


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("it must look like https://chat.example.org")
    if value != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise ValueError("it must be scheme, host and port alone, with no path")
    return value.lower()


def _setting(default: Any, read: Callable[[str], Any], sentence: str) -> Any:
    return field(default=default, metadata={"read": read, "sentence": sentence})


@dataclass(frozen=True)
class Settings:
    """Everything about this server that a person might want to change."""

    host: str = _setting(
        "127.0.0.1", _text, "The address to listen on; 0.0.0.0 is every IPv4 address."
    )
    port: int = _setting(
        5000,
        _number(0, 65535),
        "The TCP port to listen on; 0 takes a free one and prints it.",
    )
    public_origin: str = _setting(
        "",
        _origin,
        "The origin that people see, such as https://chat.example.org, when a proxy "
        "stands in front; empty: what the request's Host header says.",
    )
    async_mode: str = _setting(
        "eventlet",
        _one_of(*ASYNC_MODES),
        "How connections are served side by side: eventlet, gevent (the packages "
        "gevent and gevent-websocket have to be installed) or threading.",
    )
    max_connections: int = _setting(
        10_000,
        _number(1, 1_000_000),
        "How many connections are served at once (eventlet and gevent); further ones "
        "wait.",
    )
    instance_dir: Path = _setting(
        PROJECT / "instance",
        _path,
        "The directory of the secret and the accounts database.",
    )
    secret_file: Path | None = _setting(
        None,
        _path,
        "The file of the server's secret, written at the first start; empty: "
        "`secret` in INSTANCE_DIR.",
    )
    database_url: str = _setting(
        "",
        _database,
        "The accounts database, sqlite:/// or postgresql://; empty: accounts.sqlite "
        "in INSTANCE_DIR.",
    )
    log_dir: Path = _setting(
        PROJECT / "chat_logs", _path, "The directory of the encrypted log."
    )
    log_url: str = _setting(
        "",
        _database,
        "The database of the encrypted log, sqlite:/// or postgresql://; empty: "
        "log.sqlite in LOG_DIR.",
    )
    log_sync: str = _setting(
        "full",
        _one_of("normal", "full"),
        "What SQLite waits for before a message counts as sent: full survives a power "
        "cut; normal is quicker and survives a crash of the server, but a power cut "
        "may take the last moments.",
    )
    cookie_secure: str = _setting(
        "auto",
        _one_of("auto", "always", "never"),
        "Whether the login cookie is for https alone; auto: when PUBLIC_ORIGIN or the "
        "request is https.",
    )
    login_days: int = _setting(
        30, _number(1, 365), "After how many days a login ends by itself."
    )
    key_log: str = _setting(
        "public",
        _one_of("public", "members"),
        "Who may read the entries of the key log, which name the accounts: public is "
        "anybody, so that anybody can check this server; members is whoever is logged "
        "in. Anybody may read its size and hashes.",
    )
    stretch_at_once: int = _setting(
        2,
        _number(1, 64),
        "How many login secrets are hashed at once, each with 32 MiB of memory; "
        "further logins wait.",
    )
    insecure_scrypt_n: int | None = None

    @property
    def secret_path(self) -> Path:
        """Say where the server's secret is kept."""
        return self.secret_file or self.instance_dir / "secret"

    @property
    def accounts_url(self) -> str:
        """Say which database holds the accounts."""
        return self.database_url or f"sqlite:///{self.instance_dir / 'accounts.sqlite'}"

    @property
    def records_url(self) -> str:
        """Say which database holds the encrypted log."""
        return self.log_url or f"sqlite:///{self.log_dir / 'log.sqlite'}"


def described() -> list[tuple[str, str, str]]:
    """List each setting as variable, default and sentence, for the documentation."""
    rows = []
    for item in fields(Settings):
        if "sentence" in item.metadata:
            default = item.default
            if isinstance(default, Path):
                default = default.relative_to(PROJECT)
            shown = "" if default is None else str(default)
            rows.append((item.name.upper(), shown, item.metadata["sentence"]))
    return rows


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment; an empty variable means the default.

    Raises BadSetting, naming the first variable whose value will not do.
    """
    values = {}
    for item in fields(Settings):
        name = item.name.upper()
        if "read" not in item.metadata or not environ.get(name):
            continue
        try:
            values[item.name] = item.metadata["read"](environ[name])
        except ValueError as error:
            raise BadSetting(f"The setting {name} will not do: {error}.") from None
    return Settings(**values)
