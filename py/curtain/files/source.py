"""Where bytes come from: something with a size that reads a range.

A path, bytes in memory, a browser's Blob (in ``curtain.browser``) or a candidate that is
still a list of pieces: all are read the same way, and nobody reads a whole file.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO, Protocol

from curtain.outcome import NotDicom


class Truncated(Exception):
    """A range reaches past the end of the source."""


class Source(Protocol):
    """Random access to bytes."""

    @property
    def size(self) -> int:
        """Length in bytes."""

    def read(self, offset: int, length: int) -> bytes:
        """Return exactly `length` bytes from `offset`; raise `Truncated` where there are fewer."""


class BytesSource:
    """A source in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, offset: int, length: int) -> bytes:
        data = self._data[offset : offset + length]
        if len(data) != length:
            raise Truncated
        return data


class PathSource:
    """A file on disk; holds one open descriptor until it is closed or collected."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise NotDicom("not-a-file", "This is not an ordinary file. It is left out.")
        self._file = Path(path).open("rb", buffering=0)  # noqa: SIM115 - closed by close()
        self.size = os.fstat(self._file.fileno()).st_size

    def read(self, offset: int, length: int) -> bytes:
        # A declared length can be far past the end: refuse before memory is asked for.
        if offset + length > self.size:
            raise Truncated
        parts = []
        while length:
            data = os.pread(self._file.fileno(), length, offset)
            if not data:
                raise Truncated
            parts.append(data)
            offset += len(data)
            length -= len(data)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "PathSource":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class RangeSource:
    """A part of another source."""

    def __init__(self, source: Source, offset: int, length: int) -> None:
        if offset < 0 or length < 0 or offset + length > source.size:
            raise Truncated
        self._source, self._offset, self.size = source, offset, length

    def read(self, offset: int, length: int) -> bytes:
        if offset < 0 or offset + length > self.size:
            raise Truncated
        return self._source.read(self._offset + offset, length)


class StreamSource:
    """A binary stream that can seek; it stays the caller's to close, and its position is not kept."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = stream.seek(0, os.SEEK_END)

    def read(self, offset: int, length: int) -> bytes:
        if offset + length > self.size:
            raise Truncated
        self._stream.seek(offset)
        parts = []
        while length:
            data = self._stream.read(length)
            if not data:
                raise Truncated
            parts.append(data)
            length -= len(data)
        return parts[0] if len(parts) == 1 else b"".join(parts)
