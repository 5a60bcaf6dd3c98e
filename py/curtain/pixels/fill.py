"""The values that areas are blanked with.

What is blanked, by photometric interpretation (PS3.3 C.7.6.3.1.2), so that it looks black:

=====================  =========================================================
MONOCHROME2, unsigned  0
MONOCHROME1, unsigned  the highest value of BitsStored
signed                 the lowest (MONOCHROME1: the highest) sample outside the boxes
RGB                    0, 0, 0
YBR_FULL, _422         0, 128, 128
PALETTE COLOR          the darkest entry
=====================  =========================================================

A negative RescaleSlope turns low and high round. For signed samples the least possible value
would stretch the full range of values, which a reviewer looks at, until nothing else is seen.
The whole container is written, so that no old bit stays above BitsStored.
"""

from typing import TYPE_CHECKING

from curtain.files.part10 import Dicom
from curtain.pixels.areas import Area
from curtain.pixels.image import GREY, PALETTE, YBR, Image
from curtain.pixels.show import rescale

if TYPE_CHECKING:
    import numpy as np


def fill_of(dicom: Dicom, image: Image, index: int, areas: list[Area]) -> tuple[int, ...]:
    """The blank value of a frame, one number for each sample of a pixel as it is stored."""
    photometric = image.photometric_interpretation
    if photometric in YBR:
        return (0, 128, 128)
    if photometric == PALETTE:
        from curtain.pixels.colour import Palette

        signed = image.pixel_representation == 1
        lowest = -(1 << image.bits_stored - 1) if signed else 0
        highest = (1 << image.bits_stored - signed) - 1
        return (Palette(dicom, signed).darkest(lowest, highest),)
    if photometric not in GREY:
        return (-(1 << image.bits_stored - 1) if image.pixel_representation else 0,) * image.samples_per_pixel
    low_is_black = (photometric == "MONOCHROME2") == (rescale(dicom.dataset, index)[0] > 0)
    if image.pixel_representation == 0:
        return (0 if low_is_black else (1 << image.bits_stored) - 1,)
    return (_extreme_outside(dicom, image, index, areas, low_is_black),)


def _extreme_outside(dicom: Dicom, image: Image, index: int, areas: list[Area], lowest: bool) -> int:
    """Lowest or highest sample outside the areas, 0 when they cover all of the frame."""
    import numpy as np

    from curtain.pixels.frames import frame_samples

    samples = frame_samples(dicom, index, image=image)
    outside = np.ones(samples.shape, bool)
    for area in areas:
        outside[area.top : area.bottom, area.left : area.right] = False
    left = samples[outside]
    if not left.size:
        return 0
    return int(left.min() if lowest else left.max())


def blank(samples: "np.ndarray", areas: list[Area], fill: tuple[int, ...]) -> None:
    """Set the areas of (rows, columns, samples) in place."""
    for area in areas:
        samples[area.top : area.bottom, area.left : area.right] = fill
