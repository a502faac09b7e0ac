"""The pages, and the one that says that something is not there.

A page is made once, when the server starts, and is the same bytes for every visitor of
a release: no name, no token, no nonce. So anyone can compare what they were served with
what was released. What differs from person to person arrives as JSON.
"""

from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, redirect
from flask.typing import ResponseReturnValue
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chat.assets import Assets, answer
from chat.modules import needed_by
from chat.tree import Asset, make_etag, pack

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PAGES = ("login", "register", "chat")
FAVICONS = ("img/favicon.ico", "img/favicon.svg", "img/favicon.png")
# Kept, but asked for again each time: a new release shows at the next visit.
CHECK_FIRST = "no-cache"

# What the error page says, by status; any other status is told as 500.
ERRORS = {
    404: (
        "This page does not exist",
        "The address may be mistyped, or the page has moved.",
    ),
    405: (
        "This address cannot be used like that",
        "Go to the start page and take the way from there.",
    ),
    413: ("This is too large", "The server takes no request of this size."),
    500: (
        "Something went wrong on the server",
        "Please try again in a moment. What you have sent is not lost.",
    ),
}

bp = Blueprint("pages", __name__)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Send a visitor to the chat, which sends on whoever is not logged in."""
    return redirect("/chat")


@bp.get("/login", defaults={"name": "login"})
@bp.get("/register", defaults={"name": "register"})
@bp.get("/chat", defaults={"name": "chat"})
def page(name: str) -> ResponseReturnValue:
    """Answer with a page as it was made at the start."""
    return answer(current_app.extensions["pages"][name], CHECK_FIRST)


@bp.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Answer browsers that ask for an icon without having read a page."""
    assets: Assets = current_app.extensions["assets"]
    there = [assets.files[name] for name in FAVICONS if name in assets.files]
    return answer(there[0], CHECK_FIRST) if there else abort(404)


def error_page(status: int) -> Response:
    """Return the page that tells a visitor what happened."""
    known = status if status in ERRORS else 500
    made: Asset = current_app.extensions["error_pages"][known]
    return Response(made.body, status, mimetype="text/html")


def templates(assets: Assets, folder: Path = TEMPLATES) -> Environment:
    """Return an environment of templates that knows the tree and nothing else.

    It is not Flask's: there, a template sees the request, the session, the settings
    and whoever is logged in. Here a template that names one of them fails at the start.
    """
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals = {
        "asset": assets.url,
        "integrity": assets.integrity,
        # Its text is ours, and is safe inside a script element: see Assets.import_map.
        "import_map": Markup(  # noqa: S704
            f'<script type="importmap">{assets.import_map}</script>'
        ),
        "modules": lambda page: needed_by(
            assets.files, "js/main.js", f"js/pages/{page}.js"
        ),
    }
    return environment


def make_page(environment: Environment, template: str, **about: object) -> Asset:
    """Return a page, made for nobody, in the form in which files are served."""
    body = environment.get_template(template).render(about).encode()
    return Asset(template, body, pack(body), "text/html", "", make_etag(body))


def init_app(app: Flask, folder: Path = TEMPLATES) -> None:
    """Make the pages from the templates of a folder, and serve them."""
    environment = templates(app.extensions["assets"], folder)
    app.extensions["pages"] = {
        name: make_page(environment, f"{name}.html", page_name=name) for name in PAGES
    }
    app.extensions["error_pages"] = {
        status: make_page(
            environment, "error.html", status=status, title=title, text=text
        )
        for status, (title, text) in ERRORS.items()
    }
    app.register_blueprint(bp)
