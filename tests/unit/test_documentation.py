"""What is public is documented."""

import json
import re
from pathlib import Path

import pytest

from chat.settings import described

PROJECT = Path(__file__).resolve().parents[2]
OPERATIONS = (PROJECT / "docs/OPERATIONS.md").read_text(encoding="utf-8")
DECISIONS = PROJECT / "docs/decisions"
# Asked for from the start, so that nothing was decided.
GIVEN = {
    "crypto-js",
    "cryptography",
    "flask",
    "flask-login",
    "flask-socketio",
    "flask-sqlalchemy",
    "jsencrypt",
    "pytest",
}


def direct_packages(name):
    """The packages of a list that someone chose, without what those bring along."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    chosen = text.split("# What the packages above bring along")[0]
    return set(re.findall(r"^([a-z0-9.-]+)(?:\[\w+\])?==", chosen, re.MULTILINE))


@pytest.mark.parametrize("row", described(), ids=lambda row: row[0])
def test_every_setting_is_in_operations(row):
    name, default, sentence = row
    shown = f"`{default}`" if default else ""

    assert f"| `{name}` | {shown} | {sentence} |" in OPERATIONS


def test_operations_names_no_setting_that_does_not_exist():
    table = OPERATIONS.split("## Settings")[1].split("\n## ")[0]

    assert set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE)) == {
        name for name, _, _ in described()
    }


def test_every_setting_in_an_example_exists():
    names = {name for name, _, _ in described()} | {"PYTHONDONTWRITEBYTECODE"}
    given = re.findall(r"Environment=([A-Z_]+)=", OPERATIONS)
    given += re.findall(r"\b([A-Z]+_?[A-Z_]+)=[/\w]", OPERATIONS)

    assert {"PUBLIC_ORIGIN", "TLS_CERT"} <= set(given)
    assert [name for name in given if name not in names] == []


def test_every_target_of_make_is_in_operations():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)

    assert {"run", "test"} <= set(targets)
    for target in targets:
        assert f"`make {target}`" in OPERATIONS


def test_every_package_that_was_chosen_is_decided():
    libraries = json.loads((PROJECT / "static/package.json").read_text())
    chosen = direct_packages("requirements.txt")
    chosen |= direct_packages("tests/requirements.txt")
    chosen |= set(libraries["dependencies"]) | set(libraries["devDependencies"])
    decided = "\n".join(
        path.read_text(encoding="utf-8") for path in DECISIONS.glob("*.md")
    ).lower()

    assert {"joserfc", "idb", "jwcrypto"} <= chosen
    for package in chosen - GIVEN:
        assert package.split("/")[0].lstrip("@") in decided, package


def test_every_decision_is_listed_and_complete():
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8")

    for page in DECISIONS.glob("*.md"):
        if page.name != "README.md":
            text = page.read_text(encoding="utf-8")
            assert f"]({page.name})" in listed, page.name
            assert text.startswith("# "), page.name
            assert "**Cost.**" in text, page.name


def test_the_lock_file_says_nothing_of_where_packages_come_from():
    lock = json.loads((PROJECT / "static/package-lock.json").read_text())

    assert len(lock["packages"]) > 10
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert name == "" or package["integrity"].startswith("sha512-"), name


def test_every_version_is_exact():
    for name in ("requirements.txt", "tests/requirements.txt"):
        lines = (PROJECT / name).read_text(encoding="utf-8").splitlines()
        packages = [line.split("#")[0].strip() for line in lines]
        for package in filter(None, packages):
            assert re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", package), package
    libraries = json.loads((PROJECT / "static/package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        for version in libraries[kind].values():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version)


@pytest.mark.parametrize("name", ["README.md", "docs/THREATS.md", "docs/PROTOCOL.md"])
def test_every_test_that_a_page_names_is_there(name):
    text = (PROJECT / name).read_text(encoding="utf-8")
    named = {path.rstrip("/.") for path in re.findall(r"tests/[\w./-]*", text)}

    assert named
    assert [path for path in sorted(named) if not (PROJECT / path).exists()] == []


def test_what_the_asvs_page_calls_met_is_shown_by_a_test_that_is_there():
    rows = re.findall(
        r"^\| (\d+\.\d+\.\d+) \| [12] \| [^|]+ \| ([^|]+) \| ([^|]+) \|$",
        (PROJECT / "docs/ASVS.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(rows) > 100, "the premise"
    assert len({number for number, _, _ in rows}) == len(rows)
    for number, state, by in rows:
        assert state in ("met", "not met", "not applicable"), number
        named = re.fullmatch(r"`(tests/[\w./]+)(?:::(\w+))?`", by)
        assert bool(named) == (state == "met"), number
        if named:
            path, test = PROJECT / named[1], named[2]
            assert path.is_file(), by
            text = path.read_text(encoding="utf-8")
            assert test is None or f"\ndef {test}(" in text, by
