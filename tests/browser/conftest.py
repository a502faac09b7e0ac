"""One server and one Chromium for all; a fresh browser for each person in a story."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.pages import Person

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium once."""
    found = filter(None, map(shutil.which, CANDIDATES))
    path = os.environ.get("CHROMIUM") or next(found)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


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


@pytest.fixture
def alice(person) -> Person:
    """Alice, who has just registered."""
    return person("alice").register()


@pytest.fixture
def bob(person) -> Person:
    """Bob, who has just registered."""
    return person("bob").register()


@pytest.fixture
def carol(person) -> Person:
    """Carol, who has just registered."""
    return person("carol").register()
