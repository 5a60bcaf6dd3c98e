"""Boxes and crops in a file: what a person drew in one case, to be blanked and cut again.

`boxes.schema.json` beside this module describes the file. Since version 2 a box may be another shape than a black rectangle,
and there may be crops; a file without such is the same in version 1. A box or a crop is for one object, for all images of a
series that have the same size, or for all of the case that have it, as in the page. UIDs are those of the output: old ones
would identify.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from curtain.files.texts import BadText, read_text
from curtain.instance import Instance
from curtain.outcome import Quarantine
from curtain.pixels.areas import FILLS, MOST_POINTS, SHAPES, Box, Fill, Shape
from curtain.pixels.crop import Crop

FORMAT, VERSIONS = "curtain-boxes", (1, 2)

_MOST, _LONGEST, _LAST_FRAME, _LONGEST_UID = 100_000, 0xFFFF, 0x7FFFFFFF, 64
#: Bytes of a file.
_LARGEST = 32 << 20
_CROP_FIELDS = frozenset(("instance", "series", "rows", "columns", "x", "y", "width", "height"))
_FIELDS = _CROP_FIELDS | {"frames"}
_SHAPE_FIELDS = frozenset(("shape", "points", "fill", "outside"))
_OTHER_SIZE = "A box or crop names this image and says another size than it has, so it may be meant for another one."


class BoxesError(ValueError):
    """It is no list of boxes; the text is a plain sentence that quotes nothing."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """What a line of the file is for.

    Attributes
    ----------
    instance, series
        New UIDs; "" where it is not for one. With neither it is for all images of its size.
    rows, columns
        The size of the images; 0 where it does not matter.
    """

    instance: str
    series: str
    rows: int
    columns: int

    @property
    def place(self) -> tuple[str, str]:
        """What it is for, apart from the size."""
        return self.instance, self.series


_T = TypeVar("_T", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Listed(_Placed):
    """One box of the file.

    Attributes
    ----------
    frames
        First and last, from 1; None for all.
    shape, points, fill, outside
        As of `Box`.
    """

    frames: tuple[int, int] | None
    x: int
    y: int
    width: int
    height: int
    shape: Shape = "rectangle"
    points: tuple[tuple[int, int], ...] = ()
    fill: Fill = "black"
    outside: bool = False

    def on(self, frame: int | None) -> Box:
        """What is to be blanked on a frame, from 0, or on all of them."""
        kind = self.shape, self.points, self.fill, self.outside
        return Box(frame, self.x, self.y, self.width, self.height, *kind)


@dataclass(frozen=True, slots=True)
class ListedCrop(_Placed):
    """One crop of the file, of all frames."""

    x: int
    y: int
    width: int
    height: int


class BoxList:
    """The boxes and crops of a file, found by the objects that they are for."""

    def __init__(self, boxes: Iterable[Listed], crops: Iterable[ListedCrop] = ()) -> None:
        self.boxes = tuple(boxes)
        self.crops = tuple(crops)
        self._by_place = _by_place(self.boxes)
        self._crops_by_place = _by_place(self.crops)

    @property
    def names_uids(self) -> bool:
        """True where something is for an object or a series by its new UID, which another key would not give."""
        return {each.place for each in (*self.boxes, *self.crops)} != {("", "")}

    def of_image(self, instance: str, series: str, rows: int, columns: int, frames: int) -> list[Box]:
        """What is blanked in an image, by its new UIDs, its size and the number of its frames.

        A frame that it does not have is asked for all the same, once: `redact` refuses that. Raises Quarantine (`box-size`)
        where a box names the image, and another size.
        """
        found: list[Box] = []
        for place in _places(instance, series):
            for box in self._by_place.get(place, ()):
                if _fits(box, rows, columns):
                    found += _on_frames(box, frames)
        return found

    def crop_of(self, instance: str, series: str, rows: int, columns: int) -> Crop | None:
        """What is left of an image; the narrowest word holds: of the image, of its series, of all. Raises as `of_image`."""
        for place in _places(instance, series):
            for crop in self._crops_by_place.get(place, ()):
                if _fits(crop, rows, columns):
                    return Crop(crop.x, crop.y, crop.width, crop.height)
        return None

    def without_image(self, instances: Iterable[Instance]) -> tuple[list[int], list[int]]:
        """The numbers, from 1, of the boxes and of the crops that are for none of these."""
        fits: set[tuple[str, str, int, int]] = set()
        for each in instances:
            if each.image is None:
                continue
            # Of an image that was cropped, the size that it had.
            cropped = (each.redactions or {}).get("crop")
            columns, rows = cropped["size"] if cropped else (each.image["columns"], each.image["rows"])
            for place in _places(each.uid, each.series["uid"]):
                fits |= {(*place, rows, columns), (*place, 0, 0)}
        boxes, crops = (
            [number for number, each in enumerate(listed, 1) if (*each.place, each.rows, each.columns) not in fits]
            for listed in (self.boxes, self.crops)
        )
        return boxes, crops


def _by_place(listed: Iterable[_T]) -> dict[tuple[str, str], list[_T]]:
    found: dict[tuple[str, str], list[_T]] = {}
    for each in listed:
        found.setdefault(each.place, []).append(each)
    return found


def _places(instance: str, series: str) -> Iterable[tuple[str, str]]:
    """What something may be for that holds for an object: it, its series, all."""
    return dict.fromkeys(((instance, ""), ("", series), ("", "")))


def _fits(listed: Listed | ListedCrop, rows: int, columns: int) -> bool:
    """True where the size is as it should be. Raises Quarantine where the image is named, and has another."""
    if not listed.rows or (listed.rows, listed.columns) == (rows, columns):
        return True
    if listed.instance:
        raise Quarantine("box-size", _OTHER_SIZE)
    return False


def _on_frames(box: Listed, frames: int) -> list[Box]:
    """A box on each of its frames in an image of so many; one that is not there is asked for all the same, once."""
    if box.frames is None:
        return [box.on(None)]
    first, last = box.frames
    return [box.on(number) for number in range(first - 1, min(last, frames + 1)) or [first - 1]]


def load_boxes(path: str | os.PathLike[str]) -> BoxList:
    """The boxes and crops of a file on the disk. Raises BoxesError."""
    try:
        return read_boxes(read_text(path, "file with the boxes", _LARGEST))
    except BadText as wrong:
        raise BoxesError(str(wrong)) from None


def read_boxes(text: str) -> BoxList:
    """The boxes and crops of a file. Raises BoxesError."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise BoxesError("the file with the boxes is no JSON") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BoxesError("the file is no list of boxes")
    version = content.get("version")
    if type(version) is not int or version not in VERSIONS:
        raise BoxesError("the list of boxes is of a version that is not known here")
    known = ["boxes"] if version == 1 else ["boxes", "crops"]
    lists = [content[name] for name in known if name in content]
    if (
        not content.keys() <= {"format", "version", *known}
        or not lists
        or not all(isinstance(each, list) for each in lists)
    ):
        raise BoxesError("the list of boxes has something else in it than format, version, boxes and crops")
    if not all(1 <= len(each) <= _MOST for each in lists):
        raise BoxesError(f"there have to be 1 to {_MOST:,} boxes")
    fields = _FIELDS if version == 1 else _FIELDS | _SHAPE_FIELDS
    boxes = [_read(number, box, fields) for number, box in enumerate(content.get("boxes", ()), 1)]
    crops = [_read_crop(number, crop) for number, crop in enumerate(content.get("crops", ()), 1)]
    if len({(crop.place, crop.instance or (crop.rows, crop.columns)) for crop in crops}) != len(crops):
        raise BoxesError("two crops are for the same images")
    return BoxList(boxes, crops)


