"""What refers to what: by the new identifiers, so that all of it can stand in a report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import DataSet
from curtain.rules.iod import iod_of
from curtain.scan import SERIES_INSTANCE_UID, SOP_CLASS_UID, STUDY_INSTANCE_UID

#: Classes of the standard begin so; those without an IOD of their own are not stored.
_STANDARD = "1.2.840.10008."
_REFERENCED_SOP_CLASS_UID, _REFERENCED_SOP_INSTANCE_UID = 0x00081150, 0x00081155
_VALUE_TYPE, _OPHTHALMIC_FRAME_LOCATION_SEQUENCE = 0x0040A040, 0x00220031
#: Kinds of objects whose pixels, graphics or displayed areas lie in the pixels of those that they refer to.
_BY_PIXELS = ("presentation-state", "segmentation", "parametric-map", "spatial-fiducials", "stereometric-relationship")

DISPLACED = (
    "It points by pixel coordinates into an image of this case that was cropped: what it marks or shows there has moved. "
    "Leave it out, or do not crop the image."
)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not in the case although objects of it refer to it.

    Attributes
    ----------
    uid
        The new one.
    attributes
        The sequences in which it is named.
    objects
        How many objects name it.
    """

    uid: str
    attributes: tuple[str, ...]
    objects: int


def references_of(dataset: DataSet) -> dict[str, list[str]]:
    """The UIDs of objects, series and studies that a cleaned data set names in its sequences.

    Each once, by the keyword of the innermost sequence in which it stands (`ReferencedImageSequence`). The series and the
    study of an object that is named are no references of their own; procedure steps and the like are never in a case.
    """
    found: dict[str, set[str]] = defaultdict(set)
    _collect(dataset, found)
    return {name: sorted(uids) for name, uids in sorted(found.items())}


def _collect(dataset: DataSet, found: dict[str, set[str]]) -> bool:
    """Add what the items of a data set name; True where there is something."""
    named = False
    for element in dataset:
        if not element.items:
            continue
        name = keyword_for_tag(element.tag) or f"({element.tag >> 16:04X},{element.tag & 0xFFFF:04X})"
        for item in element.items:
            named |= _in_item(item, name, found)
    return named


def _in_item(item: DataSet, name: str, found: dict[str, set[str]]) -> bool:
    inside = _collect(item, found)
    sop_class, uid = item.text(_REFERENCED_SOP_CLASS_UID), item.text(_REFERENCED_SOP_INSTANCE_UID)
    if uid:
        if not sop_class.startswith(_STANDARD) or iod_of(sop_class):
            found[name].add(uid)
        return True
    for uid in () if inside else filter(None, (item.text(SERIES_INSTANCE_UID), item.text(STUDY_INSTANCE_UID))):
        found[name].add(uid)
        return True
    return inside


def points_by_pixels(dataset: DataSet) -> bool:
    """True where a data set points into other images by their pixel coordinates, which a crop of those moves."""
    return any(kind in iod_of(dataset.text(SOP_CLASS_UID)) for kind in _BY_PIXELS) or _has_coordinates(dataset)


def _has_coordinates(dataset: DataSet) -> bool:
    """Content items with coordinates in an image (PS3.3 C.18.6), or the place of a frame in another one (C.8.17.10.1)."""
    if dataset.text(_VALUE_TYPE) == "SCOORD":
        return True
    return any(
        element.tag == _OPHTHALMIC_FRAME_LOCATION_SEQUENCE or any(map(_has_coordinates, element.items))
        for element in dataset
        if element.items
    )


class Pointer(NamedTuple):
    """What has to be known of an object of a case to tell which others a crop displaces."""

    uid: str
    points_by_pixels: bool
    is_cropped: bool
    references: Mapping[str, Iterable[str]]


def displaced(objects: Iterable[Pointer]) -> set[str]:
    """The UIDs of those objects that point by pixel coordinates into others that were cropped."""
    known = list(objects)
    cropped = {each.uid for each in known if each.is_cropped}
    return {
        each.uid
        for each in known
        if each.points_by_pixels and any(uid in cropped for uids in each.references.values() for uid in uids)
    }


def count(instances: Iterable[tuple[Iterable[str], Mapping[str, Iterable[str]]]]) -> dict[str, tuple[int, int]]:
    """How many references lead to something in the case, and how many out of it, by the attribute that holds them.

    Parameters
    ----------
    instances
        Of each object its own UIDs (instance, series, study) and its `references_of`.
    """
    objects = [(tuple(own), references) for own, references in instances]
    known = {uid for own, _ in objects for uid in own}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, references in objects:
        for name, uids in references.items():
            for uid in uids:
                counts[name][uid not in known] += 1
    return {name: (inside, outside) for name, (inside, outside) in counts.items()}


def missing(instances: Iterable[tuple[Iterable[str], Mapping[str, Iterable[str]]]]) -> list[Missing]:
    """What the objects of a case refer to and the case does not have, each once; `instances` as in `count`."""
    objects = [(frozenset(own), references) for own, references in instances]
    known = frozenset(uid for own, _ in objects for uid in own)
    named: dict[str, tuple[set[str], list[int]]] = defaultdict(lambda: (set(), []))
    for number, (_, references) in enumerate(objects):
        for name, uids in references.items():
            for uid in set(uids) - known:
                attributes, who = named[uid]
                attributes.add(name)
                who.append(number)
    return [Missing(uid, tuple(sorted(attributes)), len(set(who))) for uid, (attributes, who) in sorted(named.items())]
