"""docs/ATTACKS.md is what the attacks say of themselves."""

from __future__ import annotations

import pytest

from tests.malicious.attack import ATTACKS
from tests.malicious.mutation import mutated
from tests.malicious.scenarios import load
from tests.malicious.table import PAGE, is_alike, page

load()


def test_the_page_is_up_to_date():
    made = page(dict.fromkeys(ATTACKS, "not known here"))
    assert is_alike(PAGE.read_text("utf-8"), made)


@pytest.mark.parametrize("name", ATTACKS)
def test_each_check_stands_where_it_is_said_to(name: str):
    assert mutated(ATTACKS[name].check)
