"""What browsers load besides pages: our modules and styles, and the libraries.

Vocabulary: the *tree* is every file that may be served, by its *name* (`js/main.js`,
`lib/idb.js`). The *release* is a hash over the tree; it is part of every address, so
whatever lies behind an address never changes and is cached for good. *Integrity* is
the hash that a page demands of a file before running it.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from chat.joined import FOLDER, TOOL, PageModules, one_by_one, read_joined
from chat.libraries import BARE_NAMES
from chat.tree import Asset, find_files, read_file

ROOT = Path(__file__).resolve().parent.parent / "static"

FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Assets:
    """The whole tree of one release."""

    files: dict[str, Asset]
    release: str
    # What each page loads of joined modules; nothing where none were joined.
    joined: dict[str, PageModules] = field(default_factory=dict)

    def modules(self, page: str) -> PageModules:
        """Return the names of the modules that a page loads."""
        return self.joined.get(page) or one_by_one(self.files, page)

    def url(self, name: str) -> str:
        """Return the address of a file; raise KeyError where there is none."""
        return f"/static/{self.release}/{self.files[name].name}"

    def integrity(self, name: str) -> str:
        """Return the hash that a page demands of a file; raise KeyError as above."""
        return self.files[name].integrity

    @property
    def import_map(self) -> str:
        """Return the text of the page's import map, the one inline script there is."""
        imports = {bare: self.url(name) for bare, name in BARE_NAMES.items()}
        integrity = {
            self.url(asset.name): asset.integrity
            for asset in self.files.values()
            if asset.mimetype == "text/javascript" and self._is_loaded(asset.name)
        }
        text = json.dumps(
            {"imports": imports, "integrity": integrity}, separators=(",", ":")
        )
        # No file name of ours holds a "<"; one that did could end the script element.
        return text.replace("<", "\\u003c")

    def _is_loaded(self, name: str) -> bool:
        """Tell whether a page may load a module, rather than one it is joined into."""
        return not self.joined or not name.startswith("js/")


def load_assets(root: Path = ROOT) -> Assets:
    """Read the tree below a folder, or return it again if no file there has changed.

    Raises MissingLibrary when a library of the list is not installed.
    """
    return read_tree(
        tuple(
            (name, path, path.stat().st_mtime_ns, path.stat().st_size)
            for name, path in sorted(find_files(root))
        ),
        root / TOOL,
    )


# Tests make many applications; hashing and packing the same two megabytes for each of
# them would take most of their time.
@lru_cache(maxsize=4)
def read_tree(files: tuple[tuple[str, Path, int, int], ...], tool: Path) -> Assets:
    """Read files, given with the time and size that tell a changed one apart.

    `tool` is what joins modules.
    """
    tree = {name: read_file(name, path) for name, path, _, _ in files}
    joined = read_joined(tree, tool)
    if not joined:
        tree = {
            name: asset for name, asset in tree.items() if not name.startswith(FOLDER)
        }
    release = hashlib.sha256()
    for name, asset in tree.items():
        for part in (name.encode(), asset.body):
            # With lengths, so that no two trees are the same row of bytes.
            release.update(len(part).to_bytes(8, "big") + part)
    return Assets(tree, release.hexdigest()[:16], joined)


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
    packed = asset.packed if takes_gzip else None
    response = Response(packed or asset.body, mimetype=asset.mimetype)
    response.headers["Cache-Control"] = caching
    if asset.packed:
        response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(asset.etag + ("-gzip" if packed else ""))
    response.make_conditional(request)
    # It has set a date; the server sets one too, and two are one too many.
    response.headers.pop("Date", None)
    return response


def init_app(app: Flask, root: Path = ROOT) -> None:
    """Serve the tree below a folder, as it is now."""
    app.extensions["assets"] = load_assets(root)
    app.register_blueprint(bp)
