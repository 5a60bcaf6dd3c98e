"""What the header says of an image that was cut to a rectangle (PS3.3): it follows the pixels, or goes.

Everything that points by pixel coordinates into its own image moves with them; so do positions in space, which are those of the
first pixel. What cannot be followed is removed or emptied where its type allows that; else the object is refused. Whatever could
show again what was cut off, icons, overlays, private binary data and statistics, goes. Only kinds of images whose geometry is
known here are cut: tiled slides, segmentations, maps and doses are made of others, or point into them.
"""

from collections.abc import Iterable, Iterator, Sequence
from struct import pack

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import DataSet, Element, dictionary_vr
from curtain.outcome import Quarantine
from curtain.pixels.image import COLUMNS, ROWS
from curtain.pixels.kept import Kept
from curtain.rules.decide import Action
from curtain.rules.iod import Types
from curtain.transforms.changes import Changes, Path
from curtain.transforms.dummies import encode_text

_KINDS = frozenset(
    (
        "computed-radiography-image", "ct-image", "mr-image", "nuclear-medicine-image", "ultrasound-image",
        "ultrasound-multi-frame-image", "secondary-capture-image", "multi-frame-single-bit-secondary-capture-image",
        "multi-frame-grayscale-byte-secondary-capture-image", "multi-frame-grayscale-word-secondary-capture-image",
        "multi-frame-true-color-secondary-capture-image", "x-ray-angiographic-image", "x-ray-radiofluoroscopic-image", "rt-image",
        "positron-emission-tomography-image", "digital-x-ray-image", "digital-mammography-x-ray-image",
        "digital-intra-oral-x-ray-image", "vl-endoscopic-image", "vl-microscopic-image", "vl-slide-coordinates-microscopic-image",
        "vl-photographic-image", "dermoscopic-photography-image", "enhanced-mr-image", "enhanced-mr-color-image",
        "enhanced-ct-image", "enhanced-pet-image", "enhanced-xa-image", "enhanced-xrf-image", "enhanced-us-volume",
        "legacy-converted-enhanced-ct-image", "legacy-converted-enhanced-mr-image", "legacy-converted-enhanced-pet-image",
        "x-ray-3d-angiographic-image", "x-ray-3d-craniofacial-image", "breast-tomosynthesis-image",
        "breast-projection-x-ray-image", "ophthalmic-photography-8-bit-image", "ophthalmic-photography-16-bit-image",
        "ophthalmic-tomography-image",
    )
)  # fmt: skip
#: Those of a digital detector, whose field of view is what is stored in PixelData (C.8.11.4).
_OF_A_DETECTOR = frozenset(("digital-x-ray-image", "digital-mammography-x-ray-image", "digital-intra-oral-x-ray-image"))

_IMAGE_TYPE, _FRAME_TYPE, _DERIVATION_DESCRIPTION = 0x00080008, 0x00089007, 0x00082111
_SHARED_FUNCTIONAL_GROUPS, _PER_FRAME_FUNCTIONAL_GROUPS = 0x52009229, 0x52009230
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

#: In root data sets: statistics of all pixels; smallest and largest value, histogram.
_STATISTICS = (0x00280106, 0x00280107, 0x00280108, 0x00280109, 0x00603000)
#: FieldOfViewShape, -Dimensions, -Origin, -Rotation, -HorizontalFlip.
_FIELD_OF_VIEW = (0x00181147, 0x00181149, 0x00187030, 0x00187032, 0x00187034)
#: In functional groups: where the pixels lie on a detector, and where a frame lies in another image. All of them are optional.
_FIELD_OF_VIEW_SEQUENCE, _FRAME_LOCATION_SEQUENCE = 0x00189432, 0x00220031
_PIXEL_DATA_PROPERTIES_SEQUENCE, _RELATIVE_TO_FIELD_OF_VIEW = 0x00189443, (0x00187036, 0x00187038)
#: Of the whole picture: the angle that it covers, and where its centre lies on a slide.
_HORIZONTAL_FIELD_OF_VIEW, _CENTRE_ON_SLIDE = 0x0022000C, 0x0040071A
_SPATIAL_LOCATIONS_PRESERVED, _ICON_IMAGE_SEQUENCE = 0x0028135A, 0x00880200

