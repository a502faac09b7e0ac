"""docs/ATTACKS.md is what the attacks say of themselves."""

from __future__ import annotations

import pytest

from tests.malicious.attack import ATTACKS
from tests.malicious.mutation import mutated
from tests.malicious.players import MUST
from tests.malicious.scenarios import load
from tests.malicious.table import PAGE, page

load()


def test_the_page_is_up_to_date():
    # What came of each attack without its check, `make check` has to say.
    rows = [_without_outcome(page(dict.fromkeys(ATTACKS, one))) for one in MUST]
    assert _without_outcome(PAGE.read_text("utf-8")) in rows


@pytest.mark.parametrize("name", ATTACKS)
def test_each_check_stands_where_it_is_said_to(name: str):
    assert mutated(ATTACKS[name].check)


def _without_outcome(text: str) -> list[str]:
    rows = text.splitlines()
    for one in MUST:
        rows = [row.removesuffix(f"| {one} |") for row in rows]
    return rows
