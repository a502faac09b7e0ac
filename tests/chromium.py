"""The machine's Chromium, as Playwright starts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

# How long anything may take before it counts as never coming, in milliseconds: where
# the machine has other work, what takes a second alone takes ten.
PATIENCE = 30_000

# Of several lists Chromium heeds the last, so this one repeats that of Playwright.
NEEDLESS = [
    # Pages of the address bar, of which there is none: two for each window, that is for
    # each person of a story, and as dear as a person's own.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # Playwright's
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]

FLAGS = [
    f"--disable-features={','.join(NEEDLESS)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str:
    """Return the path of the program."""
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CANDIDATES))
    )


@contextmanager
def started() -> Iterator[Browser]:
    """Start it, and end it afterwards; a process can have one at a time."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
