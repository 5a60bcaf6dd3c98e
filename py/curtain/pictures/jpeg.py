"""A JPEG file of a camera as the one frame of an object: its image data unchanged, everything else gone."""

from collections.abc import Iterator
from dataclasses import dataclass

from curtain.pictures.orientation import AS_STORED, orientation
from curtain.pixels.comments import kept_segment
from curtain.pixels.jpeg.stream import SOF_BASELINE, OtherProcess, read_frame, segments
from curtain.pixels.streams import EOI, SOS, jpeg_info, scan_end

SOI = b"\xff\xd8"
_BASELINE, _EXTENDED = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"
_TEXT = frozenset((*range(0xE0, 0xF0), 0xFE))


@dataclass(frozen=True)
class Stream:
    """A sequential JPEG stream, clean, with what a header says of it."""

    data: bytes
    syntax: str
    rows: int
    columns: int
    bits: int
    samples_per_pixel: int
    photometric_interpretation: str
    frames: int = 1
    frame_time: float = 0

    @property
    def ratio(self) -> float:
        """Of lossy compression."""
        width = 1 if self.bits <= 8 else 2
        return self.rows * self.columns * self.samples_per_pixel * width / len(self.data)

    def encoded(self) -> Iterator[bytes]:
        """The frame."""
        yield self.data


def embeddable(data: bytes) -> Stream | None:
    """The picture as a frame of JPEG Baseline or Extended; None where it is another kind of picture, or has to be turned.

    Raises BadStream where it is a damaged JPEG.
    """
    if not data.startswith(SOI):
        return None
    try:
        frame = read_frame(data)
    except OtherProcess:
        return None
    if len(frame.components) not in (1, 3) or orientation(data) != AS_STORED:
        return None
    baseline = any(segment.marker == SOF_BASELINE for segment in segments(data))
    return Stream(
        clean(data),
        _BASELINE if baseline else _EXTENDED,
        frame.rows,
        frame.columns,
        frame.precision,
        len(frame.components),
        _photometric(data),
    )


def clean(data: bytes) -> bytes:
    """The stream without comments and application segments, wherever they stand, and without what follows its end.

    What a decoder needs to know of colours stays, with its fixed fields only.
    """
    out = bytearray(SOI)
    for segment in segments(data):
        if segment.marker == EOI:
            out += data[segment.start : segment.stop]
            break
        if segment.marker in _TEXT:
            kept = kept_segment(segment.marker, segment.body) if segment.marker in (0xE0, 0xEE) else None
            if kept is not None:
                out += bytes((0xFF, segment.marker)) + (len(kept) + 2).to_bytes(2, "big") + kept
            continue
        stop = scan_end(data, segment.stop) if segment.marker == SOS else segment.stop
        out += data[segment.start : stop]
    return bytes(out)


def _photometric(data: bytes) -> str:
    """PS3.5 8.2.1: what the components are, as decoders of such files take them (T.871, T.872)."""
    info = jpeg_info(data)
    if info.components == 1:
        return "MONOCHROME2"
    if info.adobe_transform is not None:
        return "RGB" if info.adobe_transform == 0 else "YBR_FULL_422"
    rgb = not info.has_jfif and info.component_ids == tuple(b"RGB")
    return "RGB" if rgb else "YBR_FULL_422"
