"""Whether a request comes from our own pages (PROTOCOL.md §13).

Together with `SameSite=Strict` cookies this takes the place of CSRF tokens, which would
make pages differ from person to person.
"""

from urllib.parse import urlsplit

from flask import Request

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_same_origin(request: Request, public_origin: str) -> bool:
    """Tell whether our own page made this request, or no browser at all."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        # Browsers write this header, pages cannot.
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        # No browser sends a cross-site POST, or opens a WebSocket, without it.
        return True
    return is_own_origin(origin, request, public_origin)


def is_own_origin(origin: str, request: Request, public_origin: str) -> bool:
    """Tell whether an origin that a browser names is ours."""
    if public_origin:
        return origin.lower() == public_origin
    # Without the scheme: behind a proxy, http here is https outside.
    return _host_of(origin) == request.host.lower()


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None  # "null" names no host.
    except ValueError:
        return None
