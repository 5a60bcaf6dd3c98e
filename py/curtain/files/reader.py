"""The element tokenizer: a data set from the bytes of a source.

Written here, and not taken from pydicom, because three promises hang on it: every value over
64 KB stays a range at any depth, depth and number of elements are bounded whatever a file
claims, and a range that does not fit ends the file with a reason instead of a guess. pydicom
reads every candidate again afterwards, as an independent second opinion (``curtain.verify``).
"""

from struct import Struct

from curtain.files.dataset import LARGE, PIXEL_DATA, UNDEFINED, DataSet, Element, dictionary_vr
from curtain.files.source import Source, Truncated
from curtain.outcome import Quarantine

#: VRs with a 32-bit length in explicit VR (PS3.5 7.1.2).
LONG_VRS = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"})
SHORT_VRS = frozenset(
    {
        "AE",
        "AS",
        "AT",
        "CS",
        "DA",
        "DS",
        "DT",
        "FD",
        "FL",
        "IS",
        "LO",
        "LT",
        "PN",
        "SH",
        "SL",
        "SS",
        "ST",
        "TM",
        "UI",
        "UL",
        "US",
    }
)
_VR_NAMES = {vr.encode(): vr for vr in LONG_VRS | SHORT_VRS}

ITEM = 0xFFFEE000
ITEM_END = 0xFFFEE00D
SEQUENCE_END = 0xFFFEE0DD

_MAX_DEPTH = 64
_MAX_ELEMENTS = 1_000_000
#: Fragments longer than this are skipped one by one; shorter ones are read over in blocks.
_SKIPPED = 256 * 1024
_READ_OVER = 1 << 20


def _damaged(sentence: str) -> Quarantine:
    return Quarantine("damaged", sentence)


