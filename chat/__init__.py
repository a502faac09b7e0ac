"""The SecureChat server: it authenticates, orders, stores and relays ciphertext."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from chat.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Build the application from `settings`, or from the environment."""
    # Imported only now: `chat.transport` has to patch the standard library before
    # Flask and everything behind it is loaded (see app.py).
    from chat.application import build
    from chat.settings import read_settings

    return build(settings or read_settings())
