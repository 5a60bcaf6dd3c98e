"""A source whose reads are heard by somebody who waits."""

from collections.abc import Callable

from curtain.files.source import Source
from curtain.outcome import Quarantine


def unreadable() -> Quarantine:
    """The outcome of what the operating system does not let us read."""
    return Quarantine(
        "unreadable",
        "This could not be read: it is not there any more, is locked, or its drive does not answer. Look at it and try again.",
    )


class Telling:
    """A source that tells of each read, for somebody who waits: until a file was read many times over."""

    def __init__(self, source: Source, tell: Callable[[], None]) -> None:
        self._source, self._tell = source, tell
        self.size = source.size
        # Who has read a file so often is going round in circles: that is no progress.
        self._left = 32 * source.size + (256 << 20)

    def read(self, offset: int, length: int) -> bytes:
        self._left -= length + 1
        if self._left > 0:
            self._tell()
        try:
            return self._source.read(offset, length)
        except OSError:
            raise unreadable() from None
