"""Scripts that browser tests run inside a page."""

from pathlib import Path


def script(name: str) -> str:
    """Give the text of a script of this directory."""
    return (Path(__file__).parent / name).read_text("utf-8")
