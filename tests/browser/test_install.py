"""Installing the chat as an app."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageStat

from tests import icons
from tests.chromium import FLAGS, find

# Of 255: another version of the browser smooths edges a little differently.
ALIKE = 1


def test_chromium_would_install_it(chromium, live_server, tmp_path):
    # With a profile of its own: without one, nothing can be installed.
    context = chromium.browser_type.launch_persistent_context(
        tmp_path, executable_path=find(), args=FLAGS
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/login")
    ask = context.new_cdp_session(page).send
    read = ask("Page.getAppManifest")
    wrong = ask("Page.getInstallabilityErrors")["installabilityErrors"]
    context.close()

    assert read["errors"] == []
    assert read["manifest"]["display"] == "kStandalone"
    assert wrong == []


@pytest.mark.parametrize("name", icons.ICONS)
def test_an_icon_is_what_is_drawn(chromium, name):
    kept, drawn = Image.open(icons.FOLDER / name), icons.draw(chromium, name)
    assert (kept.size, kept.mode) == (drawn.size, drawn.mode)
    corners = {
        kept.getpixel((x, y)) for x in (0, kept.width - 1) for y in (0, kept.height - 1)
    }
    assert corners == {(0x1D, 0x6B, 0x55) if kept.mode == "RGB" else (0, 0, 0, 0)}
    assert max(ImageStat.Stat(ImageChops.difference(kept, drawn)).mean) < ALIKE
