"""Text that hides in encapsulated pixel data: the offset table, COM and APPn segments of JPEG and JPEG-LS, COM of
JPEG 2000, and fragments that hold no image at all."""

from collections.abc import Iterator

from curtain.files.source import Source

_BLOCK = 4096
#: Fragments of other codecs are searched whole up to here; the pixels in a longer one are for eyes to find.
_SMALL = 64 * 1024
#: Start of scan, start of tile-part, end of image, end of codestream: what follows is image data.
_STOPS = frozenset({0xDA, 0x90, 0xD9})
_STARTS = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51")
_COMMENTS = frozenset({0xFE, 0x64, *range(0xE0, 0x100)})
#: Markers without a segment (T.81 B.1.1.3): TEM, restarts, start of image.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def text_segments(source: Source, fragments: list[tuple[int, int]]) -> Iterator[bytes]:
    """What may hold text: the offset table, small fragments without an image, and the text segments in front of image data."""
    for number, (offset, length) in enumerate(fragments):
        head = source.read(offset, min(length, _BLOCK))
        if head.startswith(_STARTS):
            yield from _segments(source, offset, length, head)
        elif number == 0 or length <= _SMALL:
            yield head if len(head) == length else source.read(offset, min(length, _SMALL))


def _segments(source: Source, offset: int, length: int, block: bytes) -> Iterator[bytes]:
    start, at = 0, 2
    while at + 4 <= length:
        if at + 4 > start + len(block):
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
            # Cut off by the end of the fragment: what is there is searched all the same.
            yield source.read(offset + at + 4, min(size - 2, length - at - 4))
        at += 2 + size
