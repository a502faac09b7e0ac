"""Counting in windows of time, whatever the clock on the wall says."""

import pytest

from chat import windows
from chat.windows import Windows


class Clock:
    now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(windows, "time", clock)
    return clock


def test_a_window_begins_with_the_first_and_ends_for_all(clock):
    counted = Windows()
    assert [counted.hit("a", 2, 60) for _ in range(3)] == [0, 0, 60]
    clock.now += 59.5
    assert counted.hit("a", 2, 60) == 1
    assert counted.hit("b", 2, 60) == 0
    clock.now += 0.5
    assert [counted.hit("a", 2, 60) for _ in range(3)] == [0, 0, 60]


def test_windows_that_are_over_take_no_memory(clock, monkeypatch):
    monkeypatch.setattr(windows, "FEW", 10)
    counted = Windows()
    for who in range(100):
        counted.hit(who, 1, 60)
    assert len(counted._open) == 100, "the premise: all are open"
    clock.now += 60
    for who in range(100, 300):
        counted.hit(who, 1, 60)
    assert len(counted._open) == 200
