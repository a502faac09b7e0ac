"""Applications inside the test, and servers beside it, on directories of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chat.application import build, close
from chat.settings import Settings
from tests.factories import Person
from tests.made_once import share
from tests.no_limits import INSECURE_NO_LIMITS
from tests.parts import summary
from tests.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# scrypt with this N takes microseconds. It can be set in code alone.
INSECURE_SCRYPT_N = 2


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what ran."""
    summary(terminalreporter)


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Make once what every application begins with."""
    with pytest.MonkeyPatch.context() as patch:
        share(patch)
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an application inside the test, with an INSECURE scrypt."""
    return Settings(
        async_mode="threading",
        instance_dir=tmp_path / "instance",
        log_dir=tmp_path / "chat_logs",
        log_sync="normal",
        insecure_accounts_sync="normal",
        insecure_scrypt_n=INSECURE_SCRYPT_N,
        **INSECURE_NO_LIMITS,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Return an application with databases of its own."""
    app = build(settings)
    yield app
    close(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser of nobody's."""
    return app.test_client()


@pytest.fixture
def person(app: Flask) -> Callable[..., Person]:
    """Make people who are registered with the application and logged in."""

    def make(name: str, **options: str) -> Person:
        return Person(app, name).register(**options)

    return make


@pytest.fixture
def alice(person: Callable[..., Person]) -> Person:
    """Alice, who talks with Bob."""
    return person("alice")


@pytest.fixture
def bob(person: Callable[..., Person]) -> Person:
    """Bob, who talks with Alice."""
    return person("bob")


@pytest.fixture
def carol(person: Callable[..., Person]) -> Person:
    """Carol, who is not a member."""
    return person("carol")


@pytest.fixture
def mallory(person: Callable[..., Person]) -> Person:
    """Mallory, who lies."""
    return person("mallory")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the machine's Chromium, started once for all tests that need one."""
    from tests.chromium import started

    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server that many tests share."""
    server = Server(tmp_path_factory.mktemp("live")).start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """Return a running server that this test may kill and look into."""
    server = Server(tmp_path).start()
    yield server
    server.stop()
