"""How many connections fit below the system's limit of open files."""

import resource

import pytest

from chat.transport import OWN_FILES, connections_at_once

FREE = resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("most", "limits", "raised", "fits"),
    [
        (10_000, (1024, 20_000), 10_000 + OWN_FILES, 10_000),
        (10_000, (1024, 4096), 4096, 4096 - OWN_FILES),
        (10_000, (1024, FREE), 10_000 + OWN_FILES, 10_000),
        (10_000, (FREE, FREE), None, 10_000),
        (10_000, (100, 100), 100, 50),
        (10, (1024, 20_000), None, 10),
    ],
)
def test_the_limit_is_raised_and_kept_to(monkeypatch, most, limits, raised, fits):
    now = list(limits)

    def setrlimit(_, wanted):
        assert wanted == (raised, limits[1])
        now[0] = wanted[0]

    monkeypatch.setattr(resource, "getrlimit", lambda _: tuple(now))
    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    assert connections_at_once(most) == fits
    assert now[0] == (raised or limits[0])


def test_a_limit_that_cannot_be_raised_is_kept_to(monkeypatch):
    def setrlimit(*_):
        raise ValueError

    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 20_000))
    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    assert connections_at_once(10_000) == 1024 - OWN_FILES
