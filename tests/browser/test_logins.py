"""A person sees where they are logged in, and ends what they do not want."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.recorder import left_in, storage
from tests.browser.settings import open_settings

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


def test_a_login_is_ended_from_another_browser(person, alice):
    lost, left = person("x", user_agent=IPHONE), person("x")
    for browser in (lost, left):
        browser.username = alice.username
        browser.login()
    assert storage(lost.page), "the premise: there are keys"
    # Nobody is at this one when it is ended.
    left.page.goto(f"{left.url}/healthz")

    settings = open_settings(alice, "Logins")
    logins = settings.get_by_role("list", name="Your logins").get_by_role("listitem")
    expect(logins).to_have_count(3)
    expect(logins.first).to_contain_text("This browser")
    expect(logins.first.get_by_role("button")).to_have_count(0)
    settings.get_by_role("button", name="End the login in Safari on iPhone").click()
    expect(logins).to_have_count(2)

    lost.page.wait_for_url("**/login*")
    expect(lost.page.get_by_role("status")).to_contain_text("You are logged out")
    assert left_in(lost.page) == {}
    assert lost.page.request.get(f"{lost.url}/api/me").status == 401

    settings.get_by_role("button", name="End all other logins").click()
    expect(logins).to_have_count(1)
    expect(settings.get_by_role("button", name="End all other logins")).to_be_hidden()
    assert storage(left.page), "the premise: it does not know yet"
    left.page.goto(f"{left.url}/chat")
    left.page.wait_for_url("**/login*")
    assert left_in(left.page) == {}
    # And this one goes on.
    alice.page.reload()
    alice.arrive()
