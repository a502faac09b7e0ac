"""A chat of many messages: few of them are in the document, and nobody notices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.actors import Actor, Online
from tests.browser.pages import Person
from tests.browser.scripts import script

MANY = 400
# Five screens of messages of one line, and some; there are eight times as many.
BOUND = 150


class Writer(Online):
    """Bob without a browser, who writes fast."""

    def __init__(self, alice: Person) -> None:
        super().__init__(alice.url, alice.username.replace("alice", "bob"), "bob")
        self.register().connect()
        self.ids: list[str] = []
        self.room = self.found(Actor(alice.username, "alice"), kind="direct")

    def tell(self, text: str, **changes: object) -> str:
        """Write to Alice; return the message's id."""
        sent = self.send(self.room, text, **changes)
        for one in sent:
            answer = self.socket.call("send", one, timeout=20)
            assert answer["ok"], answer
        return sent[-1]["id"]

    def count(self, number: int) -> list[str]:
        """Write so many messages that begin with a number; some are long."""
        lengths = [place % 7 * place % 23 for place in range(number)]
        texts = [f"{place} " + "and so on " * lengths[place] for place in range(number)]
        return [self.tell(text) for text in texts]


@pytest.fixture
def bob(alice: Person) -> Iterator[Writer]:
    """Bob, who has written to Alice what she has not looked at yet."""
    writer = Writer(alice)
    writer.ids = writer.count(MANY)
    yield writer
    writer.disconnect()


def number(alice: Person, place: int) -> Locator:
    """The message that begins with a number."""
    return alice.messages.locator("article").filter(
        has=alice.page.locator(f"[data-ref=text]:text-matches('^{place}(?!\\d)')")
    )


def open_chat(alice: Person, bob: Writer) -> None:
    """Open the chat, with all that was ever said in it."""
    alice.open_chat()
    alice.go_to(bob.username)
    expect(number(alice, MANY - 1)).to_have_count(1)
    expect(alice.page.get_by_text("Only the members of this chat")).to_be_visible()


def test_every_message_passes_once_and_in_order(alice, bob):
    open_chat(alice, bob)
    alice.messages.focus()
    alice.page.keyboard.press("End")
    expect(number(alice, MANY - 1)).to_be_in_viewport()
    for direction, last in (("up", 0), ("down", MANY - 1)):
        read = alice.messages.evaluate(script("read_through.js"), direction)
        for step in read["steps"]:
            # Nothing lacks in view, and nothing is there twice.
            assert step == list(range(step[0], step[0] + len(step)))
        passed = {place for step in read["steps"] for place in step}
        assert passed == set(range(MANY))
        assert last in read["steps"][-1]
        assert read["most"] < BOUND
    alice.messages.press("Home")
    expect(number(alice, 0)).to_be_in_viewport()
    alice.messages.press("PageDown")
    expect(number(alice, 0)).not_to_be_in_viewport()
    alice.messages.press("End")
    expect(number(alice, MANY - 1)).to_be_in_viewport()


def test_what_one_reads_stays_where_it_is(alice, bob):
    open_chat(alice, bob)
    alice.messages.evaluate("(log) => log.scrollTop = log.scrollHeight / 2")
    seen = alice.messages.evaluate(script("first_in_view.js"))
    bob.tell("this is new")
    alice.sees("this is new")
    new = alice.page.get_by_role("button", name="New messages")
    expect(new).to_be_visible()
    # To the pixel: the place scrolled to has no fractions.
    place = alice.messages.evaluate(script("place_of.js"), seen["text"])
    assert abs(place - seen["top"]) < 1
    new.click()
    expect(alice.article("this is new")).to_be_in_viewport()


def test_an_old_message_that_was_answered_is_a_click_away(alice, bob):
    bob.tell("as I said", reply_to=bob.ids[20])
    open_chat(alice, bob)
    alice.messages.press("End")
    expect(number(alice, 20)).to_have_count(0)
    alice.article("as I said").get_by_role("button", name="20 and so on").click()
    expect(number(alice, 20)).to_be_in_viewport()
    expect(number(alice, 20)).to_have_class("message is-found")
    assert alice.messages.locator("article").count() < BOUND


def test_the_keyboard_goes_on_where_the_document_ends(alice, bob):
    open_chat(alice, bob)
    keys = alice.page.keyboard
    alice.messages.press("End")
    expect(number(alice, MANY - 1)).to_be_in_viewport()
    keys.press("ArrowUp")
    expect(number(alice, MANY - 1)).to_be_focused()
    for _ in range(BOUND - 1):
        keys.press("ArrowUp")
    reached = MANY - BOUND
    expect(number(alice, reached)).to_be_focused()
    expect(number(alice, reached)).to_be_in_viewport()
    # Whoever scrolls away from it finds it again.
    keys.press("Home")
    expect(number(alice, 0)).to_be_in_viewport()
    expect(number(alice, reached)).to_be_focused()
    keys.press("ArrowDown")
    expect(number(alice, reached + 1)).to_be_focused()
    expect(number(alice, reached + 1)).to_be_in_viewport()


def test_what_is_being_selected_stays_selected(alice, bob):
    open_chat(alice, bob)
    alice.messages.press("End")
    expect(number(alice, MANY - 1)).to_be_in_viewport()
    number(alice, MANY - 1).locator("[data-ref=text]").select_text()
    chosen = alice.page.evaluate("getSelection().toString()")
    alice.messages.press("Home")
    expect(number(alice, 0)).to_be_in_viewport()
    assert alice.page.evaluate("getSelection().toString()") == chosen != ""
