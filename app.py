"""Start SecureChat: read the settings, patch, build the application, serve it."""

import sys

from chat import create_app, transport
from chat.settings import read_settings
from chat.start import CannotStart


def announce(scheme: str, host: str, port: int) -> None:
    """Print where the server can be reached."""
    shown = f"[{host}]" if ":" in host else host
    print(f"SecureChat listens on {scheme}://{shown}:{port}", flush=True)


if __name__ == "__main__":
    try:
        settings = read_settings()
        transport.patch(settings.async_mode)
        transport.serve(create_app(settings), settings, announce)
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        sys.exit(problem.status)
