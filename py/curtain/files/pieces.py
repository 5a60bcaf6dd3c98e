"""A file to be written, as pieces: new bytes, or ranges of the source.

In a browser the pieces become a Blob over slices of the dropped file, on a disk they are
copied range by range. Untouched pixel data is one range, whatever its size.
"""

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from struct import Struct
from typing import BinaryIO, NamedTuple

from curtain.files.dataset import DataSet
from curtain.files.reader import ITEM, LONG_VRS, SEQUENCE_END
from curtain.files.source import Source, Truncated
from curtain.outcome import Quarantine

_COPY = 1 << 20
#: Headers of elements by byte order, big endian first.
_IMPLICIT, _LONG, _SHORT = ((Struct(f">{form}").pack, Struct(f"<{form}").pack) for form in ("HHI", "HH2sxxI", "HH2sH"))


class Range(NamedTuple):
    """Bytes of the source."""

    offset: int
    length: int


Piece = bytes | Range


class Pieces:
    """Pieces being put one behind the other; neighbouring bytes are joined, and so are neighbouring ranges."""

    def __init__(self) -> None:
        self.parts: list[bytearray | Range] = []
        self.length = 0

    def add(self, piece: bytes | bytearray | Range) -> None:
        if isinstance(piece, Range):
            self.length += piece.length
            last = self.parts[-1] if self.parts else None
            if isinstance(last, Range) and last.offset + last.length == piece.offset:
                self.parts[-1] = Range(last.offset, last.length + piece.length)
            else:
                self.parts.append(piece)
            return
        self.length += len(piece)
        if self.parts and isinstance(self.parts[-1], bytearray):
            self.parts[-1] += piece
        else:
            self.parts.append(bytearray(piece))

    def extend(self, other: "Pieces") -> None:
        for part in other.parts:
            self.add(part)

    def pieces(self) -> list[Piece]:
        """As they are written."""
        return [part if isinstance(part, Range) else bytes(part) for part in self.parts]


def encode(dataset: DataSet, implicit: bool, little: bool) -> Pieces:
    """Encode a data set in tag order.

    Sequences and items get defined lengths; encapsulated data keeps its fragments as one range.
    Raises Quarantine where a value is too long for its VR's length field.
    """
    out = Pieces()
    for tag in sorted(dataset.elements):
        element = dataset.elements[tag]
        if element.items is not None:
            body = _encode_items(element.items, implicit, little)
            out.add(header(element.tag, "SQ", body.length, implicit, little))
            out.extend(body)
        elif element.fragments is not None:
            out.add(header(element.tag, "OB", 0xFFFFFFFF, implicit, little))
            out.add(Range(element.offset, element.length))
            last, length = element.fragments[-1] if element.fragments else (0, 0)
            if last + length == element.offset + element.length:
                # The source forgot the delimiter; a valid file has one.
                out.add(delimiter(little))
        else:
            out.add(header(element.tag, element.vr, element.length, implicit, little))
            out.add(element.value if element.value is not None else Range(element.offset, element.length))
    return out


def _encode_items(items: list[DataSet], implicit: bool, little: bool) -> Pieces:
    out = Pieces()
    for item in items:
        body = encode(item, implicit, little)
        out.add(_tag(ITEM, little) + _number(body.length, 4, little))
        out.extend(body)
    return out


def header(tag: int, vr: str, length: int, implicit: bool, little: bool) -> bytes:
    """Tag, VR and length of an element (PS3.5 7.1)."""
    group, element = tag >> 16, tag & 0xFFFF
    if implicit:
        return _IMPLICIT[little](group, element, length)
    if vr in LONG_VRS:
        return _LONG[little](group, element, vr.encode(), length)
    if length > 0xFFFF:
        raise Quarantine("value-too-long", "A value is longer than its type allows.")
    return _SHORT[little](group, element, vr.encode(), length)


def _tag(tag: int, little: bool) -> bytes:
    return _number(tag >> 16, 2, little) + _number(tag & 0xFFFF, 2, little)


def _number(value: int, width: int, little: bool) -> bytes:
    return value.to_bytes(width, "little" if little else "big")


def fragment(content: bytes = b"") -> bytes:
    """An item of encapsulated data, padded to an even length (PS3.5 A.4). Without content: an empty offset table."""
    padding = b"\0" * (len(content) % 2)
    return b"".join((_tag(ITEM, True), _number(len(content) + len(padding), 4, True), content, padding))


def delimiter(little: bool = True) -> bytes:
    """The sequence delimitation item that ends encapsulated data."""
    return _tag(SEQUENCE_END, little) + b"\0\0\0\0"


class PieceSource:
    """Reads a candidate that is still a list of pieces, as if it were a file."""

    def __init__(self, pieces: Iterable[Piece], source: Source) -> None:
        self._pieces = list(pieces)
        self._source = source
        lengths = [piece.length if isinstance(piece, Range) else len(piece) for piece in self._pieces]
        self._starts = [0, *accumulate(lengths)]
        self.size = self._starts.pop()

    def read(self, offset: int, length: int) -> bytes:
        if offset < 0 or offset + length > self.size:
            raise Truncated
        parts = []
        index = max(bisect_right(self._starts, offset) - 1, 0)
        while length:
            piece, skip = self._pieces[index], offset - self._starts[index]
            here = (piece.length if isinstance(piece, Range) else len(piece)) - skip
            take = min(here, length)
            if isinstance(piece, Range):
                parts.append(self._source.read(piece.offset + skip, take))
            else:
                parts.append(bytes(piece[skip : skip + take]))
            offset += take
            length -= take
            index += 1
        return b"".join(parts)

    def ranges(self, start: int, stop: int) -> Iterator[Range]:
        """The ranges of the source that hold a span; of pieces that are all ranges."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        while start < stop:
            piece, skip = self._pieces[index], start - self._starts[index]
            if not isinstance(piece, Range):
                raise TypeError("a piece is no range")
            take = min(piece.length - skip, stop - start)
            if take:
                yield Range(piece.offset + skip, take)
            start += take
            index += 1


def copy(pieces: Iterable[Piece], source: Source, target: BinaryIO) -> None:
    """Write pieces to a file, ranges in blocks of 1 MB."""
    for piece in pieces:
        if not isinstance(piece, Range):
            target.write(piece)
            continue
        for offset in range(piece.offset, piece.offset + piece.length, _COPY):
            target.write(source.read(offset, min(_COPY, piece.offset + piece.length - offset)))
    target.flush()
    os.fsync(target.fileno())
