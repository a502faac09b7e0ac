"""The served crypto worker on its own in a real page, called as the page calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from tests.browser.scripts import script

# Loaded instead of worker.js: watches the generators, then loads it.
BOOT = script("boot.js")

START = script("start.js")

# What runs a vector in Node runs it in the page, too: it is written once.
TESTS = Path(__file__).resolve().parent.parent
RUNNER = TESTS / "js" / "runner.js"
KEYS = TESTS / "vectors" / "keys.json"
PARTS = script("parts.js")
JUDGE = script("judge.js")


class Workbench:
    """One crypto worker; scripts given to `run` call it by `bench(name, ...args)`."""

    def __init__(self, page: Page, url: str, before: str = "", extra: str = ""):
        self.page = page
        script = BOOT % {"before": before, "extra": PARTS + extra}

        def serve(route: Route) -> None:
            route.fulfill(content_type="text/javascript", body=script)

        # The policy lets scripts in by one door only; here the test is the page.
        page.route("**/js/crypto/boot.js", serve)
        self.serve("**/js/crypto/runner.js", RUNNER.read_text("utf-8"))
        page.route("**/login", _without_policy)
        page.goto(f"{url}/login")
        page.evaluate(START)

    def run(self, script: str, arg: Any = None) -> Any:
        """Run an async function body; `arg` is at hand, and so is `bench`."""
        return self.page.evaluate(f"async (arg) => {{ {script} }}", arg)

    def judge(self, file: str) -> list[dict]:
        """Run every vector of a file's text, and give what each should have said."""
        files = {"file": file, "keys": KEYS.read_text("ascii")}
        return json.loads(self.run(JUDGE, files))

    def serve(self, pattern: str, text: str) -> None:
        """Answer requests for an address with a script of the test's own."""
        self.page.route(
            pattern,
            lambda route: route.fulfill(content_type="text/javascript", body=text),
        )


def _without_policy(route: Route) -> None:
    answer = route.fetch()
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name.lower() != "content-security-policy"
    }
    route.fulfill(response=answer, headers=headers)
