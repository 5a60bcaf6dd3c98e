"""What a compressed frame says of itself, read before a decoder sees it.

A decoder believes the stream, not the DICOM header: a few bytes can make it ask for
gigabytes. Size and depth are compared first, by these small readers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SOS, EOI = 0xDA, 0xD9
JPEG_LS_FRAME = 0xF7
#: Start of frame: every process of ISO 10918-1 (C4, C8 and CC are other segments), and that of JPEG-LS (ISO 14495-1).
STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {JPEG_LS_FRAME}
#: Markers without a segment: TEM, restarts, start of image. None has a place between segments.
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))

#: Their number has 16 bits (ISO 15444-1 A.4.2).
_MOST_TILES = 65535

_MARKER = re.compile(rb"\xff+([^\xff])")
# Within a scan 0xFF is followed by a stuffed zero (in JPEG-LS: a zero bit) or a restart marker; the first other pair ends it.
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_LS_SCAN_END = re.compile(rb"\xff[\x80-\xcf\xd8-\xfe]")


class BadStream(ValueError):
    """The compressed data is not what its syntax says."""


@dataclass(frozen=True)
class StreamInfo:
    """Size and depth of a codestream; the colour hints are those of JPEG."""

    rows: int
    columns: int
    components: int
    precision: int
    component_ids: tuple[int, ...] = ()
    has_jfif: bool = False
    #: The transform flag of an Adobe APP14 segment: 0 none, 1 YCbCr, 2 YCCK; None without the segment.
    adobe_transform: int | None = None
    #: Horizontal and vertical sampling factors of each component.
    sampling: tuple[tuple[int, int], ...] = ()

    @property
    def subsampled(self) -> bool:
        """True where some component has fewer samples than another."""
        return len(set(self.sampling)) > 1

    @property
    def unit(self) -> tuple[int, int]:
        """Width and height in pixels of a minimum coded unit with all components (ISO 10918-1 A.2)."""
        return 8 * max((h for h, _ in self.sampling), default=1), 8 * max((v for _, v in self.sampling), default=1)


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk a JPEG (ISO 10918-1 B.2) or JPEG-LS stream: each marker with the content of its segment.

    Scans are passed over. The last is the end of image, with all that stands behind it.
    Raises `BadStream` where the stream cannot be walked to its end.
    """
    if data[:2] != b"\xff\xd8":
        raise BadStream("no start of image")
    position, scan_end = 2, _SCAN_END
    while (found := _MARKER.match(data, position)) is not None:
        marker, position = found[1][0], found.end()
        if marker == EOI:
            yield marker, data[position:]
            return
        length = int.from_bytes(data[position : position + 2], "big")
        # CharLS embeds a start of image behind its SPIFF header, inside this segment: skipping it by length is right.
        body = data[position + 2 : position + length]
        if marker in _STANDALONE or length < 2 or len(body) != length - 2:
            raise BadStream("a segment is cut off, or stands where none should be")
        yield marker, body
        position += length
        if marker == JPEG_LS_FRAME:
            scan_end = _JPEG_LS_SCAN_END
        elif marker == SOS:
            stop = scan_end.search(data, position)
            position = stop.start() if stop else len(data)
    raise BadStream("no marker where one should be, or no end of image")


def scan_end(data: bytes, start: int) -> int:
    """Where the entropy-coded data of a JPEG scan ends: at the first marker that is no restart, or with the stream."""
    stop = _SCAN_END.search(data, start)
    return stop.start() if stop else len(data)


def jpeg_info(data: bytes) -> StreamInfo:
    """Read the headers of a JPEG or JPEG-LS stream up to its first scan.

    Raises `BadStream` where there is no frame header.
    """
    found = None
    jfif, adobe = False, None
    for marker, body in jpeg_segments(data):
        if marker in STARTS_OF_FRAME:
            if found is not None:
                raise BadStream("two frames in one")
            found = _frame_header(body)
        elif marker == 0xE0 and body.startswith(b"JFIF"):
            jfif = True
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            adobe = body[11]
        elif marker == SOS:
            break
    if found is None:
        raise BadStream("no frame header")
    rows, columns, precision, components = found
    sampling = tuple((component[1] >> 4, component[1] & 15) for component in components)
    return StreamInfo(rows, columns, len(components), precision, tuple(c[0] for c in components), jfif, adobe, sampling)


def _frame_header(body: bytes) -> tuple[int, int, int, list[tuple[int, int]]]:
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise BadStream("the frame header is cut off")
    components = [(body[at], body[at + 1]) for at in range(6, 6 + 3 * body[5], 3)]
    return int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big"), body[0], components


def jpeg_2000_info(data: bytes) -> StreamInfo:
    """Read the SIZ segment of a JPEG 2000 codestream (ISO 15444-1 A.5.1), bare or in a JP2 file."""
    start = data.find(b"\xff\x4f\xff\x51") if data[:4] != b"\xff\x4f\xff\x51" else 0
    # In a JP2 file the codestream box stands behind a header of some hundred bytes (ISO 15444-1 I.5).
    if start < 0 or start > 4096 or (start and data[:12] != b"\x00\x00\x00\x0cjP  \r\n\x87\n"):
        raise BadStream("no codestream")
    siz = data[start + 4 :][: 2 + 36]
    if len(siz) < 38:
        raise BadStream("the codestream is cut off")
    columns, rows, left, top, wide, high, tile_left, tile_top = (
        int.from_bytes(siz[at : at + 4], "big") for at in range(4, 36, 4)
    )
    # Tiles that begin behind the image, or have no size: OpenJPH goes round in circles (B.3).
    if not (tile_left <= left < min(tile_left + wide, columns) and tile_top <= top < min(tile_top + high, rows)):
        raise BadStream("tiles that do not cover the image")
    if -(-(columns - tile_left) // wide) * -(-(rows - tile_top) // high) > _MOST_TILES:
        raise BadStream("more tiles than can be")
    components = int.from_bytes(siz[36:38], "big")
    depths = data[start + 42 : start + 42 + 3 * components : 3]
    if len(depths) != components or not components:
        raise BadStream("the codestream is cut off")
    return StreamInfo(rows - top, columns - left, components, max((depth & 0x7F) + 1 for depth in depths))
