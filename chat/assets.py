"""What browsers load besides pages: our modules and styles, and the libraries.

Vocabulary: the *tree* is every file that may be served, by its *name* (`js/main.js`,
`lib/idb.js`). The *release* is a hash over the tree; it is part of every address, so
whatever lies behind an address never changes and is cached for good. *Integrity* is
the hash that a page demands of a file before running it.

The tree is an allow-list. `static/node_modules`, the lock file and the tools' settings
lie beside it and are never reached: a request is looked up among the names, not in a
folder.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from flask import Blueprint, Flask, Response, abort, current_app, request

from chat.libraries import BARE_NAMES, LIBRARIES, LIBRARY_FOLDERS

ROOT = Path(__file__).resolve().parent.parent / "static"

# Our own folders, and the kinds of file in them that are served.
FOLDERS = ("js", "css", "img", "fonts")
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}

FOR_GOOD = "public, max-age=31536000, immutable"
# A packed file travels instead of the plain one only where that saves a packet.
WORTH_PACKING = 1024


class MissingLibrary(Exception):
    """A browser library is not installed; `make env` installs it."""


@dataclass(frozen=True)
class Asset:
    """One file of the tree, with all that an answer needs."""

    name: str
    body: bytes
    packed: bytes | None
    mimetype: str
    integrity: str
    etag: str


@dataclass(frozen=True)
class Assets:
    """The whole tree of one release."""

    files: dict[str, Asset]
    release: str

    def url(self, name: str) -> str:
        """Return the address of a file; raise KeyError where there is none."""
        return f"/static/{self.release}/{self.files[name].name}"

    def integrity(self, name: str) -> str:
        """Return the hash that a page demands of a file; raise KeyError as above."""
        return self.files[name].integrity

    @property
    def import_map(self) -> str:
        """Return the text of the page's import map, the one inline script there is."""
        imports = {
            bare: self.url(name)
            for bare, name in BARE_NAMES.items()
            if name in self.files
        }
        integrity = {
            self.url(asset.name): asset.integrity
            for asset in self.files.values()
            if asset.mimetype == "text/javascript"
        }
        text = json.dumps(
            {"imports": imports, "integrity": integrity}, separators=(",", ":")
        )
        # No file name of ours holds a "<"; one that did could end the script element.
        return text.replace("<", "\\u003c")


def load_assets(root: Path = ROOT) -> Assets:
    """Read the tree below a folder, or return it again if no file there has changed.

    Raises MissingLibrary when a library of the list is not installed.
    """
    files = tuple(
        (name, path, path.stat().st_mtime_ns, path.stat().st_size)
        for name, path in sorted(find_files(root))
    )
    return read_files(files)


def find_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of every file of the tree."""
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root)
            hidden = any(part.startswith(".") for part in name.parts)
            if path.suffix in TYPES and path.is_file() and not hidden:
                yield name.as_posix(), path
    modules = root / "node_modules"
    for name, place in LIBRARIES.items():
        yield name, must_exist(modules / place)
    for prefix, place in LIBRARY_FOLDERS.items():
        folder = must_exist(modules / place)
        for path in folder.rglob("*.mjs"):
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path


def must_exist(path: Path) -> Path:
    """Return the path; raise MissingLibrary where nothing is there."""
    if not path.exists():
        raise MissingLibrary(
            f"The browser library {path} is not installed. Run `make env`."
        )
    return path


# Tests make many applications; hashing and packing the same two megabytes for each of
# them would take most of their time.
@lru_cache(maxsize=4)
def read_files(files: tuple[tuple[str, Path, int, int], ...]) -> Assets:
    """Read, hash and pack files, given with the time and size that tell them apart."""
    tree = {name: read_file(name, path) for name, path, _, _ in files}
    release = hashlib.sha256()
    for name, asset in tree.items():
        for part in (name.encode(), asset.body):
            release.update(len(part).to_bytes(8, "big") + part)
    return Assets(files=tree, release=release.hexdigest()[:16])


def read_file(name: str, path: Path) -> Asset:
    """Read one file of the tree."""
    body = path.read_bytes()
    mimetype = TYPES[PurePosixPath(name).suffix]
    packed = None
    if mimetype.startswith("text/") or mimetype == "image/svg+xml":
        # A fixed time, so that the same file is packed to the same bytes everywhere.
        packed = gzip.compress(body, mtime=0)
        if len(body) - len(packed) < WORTH_PACKING:
            packed = None
    digest = base64.b64encode(hashlib.sha384(body).digest()).decode()
    return Asset(
        name=name,
        body=body,
        packed=packed,
        mimetype=mimetype,
        integrity=f"sha384-{digest}",
        etag=hashlib.sha256(body).hexdigest()[:32],
    )


bp = Blueprint("assets", __name__)


@bp.get("/static/<release>/<path:name>")
def serve(release: str, name: str) -> Response:
    """Answer with one file of the tree; 404 for every other address."""
    assets: Assets = current_app.extensions["assets"]
    if release != assets.release or name not in assets.files:
        abort(404)
    return answer(assets.files[name], FOR_GOOD)


def answer(asset: Asset, caching: str) -> Response:
    """Return a file as a response, packed for whoever takes that."""
    # By quality: "gzip;q=0" names gzip to refuse it.
    takes_gzip = request.accept_encodings.quality("gzip") > 0
    packed = asset.packed is not None and takes_gzip
    response = Response(asset.packed if packed else asset.body, mimetype=asset.mimetype)
    response.headers["Cache-Control"] = caching
    if asset.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(asset.etag + ("-gzip" if packed else ""))
    return response.make_conditional(request)


def init_app(app: Flask, root: Path = ROOT) -> None:
    """Serve the tree below a folder, as it is now."""
    app.extensions["assets"] = load_assets(root)
    app.register_blueprint(bp)
