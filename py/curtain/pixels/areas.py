"""Boxes as they are asked for, and the areas of whole pixels that are blanked for them. Needs no numpy."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from curtain.outcome import Quarantine
from curtain.pixels.growth import Growth
from curtain.pixels.image import Image

if TYPE_CHECKING:
    import numpy as np


class Box(NamedTuple):
    """A rectangle to be blanked, in columns and rows from 0 at the top left; frame None means every frame."""

    frame: int | None
    x: float
    y: float
    width: float
    height: float


class Area(NamedTuple):
    """Rows and columns of a box within the image: `top` and `left` are inside, `bottom` and `right` are not."""

    top: int
    bottom: int
    left: int
    right: int

    def moved_up(self, rows: int) -> "Area":
        """The same in an image whose first rows are cut off."""
        return self._replace(top=self.top - rows, bottom=self.bottom - rows)


class Areas:
    """The areas to be blanked in each frame."""

    def __init__(self) -> None:
        self.every: list[Area] = []
        self.single: dict[int, list[Area]] = {}

    def frames(self, count: int) -> list[int]:
        """The frames with a box, of so many."""
        return list(range(count)) if self.every else sorted(self.single)

    def __getitem__(self, index: int) -> list[Area]:
        return self.every + self.single.get(index, [])


def all_areas(image: Image, boxes: Sequence[Box], grows: Growth) -> Areas:
    areas = Areas()
    if not boxes:
        raise Quarantine("empty-redaction", "There is no box to blank.")
    for box in boxes:
        area = clip(image, box, grows)
        if box.frame is None:
            areas.every.append(area)
        elif isinstance(box.frame, int) and 0 <= box.frame < image.number_of_frames:
            areas.single.setdefault(box.frame, []).append(area)
        else:
            raise Quarantine("empty-redaction", "A box belongs to a frame that this image does not have.")
    return areas


def clip(image: Image, box: Box, grows: Growth) -> Area:
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    if not all(map(math.isfinite, edges)) or box.width <= 0 or box.height <= 0:
        raise Quarantine("empty-redaction", "A box has no size.")
    left, top = max(math.floor(edges[0]), 0), max(math.floor(edges[1]), 0)
    right, bottom = min(math.ceil(edges[2]), image.columns), min(math.ceil(edges[3]), image.rows)
    if left >= right or top >= bottom:
        raise Quarantine("empty-redaction", "A box lies outside the image.")
    left, top, right, bottom = grows.grown(left, top, right, bottom)
    return Area(max(top, 0), min(bottom, image.rows), max(left, 0), min(right, image.columns))


def sized(image: Image, kept: Area | None) -> Image:
    """The image as it is when only that of it is left; None for all of it."""
    return image if kept is None else replace(image, rows=kept.bottom - kept.top, columns=kept.right - kept.left)


def cut(samples: "np.ndarray", kept: Area | None) -> "np.ndarray":
    """What is left of (rows, columns) or (rows, columns, samples), contiguous."""
    return samples if kept is None else samples[kept.top : kept.bottom, kept.left : kept.right].copy()
