"""The headers that every response carries: what a browser may do with our pages.

They are added around the whole application, so that pages, files, errors and the
socket's own answers all have them.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from chat.assets import Assets

# Things that browsers grant to any page and that ours never need.
REFUSED_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "midi",
    "payment",
    "usb",
)

# A person may scan another's safety number, and speak a message.
OWN_FEATURES = ("camera", "microphone")


def content_policy(assets: Assets) -> str:
    """Return the content security policy that goes with a release.

    The import map is the only inline script, and allowed by its hash: no nonce, so
    that a page is the same bytes for everybody.
    """
    digest = hashlib.sha256(assets.import_map.encode()).digest()
    import_map = base64.b64encode(digest).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'sha256-{import_map}'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            # Of files that were decrypted in the page.
            "media-src blob:",
            "font-src 'self'",
            # Of downloads, which the service worker answers.
            "frame-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types securechat",
        )
    )


def permissions_policy() -> str:
    """Return what our pages may use of the machine, and nobody inside them."""
    refused = dict.fromkeys(REFUSED_FEATURES, "()")
    own = dict.fromkeys(OWN_FEATURES, "(self)")
    return ", ".join(f"{name}={who}" for name, who in sorted((refused | own).items()))


def fixed_headers(assets: Assets) -> list[tuple[str, str]]:
    """Return the headers that are the same on every response."""
    return [
        ("Content-Security-Policy", content_policy(assets)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Origin-Agent-Cluster", "?1"),
        ("Permissions-Policy", permissions_policy()),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ]


class Headers:
    """A WSGI application around another one, adding the headers."""

    def __init__(
        self, wsgi_app: Callable[..., Any], added: list[tuple[str, str]]
    ) -> None:
        self.wsgi_app = wsgi_app
        self.added = added

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Pass a request on, and complete the headers of what comes back."""

        def complete(
            status: str, headers: list[tuple[str, str]], *more: Any
        ) -> Callable[[bytes], Any]:
            present = {name.lower() for name, _ in headers}
            added = [pair for pair in self.added if pair[0].lower() not in present]
            # Whatever did not say otherwise is for one person at one moment.
            if "cache-control" not in present:
                added.append(("Cache-Control", "no-store"))
            return start_response(status, [*headers, *added], *more)

        return self.wsgi_app(environ, complete)


def init_app(app: Flask) -> None:
    """Add the headers; call it after everything else that wraps the application."""
    app.wsgi_app = Headers(app.wsgi_app, fixed_headers(app.extensions["assets"]))  # type: ignore[method-assign]
