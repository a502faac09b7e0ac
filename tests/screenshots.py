"""Pictures of every state of the interface, for the documentation: `make screenshots`.

The people, their keys and what they write are the same each time, and so are the times
that are shown; a picture that changes is a change of the interface.
"""

from __future__ import annotations

import io
import re
import tempfile
from functools import partial
from itertools import chain
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.arrival import arrived
from tests.browser.overlays import at_messages, by_mouse, in_dialogs, in_the_account
from tests.browser.pages import Person
from tests.browser.scripts import script
from tests.browser.states import before_login, in_the_chat
from tests.chromium import started
from tests.server import Server

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
COLOURS = ("light", "dark")
SAME_TIMES = script("same_times.js")
SETTLED = script("settled.js")
# A palette that keeps the shadows; the pictures take a third of the bytes.
PALETTE = 128


def take(name: str, page: Page) -> None:
    """Take the pictures of one state."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for colours in COLOURS:
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            page.evaluate(SETTLED)
            taken = page.screenshot(animations="disabled", caret="hide")
            picture = Image.open(io.BytesIO(taken)).convert("RGB")
            picture.quantize(PALETTE, dither=Image.Dither.NONE).save(
                FOLDER / f"{name}-{size}-{colours}.png", optimize=True
            )
    page.set_viewport_size(SIZES["wide"])


def main() -> None:
    """Take all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, started() as browser:
        server = Server(Path(folder)).start()
        try:
            _walk(browser, server.url)
        finally:
            server.stop()


def _walk(browser: Browser, url: str) -> None:
    def person(name: str) -> Person:
        context = browser.new_context(
            viewport=SIZES["wide"], locale="en-GB", timezone_id="UTC"
        )
        context.add_init_script(SAME_TIMES)
        return Person(context, url, name)

    people = [arrived(person(name), name) for name in ("alice", "bob", "carol")]
    alice, bob, _ = people
    states = chain(
        before_login(person("visitor")),
        in_the_chat(*people),
        at_messages(partial(by_mouse, alice), alice, bob),
        in_dialogs(alice, bob),
        in_the_account(alice),
    )
    for name, page in states:
        take(re.sub(r"\W+", "-", name.lower()), page)


if __name__ == "__main__":
    main()