def _read(number: int, box: Any, fields: frozenset[str]) -> Listed:
    place = _place(f"box {number}", box, fields)
    frames = box.get("frames")
    if frames is not None and not _is_range(frames):
        raise BoxesError(f"box {number} needs a first and a last frame, counted from 1, or null for all")
    return Listed(**place, frames=frames and (frames[0], frames[1]), **_shape(number, box))


def _read_crop(number: int, crop: Any) -> ListedCrop:
    return ListedCrop(**_place(f"crop {number}", crop, _CROP_FIELDS))


def _place(what: str, listed: Any, fields: frozenset[str]) -> dict[str, Any]:
    """What a box or a crop is for, and where it is."""
    if not isinstance(listed, dict) or not listed.keys() <= fields:
        raise BoxesError(f"{what} has a field that is not known")
    for name, lowest in (("x", 0), ("y", 0), ("width", 1), ("height", 1)):
        if not _is_number(listed.get(name), lowest, _LONGEST):
            raise BoxesError(f"{what} needs whole numbers of pixels as x, y, width and height")
    if not all(_is_uid(listed[name]) for name in ("instance", "series") if name in listed):
        raise BoxesError(f"{what} names something that is no UID")
    if "instance" in listed and "series" in listed:
        raise BoxesError(f"{what} is for an instance or for a series, not for both")
    size = [listed[name] for name in ("rows", "columns") if name in listed]
    if len(size) == 1 or not all(_is_number(each, 1, _LONGEST) for each in size):
        raise BoxesError(f"{what} needs whole numbers as rows and columns")
    if not size and "instance" not in listed:
        raise BoxesError(f"{what} needs rows and columns: it holds for the images of one size")
    rows, columns = size or (0, 0)
    return {
        "instance": listed.get("instance", ""),
        "series": listed.get("series", ""),
        "rows": rows,
        "columns": columns,
        **{name: listed[name] for name in ("x", "y", "width", "height")},
    }


def _shape(number: int, box: dict[str, Any]) -> dict[str, Any]:
    """What of the box a file of version 1 does not tell."""
    told = {name: box[name] for name in ("shape", "fill", "outside") if name in box}
    if told.get("shape", "rectangle") not in SHAPES or told.get("fill", "black") not in FILLS:
        raise BoxesError(f"box {number} has a shape or a fill that is not known")
    if not isinstance(told.get("outside", False), bool):
        raise BoxesError(f"box {number} needs true or false as outside")
    points = box.get("points", [])
    if not isinstance(points, list) or not all(_is_point(point) for point in points):
        raise BoxesError(f"box {number} needs whole numbers of pixels as its points")
    if not (3 <= len(points) <= MOST_POINTS if told.get("shape") == "polygon" else points == []):
        raise BoxesError(f"box {number} needs 3 to {MOST_POINTS:,} points as a polygon, and none as anything else")
    for start, size, along in (("x", "width", [x for x, _ in points]), ("y", "height", [y for _, y in points])):
        if along and (min(along), max(along)) != (box[start], box[start] + box[size]):
            raise BoxesError(f"box {number} has points that reach elsewhere than its x, y, width and height say")
    return {**told, "points": tuple((x, y) for x, y in points)}


def _is_point(point: object) -> bool:
    return isinstance(point, list) and len(point) == 2 and all(_is_number(each, 0, _LONGEST) for each in point)


def _is_number(value: object, lowest: int, highest: int) -> bool:
    return type(value) is int and lowest <= value <= highest


def _is_uid(value: object) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= _LONGEST_UID
        and value.isascii()
        and value[0].isdigit()
        and value.replace(".", "").isdigit()
    )


def _is_range(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(_is_number(each, 1, _LAST_FRAME) for each in value)
        and value[0] <= value[1]
    )
