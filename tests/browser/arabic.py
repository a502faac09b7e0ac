"""The interface as Alia meets it, who reads Arabic: its names on her screen."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import MAKING


class ArabicPage:
    """A page of the interface in Arabic, or in English until she chooses."""

    def __init__(self, page: Page):
        self.page = page

    def choose_arabic(self) -> None:
        """Choose the language, wherever the choice stands."""
        self.page.get_by_role("combobox", name="Language").select_option("العربية")
        expect(self.page.locator("html")).to_have_attribute("dir", "rtl")

    def fill_registration(self, username: str, password: str) -> None:
        """Fill the form and send it."""
        self.page.get_by_label("اسم المستخدم", exact=True).fill(username)
        self.page.get_by_label("كلمة المرور", exact=True).fill(password)
        self.page.get_by_label("أعد كلمة المرور", exact=True).fill(password)
        self.page.get_by_role("button", name="أنشئ الحساب").click()

    def go_on_without_a_phrase(self) -> None:
        """Leave the recovery phrase that is shown once the account is made."""
        leave = self.page.get_by_role("button", name="المتابعة دون عبارة")
        leave.click(timeout=MAKING)
        self.page.wait_for_url("**/chat*", timeout=MAKING)

    @property
    def field_error(self) -> Locator:
        """What is wrong with a field."""
        return self.page.locator(".field__error:visible")

    @property
    def chats(self) -> Locator:
        """The list of chats."""
        return self.page.get_by_role("navigation", name="المحادثات")

    @property
    def messages(self) -> Locator:
        """The messages of the open chat."""
        return self.page.get_by_role("log", name="الرسائل")

    @property
    def composer(self) -> Locator:
        """Where she writes."""
        return self.page.get_by_role("textbox", name="رسالة", exact=True)

    def start_group(self, *usernames: str) -> None:
        """Begin a group."""
        self.page.get_by_role("button", name="محادثة جديدة").first.click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("أسماء المستخدمين").fill(" ".join(usernames))
        dialog.get_by_role("button", name="ابدأ المحادثة").click()
        expect(dialog).to_be_hidden()
        expect(self.composer).to_be_visible()

    def say(self, text: str) -> None:
        """Write a message and send it."""
        self.composer.fill(text)
        self.page.get_by_role("button", name="إرسال").click()


def isolated(text: str) -> re.Pattern:
    """Return the pattern of a text whose numbers stand in marks of isolation."""
    return re.compile(re.sub(r"\d+", "\u2068\\g<0>\u2069", text))


def middle(locator: Locator) -> float:
    """Return where across the screen something stands."""
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2
