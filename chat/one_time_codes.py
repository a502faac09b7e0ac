"""One-time codes: ten on paper, each good for one login without the app.

A code has 50 bits. Stored is its HMAC under the server's secret alone, so that nobody
tries them all out on a dump of the database.
"""

import base64
import hmac
import os
import re

from sqlalchemy import delete, func, insert, select

from chat.database import db
from chat.models import OneTimeCode
from encryption.signed import b64u

COUNT = 10
# As browsers send it: base32 in small letters, without the hyphen that people read.
CODE = re.compile(r"[a-z2-7]{10}", re.ASCII)


def renew(server_secret: bytes, username: str) -> list[str]:
    """Give an account other codes and return them, in its caller's transaction."""
    drop(username)
    codes = [_new_code() for _ in range(COUNT)]
    rows = [
        {"hash": _hash(server_secret, username, code), "username": username}
        for code in codes
    ]
    db.session.execute(insert(OneTimeCode), rows)
    return codes


def drop(username: str) -> None:
    """Take an account's codes away, in its caller's transaction."""
    db.session.execute(delete(OneTimeCode).where(OneTimeCode.username == username))


def left(username: str) -> int:
    """Say how many codes of an account were not used yet."""
    count = select(func.count()).where(OneTimeCode.username == username)
    return db.session.scalar(count)


def spend(server_secret: bytes, username: str, code: str) -> bool:
    """Use a code up, in its caller's transaction; tell whether it was one."""
    if not CODE.fullmatch(code):
        return False
    mine = OneTimeCode.username == username
    it = OneTimeCode.hash == _hash(server_secret, username, code)
    return db.session.execute(delete(OneTimeCode).where(mine, it)).rowcount == 1


def _new_code() -> str:
    # 56 bits make twelve letters, of which the first ten are full of them.
    return base64.b32encode(os.urandom(7)).decode().lower()[:10]


def _hash(server_secret: bytes, username: str, code: str) -> str:
    text = f"securechat/one-time-code/1 {username} {code}"
    return b64u(hmac.digest(server_secret, text.encode(), "sha256"))
