"""The strings that identify the patient of a file: names, numbers, days, addresses, UIDs.

They are collected from every depth of the source, private elements included, and are kept in
memory only.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from pydicom.uid import UID_dictionary

from curtain.files.dataset import DataSet, Element, decode, dictionary_vr
from curtain.files.reader import Reader
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.rules.options import Option
from curtain.rules.table import STRUCTURAL_UIDS, rule
from curtain.verify.days import NO_DAYS, days_in

#: Numbers and codes that stand for the patient, the visit, the order or the specimen.
_IDS = frozenset(
    {
        0x00080050,  # AccessionNumber
        0x00100020,  # PatientID
        0x00101000,  # OtherPatientIDs
        0x00101090,  # MedicalRecordLocator
        0x00120040,  # ClinicalTrialSubjectID
        0x00120042,  # ClinicalTrialSubjectReadingID
        0x00200010,  # StudyID
        0x00380010,  # AdmissionID
        0x00380060,  # ServiceEpisodeID
        0x00400009,  # ScheduledProcedureStepID
        0x00400253,  # PerformedProcedureStepID
        0x00400512,  # ContainerIdentifier
        0x0040050A,  # SpecimenAccessionNumber
        0x00400551,  # SpecimenIdentifier
        0x00401001,  # RequestedProcedureID
        0x00402016,  # PlacerOrderNumberImagingServiceRequest
        0x00402017,  # FillerOrderNumberImagingServiceRequest
    }
)
_PHONES = frozenset(
    {
        0x00080094,  # ReferringPhysicianTelephoneNumbers
        0x00102154,  # PatientTelephoneNumbers
        0x00102155,  # PatientTelecomInformation
        0x00401103,  # PersonTelephoneNumbers
        0x00401104,  # PersonTelecomInformation
        0x00402010,  # OrderCallbackPhoneNumber
        0x00402011,  # OrderCallbackTelecomInformation
        0x0040A354,  # TelephoneNumberTrial
    }
)
_PLACES = frozenset(
    {
        0x00080092,  # ReferringPhysicianAddress
        0x00101040,  # PatientAddress
        0x00102299,  # ResponsibleOrganization
        0x00321033,  # RequestingService
        0x00380300,  # CurrentPatientLocation
        0x00380400,  # PatientInstitutionResidence
        0x00401102,  # PersonAddress
        0x0040A353,  # AddressTrial
    }
)
#: What the option to retain the institution keeps.
_INSTITUTIONS = frozenset(
    {
        0x00080080,  # InstitutionName
        0x00080081,  # InstitutionAddress
        0x00081040,  # InstitutionalDepartmentName
        0x00120031,  # ClinicalTrialSiteName
        0x00120060,  # ClinicalTrialCoordinatingCenterName
    }
)
#: The attributes whose values are looked for, beside person names, dates and UIDs.
IDENTIFYING = _IDS | _PHONES | _PLACES | _INSTITUTIONS
_NAME_TO_USE = 0x00100012
_CODE_MEANING = 0x00080104
_PERSON_IDENTIFICATION_CODE_SEQUENCE = 0x00401101
_INSTITUTION_CODES = frozenset({0x00080082, 0x00081041})
#: Days of devices and of code tables: they say nothing of the patient.
_OTHER_DAYS = frozenset({0x00080106, 0x00080107, 0x0072000A, 0x0044000B, 0x00686226, 0x00686270})

_SEPARATORS = re.compile(r"[\^\\,\s]+")
_JOINTS = re.compile(r"[-'’`´]+")
NOBODY = frozenset({"anon", "anonymized", "anonymous", "deidentified", "dummy", "name", "nobody", "none", "null"}) | {
    "patient",
    "removed",
    "unknown",
}
#: The kinds that hold for all files of a patient.
KINDS = ("names", "staff", "ids", "births", "days", "phones", "places", "institutions")
Path = tuple[int, ...]


@dataclass
class Secrets:
    """What must not be found in the output; text as decoded, days as YYYYMMDD, UIDs without padding.

    Attributes
    ----------
    names, staff
        Person names of the patient, and of everybody else.
    births, days
        Days that no option keeps (that of birth), and those of the patient's examinations.
    phones, places, institutions
        Ways to reach a person; addresses; and what the option to retain the institution keeps.
    uids, device_uids, dated
        Of this file alone: its UIDs, those that an option keeps with the device, and the days by the path of the attribute and the number of the value that held them.
    """

    names: set[str] = field(default_factory=set)
    staff: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    births: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    institutions: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    device_uids: set[str] = field(default_factory=set)
    dated: dict[Path, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: DataSet) -> Self:
        """Collect from a data set and all its items."""
        found = cls()
        found._collect(dataset, 0, ())
        return found

    def strings(self) -> dict[str, list[str]]:
        """What other files of the same patient are searched for too, by kind; plain data, for JSON."""
        return {kind: sorted(values) for kind in KINDS if (values := getattr(self, kind))}

    def merge(self, strings: Mapping[str, Iterable[str]]) -> None:
        """Add what other files of the same patient know."""
        for kind, values in strings.items():
            getattr(self, kind).update(values)

    def _collect(self, dataset: DataSet, parent: int, path: Path) -> None:
        for element in dataset:
            if element.items is not None:
                self._items(element.items, element.tag, path)
            elif element.value:
                kind = _kind(element.tag, element.vr, parent)
                if kind:
                    self._add(kind, element, dataset, path)
        for element in dataset.shadowed or ():
            # A tag that stood twice: the value that lost is as much a secret, and stands nowhere any more.
            if element.items is not None:
                self._items(element.items, element.tag, path)
            elif element.value and (kind := _kind(element.tag, element.vr, parent)):
                self._add(kind, element, dataset, (*path, 0))

    def _items(self, items: list[DataSet], tag: int, path: Path) -> None:
        for number, item in enumerate(items, 1):
            self._collect(item, tag, (*path, tag, number))

    def _add(self, kind: str, element: Element, dataset: DataSet, path: Path) -> None:
        if kind == "sequence":
            for item in _hidden_items(element, dataset):
                self._collect(item, element.tag, (*path, element.tag, 0))
            return
        values = _split(element, dataset)
        if kind in ("uids", "device_uids"):
            getattr(self, kind).update(uid for uid in values if uid not in UID_dictionary)
        elif kind in ("births", "days", "dated"):
            for number, value in enumerate(values, 1):
                days = frozenset(days_in(value.lower()) - NO_DAYS)
                if days:
                    self.dated[(*path, element.tag, number)] = days
                    if kind != "dated":
                        getattr(self, kind).update(days)
        else:
            getattr(self, kind).update(value for value in values if value)


@lru_cache(maxsize=8192)
def _kind(tag: int, vr: str, parent: int) -> str:
    """The field of `Secrets` that a value belongs to, "" for none."""
    # What the dictionary says counts as much as what the file declares.
    vrs = {vr, dictionary_vr(tag)}
    if "UI" in vrs:
        if tag in STRUCTURAL_UIDS:
            return ""
        return "device_uids" if Option.DEVICE in _options_of(tag, vr) else "uids"
    if "PN" in vrs or tag == _NAME_TO_USE:
        return "names" if tag >> 16 == 0x0010 else "staff"
    if not vrs.isdisjoint({"DA", "DT"}):
        return _kind_of_day(tag, vr)
    for kind, tags in (("ids", _IDS), ("phones", _PHONES), ("places", _PLACES), ("institutions", _INSTITUTIONS)):
        if tag in tags:
            return kind
    if tag == _CODE_MEANING:
        if parent == _PERSON_IDENTIFICATION_CODE_SEQUENCE:
            return "staff"
        return "institutions" if parent in _INSTITUTION_CODES else ""
    return "sequence" if vrs == {"UN"} else ""


def _kind_of_day(tag: int, vr: str) -> str:
    options = _options_of(tag, vr)
    if Option.DEVICE in options or tag in _OTHER_DAYS:
        return "dated"
    return "days" if Option.FULL_DATES in options or tag >> 16 & 1 else "births"


def is_birth(tag: int, vr: str) -> bool:
    """True for an attribute whose day no option keeps, as that of birth."""
    return _kind(tag, vr, 0) == "births"


def is_searched_for(tag: int, vr: str, options: frozenset[Option]) -> bool:
    """True for an attribute whose own values, names, numbers and places, are looked for in all files of the patient."""
    kind = _kind(tag, vr, 0)
    if kind == "institutions":
        return Option.INSTITUTION not in options
    return kind in ("names", "staff", "ids", "phones", "places")


def _options_of(tag: int, vr: str) -> set[Option]:
    """The options that have a say on an attribute."""
    found = rule(tag, vr) or rule(tag, dictionary_vr(tag))
    return {option for option, _ in found.options} if found else set()


def _hidden_items(element: Element, dataset: DataSet) -> list[DataSet]:
    """The items of a private sequence that stands as UN, implicit VR inside (PS3.5 6.2.2); [] where it is none."""
    value = element.value or b""
    if not value.startswith(b"\xfe\xff\x00\xe0"):
        return []
    try:
        return Reader(BytesSource(value), implicit=True, little=True).items(dataset)
    except Quarantine:
        return []


def _split(element: Element, dataset: DataSet) -> list[str]:
    values = decode(element.value or b"", dataset.charset).split("\\")
    return [value.strip(" \0") for value in values]


def folded(text: str) -> str:
    """Text as it is compared: lower case, without accents, compatibility forms resolved (NFKD)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def name_groups(name: str) -> list[list[str]]:
    """The words of a person name, folded, for each component group (alphabetic, ideographic, phonetic; PS3.5 6.2.1.1).

    Family name first. The words that de-identifiers and empty forms write in a name's place are left out.
    """
    groups = []
    for group in name.strip(" \0").split("="):
        words = [folded(word) for word in _SEPARATORS.split(group) if word]
        words = [word for word in words if word not in NOBODY]
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
