"""The keys that open a log, by what their owner types: password or recovery phrase.

Sealed keys that are given beside the log may be a key file, which has its own password.
"""

from collections.abc import Iterator

from .keys import Keys
from .log_opener import open_log_keys
from .log_reading import KeysUnavailable
from .phrase import read_phrase
from .signed import ProtocolError
from .transcript import Transcript

# What is not opened by one of them may be by the other.
OF_THE_OTHER = ("bad-password", "wrong-purpose")


def open_by(
    transcript: Transcript, given: str | None, typed: str, username: str | None
) -> Keys:
    """Open sealed keys that were given beside the log, or else those in it.

    Raises KeysUnavailable.
    """
    refusal = None
    for text, secret, purpose in _attempts(transcript, given, typed):
        try:
            return open_log_keys(transcript, text, secret, username, purpose)
        except ProtocolError as error:
            refusal = error
            if error.reason not in OF_THE_OTHER:
                break
    raise KeysUnavailable(f"{refusal.reason}: {refusal}") from None


def _attempts(
    transcript: Transcript, given: str | None, typed: str
) -> Iterator[tuple[str, str, str]]:
    by_phrase, by_password = transcript.recovery, transcript.sealed
    if given is not None:
        # Even an empty file stands in the place of what the log has.
        by_phrase = by_password = given
    try:
        phrase = read_phrase(typed)
    except ProtocolError:
        phrase = None
    if phrase and by_phrase is not None:
        yield by_phrase, phrase, "recovery"
    # Twelve words of the list may be somebody's password, too.
    if by_password is not None:
        yield by_password, typed, "password"
    # Which of them it is, only who opens it sees.
    if given is not None:
        yield given, typed, "file"
