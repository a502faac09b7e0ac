"""Start SecureChat: read the settings, patch, build the application, serve it."""

from chat import create_app, transport
from chat.settings import BadSetting, read_settings

try:
    settings = read_settings()
except BadSetting as error:
    transport.fail(str(error), 2)
try:
    transport.patch(settings.async_mode)
except transport.CannotServe as error:
    transport.fail(str(error), 1)


def announce(host: str, port: int) -> None:
    """Print where the server can be reached."""
    shown = f"[{host}]" if ":" in host else host
    print(f"SecureChat listens on http://{shown}:{port}", flush=True)


if __name__ == "__main__":
    try:
        app = create_app(settings)
        transport.serve(
            app, settings.host, settings.port, settings.max_connections, announce
        )
    except transport.CannotServe as error:
        transport.fail(str(error), 1)
