"""Where an ultrasound image shows tissue, flow or a trace, by its SequenceOfUltrasoundRegions (PS3.3 C.8.5.5): text stands outside."""

from curtain.files.dataset import DataSet
from curtain.places.area import Rectangle, bounds, without
from curtain.places.proposal import Proposal, Source

_REGIONS = 0x00186011
_SPATIAL_FORMAT, _DATA_TYPE, _FLAGS = 0x00186012, 0x00186014, 0x00186016
_MIN_X0, _MIN_Y0, _MAX_X1, _MAX_Y1 = 0x00186018, 0x0018601A, 0x0018601C, 0x0018601E
#: 2D, M-mode, spectral and waveform; 0 is none and 5 graphics.
_SHOWS = frozenset((1, 2, 3, 4))
#: None, grey bar and colour bar. All others are tissue, flow, Doppler, traces of the heart and other measurements.
_NO_PICTURE = frozenset((0x00, 0x0D, 0x0E))
#: Of RegionFlags: the region gives way where another one lies over it.
_LOW_PRIORITY = 1
#: No scanner writes more; each costs time with each other.
_MOST = 64


def scan_areas(dataset: DataSet, rows: int, columns: int) -> list[Rectangle]:
    """The areas that show a picture or a trace, as rectangles that do not overlap; none where the object does not say.

    A region without all of its corners, turned over or outside of the image is none. Where something that is no picture (graphics)
    lies over a region that gives way to it, that part is no scan area.
    """
    image = Rectangle(0, 0, columns, rows)
    shown: list[tuple[Rectangle, bool]] = []
    over: list[Rectangle] = []
    for item in dataset.items(_REGIONS)[:_MOST]:
        place = _place(item, image)
        if place is None:
            continue
        gives_way = bool(next(iter(item.ints(_FLAGS)), 0) & _LOW_PRIORITY)
        if _is_picture(item):
            shown.append((place, gives_way))
        elif not gives_way:
            over.append(place)
    parts = [part for place, gives_way in shown for part in without([place], over if gives_way else [])]
    return without(parts, [])


def outside_scan_areas(dataset: DataSet, rows: int, columns: int) -> list[Proposal]:
    """Everything outside of the scan areas: as one rectangle to keep where they fill one, else in rectangles to blank."""
    areas = scan_areas(dataset, rows, columns)
    image = Rectangle(0, 0, columns, rows)
    rest = without([image], areas)
    if not areas or not rest:
        return []
    around = bounds(areas)
    keep = not without([around], areas)
    why = (
        "The header says where the picture is. Everything outside of it would be blanked."
        if keep
        else "The header says where the pictures and traces are. This lies outside of them."
    )
    return [
        Proposal(each.left, each.top, each.right - each.left, each.bottom - each.top, why, Source.ULTRASOUND, keep)
        for each in ([around] if keep else rest)
    ]


def corners(item: DataSet) -> tuple[int, int, int, int] | None:
    """The corners of a region as they are written: x and y at the top left, x and y at the bottom right; None where one is missing."""
    found = [item.ints(tag)[:1] for tag in (_MIN_X0, _MIN_Y0, _MAX_X1, _MAX_Y1)]
    return (found[0][0], found[1][0], found[2][0], found[3][0]) if all(found) else None


def _is_picture(item: DataSet) -> bool:
    formats, types = item.ints(_SPATIAL_FORMAT), item.ints(_DATA_TYPE)
    if formats and formats[0] not in _SHOWS:
        return False
    if types:
        return types[0] not in _NO_PICTURE
    return bool(formats)


def _place(item: DataSet, image: Rectangle) -> Rectangle | None:
    found = corners(item)
    if found is None:
        return None
    left, top, right, bottom = found
    # Both corners are part of the region.
    place = Rectangle(left, top, right + 1, bottom + 1)
    if place.is_empty:
        return None
    place = place.within(image)
    return None if place.is_empty else place
