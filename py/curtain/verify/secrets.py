"""The strings that identify the patient of a file: names, numbers, UIDs.

They are collected from every depth of the source, private elements included, and are kept in
memory only.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Self

from pydicom.uid import UID_dictionary

from curtain.files.dataset import DataSet, Element, decode, dictionary_vr
from curtain.rules.table import STRUCTURAL_UIDS

#: Numbers and codes that stand for the patient, the visit or the order.
_ID_TAGS = frozenset(
    {
        0x00080050,  # AccessionNumber
        0x00100020,  # PatientID
        0x00101000,  # OtherPatientIDs
        0x00101001,  # OtherPatientNames
        0x00101005,  # PatientBirthName
        0x00101060,  # PatientMotherBirthName
        0x00101090,  # MedicalRecordLocator
        0x00102154,  # PatientTelephoneNumbers
        0x00102155,  # PatientTelecomInformation
        0x00120040,  # ClinicalTrialSubjectID
        0x00120042,  # ClinicalTrialSubjectReadingID
        0x00380010,  # AdmissionID
        0x00380060,  # ServiceEpisodeID
        0x00400253,  # PerformedProcedureStepID
        0x00401001,  # RequestedProcedureID
        0x00402016,  # PlacerOrderNumberImagingServiceRequest
        0x00402017,  # FillerOrderNumberImagingServiceRequest
    }
)
_SEPARATORS = re.compile(r"[\^\\,\s]+")
_JOINTS = re.compile(r"[-'’`´]+")
_NOBODY = frozenset({"anon", "anonymized", "anonymous", "deidentified", "dummy", "name", "nobody", "none", "null"}) | {
    "patient",
    "removed",
    "unknown",
}


@dataclass
class Secrets:
    """What must not be found in the output; text as decoded, UIDs without padding."""

    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, dataset: DataSet) -> Self:
        """Collect from a data set and all its items."""
        found = cls()
        found._collect(dataset)
        return found

    def merge(self, names: list[str], ids: list[str]) -> None:
        """Add what other files of the same patient know."""
        self.names.update(names)
        self.ids.update(ids)

    def _collect(self, dataset: DataSet) -> None:
        for element in dataset:
            if element.items is not None:
                for item in element.items:
                    self._collect(item)
            elif element.value:
                self._add(element, dataset)

    def _add(self, element: Element, dataset: DataSet) -> None:
        # What the dictionary says counts as much as what the file declares.
        tag, vrs = element.tag, {element.vr, dictionary_vr(element.tag)}
        if "UI" in vrs:
            if tag not in STRUCTURAL_UIDS:
                self.uids.update(uid for uid in _split(element, dataset) if uid not in UID_dictionary)
        elif "PN" in vrs:
            self.names.update(_split(element, dataset))
        elif tag in _ID_TAGS:
            self.ids.update(_split(element, dataset))


def _split(element: Element, dataset: DataSet) -> list[str]:
    values = decode(element.value or b"", dataset.charset).split("\\")
    return [value for value in (value.strip(" \0") for value in values) if value]


def folded(text: str) -> str:
    """Text as it is compared: lower case, without accents, compatibility forms resolved (NFKD)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def name_groups(name: str) -> list[list[str]]:
    """The words of a person name, folded, for each component group (alphabetic, ideographic, phonetic; PS3.5 6.2.1.1).

    Family name first. The words that de-identifiers and empty forms write in a name's place are left out.
    """
    groups = []
    for group in name.strip(" \0").split("="):
        words = [folded(word) for word in _SEPARATORS.split(group) if word]
        words = [word for word in words if word not in _NOBODY]
        if words:
            groups.append(words)
    return groups


def name_words(name: str) -> list[str]:
    """All words of a person name, folded; of a double-barrelled one each part, the whole, and all in one."""
    words = []
    for word in (word for group in name_groups(name) for word in group):
        parts = [part for part in _JOINTS.split(word) if part]
        words += [word, *parts, "".join(parts)] if len(parts) > 1 else [word]
    return words
