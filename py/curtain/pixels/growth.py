"""By how much a box grows where a codec has smeared what it covers.

Lossy codecs work on blocks or with wavelets: what is written into a picture leaves ringing around it, from which text has
been read back (Ho and Chang). A box therefore grows to the grid of the blocks and one more, or by a margin where
there is no grid. A picture that was compressed with a loss once, and stands there uncompressed, has the same traces.
Needs no numpy.
"""

import math
from typing import NamedTuple

from curtain.files.part10 import Dicom
from curtain.files.source import Truncated
from curtain.pixels.streams import BadStream, jpeg_info
from curtain.pixels.syntaxes import SYNTAXES

LOSSY_IMAGE_COMPRESSION = 0x00282110
#: The block of a discrete cosine transform (ISO 10918-1), which nearly every lossy picture once had.
_BLOCK = 8
#: Pixels over which a 9/7 wavelet of five levels, or a near-lossless prediction, is seen to ring.
_WAVELET, _PREDICTION = 16, 8
#: The largest unit of JPEG that scanners write, where a stream does not tell.
_UNIT = 16
_HEAD = 65_536


class Growth(NamedTuple):
    """A grid to which a box grows, and what is added on each side then; all in pixels."""

    width: int = 1
    height: int = 1
    margin_x: int = 0
    margin_y: int = 0

    def grown(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        """Edges of the box that is blanked; beyond the image where the margin is."""
        return (
            math.floor(left / self.width) * self.width - self.margin_x,
            math.floor(top / self.height) * self.height - self.margin_y,
            math.ceil(right / self.width) * self.width + self.margin_x,
            math.ceil(bottom / self.height) * self.height + self.margin_y,
        )

    def shrunk(
        self, left: int, top: int, right: int, bottom: int, columns: int, rows: int
    ) -> tuple[int, int, int, int]:
        """Edges of what stays when all around a box in an image of this size goes, and grows: crossed where nothing does."""
        return (
            math.ceil(left / self.width) * self.width + self.margin_x if left > 0 else left,
            math.ceil(top / self.height) * self.height + self.margin_y if top > 0 else top,
            math.floor(right / self.width) * self.width - self.margin_x if right < columns else right,
            math.floor(bottom / self.height) * self.height - self.margin_y if bottom < rows else bottom,
        )


_NONE = Growth()
_MARGINS = {
    "decode_jpeg_2000": _WAVELET,
    "decode_htj2k": _WAVELET,
    "decode_jpeg_xl": _WAVELET,
    "decode_jpeg_ls": _PREDICTION,
}


def growth(dicom: Dicom) -> Growth:
    """How boxes grow in an object, from its header and that of its first frame."""
    syntax = SYNTAXES.get(dicom.syntax)
    if syntax is None:
        return _NONE
    if syntax.is_lossy:
        if syntax.codec == "decode_jpeg":
            width, height = _unit(dicom)
            return Growth(width, height, width, height)
        margin = _MARGINS[syntax.codec]
        return Growth(1, 1, margin, margin)
    if dicom.dataset.text(LOSSY_IMAGE_COMPRESSION) == "01":
        return Growth(_BLOCK, _BLOCK, _BLOCK, _BLOCK)
    return _NONE


def _unit(dicom: Dicom) -> tuple[int, int]:
    """Width and height of a minimum coded unit of the first frame (ISO 10918-1 A.2)."""
    fragments = dicom.pixel_data.fragments if dicom.pixel_data is not None else None
    if not fragments or len(fragments) < 2:
        return _UNIT, _UNIT
    offset, length = fragments[1]
    try:
        width, height = jpeg_info(dicom.source.read(offset, min(length, _HEAD))).unit
    except (BadStream, Truncated):
        return _UNIT, _UNIT
    # A damaged header may have sampling factors of nothing.
    return width or _UNIT, height or _UNIT
