"""What a person wrote is never a pattern: neither of a search nor of a sentence."""

import ast
from pathlib import Path

import pytest

from chat import settings

PROJECT = Path(__file__).resolve().parents[3]
SOURCES = sorted((PROJECT / "chat").rglob("*.py"))
# Read once, at the start, from what the operator wrote; or a row of constants.
OURS = {(Path(settings.__file__).name, "fullmatch"), ("browser_name.py", "search")}


def patterns(source):
    """Yield (function, is it constant) of each pattern that a file uses."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of, name = node.func.value, node.func.attr
        if isinstance(of, ast.Name) and of.id == "re":
            yield name, isinstance(node.args[0], ast.Constant)
        elif name in ("format", "format_map"):
            is_ours = isinstance(of, ast.Constant) or (
                isinstance(of, ast.Name) and of.id.isupper()
            )
            yield name, is_ours or (name == "format" and _is_formatter(of))


def _is_formatter(of):
    # logging.Formatter.format, which takes a record.
    return isinstance(of, ast.Call) and getattr(of.func, "id", "") == "super"


def test_no_pattern_is_built_of_input():
    built = {
        (path.name, name)
        for path in SOURCES
        for name, is_constant in patterns(path.read_text())
        if not is_constant
    }
    assert built <= OURS


@pytest.mark.parametrize(
    "source", ["re.search(given, text)", "given.format(1)", "re.compile(f'{given}')"]
)
def test_the_premise_that_built_patterns_are_found(source):
    assert not all(is_constant for _, is_constant in patterns(source))
