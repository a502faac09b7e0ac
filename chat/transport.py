"""How connections are served side by side: all that knows eventlet, gevent or threads.

Nothing else in the server names an asynchronous library, but for `eventlet_server` and
`wire`, which are loaded from here: leaving one is a change to these files alone. It
must load nothing that `patch` would have to patch first.
"""

import signal
import warnings
from collections.abc import Callable
from typing import Any

from chat.settings import Settings
from chat.silence import Silence
from chat.start import CannotStart

# Connections that wait to be accepted, should a thousand clients come back at once.
BACKLOG = 1024

# How many files the server itself may have open beside its connections: databases,
# each with two files beside it, and the answers that read from them.
OWN_FILES = 128

_mode = "threading"


class CannotServe(CannotStart):
    """The asynchronous library or the address cannot be had."""


def patch(mode: str) -> None:
    """Make the standard library cooperate with `mode`, before anything else is loaded.

    Raises CannotServe if the library of that mode is not installed.
    """
    global _mode
    try:
        if mode == "eventlet":
            with warnings.catch_warnings():
                # It says at import that its authors only mend it: we know.
                warnings.simplefilter("ignore")
                import eventlet

            eventlet.monkey_patch()
        elif mode == "gevent":
            from gevent import monkey

            monkey.patch_all()
    except ImportError:
        raise CannotServe(
            f"ASYNC_MODE is {mode}, but the package {mode} is not installed. "
            f"Install it, or set ASYNC_MODE to another mode."
        ) from None
    _mode = mode


def run_in_thread(function: Callable[..., Any], *args: Any) -> Any:
    """Call `function` where it holds up no other connection, and wait for its result.

    Used for what takes long without giving way: stretching secrets, waiting for a disk.
    What is called must not share locks with the rest of the server: under eventlet
    a lock that two real threads contend for is never handed over.
    """
    if _mode == "eventlet":
        from eventlet import tpool

        return tpool.execute(function, *args)
    if _mode == "gevent":
        from gevent import get_hub

        return get_hub().threadpool.apply(function, args)
    return function(*args)


def serve(
    app: Callable, settings: Settings, ready: Callable[[str, str, int], None]
) -> None:
    """Serve `app` until SIGINT or SIGTERM; call `ready` when listening, with where.

    Raises CannotServe if the address or the certificate cannot be had.
    """
    tls = tls_context(settings)
    listener = _listen(settings.host, settings.port)
    # Asked now: what speaks TLS takes the socket over.
    where = listener.getsockname()[:2]
    wake = _signals()
    begin = {"eventlet": _eventlet, "gevent": _gevent, "threading": _threading}[_mode]
    if _mode == "eventlet" and settings.transport == "wire":
        _lay_wire(app, settings)
    stop = begin(app, listener, connections_at_once(settings.max_connections), tls)
    ready("https" if tls else "http", *where)
    wake.recv(1)
    stop()


def tls_context(settings: Settings) -> Any:
    """Return what TLS is spoken with, or None where it is not to be.

    Raises CannotServe.
    """
    import ssl

    certificate, key = settings.tls_cert, settings.tls_key
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise CannotServe("TLS_CERT and TLS_KEY go together: set both, or none.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION
    try:
        # A key with a passphrase would be asked for on a terminal that nobody sees.
        context.load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ValueError) as error:
        # An SSLError is an OSError; some have no words for people.
        why = getattr(error, "strerror", None) or getattr(error, "reason", None)
        raise CannotServe(
            f"TLS cannot be spoken: {why or 'a file is not what it should be'}. "
            f"Check the settings TLS_CERT and TLS_KEY."
        ) from None
    return context


def connections_at_once(most: int) -> int:
    """Raise the limit of open files as far as it goes; return what fits below it.

    Each connection is an open file. Systems often begin with 1024 of them and allow
    many more.
    """
    import contextlib
    import resource

    limit, highest = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + OWN_FILES
    if limit != resource.RLIM_INFINITY and limit < wanted:
        if highest != resource.RLIM_INFINITY:
            wanted = min(wanted, highest)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, limit), highest))
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if limit == resource.RLIM_INFINITY:
        return most
    # A limit that leaves next to nothing for the server itself is shared evenly.
    return max(1, min(most, max(limit - OWN_FILES, limit // 2)))


def _listen(host: str, port: int) -> Any:
    import errno
    import socket

    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"Port {port} is taken by another program. "
                f"Set PORT to a free one, for example: PORT={min(port + 1, 65535)}."
            ) from None
        raise CannotServe(
            f"Cannot listen on {host}, port {port}: {error.strerror}. "
            f"Check the settings HOST and PORT."
        ) from None
    # Small packets leave at once: a message is one small packet.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _signals() -> Any:
    # A handler that raised would do so inside whichever connection happens to run.
    # Instead the interpreter writes to a socket, which wakes the main loop in any mode.
    import socket

    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.detach())

    def stop(number: int, frame: Any) -> None:
        # From now on the default: whoever insists ends the process at once.
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return reader


def _lay_wire(app: Any, settings: Settings) -> None:
    from chat.wire.audience import seat
    from chat.wire.connection import adopt

    server = app.extensions["socketio"].server
    adopt(server, settings.max_queued_kb * 1024)
    seat(server)


def _eventlet(app: Callable, listener: Any, most: int, tls: Any) -> Callable[[], None]:
    from chat import eventlet_server

    return eventlet_server.start(app, listener, most, tls)


def _gevent(app: Callable, listener: Any, most: int, tls: Any) -> Callable[[], None]:
    from gevent import get_hub
    from gevent.pool import Pool
    from gevent.pywsgi import WSGIServer

    # What escapes a connection would be printed, with whatever text of the peer's it
    # quotes. What is ours to know, chat.journal has written already.
    get_hub().exception_stream = None
    options = {"spawn": Pool(most), "log": None, "error_log": Silence()}
    if tls:
        options["ssl_context"] = tls
    try:
        from geventwebsocket.handler import WebSocketHandler

        options["handler_class"] = WebSocketHandler
    except ImportError:
        pass  # python-engineio falls back on simple-websocket
    server = WSGIServer(listener, app, **options)
    server.start()
    return lambda: server.stop(timeout=0)


def _threading(app: Callable, listener: Any, most: int, tls: Any) -> Callable[[], None]:
    import logging
    import threading

    from werkzeug.serving import WSGIRequestHandler, make_server

    class Handler(WSGIRequestHandler):
        def version_string(self) -> str:
            return "SecureChat"

        def send_error(self, code: int, *_: Any) -> None:
            # The standard phrase alone: the one that is given quotes the request.
            super().send_error(code)

    threading.excepthook = lambda _: None  # As above.
    # Its lines would name rooms and people in paths.
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    host, port = listener.getsockname()[:2]
    server = make_server(
        host,
        port,
        app,
        threaded=True,
        request_handler=Handler,
        ssl_context=tls,
        fd=listener.fileno(),
    )
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.shutdown
