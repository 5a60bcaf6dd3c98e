"""What scripts for pixels say of an object: the regions of the first signature that holds, or the coordinates of all filters that do."""

from collections.abc import Iterator

from curtain.files.dataset import DataSet
from curtain.places.area import Rectangle, without
from curtain.places.proposal import Proposal, Source
from curtain.places.ultrasound import corners
from curtain.scripts.pixel_filter import Coordinates, Group, is_recipe, read_pixel_filter
from curtain.scripts.pixel_script import read_pixel_script
from curtain.scripts.report import ScriptError

#: Rectangles of filters that are reckoned with in one image: nobody looks at more.
_MOST = 200


def from_scripts(scripts: tuple[str, ...], dataset: DataSet, rows: int, columns: int) -> list[Proposal]:
    """The proposals of all scripts for a source of this size. One that cannot be read (`curtain.scripts.check` tells) has none."""
    found: list[Proposal] = []
    for number, text in enumerate(scripts, 1):
        which = f" of script {number}" if len(scripts) > 1 else ""
        try:
            found += (from_recipe if is_recipe(text) else from_signatures)(text, dataset, rows, columns, which)
        except ScriptError:
            continue
    return found


def from_signatures(text: str, dataset: DataSet, rows: int, columns: int, which: str = "") -> list[Proposal]:
    """The regions of the first signature of CTP's that holds.

    x and y below 0 count from the right and from the bottom, and what reaches beyond the image is cut off. The row below a
    region is part of it: so CTP blanks them. Raises ScriptError.
    """
    signature = read_pixel_script(text).matching(dataset)
    if signature is None:
        return []
    why = f"Signature {signature.number}{which} (line {signature.line}) holds for this object."
    found = []
    for x, y, width, height in signature.regions:
        left, top = (max(x + columns, 0) if x < 0 else x), (max(y + rows, 0) if y < 0 else y)
        place = Rectangle(left, top, min(left + width, columns), min(min(top + height, rows) + 1, rows))
        # A height below 0 is none, and one of 0 is the one row.
        if height >= 0 and not place.is_empty:
            found.append(_proposal(place, why, Source.CTP))
    return found


def from_recipe(text: str, dataset: DataSet, rows: int, columns: int, which: str = "") -> list[Proposal]:
    """What the filters that hold blank, without what a later line keeps; as one rectangle to keep where that is all. Raises ScriptError."""
    image = Rectangle(0, 0, columns, rows)
    said = [
        (group, each.keep, place)
        for group in read_pixel_filter(text).matching(dataset)
        for each in group.coordinates
        for place in _places(each, dataset, image)
        if not place.is_empty
    ][:_MOST]
    blanked = [
        (group, place, [later for _, keep, later in said[at + 1 :] if keep])
        for at, (group, keep, place) in enumerate(said)
        if not keep
    ]
    if len(blanked) == 1 and blanked[0][1] == image and len(blanked[0][2]) == 1:
        (group, _, (kept,)) = blanked[0]
        return [] if kept == image else [_proposal(kept, _why(group, which), Source.DEID, keep=True)]
    return [
        _proposal(part, _why(group, which), Source.DEID)
        for group, place, kept in blanked
        for part in (without([place], kept) if kept else [place])
    ]


def _why(group: Group, which: str) -> str:
    return f"The filter{which} in line {group.line} holds for this object."


def _proposal(place: Rectangle, why: str, source: Source, keep: bool = False) -> Proposal:
    return Proposal(place.left, place.top, place.right - place.left, place.bottom - place.top, why, source, keep)


def _places(each: Coordinates, dataset: DataSet, image: Rectangle) -> Iterator[Rectangle]:
    if each.field is not None:
        for item in dataset.items(each.field.tag)[:_MOST]:
            found = corners(item)
            if found is not None:
                # Unlike in the standard, the corner at the bottom right is no part of it there.
                yield _sliced(found, image)
    else:
        yield image if each.box is None else _sliced(each.box, image)


def _sliced(box: tuple[int, int, int, int], image: Rectangle) -> Rectangle:
    """A box whose edges are taken as Python takes those of slices."""
    left, right, _ = slice(box[0], box[2]).indices(image.right)
    top, bottom, _ = slice(box[1], box[3]).indices(image.bottom)
    return Rectangle(left, top, right, bottom)
