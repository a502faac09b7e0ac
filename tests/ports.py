"""Ports that stay ours while nobody listens on them."""

import socket
import weakref


def hold(owner: object) -> str:
    """Return a free port, which the system gives to nobody else while `owner` lives.

    Bound and not listening: who names it may listen there, and who connects meanwhile
    is refused. A port that is let go of between two starts of a server could become
    one end of somebody else's connection.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    weakref.finalize(owner, held.close)
    return str(held.getsockname()[1])
