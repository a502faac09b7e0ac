"""Dependencies point one way, and what is public says what it does."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[3] / "encryption"
FILES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in FILES]


def imported(path):
    """List what a file imports: roots, or dotted names within the package."""
    package = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            names = [node.module] if node.module else [a.name for a in node.names]
            for name in names:
                yield "." + ".".join((*base, name))


def public(node):
    """List a module and what is public of it and its classes."""
    yield node
    for child in node.body:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        if isinstance(child, kinds) and not child.name.startswith("_"):
            yield from public(child) if isinstance(child, ast.ClassDef) else [child]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_of_a_server(path):
    outside = {n for n in imported(path) if not n.startswith(".")}
    allowed = {"cryptography", "joserfc"}
    if path.name == "log_tool.py":
        allowed |= {"tqdm"}
    if path.name == "phrase.py":
        allowed |= {"mnemonic"}

    assert outside - sys.stdlib_module_names <= allowed


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.glob("signed/*.py")), ids=lambda p: p.name
)
def test_signed_needs_no_jwe_and_no_private_key(path):
    assert "joserfc" not in set(imported(path))
    inside = {n for n in imported(path) if n.startswith(".")}
    assert all(n == ".errors" or n.startswith(".signed") for n in inside)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_everything_public_is_documented(path):
    for node in public(ast.parse(path.read_text("utf-8"))):
        assert ast.get_docstring(node), getattr(node, "name", "the module")
