import base64
import gzip
import hashlib
import json

import pytest
from flask import Flask

from chat import assets
from chat.auth import COOKIE
from chat.libraries import BARE_NAMES, LIBRARIES, LIBRARY_FOLDERS
from chat.tree import MissingLibrary


@pytest.fixture
def static(tmp_path):
    """A folder like static/, with what is served beside what must not be."""
    for place in LIBRARIES.values():
        write(tmp_path / "node_modules" / place, f"// {place}")
    for place in LIBRARY_FOLDERS.values():
        write(tmp_path / "node_modules" / place / "index.mjs", f"// {place}")
        write(tmp_path / "node_modules" / place / "deep/part.mjs", "export {}")
        write(tmp_path / "node_modules" / place / "index.cjs", "secret")
        write(tmp_path / "node_modules" / place / "index.mjs.map", "secret")
    write(tmp_path / "js/main.js", "export const answer = 42\n" * 200)
    write(tmp_path / "css/base.css", "body { margin: 0 }")
    write(tmp_path / "img/favicon.svg", "<svg/>")
    write(tmp_path / "js/.main.js.swp", "secret")
    write(tmp_path / "js/.hidden/main.js", "secret")
    write(tmp_path / "js/notes.txt", "secret")
    write(tmp_path / "package.json", "secret")
    write(tmp_path / "package-lock.json", "secret")
    write(tmp_path / "eslint.config.js", "secret")
    write(tmp_path / ".npmrc", "secret")
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def tree(static):
    return assets.load_assets(static)


@pytest.fixture
def client(static):
    app = Flask("assets", static_folder=None)
    assets.init_app(app, static)
    return app.test_client()


def test_serves_a_file_under_the_address_of_the_release(client, tree):
    response = client.get(tree.url("js/main.js"))

    assert response.status_code == 200
    assert response.data == tree.files["js/main.js"].body
    assert tree.url("js/main.js") == f"/static/{tree.release}/js/main.js"


def test_what_is_behind_an_address_may_be_kept_for_good(client, tree):
    caching = client.get(tree.url("css/base.css")).headers["Cache-Control"]

    assert caching == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [
        ("js/main.js", "text/javascript"),
        ("lib/crypto-js.js", "text/javascript"),
        ("lib/zxcvbn/core/deep/part.mjs", "text/javascript"),
        ("css/base.css", "text/css"),
        ("img/favicon.svg", "image/svg+xml"),
    ],
)
def test_says_what_kind_of_file_it_is(client, tree, name, mimetype):
    assert client.get(tree.url(name)).mimetype == mimetype


@pytest.mark.parametrize(
    "name",
    [
        "package.json",
        "package-lock.json",
        "eslint.config.js",
        ".npmrc",
        "js/notes.txt",
        "js/.main.js.swp",
        "js/.hidden/main.js",
        "node_modules/idb/build/index.js",
        "js/../package.json",
        "js/../node_modules/idb/build/index.js",
        "js/%2e%2e/package.json",
        "lib/zxcvbn/core/index.cjs",
        "lib/zxcvbn/core/index.mjs.map",
        "lib/idb/build/index.js",
        "../app.py",
        "",
    ],
)
def test_nothing_beside_the_tree_is_reached(client, tree, name):
    for prefix in (f"/static/{tree.release}/", "/static/"):
        response = client.get(prefix + name)
        assert response.status_code == 404
        assert b"secret" not in response.data


def test_another_release_is_not_served(client, tree):
    assert client.get("/static/0123456789abcdef/js/main.js").status_code == 404


def test_only_reading_is_allowed(client, tree):
    assert client.post(tree.url("js/main.js")).status_code == 405


def test_a_browser_that_takes_gzip_gets_the_packed_file(client, tree):
    url = tree.url("js/main.js")

    packed = client.get(url, headers={"Accept-Encoding": "br, gzip"})
    plain = client.get(url)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_a_file_is_the_same_whoever_is_logged_in(app):
    visitor = app.test_client()
    url = app.extensions["assets"].url("css/base.css")
    visitor.set_cookie(COOKIE, "somebody's")
    assert "Cookie" not in visitor.get(url).vary
    assert "Cookie" in visitor.get("/login").vary, "the premise"


