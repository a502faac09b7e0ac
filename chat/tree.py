"""The tree of files that browsers may load, and how one of them is read from the disk.

It is an allow-list. `static/node_modules`, the lock file and the tools' settings lie
beside it and are never reached: a request is looked up among the names found here, not
in a folder.
"""

import base64
import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chat.libraries import LIBRARIES, LIBRARY_FOLDERS
from chat.sheets import joined

# Our own folders below static/, and the kinds of file in them that are served; `joined`
# is made of the others (chat/joined.py).
FOLDERS = ("js", "joined", "css", "img", "fonts", "locales")
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".ftl": "text/plain",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
# The other kinds are packed already.
PACKABLE = (
    "text/javascript",
    "text/css",
    "text/plain",
    "application/json",
    "image/svg+xml",
)
# A packed file travels instead of the plain one only where that saves what it costs to
# unpack; most modules are short, and there are many.
WORTH_PACKING = 256


class MissingLibrary(Exception):
    """A browser library is not installed; `make env` installs it."""


@dataclass(frozen=True)
class Asset:
    """One file, with all that an answer needs."""

    name: str
    body: bytes
    packed: bytes | None
    mimetype: str
    integrity: str
    etag: str


def find_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of every file of the tree.

    Raises MissingLibrary when a library of the list is not installed.
    """
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


def read_file(name: str, path: Path) -> Asset:
    """Read one file of the tree."""
    mimetype = TYPES[PurePosixPath(name).suffix]
    body = joined(path) if mimetype == "text/css" else path.read_bytes()
    packed = pack(body) if mimetype in PACKABLE else None
    if packed and len(body) - len(packed) < WORTH_PACKING:
        packed = None
    digest = base64.b64encode(hashlib.sha384(body).digest()).decode()
    return Asset(name, body, packed, mimetype, f"sha384-{digest}", make_etag(body))


def pack(body: bytes) -> bytes:
    """Return the bytes packed with gzip, the same everywhere and at any time."""
    return gzip.compress(body, mtime=0)


def make_etag(body: bytes) -> str:
    """Return the name by which a browser asks whether the bytes have changed."""
    return hashlib.sha256(body).hexdigest()[:32]
