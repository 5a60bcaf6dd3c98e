"""What an object hides in spare bits of its samples, and PixelData without it.

Old scanners store overlays there (PS3.3 C.9.2, retired), which say a name as well as any text, and which no rule on attributes
reaches. What stands there is cleared, and nothing else: viewers draw the bits of BitsStored. Three things are left byte for
byte, since nothing can be told by them: zeros, the sign where it fills the spare bits of all negative samples of a frame,
whatever PixelRepresentation says, and the one value that the header declares as padding.

Cost follows need: pixels are read where BitsAllocated is more than BitsStored, compressed frames decoded where their stream is
deeper than that. Without numpy and codecs but for the last. What a lossy codec made is not looked at unless
an overlay is declared: it rounds beyond BitsStored by itself, and is shown as it is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from curtain.files.dataset import Element
from curtain.files.fragments import frame_bits, frames, number_of_frames
from curtain.files.part10 import Dicom
from curtain.files.source import Source
from curtain.outcome import Quarantine
from curtain.pixels.image import BITS_ALLOCATED, PIXEL_DATA, read_image, read_source, spare_bits
from curtain.pixels.spare import SpareBits
from curtain.pixels.streams import BadStream, jpeg_2000_info, jpeg_info
from curtain.pixels.syntaxes import RLE_LOSSLESS, SYNTAXES, is_native

#: By the last part of its tag, what is asked of an overlay.
_BITS_ALLOCATED, _BIT_POSITION, _DATA = 0x0100, 0x0102, 0x3000
_ENCAPSULATED_UNCOMPRESSED = "1.2.840.10008.1.2.1.98"
#: Bytes that are looked at in one piece.
_BLOCK = 1 << 20
#: Nearly all streams tell their precision here.
_HEAD = 1 << 14
_RLE_HEADER = 64
#: A bit is at least this part of the range; what a lossy codec adds above a white edge is less.
_MORE_THAN_ROUNDED = 4

_CANNOT_CLEAR = (
    "overlay-in-pixels",
    "An overlay is stored in bits of the image, where text can hide, and cannot be taken out without changing the picture.",
)
_NO_CODECS = (
    "cannot-look",
    "This kind of compressed image can only be checked where its codec is installed (extra: pixels).",
)


@dataclass(frozen=True)
class Hidden:
    """The frames of an object, from 0, with something in their spare bits."""

    dicom: Dicom
    spare: SpareBits
    frames: tuple[int, ...]

    @property
    def words(self) -> str:
        """For a person."""
        many = "the image" if number_of_frames(self.dicom) == 1 else f"{len(self.frames)} frames"
        return f"Something was hidden in spare bits of {many}, as old overlays are: it was cleared. The picture is the same."

    @property
    def is_in_place(self) -> bool:
        """True where bits can be cleared in the bytes as they stand; otherwise the frames are compressed anew."""
        return is_native(self.dicom.syntax) or self.dicom.syntax == RLE_LOSSLESS

    def cleared(self) -> Dicom:
        """The object, its source read without what is hidden; all offsets and lengths are the same."""
        dicom, pixels = self.dicom, self.dicom.dataset.elements[PIXEL_DATA]
        if pixels.fragments is None:
            places = _native_frames(dicom, self.spare)
            spans = _runs(
                (pixels.offset + start, pixels.offset + stop) for start, stop in map(places.__getitem__, self.frames)
            )
            source: Source = _ClearedNative(dicom.source, self.spare, spans)
            # A short value was read already.
            dicom.dataset.elements[PIXEL_DATA] = Element(
                pixels.tag, pixels.vr, offset=pixels.offset, length=pixels.length
            )
        else:
            grouped = frames(dicom)
            source = _ClearedRle(dicom.source, self.spare, [grouped[index] for index in self.frames])
        return replace(dicom, source=source)


class _ClearedNative:
    """A source in which spans of containers have nothing in their spare bits."""

    def __init__(self, source: Source, spare: SpareBits, spans: list[tuple[int, int]]) -> None:
        self._source, self._spare, self._spans = source, spare, spans
        self.size = source.size

    def read(self, offset: int, length: int) -> bytes:
        data, width = self._source.read(offset, length), self._spare.width
        # Spans come in their order.
        first = bisect_right(self._spans, offset, key=lambda span: span[1])
        for start, stop in self._spans[first:]:
            if start >= offset + length:
                break
            begin, end = max(start, offset), min(stop, offset + length)
            # Whole containers, even where only a part of one is asked for.
            before, behind = (begin - start) % width, -(end - start) % width
            stored = self._source.read(begin - before, end - begin + before + behind)
            cleared = self._spare.cleared(stored)[before : before + end - begin]
            data = data[: begin - offset] + cleared + data[end - offset :]
        return data


class _ClearedRle:
    """A source in which frames of RLE have nothing in their spare bits: runs stay as they are, their bytes change."""

    def __init__(self, source: Source, spare: SpareBits, hidden: list[list[tuple[int, int]]]) -> None:
        self._source, self._spare = source, spare
        self._places = [
            (offset, offset + length, ranges, sum(size for at, size in ranges if at < offset))
            for ranges in hidden
            for offset, length in ranges
        ]
        self._frame: tuple[list[tuple[int, int]], bytes] = [], b""
        self.size = source.size

    def read(self, offset: int, length: int) -> bytes:
        data = self._source.read(offset, length)
        first = bisect_right(self._places, offset, key=lambda place: place[1])
        for start, stop, ranges, at in self._places[first:]:
            if start >= offset + length:
                break
            begin, end = max(start, offset), min(stop, offset + length)
            cleared = self._cleared(ranges)[at + begin - start : at + end - start]
            data = data[: begin - offset] + cleared + data[end - offset :]
        return data

    def _cleared(self, ranges: list[tuple[int, int]]) -> bytes:
        if self._frame[0] != ranges:
            stored = b"".join(self._source.read(*each) for each in ranges)
            self._frame = ranges, _cleared_rle_frame(stored, self._spare)
        return self._frame[1]


def hidden_in(dicom: Dicom, decoded: bool = False) -> Hidden | None:
    """Look for what stands in spare bits of the pixels; None where that is nothing.

    Where every frame will be `decoded` before the object leaves (`curtain.pixels.frames` refuses what hides then), the
    precision that a stream of lossless JPEG tells is believed: it adds differences modulo 2^16 (ISO 10918-1 H.1.2.1).

    Raises
    ------
    Quarantine
        `overlay-in-pixels` where the header declares an overlay in bits of the picture, or in bits that cannot be cleared
        without another loss; `cannot-look` where a codec is needed and not there; as `frames` does, `cannot-decode`, `truncated`.
    """
    element = dicom.dataset.get(PIXEL_DATA)
    if element is None or element.is_empty:
        return None
    spare, declared = spare_bits(dicom), _declared(dicom)
    if any(not _is_spare(dicom, spare, position) for position in declared):
        raise Quarantine(*_CANNOT_CLEAR)
    if spare is None:
        return None
    if is_native(dicom.syntax) and element.fragments is None:
        found = _native(dicom, spare)
    elif dicom.syntax == RLE_LOSSLESS:
        found = _rle(dicom, spare)
    elif dicom.syntax in SYNTAXES:
        found = _compressed(dicom, spare, bool(declared), decoded)
    elif dicom.syntax == _ENCAPSULATED_UNCOMPRESSED:
        if any(spare.hides([_joined(dicom, ranges)]) for ranges in frames(dicom)):
            raise Quarantine(*_CANNOT_CLEAR)
        return None
    elif declared:
        # Nobody can tell what is in a video, and a video has no such bits.
        raise Quarantine(*_CANNOT_CLEAR)
    else:
        return None
    return Hidden(dicom, spare, tuple(found)) if found else None


def _declared(dicom: Dicom) -> list[int]:
    """The bits of PixelData in which the header says that overlays are: in groups 6000 to 60FE, more than the standard has."""
    positions = []
    for group in {tag >> 16 for tag in dicom.dataset.elements if tag >> 24 == 0x60 and not tag >> 16 & 1}:
        bits, position = (
            next(iter(dicom.dataset.ints(group << 16 | element)), default)
            for element, default in ((_BITS_ALLOCATED, 1), (_BIT_POSITION, 0))
        )
        data = dicom.dataset.get(group << 16 | _DATA)
        if position > 0 or (bits > 1 and (data is None or data.is_empty)):
            positions.append(position)
    return positions


def _is_spare(dicom: Dicom, spare: SpareBits | None, position: int) -> bool:
    """True for a bit that is no part of the picture, or that there is not."""
    if position >= next(iter(dicom.dataset.ints(BITS_ALLOCATED)), position + 1):
        return True
    return spare is not None and not spare.low <= position <= spare.high


def _native_frames(dicom: Dicom, spare: SpareBits) -> list[tuple[int, int]]:
    """Where each frame starts and stops in the value; all of it is one where the header does not tell."""
    length = dicom.dataset.elements[PIXEL_DATA].length
    whole = length - length % spare.width
    try:
        size, count = frame_bits(dicom) // 8, number_of_frames(dicom)
    except Quarantine:
        return [(0, whole)]
    return [(at * size, (at + 1) * size) for at in range(count)] if size * count <= length else [(0, whole)]


def _runs(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in their order, with neighbours joined."""
    runs: list[tuple[int, int]] = []
    for start, stop in spans:
        if runs and runs[-1][1] == start:
            start = runs.pop()[0]
        runs.append((start, stop))
    return runs


