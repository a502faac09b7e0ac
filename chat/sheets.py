"""The stylesheet of a page: the sheets of its components, joined into one.

A component has a sheet of its own, and a page imports those that it has
(`static/css/pages/`). Left to the browser, that would be a way to the server and back
for each of fifty, and another one for every import inside an import, before anything is
painted. So an import is replaced by what it imports: the same rules in the same order,
and otherwise as they are in the repository.
"""

import re
from pathlib import Path

# By a relative path and with no condition: a browser reads any other form, too, but it
# would be one request more, so there is none (tests/unit/test_styles.py).
IMPORT = re.compile(rb'^@import "([^":]+)";$', re.MULTILINE)


def joined(path: Path) -> bytes:
    """Return a sheet with the imports in it replaced by what they import."""
    folder = path.parent
    return IMPORT.sub(
        lambda found: joined(folder / found[1].decode()).rstrip(), path.read_bytes()
    )
