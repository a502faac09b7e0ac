"""What a finger has to meet, in every state of the interface on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain

from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.overlays import at_messages, in_dialogs, in_the_account
from tests.browser.pages import Person
from tests.browser.scripts import script
from tests.browser.states import before_login, in_the_chat
from tests.browser.trouble import in_trouble

# A notch and a bar for gestures.
EDGES = {"top": 47, "bottom": 34}
SETTLED = script("settled.js")
TARGETS = script("targets.js")
SET_DENSITY = "(one) => document.documentElement.dataset.density = one"


def with_edges(someone: Person) -> CDPSession:
    """Give a phone a notch and a bar for gestures."""
    session = someone.context.new_cdp_session(someone.page)
    session.send("Emulation.setSafeAreaInsetsOverride", {"insets": EDGES})
    return session


def found(states: Iterable[tuple[str, Page]]) -> list[str]:
    """Return what is wrong with any of these states, in either density."""
    wrong = []
    for name, page in states:
        for density in ("compact", ""):
            page.evaluate(SET_DENSITY, density)
            page.evaluate(SETTLED)
            wrong += [
                f"{name}, {density or 'comfortable'}: {one}"
                for one in page.evaluate(TARGETS, EDGES)
            ]
    return wrong


def press_long(session: CDPSession, someone: Person, text: str) -> None:
    """Hold a finger on a message until its menu is there."""
    bubble = someone.article(text).first.locator(".message__bubble")
    bubble.scroll_into_view_if_needed()
    someone.page.evaluate(SETTLED)
    box = bubble.bounding_box()
    point = {"x": box["x"] + 20, "y": box["y"] + 15}
    session.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]}
    )
    expect(someone.page.locator("#message-menu")).to_be_visible()
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_meets_everything(person, phone, bob, carol):
    visitor = person("visitor", **PHONE)
    with_edges(visitor)
    session = with_edges(phone)
    open_menu = partial(press_long, session, phone)
    states = chain(
        before_login(visitor),
        in_the_chat(phone, bob, carol),
        at_messages(open_menu, phone, bob),
        in_dialogs(phone, bob),
        in_the_account(phone),
        in_trouble(open_menu, phone, bob, carol),
    )
    assert found(states) == []


def test_what_is_too_small_would_be_found(person):
    visitor = person("visitor", **PHONE)
    _, page = next(before_login(visitor))
    page.evaluate(
        "() => document.querySelector('main').append(document.createElement('button'))"
    )
    assert any("button." in one for one in found([("login", page)]))
