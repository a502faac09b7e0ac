"""Making roster entries (PROTOCOL.md §6); reading them is `signed.roster`."""

from collections.abc import Mapping, Sequence

from .jws import write_jws
from .keys import Keys
from .signed import ProtocolError, Roster, apply_entry, read_bundle
from .signed.entry import TYP


def make_entry(*, keys: Keys, entry: dict) -> str:
    """Sign a roster entry, given as its payload without the version."""
    return write_jws(keys, TYP, entry)


def apply_entries(
    *,
    room: str,
    roster: Roster | None,
    texts: Sequence[str],
    bundles: Mapping[str, str],
) -> Roster | None:
    """Verify entries that follow a roster and return the roster behind them.

    Raises ProtocolError, with the place of the refused entry as `entry`.
    """

    def bundle_of(username: str):
        text = bundles.get(username)
        return None if text is None else read_bundle(text, username)

    for place, text in enumerate(texts):
        try:
            roster = apply_entry(roster, text, room, bundle_of)
        except ProtocolError as error:
            error.entry = place
            raise
    return roster
