"""The values that areas are blanked with.

Black, by photometric interpretation (PS3.3 C.7.6.3.1.2), so that it looks black:

=====================  =========================================================
MONOCHROME2, unsigned  0
MONOCHROME1, unsigned  the highest value of BitsStored
signed                 the lowest (MONOCHROME1: the highest) sample outside the boxes
RGB                    0, 0, 0
YBR_FULL, _422         0, 128, 128
PALETTE COLOR          the darkest entry
segmentation           0, of a label map its PixelPaddingValue if it has one
=====================  =========================================================

A segmentation has no other colours: in whichever fill, no pixel of a box belongs to a segment (PS3.3 A.51, C.8.20.2).

White is the other end; where that is a value of more than 8 bits, it is the extreme one outside the boxes, as for signed samples.
A negative RescaleSlope turns low and high round. For such samples the most extreme possible value
would stretch the full range of values, which a reviewer looks at, until nothing else is seen.
Background is the most frequent value of the first and last rows and columns, outside the boxes; black where these cover them all.
The whole container is written, so that no old bit stays above BitsStored.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from curtain.files.part10 import Dicom
from curtain.pixels.areas import Area, Fill
from curtain.pixels.image import GREY, PALETTE, YBR, Image
from curtain.pixels.show import rescale

if TYPE_CHECKING:
    import numpy as np

_SEGMENTATION_TYPE, _PIXEL_PADDING_VALUE = 0x00620001, 0x00280120
_SEGMENTATIONS = ("BINARY", "FRACTIONAL", "LABELMAP")
#: A number for each sample of a pixel, as it is stored.
Value = tuple[int, ...]
Values = dict[Fill, Value]


def values_of(
    dicom: Dicom, image: Image, index: int, areas: Sequence[Area], samples: "Callable[[], np.ndarray]"
) -> Values:
    """What the areas of a frame become, by their fills.

    Parameters
    ----------
    image
        How the samples are stored that are blanked; its colours may be others than those of the object.
    samples
        Gives the frame as `curtain.pixels.frames.frame_samples` does; called only where a value depends on it.
    """
    return {fill: _value(dicom, image, index, areas, samples, fill) for fill in {area.fill for area in areas}}


def _value(
    dicom: Dicom, image: Image, index: int, areas: Sequence[Area], samples: "Callable[[], np.ndarray]", fill: Fill
) -> Value:
    photometric, signed = image.photometric_interpretation, image.pixel_representation == 1
    if (kind := dicom.dataset.text(_SEGMENTATION_TYPE)) in _SEGMENTATIONS:
        return (next(iter(dicom.dataset.ints(_PIXEL_PADDING_VALUE)), 0) if kind == "LABELMAP" else 0,)
    if fill == "background":
        found = _most_frequent(samples(), areas)
        return found or _value(dicom, image, index, areas, samples, "black")
    white = fill == "white"
    if photometric in YBR:
        return (255 if white else 0, 128, 128)
    lowest = -(1 << image.bits_stored - 1) if signed else 0
    highest = (1 << image.bits_stored - signed) - 1
    if photometric == PALETTE:
        from curtain.pixels.colour import Palette

        palette = Palette(dicom, signed)
        return (palette.brightest(lowest, highest) if white else palette.darkest(lowest, highest),)
    if photometric not in GREY:
        return (highest if white else lowest,) * image.samples_per_pixel
    low_is_black = (photometric == "MONOCHROME2") == (rescale(dicom.dataset, index)[0] > 0)
    low = low_is_black != white
    if signed or (white and not low and image.bits_stored > 8):
        return (_extreme_outside(samples(), areas, low),)
    return (lowest if low else highest,)


def _outside(samples: "np.ndarray", areas: Sequence[Area]) -> "np.ndarray":
    """Mask of the pixels in none of the areas."""
    import numpy as np

    outside = np.ones(samples.shape[:2], bool)
    for area in areas:
        outside[area.top : area.bottom, area.left : area.right] = False
    return outside


def _extreme_outside(samples: "np.ndarray", areas: Sequence[Area], lowest: bool) -> int:
    """Lowest or highest sample outside the areas, 0 when they cover all of the frame."""
    left = samples[_outside(samples, areas)]
    if not left.size:
        return 0
    return int(left.min() if lowest else left.max())


def _most_frequent(samples: "np.ndarray", areas: Sequence[Area]) -> Value | None:
    """Of the border outside the areas; None where they cover it. Of several the lowest."""
    import numpy as np

    border = _outside(samples, areas)
    border[1:-1, 1:-1] = False
    if not border.any():
        return None
    values, counts = np.unique(samples.reshape(*border.shape, -1)[border], axis=0, return_counts=True)
    return tuple(int(value) for value in values[np.argmax(counts)])


def blank(samples: "np.ndarray", areas: Sequence[Area], values: Values) -> None:
    """Set the areas of (rows, columns, samples) in place, one after the other."""
    import numpy as np

    for area in areas:
        # The bits of a value: samples may be signed where their header says so, and nobody else does.
        value = np.asarray(values[area.fill], np.int64).astype(samples.dtype)
        samples[area.top : area.bottom, area.left : area.right] = value
