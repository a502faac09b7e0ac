"""The interface as a person meets it: every selector of the browser tests is here."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.pointing import unfold

PASSWORD = "correct horse battery staple"
# How long it may take until an account is made, in milliseconds: RSA keys are ready
# after a second or after ten, and that on a machine with nothing else to do.
MAKING = 90_000


class Person:
    """Somebody at a browser of their own (or at a second one, or a second tab)."""

    def __init__(
        self, context: BrowserContext, url: str, username: str, password: str = PASSWORD
    ):
        self.context = context
        self.url = url
        self.username = username
        self.password = password
        self.page: Page = context.new_page()

    def another_tab(self) -> Person:
        """Open the chat once more in the same browser."""
        tab = Person(self.context, self.url, self.username, self.password)
        tab.open_chat()
        return tab

    # Coming and going

    def register(self, store: str = "server") -> Person:
        """Make an account without a recovery phrase, and arrive in the chat."""
        self.fill_registration(store)
        self.go_on_without_a_phrase()
        self.arrive()
        return self

    def go_on_without_a_phrase(self) -> None:
        """Leave the recovery phrase that is shown once the account is made."""
        leave = self.page.get_by_role("button", name="Go on without a phrase")
        leave.click(timeout=MAKING)

    def fill_registration(self, store: str = "server") -> None:
        """Fill in the form that makes an account, and send it."""
        page = self.page
        page.goto(f"{self.url}/register")
        page.get_by_label("Username", exact=True).fill(self.username)
        page.get_by_label("Password", exact=True).fill(self.password)
        page.get_by_label("Repeat password", exact=True).fill(self.password)
        if store == "browser":
            page.get_by_label("Store my keys with the server").uncheck()
        page.get_by_role("button", name="Create account").click()

    def login(self) -> Person:
        """Log in and arrive in the chat."""
        self.try_login(self.password)
        self.arrive()
        return self

    def try_login(self, password: str) -> None:
        """Go to the login form, fill it in and send it."""
        self.page.goto(f"{self.url}/login")
        self.fill_login(password)

    def fill_login(self, password: str) -> None:
        """Fill in the login form that is on the screen, and send it."""
        self.page.get_by_label("Username", exact=True).fill(self.username)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Log in", exact=True).click()

    def arrive(self) -> None:
        """Wait for the chat page to be connected."""
        self.page.wait_for_url("**/chat*", timeout=MAKING)
        # The page is there at once; the menu, when the account has been opened.
        menu = self.page.get_by_role("button", name="Account menu")
        expect(menu).to_be_visible()

    def open_chat(self) -> None:
        """Go to the chat page."""
        self.page.goto(f"{self.url}/chat")
        self.arrive()

    def logout(self) -> None:
        """Log out through the account menu."""
        self.page.get_by_role("button", name="Account menu").click()
        self.page.get_by_role("menuitem", name="Log out").or_(
            self.page.get_by_role("button", name="Log out")
        ).first.click()
        self.page.wait_for_url("**/login*")

    # Chats

    @property
    def chats(self) -> Locator:
        """The list of chats."""
        return self.page.get_by_role("navigation", name="Chats")

    @property
    def messages(self) -> Locator:
        """The messages of the open chat."""
        return self.page.get_by_role("log", name="Messages")

    @property
    def chat_title(self) -> Locator:
        """The title of the open chat."""
        return self.page.get_by_role("region", name="Chat").get_by_role("heading")

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name="Message", exact=True)

    def leave_chat(self) -> None:
        """Go back to the list of chats where that is not on the screen: on a phone."""
        back = self.page.get_by_role("button", name="Back to chats")
        if back.is_visible():
            back.click()

    def start_chat(self, *usernames: str, title: str | None = None) -> None:
        """Begin a direct chat (one username) or a group through "New chat"."""
        self.leave_chat()
        self.page.get_by_role("button", name="New chat").first.click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("Usernames").fill(" ".join(usernames))
        if title is not None:
            dialog.get_by_label("Title").fill(title)
        dialog.get_by_role("button", name="Start chat").click()
        # Behind the dialog lies the chat that was open before, with its composer.
        expect(dialog).to_be_hidden()
        expect(self.composer).to_be_visible()

    def chat_entry(self, title: str) -> Locator:
        """The entry of one chat in the list."""
        # Others may name it in what they last said.
        named = self.page.locator(".chat-link__title").filter(has_text=title)
        return self.chats.get_by_role("listitem").filter(has=named)

    def go_to(self, title: str) -> None:
        """Open a chat from the list."""
        self.leave_chat()
        entry = self.chat_entry(title)
        entry.get_by_role("link").or_(entry.get_by_role("button")).first.click()
        expect(self.composer).to_be_visible()

    # Messages

    def say(self, text: str) -> None:
        """Write a message and press Enter."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def article(self, text: str) -> Locator:
        """The article of a message with this text."""
        return self.messages.get_by_role("article").filter(has_text=text)

    def sees(self, text: str) -> None:
        """Expect exactly one message with this text."""
        expect(self.article(text)).to_have_count(1)

    def sees_not(self, text: str) -> None:
        """Expect no message with this text."""
        expect(self.article(text)).to_have_count(0)

    def sees_line(self, text: str) -> None:
        """Expect a line about the chat itself, such as who was added."""
        expect(self.messages.get_by_text(text).first).to_be_visible()

    def sees_sent(self, text: str) -> None:
        """Expect the message to be marked as sent."""
        expect(self.article(text)).to_have_attribute("data-status", "sent")

    def sees_mark(self, text: str, mark: str) -> None:
        """Expect a message of one's own to say how far it came."""
        expect(self.article(text).get_by_text(mark, exact=True)).to_have_count(1)

    def sees_presence(self, username: str, presence: str | None) -> None:
        """Expect the direct chat that is open to say whether the other is there."""
        line = self.page.get_by_role("region", name="Chat").get_by_role("paragraph")
        said = (
            self.chat_entry(username)
            .get_by_text("Online")
            .or_(self.chat_entry(username).get_by_text("Idle"))
        )
        if presence is None:
            expect(said).to_have_count(0)
            expect(line.filter(has_text="End-to-end encrypted")).to_be_visible()
        else:
            expect(said).to_have_text(presence)
            expect(line.filter(has_text=f"{presence} · encrypted")).to_be_visible()

    def open_info(self, text: str) -> Locator:
        """Open what is said of who has received and seen a message of one's own."""
        unfold(self.article(text))
        self.menu_item("Info").click()
        dialog = self.page.get_by_role("dialog", name="Message info")
        expect(dialog).to_be_visible()
        return dialog

    # The chat's menu

    def menu(self, item: str) -> None:
        """Choose from the chat's menu."""
        self.page.get_by_role("button", name="Chat menu").click()
        self.menu_item(item).click()

    def menu_item(self, item: str) -> Locator:
        """One item of the chat's menu."""
        page = self.page
        return (
            page.get_by_role("menuitem", name=item)
            .or_(page.get_by_role("menuitemcheckbox", name=item))
            .or_(page.get_by_role("link", name=item))
            .or_(page.get_by_role("button", name=item))
            .or_(page.get_by_role("switch", name=item))
            .first
        )

    def add(self, *usernames: str) -> None:
        """Add people to the open group."""
        self.menu("Members")
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Add members").fill(" ".join(usernames))
        dialog.get_by_role("button", name="Add", exact=True).click()
        for username in usernames:
            expect(
                dialog.get_by_role("listitem").filter(has_text=username)
            ).to_have_count(1)
        self.page.keyboard.press("Escape")

    def member(self, username: str) -> Locator:
        """The row of somebody in the list of members, while that is open."""
        dialog = self.page.get_by_role("dialog", name="Members")
        return dialog.get_by_role("listitem").filter(has_text=username)

    def remove(self, username: str) -> None:
        """Remove somebody from the open group."""
        self.menu("Members")
        dialog = self.page.get_by_role("dialog").first
        dialog.get_by_role("button", name=f"Remove {username}").click()
        asked = self.page.get_by_role("alertdialog")
        asked.get_by_role("button", name="Remove", exact=True).click()
        expect(dialog.get_by_role("listitem").filter(has_text=username)).to_have_count(
            0
        )
        self.page.keyboard.press("Escape")

    def download_log(self, directory: Path) -> Path:
        """Download the encrypted log of the open chat."""
        with self.page.expect_download() as waiting:
            self.menu("Download encrypted log")
        path = directory / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    # Safety numbers

    @property
    def verify_dialog(self) -> Locator:
        """The dialog of the safety number, or of changed keys."""
        return self.page.get_by_role("dialog").filter(has_text="Compare")

    def open_safety_number(self) -> None:
        """Open the safety number of the open direct chat, and wait for it."""
        self.menu("Safety number")
        self.expect_number()

    def open_timer(self) -> Locator:
        """Open the choice of a time after which messages disappear."""
        self.menu("Disappearing messages")
        return self.page.get_by_role("dialog", name="Disappearing messages")

    def expect_number(self) -> None:
        """Wait until the number and its QR code are drawn."""
        expect(self.verify_dialog.get_by_role("listitem").last).to_have_text(
            re.compile(r"^\d{5}$")
        )
        expect(self.qr_code.locator("path")).to_have_attribute("d", re.compile("M"))

    def close_dialog(self) -> None:
        """Close the dialog in front."""
        self.page.keyboard.press("Escape")

    @property
    def safety_number(self) -> str:
        """The number on the screen, in twelve groups."""
        return " ".join(self.verify_dialog.get_by_role("listitem").all_inner_texts())

    @property
    def qr_code(self) -> Locator:
        """The QR code on the screen."""
        return self.verify_dialog.get_by_role("img", name="as a QR code")

    def compare_digits(self, digits: str) -> None:
        """Paste a number into the dialog and compare."""
        dialog = self.verify_dialog
        dialog.get_by_role("textbox", name="Number on the other screen").fill(digits)
        dialog.get_by_role("button", name="Compare", exact=True).click()

    def compare_image(self, image: Path) -> None:
        """Give the dialog an image of a QR code."""
        with self.page.expect_file_chooser() as waiting:
            self.verify_dialog.get_by_role("button", name="From an image").click()
        waiting.value.set_files(image)

    def is_told(self, verdict: str) -> None:
        """Expect a sentence about the comparison."""
        told = self.verify_dialog.get_by_role("status").filter(has_text=verdict)
        expect(told).to_be_visible()

    @property
    def verified_mark(self) -> Locator:
        """The mark in the head of the open chat."""
        return self.page.get_by_role("region", name="Chat").get_by_text("Verified")

    def sees_verified(self, username: str) -> None:
        """Expect the mark on a direct chat, in the list and in its head."""
        expect(self.chat_entry(username).get_by_text("Verified")).to_be_visible()
        expect(self.verified_mark).to_be_visible()
