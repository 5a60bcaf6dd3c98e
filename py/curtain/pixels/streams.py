"""What a compressed frame says of itself, read before a decoder sees it.

A decoder believes the stream, not the DICOM header: a few bytes can make it ask for
gigabytes. Size and depth are compared first, by these small readers.
"""

from dataclasses import dataclass, field

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
#: Start of frame: every process of ISO 10918-1 (C4, C8 and CC are other segments), and F7 of JPEG-LS (ISO 14495-1).
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}
#: Real files carry a few stray bytes behind the end of the image; more than this could be something nobody sees.
_MAX_STRAY = 16


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
    #: True where some component is subsampled.
    subsampled: bool = field(default=False)


def jpeg_info(data: bytes) -> StreamInfo:
    """Read the headers of a JPEG (ISO 10918-1 B.2) or JPEG-LS stream up to its first scan.

    Raises `BadStream` where it has no frame header, or no end of image.
    """
    if data[:2] != b"\xff\xd8":
        raise BadStream("no start of image")
    # Inside scans 0xFF is followed by 0 or a restart marker, so this pair is the end of the image.
    end = data.rfind(b"\xff\xd9")
    if end < 0:
        raise BadStream("no end of image")
    if len(data) - end - 2 > _MAX_STRAY and data[end + 2 :].strip(b"\0\xff"):
        raise BadStream("more data behind the end of the image")
    position, found = 2, None
    jfif, adobe = False, None
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            raise BadStream("no marker where one should be")
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker in _STANDALONE or marker == _SOI:
            position += 2
            continue
        if marker == _EOI:
            break
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        body = data[position + 4 : position + 2 + length]
        if length < 2 or len(body) != length - 2:
            raise BadStream("a segment is cut off")
        if marker in _START_OF_FRAME:
            if found is not None:
                raise BadStream("two frames in one")
            found = _frame_header(body)
        elif marker == 0xE0 and body.startswith(b"JFIF"):
            jfif = True
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            adobe = body[11]
        elif marker == _SOS:
            break
        # CharLS embeds a start of image behind its SPIFF header, inside this segment: skipping it by length is right.
        position += 2 + length
    if found is None:
        raise BadStream("no frame header")
    rows, columns, precision, components = found
    sampling = {component[1] for component in components}
    return StreamInfo(
        rows, columns, len(components), precision, tuple(c[0] for c in components), jfif, adobe, len(sampling) > 1
    )


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
    columns, rows, left, top = (int.from_bytes(siz[at : at + 4], "big") for at in (4, 8, 12, 16))
    components = int.from_bytes(siz[36:38], "big")
    depths = data[start + 42 : start + 42 + 3 * components : 3]
    if len(depths) != components or not components:
        raise BadStream("the codestream is cut off")
    return StreamInfo(rows - top, columns - left, components, max((depth & 0x7F) + 1 for depth in depths))
