"""What the server does, in numbers for Prometheus: `GET /metrics`, by METRICS.

    securechat_requests_total           by endpoint, method and status
    securechat_request_seconds          by endpoint: how long until the answer began
    securechat_events_total             by event of the socket, and `ok` or the refusal
    securechat_connections              sockets that are open now
    process_…                           memory, processor time, open files

Endpoints are names of ours, such as `rooms.read`: no label holds a username, an id or
an address, nor is there one for each of anything that people make.
"""

import time
from functools import cache
from ipaddress import ip_address

from flask import Blueprint, Flask, Response, abort, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from chat.services import services

OFF, LOCAL, EVERYBODY = CHOICES = ("off", "local", "everybody")

# Of requests that no route takes.
NONE = "none"

# What proxies add to the requests that they pass on.
FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Real-Ip")

bp = Blueprint("metrics", __name__)


class Metrics:
    """The numbers of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        about = {"registry": self.registry, "namespace": "securechat"}
        self.requests = Counter(
            "requests",
            "Requests answered.",
            ["endpoint", "method", "status"],
            **about,
        )
        self.seconds = Histogram(
            "request_seconds",
            "Seconds until an answer began.",
            ["endpoint"],
            buckets=(0.005, 0.025, 0.1, 0.5, 2, 10),
            **about,
        )
        self.events = Counter(
            "events", "Events of the socket answered.", ["event", "outcome"], **about
        )
        self.connections = Gauge("connections", "Sockets open now.", **about)
        ProcessCollector(registry=self.registry)
        # What counts one event and outcome: it is looked up at every send.
        self._event = cache(self.events.labels)

    def count_event(self, event: str, outcome: str) -> None:
        """Count an event by what became of it: `ok`, or the code of the refusal."""
        self._event(event, outcome).inc()


@bp.get("/metrics")
def show() -> ResponseReturnValue:
    """Give the numbers to whom they are for; for others there is nothing here."""
    choice = services().settings.metrics
    if choice == OFF or (choice == LOCAL and not _is_local()):
        abort(404)
    metrics = services().metrics
    metrics.connections.set(services().hub.size)
    return Response(generate_latest(metrics.registry), mimetype=CONTENT_TYPE_LATEST)


def init_app(app: Flask) -> None:
    """Serve the numbers, and count every request."""
    app.register_blueprint(bp)
    app.before_request(_begin)
    app.after_request(_count)


def _is_local() -> bool:
    # A proxy on this machine is local as well, and says for whom it asks.
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _begin() -> None:
    g.begun = time.perf_counter()


def _count(response: Response) -> Response:
    endpoint, metrics = request.endpoint or NONE, services().metrics
    # Methods are a closed list, too: anybody can make one up.
    method = request.method if request.endpoint else NONE
    metrics.requests.labels(endpoint, method, response.status_code).inc()
    if "begun" in g:
        metrics.seconds.labels(endpoint).observe(time.perf_counter() - g.begun)
    return response
