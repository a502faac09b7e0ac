import re

import pytest
from markupsafe import Markup

from chat.assets import load_assets
from chat.language import Language, find_languages

PAGES = ["/login", "/register", "/recover", "/reset", "/chat"]

MESSAGES = """
plain = It's <b> & text
hello = Hello { $name }
    .again = Again { $name }
counted = { $named ->
    [yes] some
   *[no] none
}
"""


@pytest.fixture
def english():
    return Language("en", MESSAGES)


def language_of(answer):
    return re.search(r'<html lang="(\w+)" dir="(\w+)"', answer.text).groups()


def test_a_text_is_found_by_its_id_and_attribute(english):
    assert english.text("plain") == Markup("It&#39;s &lt;b&gt; &amp; text")
    assert english.text("hello", name="Bob") == "Hello Bob"
    assert english.text("hello.again", name="Bob") == "Again Bob"


def test_markup_comes_from_the_template_and_from_nowhere_else(english):
    assert english.text("hello", name=Markup("<b>b</b>")) == "Hello <b>b</b>"
    assert english.text("hello", name="<b>b</b>") == "Hello &lt;b&gt;b&lt;/b&gt;"


@pytest.mark.parametrize("name", ["missing", "hello.missing", "-term"])
def test_a_text_that_is_missing_fails_where_it_is_written(english, name):
    with pytest.raises(LookupError):
        english.text(name, name="Bob")


def test_so_does_a_variable_that_is_missing(english):
    with pytest.raises(LookupError, match="hello in en"):
        english.text("hello")


def test_every_catalogue_is_a_language_and_english_comes_first():
    found = find_languages(load_assets())

    assert next(iter(found)) == "en"
    assert (found["en"].name, found["en"].direction) == ("English", "ltr")
    assert (found["ar"].name, found["ar"].direction) == ("العربية", "rtl")


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (None, "en"),
        ("ar", "ar"),
        ("ar-EG,en;q=0.5", "ar"),
        ("de, ar;q=0.3, en;q=0.7", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("; q=\x00", "en"),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(client, wanted, language):
    headers = {} if wanted is None else {"Accept-Language": wanted}
    answer = client.get("/login", headers=headers)

    assert language_of(answer)[0] == language
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize("path", PAGES)
def test_what_was_chosen_counts_more(client, path):
    assert client.put("/api/language", json={"language": "ar"}).status_code == 204

    answer = client.get(path, headers={"Accept-Language": "en"})

    assert language_of(answer) == ("ar", "rtl")
    assert f"/{client.application.extensions['languages']['ar'].catalogue}" in (
        answer.text
    )
    assert language_of(client.get("/missing")) == ("ar", "rtl")


@pytest.mark.parametrize("chosen", ["xx", "", "../../instance/secret", "ar.ftl"])
def test_a_cookie_that_names_no_language_chooses_nothing(client, chosen):
    client.set_cookie("lang", chosen)

    assert language_of(client.get("/login")) == ("en", "ltr")


@pytest.mark.parametrize("path", PAGES)
def test_a_cache_keeps_the_languages_apart(client, path):
    english = client.get(path, headers={"Accept-Language": "en"})
    arabic = client.get(path, headers={"Accept-Language": "ar"})
    stale = {"Accept-Language": "ar", "If-None-Match": english.headers["ETag"]}

    assert {"Accept-Language", "Cookie"} <= set(english.vary)
    assert english.headers["ETag"] != arabic.headers["ETag"]
    assert client.get(path, headers=stale).status_code == 200


def test_the_choice_is_a_cookie_that_says_nothing_else(alice):
    before = alice.http.get_cookie("securechat_login").value
    answer = alice.http.put("/api/language", json={"language": "ar"})
    (cookie,) = answer.headers.getlist("Set-Cookie")

    assert cookie.startswith("lang=ar;")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert alice.http.get_cookie("securechat_login").value == before


def test_the_choice_outlasts_the_login(alice):
    alice.http.put("/api/language", json={"language": "ar"})
    alice.http.post("/api/logout", json={})

    assert language_of(alice.http.get("/login")) == ("ar", "rtl")


def test_another_site_cannot_choose(client):
    answer = client.put(
        "/api/language", json={"language": "ar"}, headers={"Sec-Fetch-Site": "none"}
    )

    assert answer.json["error"]["code"] == "cross-site"
    assert language_of(client.get("/login")) == ("en", "ltr")
