"""The served crypto worker, in the real browser, judges every vector as it must."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.workbench import KEYS, Workbench
from tests.vectors.generate import KINDS
from tests.vectors.runner import expected

FILES = sorted(path for path in KEYS.parent.glob("*.json") if path != KEYS)


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


def test_every_kind_is_there():
    assert {path.stem for path in FILES} == set(KINDS)


def test_a_vector_that_says_something_else_is_noticed(bench: Workbench):
    text = (KEYS.parent / "base64url.json").read_text("ascii")
    [vector, *_] = json.loads(text)["vectors"]
    altered = vector | {"arguments": {"text": "AAAA"}}

    [found] = bench.judge(json.dumps({"vectors": [altered]}))
    assert found != expected(vector)