#: Coordinates that cannot be followed: of tiles in a whole, of outlines, of regions that are shifted, of seams.
_UNFOLLOWED = frozenset(
    (0x00480006, 0x00480007, 0x0048021E, 0x0048021F, *range(0x00181630, 0x00181639), 0x00189503, 0x00520030, 0x00520033, 0x00520036)
)  # fmt: skip
#: GraphicAnnotationSequence and DisplayedAreaSelectionSequence, which have no place in an image.
_GRAPHICS = (0x00700001, 0x0070005A)
_BINARY = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN"))
#: A private value that is longer may be a picture, whatever its VR.
_LONG = 1024
_PIXELS = 0x7FE0
_FORMATS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}


def follow(dataset: DataSet, kept: Kept, types: Types, changes: Changes) -> list[str]:
    """Have a cleaned root data set say what holds of its cropped image; Rows and Columns are still those that it had.

    Parameters
    ----------
    kept
        What is left of each frame.
    types
        Of the attributes in its IOD.

    Returns
    -------
    list of str
        Plain sentences on what a person should know.

    Raises
    ------
    Quarantine
        `cannot-crop` for a kind of object that cannot be cut, or where something cannot follow.
    """
    if (sentence := why_not_crop(types)) is not None:
        raise _cannot(sentence)
    return _Follower(dataset, kept, types, changes).follow()


def why_not_crop(types: Types) -> str | None:
    """Why images of a kind are not cut; None where they are."""
    if types.name in _KINDS:
        return None
    return "Objects of this kind are not cropped: their pixels belong to those of other images. Use boxes instead."


def _cannot(sentence: str) -> Quarantine:
    return Quarantine("cannot-crop", sentence)


