"""How people of a story come into the chat without the form."""

from __future__ import annotations

from tests.actors import Online, secret_of
from tests.browser.pages import Person
from tests.browser.scripts import script
from tests.factories import credential

COME_IN = script("come_in.js")


def arrived(someone: Person, keys: str) -> Person:
    """Let somebody be logged in to an account that has the keys of the vectors.

    Making RSA keys takes a browser seconds, and stretching a password a good part of
    one. Who needs new keys registers; the stories of logging in use the form.
    """
    account = Online(someone.url, someone.username, keys)
    account.register(someone.password)
    # Of the form of a recovery phrase, and of no words: nobody is reminded of one.
    about = {
        "bundle": account.signer.read.hash,
        "password": secret_of(someone.password),
    }
    account.ask("PUT", "/api/account/recovery", {**about, **credential()})
    someone.context.add_cookies(
        [
            {"name": cookie.name, "value": cookie.value, "url": someone.url}
            for cookie in account.http.cookies
        ]
    )
    account.disconnect()
    someone.page.goto(f"{someone.url}/login")
    who = {"bundle": account.bundle, "username": someone.username}
    someone.page.evaluate(COME_IN, {"privateJwks": account.private_jwks, **who})
    someone.open_chat()
    return someone
