"""Who is asking: logins as rows in the database, named by a signed cookie.

The cookie holds the random id of a login and nothing else; ending a login is deleting
its row, and ends its connections too.
"""

import time
from datetime import timedelta

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import delete, select

from chat.database import begin_writing, db
from chat.models import Login
from chat.refusal import Refusal
from chat.services import services
from chat.settings import Settings
from encryption.signed import new_id

DAY_MS = 24 * 60 * 60 * 1000

# Not Flask's name for it: what the cookie is for is to be seen in the browser.
COOKIE = "securechat_login"


class CookieInterface(SecureCookieSessionInterface):
    """Flask's signed cookie, `Secure` wherever people reach us by https."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie is for https alone."""
        if self._settings.cookie_secure != "auto":
            return self._settings.cookie_secure == "always"
        if self._settings.public_origin:
            return self._settings.public_origin.startswith("https://")
        return request.is_secure


def init_app(app: Flask, settings: Settings, secret: bytes) -> None:
    """Let the application know who is asking."""
    app.secret_key = secret
    app.session_interface = CookieInterface(settings)
    app.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.login_days),
        # The login has its own end, set when it began: no new cookie per answer.
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    manager = LoginManager(app)
    # Flask-Login would tie the cookie to an address, and people change theirs.
    manager.session_protection = None
    manager.user_loader(find_login)
    manager.unauthorized_handler(_refuse)


def find_login(identity: str) -> Login | None:
    """Return a login that has not ended."""
    login = db.session.get(Login, identity)
    return login if login and login.until > _now() else None


def is_live(identity: str) -> bool:
    """Tell whether a login has not ended by now, whatever was read before."""
    begin_writing()
    statement = select(Login.id).where(Login.id == identity)
    return db.session.scalar(statement) is not None


def start_login(username: str) -> None:
    """Log the asker in, in place of whoever their cookie named before."""
    if current_user.is_authenticated:
        end_login(current_user)
    now = _now()
    until = now + services().settings.login_days * DAY_MS
    login = Login(id=new_id(), username=username, time=now, until=until)
    begin_writing()
    db.session.execute(delete(Login).where(Login.until <= now))
    db.session.add(login)
    db.session.commit()
    session.permanent = True
    login_user(login)


def end_login(login: Login) -> None:
    """End a login wherever it is used."""
    identity = login.id
    begin_writing()
    db.session.execute(delete(Login).where(Login.id == identity))
    db.session.commit()
    logout_user()
    services().hub.end_login(identity, "logged-out")


def _refuse() -> None:
    raise Refusal("not-logged-in")


def _now() -> int:
    return time.time_ns() // 1_000_000
