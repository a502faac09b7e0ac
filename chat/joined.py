"""The modules of a page, joined into few files where that was done before the start.

One by one they are some two hundred for the chat, and each a way to the server. So
`static/join.js` joins them, when something in them changed: `.ci/join` gives it what
this module writes. What it makes lies in `static/joined`, with a list of what each page
loads. A list of other modules than are there is not used, nor are the files beside it:
then every module is served on its own, as it also is for whoever wants to read it.
"""

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from chat.libraries import BARE_NAMES
from chat.modules import needed_by
from chat.tree import Asset, find_files

FOLDER = "joined/"
LIST = f"{FOLDER}list.json"
TOOL = "join.js"
# By their places below static/js.
PAGES = ("chat", "invite", "login", "recover", "register")
WORKERS = ("crypto/worker", "net/porter_worker")
MODULES = (".js", ".mjs")

# What the worker of js/session/crypto.js loads besides its own modules.
WORKER_LIBRARIES = ("lib/crypto-js.js", "lib/jsencrypt.min.js")


@dataclass(frozen=True)
class PageModules:
    """What a page loads of modules: names in the tree."""

    # What starts it, and what it starts.
    main: str
    module: str
    # What both need before they run, themselves included; and what comes after that.
    first: tuple[str, ...]
    later: tuple[str, ...] = ()


def is_module(name: str) -> bool:
    """Tell whether a file is one of those that may be joined."""
    return name.endswith(MODULES) and not name.startswith(FOLDER)


def inputs_of(bodies: dict[str, bytes], tool: bytes) -> str:
    """Return the hash of all modules, by name, and of what joins them."""
    digest = hashlib.sha256(hashlib.sha256(tool).digest())
    for name, body in sorted(bodies.items()):
        if is_module(name):
            digest.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
    return digest.hexdigest()


def read_joined(files: dict[str, Asset], tool: Path) -> dict[str, PageModules]:
    """Return what each page loads of joined files; nothing where they are stale."""
    if LIST not in files or not tool.exists():
        return {}
    bodies = {name: asset.body for name, asset in files.items()}
    made = json.loads(files[LIST].body)
    if made["inputs"] != inputs_of(bodies, tool.read_bytes()):
        return {}
    return {
        page: PageModules(
            one["main"], one["module"], tuple(one["first"]), tuple(one["later"])
        )
        for page, one in made["pages"].items()
    }


def one_by_one(files: dict[str, Asset], page: str) -> PageModules:
    """Return what a page loads where nothing was joined."""
    main, module = "js/main.js", f"js/pages/{page}.js"
    return PageModules(main, module, tuple(needed_by(files, main, module)))


def worker_files(files: dict[str, Asset]) -> tuple[str, ...]:
    """Return all that the crypto worker loads."""
    if (joined := f"{FOLDER}crypto/worker.js") in files:
        return (joined, *WORKER_LIBRARIES)
    modules = needed_by(files, "js/crypto/scheme.js")
    return (*modules, "js/crypto/worker.js", *WORKER_LIBRARIES)


def order(root: Path) -> dict | None:
    """Return what `static/join.js` is to join, or None where that was done already."""
    found = dict(find_files(root))
    paths = {name: path for name, path in sorted(found.items()) if is_module(name)}
    bodies = {name: path.read_bytes() for name, path in paths.items()}
    inputs = inputs_of(bodies, (root / TOOL).read_bytes())
    if LIST in found and json.loads(found[LIST].read_bytes())["inputs"] == inputs:
        return None
    return {
        "inputs": inputs,
        "pages": PAGES,
        "workers": WORKERS,
        "files": {name: str(path) for name, path in paths.items()},
        "bare": BARE_NAMES,
    }


if __name__ == "__main__":
    if (wanted := order(Path(sys.argv[1]).resolve())) is None:
        sys.exit()
    json.dump(wanted, sys.stdout)
