"""A stream for web servers that print what peers send: paths, addresses, traces."""


class Silence:
    """A stream that drops what is written to it."""

    def write(self, text: str) -> None:
        """Drop a text."""

    def flush(self) -> None:
        """Do nothing: nothing is held back."""
