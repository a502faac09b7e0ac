"""Everything that leaves and reaches a browser, and everything that rests in it."""

from __future__ import annotations

import json
from contextlib import suppress

from playwright.sync_api import BrowserContext, Error, Page, Request, Route, WebSocket

from tests.browser.scripts import script

# Gives [{place, bytes: [numbers]}] of all that a page can keep, but for CryptoKeys:
# that they cannot be read out is their point.
DUMP = script("dump.js")


class Recorder:
    """Write down all traffic of a browser, both ways.

    Answers pass through its hands: a browser forgets their bodies when it moves on.
    Not so pages and scripts, which are the same for everybody (test_csp.py): a page
    that a test handed over may open no socket to this machine.
    """

    def __init__(self, context: BrowserContext):
        self.traffic: dict[str, bytes] = {}
        self.hosts: set[str] = set()
        context.on("request", self._request)
        context.on("page", lambda page: page.on("websocket", self._websocket))
        context.route("**/api/**", self._pass_on)

    def _request(self, request: Request) -> None:
        place = f"request {len(self.traffic)} {request.method} {request.url}"
        self.hosts.add(request.url.split("/")[2])
        self._add(place, request.url.encode())
        self._add(f"{place} headers", json.dumps(request.headers).encode())
        self._add(f"{place} body", request.post_data_buffer or b"")

    def _pass_on(self, route: Route) -> None:
        try:
            answer = route.fetch(max_redirects=0)
            body = answer.body()
            route.fulfill(response=answer)
        except Error:
            # The server has been ended, or the page has gone on.
            with suppress(Error):
                route.abort()
            return
        place = f"response {len(self.traffic)} {route.request.url}"
        self._add(f"{place} headers", json.dumps(answer.headers).encode())
        self._add(f"{place} body", body)

    def _websocket(self, socket: WebSocket) -> None:
        self.hosts.add(socket.url.split("/")[2])
        self._add(f"socket {socket.url}", socket.url.encode())
        for name in ("framesent", "framereceived"):
            socket.on(name, lambda frame, name=name: self._frame(name, frame))

    def _frame(self, name: str, frame: str | bytes) -> None:
        content = frame.encode() if isinstance(frame, str) else frame
        self._add(f"{name} {len(self.traffic)}", content)

    def _add(self, place: str, content: bytes) -> None:
        self.traffic[place] = content


def storage(page: Page) -> dict[str, bytes]:
    """Give everything that rests in a browser, by where it rests."""
    dump = page.evaluate(DUMP)
    return {
        f"{number} {entry['place']}": bytes(entry["bytes"])
        for number, entry in enumerate(dump)
    }


def left_in(page: Page) -> dict[str, bytes]:
    """Give what rests in a browser behind a logout, but for the login page itself."""
    # The reason somebody was sent there stands behind the # until it has been read.
    page.wait_for_function("() => !location.hash")
    own = {
        "address": page.url.partition("#")[0].encode(),
        "page title": b"Log in \xc2\xb7 SecureChat",
        "window": b"",
    }
    return {
        place: data
        for place, data in storage(page).items()
        if own.get(place.split(" ", 1)[1]) != data
    }
