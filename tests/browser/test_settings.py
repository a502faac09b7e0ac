"""What people set for themselves, and find again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.settings import background, open_settings


def test_a_theme_applies_at_once_and_before_the_next_visit_is_painted(alice):
    page = alice.page
    light = background(alice)
    open_settings(alice, "Appearance").get_by_role("radio", name="Dark").check()
    dark = background(alice)
    assert dark != light

    # No module runs: what stands on the page then stood there at the first paint.
    page.route("**/*main.js", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("Opening your chats")).to_be_visible()
    assert background(alice) == dark
    assert page.locator("meta[name=theme-color][media=all]").count() == 1

    # How a browser looks is not the account's: it outlasts a login, which leaves
    # nothing else.
    page.unroute_all()
    page.reload()
    alice.logout()
    assert background(alice) == dark
    kept = alice.page.evaluate("() => Object.entries(localStorage)")
    assert kept == [["appearance", '{"theme":"dark"}']]
