"""The pages, and the one that says that something is not there.

A page is made once for each language, when the server starts, and is the same bytes for
every visitor of a release who reads that language: no name, no token, no nonce. So
anyone can compare what they were served with what was released. What differs from
person to person arrives as JSON.
"""

from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chat.assets import Assets, answer
from chat.compiled import Compiled
from chat.joined import worker_files
from chat.language import Language, find_languages, wanted_by
from chat.tree import Asset, make_etag, pack

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PAGES = ("login", "register", "recover", "reset", "chat", "invite")
FAVICONS = ("img/favicon.ico", "img/favicon.svg", "img/favicon.png")
# Kept, but asked for again each time: a new release shows at the next visit.
CHECK_FIRST = "no-cache"

# What the error page has words for; any other status is told as 500.
ERRORS = (404, 405, 413, 500)

bp = Blueprint("pages", __name__)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Send a visitor to the chat, which sends on whoever is not logged in."""
    return redirect("/chat")


@bp.get("/login", defaults={"name": "login"})
@bp.get("/register", defaults={"name": "register"})
@bp.get("/recover", defaults={"name": "recover"})
@bp.get("/reset", defaults={"name": "reset"})
@bp.get("/chat", defaults={"name": "chat"})
@bp.get("/invite", defaults={"name": "invite"})
def page(name: str) -> ResponseReturnValue:
    """Answer with a page as it was made at the start, in the visitor's language."""
    language = _language()
    response = answer(current_app.extensions["pages"][name, language], CHECK_FIRST)
    response.vary.update(("Accept-Language", "Cookie"))
    response.content_language.add(language)
    return response


@bp.get("/download/worker.js")
def download_worker() -> ResponseReturnValue:
    """Answer with the service worker of downloads: its address is what it may serve."""
    assets: Assets = current_app.extensions["assets"]
    return answer(assets.files["js/download_worker.js"], CHECK_FIRST)


@bp.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Answer browsers that ask for an icon without having read a page."""
    assets: Assets = current_app.extensions["assets"]
    there = [assets.files[name] for name in FAVICONS if name in assets.files]
    return answer(there[0], CHECK_FIRST) if there else abort(404)


def error_page(status: int) -> Response:
    """Return the page that tells a visitor what happened."""
    known = status if status in ERRORS else 500
    made: Asset = current_app.extensions["error_pages"][known, _language()]
    return Response(made.body, status, mimetype="text/html")


def _language() -> str:
    return wanted_by(request, current_app.extensions["languages"])


def templates(
    assets: Assets,
    languages: list[Language],
    language: Language,
    compiled: Compiled,
    folder: Path = TEMPLATES,
) -> Environment:
    """Return an environment of templates that knows tree and languages, nothing else.

    It is not Flask's: there, a template sees the request, the session, the settings
    and whoever is logged in. Here a template that names one of them fails at the start.
    """
    environment = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=compiled,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals = {
        "asset": assets.url,
        "integrity": assets.integrity,
        "language": language,
        "languages": languages,
        "t": language.text,
        # Its text is ours, and is safe inside a script element: see Assets.import_map.
        "import_map": Markup(  # noqa: S704
            f'<script type="importmap">{assets.import_map}</script>'
        ),
        "modules": assets.modules,
        "ahead": lambda: ahead(assets),
    }
    return environment


def ahead(assets: Assets) -> list[str]:
    """Return the names of the files that the chat is made of, each once."""
    chat = assets.modules("chat")
    names = (
        "css/pages/chat.css",
        *chat.first,
        *chat.later,
        *worker_files(assets.files),
    )
    return list(dict.fromkeys(names))


def make_page(environment: Environment, template: str, **about: object) -> Asset:
    """Return a page, made for nobody, in the form in which files are served."""
    body = environment.get_template(template).render(about).encode()
    return Asset(template, body, pack(body), "text/html", "", make_etag(body))


def init_app(app: Flask, folder: Path = TEMPLATES) -> None:
    """Make the pages from the templates of a folder, and serve them."""
    app.extensions |= make_pages(app.extensions["assets"], folder)
    app.register_blueprint(bp)


def make_pages(assets: Assets, folder: Path = TEMPLATES) -> dict[str, dict]:
    """Return languages, pages and error pages, as the application keeps them."""
    languages, pages, errors = find_languages(assets), {}, {}
    choice, compiled = list(languages.values()), Compiled()
    for code, language in languages.items():
        environment = templates(assets, choice, language, compiled, folder)
        for name in PAGES:
            pages[name, code] = make_page(environment, f"{name}.html", page_name=name)
        for status in ERRORS:
            errors[status, code] = make_page(
                environment, "error.html", page_name="error", status=status
            )
    return {"languages": languages, "pages": pages, "error_pages": errors}
