"""Somebody who has a keyboard and nothing else."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.pages import Person

# What a mouse, a pen or a finger does before anything else can happen.
POINTED = """
for (const type of ["pointerdown", "pointermove", "mousedown", "touchstart", "wheel"]) {
  addEventListener(type, () => window.pointed(type), { capture: true, passive: true })
}
"""
# More stops than any page has.
MANY = 120


class Typist:
    """A person who goes from one thing to the next with Tab, and presses keys."""

    def __init__(self, person: Person):
        self.person = person
        self.page = person.page
        self.press = person.page.keyboard.press
        self.type = person.page.keyboard.type
        # Which pointers did anything, in any page of this browser.
        self.pointed: list[str] = []
        person.context.expose_function(
            "pointed", lambda name: self.pointed.append(name)
        )
        person.context.add_init_script(POINTED)

    def pointers(self) -> list[str]:
        """Return which pointers did anything so far: all that the page has told."""
        # What it tells comes in order, and takes a while; this is the last.
        self.page.evaluate("() => window.pointed('')")
        return [name for name in self.pointed if name]

    def to(self, target: Locator, *, back: bool = False) -> None:
        """Press Tab, or Shift and Tab, until something has the focus."""
        for _ in range(MANY):
            if target.evaluate("(one) => one === document.activeElement"):
                return
            self.press("Shift+Tab" if back else "Tab")
        message = f"Tab does not lead to {target}"
        raise AssertionError(message)

    def push(self, name: str, *, back: bool = False, within: Locator | None = None):
        """Go to a button and press it."""
        place = within or self.page.locator("body")
        self.to(place.get_by_role("button", name=name, exact=True).first, back=back)
        self.press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Go to a field and write into it."""
        self.to(self.page.get_by_label(label, exact=True).filter(visible=True))
        self.type(text)

    def say(self, text: str) -> None:
        """Write a message where the focus is, and send it."""
        expect(self.person.composer).to_be_focused()
        self.type(text)
        self.press("Enter")
        self.person.sees_sent(text)

    def go_to(self, chat: str) -> None:
        """Go to a chat by its name."""
        expect(self.person.chat_entry(chat).first).to_be_visible()
        self.press("Control+k")
        sought = self.page.get_by_role("combobox", name="Go to a chat")
        expect(sought).to_be_focused()
        self.type(chat)
        self.press("Enter")
        expect(self.person.chat_title).to_have_text(chat)
        expect(self.person.composer).to_be_focused()

    def start_chat(self, usernames: str, title: str = "") -> None:
        """Begin a chat from one that is open, and has the focus by then."""
        expect(self.person.composer).to_be_focused()
        self.push("New chat", back=True)
        self.fill("Usernames", usernames)
        if title:
            self.fill("Title", title)
        self.press("Enter")
        expect(self.person.composer).to_be_focused()

    def to_message(self, text: str) -> None:
        """Go up through the messages to the one with this text."""
        self.to(self.person.messages, back=True)
        article = self.person.article(text)
        for _ in range(MANY):
            self.press("ArrowUp")
            if article.evaluate("(one) => one === document.activeElement"):
                return
        message = f"arrows do not lead to {text!r}"
        raise AssertionError(message)

    def menu(self, item: str) -> None:
        """Choose from the menu of the chat."""
        self.push("Chat menu", back=True)
        self.push(item, within=self.page.locator("#chat-menu"))
