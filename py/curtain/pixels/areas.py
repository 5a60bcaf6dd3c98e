"""Boxes as they are asked for, and the areas of whole pixels that are blanked for them. Needs no numpy."""

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from curtain.outcome import Quarantine
from curtain.pixels import shapes
from curtain.pixels.growth import Growth
from curtain.pixels.image import Image

Shape = Literal["rectangle", "ellipse", "polygon"]
Fill = Literal["black", "white", "background"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
FILLS: tuple[Fill, ...] = get_args(Fill)

#: Where areas overlap, the last of these is seen.
_PAINTED: tuple[Fill, ...] = ("white", "background", "black")
MOST_POINTS = 1_000


class Box(NamedTuple):
    """What is to be blanked, in columns and rows from 0 at the top left; frame None means every frame.

    Attributes
    ----------
    shape
        All of the rectangle, the ellipse inscribed in it, or a polygon.
    points
        Corners (x, y) of a polygon, which its rectangle is taken from; a polygon that crosses itself has inside what it winds round.
    fill
        What the pixels become: `background` is the most frequent value of the frame's border outside of all boxes.
    outside
        True blanks whatever does not lie wholly inside.
    """

    frame: int | None
    x: float
    y: float
    width: float
    height: float
    shape: Shape = "rectangle"
    points: tuple[tuple[float, float], ...] = ()
    fill: Fill = "black"
    outside: bool = False

    @property
    def is_plain(self) -> bool:
        """True for a rectangle that is blanked itself."""
        return self.shape == "rectangle" and not self.outside


def read_box(given: Mapping[str, Any]) -> Box:
    """A box of the page's redactions (`Redaction` of its types)."""
    place = (given[name] for name in ("frame", "x", "y", "width", "height"))
    points = tuple((x, y) for x, y in given.get("points", ()))
    return Box(*place, given.get("shape", "rectangle"), points, given.get("fill", "black"), given.get("outside", False))


class Area(NamedTuple):
    """Rows and columns within the image: `top` and `left` are inside, `bottom` and `right` are not; and what they become."""

    top: int
    bottom: int
    left: int
    right: int
    fill: Fill = "black"

    def moved_up(self, rows: int) -> "Area":
        """The same in an image whose first rows are cut off."""
        return self._replace(top=self.top - rows, bottom=self.bottom - rows)


class Areas:
    """The areas to be blanked in each frame of an image; `also` are frames that change anyway.

    Raises
    ------
    Quarantine
        `empty-redaction` where a box blanks nothing, or is for a frame that is not there.
    """

    def __init__(self, image: Image, boxes: Sequence[Box], grows: Growth, also: Collection[int] = ()) -> None:
        self._also = frozenset(also)
        self._every: list[Box] = []
        self._single: dict[int, list[Box]] = {}
        # A shape is many areas, and may be another one in each frame: only those of a few are kept.
        self._areas_of = lru_cache(maxsize=16)(lambda box: areas_of(box, image.rows, image.columns, grows))
        #: Each box, and its areas told: x, y, width and height around them, and how many pixels they have.
        self.blanked: list[tuple[Box, tuple[int, int, int, int], int]] = []
        for box in boxes:
            box = _checked(box)
            if box.frame is None:
                self._every.append(box)
            elif isinstance(box.frame, int) and 0 <= box.frame < image.number_of_frames:
                self._single.setdefault(box.frame, []).append(box)
            else:
                raise _empty("A box belongs to a frame that this image does not have.")
            self.blanked.append((box, *_extent(self._areas_of(box._replace(frame=None)))))

    def frames(self, count: int) -> list[int]:
        """The frames that change, of so many."""
        return list(range(count)) if self._every else sorted(self._also | self._single.keys())

    def __getitem__(self, index: int) -> list[Area]:
        """In the order in which they are painted."""
        boxes = self._every + self._single.get(index, [])
        areas = [area for box in boxes for area in self._areas_of(box._replace(frame=None))]
        return sorted(areas, key=lambda area: _PAINTED.index(area.fill))


def areas_of(box: Box, rows: int, columns: int, grows: Growth) -> list[Area]:
    """What is blanked for a box in an image of this size: areas that do not overlap.

    Raises Quarantine (`empty-redaction`) where the box has no size, or lies outside the image.
    """
    box = _checked(box)
    if box.is_plain:
        return [_rectangle(box, rows, columns, grows)]
    size = {"rows": rows, "columns": columns}
    if not any(_drawn(box, **size)):
        raise _outside()
    touched = shapes.complement(_drawn(box, within=True, **size), columns) if box.outside else _drawn(box, **size)
    if not any(touched):
        raise _empty("A box leaves nothing of the image outside, so it blanks nothing.")
    if grows != Growth():
        cells = grows.margin_x // grows.width, grows.margin_y // grows.height
        touched = shapes.grown(touched, columns, (grows.width, grows.height), cells)
    return _bands(touched, box.fill)


def _drawn(box: Box, **options: Any) -> shapes.Rows:
    if box.shape == "polygon":
        return shapes.polygon(box.points, **options)
    draw = shapes.ellipse if box.shape == "ellipse" else shapes.rectangle
    return draw(box.x, box.y, box.width, box.height, **options)


def _bands(rows: shapes.Rows, fill: Fill) -> list[Area]:
    """Runs of pixels as areas; equal rows that follow each other are one band."""
    areas: list[Area] = []
    top = 0
    for bottom in range(1, len(rows) + 1):
        if bottom == len(rows) or rows[bottom] != rows[top]:
            areas += [Area(top, bottom, left, right, fill) for left, right in rows[top]]
            top = bottom
    return areas


def _extent(areas: list[Area]) -> tuple[tuple[int, int, int, int], int]:
    """x, y, width and height of the rectangle around areas, and the number of their pixels."""
    left, top = min(area.left for area in areas), min(area.top for area in areas)
    right, bottom = max(area.right for area in areas), max(area.bottom for area in areas)
    pixels = sum((area.bottom - area.top) * (area.right - area.left) for area in areas)
    return (left, top, right - left, bottom - top), pixels


def _checked(box: Box) -> Box:
    """The box, a polygon with the rectangle of its points. Raises Quarantine where it is none that can be blanked."""
    if box.shape not in SHAPES or box.fill not in FILLS or not isinstance(box.outside, bool):
        raise _empty("A box is of a shape, or has a fill, that is not known here.")
    if (box.shape == "polygon") != bool(box.points):
        raise _empty("A box is a polygon without corners, or has corners and is none.")
    if box.shape == "polygon":
        if not 3 <= len(box.points) <= MOST_POINTS:
            raise _empty(f"A polygon needs 3 to {MOST_POINTS:,} corners.")
        if not all(map(math.isfinite, (edge for point in box.points for edge in point))):
            raise _no_size()
        xs, ys = ([point[axis] for point in box.points] for axis in (0, 1))
        box = box._replace(x=min(xs), y=min(ys), width=max(xs) - min(xs), height=max(ys) - min(ys))
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    if not all(map(math.isfinite, edges)) or box.width <= 0 or box.height <= 0:
        raise _no_size()
    return box


def _rectangle(box: Box, rows: int, columns: int, grows: Growth) -> Area:
    left, top = max(math.floor(box.x), 0), max(math.floor(box.y), 0)
    right, bottom = min(math.ceil(box.x + box.width), columns), min(math.ceil(box.y + box.height), rows)
    if left >= right or top >= bottom:
        raise _outside()
    left, top, right, bottom = grows.grown(left, top, right, bottom)
    return Area(max(top, 0), min(bottom, rows), max(left, 0), min(right, columns), box.fill)


def _no_size() -> Quarantine:
    return _empty("A box has no size.")


def _outside() -> Quarantine:
    return _empty("A box lies outside the image.")


def _empty(sentence: str) -> Quarantine:
    return Quarantine("empty-redaction", sentence)