def _joined(dicom: Dicom, ranges: Iterable[tuple[int, int]]) -> bytes:
    return b"".join(read_source(dicom, *each) for each in ranges)


def _native(dicom: Dicom, spare: SpareBits) -> list[int]:
    places, found, first = _native_frames(dicom, spare), [], 0
    while first < len(places):
        # Small frames are looked at many at a time.
        last, start = first + 1, places[first][0]
        while last < len(places) and places[last][1] - start <= _BLOCK:
            last += 1
        if _hides(dicom, spare, start, places[last - 1][1]):
            found += [index for index in range(first, last) if _hides(dicom, spare, *places[index])]
        first = last
    return found


def _hides(dicom: Dicom, spare: SpareBits, start: int, stop: int) -> bool:
    return spare.hides(_Blocks(dicom, dicom.dataset.elements[PIXEL_DATA].offset + start, stop - start))


class _Blocks:
    """A range of the source, a megabyte at a time, as often as it is asked for."""

    def __init__(self, dicom: Dicom, offset: int, length: int) -> None:
        self._dicom, self._offset, self._length = dicom, offset, length

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, self._length, _BLOCK):
            yield read_source(self._dicom, self._offset + at, min(_BLOCK, self._length - at))


def _rle(dicom: Dicom, spare: SpareBits) -> list[int]:
    return [index for index, ranges in enumerate(frames(dicom)) if _rle_hides(_joined(dicom, ranges), spare)]


