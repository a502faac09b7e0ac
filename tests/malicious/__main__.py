"""The test of the tests: without its check no attack is refused as it was.

    python -m tests.malicious            play every attack on a client without its check
    python -m tests.malicious --write    the same, and write docs/ATTACKS.md
    python -m tests.malicious NAME...    these attacks alone

Exits with 1 when an attack is stopped all the same, when a check does not stand exactly
once where it is said to, or when docs/ATTACKS.md does not list these attacks and their
checks.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.malicious.attack import ATTACKS
from tests.malicious.players import MUST, outcomes
from tests.malicious.scenarios import load
from tests.malicious.table import PAGE, is_alike, page

PLAYERS = 2


def main() -> int:
    """Play, print attack, check and result, and look at the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.malicious")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    load()
    start, found = time.monotonic(), {}
    for name, outcome in outcomes(asked.names or list(ATTACKS), PLAYERS):
        found[name] = outcome
        print(f"{name:42} {ATTACKS[name].check.file:36} {outcome}", flush=True)
    wrong = sorted(name for name, outcome in found.items() if outcome not in MUST)
    spent = time.monotonic() - start
    print(f"{len(found)} attacks in {spent:.0f} s, {len(wrong)} not as they must be")
    for name in wrong:
        print(f"{name}: {found[name]}", file=sys.stderr)
    if wrong:
        return 1
    return 0 if asked.names else look(page(found), asked.write)


def look(made: str, write: bool) -> int:
    """Write the page, or hold it against what would be written."""
    if write:
        PAGE.write_text(made, "utf-8")
    elif not PAGE.exists() or not is_alike(PAGE.read_text("utf-8"), made):
        print(
            "docs/ATTACKS.md is not up to date: .ci/attacks .venv --write",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
