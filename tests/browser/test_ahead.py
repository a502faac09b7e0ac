"""The chat comes into the browser while somebody fills in a form in front of it."""

from playwright.sync_api import expect

WANTED = "head link[rel=prefetch]"


def test_the_chat_is_fetched_while_somebody_logs_in(person):
    someone = person("alice")
    page = someone.page
    page.goto(f"{someone.url}/login")
    expect(page.get_by_role("button", name="Log in")).to_be_enabled()
    # Whoever only looks at the form fetches nothing for it.
    expect(page.locator(WANTED)).to_have_count(0)

    with (
        page.expect_response("**/pages/chat.js") as module,
        page.expect_response("**/css/pages/chat.css") as sheet,
        page.expect_response("**/crypto/worker.js") as worker,
    ):
        page.get_by_label("Username", exact=True).press("a")

    assert [one.value.status for one in (module, sheet, worker)] == [200, 200, 200]
    asked = page.locator(WANTED).evaluate_all("all => all.map((one) => one.href)")
    assert len(asked) == len(set(asked))
