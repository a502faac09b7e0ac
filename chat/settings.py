"""The settings: one frozen dataclass, read from the environment, complete at start.

Every field is the environment variable of the same name in capitals, with the sentence
that docs/OPERATIONS.md prints for it. Fields named `insecure_…` make tests quick; they
have no variable, so that no environment can weaken a server. The list of settings makes
this file longer than others.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chat.start import CannotStart

PROJECT = Path(__file__).resolve().parent.parent

ASYNC_MODES = ("eventlet", "gevent", "threading")
TRANSPORTS = ("wire", "stock")

# The value of a limit that does not limit.
OFF = "off"


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


def _rate(value: str) -> str:
    # By hand: the library counts with locks, which chat.transport has to patch first.
    one = r"[1-9][0-9]{0,8}/(?:second|minute|hour|day)"
    if value != OFF and not re.fullmatch(rf"{one}(?:; ?{one}){{0,3}}", value):
        raise ValueError(f"it must look like 10/minute; 60/hour, or be {OFF}")
    return value


def _redis(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        # Without the value: it may hold a password.
        raise ValueError("it must begin with redis:// or rediss:// and name a host")
    return value


def _networks(value: str) -> tuple:
    return tuple(ip_network(one) for one in re.split(r"[ ,]+", value.strip()))


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
    tls_cert: Path | None = _setting(
        None,
        _path,
        "The file of a certificate with its chain (PEM), to speak TLS without a proxy; "
        "empty: plain HTTP. Read at the start.",
    )
    tls_key: Path | None = _setting(
        None, _path, "The file of the private key that belongs to TLS_CERT (PEM)."
    )
    async_mode: str = _setting(
        "eventlet",
        _one_of(*ASYNC_MODES),
        "How connections are served side by side: eventlet, gevent (the packages "
        "gevent and gevent-websocket have to be installed) or threading.",
    )
    transport: str = _setting(
        "wire",
        _one_of(*TRANSPORTS),
        "What carries the socket on eventlet: wire is this project's own, many times "
        "quicker; stock is what the libraries bring along, which bounds no queue.",
    )
    max_queued_kb: int = _setting(
        1024,
        _number(64, 1_000_000),
        "How many KB (of 1024 bytes) may wait for one connection that does not read, "
        "before it is cut off; its browser comes back and fetches what it missed. "
        "Needs TRANSPORT=wire.",
    )
    ping_seconds: int = _setting(
        25,
        _number(1, 29),
        "After how many seconds of silence a connection is asked whether it is there.",
    )
    ping_patience_seconds: int = _setting(
        20,
        _number(1, 29),
        "How many seconds a connection has to answer that, before it is cut off.",
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
        "normal",
        _one_of("normal", "full"),
        "What is waited for before a message counts as sent: with normal it survives a "
        "killed server, but a power cut may take the last moments; with full it "
        "survives a power cut, and takes as long as the disk does.",
    )
    cookie_secure: str = _setting(
        "auto",
        _one_of("auto", "always", "never"),
        "Whether the login cookie is for https alone; auto: when PUBLIC_ORIGIN or the "
        "request is https.",
    )
    registration: str = _setting(
        "open",
        _one_of("open", "invite", "closed"),
        "Who may make an account: open is everybody; invite is whoever has a code that "
        "`flask invitations make` printed; closed is nobody.",
    )
    login_days: int = _setting(
        30, _number(1, 365), "After how many days a login ends by itself."
    )
    login_idle_days: int = _setting(
        14,
        _number(1, 365),
        "After how many days without being used a login ends by itself.",
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
    max_file_mb: int = _setting(
        100,
        _number(1, 65_536),
        "How many MB (of 1 048 576 bytes) one file may have.",
    )
    files_quota_mb: int = _setting(
        10_000,
        _number(1, 999_999_999),
        "How many MB the files that one account has sent may take together.",
    )
    unfinished_hours: int = _setting(
        24,
        _number(1, 8760),
        "After how many hours an upload that was not finished is removed.",
    )
    relayed_hours: int = _setting(
        24,
        _number(1, 8760),
        "After how many hours a file is removed from a chat whose log is off.",
    )
    metrics: str = _setting(
        "off",
        _one_of("off", "local", "everybody"),
        "Who gets the numbers at /metrics, for Prometheus: nobody, programs on this "
        "machine that ask without a proxy, or everybody who can reach the server.",
    )
    journal_format: str = _setting(
        "text",
        _one_of("text", "json"),
        "How the server writes its lines: as text, or each as a JSON object.",
    )
    journal_requests: str = _setting(
        "off",
        _one_of("off", "on"),
        "Whether each request gets a line: route, status, time taken and the network "
        "it came from (of IPv4 24 bits, of IPv6 48); never a name, an id or a path.",
    )
    trusted_proxies: tuple = _setting(
        (),
        _networks,
        "The proxies whose X-Forwarded-For is believed, as addresses or networks with "
        "commas between, such as 127.0.0.1,10.0.0.0/8; empty: nobody's.",
    )
    limits_url: str = _setting(
        "",
        _redis,
        "Where the limits below are counted, redis://; empty: in the memory of this "
        "process. Where Redis does not answer, each process counts by itself.",
    )
    limit_address_factor: int = _setting(
        10,
        _number(1, 10_000),
        "As how many accounts one address may act, where a limit is per account: "
        "people behind one router share an address.",
    )
    limit_logins: str = _setting(
        "60/minute; 600/hour",
        _rate,
        "How often one address may try to log in, where each try counts twice; off: "
        "no limit. Several limits hold together.",
    )
    limit_guesses: str = _setting(
        "10/minute; 60/hour",
        _rate,
        "How often anybody may try to log in to one account, from whatever addresses. "
        "Whoever is logged in stays so.",
    )
    limit_codes: str = _setting(
        "5/minute; 20/hour; 60/day",
        _rate,
        "How often a code may be tried at the logins of one account, by whoever knows "
        "its password. Whoever is logged in stays so.",
    )
    limit_registrations: str = _setting(
        "60/hour; 200/day", _rate, "How many accounts one address may make."
    )
    limit_lookups: str = _setting(
        "300/minute; 3000/hour",
        _rate,
        "How often one account may look people up by their names.",
    )
    limit_keylog: str = _setting(
        "1200/minute", _rate, "How often one address may ask for parts of the key log."
    )
    limit_sends: str = _setting(
        "600/minute; 10000/hour",
        _rate,
        "How many messages and sessions one account may send, and erase.",
    )
    limit_signals: str = _setting(
        "1200/minute",
        _rate,
        "How many signals, such as that somebody is writing, one account may send.",
    )
    limit_uploads: str = _setting(
        "120/minute; 1500/hour",
        _rate,
        "How many files one account may send or give on.",
    )
    limit_chunks: str = _setting(
        "1800/minute", _rate, "How many pieces of files, of 1 MB, one account may send."
    )
    limit_changes: str = _setting(
        "300/minute; 3000/hour",
        _rate,
        "How often one account may change something else: rooms, keys, account data.",
    )
    insecure_scrypt_n: int | None = None
    insecure_accounts_sync: str | None = None

    @property
    def secret_path(self) -> Path:
        """Say where the server's secret is kept."""
        return self.secret_file or self.instance_dir / "secret"

    @property
    def accounts_url(self) -> str:
        """Say which database holds the accounts."""
        return self.database_url or f"sqlite:///{self.instance_dir / 'accounts.sqlite'}"

    @property
    def accounts_sync(self) -> str:
        """Say how surely the accounts are on the disk: who was shut out stays so."""
        return self.insecure_accounts_sync or "full"

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
            shown = "" if default in (None, ()) else str(default)
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
