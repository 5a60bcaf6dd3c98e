"""What is left of each frame when an image is cut to a rectangle. Needs no numpy by itself."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from curtain.pixels.image import Image

if TYPE_CHECKING:
    import numpy as np


class Kept(NamedTuple):
    """Rows and columns that are left: `top` and `left` are inside, `bottom` and `right` are not."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def rows(self) -> int:
        return self.bottom - self.top

    @property
    def columns(self) -> int:
        return self.right - self.left


def sized(image: Image, kept: Kept | None) -> Image:
    """The image as it is when only that of it is left; None for all of it."""
    return image if kept is None else replace(image, rows=kept.rows, columns=kept.columns)


def cut(samples: "np.ndarray", kept: Kept | None) -> "np.ndarray":
    """What is left of (rows, columns) or (rows, columns, samples), contiguous."""
    return samples if kept is None else samples[kept.top : kept.bottom, kept.left : kept.right].copy()
