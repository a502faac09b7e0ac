"""A mouse over a message, and the menu that it opens there."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Locator, TimeoutError, expect

from tests.browser.scripts import script

SETTLED = script("settled.js")
# A list that moves takes the toolbar away until the mouse moves again: then it does.
TRIES = 8
SOON = 4_000


def unfold(message: Locator, panel: str = "message-menu") -> None:
    """Open the menu of a message with the mouse, wherever both were before.

    Or its row of emoji, "quick-reactions".
    """
    for number in range(TRIES):
        if _is_unfolded(message, panel):
            return
        with suppress(TimeoutError):
            _press(message, panel, 1 + number % 2)
    expect(message).to_have_attribute("data-held", "")


def _is_unfolded(message: Locator, panel: str) -> bool:
    """Say whether its menu is open, and fold that of another one."""
    page = message.page
    if not page.locator(f"#{panel}").is_visible():
        return False
    if message.get_attribute("data-held") is not None:
        return True
    page.keyboard.press("Escape")
    return False


def _press(message: Locator, panel: str, off: int) -> None:
    """Move the mouse there, a little `off` the middle, and press the button."""
    page = message.page
    message.hover(timeout=SOON)
    page.evaluate(SETTLED)
    box = message.bounding_box(timeout=SOON)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + off)
    toolbar = page.get_by_role("toolbar", name="Message", exact=True)
    toolbar.locator(f"[aria-controls={panel}]").click(timeout=SOON)
