"""A language of the interface: its catalogue, and how it is written.

Every catalogue, `static/locales/CODE.ftl`, holds all texts, those of the templates and
those of the modules: here pages are made of it, and browsers load the same file.
"""

from collections.abc import Container
from functools import lru_cache
from pathlib import PurePosixPath

from babel import Locale
from flask import Request
from fluent.runtime import FluentBundle, FluentResource
from markupsafe import Markup, escape

from chat.assets import Assets

FOLDER = "locales"
# For readers whose language there is not.
DEFAULT = "en"
COOKIE = "lang"


class Language:
    """The texts of the interface in one language."""

    def __init__(self, code: str, catalogue: str) -> None:
        locale = Locale.parse(code)
        self.code = code
        self.name = locale.get_display_name()
        self.direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
        # What stands in a page's sentences is ours and runs with them; what people
        # write enters in the browser, which isolates it.
        self._bundle = FluentBundle([code], use_isolating=False)
        self._bundle.add_resource(FluentResource(catalogue))

    @property
    def catalogue(self) -> str:
        """The name of the catalogue in the tree."""
        return f"{FOLDER}/{self.code}.ftl"

    def text(self, name: str, /, **about: object) -> str:
        """Return a text by its id, or by "id.attribute"; markup is given as Markup.

        Raises LookupError where there is no such text, or none of these variables.
        """
        message_id, _, attribute = name.partition(".")
        message = self._bundle.get_message(message_id)
        pattern = message.attributes[attribute] if attribute else message.value
        # The text itself is no markup: marks stand for what is, until it is escaped.
        marks = {key: f"\ue000{key}\ue001" for key in about}
        text, errors = self._bundle.format_pattern(pattern, marks)
        if errors:
            raise LookupError(f"{name} in {self.code}: {errors}")
        text = escape(text)
        for key, mark in marks.items():
            text = text.replace(mark, escape(about[key]))
        return Markup(text)  # noqa: S704


def find_languages(assets: Assets) -> dict[str, Language]:
    """Return the languages whose catalogues are in the tree, the default one first."""
    paths = [PurePosixPath(name) for name in assets.files]
    found = [path.stem for path in paths if path.match(f"{FOLDER}/*.ftl")]
    return {
        code: _read(code, assets.files[f"{FOLDER}/{code}.ftl"].body.decode())
        for code in sorted(found, key=lambda code: code != DEFAULT)
    }


# As with the tree: tests make many applications, all of the same catalogues.
@lru_cache(maxsize=8)
def _read(code: str, catalogue: str) -> Language:
    return Language(code, catalogue)


def wanted_by(request: Request, codes: Container[str]) -> str:
    """Return which of these languages a browser is answered in."""
    chosen = request.cookies.get(COOKIE)
    if chosen in codes:
        return chosen
    # Not best_match: to it "ar-EG, en;q=0.1" is English, as that is there exactly.
    for asked, quality in request.accept_languages:
        language = asked.partition("-")[0].lower()
        if quality > 0 and language in codes:
            return language
    return DEFAULT
