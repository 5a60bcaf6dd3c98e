"""What a kept value must look like. A value that is none of its VR (PS3.5 6.2) is free text, and free text can be anything."""

import re

from curtain.files.dataset import TEXT_VRS, DataSet, Element, decode
from curtain.transforms.dates import valid
from curtain.transforms.dummies import encode_text

#: Almost every value passes here, without being decoded. The lengths are looser than the standard's where writers are.
_FORMATS: dict[str, re.Pattern[bytes]] = {
    "AE": re.compile(rb"[ -~]{0,16}[ \0]*"),
    "AS": re.compile(rb"(\d{3}[DWMY](\\\d{3}[DWMY])*)?[ \0]*"),
    "CS": re.compile(rb"[A-Za-z0-9_ .,/+\-()&:%#*]{0,64}(\\[A-Za-z0-9_ .,/+\-()&:%#*]{0,64})*\0*"),
    "DS": re.compile(rb"[ \0]*(([-+]?(\d{1,32}\.?\d{0,32}|\.\d{1,32})([eE][-+]?\d{1,3})?)?[ \0]*(\\[ ]*|\Z))*"),
    "IS": re.compile(rb"[ \0]*(([-+]?\d{1,12}(\.0*)?)?[ \0]*(\\[ ]*|\Z))*"),
    "UI": re.compile(rb"[0-9.]{0,64}( *\\[0-9.]{0,64})*[ \0]*"),
    "UR": re.compile(rb"[!-~]*[ \0]*"),
}
#: Characters; a longer value of these is no label any more.
_LONGEST = {"SH": 64, "LO": 64, "ST": 1024, "LT": 10240}
_NUMBER = re.compile(r"\s*([-+]?(?:\d{1,32}(?:\.\d{0,32})?|\.\d{1,32})(?:[eE][-+]?\d{1,3})?)(?![\d.])")
_WHOLE = re.compile(r"\s*([-+]?\d{1,12})(?!\d)")


def fits(vr: str, element: Element, dataset: DataSet) -> bool:
    """True where a value is what its VR promises. Binary values always are."""
    if vr not in TEXT_VRS or element.value is None:
        # A text too long to be held is none of the short kinds.
        return element.value is not None or vr not in _FORMATS.keys() | _LONGEST.keys() - {"ST", "LT"}
    pattern = _FORMATS.get(vr)
    if pattern is not None:
        return pattern.fullmatch(element.value) is not None
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
    found = [pattern.match(value) for value in decode(element.value, dataset.charset).split("\\")]
    text = "\\".join(match[1] if match else "" for match in found)
    return Element(element.tag, element.vr, encode_text(vr, text)) if text.strip("\\") else None
