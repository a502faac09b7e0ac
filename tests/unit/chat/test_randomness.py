"""What is not to be guessed: long enough, and from the system's generator."""

import os

from sqlalchemy import func, select

from chat import one_time_codes
from chat.database import db
from chat.models import Account, Login
from encryption.signed import unb64u


def drawn(monkeypatch, work):
    """Return how many bytes some work draws from the system's generator, each time."""
    real, sizes = os.urandom, []
    with monkeypatch.context() as patch:
        patch.setattr(os, "urandom", lambda size: sizes.append(size) or real(size))
        work()
    return sizes


def test_a_login_is_named_by_128_random_bits(app, alice, monkeypatch):
    assert 16 in drawn(monkeypatch, alice.elsewhere)
    with app.app_context():
        names = db.session.scalars(select(Login.id)).all()
    assert len(set(names)) == 2
    assert {len(unb64u(name)) for name in names} == {16}


def test_one_time_codes_are_50_random_bits(app, alice, monkeypatch):
    codes = []

    def renew():
        with app.app_context():
            codes.extend(one_time_codes.renew(b"x" * 32, "alice"))

    sizes = drawn(monkeypatch, renew)
    assert sizes.count(7) == len(codes) == 10
    assert all(one_time_codes.CODE.fullmatch(code) for code in codes)


def test_a_new_server_has_no_account(app):
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Account)) == 0
