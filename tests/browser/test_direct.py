"""Two people chat: alone with each other, over a reload, and from another browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.pages import Person

IS_A_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def test_two_people_write_to_each_other(alice, bob):
    alice.start_chat(bob.username)
    alice.say("Hello Bob")
    alice.sees_sent("Hello Bob")

    bob.go_to(alice.username)
    bob.sees("Hello Bob")
    bob.say("Hello Alice\nhow are you?")

    alice.sees("Hello Alice")
    article = alice.article("Hello Alice")
    expect(article).to_contain_text(bob.username)
    expect(article.locator("time")).to_have_attribute("datetime", IS_A_TIME)


def test_a_direct_chat_is_found_again(alice, bob):
    alice.start_chat(bob.username)
    alice.say("first")
    alice.sees_sent("first")

    alice.start_chat(bob.username)
    alice.sees("first")
    bob.start_chat(alice.username)
    bob.sees("first")
    expect(bob.chats.get_by_role("listitem")).to_have_count(1)


def test_everything_is_there_after_a_reload(alice, bob):
    alice.start_chat(bob.username)
    alice.say("before the reload")
    alice.sees_sent("before the reload")

    for someone, other in ((alice, bob), (bob, alice)):
        someone.open_chat()
        someone.go_to(other.username)
        someone.sees("before the reload")
    bob.say("and after")
    alice.sees("and after")


def test_another_browser_of_the_account_reads_the_whole_history(
    alice, bob, new_context, live_server
):
    alice.start_chat(bob.username)
    for number in range(3):
        alice.say(f"message {number}")
        alice.sees_sent(f"message {number}")

    elsewhere = Person(new_context(), live_server.url, bob.username).login()
    elsewhere.go_to(alice.username)
    for number in range(3):
        elsewhere.sees(f"message {number}")
    elsewhere.say("from my other browser")
    bob.go_to(alice.username)
    bob.sees("from my other browser")
    alice.sees("from my other browser")


def test_tabs_of_one_browser_work_side_by_side(alice, bob):
    alice.start_chat(bob.username)
    tab = alice.another_tab()
    tab.go_to(bob.username)
    bob.go_to(alice.username)
    for number in range(4):
        alice.say(f"one {number}")
        tab.say(f"two {number}")
    for someone in (alice, tab, bob):
        for number in range(4):
            someone.sees(f"one {number}")
            someone.sees(f"two {number}")


def test_unread_messages_are_counted_and_follow_the_account(
    alice, bob, new_context, live_server
):
    alice.start_chat(bob.username)
    alice.say("one")
    alice.say("two")
    expect(bob.chat_entry(alice.username)).to_contain_text("2 unread messages")

    with bob.page.expect_response("**/api/state"):
        bob.go_to(alice.username)
    expect(bob.chat_entry(alice.username).get_by_text("unread message")).to_be_hidden()

    elsewhere = Person(new_context(), live_server.url, bob.username).login()
    expect(elsewhere.chat_entry(alice.username)).to_contain_text("two")
    unread = elsewhere.chat_entry(alice.username).get_by_text("unread message")
    expect(unread).to_be_hidden()


def test_enter_sends_and_shift_enter_breaks_the_line(alice, bob):
    alice.start_chat(bob.username)
    alice.composer.press_sequentially("first line")
    alice.composer.press("Shift+Enter")
    alice.composer.press_sequentially("second line")
    alice.composer.press("Enter")
    bob.go_to(alice.username)
    bob.sees("first line")
    expect(bob.article("first line")).to_contain_text("first line\nsecond line")


def test_what_is_too_long_is_said_before_sending(alice, bob):
    alice.start_chat(bob.username)
    alice.composer.fill("é" * 8192)
    alice.composer.press("Enter")
    alice.sees_sent("éééé")

    alice.composer.fill("é" * 8193)
    alice.composer.press("Enter")
    expect(alice.page.get_by_text("too long to send")).to_be_visible()
    expect(alice.messages.get_by_role("article")).to_have_count(1)
    expect(alice.composer).to_have_value("é" * 8193)
