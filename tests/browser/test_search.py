"""Everything that was said is found again, in the browser, and shown in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.actors import Online
from tests.browser.arrival import arrived
from tests.browser.conftest import PHONE
from tests.browser.finding import Finder
from tests.browser.pages import Person
from tests.browser.pointing import unfold
from tests.browser.sending import Desk
from tests.hostile import load
from tests.server import Server

GROUP = "Garden party"


def act(person: Person, text: str, action: str) -> None:
    """Open the menu of a message and choose something."""
    unfold(person.article(text).first)
    menu = person.page.locator("#message-menu")
    menu.get_by_role("button", name=action, exact=True).click()


def test_three_people_find_what_they_said(alice, bob, carol):
    alice.start_chat(bob.username)
    bob.go_to(alice.username)
    bob.say("The blue train leaves at nine")
    alice.sees("blue train")
    alice.say("I take the train to the Café")
    bob.sees("I take the train")
    alice.start_chat(bob.username, carol.username, title=GROUP)
    carol.go_to(GROUP)
    carol.say("Who brings the blue lanterns?")
    alice.sees("blue lanterns")
    plan = {"name": "Übersicht.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    Desk(alice).pick(plan)
    Desk(alice).send("all of it")
    alice.sees_sent("all of it")

    # Parts of words, several words, and with or without accents.
    finder = Finder(alice)
    finder.open()
    finder.finds("rain", "I take the train", "The blue train")
    expect(finder.told).to_have_text("2 messages found")
    assert finder.hits() == ["rain"]
    finder.finds("BLUE rain", "The blue train")
    assert finder.hits() == ["blue", "rain"]
    finder.finds("cafe", "I take the train to the Café")
    assert finder.hits() == ["Café"]
    finder.finds("ubersicht", "all of it")
    finder.finds("zeppelin")

    # By person, by chat, by day, and those that have a file.
    finder.finds("blue", "Who brings the blue lanterns?", "The blue train")
    expect(finder.results.first).to_contain_text(f"{carol.username} in {GROUP}")
    finder.narrow(person=carol.username)
    finder.shows("Who brings the blue lanterns?")
    finder.narrow(person="You")
    finder.shows()
    finder.clear()
    finder.narrow(chat=bob.username)
    finder.shows("The blue train")
    finder.clear()
    finder.narrow(time="Today")
    finder.shows("Who brings the blue lanterns?", "The blue train")
    finder.clear()
    finder.field.fill("")
    finder.dialog.get_by_label("Has a file").check()
    finder.shows("all of it")
    alice.close_dialog()

    # A chat is searched from its own head.
    alice.go_to(bob.username)
    finder.open_here()
    finder.finds("blue", "The blue train")
    alice.close_dialog()

    # What was changed is found as it is now, and what was taken back is not.
    act(alice, "I take the train", "Edit")
    alice.say("I take the bicycle to the Café")
    expect(bob.article("bicycle")).to_contain_text("edited")
    searching = Finder(bob)
    searching.open()
    searching.finds("take train")
    searching.finds("bicycle", "I take the bicycle")
    act(alice, "I take the bicycle", "Delete for everyone")
    alice.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    searching.shows()


@pytest.fixture
def reader(person) -> Person:
    """Bob, whose clock shows the times of Greenwich."""
    return arrived(person("bob", timezone_id="UTC", locale="en-GB"), "bob")


@pytest.fixture
def writer(live_server: Server, reader: Person) -> Iterator[Online]:
    """Alice, in Python, who writes much and has done so for long."""
    name = f"alice.of.{reader.username}"
    alice = Online(live_server.url, name, "alice").register()
    alice.connect()
    alice.meet(Online(reader.url, reader.username, "bob"))
    yield alice
    alice.disconnect()


def told(writer: Online, reader: Person, count: int, begun: datetime) -> None:
    """Let Alice write to Bob every other day, with one word at the very beginning."""
    room = writer.found(Online(reader.url, reader.username, "bob"))
    for day in range(count):
        text = "the needle is here" if day == 1 else f"straw {day:03} and more of it"
        time = int(begun.timestamp() * 1000) + day * 2 * 86_400_000
        writer.say(room, text, time=time)


def test_what_was_said_long_ago_is_shown_in_its_place(writer, reader):
    told(writer, reader, 150, datetime(2024, 1, 1, 12, tzinfo=UTC))
    reader.open_chat()
    page, keys = reader.page, reader.page.keyboard
    finder = Finder(reader)

    # A keyboard is enough; at the second visit messages come from the browser's own.
    for _ in range(2):
        expect(reader.chat_entry(writer.username)).to_be_visible()
        keys.press("Control+Shift+F")
        expect(finder.field).to_be_focused()
        keys.type("needle")
        finder.shows("the needle is here")
        expect(finder.results).to_contain_text("3 Jan 2024")
        selected = finder.results.filter(has_text="needle")
        expect(selected).to_have_attribute("aria-selected", "true")
        keys.press("Enter")
        finder.is_at("the needle is here")
        reader.sees("straw 000")
        page.wait_for_function(
            "(one) => one.getBoundingClientRect().top < innerHeight * 0.75",
            arg=reader.article("the needle").element_handle(),
        )
        page.goto("about:blank")
        reader.open_chat()

    # Whoever comes back goes on from where they were.
    keys.press("/")
    expect(finder.field).to_be_focused()
    keys.type("straw")
    expect(finder.told).to_contain_text("149 messages found; these are the newest 100")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    finder.is_at("straw 147")
    keys.press("Control+Shift+F")
    expect(finder.field).to_have_value("straw")
    keys.press("ArrowDown")
    keys.press("Enter")
    finder.is_at("straw 146")

    # Both days that are chosen belong to it.
    finder.open()
    finder.field.fill("a")
    finder.narrow(time="Choose days…")
    finder.dialog.get_by_label("From").fill("2024-01-01")
    finder.dialog.get_by_label("To", exact=True).fill("2024-01-05")
    finder.shows("straw 002", "straw 000")
    finder.dialog.get_by_label("To", exact=True).fill("2024-01-04")
    finder.shows("straw 000")

    # Closed, it has forgotten, and no address or history ever knew.
    assert "straw" not in page.evaluate("() => location.href + history.state")
    keys.press("Escape")
    expect(finder.dialog).to_be_hidden()
    finder.has_forgotten()
    finder.open()
    finder.finds("needle", "the needle is here")
    assert "needle" in finder.kept
    page.reload()
    reader.arrive()
    finder.has_forgotten()


def test_older_messages_are_said_to_be_on_their_way(writer, reader):
    told(writer, reader, 70, datetime(2024, 1, 1, 12, tzinfo=UTC))
    finder, older = Finder(reader), re.compile("/records.*before=")
    reader.page.route(older, lambda route: None)
    reader.open_chat()
    finder.open()
    finder.field.fill("needle")
    expect(finder.told).to_have_text("Nothing found so far")
    finder.reads("Still reading older messages")
    finder.field.fill("straw")
    expect(finder.told).to_contain_text("messages found")

    # They come in by themselves once the server answers: no longer held, it does.
    finder.field.fill("needle")
    reader.page.unroute(older)
    finder.shows("the needle is here")
    expect(finder.dialog.get_by_text("Still reading")).to_be_hidden()


def test_hostile_strings_are_no_more_than_text_where_they_are_found(writer, reader):
    room = writer.found(Online(reader.url, reader.username, "bob"))
    for _, text in load()[::4]:
        writer.say(room, text)
    writer.say(room, "the end <img src=x onerror=alert(1)>")
    found, page, finder = [], reader.page, Finder(reader)
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: found.append(dialog.message))
    reader.open_chat()
    finder.open()
    finder.narrow(person=writer.username)
    expect(finder.results.first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(finder.results).to_have_count(100)
    assert finder.marked() == set()
    finder.field.fill("a <")
    expect(finder.results.first).to_contain_text("the end")
    expect(finder.results).not_to_have_count(100)
    assert finder.marked() == {'<mark class="hit"'}
    width = "(one) => one.scrollWidth <= one.clientWidth"
    assert finder.dialog.evaluate(width)
    assert found == []


def test_a_phone_shows_results_and_goes_to_one(person, bob):
    alice = arrived(person("alice", **PHONE), "alice")
    alice.start_chat(bob.username)
    alice.say(f"{'a very long word: ' + 'x' * 300} and the harbour")
    alice.sees_sent("the harbour")
    alice.page.get_by_role("button", name="Back to chats").click()
    finder = Finder(alice)
    finder.open()
    finder.finds("harbour", "and the harbour")
    assert finder.hits() == ["harbour"]
    width = "(one) => one.scrollWidth <= one.clientWidth && one.clientWidth === 390"
    assert finder.dialog.evaluate(width)
    finder.results.first.click()
    finder.is_at("the harbour")
    alice.page.go_back()
    expect(alice.chats).to_be_visible()