def _rle_hides(stream: bytes, spare: SpareBits) -> bool:
    """True for a frame with something in spare bits; what is no RLE at all, its decoder refuses."""
    bounds = _rle_bounds(stream)
    if not bounds or len(bounds) % spare.width:
        return False
    samples = [bounds[at : at + spare.width][::-1] for at in range(0, len(bounds), spare.width)]
    # What is repeated does not matter yet: only where there is more than zeros, runs are counted out.
    if all(
        spare.is_plain({byte: _contents(stream, *planes[byte]) for byte in spare.spare_bytes}) for planes in samples
    ):
        return False
    for planes in samples:
        unpacked = [_unpacked(stream, *segment) for segment in planes]
        data = bytearray(len(unpacked[0]) * spare.width)
        for byte, plane in enumerate(unpacked):
            if len(plane) != len(unpacked[0]):
                return True
            data[byte :: spare.width] = plane
        if spare.hides([bytes(data)]):
            return True
    return False


def _rle_bounds(stream: bytes) -> list[tuple[int, int]]:
    """Start and end of each segment (PS3.5 G.5), the most significant byte of each sample first."""
    count = int.from_bytes(stream[:4], "little")
    if not 1 <= count <= 15 or len(stream) < _RLE_HEADER:
        return []
    starts = [int.from_bytes(stream[4 * at : 4 * at + 4], "little") for at in range(1, count + 1)]
    bounds = list(zip(starts, [*starts[1:], len(stream)], strict=True))
    return bounds if all(_RLE_HEADER <= start <= stop <= len(stream) for start, stop in bounds) else []


