"""The kinds of message and the form of their bodies (PROTOCOL.md §8)."""

from .signed import ProtocolError
from .signed.forms import has_members
from .signed.limits import MAX_TEXT_BYTES, MAX_TITLE_CODE_POINTS


def _controls(text: str) -> set[str]:
    return {char for char in text if char < " " or char == "\x7f"}


def _is_text(body: object) -> bool:
    return (
        has_members(body, "text")
        and isinstance(body["text"], str)
        and 1 <= len(body["text"].encode("utf-8")) <= MAX_TEXT_BYTES
        and _controls(body["text"]) <= {"\t", "\n"}
    )


def _is_title(body: object) -> bool:
    return (
        has_members(body, "text")
        and isinstance(body["text"], str)
        and 1 <= len(body["text"]) <= MAX_TITLE_CODE_POINTS
        and not _controls(body["text"])
    )


KINDS = {"text": _is_text, "title": _is_title}


def check_body(kind: str, body: dict) -> bool:
    """Check the body of a message and tell whether its kind is known.

    Raises ProtocolError `bad-body`.
    """
    form = KINDS.get(kind)
    if form is not None and not form(body):
        raise ProtocolError("bad-body")
    return form is not None
