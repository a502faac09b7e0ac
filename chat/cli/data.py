"""The data that a command works on: opened for it alone, or that of the application."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from chat.services import services
from chat.settings import Settings, read_settings
from chat.start import CannotStart


def with_data(command: Callable[..., Any]) -> Callable[..., Any]:
    """Open the databases for a command, and close them behind it."""

    @with_appcontext
    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        if "securechat" in current_app.extensions:
            return command(*args, **options)
        from chat.application import build, close

        try:
            app = build(own_settings())
        except CannotStart as problem:
            raise click.ClickException(str(problem)) from None
        try:
            with app.app_context():
                return command(*args, **options)
        finally:
            close(app)

    return run


def own_settings() -> Settings:
    """Return the settings that a command works with."""
    if "securechat" in current_app.extensions:
        return services().settings
    try:
        # It serves nobody: no library for that is loaded.
        return replace(read_settings(), async_mode="threading")
    except CannotStart as problem:
        raise click.ClickException(str(problem)) from None


def origin() -> str:
    """Return where people reach the server, for links."""
    settings = services().settings
    return settings.public_origin or f"http://{settings.host}:{settings.port}"
