"""The Chromium of the browser tests, for attacks too."""

from tests.browser.conftest import chromium

__all__ = ["chromium"]