class Reader:
    """Reads data sets of one encoding from a source.

    Parameters
    ----------
    source
        Where the bytes are.
    implicit, little
        The encoding (PS3.5 7.1). Elements without a VR inside explicit data are read as implicit.
    end
        Offset behind the last byte; the size of the source by default.
    """

    def __init__(self, source: Source, implicit: bool, little: bool, end: int | None = None) -> None:
        self.source = source
        self.end = source.size if end is None else end
        self.implicit = implicit
        self.little = little
        order = "<" if little else ">"
        self._tag = Struct(order + "HH").unpack_from
        self._short = Struct(order + "H").unpack_from
        self._long = Struct(order + "I").unpack_from
        self._buffer = b""
        self._start = 0
        self._stop = 0
        self._count = 0

    def read(self, position: int, stop_at: int | None = None) -> tuple[DataSet, int]:
        """Read elements of the root data set until its end, until the tag `stop_at` or a greater one, or behind PixelData.

        Returns the data set and the offset behind it. Raises Quarantine where the bytes do not add up.
        """
        dataset = DataSet(self.little)
        position = self._elements(dataset, position, self.end, self.implicit, 0, stop_at)
        return dataset, position

    def items(self, parent: DataSet) -> list[DataSet]:
        """The items of a sequence that is the whole source: the value of a UN that turned out to be one.

        Raises Quarantine where the bytes do not add up.
        """
        return self._items(parent, 0, self.end, self.implicit, 0, delimited=False)[0]

    def peek(self, position: int, length: int) -> bytes:
        """Up to `length` bytes at `position`, fewer at the end."""
        length = min(length, self.end - position)
        if length <= 0:
            return b""
        self._load(position, length)
        return self._buffer[position - self._start : position - self._start + length]

    def _load(self, position: int, length: int, ahead: int = LARGE) -> None:
        """Have `length` bytes at `position` in the buffer, and up to `ahead` where they have to be read."""
        if position >= self._start and position + length <= self._stop:
            return
        if position + length > self.end:
            raise Quarantine(
                "truncated", "The file ends in the middle of an element: it was cut off when it was copied."
            )
        size = min(max(length, ahead), self.end - position)
        try:
            self._buffer = self.source.read(position, size)
        except Truncated:
            raise Quarantine("truncated", "The file became shorter while it was read. Add it again.") from None
        self._start, self._stop = position, position + size

    def _elements(
        self,
        dataset: DataSet,
        position: int,
        end: int,
        implicit: bool,
        depth: int,
        stop_at: int | None = None,
        delimited: bool = False,
    ) -> int:
        """Fill `dataset` from `position`; return the offset behind its last element or its delimiter."""
        while position < end:
            if end - position < 8:
                if delimited or depth:
                    raise _damaged("An item ends in the middle of an element.")
                return position
            if position + 12 > self._stop or position < self._start:
                self._load(position, min(12, end - position))
            buffer, at = self._buffer, position - self._start
            group, number = self._tag(buffer, at)
            tag = group << 16 | number
            if group == 0xFFFE:
                if tag == ITEM_END and delimited:
                    return position + 8
                if tag == SEQUENCE_END and self._long(buffer, at + 4)[0] == 0 and not delimited:
                    # A stray end of a sequence that had a defined length: some writers add one.
                    position += 8
                    continue
                raise _damaged("A sequence delimiter stands where an element should be.")
            if stop_at is not None and tag >= stop_at:
                return position
            self._counted()
            position = self._element(dataset, tag, position, end, implicit, depth)
            if tag == PIXEL_DATA and depth == 0:
                return position
        if delimited:
            raise _damaged("A sequence item has no end.")
        return position

    def _counted(self) -> None:
        self._count += 1
        if self._count > _MAX_ELEMENTS:
            raise Quarantine(
                "too-many-elements", "The header claims over a million elements. No genuine image has that many."
            )

    def _element(self, dataset: DataSet, tag: int, position: int, end: int, implicit: bool, depth: int) -> int:
        buffer, at = self._buffer, position - self._start
        inner_implicit = implicit
        letters = b"" if implicit else buffer[at + 4 : at + 6]
        vr = _VR_NAMES.get(letters)
        if vr is None and letters.isalpha() and letters.isupper():
            # A VR that is newer than this program has a 32-bit length (PS3.5 6.2).
            vr = "UN"
        if vr is None:
            vr, length, header = dictionary_vr(tag), self._long(buffer, at + 4)[0], 8
            inner_implicit = True
        elif vr in SHORT_VRS:
            length, header = self._short(buffer, at + 6)[0], 8
        else:
            if end - position < 12:
                raise _damaged("An element header is cut off.")
            length, header = self._long(buffer, at + 8)[0], 12
        start = position + header
        if length == UNDEFINED:
            return self._undefined(dataset, tag, vr, start, end, implicit=inner_implicit, depth=depth)
        if start + length > end:
            if end == self.end:
                raise Quarantine(
                    "truncated", "The file is shorter than its header says: it was cut off when it was copied."
                )
            raise _damaged("An element claims to be longer than the item that holds it.")
        if vr == "SQ" or (vr == "UN" and dictionary_vr(tag) == "SQ"):
            # A UN that holds a known sequence is implicit little endian inside (PS3.5 6.2.2).
            items, _ = self._items(dataset, start, start + length, inner_implicit or vr == "UN", depth, delimited=False)
            dataset.add(Element(tag, "SQ", offset=start, length=length, items=items))
        elif length > LARGE:
            dataset.add(Element(tag, vr, offset=start, length=length))
        else:
            if start + length > self._stop or start < self._start:
                self._load(start, length)
            value = self._buffer[start - self._start : start - self._start + length]
            dataset.add(Element(tag, vr, value, offset=start))
        return start + length

    def _undefined(self, dataset: DataSet, tag: int, vr: str, start: int, end: int, implicit: bool, depth: int) -> int:
        """An element of undefined length: encapsulated data, or a sequence."""
        if tag == PIXEL_DATA:
            fragments, position = self._fragments(start, end)
            dataset.add(Element(tag, "OB", offset=start, length=position - start, fragments=fragments))
        elif vr not in ("SQ", "UN"):
            raise _damaged("A value other than an image or a sequence has no length.")
        else:
            items, position = self._items(dataset, start, end, implicit or vr == "UN", depth, delimited=True)
            dataset.add(Element(tag, "SQ", offset=start, length=position - start, items=items))
        return position

    def _items(
        self, parent: DataSet, position: int, end: int, implicit: bool, depth: int, delimited: bool
    ) -> tuple[list[DataSet], int]:
        if depth >= _MAX_DEPTH:
            raise Quarantine(
                "too-deep", f"Sequences are nested more than {_MAX_DEPTH} deep. No genuine image does that."
            )
        items: list[DataSet] = []
        while position < end:
            if end - position < 8:
                raise _damaged("A sequence ends in the middle of an item.")
            self._load(position, 8)
            tag, length = self._delimiter(position)
            position += 8
            if tag == SEQUENCE_END:
                return items, position
            if tag != ITEM:
                raise _damaged("Something else stands where a sequence item should begin.")
            self._counted()
            item = DataSet(self.little, parent.charset)
            if length == UNDEFINED:
                position = self._elements(item, position, end, implicit, depth + 1, delimited=True)
            else:
                if position + length > end:
                    raise _damaged("A sequence item claims to be longer than its sequence.")
                self._elements(item, position, position + length, implicit, depth + 1)
                position += length
            items.append(item)
        if delimited:
            raise Quarantine("truncated", "A sequence has no end: the file was cut off when it was copied.")
        return items, position

    def _delimiter(self, position: int) -> tuple[int, int]:
        """Tag and length of an item or a delimiter, which is in the buffer already."""
        at = position - self._start
        group, number = self._tag(self._buffer, at)
        return group << 16 | number, self._long(self._buffer, at + 4)[0]

    def _fragments(self, position: int, end: int) -> tuple[list[tuple[int, int]], int]:
        """Ranges of the fragments of encapsulated data, offset table first (PS3.5 A.4)."""
        fragments: list[tuple[int, int]] = []
        while position + 8 <= end:
            if position + 8 > self._stop or position < self._start:
                # A read has a price of its own: small fragments are read over, large ones skipped.
                skipped = fragments[-1][1] if fragments else 0
                self._load(position, 8, ahead=8 if skipped > _SKIPPED else _READ_OVER)
            tag, length = self._delimiter(position)
            position += 8
            if tag == SEQUENCE_END:
                return fragments, position
            if tag != ITEM or length == UNDEFINED:
                raise _damaged("The compressed image data is not divided into fragments as it should be.")
            if position + length > end:
                break
            self._counted()
            fragments.append((position, length))
            position += length
            if position == self.end:
                # Whole fragments up to the last byte: only the delimiter was forgotten.
                return fragments, position
        raise Quarantine("truncated", "The compressed image data has no end: the file was cut off when it was copied.")
