"""Alice in a real browser, with the pages that the server serves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

from tests.browser.pages import Person
from tests.chromium import PATIENCE
from tests.evil_server import EvilServer
from tests.malicious.people import PASSWORD, account
from tests.malicious.victim import FORGED, NotRefused, demand
from tests.malicious.words import reason_of, says
from tests.waiting import until

SCRIPTS = Path(__file__).parent / "scripts"
STATE = (SCRIPTS / "state.js").read_text("utf-8")
SHOWN = (SCRIPTS / "shown.js").read_text("utf-8")
UNTIL = (SCRIPTS / "until.js").read_text("utf-8") % {"shown": SHOWN.strip()}

GO_TO = (SCRIPTS / "go_to.js").read_text("utf-8")


class BrowserVictim:
    """One browser profile, logged in through the form at its first visit."""

    def __init__(
        self,
        browser: Browser,
        evil: EvilServer,
        username: str,
        patience: int = PATIENCE,
    ) -> None:
        self.username = username
        self.patience = patience
        self._browser = browser
        self._evil = evil
        self._context = browser.new_context(viewport={"width": 1280, "height": 800})
        self._context.set_default_timeout(PATIENCE)
        self.person = Person(self._context, evil.url, username, PASSWORD)
        self._room = ""
        self._is_in = False

    @classmethod
    def new(
        cls, browser: Browser, evil: EvilServer, username: str, **options: Any
    ) -> BrowserVictim:
        """Let Alice have an account, and a browser that nobody has used."""
        account(evil.url, username, "alice").disconnect()
        return cls(browser, evil, username, **options)

    @property
    def page(self) -> Page:
        """The tab that is in front."""
        return self.person.page

    def elsewhere(self) -> BrowserVictim:
        """Give the same account another browser, where nobody is logged in."""
        return BrowserVictim(self._browser, self._evil, self.username, self.patience)

    def close(self) -> None:
        """Close the browser."""
        self._context.close()

    def login(self) -> None:
        """Fill in the login form, and send it."""
        self.person.try_login(PASSWORD)

    def visit(self, room: str = "") -> None:
        """Load the page anew, and open a room."""
        self._load(room)

    def open(self, room: str) -> None:
        """Open a room in the page as it is."""
        if not self._is_in or not self.page.url.startswith(f"{self._evil.url}/chat"):
            return self._load(room)
        self._room = room
        self.page.evaluate(GO_TO, room)
        return None

    def start_chat(self, username: str) -> None:
        """Begin a direct chat through "New chat"."""
        page = self.page
        page.get_by_role("button", name="New chat").first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Usernames").fill(username)
        dialog.get_by_role("button", name="Start chat").click()

    def say(self, text: str) -> None:
        """Write into the open room."""
        self.person.say(text)

    def save(self, name: str) -> None:
        """Save a file of the open room."""
        messages = self.person.messages
        messages.get_by_role("button", name=f"Save {name}").click()

    def reads(self, *texts: str) -> None:
        """Wait until these texts and nothing else is shown, and kept as read."""
        shown = self._until(texts=list(texts), ms=PATIENCE)
        assert (shown["texts"], shown["reasons"]) == (list(texts), []), shown
        self.knows(self._room)

    def knows(self, room: str) -> None:
        """Wait until all that there is in a room was verified and kept."""
        newest = self._evil.history(room)[-1]["record"]["seq"]
        self._until_kept(
            lambda kept: kept["positions"].get(room, {}).get("seq") == newest
        )

    def verify(self, username: str) -> None:
        """Mark somebody as verified, in the direct chat that is open."""
        self.person.open_safety_number()
        dialog = self.person.verify_dialog
        dialog.get_by_role("button", name="Mark as verified").click()
        self._until_kept(lambda kept: kept["pins"][username]["verified"])
        self.person.close_dialog()

    def rest(self) -> None:
        """Leave the page, and with it what it found wrong with the server."""
        self.page.goto("about:blank")

    def refuses(self, reason: str, *besides: str) -> None:
        """Wait for the refusals, and hold their sentences against the catalogue."""
        wanted = {reason, *besides}
        try:
            shown = self._until(reasons=len(wanted), **{"not": [FORGED]})
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            raise NotRefused("the page went on to the next one") from None
        met = [one["code"] or reason_of(one["what"]) for one in shown["reasons"]]
        demand(wanted, met, shown["texts"], shown)
        for code, one in zip(met, shown["reasons"], strict=True):
            if not says(one["what"], code):
                raise NotRefused(f"{code} is told as: {one['what']}")

    def state(self) -> dict[str, Any]:
        """Read what the browser keeps, opening what it keeps sealed."""
        parts = ("login", "pins", "rosters", "positions", "sessions")
        nothing: dict[str, Any] = {part: {} for part in parts}
        if not self.page.url.startswith(self._evil.url):
            return nothing
        return self.page.evaluate(STATE) or nothing

    def _until_kept(self, is_it: Callable[[dict[str, Any]], bool]) -> None:
        until(lambda: is_it(self.state()), "it was not kept", pause=0.01)

    def _load(self, room: str) -> None:
        if not self._is_in:
            self.person.login()
            self._is_in = True
        self._room = room
        # The address of another room alone would not load anything.
        self.page.goto("about:blank")
        self.page.goto(f"{self._evil.url}/chat#{room}", wait_until="commit")

    def _until(self, **wanted: Any) -> dict[str, Any]:
        asked = {"texts": None, "reasons": 0, "not": [], "ms": self.patience}
        return self.page.evaluate(UNTIL, asked | wanted)


class VictimOfMutations(BrowserVictim):
    """A browser with two tabs, so that fewer pages are loaded.

    What happens before the lie is the same for all attacks, and happens in a tab whose
    page stays; each visit is in the other one, with the client as it is served by then.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._staying = self.page
        self._visiting = self._context.new_page()

    def arrive(self) -> None:
        """Log in, and wait for the page that stays."""
        self._load("")
        self.person.arrive()

    def open(self, room: str) -> None:
        """Open a room in the page that stays."""
        self.person.page = self._staying
        super().open(room)

    def visit(self, room: str = "") -> None:
        """Load the other page, and open a room."""
        self.person.page = self._visiting
        super().visit(room)
