"""The answer key of the planted case: what has to become of each element, by the tables of the standard.

The options are those that research collections are de-identified with: the Basic Profile (113100) with Clean Pixel Data,
Clean Descriptors, Modified Dates, Patient Characteristics, Device Identity and Safe Private (113101, 113105, 113107,
113108, 113109, 113111). Nothing here imports the engine, and no expected value comes from its output.

Actions and categories are those of MIDI-B. Its scorer does not say what sets the two categories of HIPAA apart; here
`hipaa.z` is a value that goes as a whole, `hipaa.m` identity in the middle of a text. `dicom.safe` is the standard's table of
safe private attributes, `tcia.ptkb` what is known of private elements, `tcia.p15` a row of Table E.1-1, `tcia.rev` what a
reviewer keeps because no table names it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Any

from pydicom.datadict import dictionary_has_tag, keyword_for_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.uid import UID_dictionary

from scoreboard.reading import Read, read
from scoreboard.sheet import Sheet, creator, inside, step
from scoreboard.tables import SafeRow, confidentiality, safe_rows, types
from scoreboard.texts import Told
from scoreboard.words import words

#: Columns of Table E.1-1 by option, in the order in which a later one gives way (dates before device: the stricter wins).
_OPTIONS = {
    "rtn_long_modif": "113107 Modified Dates",
    "rtn_pat_chars": "113108 Patient Characteristics",
    "rtn_dev_id": "113109 Device Identity",
    "clean_desc": "113105 Clean Descriptors",
}
_BASIC, _SAFE_PRIVATE = "113100 Basic Profile", "113111 Safe Private"
_PIXELS, _UNLISTED = "113101 Clean Pixel Data", "not in any table"


class _Fate(Enum):
    """What a row of the tables means for an element under these options."""

    KEEP = auto()
    CLEAN = auto()
    DATE = auto()
    UID = auto()
    REMOVE = auto()
    #: X/Z/U*: by the type of the attribute.
    REFERENCES = auto()
    #: Nothing is asked but what identifies.
    LEAVE = auto()


#: Stands for the keyword of a private sequence, in which no IOD requires anything.
_PRIVATE = "private"
_TEXTS = frozenset({"AE", "AS", "CS", "DS", "IS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"})
#: Unlisted elements of these VRs may go (the table says itself that it can be extended by VR): only what identifies is asked for.
_PRONE = frozenset({"AE", "LT", "ST", "TM", "UR", "UT"})
#: Attributes that a de-identifier writes itself, or may say in other words.
_ITS_OWN = frozenset({"SpecificCharacterSet", "BurnedInAnnotation"})
#: The oldest age that is told (45 CFR 164.514(b)(2)(i)(C)).
_OLDEST = 90

_EVERYWHERE = {"SOPClassUID": "1", "Modality": "1"}
_IMAGES = dict.fromkeys(
    ("SamplesPerPixel", "PhotometricInterpretation", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit"), "1"
) | {"PixelRepresentation": "1", "PixelData": "1"}  # fmt: skip
_SLICES = dict.fromkeys(("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing"), "1") | {
    "SliceThickness": "2"
}
#: Types of attributes outside Table E.1-1 (PS3.3 A.2 ff.), for the kinds of objects that are planted.
_REQUIRED = {
    "CT": _SLICES | {"ImageType": "1", "RescaleIntercept": "1", "RescaleSlope": "1", "KVP": "2", "AcquisitionNumber": "2"},
    "MR": _SLICES | {"ImageType": "1", "ScanningSequence": "1", "SequenceVariant": "1", "ScanOptions": "2", "EchoTime": "2"},
    "PT": _SLICES | {"ImageType": "1", "Units": "1", "CorrectedImage": "2", "DecayCorrection": "1", "SeriesType": "1"},
    "DX": {"ImageType": "1", "PresentationIntentType": "1", "PixelIntensityRelationship": "1", "BurnedInAnnotation": "1",
           "DetectorType": "2", "ImageLaterality": "1"},
    "MG": {"ImageType": "1", "PresentationIntentType": "1", "OrganExposed": "1", "BurnedInAnnotation": "1", "ViewCodeSequence": "1"},
    "CR": {"BodyPartExamined": "2", "ViewPosition": "2"},
    "US": {"ImageType": "2", "LossyImageCompression": "1C"},
    "SR": {"CompletionFlag": "1", "VerificationFlag": "1", "ValueType": "1", "ConceptNameCodeSequence": "1"},
    "SEG": {"SegmentationType": "1", "ContentLabel": "1", "SegmentSequence": "1", "NumberOfFrames": "1", "ContentDescription": "2"},
    "RTSTRUCT": {"StructureSetROISequence": "1", "ROIContourSequence": "1", "RTROIObservationsSequence": "1"},
}  # fmt: skip

_LETTERS_ONLY = re.compile(r"[^\W\d_]{2,}")

Categories = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One question to one output file.

    Attributes
    ----------
    number
        The planted object.
    text
        What has to be there, or not; the old UID, date or id; the digest of the pixels.
    categories
        MIDI-B's categories, each with its label.
    basis
        The part of the profile that the answer rests on.
    box
        Columns and rows of burned-in text: left, top, width, height.
    """

    number: int
    action: str
    path: str
    keyword: str
    text: str
    categories: Categories
    basis: str
    box: tuple[int, int, int, int] | None = None

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self) | {"categories": dict(self.categories)}


