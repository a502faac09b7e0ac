"""The head of an HTTP request, where two readers may understand it differently.

A proxy in front that read another length than we do would take the rest of the body for
somebody's next request.
"""

from email.errors import (
    FirstHeaderLineIsContinuationDefect,
    MissingHeaderBodySeparatorDefect,
)
from email.message import Message

# A line that is no header, behind which the library drops all the others.
BROKEN = (FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect)


def is_ambiguous(headers: Message) -> bool:
    """Tell whether a request's headers can be read in two ways (RFC 9112 §5.1, §6)."""
    if any(isinstance(defect, BROKEN) for defect in headers.defects):
        return True
    lengths = headers.get_all("Content-Length", [])
    codings = headers.get_all("Transfer-Encoding", [])
    return len(lengths) > 1 or any(one.lower() != "chunked" for one in codings)
