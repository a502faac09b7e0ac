"""What people are told of new messages, and how they put their chats in order."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.arranging import ChatList
from tests.browser.pages import Person
from tests.browser.settings import open_settings
from tests.browser.telling import Told


def test_chats_are_pinned_archived_and_muted_in_every_browser(
    alice, bob, carol, new_context
):
    chats = ChatList(alice)
    alice.start_chat(carol.username)
    alice.start_chat(bob.username)
    chats.arrange(carol.username, "Pin")
    expect(chats.titles.first).to_have_text(carol.username)
    chats.arrange(bob.username, "Mute until I turn it back on")
    expect(chats.marks(bob.username)).to_contain_text("Muted")

    # What is archived is behind a row, and comes back with a new message.
    chats.arrange(carol.username, "Archive")
    expect(chats.archived).to_have_text("Archived (1)")
    expect(alice.chat_entry(carol.username)).to_have_count(0)
    alice.page.reload()
    expect(chats.marks(bob.username)).to_contain_text("Muted")
    chats.archived.click()
    expect(chats.marks(carol.username)).to_contain_text("Pinned")

    elsewhere = Person(new_context(), alice.url, alice.username, alice.password)
    elsewhere.login()
    there = ChatList(elsewhere)
    expect(there.archived).to_have_text("Archived (1)")
    expect(there.marks(bob.username)).to_contain_text("Muted")

    carol.go_to(alice.username)
    carol.say("Are you there?")
    expect(chats.titles.first).to_have_text(carol.username)
    expect(chats.archived).to_be_hidden()


def test_the_options_of_a_chat_open_by_hand_and_by_key(alice, bob):
    chats = ChatList(alice)
    alice.start_chat(bob.username)
    entry = alice.chat_entry(bob.username)
    entry.click(button="right")
    expect(chats.menu(bob.username)).to_be_visible()
    # The press that closes it does not go to the chat below.
    alice.page.mouse.click(700, 400)
    expect(chats.menu(bob.username)).to_be_hidden()

    entry.get_by_role("link").focus()
    keys = alice.page.keyboard
    keys.press("Tab")
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(chats.marks(bob.username)).to_contain_text("Pinned")
    expect(entry.get_by_role("button")).to_be_focused()


def test_a_chat_is_found_by_its_name(alice, bob, carol):
    chats = ChatList(alice)
    alice.start_chat(bob.username)
    alice.start_chat(bob.username, carol.username, title="Zoë’s garden")
    chats.arrange("Zoë’s garden", "Archive")
    chats.find.fill("zoe")
    expect(chats.titles).to_have_text(["Zoë’s garden"])
    chats.find.fill("nobody is called so")
    expect(alice.chats.get_by_role("status")).to_have_text("No chat has this name.")
    chats.find.press("Escape")
    expect(chats.find).to_have_value("")
    expect(alice.chat_entry(bob.username)).to_be_visible()

    chats.find.fill(bob.username)
    expect(chats.titles).to_have_text([bob.username])
    chats.find.press("Enter")
    expect(alice.composer).to_have_attribute("placeholder", f"Message {bob.username}")
    expect(chats.find).to_have_value("")


def test_what_is_unread_is_counted_in_the_name_of_the_tab(alice, bob, carol):
    chats = ChatList(alice)
    page = alice.page
    alice.start_chat(bob.username)
    alice.start_chat(carol.username)
    chats.arrange(bob.username, "Mute for 1 hour")
    alice.open_chat()
    icon = page.locator("link[rel=icon]")
    expect(page).to_have_title("SecureChat")

    for someone, text in ((bob, "muted"), (carol, "one"), (carol, "two")):
        someone.go_to(alice.username)
        someone.say(text)
    expect(page).to_have_title("(2) SecureChat")
    expect(icon).to_have_attribute("href", re.compile("unread"))
    expect(chats.marks(bob.username)).to_contain_text("1 unread message")

    chats.arrange(carol.username, "Mark as read")
    expect(page).to_have_title("SecureChat")
    expect(icon).not_to_have_attribute("href", re.compile("unread"))
    chats.arrange(bob.username, "Unmute")
    expect(page).to_have_title("(1) SecureChat")


def test_notifications_say_as_much_as_was_chosen(alice, bob):
    alice.start_chat(bob.username)
    told = Told(alice)
    told.turn_on()
    bob.go_to(alice.username)
    bob.say("the plan")
    told.is_told(f"{bob.username}: 1 unread message")
    told.choose("Name and text")
    bob.say("the *whole* plan")
    told.is_told(f"{bob.username}: the whole plan")
    told.choose("Nothing")
    bob.say("another plan")
    told.page.wait_for_function("() => window.notices.length === 1")

    # Pressing it leads to the chat, and it goes when that is read.
    told.press_last()
    alice.sees("another plan")
    told.has_none_open()
    told.is_told("SecureChat: A new message")

    # What is in sight needs no telling.
    bob.say("you see this")
    alice.sees("you see this")
    alice.open_chat()
    bob.say("and this not")
    told.is_told("SecureChat: A new message")


def test_a_muted_chat_is_told_of_by_name_only_and_nothing_disturbs(alice, bob, carol):
    chats = ChatList(alice)
    alice.start_chat(bob.username, carol.username, title="Lunch")
    chats.arrange("Lunch", "Mute for 8 hours")
    told = Told(alice)
    told.turn_on()
    told.choose("Name and text")
    bob.go_to("Lunch")
    bob.say("soup?")
    bob.say(f"@{alice.username} soup?")
    told.is_told(f"Lunch: {bob.username}: @{alice.username} soup?")

    told.choose("1 hour")
    account = alice.page.get_by_role("button", name="Account menu")
    expect(account).to_contain_text("Do not disturb until")
    bob.say(f"@{alice.username} or salad?")
    expect(chats.marks("Lunch")).to_contain_text("3 unread messages")
    told.choose("Off")
    expect(account).not_to_contain_text("Do not disturb")
    chats.arrange("Lunch", "Unmute")
    bob.say("bread, then")
    told.is_told(f"Lunch: {bob.username}: bread, then")


def test_one_tab_tells_and_sounds(alice, bob):
    alice.start_chat(bob.username)
    told = Told(alice)
    told.turn_on()
    settings = open_settings(alice, "Notifications")
    settings.get_by_role("switch", name="Sound").check()
    alice.page.wait_for_function("() => window.tones === 2")
    alice.open_chat()
    tab = alice.another_tab()
    # No browser lets a page sound that nobody has touched.
    for page in (alice.page, tab.page):
        page.get_by_role("searchbox", name="Search chats").click()

    bob.go_to(alice.username)
    bob.say("hello")
    told.is_told(f"{bob.username}: 1 unread message")
    alice.page.wait_for_function("() => window.tones === 2")
    expect(tab.chat_entry(bob.username)).to_contain_text("1 unread message")
    assert tab.page.evaluate("[window.notices.length, window.tones]") == [0, 0]

    # Where one tab shows the chat, the other does not tell of it.
    tab.go_to(bob.username)
    bob.say("again")
    tab.sees("again")
    expect(ChatList(alice).unread(bob.username)).to_be_hidden()
    tab.open_chat()
    bob.say("and once more")
    told.is_told(f"{bob.username}: 1 unread message")
