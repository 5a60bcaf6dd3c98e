"""Values that identify nobody and are valid for their VR (PS3.5 6.2), and items for sequences."""

import re
from functools import lru_cache

from pydicom.datadict import DicomDictionary

from curtain.files.dataset import DataSet, Element

_TEXT = {
    "AE": "REMOVED", "AS": "000D", "CS": "REMOVED", "DA": "19000101", "DS": "0", "DT": "19000101000000", "IS": "0",
    "LO": "REMOVED", "LT": "REMOVED", "PN": "REMOVED", "SH": "REMOVED", "ST": "REMOVED", "TM": "000000",
    "UC": "REMOVED", "UR": "urn:removed", "UT": "REMOVED",
}  # fmt: skip
_WIDTHS = {"AT": 4, "FD": 8, "FL": 4, "OD": 8, "OF": 4, "OL": 4, "OV": 8, "SL": 4, "SV": 8, "UL": 4, "UV": 8}
#: Coded strings have terms of their own: what each says of an unknown (PS3.3 C.2.2, C.7.1.1, C.12.1).
_TERMS = {
    0x00080201: "+0000",  # TimezoneOffsetFromUTC
    0x00080060: "OT",  # Modality
    0x00100040: "O",  # PatientSex
    0x00102203: "UNALTERED",  # PatientSexNeutered
    0x001021A0: "UNKNOWN",  # SmokingStatus
    0x04000565: "CORRECT",  # ReasonForTheAttributeModification
}

CONTENT_SEQUENCE = 0x0040A730
GRAPHIC_ANNOTATION_SEQUENCE = 0x00700001
VERIFYING_OBSERVER_SEQUENCE = 0x0040A073
PERSON_IDENTIFICATION_CODE_SEQUENCE = 0x00401101
OPERATOR_IDENTIFICATION_SEQUENCE = 0x00081072
INSTITUTION_CODE_SEQUENCE = 0x00080082
_CONCEPT_CODE_SEQUENCE = 0x0040A168
_FLOW_IDENTIFIER_SEQUENCE, _FLOW_IDENTIFIER = 0x00340001, 0x00340002
_GRAPHIC_LAYER = 0x00700002


def encode_text(vr: str, text: str) -> bytes:
    """Text as a value of even length, padded as its VR wants it (PS3.5 6.2). ASCII; anything else becomes a question mark."""
    value = text.encode("ascii", "replace")
    return value + (b"\0" if vr == "UI" else b" ") if len(value) % 2 else value


def dummy(tag: int, vr: str) -> bytes:
    """A value for an attribute that must not be empty."""
    if tag in _TERMS:
        return encode_text(vr, _TERMS[tag])
    count = _fewest(tag)
    if vr in _TEXT:
        return encode_text(vr, "\\".join([_TEXT[vr]] * count))
    return bytes(_WIDTHS.get(vr, 2) * count)


@lru_cache(maxsize=1024)
def _fewest(tag: int) -> int:
    """How many values an attribute has at least (PS3.6); 1 where the dictionary does not know it."""
    entry = DicomDictionary.get(tag)
    digits = re.match(r"\d+", entry[1]) if entry else None
    return max(int(digits[0]), 1) if digits else 1


def text_element(tag: int, vr: str, text: str) -> Element:
    """An element with one text value."""
    return Element(tag, vr, encode_text(vr, text))


def code_item(value: str, scheme: str, meaning: str, little: bool = True) -> DataSet:
    """An item of a code sequence (PS3.3 8.1)."""
    return item(
        [
            text_element(0x00080100, "SH", value),
            text_element(0x00080102, "SH", scheme),
            text_element(0x00080104, "LO", meaning),
        ],
        little,
    )


def item(elements: list[Element], little: bool = True) -> DataSet:
    """A sequence item of these elements."""
    made = DataSet(little)
    for element in elements:
        made.add(element)
    return made


def dummy_items(tag: int, old: Element, little: bool) -> list[DataSet] | None:
    """Safe items for a sequence that must not be empty; None where its own items, cleaned inside, are safe."""
    removed = code_item("REMOVED", "99CURTAIN", "REMOVED", little)
    persons = item([Element(PERSON_IDENTIFICATION_CODE_SEQUENCE, "SQ", items=[removed])], little)
    if tag in (PERSON_IDENTIFICATION_CODE_SEQUENCE, INSTITUTION_CODE_SEQUENCE, _CONCEPT_CODE_SEQUENCE):
        return [removed]
    if tag == OPERATOR_IDENTIFICATION_SEQUENCE:
        return [persons]
    if tag == CONTENT_SEQUENCE:
        return [_content_item(little)]
    if tag == VERIFYING_OBSERVER_SEQUENCE:
        return [_verifying_observer(little)]
    if tag == _FLOW_IDENTIFIER_SEQUENCE:
        return [item([Element(_FLOW_IDENTIFIER, "OB", bytes(16))], little)]
    if tag == GRAPHIC_ANNOTATION_SEQUENCE:
        return [_graphic_annotation(old, little)]
    return None


def _content_item(little: bool) -> DataSet:
    """A text item that says that the document's content was removed (PS3.3 C.17.3)."""
    return item(
        [
            text_element(0x0040A010, "CS", "CONTAINS"),
            text_element(0x0040A040, "CS", "TEXT"),
            Element(0x0040A043, "SQ", items=[code_item("121106", "DCM", "Comment", little)]),
            text_element(0x0040A160, "UT", "REMOVED"),
        ],
        little,
    )


def _verifying_observer(little: bool) -> DataSet:
    return item(
        [
            text_element(0x0040A027, "LO", "REMOVED"),
            text_element(0x0040A030, "DT", "19000101000000"),
            text_element(0x0040A075, "PN", "REMOVED"),
            Element(0x0040A088, "SQ", items=[]),
        ],
        little,
    )


def _graphic_annotation(old: Element, little: bool) -> DataSet:
    """One point at the corner on a layer that the presentation state has (PS3.3 C.10.5)."""
    layers = [found.text(_GRAPHIC_LAYER) for found in old.items or []]
    point = item(
        [
            text_element(0x00700005, "CS", "DISPLAY"),
            Element(0x00700020, "US", (2).to_bytes(2, "little" if little else "big")),
            Element(0x00700021, "US", (1).to_bytes(2, "little" if little else "big")),
            Element(0x00700022, "FL", bytes(8)),
            text_element(0x00700023, "CS", "POINT"),
        ],
        little,
    )
    layer = layers[0] if layers and layers[0].isascii() and layers[0] else "REMOVED"
    return item([text_element(_GRAPHIC_LAYER, "CS", layer), Element(0x00700009, "SQ", items=[point])], little)
