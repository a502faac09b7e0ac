import gzip
import re

import pytest
from flask import Flask
from jinja2 import Environment, UndefinedError, meta

from chat import assets, pages

# What would make a page another one for each visitor.
PERSONAL = {"current_user", "session", "g", "request", "config", "csrf_token", "nonce"}


def names_in(source):
    """Return the names that a template takes from outside."""
    return meta.find_undeclared_variables(Environment().parse(source))


@pytest.fixture
def templates(tmp_path):
    for name in pages.PAGES:
        (tmp_path / f"{name}.html").write_text(
            f"<title>{name}</title>{{{{ import_map }}}}"
            "<script type=module src=\"{{ asset('lib/idb.js') }}\""
            " integrity=\"{{ integrity('lib/idb.js') }}\"></script>" + "<p>" * 900
        )
    (tmp_path / "error.html").write_text(
        "<h1>{{ status }} {{ t('error-' ~ status) }}</h1>"
    )
    return tmp_path


@pytest.fixture
def plain(templates):
    """An application that has nothing but pages."""
    app = Flask("pages", static_folder=None)
    assets.init_app(app)
    pages.init_app(app, templates)
    return app


@pytest.fixture
def visitor(plain):
    return plain.test_client()


def test_the_start_is_the_chat(visitor):
    response = visitor.get("/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/chat"


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_page_is_served_and_checked_at_each_visit(visitor, name):
    response = visitor.get(f"/{name}")

    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    assert f"<title>{name}</title>" in response.text
    assert response.headers["Cache-Control"] == "no-cache"


def test_an_unchanged_page_is_not_sent_again(visitor):
    etag = visitor.get("/chat").headers["ETag"]

    again = visitor.get("/chat", headers={"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


def test_a_page_travels_packed(visitor):
    packed = visitor.get("/chat", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == visitor.get("/chat").data


def test_a_page_names_its_files_with_their_hashes(plain, visitor):
    tree = plain.extensions["assets"]
    text = visitor.get("/chat").text

    assert f'<script type="importmap">{tree.import_map}</script>' in text
    assert f'src="{tree.url("lib/idb.js")}"' in text
    assert f'integrity="{tree.integrity("lib/idb.js")}"' in text


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_page_is_the_same_bytes_whoever_asks(plain, name):
    alice, bob, nobody = (plain.test_client() for _ in range(3))
    alice.set_cookie("session", "alice")
    bob.set_cookie("session", "bob")

    answers = {
        (response.data, response.headers["ETag"])
        for response in (
            alice.get(f"/{name}", headers={"Accept-Language": "de"}),
            bob.get(f"/{name}?room=1", headers={"User-Agent": "another"}),
            nobody.get(f"/{name}"),
        )
    }

    assert len(answers) == 1


@pytest.mark.parametrize(
    "name", ["current_user", "session", "g", "csrf_token", "request", "config"]
)
def test_a_template_that_names_a_person_fails_at_the_start(templates, name):
    (templates / "chat.html").write_text(f"{{{{ {name}.username }}}}")
    app = Flask("pages", static_folder=None)
    assets.init_app(app)

    with pytest.raises(UndefinedError, match=name):
        pages.init_app(app, templates)


def test_the_names_in_a_template_are_found():
    assert names_in(
        "{{ current_user.name }}{% if session['a'] %}{{ g.b }}{% endif %}"
    ) == {
        "current_user",
        "session",
        "g",
    }


def test_no_template_of_ours_names_a_person():
    found = list(pages.TEMPLATES.rglob("*.html"))

    assert found
    for path in found:
        assert not names_in(path.read_text(encoding="utf-8")) & PERSONAL, path


def test_no_template_of_ours_holds_a_script_or_a_style():
    for path in pages.TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), path


@pytest.mark.parametrize(
    ("status", "shown"), [(404, "404 "), (405, "405 "), (500, "500 "), (418, "500 ")]
)
def test_the_error_page_says_what_happened(plain, status, shown):
    with plain.test_request_context():
        response = pages.error_page(status)

    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert f"<h1>{shown}" in response.get_data(as_text=True)


def test_the_icon_is_the_first_there_is(plain, visitor):
    tree = plain.extensions["assets"]
    there = [name for name in pages.FAVICONS if name in tree.files]
    response = visitor.get("/favicon.ico")

    if there:
        assert response.data == tree.files[there[0]].body
    else:
        assert response.status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", ["/", "/login", "/register", "/chat", "/missing"])
def test_our_pages_are_the_same_for_two_people_and_for_nobody(
    path, language, alice, bob, client
):
    assert alice.http.get("/api/me").json["username"] == "alice"
    assert bob.http.get("/api/me").json["username"] == "bob"
    assert client.get("/api/me").status_code == 401

    wanted = {"Accept-Language": language}
    answers = {
        (answer.status_code, answer.data, answer.headers.get("ETag"))
        for answer in (
            browser.get(path, headers=wanted)
            for browser in (alice.http, bob.http, client)
        )
    }

    assert len(answers) == 1


def test_our_error_page_is_for_people_and_not_for_programs(client):
    assert client.get("/missing").mimetype == "text/html"
    assert client.get("/api/missing").mimetype == "application/json"


@pytest.mark.parametrize("path", ["/static//x/y", "/api//me", "/login//"])
def test_an_address_has_one_form(client, path):
    answer = client.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "Location" not in answer.headers
