"""One line for each request, where JOURNAL_REQUESTS says so: what, how it ended, and
roughly from where.

It names routes, not paths: no room, no message, no username is in it. Of an address it
has the network of a provider's customers, as much as helps against abuse.
"""

import time

from flask import Flask, Response, g, request

from chat import journal
from chat.address import coarse, origin_of
from chat.services import services

NAME = "requests"


def init_app(app: Flask, wanted: bool) -> None:
    """Write the lines of an application's requests."""
    if wanted:
        app.before_request(_begin)
        app.after_request(_write)


def _begin() -> None:
    g.journal_begun = time.perf_counter()


def _write(response: Response) -> Response:
    begun = g.get("journal_begun", time.perf_counter())
    trusted = services().settings.trusted_proxies
    fields = {
        "method": request.method if request.endpoint else "none",
        "endpoint": request.endpoint or "none",
        "status": response.status_code,
        "ms": round((time.perf_counter() - begun) * 1000),
        "from": coarse(origin_of(request, trusted)),
    }
    journal.get(NAME).info(
        "%(method)s %(endpoint)s %(status)s %(ms)s ms from %(from)s",
        fields,
        extra={"fields": fields},
    )
    return response
