"""Beginning anew: who lost everything keeps the name, and everybody else decides."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from chat.database import db
from tests.actors import Online
from tests.browser.axe import found
from tests.browser.pages import Person
from tests.browser.test_key_change import direct, look
from tests.browser.test_key_change import evil as evil
from tests.factories import anew
from tests.server import PROJECT

NEW_PASSWORD = "an INSECURE password after all"


@pytest.fixture
def allowed(live_server):
    """Let the operator allow a reset; give the address that this prints."""

    def allow(username: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "flask", "users", "allow-reset", username],
            cwd=PROJECT,
            env=os.environ | live_server.environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return live_server.url + re.search(r"/reset#code=\S+", done.stdout).group()

    return allow


def begin_anew(someone: Person, address: str) -> None:
    """Fill in the form and send it."""
    page = someone.page
    # The same address once more would leave the form as it is.
    page.goto("about:blank")
    page.goto(address)
    page.get_by_label("Username", exact=True).fill(someone.username)
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Repeat new password", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name="Begin anew").click()
    # What it costs is said, and has to be known.
    expect(page.get_by_text("Tick this if you want to begin anew.")).to_be_visible()
    page.get_by_label("I know that my messages and chats are gone").check()
    page.get_by_role("button", name="Begin anew").click()
    someone.password = NEW_PASSWORD


def bar(someone: Person):
    """What stands above the composer."""
    return someone.page.locator(".blocked")


def open_entry(someone: Person, title: str) -> None:
    """Open a chat that may be one in which nothing can be written."""
    named = someone.page.locator(f'.chat-link__title:text-is("{title}")')
    someone.chats.locator(".chat-link", has=named).first.click()
    expect(someone.chat_title).to_have_text(title)


def take_new_keys(someone: Person) -> None:
    """Look at the keys that have changed, and use the new ones."""
    look(someone)
    dialog = someone.verify_dialog
    expect(
        dialog.get_by_text("has lost the old ones and has begun anew")
    ).to_be_visible()
    dialog.get_by_role("button", name="Use the new keys").click()
    someone.close_dialog()


def test_who_lost_everything_begins_anew_and_the_others_decide(
    alice, bob, carol, person, allowed
):
    alice.start_chat(bob.username)
    alice.say("between the two of us")
    alice.sees_sent("between the two of us")
    alice.start_chat(bob.username, carol.username, title="Kitchen")
    expect(alice.chat_title).to_have_text("Kitchen")
    alice.say("in the kitchen")
    alice.sees_sent("in the kitchen")
    bob.start_chat(alice.username, carol.username, title="Garden")
    bob.say("in the garden")
    bob.sees_sent("in the garden")
    alice.go_to("Garden")
    alice.sees("in the garden")
    carol.go_to("Kitchen")
    carol.sees("in the kitchen")

    # Another browser, which has nothing of Bob's.
    again = person("bob")
    again.username = bob.username
    again.page.goto(f"{again.url}/recover")
    again.page.get_by_role("link", name="Lost phrase and file, too?").click()
    expect(again.page.get_by_role("heading", name="Begin anew")).to_be_visible()
    begin_anew(again, allowed(bob.username))
    again.arrive()
    expect(again.chat_title).to_have_text("Notes to self", timeout=15_000)
    expect(again.chats.get_by_role("listitem")).to_have_count(1)
    expect(again.page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    bob.page.wait_for_url("**/login*")

    # Nobody has to do anything to be told.
    open_entry(alice, bob.username)
    expect(bar(alice)).to_contain_text("is said to have lost the old ones")
    take_new_keys(alice)
    expect(bar(alice)).to_contain_text("This chat is closed")
    expect(alice.composer).to_be_hidden()
    alice.sees("between the two of us")
    assert found([("closed", alice.page)]) == []
    bar(alice).get_by_role("button", name="Begin a new chat").click()
    expect(alice.composer).to_be_visible()
    alice.sees_not("between the two of us")
    alice.say("hello again")
    again.go_to(alice.username)
    again.sees("hello again")
    again.say("with new keys")
    alice.sees("with new keys")

    # A group takes the person in again; what was written before is not theirs.
    open_entry(alice, "Kitchen")
    expect(bar(alice)).to_contain_text("is added again with the new ones")
    bar(alice).get_by_role("button", name="Add again").click()
    alice.sees_line(f"added {bob.username} again, with new keys")
    expect(bar(alice)).to_be_hidden()
    alice.say("welcome back")
    again.go_to("Kitchen")
    again.sees("welcome back")
    again.sees_not("in the kitchen")

    # Everybody decides for themselves.
    expect(bar(carol)).to_contain_text("is said to have lost the old ones")
    take_new_keys(carol)
    carol.sees("welcome back")
    carol.say("to the new keys")
    again.sees("to the new keys")

    # One that nobody else owns cannot do that, and is made anew.
    open_entry(alice, "Garden")
    expect(bar(alice)).to_contain_text("Nobody else owns this group")
    bar(alice).get_by_role("button", name="Begin a new group").click()
    expect(alice.composer).to_be_visible()
    alice.sees_not("in the garden")
    alice.say("planted anew")
    again.go_to("Garden")
    again.sees("planted anew")

    # It all holds at the next visit, and from another browser of Bob's.
    alice.page.reload()
    alice.arrive()
    alice.sees("planted anew")
    elsewhere = person("bob")
    elsewhere.username, elsewhere.password = again.username, again.password
    elsewhere.login()
    elsewhere.go_to("Kitchen")
    elsewhere.sees("welcome back")
    alerts = elsewhere.page.get_by_role("alert").filter(visible=True)
    expect(alerts).to_have_count(0)


def test_a_server_that_resets_somebody_by_itself_asks_everybody(evil, person):
    alice = person("alice", url=evil.url).register()
    bob = Online(evil.url, "bob").register()
    bob.connect()
    room = direct(alice, bob)
    false = anew("bob", "mallory").read
    with evil.app.app_context():
        evil.app.extensions["securechat"].key_log.append("bob", false.hash)
        db.session.commit()
    evil.answer(
        "GET /api/users/bob/bundle",
        lambda body: body | {"bundle": false.text, "earlier": [bob.bundle]},
        to=alice.username,
    )
    # The key log alone tells of it at the next visit.
    alice.page.reload()
    alice.arrive()
    alice.go_to("bob")
    expect(bar(alice)).to_contain_text("is said to have lost the old ones")
    alice.say("nobody in the middle reads this")
    waiting = alice.article("nobody in the middle reads this")
    expect(waiting).to_have_attribute("data-status", "pending")
    look(alice)
    alice.verify_dialog.get_by_role("button", name="Keep the old keys").click()
    alice.close_dialog()
    alice.sees_sent("nobody in the middle reads this")
    assert bob.fetch(room)[-1].body["text"] == "nobody in the middle reads this"
    bob.disconnect()
