"""Why a start may fail: each reason is one plain sentence instead of a trace."""


class CannotStart(Exception):
    """The server cannot start; the text says why and what to do."""

    status = 1
