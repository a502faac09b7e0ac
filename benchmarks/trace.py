"""What Chromium itself notes while something goes on."""

from __future__ import annotations

import json
from types import TracebackType

from playwright.sync_api import Browser, Page

TASKS = "toplevel"
FRAMES = "disabled-by-default-devtools.timeline.frame"


class Trace:
    """The events of one category, between two moments."""

    def __init__(self, browser: Browser, page: Page, category: str) -> None:
        self._browser = browser
        self._begin = {"page": page, "categories": [category]}
        self._events: list[dict] = []

    def __enter__(self) -> Trace:
        """Begin to note."""
        self._browser.start_tracing(**self._begin)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Note no more."""
        self._events = json.loads(self._browser.stop_tracing())["traceEvents"]

    @property
    def frames(self) -> float:
        """How many frames were drawn in a second, from the first to the last."""
        drawn = [one["ts"] for one in self._events if one["name"] == "DrawFrame"]
        return (len(drawn) - 1) / (max(drawn) - min(drawn)) * 1e6

    @property
    def longest(self) -> tuple[float, float]:
        """The longest task of a page in ms: how long it worked, and how long it took.

        The second has in it what other processes did meanwhile on the same processor.
        """
        main = {
            (one["pid"], one["tid"])
            for one in self._events
            if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
        }
        tasks = [
            one
            for one in self._events
            if one["name"].endswith("::RunTask") and (one["pid"], one["tid"]) in main
        ]
        worked, took = (
            max(one.get(key, 0) for one in tasks) for key in ("tdur", "dur")
        )
        return worked / 1000, took / 1000
