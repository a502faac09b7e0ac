"""A Chromium that nothing watches but for asking its page something now and then.

Playwright fills in the forms and lets go; what is measured afterwards goes over a bare
connection to DevTools that turns no domain on.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
import websocket
from playwright.sync_api import BrowserContext, sync_playwright

from tests.chromium import CANDIDATES, FLAGS

PATIENCE = 30  # seconds, for the browser to start
LONGEST = 600  # seconds, for an answer of the page


class Browser:
    """One browser with a profile of its own, and one page."""

    def __init__(self, profile: Path, *flags: str) -> None:
        path = os.environ.get("CHROMIUM") or next(
            filter(None, map(shutil.which, CANDIDATES))
        )
        self._process = subprocess.Popen(
            [
                path,
                *FLAGS,
                *flags,
                "--headless=new",
                "--no-default-browser-check",
                "--remote-allow-origins=*",
                "--remote-debugging-port=0",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.pid = self._process.pid
        self.port = _port(profile / "DevToolsActivePort")
        self._address = f"http://127.0.0.1:{self.port}"
        self._page: websocket.WebSocket | None = None
        self._calls = 0

    def prepare(self, steps: Callable[[BrowserContext], Any]) -> Any:
        """Let Playwright do something, and let go of the browser again."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.connect_over_cdp(self._address)
            return steps(browser.contexts[0])

    def attach(self, url: str) -> None:
        """Ask the page at an address from here on."""
        pages = requests.get(f"{self._address}/json", timeout=PATIENCE).json()
        found = next(
            one for one in pages if one["type"] == "page" and one["url"].startswith(url)
        )
        self._page = websocket.create_connection(
            found["webSocketDebuggerUrl"], timeout=LONGEST
        )

    def ask(self, method: str, **parameters: Any) -> dict:
        """Send one command of DevTools, and return its answer."""
        self._calls += 1
        message = {"id": self._calls, "method": method, "params": parameters}
        self._page.send(json.dumps(message))
        while True:
            answer = json.loads(self._page.recv())
            if answer.get("id") == self._calls:
                assert "error" not in answer, answer
                return answer["result"]

    def run(self, script: str, **values: Any) -> Any:
        """Call an asynchronous function of the page's, and return what it gives."""
        answer = self.ask(
            "Runtime.evaluate",
            expression=f"({script})({json.dumps(values)})",
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file on the disk, as a person would."""
        root = self.ask("DOM.getDocument", depth=0)["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def close(self) -> None:
        """End it."""
        if self._page:
            self._page.close()
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)


def _port(note: Path) -> str:
    """Wait for Chromium to write down where it listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if note.exists() and (lines := note.read_text("ascii").split()):
            return lines[0]
        time.sleep(0.05)
    raise AssertionError("Chromium did not start")
