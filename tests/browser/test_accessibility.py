"""What axe-core finds in the interface: nothing, in light and in dark."""

from __future__ import annotations

from functools import partial
from itertools import chain

from tests.browser.axe import found
from tests.browser.overlays import (
    at_messages,
    by_mouse,
    in_dialogs,
    in_the_account,
    with_an_invitation,
)
from tests.browser.states import before_login, in_the_chat
from tests.browser.trouble import in_trouble


def test_no_state_of_the_interface_violates_a_rule(person, alice, bob, carol):
    open_menu = partial(by_mouse, alice)
    states = chain(
        before_login(person("visitor")),
        in_the_chat(alice, bob, carol),
        at_messages(open_menu, alice, bob),
        in_dialogs(alice, bob),
        in_the_account(alice),
        in_trouble(open_menu, alice, bob, carol),
        with_an_invitation(alice, bob),
    )
    assert found(states) == []


def test_a_picture_without_a_name_would_be_found(person):
    visitor = person("visitor")
    _, page = next(before_login(visitor))
    page.evaluate("() => document.querySelector('main').append(new Image())")
    assert any("image-alt" in one for one in found([("login", page)]))
