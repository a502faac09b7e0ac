"""What a person is told of new messages outside of the page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pages import Person
from tests.browser.scripts import script
from tests.browser.settings import open_settings

SAID = "window.notices.map(({ title, body }) => `${title}: ${body}`)"
TAKEN = f"(() => {{ const said = {SAID}; window.notices.length = 0; return said }})()"
OPEN = "window.notices.filter(({ isOpen }) => isOpen).length"


class Told:
    """Somebody whose system keeps the notifications that it is asked to show."""

    def __init__(self, person: Person):
        self.person = person
        self.page = person.page
        person.context.add_init_script(script("notification.js"))
        person.open_chat()

    def turn_on(self) -> None:
        """Let this browser show notifications."""
        settings = open_settings(self.person, "Notifications")
        settings.get_by_role("switch", name="Notifications").check()
        expect(settings.get_by_role("group", name="What they say")).to_be_visible()
        self.person.close_dialog()
        self.forget()

    def choose(self, choice: str) -> None:
        """Choose how much they say, or for how long nothing disturbs."""
        settings = open_settings(self.person, "Notifications")
        settings.get_by_role("radio", name=choice, exact=True).check()
        self.person.close_dialog()

    def forget(self) -> None:
        """Keep only what is shown from now on."""
        self.page.evaluate("window.notices.length = 0")

    def is_told(self, *said: str) -> None:
        """Wait for these notifications, and no others, since the last time."""
        self.page.wait_for_function(f"() => {SAID}.length >= {len(said)}")
        # In one step: what comes a moment later belongs to the next time.
        assert self.page.evaluate(TAKEN) == list(said)

    def press_last(self) -> None:
        """Press the newest notification."""
        press = "window.notices.at(-1).dispatchEvent(new Event('click'))"
        self.page.evaluate(press)

    def has_none_open(self) -> None:
        """Wait until no notification is shown any more."""
        self.page.wait_for_function(f"() => {OPEN} === 0")