def checks(sheet: Sheet, path: Path) -> list[Check]:
    """All questions about a planted object; `path` is the file that it was written to."""
    return list(_Answers(sheet, read(path)).all())


@cache
def _safe() -> dict[tuple[int, int, str], SafeRow]:
    return {(row.group, row.low_byte, row.creator.lower()): row for row in safe_rows()}


class _Answers:
    """The questions about one object."""

    def __init__(self, sheet: Sheet, source: Read) -> None:
        self._sheet = sheet
        self._source = source
        root = sheet.dataset
        self._name = frozenset(_LETTERS_ONLY.findall(str(root.get("PatientName", "")).lower()))
        self._types = types(root.SOPClassUID) | _EVERYWHERE | _REQUIRED[root.Modality]
        if "PixelData" in root:
            self._types |= _IMAGES

    def all(self) -> Iterator[Check]:
        yield from self._group_2()
        yield from self._dataset(self._sheet.dataset, "", "", False, _UNLISTED)
        yield from self._pixels()

    def _check(
        self, action: str, path: str, keyword: str, text: str, basis: str, *categories: tuple[str, str]
    ) -> Check:
        return Check(self._source.number, action, path, keyword, text, categories, basis)

    def _group_2(self) -> Iterator[Check]:
        """Replaced by the de-identifier's own (E.1.1)."""
        for element in self._sheet.dataset.file_meta:
            path, text = f"<({element.tag.group:04x},{element.tag.element:04x})>", str(element.value)
            if element.keyword == "MediaStorageSOPInstanceUID":
                yield from self._uid(path, element.keyword, text, _BASIC)
            elif element.keyword in ("SourceApplicationEntityTitle", "ImplementationVersionName"):
                yield self._check("text_removed", path, element.keyword, text, _BASIC, ("tcia.p15", "E.1.1"))

    def _pixels(self) -> Iterator[Check]:
        path = "<(7fe0,0010)>"
        for left, top, width, height, text in self._sheet.boxes:
            yield Check(
                self._source.number, "pixels_hidden", path, "PixelData", text, (("hipaa.m", "HIPAA-A"),), _PIXELS, (left, top, width, height)
            )  # fmt: skip
        if self._source.pixels and not self._sheet.boxes:
            label = ("tcia.p15", "TCIA-P15-PIX-K")
            yield self._check("pixels_retained", path, "PixelData", self._source.pixels, _PIXELS, label)

    def _dataset(self, dataset: Dataset, above: str, parent: str, removed: bool, basis: str) -> Iterator[Check]:
        """Questions about a data set at a path; `removed` where it stands in a sequence that has to go."""
        for element in dataset:
            tag = element.tag
            if tag.is_private_creator or element.keyword == "PixelData":
                continue
            path = above + step(dataset, element)
            fate, why, labels = self._fate(dataset, element, removed)
            why = basis if why == _UNLISTED else why
            name = f"{parent}/{element.keyword}" if parent else element.keyword
            kind = self._types.get(name, "3")
            yield from self._presence(path, element, fate, kind, removed)
            if fate is _Fate.REFERENCES:
                # Kept with new UIDs only where the IOD requires it (Table E.1-1a).
                fate, labels = (_Fate.KEEP if kind in ("1", "1C") else _Fate.REMOVE), ()
            if element.VR == "SQ":
                for number, child in enumerate(element.value):
                    yield from self._dataset(
                        child, inside(path, number), element.keyword or _PRIVATE, removed or fate is _Fate.REMOVE, why
                    )
            elif not element.is_empty:
                told = self._sheet.notes.get((id(dataset), tag))
                yield from self._value(path, element, fate, why, labels, told, removed)

    def _fate(self, dataset: Dataset, element: DataElement, removed: bool) -> tuple[_Fate, str, Categories]:
        tag, row = element.tag, confidentiality().get(element.tag)
        if removed:
            return _Fate.REMOVE, _BASIC, ()
        if tag.is_private:
            return self._private(dataset, element)
        if tag.group & 0xFF00 in (0x5000, 0x6000) or not dictionary_has_tag(tag):
            return _Fate.REMOVE, _BASIC, ()
        if element.keyword == "CodeMeaning" and str(dataset.get("CodingSchemeDesignator", "")).startswith("99"):
            # A scheme of somebody's own (PS3.16 8): its meanings are descriptions that somebody typed.
            return _Fate.CLEAN, _OPTIONS["clean_desc"], (("tcia.rev", "local code"),)
        if row is None:
            if element.VR == "PN":
                return _Fate.REMOVE, _BASIC, ()
            if element.VR in ("DA", "DT"):
                return _Fate.DATE, _UNLISTED, ()
            if element.VR == "UI":
                return _Fate.UID, _UNLISTED, ()
            return (_Fate.LEAVE if element.VR in _PRONE else _Fate.KEEP), _UNLISTED, (("tcia.rev", "unlisted"),)
        for column, option in _OPTIONS.items():
            label = (("tcia.p15", f"E.1-1 {row['basic']}, {option}"),)
            if row[column] == "K":
                return _Fate.KEEP, option, label
            if row[column] == "C" and column == "rtn_long_modif":
                return (
                    (_Fate.KEEP if element.VR == "TM" else _Fate.LEAVE if element.VR == "SH" else _Fate.DATE),
                    option,
                    label,
                )
            if row[column] == "C" and column == "rtn_dev_id":
                # Titles of application entities: nothing of one can stay.
                return _Fate.REMOVE, option, label
            if row[column] == "C":
                return _Fate.CLEAN, option, (*label, ("tcia.rev", "text"))
        special = {"U": _Fate.UID, "X/Z/U*": _Fate.REFERENCES}
        return special.get(row["basic"], _Fate.REMOVE), _BASIC, (("tcia.p15", f"E.1-1 {row['basic']}"),)

    def _private(self, dataset: Dataset, element: DataElement) -> tuple[_Fate, str, Categories]:
        owner = creator(dataset, element)
        row = _safe().get((element.tag.group, element.tag.element & 0xFF, owner.lower()))
        if row is None:
            return _Fate.REMOVE, _BASIC, (("tcia.ptkb", owner),)
        fate = {"UI": _Fate.UID, "DA": _Fate.DATE, "DT": _Fate.DATE, "PN": _Fate.REMOVE}.get(element.VR, _Fate.KEEP)
        return fate, _SAFE_PRIVATE, (("dicom.safe", owner), ("tcia.ptkb", owner))

    def _presence(self, path: str, element: DataElement, fate: _Fate, kind: str, removed: bool) -> Iterator[Check]:
        row = confidentiality().get(element.tag)
        goes = fate is _Fate.REMOVE and (row is None or row["basic"] == "X")
        if removed or goes or kind == "3" or (element.keyword in _ITS_OWN and kind == "2"):
            return
        # A condition of the IOD presumably held where the attribute is there.
        required = kind in ("1", "1C") and not element.is_empty and not (element.VR == "SQ" and not element.value)
        action = "text_notnull" if required else "tag_retained"
        yield self._check(action, path, element.keyword, "", _BASIC, ("dicom.iod", f"type {kind}"))

    def _value(
        self,
        path: str,
        element: DataElement,
        fate: _Fate,
        why: str,
        labels: Categories,
        told: Told | None,
        removed: bool,
    ) -> Iterator[Check]:
        keyword, text = element.keyword or path.rsplit("]", 1)[-1], self._source.values[path]
        if keyword in _ITS_OWN:
            return
        if fate is _Fate.UID or (fate is _Fate.REMOVE and element.VR == "UI"):
            yield from self._uid(path, keyword, text, why, goes=fate is _Fate.REMOVE)
        elif fate is _Fate.DATE:
            yield from self._date(path, keyword, text, why, labels)
        elif told is not None:
            yield from self._told(path, keyword, fate, why, labels, told)
        elif fate is _Fate.REMOVE:
            yield from self._removed(path, element, keyword, text, why, labels, removed)
        elif keyword == "PatientAge" and int(text[:3]) >= _OLDEST and text.endswith("Y"):
            yield self._check("text_removed", path, keyword, text, why, ("hipaa.z", "HIPAA-C"), *labels)
            yield self._check("text_retained", path, keyword, f"{_OLDEST:03}Y", why, *labels)
        elif fate in (_Fate.KEEP, _Fate.CLEAN) and not (self._sheet.boxes and element.tag.group == 0x0028):
            # A redaction may store the pixels in another form, and says so in group 0028.
            yield self._check("text_retained", path, keyword, text, why, *labels)

    def _uid(self, path: str, keyword: str, text: str, why: str, goes: bool = False) -> Iterator[Check]:
        if text in UID_dictionary:
            if not goes:
                yield self._check("text_retained", path, keyword, text, _UNLISTED, ("tcia.rev", "the standard's own"))
            return
        yield self._check("uid_changed", path, keyword, text, why, ("hipaa.z", "HIPAA-R"))
        yield self._check("uid_consistent", path, keyword, text, why, ("dicom.p15", "DICOM-P15-BASIC-U"))

    def _date(self, path: str, keyword: str, text: str, why: str, labels: Categories) -> Iterator[Check]:
        for value in text.split("\\"):
            yield self._check("date_shifted", path, keyword, value[:8], why, ("hipaa.z", "HIPAA-C"))
        if labels:
            yield self._check("text_notnull", path, keyword, "", why, *labels)

    def _told(self, path: str, keyword: str, fate: _Fate, why: str, labels: Categories, told: Told) -> Iterator[Check]:
        mixed = "hipaa.m" if fate is not _Fate.REMOVE and told.kept else "hipaa.z"
        for letter, secret in told.secrets:
            if words(secret):
                yield self._check("text_removed", path, keyword, secret, why, (mixed, f"HIPAA-{letter}"), *labels)
        if fate not in (_Fate.KEEP, _Fate.CLEAN):
            return
        secret_words = {word for _, secret in told.secrets for word in words(secret)}
        for kept in told.kept:
            # A word that has to go cannot be asked for at the same place; nor can the patient's own name, in what is cleaned of it.
            is_own = fate is _Fate.CLEAN and not self._name.isdisjoint(_LETTERS_ONLY.findall(kept.lower()))
            if not is_own and not any(word in kept.lower() for word in secret_words):
                yield self._check("text_retained", path, keyword, kept, why, *labels)

    def _removed(
        self, path: str, element: DataElement, keyword: str, text: str, why: str, labels: Categories, removed: bool
    ) -> Iterator[Check]:
        listed = element.tag in confidentiality() or element.VR in ("PN", "DA", "DT")
        if (removed and not listed) or (
            element.VR not in _TEXTS | {"DA", "DT"} and not isinstance(element.value, bytes)
        ):
            return
        if not words(text):
            return
        found = letter(keyword_for_tag(element.tag), element.VR)
        categories = (("hipaa.z", f"HIPAA-{found}"),) if found else labels or (("tcia.p15", "E.1-1"),)
        yield self._check("text_removed", path, keyword, text, why, *categories)
        if keyword == "PatientID" and path == "<(0010,0020)>":
            yield self._check("patid_consistent", path, keyword, text, why, ("dicom.p15", "DICOM-P15-BASIC-C"))


#: Parts of keywords, and the identifier of 45 CFR 164.514(b)(2)(i) that such an attribute holds; the first that fits.
_LETTERS = (
    ("PatientID", "H"), ("Insurance", "I"), ("Telephone", "D"), ("Telecom", "F"), ("Address", "B"), ("Residence", "B"),
    ("Location", "B"), ("Institution", "B"), ("Hospital", "B"), ("ID", "R"), ("AccessionNumber", "R"), ("OrderNumber", "R"),
)  # fmt: skip


def letter(keyword: str, vr: str) -> str:
    """The HIPAA identifier in an attribute, an empty text for none."""
    by_vr = {"PN": "A", "DA": "C", "DT": "C", "UI": "R", "UR": "N"}
    return by_vr.get(vr) or next((found for part, found in _LETTERS if part in keyword), "")


def digest(all_checks: list[Check]) -> str:
    """SHA-256 of a key: the same key, the same questions."""
    return hashlib.sha256(repr(all_checks).encode()).hexdigest()
