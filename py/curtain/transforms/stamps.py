"""The attributes that say that, and how, an object was de-identified (PS3.15 E.1.1, E.2, E.3.1; PS3.3 C.12.1.1.9)."""

from curtain.files.dataset import DataSet, Element
from curtain.pixels.image import pixel_element
from curtain.rules.decide import Action
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.rules.table import EDITION, codes
from curtain.transforms.changes import Changes
from curtain.transforms.dummies import code_item, encode_text

_PATIENT_ID, _PATIENT_NAME = 0x00100020, 0x00100010
_PATIENT_IDENTITY_REMOVED = 0x00120062
_DEIDENTIFICATION_METHOD = 0x00120063
_DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120064
_BURNED_IN_ANNOTATION = 0x00280301
_LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303
_CODE_VALUE = 0x00080100

BASIC_PROFILE = "113100"
#: A second value of DeidentificationMethod where a profile has rules of its own for attributes.
OWN_RULES = "Attributes by rules of the user's own"
CLEAN_PIXEL_DATA = "113101"


def stamp(
    dataset: DataSet,
    pseudonym: str,
    version: str,
    profile: Profile,
    pixels_reviewed: bool,
    changes: Changes,
) -> None:
    """Put the stamps into a cleaned root data set.

    Parameters
    ----------
    profile
        What was applied.
    pixels_reviewed
        True for a candidate that a person will have seen before it can leave. Only then
        BurnedInAnnotation is NO and method 113101 stands; otherwise whatever the source says of
        its pixels becomes YES, because nobody has looked.
    """
    stamps = _Stamps(dataset, changes)
    options = profile.options
    for tag, vr in ((_PATIENT_ID, "LO"), (_PATIENT_NAME, "PN")):
        if tag not in dataset.elements:
            stamps.put(tag, vr, pseudonym, "Pseudonym of the patient, from the case key")
    stamps.put(_PATIENT_IDENTITY_REMOVED, "CS", "YES", "Stamp (PS3.15 E.1.1)")
    dates = (
        "UNMODIFIED" if Option.FULL_DATES in options else "MODIFIED" if Option.MODIFIED_DATES in options else "REMOVED"
    )
    stamps.put(_LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, "CS", dates, "Stamp (PS3.15 E.2, E.3.6)")
    stamps.append_method(f"Curtain {version}, PS3.15 {EDITION} Basic Profile")
    if profile.attributes:
        stamps.append_method(OWN_RULES)
    applied = [BASIC_PROFILE]
    if pixel_element(dataset) is not None and pixels_reviewed:
        applied.append(CLEAN_PIXEL_DATA)
        why = "Stamp (PS3.15 E.3.1): a person looks at every frame before it leaves"
        stamps.put(_BURNED_IN_ANNOTATION, "CS", "NO", why)
    else:
        stamps.drop_code(CLEAN_PIXEL_DATA)
        if dataset.get(_BURNED_IN_ANNOTATION) is not None:
            why = "Nobody has looked at every frame, so nothing else can stand"
            stamps.put(_BURNED_IN_ANNOTATION, "CS", "YES", why)
    stamps.append_codes(sorted([*applied, *(option.code for option in options)]))


class _Stamps:
    def __init__(self, dataset: DataSet, changes: Changes) -> None:
        self._dataset = dataset
        self._changes = changes

    def put(self, tag: int, vr: str, text: str, why: str) -> None:
        self._put(Element(tag, vr, encode_text(vr, text)), why)

    def _put(self, element: Element, why: str) -> None:
        old = self._dataset.get(element.tag)
        self._dataset.add(element)
        before = None if old is None else (old, self._dataset)
        self._changes.note(
            (element.tag,), before, (element, self._dataset), Action.ADD if old is None else Action.REPLACE, why
        )

    def append_method(self, text: str) -> None:
        """Add to DeidentificationMethod; what stood there stays."""
        old = self._dataset.get(_DEIDENTIFICATION_METHOD)
        before = old.value.rstrip(b" \0") if old is not None and old.value else b""
        new = text.encode("ascii")
        value = before if new in before.split(b"\\") else b"\\".join(filter(None, (before, new)))
        self._put(Element(_DEIDENTIFICATION_METHOD, "LO", value + b" " * (len(value) % 2)), "Stamp (PS3.15 E.1.1)")

    def drop_code(self, code: str) -> None:
        """Take back what another tool claimed and nobody can vouch for."""
        old = self._dataset.get(_DEIDENTIFICATION_METHOD_CODE_SEQUENCE)
        if old is not None:
            items = [item for item in old.items or [] if item.text(_CODE_VALUE) != code]
            self._dataset.add(Element(old.tag, "SQ", items=items))

    def append_codes(self, applied: list[str]) -> None:
        """Add items of CID 7050; what stood there stays, nothing stands twice."""
        items = list(self._dataset.items(_DEIDENTIFICATION_METHOD_CODE_SEQUENCE))
        present = {item.text(_CODE_VALUE) for item in items}
        items += [
            code_item(code, "DCM", codes()[code], self._dataset.little) for code in applied if code not in present
        ]
        self._put(
            Element(_DEIDENTIFICATION_METHOD_CODE_SEQUENCE, "SQ", items=items), "Stamp (PS3.15 E.1.1, PS3.16 CID 7050)"
        )
