"""The test of the tests: without the check that stops it, each attack must work.

    python -m tests.malicious            play every attack on a client without its check
    python -m tests.malicious --write    the same, and write docs/ATTACKS.md
    python -m tests.malicious NAME...    these attacks alone

Exits with 1 when an attack is stopped all the same, when a check is not where it is
said to be, or when docs/ATTACKS.md is not what would be written.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CANDIDATES, FLAGS
from tests.evil_server import EvilServer
from tests.malicious.attack import ATTACKS, BROWSER, Attack
from tests.malicious.browser_victim import BrowserVictim
from tests.malicious.mutation import CheckNotFound, without
from tests.malicious.scenarios import load
from tests.malicious.stage import Stage
from tests.malicious.victim import NotRefused

# A refusal that is not there yet, is not going to come: in milliseconds.
PATIENCE = 2_500


def outcome(attack: Attack, stage: Stage) -> str:
    """Play an attack on a client without its check, and say what came of it."""
    try:
        with without(attack.check, stage.evil):
            stage.victim.visit()
            stage.play(attack)
    except NotRefused:
        return "works"
    except CheckNotFound as error:
        return f"CHECK NOT FOUND: {error}"
    except Exception as error:
        return f"BROKEN: {type(error).__name__}: {str(error)[:300]}"
    return "STOPPED ALL THE SAME"


def main(names: list[str]) -> int:
    """Play the attacks of these names, and print what came of each."""
    load()
    found = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or next(
            filter(None, map(shutil.which, CANDIDATES))
        )
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        evil = EvilServer(Path(folder)).start()
        victim = BrowserVictim.new(browser, evil, "alice", patience=PATIENCE)
        for name in names or ATTACKS:
            start = time.monotonic()
            if BROWSER in ATTACKS[name].victims:
                found[name] = outcome(ATTACKS[name], Stage(evil, victim))
                spent = time.monotonic() - start
                print(f"{name:45} {found[name]} ({spent:.1f} s)", flush=True)
        victim.close()
        browser.close()
        evil.stop()
    return 0 if all(one == "works" for one in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
