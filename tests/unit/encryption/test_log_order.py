"""In which order messages come, for a reader that misses records."""

import pytest

from encryption.log_order import SessionOrder


@pytest.fixture
def order():
    """Return a session whose first message came, with every record before it."""
    order = SessionOrder(0, 0)
    assert order.take(0, 0) is None
    return order


def test_one_that_is_missing_though_every_record_is_there(order):
    assert order.take(2, 0) == "index-gap"


def test_behind_missing_records_nothing_is_known(order):
    assert order.take(2, 2) is None


def test_from_a_refused_message_on_every_record_is_there(order):
    order.pass_over(1, 2)
    assert order.take(3, 2) == "index-gap"


def test_records_that_are_missing_behind_a_refused_message(order):
    order.pass_over(1, 2)
    assert order.take(3, 3) is None


def test_a_refused_message_counts_only_where_it_is_next(order):
    order.pass_over(7, 2)
    assert order.take(3, 0) == "index-gap"


def test_a_later_one_came_before(order):
    assert order.take(1, 0) is None
    assert order.take(0, 0) == "out-of-order"
