"""One server for all; a fresh browser for each person in a story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.actors import Online
from tests.browser.pages import Person


@pytest.fixture
def new_context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make browsers that share nothing, and close them after the test."""
    contexts = []

    def make(**options) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": 1280, "height": 800}, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


_numbers = count(1)


@pytest.fixture
def person(new_context, live_server) -> Callable[..., Person]:
    """Make a person with a browser of their own; names are unique in the server."""

    def make(name: str, url: str = live_server.url, **options) -> Person:
        return Person(new_context(**options), url, f"{name}{next(_numbers)}")

    return make


def arrived(someone: Person, keys: str) -> Person:
    """Let somebody log in to an account that has the keys of the vectors.

    Making RSA keys takes a browser seconds; who needs new ones registers.
    """
    account = Online(someone.url, someone.username, keys)
    account.register(someone.password).disconnect()
    return someone.login()


@pytest.fixture
def alice(person) -> Person:
    """Alice, who has just logged in."""
    return arrived(person("alice"), "alice")


@pytest.fixture
def bob(person) -> Person:
    """Bob, who has just logged in."""
    return arrived(person("bob"), "bob")


@pytest.fixture
def carol(person) -> Person:
    """Carol, who has just logged in."""
    return arrived(person("carol"), "carol")
