"""The SecureChat server: it authenticates, orders, stores and relays ciphertext."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from chat.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Build the application from `settings`, and begin what it does by itself.

    Without them it is for the commands of `flask`: built from the environment, it
    serves nobody.
    """
    # Imported only now: `chat.transport` has to patch the standard library before
    # Flask and everything behind it is loaded (see app.py).
    from chat import revocation, sweep
    from chat.application import build
    from chat.cli import build_for_commands

    if settings is None:
        return build_for_commands()
    app = build(settings)
    for part in (revocation, sweep):
        part.begin(app)
    return app
