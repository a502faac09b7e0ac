"""A walk through the interface: whoever wants to look at each of its states."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.finding import Finder
from tests.browser.pages import Person

TITLE = "Garden party"
# Who writes what, in order: 0 is whoever is looked at.
DIRECT = (
    (1, "Did you get home all right?"),
    (0, "Yes, ten minutes ago. It was lovely to see everybody again!"),
    (1, "Shall we do the garden party on Saturday the 14th? I could bring the tables."),
    (0, "Saturday is perfect. I will ask Carol as well."),
)
GROUP = (
    (0, "Saturday at four, in our garden. If it rains, in the kitchen."),
    (1, "I bring two tables and the long bench."),
    (2, "And I make the lemon cake.\nFor how many?"),
    (0, "Nine, I think. Thank you both!"),
)
# What is found of "garden" there, newest first.
FOUND = ("in our garden", TITLE, "the garden party on Saturday")


def before_login(visitor: Person) -> Iterator[tuple[str, Page]]:
    """Show what somebody meets who is not logged in."""
    page = visitor.page
    for name in ("login", "register", "recover", "reset"):
        page.goto(f"{visitor.url}/{name}")
        expect(page.get_by_label("Username", exact=True)).to_be_editable()
        yield name, page
    page.goto(f"{visitor.url}/login")
    page.get_by_label("Username", exact=True).fill("nobody")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert").filter(has_text="password")).to_be_visible()
    yield "login-refused", page
    for name, behind, heading in (
        ("invite", f"#nobody.{'A' * 43}", "invites you"),
        ("invite-broken", "#nobody", "not complete"),
    ):
        page.goto(f"{visitor.url}/login")
        page.goto(f"{visitor.url}/invite{behind}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        yield name, page
    page.goto(f"{visitor.url}/nothing")
    yield "not-found", page


def in_the_chat(*people: Person) -> Iterator[tuple[str, Page]]:
    """Show what the first of three people meets."""
    alice, bob, carol = people
    page = alice.page
    yield "empty", page

    page.get_by_role("button", name="Account menu").click()
    expect(alice.menu_item("Log out")).to_be_visible()
    yield "account-menu", page
    page.keyboard.press("Escape")

    page.get_by_role("button", name="New chat").first.click()
    expect(page.get_by_role("dialog").get_by_label("Usernames")).to_be_visible()
    yield "new-chat", page
    alice.close_dialog()

    alice.start_chat(bob.username)
    alice.sees_line("started the chat")
    yield "chat-without-messages", page
    bob.go_to(alice.username)
    talk(people[:2], DIRECT)
    yield "direct-chat", page

    page.get_by_role("button", name="Chat menu").click()
    expect(alice.menu_item("Safety number")).to_be_visible()
    yield "chat-menu", page
    page.keyboard.press("Escape")
    alice.open_safety_number()
    yield "safety-number", page
    alice.close_dialog()

    alice.start_chat(bob.username, carol.username, title=TITLE)
    for one in (bob, carol):
        one.go_to(TITLE)
    talk(people, GROUP)
    yield "group", page

    alice.menu("Members")
    expect(alice.member(bob.username)).to_be_visible()
    yield "members", page
    alice.close_dialog()

    alice.composer.fill("a draft")
    yield "writing", page
    alice.composer.fill("")

    # Without an open chat a phone shows the list.
    alice.open_chat()
    expect(alice.chat_entry(TITLE)).to_be_visible()
    yield "chats", page

    finder = Finder(alice)
    finder.open()
    finder.finds("garden", *FOUND)
    yield "search", page
    finder.finds("garden zeppelin")
    yield "search-nothing", page
    alice.close_dialog()


def talk(people: tuple[Person, ...], lines: tuple[tuple[int, str], ...]) -> None:
    """Let people write in turn, and wait until the first has it all."""
    for who, text in lines:
        people[who].say(text)
        people[0].sees(text.split("\n")[0])
        people[who].sees_sent(text.split("\n")[0])
