"""What belongs to one application, for the request at hand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from chat.files import FileStore
from chat.hub import Hub
from chat.key_log import KeyLog
from chat.keys import Directory
from chat.login_secret import Stretcher
from chat.rates import Rates
from chat.settings import Settings

if TYPE_CHECKING:
    from chat.metrics import Metrics


@dataclass(frozen=True)
class Services:
    """The parts that requests and events work with."""

    settings: Settings
    secret: bytes
    key_log: KeyLog
    directory: Directory
    stretcher: Stretcher
    hub: Hub
    files: FileStore
    rates: Rates
    metrics: "Metrics"


def init_app(app: Flask, services: Services) -> None:
    """Give an application its services."""
    app.extensions["securechat"] = services


def services() -> Services:
    """Return the services of the application that serves this request."""
    return current_app.extensions["securechat"]
