"""The bodies of the kinds of message, good ones and bad ones (PROTOCOL.md §8)."""

# Long, because every line of the lists below is one scenario.

from .insecure import b64, derive, make_id, sha, stray_bits
from .world import MESSAGE_ID, SID

EDIT = {"target": MESSAGE_ID, "text": "Hello, Bob"}
DELETE = {
    "hash": sha(b"record"),
    "idx": 3,
    "seq": 9,
    "sid": SID,
    "target": MESSAGE_ID,
}
REACTION = {"emoji": "\U0001f44d", "on": True, "target": MESSAGE_ID}
FILE = {
    "hash": sha(b"file"),
    "id": make_id("file"),
    "key": b64(derive("file key", 64)),
    "name": "Plan \u00e9.pdf",
    "size": 123_456,
    "type": "application/pdf",
}
PHOTO = {
    **FILE,
    "height": 3024,
    "name": "x",
    "preview": b64(b"x" * 1500),
    "type": "image/webp",
    "width": 65_535,
}
VOICE = {
    **FILE,
    "duration": 0,
    "type": "audio/webm",
    "voice": True,
    "waveform": b64(bytes(range(64))),
}


def without(value: dict, *names: str) -> dict:
    """Leave members out."""
    return {name: member for name, member in value.items() if name not in names}


def files(*files: object, **further: object) -> dict:
    """Write the body of a file message."""
    return {"files": list(files), "text": "", **further}


def many(count: int) -> list[dict]:
    """Write as many different files."""
    return [{**FILE, "id": make_id(f"file {n}")} for n in range(count)]


def good() -> dict:
    """List bodies by name: kind, body, size of its bucket."""
    return {
        "one-character": ("text", {"text": "x"}, 2048),
        "tab-and-line-feed": ("text", {"text": "a\tb\nc"}, 2048),
        "every-plane": ("text", {"text": "\u00e9\u4e2d\u2028\U0001f512\x80\x9f"}, 2048),
        "longest-text": ("text", {"text": "x" * 16_384}, 32_768),
        "longest-text-of-quotes": ("text", {"text": '"' * 16_384}, 65_536),
        "longest-text-of-four-bytes": ("text", {"text": "\U0001f512" * 4096}, 32_768),
        "farewell": ("farewell", {}, 2048),
        "text-forwarded": ("text", {"forwarded": True, "text": "x"}, 2048),
        "title": ("title", {"text": "Kitchen"}, 2048),
        "longest-title": ("title", {"text": "\U0001f512" * 80}, 2048),
        "edit": ("edit", EDIT, 2048),
        "edit-of-a-caption-to-nothing": ("edit", {**EDIT, "text": ""}, 2048),
        "delete": ("delete", DELETE, 2048),
        "delete-of-the-last-index": ("delete", {**DELETE, "idx": 99}, 2048),
        "reaction": ("reaction", REACTION, 2048),
        "reaction-taken-off": ("reaction", {**REACTION, "on": False}, 2048),
        "reaction-of-one-letter": ("reaction", {**REACTION, "emoji": "x"}, 2048),
        "longest-reaction": (
            "reaction",
            {**REACTION, "emoji": "\U0001f512" * 16},
            2048,
        ),
        "file": ("file", files(FILE), 2048),
        "file-with-caption": ("file", files(FILE, text="See page 2"), 2048),
        "file-forwarded": ("file", files(FILE, forwarded=True), 2048),
        "file-empty": ("file", files({**FILE, "size": 0}), 2048),
        "photo": ("file", files(PHOTO), 4096),
        "voice": ("file", files(VOICE), 2048),
        "ten-files": ("file", {"files": many(10), "text": ""}, 8192),
        "longest-file-name": ("file", files({**FILE, "name": "\u00e9" * 127}), 2048),
        "longest-file-type": ("file", files({**FILE, "type": "a/" + "b" * 125}), 2048),
        "file-name-of-dots": ("file", files({**FILE, "name": ".."}), 2048),
        "kind-of-a-newer-version": ("poll", {"to": MESSAGE_ID, "mark": 5}, 2048),
        "kind-of-a-newer-version-without-body": ("x", {}, 2048),
        "longest-kind": ("a" * 32, {}, 2048),
        "kind-named-like-a-prototype": ("constructor", {"text": 1}, 2048),
    }


NEWER = {"poll", "x", "a" * 32, "constructor"}


def bad_texts() -> dict:
    """List texts and titles that break their row."""
    return {
        "text-empty": ("text", {"text": ""}),
        "text-one-byte-too-long": ("text", {"text": "x" * 16_385}),
        "text-one-byte-too-long-in-utf8": ("text", {"text": "\U0001f512" * 4096 + "x"}),
        "text-with-zero-character": ("text", {"text": "a\u0000b"}),
        "text-with-carriage-return": ("text", {"text": "a\r\nb"}),
        "text-with-escape-character": ("text", {"text": "\u001b[31mred"}),
        "text-with-delete": ("text", {"text": "a\x7f"}),
        "text-missing": ("text", {}),
        "text-a-number": ("text", {"text": 1}),
        "text-null": ("text", {"text": None}),
        "text-a-list": ("text", {"text": ["x"]}),
        "text-with-further-member": ("text", {"text": "x", "html": "<b>x</b>"}),
        "text-forwarded-false": ("text", {"forwarded": False, "text": "x"}),
        "title-empty": ("title", {"text": ""}),
        "title-one-character-too-long": ("title", {"text": "x" * 81}),
        "title-of-two-lines": ("title", {"text": "a\nb"}),
        "title-with-tab": ("title", {"text": "a\tb"}),
        "title-with-delete": ("title", {"text": "\x7f"}),
        "title-missing": ("title", {"title": "x"}),
        "title-forwarded": ("title", {"forwarded": True, "text": "x"}),
    }


