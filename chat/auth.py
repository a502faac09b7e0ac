"""Who is asking: logins as rows in the database, named by a signed cookie.

The cookie holds the random id of a login and nothing else; ending a login is deleting
its row, and ends its connections too.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError, OperationalError

from chat import journal, logins
from chat.browser_name import browser_of
from chat.database import begin_writing, db
from chat.models import Login
from chat.refusal import Refusal
from chat.services import services
from chat.settings import Settings
from chat.standing import standing
from chat.steady import now_ms
from encryption.signed import new_id

# Not Flask's name for it: what the cookie is for is to be seen in the browser.
COOKIE = "securechat_login"


class Signer(TimestampSigner):
    """A signature that does not grow old: what its cookie names has an end of its own.

    By a clock that was set back, one made a moment ago would come from the future.
    """

    def unsign(
        self,
        signed_value: str | bytes,
        max_age: int | None = None,
        return_timestamp: bool = False,
    ) -> Any:
        """Check a signature, whatever its age."""
        return super().unsign(signed_value, None, return_timestamp)


class CookieInterface(SecureCookieSessionInterface):
    """Flask's signed cookie, `Secure` wherever people reach us by https."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the cookie."""
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = Signer
        return serializer

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie is for https alone."""
        if self._settings.cookie_secure != "auto":
            return self._settings.cookie_secure == "always"
        if self._settings.public_origin:
            return self._settings.public_origin.startswith("https://")
        return request.is_secure

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        """Send the cookie where it changed, and leave what is kept for good alone.

        Flask-Login looks into the session after every request, so each file would vary
        by the cookie, and a browser would fetch all of them anew after each login.
        """
        if not response.cache_control.immutable:
            super().save_session(app, session, response)


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
    login, now = db.session.get(Login, identity), _now()
    if login is None or logins.is_over(login, now):
        return None
    if login.seen < logins.hour(now):
        _see([identity], now)
    return login


def is_live(identity: str) -> bool:
    """Tell whether a login has not ended by now, whatever was read before."""
    begin_writing()
    statement = select(Login.id).where(Login.id == identity)
    return db.session.scalar(statement) is not None


def start_login(username: str, proven: bytes) -> None:
    """Log the asker in, in place of whoever their cookie named before.

    `proven` is the stored secret that theirs was held against.

    Raises Refusal `account-disabled`, `bad-credentials` where it is another by now.
    """
    if current_user.is_authenticated:
        end_login(current_user)
    now = _now()
    until = now + services().settings.login_days * logins.DAY_MS
    browser, system = browser_of(request.user_agent.string)
    login = Login(
        id=new_id(),
        username=username,
        time=now,
        until=until,
        seen=logins.hour(now),
        browser=browser,
        system=system,
    )
    begin_writing()
    db.session.execute(delete(Login).where(logins.over(now)))
    db.session.add(login)
    # Written before it is asked: whoever disables the account meanwhile, or changes its
    # password, waits for this transaction, and finds the login.
    try:
        db.session.flush()
    except IntegrityError:
        # The account was deleted since its secret was held against theirs.
        db.session.rollback()
        raise Refusal("bad-credentials") from None
    refusal = _refusal(username, proven)
    if refusal:
        db.session.rollback()
        raise Refusal(refusal)
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
    services().hub.end_logins([identity], "logged-out")


def end_logins(username: str) -> int:
    """End every login of an account; return how many there were.

    To be committed by the caller. Connections end when the server that holds them
    looks next (revocation.py): it may be another process than this one.
    """
    return db.session.execute(delete(Login).where(Login.username == username)).rowcount


def live_among(identities: list[str]) -> set[str]:
    """Return which of these logins, which are in use, have not ended."""
    begin_writing()
    statement = select(Login.id, Login.seen).where(Login.id.in_(identities))
    found, now = db.session.execute(statement).all(), _now()
    if old := [login.id for login in found if login.seen < logins.hour(now)]:
        _see(old, now)
    return {login.id for login in found}


def _see(identities: list[str], now: int) -> None:
    """Note that logins are in use, if the database can be written to."""
    try:
        logins.see(identities, now)
    except OperationalError as error:
        # Reading goes on without it, and it is noted an hour later, or the next time.
        db.session.rollback()
        journal.get("auth").error("not noted: %s", journal.place(error))


def _refusal(username: str, proven: bytes) -> str | None:
    now = db.session.execute(standing(username)).one()
    if now.disabled:
        return "account-disabled"
    return None if now.secret_hash == proven else "bad-credentials"


def _refuse() -> None:
    raise Refusal("not-logged-in")


def _now() -> int:
    return now_ms()
