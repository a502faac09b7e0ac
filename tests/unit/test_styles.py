"""Every component takes its colours and its sizes from the same two sheets."""

import re
from pathlib import Path

import pytest

from chat.assets import load_assets

CSS = Path(__file__).resolve().parents[2] / "static/css"
# Where colours and sizes are made: the hues of an avatar are its name's, or its keys'.
COLORS = {"colors.css", "avatar.css"}
TOKENS = {"tokens.css"}

COLOR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|\b(?:white|black)\b"
    r"(?!-)"
)
MIXED = "color-mix(in oklab,"
DECLARATION = re.compile(r"^\s*([a-z-]+): ([^;]+);", re.MULTILINE)
REM = re.compile(r"(?<![\w.-])-?(\d*\.?\d+)rem\b")
# From here on a distance is no gap but a measure of the layout.
LARGEST_SPACE = 2
SPACE = re.compile(r"(?:padding|margin|gap|row-gap|column-gap)\b")
SIZED = {
    "font-size": re.compile(r"\d*\.?\d+(?:rem|px)"),
    "border-radius": re.compile(r"\d*\.?\d+(?:rem|px)"),
    "box-shadow": re.compile(r"\d+px \d+px"),
    "transition": re.compile(r"\d*\.?\d+m?s\b"),
}
PHYSICAL = re.compile(
    r"^(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom"
    r"|width|height|(?:min|max)-(?:width|height))$"
)

sheets = pytest.mark.parametrize(
    "sheet", sorted(CSS.glob("*.css")), ids=lambda p: p.name
)


def read(sheet):
    """Return a sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)


def misplaced(declared):
    """Say whether a declaration has a size of its own where a token belongs."""
    name, value = declared
    if SPACE.match(name):
        return any(0.1 < float(size) <= LARGEST_SPACE for size in REM.findall(value))
    return name in SIZED and bool(SIZED[name].search(value))


@sheets
def test_colours_are_roles(sheet):
    text = read(sheet).replace(MIXED, "")
    if sheet.name not in COLORS:
        assert not COLOR.findall(text)


@sheets
def test_sizes_are_tokens(sheet):
    if sheet.name not in TOKENS:
        assert [d for d in DECLARATION.findall(read(sheet)) if misplaced(d)] == []


@sheets
def test_the_theme_is_the_color_schemes(sheet):
    assert "prefers-color-scheme" not in sheet.read_text("utf-8")


@sheets
def test_boxes_follow_the_direction_of_the_text(sheet):
    names = [name for name, _ in DECLARATION.findall(read(sheet))]
    assert [name for name in names if PHYSICAL.match(name)] == []


@pytest.mark.parametrize(
    "line",
    [
        "color: #fff;",
        "color: white;",
        "background: oklch(50% 0 0);",
    ],
)
def test_a_raw_colour_would_be_found(line):
    assert COLOR.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "padding: 0.5rem;",
        "margin-inline: -1rem;",
        "gap: 0.3rem 0;",
        "font-size: 13px;",
        "border-radius: 1rem;",
        "box-shadow: 0 4px 16px;",
        "transition: color 120ms;",
    ],
)
def test_a_raw_size_would_be_found(line):
    assert misplaced(DECLARATION.findall(line)[0])


def test_every_token_that_is_taken_exists():
    text = "".join(read(sheet) for sheet in CSS.glob("*.css"))
    scripts = CSS.parent.joinpath("js").rglob("*.js")
    set_by_scripts = "".join(path.read_text("utf-8") for path in scripts)
    made = set(re.findall(r"(--[\w-]+):", text))
    made |= set(re.findall(r'setProperty\("(--[\w-]+)"', set_by_scripts))

    assert set(re.findall(r"var\((--[\w-]+)", text)) <= made


def test_every_sheet_is_on_a_page():
    pages = sorted(CSS.glob("pages/*.css"))
    imported = {
        (page.parent / name).resolve()
        for page in pages
        for name in re.findall(r'@import "(.+)";', page.read_text("utf-8"))
    }
    # For browsers without script the page itself names one.
    others = {CSS / "noscript.css"}

    assert imported | others == {*CSS.glob("*.css"), CSS / "pages/every.css"}


def test_no_sheet_is_left_to_be_imported_by_the_browser():
    served = [asset for name, asset in load_assets().files.items() if "css/" in name]

    assert served
    assert [asset.name for asset in served if b"@import" in asset.body] == []
