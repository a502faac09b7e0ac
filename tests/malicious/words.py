"""The sentences of the interface, read from its catalogue: static/locales/en.ftl."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
SCRIPT = """
await import(process.argv[1])
const { reasonSentence, t } = await import(process.argv[2])
const about = [{}, { name: "NAME", count: 1 }, { name: "NAME", count: 12 }]
// Where a chat is blocked, the bar above the composer says it in words of its own.
const blocked = { "key-changed": [t("blocked-changed", { name: "NAME" })] }
const said = (code) => [
  ...about.map((one) => reasonSentence(code, one).what), ...blocked[code] ?? [],
]
const codes = JSON.parse(process.argv[3])
console.log(JSON.stringify(Object.fromEntries(codes.map((code) => [code, said(code)]))))
"""


@cache
def catalogue() -> dict[str, list[str]]:
    """Return what is said of each reason of PROTOCOL.md §15: of nobody, of somebody."""
    page = (PROJECT / "docs" / "PROTOCOL.md").read_text("utf-8")
    section = page.split("\n## 15.", 1)[1].split("\n## ", 1)[0]
    codes = re.findall(r"`([a-z0-9-]+)`", section)
    node = shutil.which("node")
    assert node, "node is not on the path"
    asked = [node, "--input-type=module", "-e", SCRIPT]
    modules = [PROJECT / "tests/js/english.js", PROJECT / "static/js/lib/words.js"]
    asked += [*(module.as_uri() for module in modules), json.dumps(codes)]
    said = subprocess.run(asked, stdout=subprocess.PIPE, check=True, timeout=60)
    return json.loads(said.stdout)


def sentence(reason: str) -> str:
    """Return what is said of a reason, where it is about somebody called NAME."""
    return catalogue()[reason][1]


def says(shown: str, reason: str) -> bool:
    """Tell whether a text on screen is what is said of a reason."""
    return any(re.search(_pattern(said), shown) for said in catalogue()[reason])


def reason_of(shown: str) -> str:
    """Return the reason that a text on screen speaks of, or the text itself."""
    found = [code for code in catalogue() if says(shown, code)]
    return found[0] if len(found) == 1 else f"{found}: {shown}"


def _pattern(said: str) -> str:
    return re.escape(said).replace("NAME", r"[a-z0-9._-]+").replace("12", r"\d+")
