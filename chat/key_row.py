"""The bundles of one account, of which each further one has keys never used before."""

from collections.abc import Sequence

from chat.limits import MAX_BUNDLES
from chat.refusal import Refusal
from encryption.signed import Bundle, ProtocolError


def demand_new(bundle: Bundle, row: Sequence[tuple[str, str]]) -> None:
    """Demand that a bundle continues a row, given by its pairs of thumbprints.

    Raises ProtocolError `stale-bundle` where a key is in it already, Refusal
    `too-many`.
    """
    # Keys out of use may be in other hands, and contacts refuse whoever goes back to
    # them: the server must not help either of them.
    used = {thumbprint for pair in row for thumbprint in pair}
    if used & {bundle.enc_thumbprint, bundle.sig_thumbprint}:
        raise ProtocolError("stale-bundle")
    if len(row) >= MAX_BUNDLES:
        raise Refusal("too-many", field="bundle")
