"""Text that hides in encapsulated pixel data: the offset table, COM and APPn segments of JPEG and JPEG-LS, COM of
JPEG 2000, boxes around a codestream, and fragments that hold no image at all.

Finds all that `curtain.pixels.comments` takes out, and shares no code with it."""

from collections.abc import Iterator

from curtain.files.pieces import PieceSource, Range
from curtain.files.source import Source

_BLOCK = 4096
#: Fragments of other codecs are searched whole up to here; the pixels in a longer one are for eyes to find.
_SMALL = 64 * 1024
#: Start of scan, start of tile-part, end of image, end of codestream: what follows is image data.
_STOPS = frozenset({0xDA, 0x90, 0xD9})
_STARTS = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51")
#: The files around JPEG 2000 and JPEG XL, and the boxes of the latter that are the image.
_FILES = (b"\0\0\0\x0cjP  \r\n\x87\n", b"\0\0\0\x0cJXL \r\n\x87\n")
_CODESTREAMS = frozenset({b"jxlc", b"jxlp"})
_OVERLAP = 256
_COMMENTS = frozenset({0xFE, 0x64, *range(0xE0, 0x100)})
#: Markers without a segment (T.81 B.1.1.3): TEM, restarts, start of image.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def text_segments(source: Source, fragments: list[tuple[int, int]]) -> Iterator[bytes]:
    """What may hold text: the offset table, small fragments without an image, the text segments in front of image data,
    the boxes around a JPEG 2000 or JPEG XL codestream."""
    frame: list[Range] = []
    for number, (offset, length) in enumerate(fragments):
        head = source.read(offset, min(length, _BLOCK))
        if head.startswith((*_STARTS, *_FILES)):
            yield from _frame(source, frame)
            frame = [Range(offset, length)]
        elif number == 0 or length <= _SMALL:
            yield head if len(head) == length else source.read(offset, min(length, _SMALL))
        if frame and frame[-1].offset != offset:
            frame.append(Range(offset, length))
    yield from _frame(source, frame)


def _frame(source: Source, ranges: list[Range]) -> Iterator[bytes]:
    """The texts of an image, however many fragments it is in."""
    if not ranges:
        return
    frame = PieceSource(ranges, source)
    if frame.read(0, min(12, frame.size)).startswith(_FILES):
        yield from _boxes(frame)
    else:
        yield from _segments(frame, 0, frame.size)


def _boxes(file: Source) -> Iterator[bytes]:
    at = 0
    while at < file.size:
        head = file.read(at, min(16, file.size - at))
        length, kind, start = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, start = int.from_bytes(head[8:16], "big"), 16
        stop = min(at + length if length else file.size, file.size)
        if stop < at + start:
            # What is no box is searched as it is.
            stop, start, kind = file.size, 0, b""
        if kind == b"jp2c":
            yield from _segments(file, at + start, stop - at - start)
        elif kind not in _CODESTREAMS:
            for block in range(at + start, stop, _SMALL):
                yield file.read(block, min(_SMALL + _OVERLAP, stop - block))
        at = stop


def _segments(source: Source, offset: int, length: int) -> Iterator[bytes]:
    start, block, at = 0, b"", 2
    while at + 4 <= length:
        if not start <= at <= at + 4 <= start + len(block):
            start, block = at, source.read(offset + at, min(length - at, _BLOCK))
        here = at - start
        marker, size = block[here + 1], int.from_bytes(block[here + 2 : here + 4], "big")
        if block[here] != 0xFF or marker in _STOPS:
            return
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if size < 2:
            return
        if marker in _COMMENTS:
            # Cut off by the end of the frame: what is there is searched all the same.
            yield source.read(offset + at + 4, min(size - 2, length - at - 4))
        at += 2 + size
