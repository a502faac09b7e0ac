"""Alice, who reads long chats at a page that is watched."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.chats import Chats
from benchmarks.memory import held
from benchmarks.trace import FRAMES, Trace
from tests.actors import PASSWORD
from tests.browser.pages import Person

WATCH = (Path(__file__).parent / "history.js").read_text("utf-8")
BLOCK = 200  # records, that a browser keeps together
SPEED = 4000  # CSS pixels a second: a hand that looks for something
DISTANCE = 40_000
PATIENCE = 120_000  # ms


class Reader:
    """She logs in once; every measurement begins at a page of its own."""

    def __init__(self, browser: Browser, url: str, chats: Chats) -> None:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        self._browser, self._url, self._chats = browser, url, chats
        self._person = Person(context, url, "alice", PASSWORD)
        self._person.login()
        self.page: Page = self._person.page
        self._devtools = context.new_cdp_session(self.page)
        self._devtools.send("Performance.enable")

    def leave(self) -> None:
        """Go to a page of the same server that does nothing."""
        self.page.goto(f"{self._url}/register")

    def forget(self) -> None:
        """Let this browser keep nothing of the chats."""
        self.leave()
        self.page.evaluate("watch.forget()")

    def opens(self, room: str) -> float:
        """Come to the page at a chat; give when its messages were there, in ms."""
        self.leave()
        self.page.goto(f"{self._url}/chat#{room}")
        return self.page.evaluate("watch.shown")

    def opens_anew(self, room: str) -> float:
        """Come to a chat of which nothing is kept."""
        self.forget()
        return self.opens(room)

    def goes(self, room: str) -> float:
        """Go from another chat to one; give how long until it was there, in ms."""
        return self.page.evaluate("(room) => watch.goes(room)", room)

    def reads_all(self) -> None:
        """Wait for the whole history, and for it to rest in this browser."""
        self.page.evaluate("watch.beginning()")
        blocks = self._chats.messages // BLOCK
        self.page.evaluate("(blocks) => watch.kept(blocks)", blocks)

    def scrolls(self) -> float:
        """Scroll up from the end and back; give the frames of a second."""
        messages = self._person.messages
        messages.press("End")
        distance = min(DISTANCE, messages.evaluate("(log) => watch.atEnd(log)"))
        box = messages.bounding_box()
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        with Trace(self._browser, self.page, FRAMES) as trace:
            for way in (distance, -distance):
                gesture = {"yDistance": way, "speed": SPEED}
                gesture |= {"gestureSourceType": "mouse", **place}
                self._devtools.send("Input.synthesizeScrollGesture", gesture)
        return trace.frames

    def memory(self) -> dict[str, float]:
        """Return what the page takes, in MB.

        `held` is its share of its process; `resident` has in it what processes have in
        common, of which the browser itself is most; `scripts` is what these hold.
        """
        self._devtools.send("HeapProfiler.collectGarbage")
        metrics = self._devtools.send("Performance.getMetrics")["metrics"]
        heap = {one["name"]: one["value"] for one in metrics}["JSHeapUsedSize"]
        session = self._browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        pages = [one["id"] for one in processes if one["type"] == "renderer"]
        page = max(pages, key=held)  # the other one waits for a page to come
        taken = {"held": held(page), "resident": held(page, "Rss"), "scripts": heap}
        return {name: round(size / 1e6, 1) for name, size in taken.items()}

    def types(self, questions: tuple[str, ...]) -> list[dict]:
        """Look for each of these, letter by letter as far as the field goes."""
        self.page.keyboard.press("Control+Shift+F")
        return self.page.evaluate("(questions) => watch.types(questions)", questions)

    def reads_back(self) -> tuple[float, float]:
        """Read the long chat where no page is in the way.

        Gives the messages a second, and how many it would be if they only had to be
        made findable.
        """
        self.leave()
        script = "([room, block]) => watch.readsBack(room, block)"
        read = self.page.evaluate(script, [self._chats.long, BLOCK])
        assert read["messages"] == self._chats.messages, read
        return tuple(
            read["messages"] / read[what] * 1000 for what in ("taken", "folding")
        )
