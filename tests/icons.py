"""The icons of the installed app, drawn from one picture: `make icons`.

The committed files are what this draws (tests/browser/test_install.py).
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.chromium import started

FOLDER = Path(__file__).resolve().parent.parent / "static/img/icons"
DRAWN = (FOLDER / "icon.svg").read_text("utf-8")
# Systems that cut an icon into a shape of theirs want it filled to the corners.
FILLED = DRAWN.replace(' rx="112"', "")
STYLE = "body { margin: 0 } svg { display: block }"
ICONS = {
    "icon-192.png": (DRAWN, 192),
    "icon-512.png": (DRAWN, 512),
    "maskable-512.png": (FILLED, 512),
    "apple-touch-180.png": (FILLED, 180),
}


def draw(browser: Browser, name: str) -> Image.Image:
    """Draw one of the icons."""
    picture, size = ICONS[name]
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>{STYLE}</style>{picture}")
    drawn = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    page.close()
    return drawn.convert("RGB" if picture is FILLED else "RGBA")


def main() -> None:
    """Draw all icons anew."""
    with started() as browser:
        for name in ICONS:
            draw(browser, name).save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
