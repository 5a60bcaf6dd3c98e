"""What refers to what: by the new identifiers, so that the counts can stand in a report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import DataSet
from curtain.scan import SERIES_INSTANCE_UID, STUDY_INSTANCE_UID

_REFERENCED_SOP_INSTANCE_UID = 0x00081155
_REFERENCES = (_REFERENCED_SOP_INSTANCE_UID, SERIES_INSTANCE_UID, STUDY_INSTANCE_UID)


def references_of(dataset: DataSet) -> dict[str, list[str]]:
    """The UIDs of objects, series and studies that a cleaned data set names in its sequences.

    Each once, by the keyword of the innermost sequence in which it stands (`ReferencedImageSequence`).
    """
    found: dict[str, set[str]] = defaultdict(set)
    _collect(dataset, found)
    return {name: sorted(uids) for name, uids in sorted(found.items())}


def _collect(dataset: DataSet, found: dict[str, set[str]]) -> None:
    for element in dataset:
        if not element.items:
            continue
        name = keyword_for_tag(element.tag) or f"({element.tag >> 16:04X},{element.tag & 0xFFFF:04X})"
        for item in element.items:
            for tag in _REFERENCES:
                if uid := item.text(tag):
                    found[name].add(uid)
            _collect(item, found)


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