def bad_changes() -> dict:
    """List edits, deletions and reactions that break their row."""
    return {
        "edit-without-target": ("edit", without(EDIT, "target")),
        "edit-without-text": ("edit", without(EDIT, "text")),
        "edit-target-a-hash": ("edit", {**EDIT, "target": sha(b"x")}),
        "edit-too-long": ("edit", {**EDIT, "text": "x" * 16_385}),
        "edit-with-escape-character": ("edit", {**EDIT, "text": "\u001b"}),
        "edit-with-further-member": ("edit", {**EDIT, "time": 5}),
        "delete-without-target": ("delete", without(DELETE, "target")),
        "delete-without-hash": ("delete", without(DELETE, "hash")),
        "delete-without-seq": ("delete", without(DELETE, "seq")),
        "delete-without-sid": ("delete", without(DELETE, "sid")),
        "delete-without-idx": ("delete", without(DELETE, "idx")),
        "delete-hash-an-id": ("delete", {**DELETE, "hash": MESSAGE_ID}),
        "delete-hash-with-stray-bits": (
            "delete",
            {**DELETE, "hash": stray_bits(DELETE["hash"])},
        ),
        "delete-seq-a-string": ("delete", {**DELETE, "seq": "9"}),
        "delete-seq-negative": ("delete", {**DELETE, "seq": -9}),
        "delete-index-behind-the-last": ("delete", {**DELETE, "idx": 100}),
        "delete-with-further-member": ("delete", {**DELETE, "for": "all"}),
        "reaction-empty": ("reaction", {**REACTION, "emoji": ""}),
        "reaction-one-byte-too-long": (
            "reaction",
            {**REACTION, "emoji": "\U0001f512" * 16 + "x"},
        ),
        "reaction-with-space": ("reaction", {**REACTION, "emoji": "a b"}),
        "reaction-with-line-feed": ("reaction", {**REACTION, "emoji": "a\n"}),
        "reaction-with-delete": ("reaction", {**REACTION, "emoji": "\x7f"}),
        "reaction-a-number": ("reaction", {**REACTION, "emoji": 1}),
        "reaction-on-a-number": ("reaction", {**REACTION, "on": 1}),
        "reaction-without-on": ("reaction", without(REACTION, "on")),
        "reaction-without-target": ("reaction", without(REACTION, "target")),
        "reaction-of-another-form": ("reaction", {"mark": 5, "to": MESSAGE_ID}),
    }


def bad_files() -> dict:
    """List files that break their row."""
    wrong = {
        "without-hash": without(FILE, "hash"),
        "without-id": without(FILE, "id"),
        "without-key": without(FILE, "key"),
        "without-name": without(FILE, "name"),
        "without-size": without(FILE, "size"),
        "without-type": without(FILE, "type"),
        "key-of-32-bytes": {**FILE, "key": b64(bytes(32))},
        "key-of-65-bytes": {**FILE, "key": b64(bytes(65))},
        "key-with-stray-bits": {**FILE, "key": stray_bits(FILE["key"])},
        "name-empty": {**FILE, "name": ""},
        "name-one-byte-too-long": {**FILE, "name": "x" * 256},
        "name-with-slash": {**FILE, "name": "../x"},
        "name-with-backslash": {**FILE, "name": "..\\x"},
        "name-with-zero-character": {**FILE, "name": "x.exe\u0000.png"},
        "name-of-two-lines": {**FILE, "name": "a\nb"},
        "size-negative": {**FILE, "size": -1},
        "size-a-string": {**FILE, "size": "5"},
        "type-empty": {**FILE, "type": ""},
        "type-without-slash": {**FILE, "type": "image"},
        "type-in-capitals": {**FILE, "type": "Image/PNG"},
        "type-with-parameter": {**FILE, "type": "text/html; charset=utf-8"},
        "type-with-line-feed": {**FILE, "type": "text/html\n"},
        "type-one-character-too-long": {**FILE, "type": "a/" + "b" * 126},
        "width-zero": {**PHOTO, "width": 0},
        "width-too-large": {**PHOTO, "width": 65_536},
        "height-a-string": {**PHOTO, "height": "1"},
        "preview-empty": {**PHOTO, "preview": ""},
        "preview-one-byte-too-long": {**PHOTO, "preview": b64(bytes(1501))},
        "preview-padded": {**PHOTO, "preview": "eA=="},
        "duration-negative": {**VOICE, "duration": -1},
        "voice-false": {**VOICE, "voice": False},
        "waveform-too-long": {**VOICE, "waveform": b64(bytes(65))},
        "waveform-a-list": {**VOICE, "waveform": [1, 2]},
        "with-further-member": {**FILE, "url": "https://example.org/"},
        "null": None,
    }
    return {
        **{f"file-{name}": ("file", files(file)) for name, file in wrong.items()},
        "file-none": ("file", files()),
        "file-eleven": ("file", {"files": many(11), "text": ""}),
        "file-twice": ("file", files(FILE, PHOTO)),
        "file-second-wrong": ("file", files(PHOTO, wrong["without-key"])),
        "file-not-in-a-list": ("file", {"files": FILE, "text": ""}),
        "file-without-caption": ("file", {"files": [FILE]}),
        "file-caption-null": ("file", files(FILE, text=None)),
        "file-caption-too-long": ("file", files(FILE, text="x" * 16_385)),
        "file-forwarded-false": ("file", files(FILE, forwarded=False)),
    }


def bad() -> dict:
    """List all bodies that break their row: kind and body by name."""
    more = {"farewell-with-text": ("farewell", {"text": "bye"})}
    return {**bad_texts(), **bad_changes(), **bad_files(), **more}
