"""The layout can be mirrored: no style sheet names a side of the screen."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
SHEETS = sorted((PROJECT / "static/css").glob("*.css"))
# What declarations are called is in test_styles.py.
VALUES = re.compile(r"(?:float|clear|text-align):\s*(?:left|right)")
# Four values go round the box by its sides; it can be mirrored where the second, on the
# right, is the fourth, on the left.
AROUND = re.compile(r"(?<![\w-])(?:margin|padding|inset):([^;]+);")


def declarations(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"@media[^{]*", "", text)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_style_sheet_names_no_side_of_the_screen(path):
    assert VALUES.findall(declarations(path)) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_what_goes_around_a_box_is_the_same_on_both_sides(path):
    for around in AROUND.findall(declarations(path)):
        values = re.findall(r"[\w-]+\((?:[^()]|\([^()]*\))*\)|\S+", around)
        assert len(values) < 4 or values[1] == values[3], around
