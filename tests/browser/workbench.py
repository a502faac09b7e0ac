"""The served crypto worker on its own in a real page, called as the page calls it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route

from tests.browser.scripts import script

# Loaded instead of worker.js: watches the generators, then loads it.
BOOT = script("boot.js")

START = script("start.js")


class Workbench:
    """One crypto worker; scripts given to `run` call it by `bench(name, ...args)`."""

    def __init__(self, page: Page, url: str, before: str = "", extra: str = ""):
        self.page = page
        script = BOOT % {"before": before, "extra": extra}

        def serve(route: Route) -> None:
            route.fulfill(content_type="text/javascript", body=script)

        # The policy lets scripts in by one door only; here the test is the page.
        page.route("**/js/crypto/boot.js", serve)
        page.route("**/login", _without_policy)
        page.goto(f"{url}/login")
        page.evaluate(START)

    def run(self, script: str, arg: Any = None) -> Any:
        """Run an async function body; `arg` is at hand, and so is `bench`."""
        return self.page.evaluate(f"async (arg) => {{ {script} }}", arg)

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
