"""What the pages may do: nothing inline but the pinned map, nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.browser.arrival import arrived
from tests.browser.pages import Person
from tests.browser.recorder import Recorder
from tests.browser.scripts import script

PAGES = ["/login", "/register", "/recover", "/reset", "/chat", "/invite"]


@pytest.fixture
def complaints(new_context):
    """A page, and what the browser complains about while it is used."""
    context = new_context()
    found = []
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on(
        "console",
        lambda message: (
            found.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    return context, found


def assert_cookies_out_of_reach(someone):
    """Expect that no script, of ours or of others, can read a cookie."""
    cookies = someone.context.cookies()
    assert cookies, "logged in without a cookie?"
    for cookie in cookies:
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"
    assert someone.page.evaluate("document.cookie") == ""


def test_a_whole_visit_breaks_no_policy_and_stays_on_one_origin(
    complaints, live_server, person
):
    context, found = complaints
    recorder = Recorder(context)
    visitor = Person(context, live_server.url, "visitor")
    visitor.register()
    # Of somebody who logged in at our forms: what a test puts in itself proves nothing.
    assert_cookies_out_of_reach(visitor)
    friend = arrived(person("friend"), "bob")
    visitor.start_chat(friend.username)
    visitor.say("hello")
    visitor.sees_sent("hello")
    visitor.logout()
    visitor.try_login("not the password")
    visitor.page.get_by_role("alert").first.wait_for()

    assert recorder.hosts == {live_server.url.split("/")[2]}
    # The refused login is an answer 401, which the browser notes.
    assert [text for text in found if "401" not in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_lets_nothing_unsafe_in(new_context, live_server, path):
    page = new_context().new_page()
    answer = page.goto(live_server.url + path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "connect-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert re.search(r"script-src [^;]*'sha256-", policy)


def test_injected_markup_does_not_run(new_context, live_server):
    page = new_context().new_page()
    page.goto(f"{live_server.url}/login")
    outcome = page.evaluate(script("inject.js"))
    assert outcome["ran"] is None
    assert "fetch" in outcome["refused"]
    assert len(outcome["refused"]) >= 3


def test_every_page_is_the_same_bytes_for_everybody(
    alice, bob, new_context, live_server
):
    nobody = new_context().new_page()
    for path in PAGES:
        bodies = {
            visitor.request.get(live_server.url + path).body()
            for visitor in (alice.page, bob.page, nobody)
        }
        assert len(bodies) == 1, path
