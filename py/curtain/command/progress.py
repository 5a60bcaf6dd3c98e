"""A bar on a terminal, for those who wait. On anything else there is none."""

import sys
import time

_EVERY = 0.1
_WIDTH = 24


class Progress:
    """Called with what is being done, how many files are through, and how many there are."""

    def __init__(self) -> None:
        self._shows = sys.stderr is not None and sys.stderr.isatty()
        self._what, self._since, self._drawn = "", 0.0, 0.0
        self._width = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._what:
            self._what, self._since, self._drawn = what, now, 0.0
        if self._shows and (now - self._drawn >= _EVERY or done == total):
            self._drawn = now
            rate = done / max(now - self._since, 0.001)
            left = int((total - done) / rate)
            bar = "#" * (_WIDTH * done // total) + "-" * (_WIDTH - _WIDTH * done // total)
            self._put(f"{what} [{bar}] {done:,} of {total:,}, {rate:,.0f} a second, {left // 60}:{left % 60:02} left")

    def clear(self) -> None:
        """Make room for another line."""
        if self._width:
            self._put("")

    def _put(self, text: str) -> None:
        sys.stderr.write(f"\r{text.ljust(self._width)}\r{text}")
        sys.stderr.flush()
        self._width = len(text)
