"""Text that hides in compressed frames: COM and APPn segments of JPEG and JPEG-LS, COM of JPEG 2000."""

from collections.abc import Iterator

from curtain.files.source import Source

_HEAD = 4096
#: Start of scan, start of tile-part, end of image, end of codestream: text segments stand before these.
_STOPS = frozenset({0xDA, 0x90, 0xD9})
_STARTS = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51")
_COMMENTS = frozenset({0xFE, 0x64, *range(0xE0, 0xF0)})


def text_segments(source: Source, fragments: list[tuple[int, int]]) -> Iterator[bytes]:
    """Content of each text segment in front of the image data of each fragment that starts a codestream."""
    for offset, length in fragments:
        head = source.read(offset, min(length, _HEAD))
        if not head.startswith(_STARTS):
            continue
        at = 2
        while at + 4 <= length:
            if at + 4 > len(head):
                head = source.read(offset, min(length, at + _HEAD))
            marker, size = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
            if head[at] != 0xFF or marker in _STOPS or size < 2:
                break
            if marker in _COMMENTS:
                yield source.read(offset + at + 4, min(size - 2, length - at - 4)) if at + 4 < length else b""
            at += 2 + size
