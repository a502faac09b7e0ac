"""A walk through what is not as it should be: what waits, failed or has ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, Route, expect

from tests.browser.overlays import CAT, PLAN
from tests.browser.pages import Person
from tests.browser.sending import Desk

FILES = re.compile(r"/api/rooms/[\w-]{22}/files")
ROOMS = re.compile(r"/api/rooms/[\w-]{22}")


def refuse(route: Route) -> None:
    """Answer as a server that does not have it."""
    route.fulfill(status=404, json={"error": {"code": "not-found", "message": ""}})


class Gate:
    """Some requests of a page, which are held, fail, and then pass."""

    def __init__(self, page: Page, url: str | re.Pattern):
        self._page, self._url = page, url
        self._held: list[Route] = []
        self._fails = False
        page.route(url, self._meet)

    def _meet(self, route: Route) -> None:
        if self._fails:
            route.fulfill(status=500, body="")
        else:
            self._held.append(route)

    def fail(self) -> None:
        """Answer as a server that has an error."""
        self._fails = True
        while self._held:
            self._meet(self._held.pop())

    def open(self) -> None:
        """Let everything pass."""
        self._page.unroute(self._url)


def in_trouble(
    open_menu: Callable[[str], None], alice: Person, bob: Person, carol: Person
) -> Iterator[tuple[str, Page]]:
    """Show what Alice meets in her chat with Bob, in which there are files."""
    yield from _with_files(open_menu, alice, bob)
    yield from _while_it_opens(alice, bob)
    yield from _without_connection(alice)
    yield from _removed(alice, bob, carol)


def _with_files(
    open_menu: Callable[[str], None], alice: Person, bob: Person
) -> Iterator[tuple[str, Page]]:
    page, desk = alice.page, Desk(alice)
    page.route(FILES, refuse)
    alice.open_chat()
    alice.go_to(bob.username)
    expect(desk.picture("cat.jpg")).to_have_attribute("data-failed", "")
    alice.messages.get_by_role("button", name="Save Plan.pdf").click()
    expect(alice.messages.get_by_role("alert")).to_be_visible()
    yield "file-failed", page
    page.route("**/emoji/*.json", lambda route: route.abort())
    open_menu("Good")
    page.locator("#message-menu").get_by_role("button", name="React").click()
    expect(page.get_by_text("The emoji could not be loaded")).to_be_visible()
    yield "emoji-failed", page
    page.keyboard.press("Escape")
    page.unroute("**/emoji/*.json")
    desk.picture("cat.jpg").click()
    expect(desk.lightbox.get_by_role("alert")).to_be_visible()
    yield "lightbox, failed", page
    page.keyboard.press("Escape")
    desk.pick(CAT, PLAN)
    desk.send("These do not arrive")
    expect(alice.article("not arrive")).to_have_attribute("data-status", "failed")
    yield "message-failed", page
    alice.article("not arrive").get_by_role("button", name="Discard").click()
    page.unroute(FILES, refuse)


def _while_it_opens(alice: Person, bob: Person) -> Iterator[tuple[str, Page]]:
    page = alice.page
    again = page.get_by_role("button", name="Try again").filter(visible=True)
    gate = Gate(page, "**/api/me")
    with page.expect_request("**/api/me"):
        page.reload()
    yield "starting", page
    gate.fail()
    expect(again).to_be_visible()
    yield "start-failed", page
    gate.open()

    gate = Gate(page, ROOMS)
    again.click()
    expect(page.get_by_text("Loading messages")).to_be_visible()
    yield "chat-loading", page
    gate.fail()
    expect(again).to_be_visible()
    yield "chat-failed", page
    gate.open()
    again.click()
    alice.sees_sent("Good")
    # A chat of a few messages has no older ones that could fail to come.
    page.locator("[data-ref=older-failed]").evaluate("(one) => one.hidden = false")
    alice.messages.press("Home")
    yield "older-failed", page

    stale = {"blob": None, "rev": 0}
    page.route("**/api/state", lambda route: route.fulfill(json=stale))
    alice.open_chat()
    expect(page.get_by_text("Older account data")).to_be_visible()
    yield "alarm", page
    page.unroute("**/api/state")
    alice.open_chat()
    alice.go_to(bob.username)


def _without_connection(alice: Person) -> Iterator[tuple[str, Page]]:
    alice.context.set_offline(True)
    banner = alice.page.get_by_text("Reconnecting…")
    expect(banner).to_be_visible()
    alice.say("meanwhile: https://example.com/")
    yield "offline", alice.page
    alice.context.set_offline(False)
    expect(banner).to_be_hidden()


def _removed(alice: Person, bob: Person, carol: Person) -> Iterator[tuple[str, Page]]:
    bob.start_chat(alice.username, carol.username, title="Not for long")
    alice.go_to("Not for long")
    bob.remove(alice.username)
    expect(alice.page.get_by_text("You are no longer a member of")).to_be_visible()
    yield "removed", alice.page
