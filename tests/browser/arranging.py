"""The list of chats as a person arranges it, and finds chats in it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.pages import Person

# What was chosen shows at once, and is written under this lock; whoever loads the page
# anew before that has chosen nothing.
KEPT = "() => navigator.locks.request('securechat-chats', () => {})"


class ChatList:
    """Somebody's list of chats."""

    def __init__(self, person: Person):
        self.person = person
        self.page = person.page

    @property
    def titles(self) -> Locator:
        """The chats that are shown, from the top."""
        return self.person.chats.locator(".chat-link__title:visible")

    def options(self, title: str) -> Locator:
        """Open the options of a chat with its button."""
        self.person.chat_entry(title).hover()
        self.person.chats.get_by_role("button", name=f"Options for {title}").click()
        return self.menu(title)

    def menu(self, title: str) -> Locator:
        """The options of a chat, while they are open."""
        return self.page.get_by_role("dialog", name=f"Options for {title}")

    def arrange(self, title: str, option: str) -> None:
        """Choose one of the options of a chat."""
        menu = self.options(title)
        menu.get_by_role("button", name=option).click()
        expect(menu).to_be_hidden()
        self.page.evaluate(KEPT)

    @property
    def archived(self) -> Locator:
        """The row behind which the archived chats are."""
        return self.person.chats.get_by_role("button", name="Archived")

    def marks(self, title: str) -> Locator:
        """What the entry of a chat says besides its messages."""
        return self.person.chat_entry(title).locator(".chat-link__marks")

    def unread(self, title: str) -> Locator:
        """The number of what is unread in a chat."""
        return self.marks(title).locator(".badge")

    @property
    def find(self) -> Locator:
        """The field above the list."""
        return self.person.chats.get_by_role("searchbox", name="Search chats")
