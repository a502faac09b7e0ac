"""Which modules a page needs, so that a browser can ask for all of them at once.

Without a list it would learn of each module only from the one that imports it: a way
to the server and back for every step of the graph.
"""

import posixpath
import re

from chat.libraries import BARE_NAMES
from chat.tree import Asset

# `import … from "./x.js"`, `import "./x.js"` and `export … from "./x.js"`, with a bare
# name too; what is imported while the page runs (`import("…")`) is left to that moment.
STATIC_IMPORT = re.compile(
    r'^(?:import|export)\s+(?:[^"\';()]*?\sfrom\s+)?"([^"]+)"', re.MULTILINE
)


def needed_by(files: dict[str, Asset], *entries: str) -> list[str]:
    """Return the names of these modules and all that they import, each once."""
    found: dict[str, None] = {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        folder = posixpath.dirname(name)
        text = files[name].body.decode()
        for target in STATIC_IMPORT.findall(text):
            waiting.append(_resolve(folder, target))
    return list(found)


def _resolve(folder: str, target: str) -> str:
    if target in BARE_NAMES:
        return BARE_NAMES[target]
    return posixpath.normpath(posixpath.join(folder, target))
