"""The recovery phrase: twelve words that stand for 128 bits (PROTOCOL.md §5.2)."""

import os
import re
from functools import cache

from mnemonic import Mnemonic

from .errors import ProtocolError

WORDS = 12
ENTROPY_BYTES = 16


@cache
def _list() -> Mnemonic:
    # Read when the first phrase is: most who use this package never do.
    return Mnemonic("english")


def new_phrase() -> str:
    """Make a recovery phrase from the system's generator."""
    return _list().to_mnemonic(os.urandom(ENTROPY_BYTES))


def read_phrase(text: str) -> str:
    """Return the phrase that a person typed, as it is stretched.

    Raises ProtocolError `bad-phrase`.
    """
    # By ASCII alone: other letters would be made small in other ways elsewhere.
    small = re.sub("[A-Z]", lambda letter: letter[0].lower(), text)
    words = re.findall("[a-z]+", small)
    phrase = " ".join(words)
    if len(words) != WORDS or not _list().check(phrase):
        raise ProtocolError("bad-phrase")
    return phrase
