"""Places in space and in the image, after it was cut to a rectangle (PS3.3).

A position in space is that of the first pixel, and moves along the rows and columns that were cut off; pixel coordinates are
counted from there. What does not say enough to move is removed or emptied where its type allows that; else the object is refused.
"""

from collections.abc import Sequence
from math import isfinite

from curtain.files.dataset import DataSet, Element
from curtain.outcome import Quarantine
from curtain.pixels.image import COLUMNS, ROWS
from curtain.pixels.kept import Kept
from curtain.transforms.changes import Path
from curtain.transforms.edits import PER_FRAME_FUNCTIONAL_GROUPS, SHARED_FUNCTIONAL_GROUPS, Edits, numbered

_PIXEL_SPACING, _PIXEL_MEASURES_SEQUENCE = 0x00280030, 0x00289110
_IMAGE_POSITION_PATIENT, _IMAGE_ORIENTATION_PATIENT = 0x00200032, 0x00200037
_DETECTOR_INFORMATION_SEQUENCE = 0x00540022
_RT_IMAGE_POSITION, _RT_IMAGE_ORIENTATION, _IMAGE_PLANE_PIXEL_SPACING = 0x30020012, 0x30020010, 0x30020011
#: Macros with a position, it, and those with the orientation that it goes with (C.7.6.16.2.3, C.7.6.16.2.21).
_PLANES = (
    (0x00209113, _IMAGE_POSITION_PATIENT, 0x00209116, _IMAGE_ORIENTATION_PATIENT),
    (0x0020930E, 0x00209301, 0x0020930F, 0x00209302),
)

_ULTRASOUND_REGIONS = 0x00186011
_REGION_X, _REGION_Y = (0x00186018, 0x0018601C, 0x00186020), (0x0018601A, 0x0018601E, 0x00186022)

#: Pixel coordinates of shutters, collimators and sensing regions, in the order of their values (C.7.6.11, C.8.7.3, C.8.19.6.4).
_COORDINATES = {
    **{base + tag: axes for base in (0x00181600, 0x00181700) for tag, axes in ((2, "x"), (4, "x"), (6, "y"), (8, "y"))},
    **{base + tag: "yx" for base in (0x00181600, 0x00181700) for tag in (0x10, 0x20)},
    0x00189436: "x", 0x00189437: "x", 0x00189438: "y", 0x00189439: "y", 0x00189440: "yx", 0x00189442: "yx",
}  # fmt: skip
#: The macros that they stand in: display shutter, collimator, exposure control.
_SHAPES = (0x00189472, 0x00189407, 0x00189434)


_LOST = "It cannot follow the crop"


