"""Boxes on the grid of minimum coded units: what a box touches, and how far it reaches then."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from curtain.outcome import Quarantine


class Rectangle(NamedTuple):
    """Pixels from 0 at the top left."""

    x: int
    y: int
    width: int
    height: int


class Grid(NamedTuple):
    """An image of `columns` by `rows` pixels in units of `unit_width` by `unit_height`."""

    columns: int
    rows: int
    unit_width: int
    unit_height: int

    @property
    def across(self) -> int:
        return -(-self.columns // self.unit_width)

    @property
    def down(self) -> int:
        return -(-self.rows // self.unit_height)

    def grow(self, box: Sequence[float], margin: int) -> Rectangle:
        """The box in whole units, and `margin` units more to each side, within the image.

        Raises Quarantine (`empty-redaction`) where the box has no size, or lies outside.
        """
        x, y, width, height = box
        edges = (x, y, x + width, y + height)
        if not all(map(math.isfinite, edges)) or width <= 0 or height <= 0:
            raise Quarantine("empty-redaction", "A box has no size.")
        if edges[0] >= self.columns or edges[1] >= self.rows or edges[2] <= 0 or edges[3] <= 0:
            raise Quarantine("empty-redaction", "A box lies outside the image.")
        left, right = self._along(edges[0], edges[2], self.columns, self.unit_width, margin)
        top, bottom = self._along(edges[1], edges[3], self.rows, self.unit_height, margin)
        return Rectangle(left, top, right - left, bottom - top)

    def _along(self, start: float, stop: float, size: int, unit: int, margin: int) -> tuple[int, int]:
        first = max(math.floor(start), 0) // unit - margin
        last = -(-min(math.ceil(stop), size) // unit) + margin
        return max(first, 0) * unit, min(last * unit, size)

    def mask(self, rectangles: Iterable[Rectangle]) -> bytearray:
        """One byte for each unit, row by row: 1 where a rectangle of whole units covers it."""
        mask = bytearray(self.across * self.down)
        for x, y, width, height in rectangles:
            left, right = x // self.unit_width, -(-(x + width) // self.unit_width)
            for row in range(y // self.unit_height, -(-(y + height) // self.unit_height)):
                mask[row * self.across + left : row * self.across + right] = b"\1" * (right - left)
        return mask