def test_a_browser_that_refuses_gzip_gets_the_plain_file(client, tree):
    response = client.get(
        tree.url("js/main.js"), headers={"Accept-Encoding": "gzip;q=0"}
    )

    assert "Content-Encoding" not in response.headers


def test_a_file_too_small_to_profit_is_not_packed(client, tree):
    response = client.get(tree.url("css/base.css"), headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in response.headers


def test_an_unchanged_file_is_not_sent_again(client, tree):
    url = tree.url("js/main.js")
    etag = client.get(url).headers["ETag"]

    again = client.get(url, headers={"If-None-Match": etag})
    other = client.get(url, headers={"If-None-Match": '"other"'})

    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200


def test_integrity_is_the_hash_of_the_file(tree):
    digest = hashlib.sha384(tree.files["js/main.js"].body).digest()

    assert tree.integrity("js/main.js") == (
        "sha384-" + base64.b64encode(digest).decode()
    )


def test_a_name_that_is_not_in_the_tree_fails_where_it_is_written(tree):
    with pytest.raises(KeyError):
        tree.url("js/missing.js")
    with pytest.raises(KeyError):
        tree.integrity("js/missing.js")


def test_the_import_map_names_every_module_and_nothing_else(tree):
    import_map = json.loads(tree.import_map)

    assert import_map["integrity"] == {
        tree.url(name): tree.integrity(name)
        for name in tree.files
        if name.endswith((".js", ".mjs"))
    }
    assert import_map["imports"] == {
        bare: tree.url(name) for bare, name in BARE_NAMES.items()
    }


def test_the_import_map_cannot_end_its_script_element(static):
    write(static / "js/<!--<script>.js", "export {}")

    text = assets.load_assets(static).import_map

    assert "<" not in text
    assert any("<script>" in url for url in json.loads(text)["integrity"])


def test_the_release_changes_with_a_byte_or_a_name(static):
    first = assets.load_assets(static).release

    write(static / "css/base.css", "body { margin: 1 }")
    second = assets.load_assets(static).release
    (static / "css/base.css").rename(static / "css/reset.css")
    third = assets.load_assets(static).release

    assert len({first, second, third}) == 3
    assert all(len(release) == 16 for release in (first, second, third))


def test_the_release_changes_with_a_sheet_that_another_imports(static):
    write(static / "css/pages/chat.css", '@import "../base.css";')
    first = assets.load_assets(static)
    write(static / "css/base.css", "body { margin: 1 }")
    second = assets.load_assets(static)

    assert first.files["css/pages/chat.css"].body == b"body { margin: 0 }"
    assert second.files["css/pages/chat.css"].body == b"body { margin: 1 }"
    assert first.release != second.release


def test_an_unchanged_tree_is_read_once(static):
    assert assets.load_assets(static) is assets.load_assets(static)


def test_a_library_that_is_not_installed_is_named(static):
    (static / "node_modules/idb/build/index.js").unlink()

    with pytest.raises(MissingLibrary, match=r"idb.*make env"):
        assets.load_assets(static)


def test_the_libraries_are_served_as_their_packages_ship_them():
    tree = assets.load_assets()

    for name, place in LIBRARIES.items():
        path = assets.ROOT / "node_modules" / place
        assert tree.files[name].body == path.read_bytes()
    assert set(BARE_NAMES.values()) <= set(tree.files)


def test_every_bare_import_of_the_libraries_is_in_the_import_map():
    tree = assets.load_assets()
    bare = set()
    for name, asset in tree.files.items():
        if name.startswith("lib/zxcvbn/"):
            bare |= {
                line.rsplit(" from ", 1)[1].strip(" ;'\"")
                for line in asset.body.decode().splitlines()
                if line.startswith("import ") and " from " in line
            }

    outside = {name for name in bare if not name.startswith(".")}
    assert outside
    assert outside <= set(BARE_NAMES)
