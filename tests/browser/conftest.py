"""One server for all; an empty browser for each person in a story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.arrival import arrived
from tests.browser.browsers import Browsers
from tests.browser.pages import Person
from tests.server import Server

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


@pytest.fixture(scope="session")
def browsers(chromium: Browser, live_server: Server) -> Iterator[Browsers]:
    """Return what browsers of people are taken from."""
    browsers = Browsers(chromium, live_server.url)
    yield browsers
    browsers.close()


@pytest.fixture
def new_context(browsers: Browsers) -> Iterator[Callable[..., BrowserContext]]:
    """Make browsers that share nothing, and close them after the test."""
    contexts = []

    def make(**options) -> BrowserContext:
        contexts.append(browsers.new(**options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


_numbers = count(1)


@pytest.fixture
def person(browsers: Browsers, live_server: Server) -> Iterator[Callable[..., Person]]:
    """Make a person with a browser of their own; names are unique in the server."""
    contexts = []

    def make(name: str, url: str = live_server.url, **options) -> Person:
        is_shared = url == live_server.url
        context = (browsers.lend if is_shared else browsers.new)(**options)
        contexts.append(context)
        return Person(context, url, f"{name}{next(_numbers)}")

    yield make
    for context in contexts:
        browsers.take_back(context)


@pytest.fixture
def alice(person) -> Person:
    """Alice, who is logged in."""
    return arrived(person("alice"), "alice")


@pytest.fixture
def phone(person) -> Person:
    """Alice, who is logged in on a phone."""
    return arrived(person("alice", **PHONE), "alice")


@pytest.fixture
def bob(person) -> Person:
    """Bob, who is logged in."""
    return arrived(person("bob"), "bob")


@pytest.fixture
def carol(person) -> Person:
    """Carol, who is logged in."""
    return arrived(person("carol"), "carol")
