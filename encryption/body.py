"""The kinds of message and the form of their bodies (PROTOCOL.md §8)."""

import re
from collections.abc import Callable

from .signed import ProtocolError, is_count, is_hash, is_id
from .signed.base64url import unb64u
from .signed.forms import is_formed
from .signed.limits import (
    LAST_INDEX,
    MAX_EMOJI_BYTES,
    MAX_FILE_NAME_BYTES,
    MAX_FILES,
    MAX_PIXELS,
    MAX_PREVIEW_BYTES,
    MAX_TEXT_BYTES,
    MAX_TITLE_CODE_POINTS,
    MAX_TYPE,
    MAX_WAVEFORM_BYTES,
)

FILE_KEY_BYTES = 64
# RFC 6838 §4.2, in lower case.
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")


def _controls(text: str) -> set[str]:
    return {char for char in text if char < " " or char == "\x7f"}


def _has_bytes(text: str, least: int, most: int) -> bool:
    return least <= len(text.encode("utf-8")) <= most


def _is_caption(value: object) -> bool:
    return (
        isinstance(value, str)
        and _has_bytes(value, 0, MAX_TEXT_BYTES)
        and _controls(value) <= {"\t", "\n"}
    )


def _is_text(value: object) -> bool:
    return _is_caption(value) and value != ""


def _is_title(value: object) -> bool:
    return (
        isinstance(value, str)
        and 1 <= len(value) <= MAX_TITLE_CODE_POINTS
        and not _controls(value)
    )


def _is_emoji(value: object) -> bool:
    return (
        isinstance(value, str)
        and _has_bytes(value, 1, MAX_EMOJI_BYTES)
        and not _controls(value)
        and " " not in value
    )


def _is_file_name(value: object) -> bool:
    # It is shown, and offered to who saves the file: it is no path.
    return (
        isinstance(value, str)
        and _has_bytes(value, 1, MAX_FILE_NAME_BYTES)
        and not _controls(value)
        and not {"/", "\\"} & set(value)
    )


def _is_media_type(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= MAX_TYPE
        and MEDIA_TYPE.fullmatch(value) is not None
    )


def _is_true(value: object) -> bool:
    return value is True


def _is_pixels(value: object) -> bool:
    return is_count(value) and 1 <= value <= MAX_PIXELS


def _is_bytes(least: int, most: int) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        # Four characters stand for three bytes.
        if not isinstance(value, str) or len(value) > -(-most * 4 // 3):
            return False
        try:
            return least <= len(unb64u(value)) <= most
        except ProtocolError:
            return False

    return check


FILE = {
    "hash": is_hash,
    "id": is_id,
    "key": _is_bytes(FILE_KEY_BYTES, FILE_KEY_BYTES),
    "name": _is_file_name,
    "size": is_count,
    "type": _is_media_type,
}
ABOUT_FILE = {
    "duration": is_count,
    "height": _is_pixels,
    "preview": _is_bytes(1, MAX_PREVIEW_BYTES),
    "voice": _is_true,
    "waveform": _is_bytes(1, MAX_WAVEFORM_BYTES),
    "width": _is_pixels,
}


def _are_files(value: object) -> bool:
    return (
        isinstance(value, list)
        and 1 <= len(value) <= MAX_FILES
        and all(is_formed(file, FILE, ABOUT_FILE) for file in value)
        and len({file["id"] for file in value}) == len(value)
    )


# The members of each kind's body: those that are there, and those that may be.
KINDS: dict[str, tuple[dict, dict]] = {
    "text": ({"text": _is_text}, {"forwarded": _is_true}),
    "title": ({"text": _is_title}, {}),
    "edit": ({"target": is_id, "text": _is_caption}, {}),
    "delete": (
        {
            "hash": is_hash,
            "idx": lambda value: is_count(value) and value <= LAST_INDEX,
            "seq": is_count,
            "sid": is_id,
            "target": is_id,
        },
        {},
    ),
    "farewell": ({}, {}),
    "reaction": (
        {
            "emoji": _is_emoji,
            "on": lambda value: isinstance(value, bool),
            "target": is_id,
        },
        {},
    ),
    "file": ({"files": _are_files, "text": _is_caption}, {"forwarded": _is_true}),
}


def check_body(kind: str, body: dict) -> bool:
    """Check the body of a message and tell whether its kind is known.

    Raises ProtocolError `bad-body`.
    """
    form = KINDS.get(kind)
    if form is not None and not is_formed(body, *form):
        raise ProtocolError("bad-body")
    return form is not None
