"""How a script names an element: `PatientID`, `this`, `00100020`, `[0010,0020]`, `0009[CREATOR]02`, `root:` and `::` in front."""

import re
from functools import lru_cache
from typing import NamedTuple

from pydicom.datadict import tag_for_keyword

from curtain.files.dataset import DataSet, Element, decode, dictionary_vr
from curtain.rules.private import plain

_TAG = re.compile(r"([0-9A-Fa-f]{4}),? ?([0-9A-Fa-f]{4})")
_PRIVATE = re.compile(r"([0-9A-Fa-f]{1,4}),?\[(.{1,64})\]([0-9A-Fa-f]{2})")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{1,80}")
#: Names of CTP's dictionary that are none of PS3.6's, as far as scripts use them.
_OTHER_NAMES = {
    "OperatorName": "OperatorsName",
    "PhysicianOfRecord": "PhysiciansOfRecord",
    "NameOfPhysicianReadingStudy": "NameOfPhysiciansReadingStudy",
    "AdmittingDiagnosisDescription": "AdmittingDiagnosesDescription",
    "SoftwareVersion": "SoftwareVersions",
    "AcquisitionDatetime": "AcquisitionDateTime",
    "PatientOtherIDs": "OtherPatientIDs",
}
_DEEPEST = 8
#: What stands in groups before this one is no part of the data set.
_FIRST_GROUP = 8


class Step(NamedTuple):
    """One element; of a private one the tag without its block."""

    tag: int
    creator: str = ""


class Reference(NamedTuple):
    """An element: from the root or from the data set at hand, through the first items of sequences. No steps: `this`."""

    root: bool
    steps: tuple[Step, ...]


@lru_cache(maxsize=2048)
def reference(text: str) -> Reference | None:
    """What a name means, None where it means nothing."""
    text = text.strip()
    root = text.startswith("root:")
    text = text.removeprefix("root:")
    if text.strip() in ("this", ""):
        return None if root else Reference(False, ())
    parts = text.split("::")
    steps = [_step(part) for part in parts]
    if len(parts) > _DEEPEST or None in steps or any(step.tag >> 16 < _FIRST_GROUP for step in steps):
        return None
    if any(dictionary_vr(step.tag) != "SQ" for step in steps[:-1]):
        return None
    return Reference(root, tuple(steps))


def step(text: str) -> Step | None:
    """One element by tag or name; None where there is none."""
    return _step(text)


def find(named: Reference, this: int, dataset: DataSet, root: DataSet) -> tuple[Element | None, DataSet]:
    """An element that is named, None where it is absent, and the data set that holds it."""
    held = root if named.root else dataset
    if not named.steps:
        return held.get(this), held
    for each in named.steps[:-1]:
        items = held.items(_tag(each, held))
        if not items:
            return None, held
        held = items[0]
    return held.get(_tag(named.steps[-1], held)), held


def text_of(element: Element, dataset: DataSet) -> str | None:
    """All values of an element, with strokes backwards between them; None where it holds no text and no number."""
    if element.items is not None or element.fragments is not None or (element.value is None and element.length):
        return None
    if not element.value:
        return ""
    if element.vr in ("ST", "LT", "UT"):
        return decode(element.value, dataset.charset).strip(" \0")
    return "\\".join(dataset.texts(element.tag))


def _step(text: str) -> Step | None:
    text = text.strip()
    if len(text) > 2 and text[0] + text[-1] in ("()", "[]"):
        text = text[1:-1].strip()
    number = _TAG.fullmatch(text)
    if number:
        return Step(int(number[1] + number[2], 16))
    private = _PRIVATE.fullmatch(text)
    if private:
        group = int(private[1], 16)
        return Step(group << 16 | int(private[3], 16), plain(private[2])) if group % 2 and group > 8 else None
    if not _NAME.fullmatch(text):
        return None
    name = _OTHER_NAMES.get(text, text)
    tag = tag_for_keyword(name)
    if tag is None and name.endswith("Seq"):
        tag = tag_for_keyword(f"{name}uence")
    if tag is None and name.startswith("Ref"):
        tag = tag_for_keyword(f"Referenced{name[3:]}") or tag_for_keyword(f"Referenced{name[3:]}uence")
    return Step(tag) if tag is not None else None


def _tag(each: Step, dataset: DataSet) -> int:
    """The whole tag of an element in a data set, with the block that its creator has there; 0 where it has none."""
    if not each.creator:
        return each.tag
    group = each.tag & 0xFFFF0000
    for block in range(0x10, 0x100):
        creator = dataset.get(group | block)
        if creator is not None and plain(dataset.text(group | block)) == each.creator:
            return group | block << 8 | each.tag & 0xFF
    return 0
