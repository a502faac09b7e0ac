"""The bundles of one person in a row, oldest first (PROTOCOL.md §4.1, §6)."""

from collections.abc import Sequence

from ..errors import ProtocolError
from .bundle import Bundle, read_bundle
from .jws import verify_jws
from .renewal import parse_renewal


def find_bundle(bundles: Sequence[Bundle], enc: str, sig: str) -> Bundle:
    """Find the one of a person's bundles that has the thumbprints a roster names.

    Raises ProtocolError `no-bundle` where there is none, `wrong-thumbprint` where all
    have others.
    """
    if not bundles:
        raise ProtocolError("no-bundle")
    for bundle in bundles:
        if (bundle.enc_thumbprint, bundle.sig_thumbprint) == (enc, sig):
            return bundle
    raise ProtocolError("wrong-thumbprint")


def read_renewals(texts: Sequence[str], username: str) -> list[Bundle]:
    """Verify a row of a person's bundles, each renewed by the keys of the one before.

    Raises ProtocolError for every breach of PROTOCOL.md §4 and §4.1.
    """
    row: list[Bundle] = []
    for text in texts:
        bundle = read_bundle(text, username)
        if row:
            if bundle.renewal is None:
                raise ProtocolError("not-renewed")
            verify_jws(parse_renewal(bundle.renewal).jws, row[-1].sig)
        row.append(bundle)
    return row
