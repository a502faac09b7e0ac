"""The served crypto worker, in the real browser, judges every vector as it must."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.scripts import script
from tests.browser.workbench import KEYS, Workbench
from tests.vectors.generate import KINDS
from tests.vectors.runner import expected

# Phrases are read by the page: no worker resolves the names that their library imports.
PHRASES = KEYS.parent / "phrase.json"
OTHERS = (KEYS, PHRASES)
FILES = sorted(path for path in KEYS.parent.glob("*.json") if path not in OTHERS)
READ_PHRASES = script("read_phrases.js")


@pytest.fixture(scope="module")
def bench(chromium, live_server):
    page = chromium.new_page()
    page.set_default_timeout(60_000)
    yield Workbench(page, live_server.url)
    page.close()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file(bench: Workbench, path: Path):
    text = path.read_text("ascii")
    vectors = json.loads(text)["vectors"]
    found = bench.judge(text)

    assert len(found) == len(vectors) > 0
    wrong = {
        vector["name"]: (outcome, expected(vector))
        for vector, outcome in zip(vectors, found, strict=True)
        if outcome != expected(vector)
    }
    assert wrong == {}


def test_phrases(person):
    vectors = json.loads(PHRASES.read_text("ascii"))["vectors"]
    page = person("somebody").page
    page.goto(f"{person('url').url}/login")
    found = page.evaluate(READ_PHRASES, [one["arguments"]["text"] for one in vectors])
    assert found == [one.get("value") for one in vectors]


def test_every_kind_is_there():
    assert {path.stem for path in (*FILES, PHRASES)} == set(KINDS)


def test_a_vector_that_says_something_else_is_noticed(bench: Workbench):
    text = (KEYS.parent / "base64url.json").read_text("ascii")
    [vector, *_] = json.loads(text)["vectors"]
    altered = vector | {"arguments": {"text": "AAAA"}}

    [found] = bench.judge(json.dumps({"vectors": [altered]}))
    assert found != expected(vector)
