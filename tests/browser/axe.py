"""What axe-core finds in the interface, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.scripts import script

PROJECT = Path(__file__).resolve().parents[2]
AXE = (PROJECT / "static/node_modules/axe-core/axe.min.js").read_text("utf-8")
JUDGE = script("axe.js")
SETTLED = script("settled.js")


def found(states: Iterable[tuple[str, Page]]) -> list[str]:
    """Return what is wrong with any of these states, in either scheme of colours."""
    wrong = []
    for name, page in states:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE)
        # The same page in other colours: nothing else can be otherwise.
        for colours, rules in (("light", None), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            page.evaluate(SETTLED)
            wrong += [
                f"{name}, {colours}: {one}" for one in page.evaluate(JUDGE, rules)
            ]
    return wrong
