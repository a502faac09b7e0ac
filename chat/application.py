"""Build the application: each part once, in the order in which they need each other."""

from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy.exc import OperationalError

from chat import (
    api,
    assets,
    auth,
    cli,
    database,
    events,
    fast_json,
    headers,
    health,
    install,
    journal,
    metrics,
    pages,
    request_journal,
    running,
    services,
)
from chat.backup import finish_restore
from chat.files import FileStore
from chat.hub import Hub
from chat.key_log import KeyLog
from chat.keys import Directory
from chat.limits import MAX_PACKET
from chat.live_logins import LiveLogins
from chat.login_secret import Stretcher
from chat.logs import LogStore
from chat.packet import ClosedPacket
from chat.rates import Rates
from chat.secret import read_secret
from chat.settings import Settings
from chat.start import CannotStart
from chat.tree import MissingLibrary


def build(settings: Settings) -> Flask:
    """Build the application from its settings; make databases and secret if missing.

    Raises CannotStart.
    """
    journal.start(form=settings.journal_format)
    try:
        return _build(settings)
    except MissingLibrary as error:
        raise CannotStart(str(error)) from None
    except OSError as error:
        raise CannotStart(
            f"Cannot use {error.filename}: {error.strerror}. "
            f"Check the settings INSTANCE_DIR, SECRET_FILE and LOG_DIR."
        ) from None
    except OperationalError as error:
        # Without the statement and the address: that may hold a password.
        raise CannotStart(
            f"A database cannot be opened: {error.orig}. "
            f"Check the settings DATABASE_URL and LOG_URL."
        ) from None


def _build(settings: Settings) -> Flask:
    app = Flask("chat", static_folder=None, template_folder=None)
    # An address has one form. A redirect to it would name the host that was asked for.
    app.url_map.merge_slashes = False
    app.extensions["running"] = running.begin(settings)
    finish_restore(settings)
    secret = read_secret(settings.secret_path)
    database.init_app(app, settings.accounts_url, settings.accounts_sync)
    auth.init_app(app, settings, secret)
    socketio = SocketIO()
    key_log = KeyLog()
    directory = Directory(key_log)
    at_hub, at_log = (LiveLogins(settings.accounts_url) for _ in range(2))
    hub = Hub(
        directory,
        events.SocketPost(socketio),
        lambda publish: LogStore(
            settings.records_url, settings.log_sync, publish, at_log.ended
        ),
        at_hub.ended,
    )
    app.extensions["live_logins"] = at_hub, at_log
    stretcher = Stretcher(settings.stretch_at_once, settings.insecure_scrypt_n)
    services.init_app(
        app,
        services.Services(
            settings,
            secret,
            key_log,
            directory,
            stretcher,
            hub,
            FileStore(hub.log, settings),
            Rates(settings),
            metrics.Metrics(),
        ),
    )
    # First, so that what others refuse is counted, too.
    metrics.init_app(app)
    request_journal.init_app(app, settings.journal_requests == "on")
    assets.init_app(app)
    pages.init_app(app)
    app.register_blueprint(install.bp)
    api.init_app(app)
    app.register_blueprint(health.bp)
    cli.init_app(app)
    socketio.init_app(
        app,
        async_mode=settings.async_mode,
        # In order: one connection's events are taken one after the other, so that what
        # a browser sends in a row is numbered in a row.
        async_handlers=False,
        max_http_buffer_size=MAX_PACKET,
        serializer=ClosedPacket,
        json=fast_json,
        ping_interval=settings.ping_seconds,
        ping_timeout=settings.ping_patience_seconds,
        # Engine.IO's own check knows no proxy; `events.on_connect` asks instead.
        cors_allowed_origins=[],
        logger=journal.silent("socketio"),
        engineio_logger=journal.silent("engineio"),
    )
    events.init_app(socketio, app)
    # Last: the headers go around whatever answers, the socket included.
    headers.init_app(app)
    return app


def close(app: Flask) -> None:
    """Close what an application has opened."""
    app.extensions["securechat"].hub.log.close()
    for live in app.extensions["live_logins"]:
        live.close()
    app.extensions["running"].close()
    with app.app_context():
        database.db.session.remove()
        for engine in database.db.engines.values():
            engine.dispose()
