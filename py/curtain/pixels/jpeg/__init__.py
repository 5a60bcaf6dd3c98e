"""Boxes in sequential JPEG, blanked in the entropy-coded stream (Clunie and Gebow 2015).

Only minimum coded units that a box touches become flat; every other quantized coefficient stays as it is, there is no
second lossy step, and the syntax stays. Baseline and extended with 8 or 12 bits, Huffman codes, any sampling, any
order of scans, restart intervals. What is progressive, arithmetic, lossless or hierarchical is refused (`OtherProcess`):
it has to be decoded and written losslessly.

>>> from curtain.pixels import jpeg
>>> done = jpeg.redact(stream, [(16, 8, 120, 20)])  # doctest: +SKIP
>>> done.units  # doctest: +SKIP
[Rectangle(x=0, y=0, width=160, height=48)]

Headers are read here, in Python; scans are rewritten by a small program in WebAssembly (kernel.c), the same in the browser
and natively, where it needs `wasmtime` (extra `pixels`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from curtain.outcome import Quarantine
from curtain.pixels.jpeg.grid import Grid, Rectangle
from curtain.pixels.jpeg.rewrite import Rewriter
from curtain.pixels.jpeg.stream import Frame, OtherProcess, read_frame
from curtain.pixels.streams import BadStream, StreamInfo, jpeg_info
from curtain.pixels.unseen import Unseen, look_through

__all__ = ["OtherProcess", "Rectangle", "Redacted", "grown", "redact"]

#: Units around those that a box touches: what lies there has been coded together with the text, and rings with it.
MARGIN = 1

_BASELINE = "1.2.840.10008.1.2.4.50"
_RGB = (0x52, 0x47, 0x42)

Box = Sequence[float]
"""Column and row of the top left corner, width and height, in pixels."""


@dataclass(frozen=True)
class Redacted:
    """A stream with flat units.

    Attributes
    ----------
    stream
        From SOI to EOI; what stood behind is not there.
    units
        The boxes as they have grown to whole units, within the image, in the order in which they were given.
    new_tables
        True where a Huffman table had no code for what had to be written, so that a scan got another.
    """

    stream: bytes
    units: list[Rectangle]
    new_tables: bool


def redact(
    stream: bytes,
    boxes: Sequence[Box],
    fill: Sequence[int] | None = None,
    *,
    margin: int = MARGIN,
    photometric: str = "",
) -> Redacted:
    """Blank boxes in one JPEG stream.

    Parameters
    ----------
    stream
        One frame: a whole JPEG image.
    boxes
        In pixels; clipped to the image.
    fill
        The sample of a flat unit for each component as it is stored, before any colour transform. None: black, by what the
        stream says of its colours. At the ends of the range the result is exact, between them the nearest that the
        quantization allows.
    margin
        Units around the touched ones that become flat, too.
    photometric
        PhotometricInterpretation of the object, which decides on what is black where the stream does not tell.

    Raises
    ------
    OtherProcess
        The stream is progressive, arithmetic, lossless or hierarchical.
    Quarantine
        `cannot-decode` for a damaged stream; `unseen` where it carries what no viewer shows; `empty-redaction` where a
        box has no size or lies outside the image, or there is none; `cannot-redact` where the colours cannot be written,
        or wasmtime is missing.
    """
    if not boxes:
        raise Quarantine("empty-redaction", "There is no box to blank.")
    stream = bytes(stream)
    try:
        frame = read_frame(stream)
        look_through(_BASELINE, stream)
        units = [frame.grid.grow(box, margin) for box in boxes]
        rewriter = Rewriter(stream, frame, _fill(stream, frame, fill, photometric), units)
        return Redacted(rewriter.run(), units, rewriter.new_tables)
    except Unseen as unseen:
        raise Quarantine("unseen", unseen.sentence) from None
    except BadStream:
        raise _damaged() from None
    except ImportError:
        raise Quarantine(
            "cannot-redact",
            "JPEG images are redacted with the help of wasmtime, which is not installed (extra: pixels).",
        ) from None


def grown(stream: bytes, box: Box, *, margin: int = MARGIN) -> Rectangle:
    """What `redact` would blank for a box. The stream may end behind the header of the first scan.

    Raises as `redact`.
    """
    return grid(stream).grow(box, margin)


def grid(stream: bytes) -> Grid:
    """The size of an image and of its units. Raises as `redact`."""
    try:
        return read_frame(bytes(stream)).grid
    except BadStream:
        raise _damaged() from None


def _damaged() -> Quarantine:
    return Quarantine("cannot-decode", "This frame cannot be decoded: the compressed data is damaged or incomplete.")


def _fill(stream: bytes, frame: Frame, fill: Sequence[int] | None, photometric: str) -> tuple[int, ...]:
    count = len(frame.components)
    if fill is not None:
        highest = (1 << frame.precision) - 1
        if len(fill) != count or any(not 0 <= value <= highest for value in fill):
            raise Quarantine("cannot-redact", "The colour to blank with does not go with the components of the image.")
        return tuple(fill)
    if count == 1:
        return (0,)
    if count != 3:
        raise Quarantine("cannot-redact", "This image has an unusual number of colour components.")
    middle = 1 << frame.precision - 1
    return (0, 0, 0) if _is_rgb(jpeg_info(stream), photometric) else (0, middle, middle)


def _is_rgb(info: StreamInfo, photometric: str) -> bool:
    """As decoders judge: the stream's own words go before the header's, and only chroma is subsampled."""
    if info.subsampled or info.adobe_transform not in (None, 0):
        return False
    if info.adobe_transform == 0 or info.component_ids == _RGB:
        return True
    return not info.has_jfif and photometric == "RGB"
