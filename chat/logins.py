"""The logins of an account, as its person sees them, and how long each lasts.

A login ends LOGIN_DAYS after it began, and LOGIN_IDLE_DAYS after it was last used. When
that was is kept by the hour: nobody has to know more of it. People name a login by a
hash of its id: the id itself is in the cookie alone.
"""

from sqlalchemy import ColumnElement, delete, or_, select, update

from chat.database import begin_writing, db
from chat.models import Login
from chat.refusal import Refusal
from chat.services import services
from chat.steady import now_ms
from encryption.signed import sha256_b64

HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS


def name_of(login: Login) -> str:
    """Return what people call a login."""
    return sha256_b64(f"securechat/login-name/1 {login.id}".encode())


def is_over(login: Login, now: int) -> bool:
    """Tell whether a login has ended by itself."""
    return login.until <= now or login.seen <= _idle_since(now)


def over(now: int) -> ColumnElement[bool]:
    """Return the condition of the logins that have ended by themselves."""
    return or_(Login.until <= now, Login.seen <= _idle_since(now))


def hour(now: int) -> int:
    """Return the hour of a time."""
    return now - now % HOUR_MS


def see(identities: list[str], now: int) -> None:
    """Note that logins are in use."""
    begin_writing()
    statement = update(Login).where(Login.id.in_(identities), Login.seen < hour(now))
    db.session.execute(statement.values(seen=hour(now)))
    db.session.commit()


def list_of(current: Login) -> list[dict]:
    """Describe the logins of an account, the asker's first, then the last used."""
    found = _others(current)
    found.sort(key=lambda login: (-login.seen, -login.time))
    return [_described(login, current) for login in (current, *found)]


def end(current: Login, name: str) -> None:
    """End a login of the asker's account by its name.

    Raises Refusal `not-found`: what is somebody else's is not there.
    """
    for login in (current, *_others(current)):
        if name_of(login) == name:
            return _end([login])
    raise Refusal("not-found")


def end_others(current: Login) -> int:
    """End every login of the asker's account but theirs; return how many."""
    others = _others(current)
    _end(others)
    return len(others)


def _others(current: Login) -> list[Login]:
    statement = select(Login).where(
        Login.username == current.username,
        Login.id != current.id,
        ~over(_now()),
    )
    return list(db.session.scalars(statement))


def _end(logins: list[Login]) -> None:
    identities = [login.id for login in logins]
    begin_writing()
    db.session.execute(delete(Login).where(Login.id.in_(identities)))
    db.session.commit()
    # Those that another process holds end when it looks next (revocation.py).
    services().hub.end_logins(identities, "logged-out")


def _described(login: Login, current: Login) -> dict:
    return {
        "browser": login.browser,
        "current": login.id == current.id,
        "id": name_of(login),
        "seen": login.seen,
        "system": login.system,
        "time": login.time,
    }


def _idle_since(now: int) -> int:
    # `seen` is the hour's beginning, and it was used until its end, perhaps.
    return now - services().settings.login_idle_days * DAY_MS - HOUR_MS


def _now() -> int:
    return now_ms()