class _Follower:
    def __init__(self, root: DataSet, kept: Kept, types: Types, changes: Changes) -> None:
        self._root = root
        self._kept = kept
        self._rows, self._columns = root.ints(ROWS)[0], root.ints(COLUMNS)[0]
        self._types = types
        self._changes = changes
        self._notes: list[str] = []

    def follow(self) -> list[str]:
        self._nothing_more(self._root, ())
        if self._kept.top or self._kept.left:
            self._positions()
        self._regions()
        self._move_shapes(self._root, ())
        for path, group in self._groups():
            for tag in _SHAPES:
                for number, item in enumerate(group.items(tag), 1):
                    self._move_shapes(item, (*path, tag, number))
            self._drop(
                group, path, (_FIELD_OF_VIEW_SEQUENCE, _FRAME_LOCATION_SEQUENCE), "It points elsewhere than the pixels"
            )
            for number, item in enumerate(group.items(_PIXEL_DATA_PROPERTIES_SEQUENCE), 1):
                inside = (*path, _PIXEL_DATA_PROPERTIES_SEQUENCE, number)
                self._drop(item, inside, _RELATIVE_TO_FIELD_OF_VIEW, "The field of view is no longer told")
        self._drop(self._root, (), _STATISTICS, "It tells of pixels that were cut off")
        self._drop(self._root, (), _GRAPHICS, "It points into the uncropped image")
        if self._types.name in _OF_A_DETECTOR:
            self._drop(self._root, (), _FIELD_OF_VIEW, "It tells where all pixels lay on the detector")
        for tag in (_HORIZONTAL_FIELD_OF_VIEW, _CENTRE_ON_SLIDE):
            if tag in self._root.elements:
                self._without(self._root, (), tag)
        self._derived()
        return self._notes

    def _nothing_more(self, dataset: DataSet, path: Path) -> None:
        """Remove, at any depth, what could show the pixels that were cut off, and refuse what cannot follow."""
        for element in list(dataset):
            tag, inner = element.tag, (*path, element.tag)
            group = tag >> 16
            if tag in _UNFOLLOWED:
                raise _cannot("The object points into its image in a way that a crop cannot follow. Use boxes instead.")
            overlay = group >> 8 in (0x50, 0x60) and not group & 1
            private = group & 1 and element.items is None and (element.vr in _BINARY or element.length > _LONG)
            nested = path and group == _PIXELS
            if tag == _ICON_IMAGE_SEQUENCE or overlay or private or nested:
                self._drop(dataset, path, (tag,), "It could show what was cut off")
            elif tag == _SPATIAL_LOCATIONS_PRESERVED and dataset.text(tag) != "NO":
                self._put(
                    dataset,
                    path,
                    tag,
                    encode_text("CS", "NO"),
                    "Pixels of a cropped image lie elsewhere than in its source",
                )
            for number, item in enumerate(element.items or (), 1):
                if tag in dataset.elements:
                    self._nothing_more(item, (*inner, number))

    def _positions(self) -> None:
        root = self._root
        spacing = root.floats(_PIXEL_SPACING)
        detectors = root.items(_DETECTOR_INFORMATION_SEQUENCE)
        for path, place in (((), root), *_numbered((), _DETECTOR_INFORMATION_SEQUENCE, detectors)):
            self._move(place, path, _IMAGE_POSITION_PATIENT, place.floats(_IMAGE_ORIENTATION_PATIENT), spacing)
        axes = root.floats(_RT_IMAGE_ORIENTATION) or [1.0, 0.0, 0.0, 0.0, -1.0, 0.0]
        self._move(root, (), _RT_IMAGE_POSITION, axes, root.floats(_IMAGE_PLANE_PIXEL_SPACING))
        for macro, position, plane, orientation in _PLANES:
            for path, group in self._groups():
                axes = self._of_group(group, plane, orientation)
                spacing = self._of_group(group, _PIXEL_MEASURES_SEQUENCE, _PIXEL_SPACING)
                for inner, item in _numbered(path, macro, group.items(macro)):
                    self._move(item, inner, position, axes, spacing)

    def _of_group(self, group: DataSet, macro: int, tag: int) -> list[float]:
        """What holds for a functional group: its own, that of all, or, for the shared one, what all frames agree on."""
        shared = self._root.items(_SHARED_FUNCTIONAL_GROUPS)
        for place in (group, *shared):
            for item in place.items(macro):
                return item.floats(tag)
        if group not in shared:
            return []
        said = [
            item.floats(tag) for each in self._root.items(_PER_FRAME_FUNCTIONAL_GROUPS) for item in each.items(macro)
        ]
        return said[0] if said and all(each == said[0] for each in said) else []

    def _move(self, dataset: DataSet, path: Path, tag: int, axes: Sequence[float], spacing: Sequence[float]) -> None:
        """Move a position of the first pixel along rows and columns (C.7.6.2.1.1)."""
        element = dataset.get(tag)
        if element is None or element.is_empty:
            return
        position = dataset.floats(tag)
        if len(position) not in (2, 3) or len(axes) != 6 or len(spacing) != 2:
            self._without(dataset, path, tag)
            return
        across, down = self._kept.left * spacing[1], self._kept.top * spacing[0]
        moved = [at + across * axes[axis] + down * axes[3 + axis] for axis, at in enumerate(position)]
        self._put(
            dataset, path, tag, _encoded(element, moved, dataset.little), "The position of the first pixel that is left"
        )

    def _regions(self) -> None:
        """Clip ultrasound regions, whose reference pixel is told from their first one (C.8.5.5.1.14, C.8.5.5.1.16)."""
        element = self._root.get(_ULTRASOUND_REGIONS)
        if element is None or not element.items:
            return
        left, gone = [], 0
        for path, region in _numbered((), _ULTRASOUND_REGIONS, element.items):
            bounds = [region.ints(tag) for tag in (*_REGION_X[:2], *_REGION_Y[:2])]
            if not all(len(bound) == 1 for bound in bounds):
                raise _cannot(
                    "An ultrasound region does not say where it is, so it cannot follow a crop. Use boxes instead."
                )
            (x0,), (x1,), (y0,), (y1,) = bounds
            kept = self._kept
            if x0 >= kept.right or y0 >= kept.bottom or x1 < kept.left or y1 < kept.top:
                self._changes.removed_item(path, region, "The region lies outside of the crop")
                gone += 1
                continue
            left.append(region)
            self._clip(region, path, _REGION_X, (x0, x1), (kept.left, kept.right, self._columns))
            self._clip(region, path, _REGION_Y, (y0, y1), (kept.top, kept.bottom, self._rows))
        if gone:
            many = "An ultrasound region lies" if gone == 1 else f"{gone} ultrasound regions lie"
            self._notes.append(f"{many} outside of the crop and went, with the scale for measuring in there.")
        if left:
            self._root.elements[_ULTRASOUND_REGIONS] = Element(_ULTRASOUND_REGIONS, "SQ", items=left)
        else:
            self._drop(self._root, (), (_ULTRASOUND_REGIONS,), "All regions lie outside of the crop")

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
        element = dataset.get(tag)
        if element is not None and dataset.ints(tag) != [number]:
            self._put(
                dataset, path, tag, _encoded(element, [number], dataset.little), "The region in the cropped image"
            )

    def _move_shapes(self, dataset: DataSet, path: Path) -> None:
        for tag, axes in _COORDINATES.items():
            element, numbers = dataset.get(tag), dataset.ints(tag)
            if element is None or element.is_empty:
                continue
            if not numbers or len(numbers) % len(axes):
                self._without(dataset, path, tag)
                continue
            steps = {"x": self._kept.left, "y": self._kept.top}
            moved = [number - steps[axes[at % len(axes)]] for at, number in enumerate(numbers)]
            if moved != numbers:
                self._put(
                    dataset, path, tag, _encoded(element, moved, dataset.little), "Its place in the cropped image"
                )

    def _derived(self) -> None:
        """A cropped image is a derived one (C.7.6.1.1.2, C.12.4.1.1); CID 7203 has no code for it."""
        why = "Stamp (PS3.3 C.7.6.1.1.2): the image was cropped"
        self._first_value(self._root, (), _IMAGE_TYPE, why)
        for path, group in self._groups():
            for element in list(group):
                for inner, item in _numbered(path, element.tag, element.items or ()):
                    self._first_value(item, inner, _FRAME_TYPE, why)
        old = self._root.get(_DERIVATION_DESCRIPTION)
        said = old.value.rstrip(b" \0") + b"; " if old is not None and old.value and len(old.value) < 900 else b""
        # One word: a longer text may hold what is searched for, where an address has a single letter.
        text = said + b"Cropped"
        self._put(self._root, (), _DERIVATION_DESCRIPTION, text + b" " * (len(text) % 2), why, "ST")

    def _first_value(self, dataset: DataSet, path: Path, tag: int, why: str) -> None:
        element = dataset.get(tag)
        if element is None or not element.value:
            return
        values = element.value.rstrip(b" \0").split(b"\\")
        if values[0] != b"DERIVED":
            text = b"\\".join((b"DERIVED", *values[1:]))
            self._put(dataset, path, tag, text + b" " * (len(text) % 2), why)

    def _groups(self) -> Iterator[tuple[Path, DataSet]]:
        for tag in (_SHARED_FUNCTIONAL_GROUPS, _PER_FRAME_FUNCTIONAL_GROUPS):
            yield from _numbered((), tag, self._root.items(tag))

    def _without(self, dataset: DataSet, path: Path, tag: int) -> None:
        """Remove or empty what cannot follow, as its type allows. Raises Quarantine where it does not."""
        kind = self._types.strictest(keyword_for_tag(tag), keyword_for_tag(path[-2]) if path else "")
        if kind == "3":
            self._drop(dataset, path, (tag,), "It cannot follow the crop")
        elif kind in ("2", "2C"):
            old = dataset.elements[tag]
            new = Element(tag, old.vr, b"") if old.items is None else Element(tag, "SQ", items=[])
            dataset.elements[tag] = new
            self._changes.note((*path, tag), (old, dataset), (new, dataset), Action.EMPTY, "It cannot follow the crop")
        else:
            raise _cannot(
                "The position of the image cannot follow a crop: the header does not say enough. Use boxes instead."
            )

    def _drop(self, dataset: DataSet, path: Path, tags: Iterable[int], why: str) -> None:
        for tag in tags:
            old = dataset.elements.pop(tag, None)
            if old is not None:
                self._changes.note((*path, tag), (old, dataset), None, Action.REMOVE, why)
                self._changes.removed_items((*path, tag), old, why)

    def _put(self, dataset: DataSet, path: Path, tag: int, value: bytes, why: str, vr: str = "") -> None:
        old = dataset.get(tag)
        new = Element(tag, vr or (old.vr if old is not None else dictionary_vr(tag)), value)
        dataset.elements[tag] = new
        before = None if old is None else (old, dataset)
        self._changes.note((*path, tag), before, (new, dataset), Action.REPLACE if old else Action.ADD, why)


def _numbered(path: Path, tag: int, items: Iterable[DataSet]) -> Iterator[tuple[Path, DataSet]]:
    """Items with their paths."""
    for number, item in enumerate(items, 1):
        yield (*path, tag, number), item


def _encoded(element: Element, numbers: Sequence[float], little: bool) -> bytes:
    """Numbers as a value of this element."""
    vr = element.vr if element.vr != "UN" else dictionary_vr(element.tag)
    if vr in _FORMATS:
        letter = _FORMATS[vr]
        whole = letter not in "fd"
        return pack(
            f"{'<' if little else '>'}{len(numbers)}{letter}", *(int(each) if whole else each for each in numbers)
        )
    return encode_text(vr, "\\".join(_decimal(number) for number in numbers))


def _decimal(number: float) -> str:
    """The closest decimal string of 16 characters (PS3.5 6.2)."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    return next(text for digits in range(16, 0, -1) if len(text := f"{number:.{digits}g}") <= 16)
