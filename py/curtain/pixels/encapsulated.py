"""Encapsulated PixelData (PS3.5 A.4) with some of its frames made anew, all others byte for byte as they were.

Frames that stay lose what they carry as text (`curtain.pixels.comments`), as they do without a redaction. An object that
came with offset tables keeps them right, unless its new frames are too many to be held before the first byte is written:
then the tables are left empty, which every reader has to take.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from struct import pack

from curtain.files.fragments import EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS
from curtain.files.part10 import Dicom
from curtain.files.pieces import Piece, Pieces, delimiter, fragment
from curtain.pixels.comments import part_of
from curtain.pixels.image import Image

#: Bytes of the frames that are made before anything is written, so that tables can tell where each is.
_MOST_HELD = 64 << 20
_LONGEST_TABLE = 0xFFFFFFFF


class Encapsulated:
    """A new value of PixelData.

    Parameters
    ----------
    image
        With the ranges of each frame.
    make
        The new stream of a frame, by its index; raises Quarantine.
    anew
        The frames that are made anew.
    made
        Those of them that have been made already, by their index.
    """

    def __init__(
        self,
        dicom: Dicom,
        image: Image,
        make: Callable[[int], bytes],
        anew: Collection[int],
        made: Mapping[int, bytes],
    ) -> None:
        self._dicom = dicom
        self._frames = image.frames
        self._make = make
        self._anew = frozenset(anew)
        self._held = dict(made)
        self._parts = {
            index: part_of(dicom, list(ranges)) for index, ranges in enumerate(image.frames) if index not in self._anew
        }
        size = sum(length for index in self._anew for _, length in image.frames[index])
        self._has_tables = (self._has_basic() or self._has_extended()) and size <= _MOST_HELD
        if self._has_tables:
            self._held |= {index: make(index) for index in sorted(self._anew - self._held.keys())}

    @property
    def stripped(self) -> int:
        """How many of the frames that stay carried text that goes."""
        return sum(bool(part.cuts) for part in self._parts.values())

    def tables(self) -> dict[int, bytes | None]:
        """The offset tables of the data set by tag (PS3.3 C.7.6.3.1.8); None for those that go."""
        tags = (EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS)
        if not self._has_extended():
            # Lengths alone say nothing.
            return {EXTENDED_OFFSET_TABLE_LENGTHS: None}
        if not self._has_tables or any(len(self._lengths(index)) != 1 for index in range(len(self._frames))):
            # They can only tell of frames of one fragment each.
            return dict.fromkeys(tags)
        lengths = [self._without_padding(index) for index in range(len(self._frames))]
        return dict(zip(tags, (pack(f"<{len(each)}Q", *each) for each in (self._starts(), lengths)), strict=True))

    def pieces(self) -> Iterator[Piece]:
        """Offset table, fragments, delimiter. Raises Quarantine where a frame cannot be made."""
        run = Pieces()
        run.add(fragment(self._basic_table()))
        for index in range(len(self._frames)):
            part = self._parts.get(index)
            if part is not None:
                part.write(run)
                continue
            yield from run.pieces()
            run = Pieces()
            yield fragment(self._held[index] if index in self._held else self._make(index))
        run.add(delimiter())
        yield from run.pieces()

    def _has_basic(self) -> bool:
        fragments = self._dicom.pixel_data.fragments if self._dicom.pixel_data is not None else None
        return bool(fragments) and fragments[0][1] > 0

    def _has_extended(self) -> bool:
        return self._dicom.dataset.get(EXTENDED_OFFSET_TABLE) is not None

    def _lengths(self, index: int) -> list[int]:
        """Of each fragment of a frame, as it will be written."""
        part = self._parts.get(index)
        if part is not None:
            return part.written()
        length = len(self._held[index])
        return [length + length % 2]

    def _without_padding(self, index: int) -> int:
        part = self._parts.get(index)
        if part is None:
            return len(self._held[index])
        return self._lengths(index)[0]

    def _starts(self) -> list[int]:
        starts, at = [], 0
        for index in range(len(self._frames)):
            starts.append(at)
            at += sum(8 + length for length in self._lengths(index))
        return starts

    def _basic_table(self) -> bytes:
        if not self._has_tables or not self._has_basic():
            return b""
        starts = self._starts()
        return b"" if starts[-1] > _LONGEST_TABLE else pack(f"<{len(starts)}I", *starts)
