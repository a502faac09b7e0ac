"""Making roster entries (PROTOCOL.md §6); reading them is `signed.roster`."""

from collections.abc import Mapping, Sequence

from .jws import write_jws
from .keys import Keys
from .signed import Bundle, ProtocolError, Roster, apply_entry, read_bundle
from .signed.entry import TYP


def make_entry(*, keys: Keys, entry: dict) -> str:
    """Sign a roster entry, given as its payload without the version."""
    return write_jws(keys, TYP, entry)


def apply_entries(
    *,
    room: str,
    roster: Roster | None,
    texts: Sequence[str],
    bundles: Mapping[str, Sequence[str]],
) -> Roster | None:
    """Verify entries that follow a roster and return the roster behind them.

    `bundles` are by username: who renewed their keys has several, oldest first.
    Raises ProtocolError, with the place of the refused entry as `entry`.
    """

    def bundles_of(username: str) -> list[Bundle]:
        return [read_bundle(text, username) for text in bundles.get(username, ())]

    for place, text in enumerate(texts):
        try:
            roster = apply_entry(roster, text, room, bundles_of)
        except ProtocolError as error:
            error.entry = place
            raise
    return roster
