"""Where keys rest, and that they are gone after logging out."""

from __future__ import annotations

import json
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.recorder import left_in, storage
from tests.browser.scripts import script

PRIVATE_KEYS = script("private_keys.js")


def test_private_keys_cannot_be_taken_out_of_the_browser(alice):
    keys = alice.page.evaluate(PRIVATE_KEYS)
    assert [key["bits"] for key in keys] == [3072, 3072, 256]
    assert not any(key["extractable"] or key["exported"] for key in keys)


def test_logging_out_wipes_the_browser(alice, bob):
    alice.start_chat(bob.username)
    alice.say("hello")
    alice.sees_sent("hello")
    assert storage(alice.page)
    tab = alice.another_tab()
    assert alice.context.cookies()

    alice.logout()

    tab.page.wait_for_url("**/login*")
    assert alice.context.cookies() == []
    assert left_in(alice.page) == {}
    alice.page.goto(f"{alice.url}/chat")
    alice.page.wait_for_url("**/login*")
    assert alice.page.request.get(f"{alice.url}/api/me").status == 401


def test_a_wrong_name_and_a_wrong_password_answer_alike(alice, person):
    alice.logout()
    nobody = person("nobody")
    sentences = []
    for someone, password in ((alice, "wrong password"), (nobody, "wrong password")):
        someone.try_login(password)
        alert = someone.page.get_by_role("alert").filter(has_text="not right")
        expect(alert).to_be_visible()
        sentences.append(alert.inner_text())
    assert sentences[0] == sentences[1]
    alice.login()


def test_keys_only_in_this_browser(person, alice, own_server, new_context):
    private = person("private", url=own_server.url).register(store="browser")
    # The first chat comes when the server has been told the public keys.
    expect(private.chat_title).to_have_text("Notes to self")
    peer = person("peer", url=own_server.url).register()
    me = private.page.request.get(f"{own_server.url}/api/me").json()
    assert me["bundle"] is None
    assert me["sealed"] is None

    # While connected, people can start a chat.
    peer.start_chat(private.username)
    peer.say("hello private person")
    private.go_to(peer.username)
    private.sees("hello private person")
    private.say("hello peer")
    peer.sees("hello peer")

    # What the server keeps of keys is the peer's alone.
    with sqlite3.connect(own_server.instance_dir / "accounts.sqlite") as accounts:
        dump = "\n".join(accounts.iterdump())
    accounts.close()
    theirs = peer.page.request.get(f"{own_server.url}/api/me").json()
    for kept in (theirs["bundle"], theirs["sealed"]):
        assert kept in dump
        assert dump.count(kept.split(".")[0][:20]) == 1

    # Another browser cannot open what is nowhere else; this one can, even after
    # logging out.
    elsewhere = person("x", url=own_server.url)
    elsewhere.username = private.username
    elsewhere.try_login(elsewhere.password)
    expect(elsewhere.page.get_by_role("alert").first).to_contain_text("keys")
    private.logout()
    left = left_in(private.page)
    assert left
    assert [place for place in left if "IndexedDB kept" not in place] == []
    private.login()
    private.go_to(peer.username)
    private.sees("hello private person")
    private.page.close()
    stranger = person("stranger", url=own_server.url).register()
    stranger.page.get_by_role("button", name="New chat").first.click()
    dialog = stranger.page.get_by_role("dialog")
    dialog.get_by_label("Usernames").fill(private.username)
    dialog.get_by_role("button", name="Start chat").click()
    expect(dialog.get_by_role("alert").first).to_contain_text("not connected")


@pytest.mark.parametrize("path", ["/login", "/register", "/chat"])
def test_without_javascript_a_page_says_what_to_do(new_context, live_server, path):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + path)
    notice = page.locator("noscript .notice")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Turn JavaScript on")


def test_without_a_secure_context_a_page_says_what_to_do(new_context, live_server):
    page = new_context().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', { value: false })"
    )
    page.goto(f"{live_server.url}/login")
    expect(page.get_by_text("HTTPS").first).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_be_hidden()


def test_what_is_wrong_with_the_form_is_said(person):
    someone = person("someone")
    page = someone.page
    page.goto(f"{someone.url}/register")
    page.get_by_label("Username", exact=True).fill("no spaces")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Repeat password", exact=True).fill("shorter")
    page.get_by_role("button", name="Create account").click()
    for words in ("3 to 32", "12 characters"):
        expect(page.get_by_text(words).first).to_be_visible()
    assert page.url.endswith("/register")


def test_a_name_that_is_taken_is_refused(alice, person):
    double = person("double")
    double.username = alice.username.upper()
    page = double.page
    page.goto(f"{double.url}/register")
    page.get_by_label("Username", exact=True).fill(double.username)
    page.get_by_label("Password", exact=True).fill(double.password)
    page.get_by_label("Repeat password", exact=True).fill(double.password)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("is taken").first).to_be_visible()


def test_password_managers_know_the_fields(person):
    page = person("someone").page
    for path, expected in (
        ("/login", {"Username": "username", "Password": "current-password"}),
        (
            "/register",
            {
                "Username": "username",
                "Password": "new-password",
                "Repeat password": "new-password",
            },
        ),
    ):
        page.goto(person("url").url + path)
        found = {
            label: page.get_by_label(label, exact=True).get_attribute("autocomplete")
            for label in expected
        }
        assert json.dumps(found) == json.dumps(expected)
