"""A walk through what lies over a chat: menus, dialogs, trays, what was not found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Locator, Page, expect

from tests.browser.arranging import ChatList
from tests.browser.finding import Finder
from tests.browser.pages import Person
from tests.browser.pointing import unfold
from tests.browser.sending import Desk
from tests.browser.settings import open_settings
from tests.pictures import photo

PLAN = {"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
CAT = {"name": "cat.jpg", "mimeType": "image/jpeg", "buffer": photo()}
IN_THE_ACCOUNT = (
    "Prove you can recover",
    "Make a new one",
    "Set up an app",
    "Download a key file",
    "Keep my keys in this browser only",
)
UNHEARD = "zzzz"


def by_mouse(someone: Person, text: str) -> None:
    """Open the menu of a message with the mouse, wherever it was before."""
    unfold(someone.article(text).first)


def at_messages(
    open_menu: Callable[[str], None], alice: Person, bob: Person
) -> Iterator[tuple[str, Page]]:
    """Show what Alice can do with messages and files of her chat with Bob."""
    page, desk = alice.page, Desk(alice)
    alice.go_to(bob.username)
    desk.pick(CAT, PLAN)
    yield "tray", page
    desk.send("See https://example.com/ here")
    desk.sees_picture("cat.jpg")
    alice.sees_sent("See https://example.com/")
    yield "files", page
    desk.picture("cat.jpg").click()
    expect(desk.lightbox).to_be_visible()
    yield "lightbox", page
    page.keyboard.press("Escape")

    menu = page.locator("#message-menu")

    def choose(name: str, text: str = "ten minutes ago") -> None:
        open_menu(text)
        menu.get_by_role("button", name=name, exact=True).click()

    open_menu("ten minutes ago")
    yield "message-menu", page
    menu.get_by_role("button", name="Reply", exact=True).click()
    yield "reply", page
    alice.say("Good")
    alice.sees_sent("Good")
    yield "quote", page
    choose("Edit", "Good")
    yield "edit", page
    page.get_by_role("button", name="Stop answering or changing").click()

    choose("React")
    picker = page.get_by_role("dialog", name="Emoji")
    expect(picker.get_by_role("button", name="🚀 rocket")).to_be_attached()
    yield from _seeking("emoji", picker)
    choose("React")
    expect(picker.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("rocket")
    expect(picker.get_by_role("status")).to_have_text("4 emoji")
    page.keyboard.press("Enter")
    chip = alice.article("ten minutes ago").get_by_role("button", name="🚀")
    expect(chip).to_be_visible()
    yield "reaction", page
    choose("Forward")
    yield from _seeking("forward", page.get_by_role("dialog", name="Forward"))
    choose("Info")
    expect(page.get_by_role("dialog", name="Message info")).to_be_visible()
    yield "message-info", page
    page.keyboard.press("Escape")
    choose("Delete for everyone")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    yield "ask", page
    page.keyboard.press("Escape")
    choose("Select")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    yield "selection", page
    page.get_by_role("button", name="Cancel").click()
    alice.composer.fill("@")
    yield "mention", page
    alice.composer.fill("")
    alice.open_timer()
    yield "timer", page
    page.keyboard.press("Escape")


def _seeking(name: str, dialog: Locator) -> Iterator[tuple[str, Page]]:
    """Show where something is looked for, and what is there when it is not found."""
    field = dialog.get_by_role("searchbox").or_(dialog.get_by_role("textbox"))
    expect(field).to_be_visible()
    yield name, dialog.page
    field.fill(UNHEARD)
    yield f"{name}, nothing found", dialog.page
    # The first Escape in a field of a search empties it.
    field.fill("")
    dialog.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def in_dialogs(alice: Person, bob: Person) -> Iterator[tuple[str, Page]]:
    """Show what the account's menu opens, the switcher and the list of chats."""
    page = alice.page
    alice.open_chat()
    for item in ("Invite", "Settings"):
        page.get_by_role("button", name="Account menu").click()
        alice.menu_item(item).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        for tab in page.get_by_role("dialog").get_by_role("tab").all():
            tab.click()
            yield f"{item}, {tab.inner_text()}", page
        if item == "Invite":
            yield item, page
        page.keyboard.press("Escape")
    page.keyboard.press("?")
    yield "shortcuts", page
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    yield "switcher", page
    page.get_by_role("combobox", name="Go to a chat").fill("Zz Zz")
    yield "switcher, nothing found", page
    page.keyboard.press("Escape")

    finder = Finder(alice)
    finder.open()
    finder.field.press_sequentially("garden")
    expect(finder.results.first).to_be_visible()
    yield "search", page
    finder.finds(UNHEARD)
    yield "search, nothing found", page
    page.keyboard.press("Escape")

    chats = ChatList(alice)
    chats.options(bob.username)
    yield "arrange-menu", page
    page.keyboard.press("Escape")
    chats.arrange(bob.username, "Archive")
    chats.archived.click()
    yield "archived", page
    chats.arrange(bob.username, "Take out of the archive")
    chats.find.fill(UNHEARD)
    yield "chats, nothing found", page
    chats.find.fill("")


def in_the_account(alice: Person) -> Iterator[tuple[str, Page]]:
    """Show what the section of the account in the settings opens."""
    page = alice.page
    alice.open_chat()
    settings = open_settings(alice, "Account")
    for name in IN_THE_ACCOUNT:
        settings.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("dialog[open]")).to_have_count(2)
        yield name, page
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(1)
    settings.get_by_role("button", name="Close").first.click()


def with_an_invitation(alice: Person, bob: Person) -> Iterator[tuple[str, Page]]:
    """Show where an invitation leads that names other keys than the server shows."""
    page = alice.page
    page.goto("about:blank")
    page.goto(f"{alice.url}/chat#{bob.username}.{'A' * 43}")
    expect(page.get_by_role("dialog", name="Invitation from")).to_be_visible()
    yield "invitation", page
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    yield "invitation, refused", page
    page.keyboard.press("Escape")
