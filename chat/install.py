"""What makes the chat an app among others on a phone: its manifest and its icons.

Their addresses stay the same from release to release: a system that has installed the
app asks them whether it has changed, and takes a new address for a new icon.
"""

from flask import Blueprint, Response, abort, current_app

from chat.assets import Assets, answer
from chat.pages import CHECK_FIRST

bp = Blueprint("install", __name__)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """Answer with the manifest, the same for everybody and in every language."""
    return _file("img/manifest.webmanifest")


@bp.get("/icons/<name>")
def icon(name: str) -> Response:
    """Answer with one of the icons that the manifest and the pages name."""
    return _file(f"img/icons/{name}")


def _file(name: str) -> Response:
    assets: Assets = current_app.extensions["assets"]
    return (
        answer(assets.files[name], CHECK_FIRST) if name in assets.files else abort(404)
    )
