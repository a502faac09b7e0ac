"""Searching messages as a person meets it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.pages import Person


class Finder:
    """The dialog in which somebody looks for messages."""

    def __init__(self, person: Person):
        self.person = person
        self.page = person.page

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.get_by_role("dialog", name="Search messages")

    @property
    def field(self) -> Locator:
        """Where the words go."""
        return self.dialog.get_by_role("combobox", name="Search messages")

    @property
    def results(self) -> Locator:
        """What was found."""
        found = self.dialog.get_by_role("listbox", name="Messages that were found")
        return found.get_by_role("option")

    @property
    def told(self) -> Locator:
        """How many were found."""
        return self.dialog.get_by_role("status")

    @property
    def kept(self) -> str:
        """What the page holds of a search, whether it is open or not."""
        dialog = self.page.locator("[data-dialog=search]")
        return dialog.evaluate(
            "(one) => one.querySelector('[data-ref=text]').value"
            " + one.querySelector('[data-ref=results]').textContent"
        )

    def has_forgotten(self) -> None:
        """Wait until the page holds nothing of a search any more."""
        dialog = self.page.locator("[data-dialog=search]")
        expect(dialog.locator("[data-ref=text]")).to_have_value("")
        expect(dialog.locator("[data-ref=results]")).to_be_empty()

    def reads(self, text: str) -> None:
        """Expect to be told how far older messages were read."""
        expect(self.dialog.get_by_text(text)).to_be_visible()

    def marked(self) -> set[str]:
        """Return the kinds of elements in the texts of the results."""
        return set(
            self.results.locator(".result__text *").evaluate_all(
                "(all) => all.map((one) => one.outerHTML.split('>')[0])"
            )
        )

    def open(self) -> None:
        """Open it for all chats."""
        self.person.chats.get_by_role("button", name="Search messages").click()
        expect(self.field).to_be_focused()

    def open_here(self) -> None:
        """Open it for the chat that is open."""
        region = self.page.get_by_role("region", name="Chat")
        region.get_by_role("button", name="Search this chat").click()
        expect(self.field).to_be_focused()

    def narrow(self, **choices: str) -> None:
        """Choose a person, a chat or a time."""
        for name, choice in choices.items():
            label = name.capitalize()
            self.dialog.get_by_label(label, exact=True).select_option(choice)

    def clear(self) -> None:
        """Take all filters away."""
        self.dialog.get_by_role("button", name="Clear filters").click()

    def finds(self, text: str, *expected: str) -> None:
        """Look for a text and expect these messages, in their order, and no others."""
        self.field.fill(text)
        self.shows(*expected)

    def shows(self, *expected: str) -> None:
        """Expect these messages, in their order, and no others."""
        expect(self.results).to_contain_text(list(expected))
        expect(self.results).to_have_count(len(expected))
        if not expected:
            expect(self.told).to_have_text("Nothing found")

    def hits(self, place: int = 0) -> list[str]:
        """Return what is marked in a result."""
        return self.results.nth(place).locator("mark").all_inner_texts()

    def is_at(self, text: str) -> None:
        """Expect the message to be in view, with the focus, and the dialog gone."""
        expect(self.dialog).to_be_hidden()
        article = self.person.article(text)
        expect(article).to_be_focused()
        expect(article).to_be_in_viewport(ratio=1)
