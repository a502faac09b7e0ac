"""Somebody who has a phone: one pane at a time, a gesture that goes back,
and a keyboard on the screen."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import Person
from tests.browser.scripts import script

KEYBOARD_OVER = script("keyboard_over.js")


def sees_chat(someone: Person, title: str) -> None:
    """Expect a chat, alone on the screen."""
    expect(someone.chat_title).to_have_text(title)
    expect(someone.composer).to_be_visible()
    expect(someone.chats).to_be_hidden()


def sees_list(someone: Person) -> None:
    """Expect the list of chats, alone on the screen."""
    expect(someone.chats).to_be_visible()
    expect(someone.composer).to_be_hidden()


def has_moved(someone: Person, *, to_list: bool) -> None:
    """Wait until the browser's history is where the page already shows that it is."""
    is_there = "() => !location.hash" if to_list else "() => location.hash"
    someone.page.wait_for_function(is_there)


def switch(someone: Person, username: str) -> None:
    """Go from chat to chat without passing the list."""
    someone.page.keyboard.press("Control+k")
    expect(someone.page.get_by_role("combobox", name="Go to a chat")).to_be_focused()
    someone.page.keyboard.type(username)
    someone.page.keyboard.press("Enter")


def test_back_leads_from_any_chat_to_the_list_and_then_out(phone, bob, carol):
    page = phone.page
    before = page.evaluate("() => history.length")
    phone.start_chat(bob.username)
    sees_chat(phone, bob.username)
    page.go_back()
    sees_list(phone)
    phone.go_to(bob.username)
    sees_chat(phone, bob.username)

    switch(phone, carol.username)
    sees_chat(phone, carol.username)
    page.reload()
    sees_chat(phone, carol.username)
    page.go_back()
    sees_list(phone)
    page.go_forward()
    sees_chat(phone, carol.username)

    # The button in the page goes the same way.
    page.get_by_role("button", name="Back to chats").click()
    sees_list(phone)
    has_moved(phone, to_list=True)
    expect(phone.chat_entry(carol.username).get_by_role("link")).to_be_focused()
    assert page.evaluate("() => history.length") == before + 1
    page.go_back()
    page.wait_for_url("**/login")


def test_back_leads_to_the_list_for_who_came_by_a_link(phone, bob):
    page = phone.page
    phone.start_chat(bob.username)
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    sees_chat(phone, bob.username)
    page.go_back()
    sees_list(phone)
    page.go_back()
    page.wait_for_url("about:blank")


def test_back_closes_what_lies_over_the_chat_first(phone, bob):
    page = phone.page
    phone.start_chat(bob.username)
    phone.open_safety_number()
    page.go_back()
    expect(phone.verify_dialog).to_be_hidden()
    has_moved(phone, to_list=False)
    sees_chat(phone, bob.username)

    page.get_by_role("button", name="Chat menu").click()
    page.go_back()
    expect(phone.menu_item("Safety number")).to_be_hidden()
    has_moved(phone, to_list=False)
    sees_chat(phone, bob.username)
    page.go_back()
    sees_list(phone)


def test_beside_the_list_back_leads_through_the_chats(alice, bob, carol):
    page = alice.page
    for other in (bob, carol):
        alice.start_chat(other.username)
        expect(alice.chat_title).to_have_text(other.username)
    page.go_back()
    expect(alice.chat_title).to_have_text(bob.username)
    page.go_back()
    expect(page.get_by_text("No chat is open")).to_be_visible()


def test_the_keyboard_covers_neither_the_composer_nor_the_newest_message(phone, bob):
    page = phone.page
    phone.start_chat(bob.username)
    for number in range(12):
        phone.say(f"Line {number}")
    phone.sees_sent("Line 11")

    def is_seen(height: int) -> None:
        for part in (phone.article("Line 11"), phone.composer):
            expect(part).to_be_in_viewport(ratio=1)
            page.wait_for_function(
                "([one, height]) => one.getBoundingClientRect().bottom <= height",
                arg=[part.element_handle(), height],
            )
        menu = page.get_by_role("button", name="Chat menu")
        expect(menu).to_be_in_viewport(ratio=1)

    phone.composer.tap()
    whole, half = PHONE["viewport"], 480
    # Some phones make the page lower,
    page.set_viewport_size(whole | {"height": half})
    is_seen(half)
    page.set_viewport_size(whole)
    is_seen(whole["height"])
    # others lay the keyboard over it.
    page.evaluate(KEYBOARD_OVER, half)
    is_seen(half)
    page.evaluate(KEYBOARD_OVER, whole["height"])
    page.wait_for_function(
        "(one) => one.getBoundingClientRect().bottom > 700",
        arg=phone.composer.element_handle(),
    )
