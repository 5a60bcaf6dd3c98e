"""What a kept value must look like. A value that is none of its VR (PS3.5 6.2) is free text, and free text can be anything."""

import re

from curtain.files.dataset import TEXT_VRS, DataSet, Element, decode, multiplicity
from curtain.transforms.dates import valid
from curtain.transforms.dummies import encode_text

#: One value each, without its padding. The lengths are looser than the standard's where writers are.
_FORMATS: dict[str, re.Pattern[bytes]] = {
    "AE": re.compile(rb"[ -~]{0,16}"),
    "AS": re.compile(rb"(?:\d{3}[DWMY])?"),
    "CS": re.compile(rb"[A-Za-z0-9_ .,/+\-()&:%#*]{0,64}"),
    "DS": re.compile(rb"(?:[-+]?(?:\d{1,32}\.?\d{0,32}|\.\d{1,32})(?:[eE][-+]?\d{1,3})?)?"),
    "IS": re.compile(rb"(?:[-+]?\d{1,12}(?:\.0{0,32})?)?"),
    "UI": re.compile(rb"[0-9.]{0,64}"),
    "UR": re.compile(rb"[!-~]*"),
}
#: Of these attributes the standard says more than their VR does (PS3.3 C.12.1.1.2, C.12.1.1.5).
_ATTRIBUTES: dict[int, re.Pattern[bytes]] = {
    0x00080005: re.compile(rb"(?:ISO[_ ]IR \d{1,3}|ISO 2022 IR \d{1,3}|GB18030|GBK)?"),  # SpecificCharacterSet
    0x00080201: re.compile(rb"(?:[-+]\d{4})?"),  # TimezoneOffsetFromUTC
}
#: Bytes of one number. A text in their place has another length, but for one in many.
_WIDTHS = {"AT": 4, "FD": 8, "FL": 4, "SL": 4, "SS": 2, "SV": 8, "UL": 4, "US": 2, "UV": 8}
#: Characters; a longer value of these is no label any more.
_LONGEST = {"SH": 64, "LO": 64, "ST": 1024, "LT": 10240}
_NUMBER = re.compile(r"([-+]?(?:\d{1,32}(?:\.\d{0,32})?|\.\d{1,32})(?:[eE][-+]?\d{1,3})?)(?![\d.])")
_WHOLE = re.compile(r"([-+]?\d{1,12})(?!\d)")


def _counts(tag: int, length: int, width: int) -> bool:
    """True where so many bytes are whole numbers, and as many as PS3.6 says."""
    if length % width:
        return False
    fewest, most = multiplicity(tag)
    return length == 0 or (length >= fewest * width and (most is None or length <= most * width))


def fits(vr: str, element: Element, dataset: DataSet) -> bool:
    """True where a value is what its VR promises; a binary one by its length alone."""
    if vr in _WIDTHS:
        return element.value is None or _counts(element.tag, len(element.value), _WIDTHS[vr])
    if vr not in TEXT_VRS or element.value is None:
        # A text too long to be held is none of the short kinds.
        return element.value is not None or vr not in _FORMATS.keys() | _LONGEST.keys() - {"ST", "LT"}
    pattern = _ATTRIBUTES.get(element.tag) or _FORMATS.get(vr)
    if pattern is not None:
        return all(pattern.fullmatch(value.strip(b" \0")) for value in element.value.split(b"\\"))
    if vr in _LONGEST:
        longest = _LONGEST[vr]
        if len(element.value) <= longest:
            return True
        values = decode(element.value, dataset.charset).split("\\" if vr in ("SH", "LO") else "\0")
        return all(len(value.strip()) <= longest for value in values)
    if vr in ("DA", "DT", "TM"):
        return valid(vr, decode(element.value, dataset.charset))
    return True


def mended(vr: str, element: Element, dataset: DataSet) -> Element | None:
    """The value without what does not belong there: numbers lose the text behind them. None where nothing is left."""
    if vr not in ("DS", "IS") or element.value is None:
        return None
    pattern = _NUMBER if vr == "DS" else _WHOLE
    found = [pattern.match(value.strip(" \0")) for value in decode(element.value, dataset.charset).split("\\")]
    text = "\\".join(match[1] if match else "" for match in found)
    return Element(element.tag, element.vr, encode_text(vr, text)) if text.strip("\\") else None