class Geometry:
    """Moves what a header says of places.

    Parameters
    ----------
    edits
        Of the root data set, whose Rows and Columns are still those of the whole image.
    kept
        What is left of each frame.

    Raises
    ------
    Quarantine
        `cannot-crop` where something cannot follow, and cannot go.
    """

    def __init__(self, edits: Edits, kept: Kept) -> None:
        self._edits = edits
        self._root = edits.root
        self._kept = kept
        self._rows, self._columns = self._root.ints(ROWS)[0], self._root.ints(COLUMNS)[0]

    def positions(self) -> None:
        """Of slices, detectors, frames and radiotherapy images in space."""
        if not (self._kept.top or self._kept.left):
            return
        root = self._root
        spacing = root.floats(_PIXEL_SPACING)
        detectors = root.items(_DETECTOR_INFORMATION_SEQUENCE)
        for path, place in (((), root), *numbered((), _DETECTOR_INFORMATION_SEQUENCE, detectors)):
            self._move(place, path, _IMAGE_POSITION_PATIENT, place.floats(_IMAGE_ORIENTATION_PATIENT), spacing)
        axes = root.floats(_RT_IMAGE_ORIENTATION) or [1.0, 0.0, 0.0, 0.0, -1.0, 0.0]
        self._move(root, (), _RT_IMAGE_POSITION, axes, root.floats(_IMAGE_PLANE_PIXEL_SPACING))
        for macro, position, plane, orientation in _PLANES:
            for path, group in self._edits.groups():
                axes = self._of_group(group, plane, orientation)
                spacing = self._of_group(group, _PIXEL_MEASURES_SEQUENCE, _PIXEL_SPACING)
                for inner, item in numbered(path, macro, group.items(macro)):
                    self._move(item, inner, position, axes, spacing)

    def _of_group(self, group: DataSet, macro: int, tag: int) -> list[float]:
        """What holds for a functional group: its own, that of all, or, for the shared one, what all frames agree on."""
        shared = self._root.items(SHARED_FUNCTIONAL_GROUPS)
        for place in (group, *shared):
            for item in place.items(macro):
                return item.floats(tag)
        if group not in shared:
            return []
        said = [
            item.floats(tag) for each in self._root.items(PER_FRAME_FUNCTIONAL_GROUPS) for item in each.items(macro)
        ]
        return said[0] if said and all(each == said[0] for each in said) else []

    def _move(self, dataset: DataSet, path: Path, tag: int, axes: Sequence[float], spacing: Sequence[float]) -> None:
        """Move a position of the first pixel along rows and columns (C.7.6.2.1.1)."""
        element = dataset.get(tag)
        if element is None or element.is_empty:
            return
        position = dataset.floats(tag)
        told = len(position) in (2, 3) and len(axes) == 6 and len(spacing) == 2
        if told and all(map(isfinite, (*position, *axes, *spacing))) and min(spacing) > 0:
            across, down = self._kept.left * spacing[1], self._kept.top * spacing[0]
            moved = [at + across * axes[axis] + down * axes[3 + axis] for axis, at in enumerate(position)]
            if self._edits.put_numbers(dataset, path, tag, moved, "The position of the first pixel that is left"):
                return
        self.lose(dataset, path, tag)

    def lose(self, dataset: DataSet, path: Path, tag: int) -> None:
        """Remove or empty what cannot follow."""
        if not self._edits.without(dataset, path, tag, _LOST):
            raise cannot(
                "The position of the image cannot follow a crop: the header does not say enough. Use boxes instead."
            )

    def regions(self) -> list[str]:
        """Clip ultrasound regions, whose reference pixel is told from their first one (C.8.5.5.1.14, C.8.5.5.1.16).

        Returns plain sentences on those that went.
        """
        element = self._root.get(_ULTRASOUND_REGIONS)
        if element is None or not element.items:
            return []
        left, gone = [], 0
        for path, region in numbered((), _ULTRASOUND_REGIONS, element.items):
            bounds = [region.ints(tag) for tag in (*_REGION_X[:2], *_REGION_Y[:2])]
            if not all(len(bound) == 1 for bound in bounds):
                raise cannot(
                    "An ultrasound region does not say where it is, so it cannot follow a crop. Use boxes instead."
                )
            (x0,), (x1,), (y0,), (y1,) = bounds
            kept = self._kept
            if x0 >= kept.right or y0 >= kept.bottom or x1 < kept.left or y1 < kept.top:
                self._edits.changes.removed_item(path, region, "The region lies outside of the crop")
                gone += 1
                continue
            left.append(region)
            self._clip(region, path, _REGION_X, (x0, x1), (kept.left, kept.right, self._columns))
            self._clip(region, path, _REGION_Y, (y0, y1), (kept.top, kept.bottom, self._rows))
        if left:
            self._root.elements[_ULTRASOUND_REGIONS] = Element(_ULTRASOUND_REGIONS, "SQ", items=left)
        else:
            self._edits.drop(self._root, (), (_ULTRASOUND_REGIONS,), "All regions lie outside of the crop")
        if not gone:
            return []
        many = "An ultrasound region lies" if gone == 1 else f"{gone} ultrasound regions lie"
        return [f"{many} outside of the crop and went, with the scale for measuring in there."]

    def _clip(
        self,
        region: DataSet,
        path: Path,
        tags: tuple[int, int, int],
        bounds: tuple[int, int],
        kept: tuple[int, int, int],
    ) -> None:
        """Along one axis: first and last pixel of the region, and first, end and former size of what is left."""
        (low, high, reference), (first, last), (start, stop, size) = tags, bounds, kept
        clipped = max(first, start)
        # Some writers tell the end and not the last: where nothing was cut off, that stays.
        ends = min(last, stop - 1) if stop < size else last
        self._shift(region, path, low, clipped - start)
        self._shift(region, path, high, max(ends - start, clipped - start))
        told = region.ints(reference)
        if told and clipped > first:
            self._shift(region, path, reference, told[0] - (clipped - first))

    def _shift(self, dataset: DataSet, path: Path, tag: int, number: int) -> None:
        if dataset.get(tag) is None or dataset.ints(tag) == [number]:
            return
        if not self._edits.put_numbers(dataset, path, tag, [number], "The region in the cropped image"):
            self.lose(dataset, path, tag)

    def shapes(self) -> None:
        """Shutters, collimators and sensing regions, of the image and of frames."""
        self._move_coordinates(self._root, ())
        for path, group in self._edits.groups():
            for tag in _SHAPES:
                for inner, item in numbered(path, tag, group.items(tag)):
                    self._move_coordinates(item, inner)

    def _move_coordinates(self, dataset: DataSet, path: Path) -> None:
        steps = {"x": self._kept.left, "y": self._kept.top}
        for tag, axes in _COORDINATES.items():
            element, numbers = dataset.get(tag), dataset.ints(tag)
            if element is None or element.is_empty:
                continue
            moved = [number - steps[axes[at % len(axes)]] for at, number in enumerate(numbers)]
            whole = numbers and len(numbers) % len(axes) == 0
            if moved == numbers and whole:
                continue
            if not (whole and self._edits.put_numbers(dataset, path, tag, moved, "Its place in the cropped image")):
                self.lose(dataset, path, tag)


def cannot(sentence: str) -> Quarantine:
    """The refusal of a crop."""
    return Quarantine("cannot-crop", sentence)