def _codes(stream: bytes, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Each run (PS3.5 G.3): where its bytes are, how many those are, and how often they are repeated."""
    at = start
    while at < stop:
        code = stream[at]
        if code < 128:
            yield at + 1, min(code + 1, stop - at - 1), 1
            at += code + 2
        elif code > 128:
            yield at + 1, min(1, stop - at - 1), 257 - code
            at += 2
        else:
            at += 1


def _contents(stream: bytes, start: int, stop: int) -> bytes:
    """The bytes of all runs, each once. As `_codes`, and three times as quick: every frame of RLE is read so."""
    parts, at = [], start
    while at < stop:
        code = stream[at]
        if code < 128:
            parts.append(stream[at + 1 : min(at + code + 2, stop)])
            at += code + 2
        elif code > 128:
            parts.append(stream[at + 1 : min(at + 2, stop)])
            at += 2
        else:
            at += 1
    return b"".join(parts)


def _unpacked(stream: bytes, start: int, stop: int) -> bytes:
    return b"".join(stream[at : at + length] * times for at, length, times in _codes(stream, start, stop))


def _cleared_rle_frame(stream: bytes, spare: SpareBits) -> bytes:
    out = bytearray(stream)
    for number, segment in enumerate(_rle_bounds(stream)):
        table = spare.clearing(spare.width - 1 - number % spare.width)
        if table is not None:
            for at, length, _ in _codes(stream, *segment):
                out[at : at + length] = stream[at : at + length].translate(table)
    return bytes(out)


def _compressed(dicom: Dicom, spare: SpareBits, declared: bool, decoded: bool) -> list[int]:
    known = SYNTAXES[dicom.syntax]
    lossy = known.is_lossy
    if lossy and not declared:
        return []
    believed = decoded or lossy or known.codec != "decode_jpeg"
    stored = spare.high - spare.low + 1
    deep = [index for index, ranges in enumerate(frames(dicom)) if not believed or _precision(dicom, ranges) > stored]
    if not deep:
        return []
    try:
        from curtain.pixels.frames import containers
    except ImportError:
        raise Quarantine(*_NO_CODECS) from None
    image = read_image(dicom)
    if not lossy:
        return [index for index in deep if spare.hides([containers(dicom, index, image).tobytes()])]
    lowest, highest = spare.range
    rounded = (highest - lowest) // _MORE_THAN_ROUNDED
    for index in deep:
        samples = containers(dicom, index, image)
        if samples.min() < lowest - rounded or samples.max() > highest + rounded:
            raise Quarantine(*_CANNOT_CLEAR)
    return []


def _precision(dicom: Dicom, ranges: list[tuple[int, int]]) -> int:
    """Bits of the samples of a compressed frame, a great many where the stream does not tell."""
    offset, length = ranges[0]
    for stream in (read_source(dicom, offset, min(length, _HEAD)), _joined(dicom, ranges)):
        try:
            info = jpeg_info(stream) if stream[:2] == b"\xff\xd8" else jpeg_2000_info(stream)
        except BadStream:
            continue
        return info.precision
    return 64
