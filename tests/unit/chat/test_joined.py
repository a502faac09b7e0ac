import json
import re

import pytest

from chat import assets
from chat.joined import BARE_NAMES, FOLDER, LIST, inputs_of, order, worker_files
from chat.libraries import LIBRARIES, LIBRARY_FOLDERS

PAGE = {
    "main": "joined/pages/chat-main.js",
    "module": "joined/pages/chat.js",
    "first": ["joined/pages/chat-main.js", "joined/pages/chat.js"],
    "later": ["joined/pages/later.js"],
}


@pytest.fixture
def root(tmp_path):
    """A folder like static/, with modules, what joins them, and what came of it."""
    for place in LIBRARIES.values():
        write(tmp_path / "node_modules" / place, f"// {place}")
    for place in LIBRARY_FOLDERS.values():
        write(tmp_path / "node_modules" / place / "index.mjs", f"// {place}")
    write(tmp_path / "js/main.js", "export {}")
    write(tmp_path / "js/pages/chat.js", 'import "../main.js"\n')
    write(tmp_path / "js/crypto/scheme.js", "")
    write(tmp_path / "js/crypto/worker.js", "")
    write(tmp_path / "join.js", "// a tool")
    for name in (*PAGE["first"], *PAGE["later"], "joined/crypto/worker.js"):
        write(tmp_path / name, f"// {name}")
    write_list(tmp_path)
    return tmp_path


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_list(root):
    """Note that what lies there was made of the modules as they are."""
    (root / LIST).unlink(missing_ok=True)
    inputs = order(root)["inputs"]
    write(root / LIST, json.dumps({"inputs": inputs, "pages": {"chat": PAGE}}))


def test_a_page_loads_what_was_joined_of_its_modules(root):
    tree = assets.load_assets(root)

    assert tree.modules("chat").module == PAGE["module"]
    assert tree.modules("chat").first == tuple(PAGE["first"])
    assert worker_files(tree.files)[0] == "joined/crypto/worker.js"


def test_the_import_map_pins_all_that_was_joined_and_the_libraries(root):
    tree = assets.load_assets(root)

    pinned = json.loads(tree.import_map)["integrity"]
    for name in (*PAGE["first"], *PAGE["later"]):
        assert pinned[tree.url(name)] == tree.integrity(name)
    assert {tree.url(name) for name in BARE_NAMES.values()} <= set(pinned)
    assert not [url for url in pinned if "/js/" in url]
    # Whoever wants to read them finds them.
    assert "js/pages/chat.js" in tree.files


@pytest.mark.parametrize("changed", ["js/main.js", "js/new.js", "join.js"])
def test_what_was_joined_of_other_modules_is_neither_used_nor_served(root, changed):
    write(root / changed, "// changed")

    tree = assets.load_assets(root)

    assert tree.modules("chat").first == ("js/main.js", "js/pages/chat.js")
    assert not [name for name in tree.files if name.startswith(FOLDER)]
    assert "joined/" not in tree.import_map
    assert "js/crypto/worker.js" in worker_files(tree.files)


def test_where_nothing_was_joined_every_module_is_served_on_its_own(root):
    (root / LIST).unlink()

    assert assets.load_assets(root).modules("chat").main == "js/main.js"


def test_modules_are_joined_when_one_has_changed(root):
    assert order(root) is None

    write(root / "js/main.js", "// changed")

    wanted = order(root)
    assert wanted["files"]["js/main.js"] == str(root / "js/main.js")
    assert not [name for name in wanted["files"] if name.startswith(FOLDER)]
    write_list(root)
    assert order(root) is None


def test_the_hash_of_what_is_joined_tells_names_bodies_and_tools_apart():
    hashes = {
        inputs_of({"js/a.js": b"x"}, b"tool"),
        inputs_of({"js/b.js": b"x"}, b"tool"),
        inputs_of({"js/a.js": b"y"}, b"tool"),
        inputs_of({"js/a.js": b"x"}, b"other"),
        inputs_of({"js/a.js": b"x", "js/b.js": b""}, b"tool"),
    }

    assert len(hashes) == 5
    assert hashes == {one for one in hashes if re.fullmatch("[0-9a-f]{64}", one)}


def test_files_that_hold_no_module_count_for_nothing():
    assert inputs_of({"css/a.css": b"x", LIST: b"{}"}, b"") == inputs_of({}, b"")
