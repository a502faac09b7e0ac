from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from chat.settings import PROJECT, BadSetting, Settings, described, read_settings


def test_an_empty_environment_is_the_defaults():
    assert read_settings({}) == Settings()
    assert read_settings({"PORT": "", "HOST": ""}) == Settings()


def test_settings_are_read_from_variables_of_their_names():
    settings = read_settings(
        {
            "HOST": "0.0.0.0",
            "PORT": "8080",
            "ASYNC_MODE": "threading",
            "LOG_DIR": "elsewhere",
            "INSTANCE_DIR": "/var/lib/securechat",
            "DATABASE_URL": "postgres://me:secret@db/chat",
            "PUBLIC_ORIGIN": "https://Chat.example.org",
            "LIMIT_SENDS": "1/second; 10/minute",
            "LIMIT_UPLOADS": "off",
            "TRUSTED_PROXIES": "127.0.0.1, fd00::/8",
        }
    )
    assert (settings.host, settings.port) == ("0.0.0.0", 8080)
    assert settings.async_mode == "threading"
    assert settings.log_dir == PROJECT / "elsewhere"
    assert settings.instance_dir == Path("/var/lib/securechat")
    assert settings.accounts_url == "postgresql+psycopg://me:secret@db/chat"
    assert settings.records_url == f"sqlite:///{PROJECT}/elsewhere/log.sqlite"
    assert settings.secret_path == Path("/var/lib/securechat/secret")
    assert settings.public_origin == "https://chat.example.org"
    assert settings.limit_sends == "1/second; 10/minute"
    assert settings.limit_uploads == "off"
    assert list(map(str, settings.trusted_proxies)) == ["127.0.0.1/32", "fd00::/8"]


def test_settings_cannot_change():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "5 000"),
        ("ASYNC_MODE", "asyncio"),
        ("LOG_SYNC", "off"),
        ("COOKIE_SECURE", "yes"),
        ("LOGIN_DAYS", "0"),
        ("STRETCH_AT_ONCE", "1000"),
        ("DATABASE_URL", "mysql://me:secret@db/chat"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("LOG_URL", "log.sqlite"),
        ("LIMIT_SENDS", "none"),
        ("LIMIT_SENDS", "0/minute"),
        ("LIMIT_SENDS", "10 per minute"),
        ("LIMIT_SENDS", "10/minute;"),
        ("LIMIT_ADDRESS_FACTOR", "0"),
        ("LIMITS_URL", "memory://"),
        ("LIMITS_URL", "redis://"),
        ("LIMITS_URL", "http://me:secret@redis"),
        ("TRUSTED_PROXIES", "proxy.example.org"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("PUBLIC_ORIGIN", "chat.example.org"),
        ("PUBLIC_ORIGIN", "https://chat.example.org/"),
        ("PUBLIC_ORIGIN", "https://me@chat.example.org"),
    ],
)
def test_a_bad_value_is_refused_naming_the_setting(name, value):
    with pytest.raises(BadSetting) as refused:
        read_settings({name: value})
    assert name in str(refused.value)
    assert "secret" not in str(refused.value)
    assert refused.value.status == 2


def test_nothing_insecure_comes_from_the_environment():
    names = [item.name for item in fields(Settings) if item.name.startswith("insecure")]
    assert names, "the premise"
    environment = {name.upper(): "1" for name in names}
    assert read_settings(environment) == Settings()


def test_every_other_setting_is_described():
    names = {name for name, _, sentence in described() if sentence}
    assert names == {
        item.name.upper()
        for item in fields(Settings)
        if not item.name.startswith("insecure")
    }
