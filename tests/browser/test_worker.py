"""Where the worker's randomness comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.scripts import script
from tests.browser.workbench import Workbench

VECTORS = Path(__file__).parent.parent / "vectors"

# What JSEncrypt draws to seed its generator: 256 words.
SEED_BYTES = 1024

# `window` cannot be set: what worker.js does for JSEncrypt comes to nothing.
WITHOUT_SHIM = """
Object.defineProperty(self, "window", { get: () => undefined, set: () => {} })
"""

WRAP = script("wrap.js")


def test_wrapping_draws_from_the_browsers_generator(new_context, live_server):
    outcome = Workbench(new_context().new_page(), live_server.url).run(WRAP)
    _assert_seeded(outcome)


def test_without_the_window_it_does_not(new_context, live_server):
    page = new_context().new_page()
    outcome = Workbench(page, live_server.url, before=WITHOUT_SHIM).run(WRAP)
    with pytest.raises(AssertionError):
        _assert_seeded(outcome)
    # And nothing is wrapped with what it invents instead.
    assert outcome.get("text") is None
    assert outcome["refused"]


def _assert_seeded(outcome) -> None:
    assert SEED_BYTES in outcome["before"]["drawn"]
    assert outcome["after"]["invented"] == 0
    assert len(json.loads(outcome["text"])["recipients"]) == 1


def test_every_message_draws_its_iv_anew(new_context, live_server):
    bench = Workbench(new_context().new_page(), live_server.url)
    drawn = bench.run(
        """
        const before = (await bench("boot.watched")).drawn.length
        await bench("newId")
        await bench("newSalt")
        return (await bench("boot.watched")).drawn.slice(before)
        """
    )
    assert drawn == [16, 16]
