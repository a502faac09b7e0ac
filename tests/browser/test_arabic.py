"""Alia reads Arabic: the whole interface, from right to left."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.arabic import ArabicPage, isolated, middle
from tests.browser.pages import PASSWORD, Person


def test_alia_reads_arabic(new_context, live_server, bob, carol):
    alia = Person(new_context(), live_server.url, "alia")
    alia.page.goto(f"{live_server.url}/register")
    page = ArabicPage(alia.page)
    page.choose_arabic()

    # A number has the form of the word that Arabic gives it, here for few.
    page.fill_registration("alia", "123456789")
    expect(page.field_error.first).to_contain_text(isolated("تنقص 3 محارف"))

    page.fill_registration("alia", PASSWORD)
    page.go_on_without_a_phrase()
    page.start_group(bob.username, carol.username)
    # Until it is there, her notes to herself are open.
    expect(alia.page.locator(".room__title")).to_contain_text(bob.username)
    page.say("مرحبا بكم")

    expect(page.messages.get_by_text("أنشأ")).to_be_visible()
    expect(alia.page.locator(".room__line")).to_contain_text(isolated("3 أعضاء"))
    expect(page.messages.get_by_role("article")).to_contain_text("مرحبا بكم")

    # The list of chats stands on the right, what she says on the left.
    assert middle(page.chats) > 640 > middle(page.messages)
    bubble = page.messages.locator(".message__bubble")
    assert middle(bubble) < middle(page.messages)

    # Bob reads English, and the same message.
    bob.go_to("alia")
    bob.sees("مرحبا بكم")
    assert middle(bob.chats) < 640


def test_a_browser_that_asks_for_arabic_gets_it(new_context, live_server):
    page = new_context(locale="ar-EG").new_page()
    page.goto(f"{live_server.url}/login")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("button", name="سجّل الدخول")).to_be_enabled()
