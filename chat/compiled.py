"""Templates as they are compiled: once, for pages in every language."""

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What templates were compiled to, for the environments that share it.

    Compiling is half of what making the pages costs, and knows no language.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what its template was compiled to, if it has been."""
        bucket.code = self._made.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._made[bucket.key, bucket.checksum] = bucket.code
