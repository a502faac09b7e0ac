"""The settings as a person meets them."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.pages import Person


def open_settings(someone: Person, section: str | None = None) -> Locator:
    """Open the settings from the account menu, at a section if one is named."""
    someone.page.get_by_role("button", name="Account menu").click()
    someone.page.get_by_role("button", name="Settings").click()
    dialog = someone.page.get_by_role("dialog", name="Settings")
    expect(dialog).to_be_visible()
    if section:
        dialog.get_by_role("tab", name=section).click()
    return dialog


def background(someone: Person) -> str:
    """Say which colour the page has, as numbers."""
    return someone.page.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor"
    )
