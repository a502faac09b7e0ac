"""That whoever gets a browser finds nothing in it of those who had it before."""

from __future__ import annotations

from tests.browser.arrival import arrived
from tests.browser.browsers import Browsers
from tests.browser.pages import Person
from tests.browser.recorder import left_in, storage


def test_a_browser_that_is_handed_on_is_empty(browsers, live_server):
    options = {"color_scheme": "dark"}
    first = browsers.lend(**options)
    alice = arrived(Person(first, live_server.url, "alice.before"), "alice")
    alice.another_tab()
    alice.page.evaluate("sessionStorage.tab = localStorage.all = 'of Alice'")
    assert len(storage(alice.page)) > 10
    browsers.take_back(first)

    second = browsers.lend(**options)
    assert second is first
    assert second.pages == []
    assert second.cookies() == []
    page = second.new_page()
    page.goto(f"{live_server.url}/chat")
    page.wait_for_url("**/login*")
    assert left_in(page) == {}
    browsers.take_back(second)


def test_what_was_done_to_a_browser_for_good_is_not_handed_on(chromium, live_server):
    browsers = Browsers(chromium, live_server.url)
    told, kept, closed = browsers.lend(), browsers.lend(), browsers.lend()
    told.add_init_script("window.isTold = true")
    browsers.keep(kept)
    closed.close()
    for context in (told, kept, closed):
        browsers.take_back(context)
    assert browsers.lend() not in (told, kept, closed)
