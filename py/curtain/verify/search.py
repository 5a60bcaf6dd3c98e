"""The search for the patient's own strings in a candidate: every text, unknown and large value,
group 0002, the text segments of compressed frames, and the file's name."""

import re
from collections.abc import Iterator

from curtain.files.dataset import LARGE, TEXT_VRS, DataSet, Element, decode
from curtain.files.part10 import Dicom
from curtain.verify.markers import text_segments
from curtain.verify.secrets import Secrets, name_parts

#: Coded strings and numbers have terms or formats of their own: a word of a name in them is chance.
_TERMS = frozenset({"AS", "CS", "DA", "DS", "DT", "IS", "TM"})
#: Words of names shorter than this are only searched for as the whole name.
_SHORT_WORD = 4
_SHORT_ID = 4
_OVERLAP = 256


class Search:
    """Finds the secrets of one patient.

    Words of names and long numbers are found wherever they stand as whole words, upper or lower
    case; UIDs exactly. Short numbers ("1") and short names only as a whole value.
    """

    def __init__(self, secrets: Secrets) -> None:
        words = {part.casefold() for name in secrets.names for part in name_parts(name) if len(part) >= _SHORT_WORD and not part.isdigit()}
        whole = {" ".join(name_parts(name)).casefold() for name in secrets.names}
        ids = {number.casefold() for number in secrets.ids}
        self._words = words | {number for number in ids if len(number) >= _SHORT_ID}
        self._exact = {value for value in whole | ids if len(value) > 1} - self._words
        self._uids = secrets.uids
        terms = sorted(self._words | {uid.casefold() for uid in self._uids}, key=len, reverse=True)
        joined = "|".join(map(re.escape, terms))
        self._text = re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if terms else None
        raw = rb"|".join(re.escape(term.encode("utf-8")) for term in terms)
        self._bytes = re.compile(rb"(?<![0-9A-Za-z])(?:" + raw + rb")(?![0-9A-Za-z])", re.IGNORECASE) if terms else None

    def find(self, candidate: Dicom, name: str) -> str | None:
        """Where the first secret stands (a path of tags, 'file name', ...), or None. Never what it is."""
        if self._text is None:
            return None
        if self._in_text(name, "LO"):
            return "the file name"
        for dataset, label in ((candidate.meta, "file meta "), (candidate.dataset, "")):
            path = self._in_dataset(dataset, candidate)
            if path:
                return label + path
        return None

    def _in_dataset(self, dataset: DataSet, candidate: Dicom, depth: int = 0) -> str | None:
        for element in dataset:
            if element.items is not None:
                inside = (self._in_dataset(item, candidate, depth + 1) for item in element.items)
                found = next((f"{_name(element)}.{path}" for path in inside if path), None)
            elif element.fragments is not None:
                found = _name(element) if self._in_fragments(element, candidate) else None
            elif element.value is None:
                native_pixels = element.tag >> 16 == 0x7FE0 and depth == 0
                found = None if native_pixels or not self._in_range(element, candidate) else _name(element)
            elif element.vr in TEXT_VRS:
                found = _name(element) if self._in_text(decode(element.value, dataset.charset), element.vr) else None
            else:
                found = _name(element) if self._in_bytes(element.value) else None
            if found:
                return found
        return None

    def _in_text(self, text: str, vr: str) -> bool:
        text = text.casefold()
        if vr == "UI":
            return any(uid.strip(" \0") in self._uids for uid in text.split("\\"))
        hit = self._text.search(text) if self._text else None
        if hit and (vr not in _TERMS or hit.group() in self._uids or any(ch.isdigit() for ch in hit.group())):
            return True
        if vr != "PN":
            return False
        return any(" ".join(name_parts(value)) in self._exact for value in text.split("\\"))

    def _in_bytes(self, data: bytes) -> bool:
        if self._bytes is None:
            return False
        # UTF-16 text in unknown values is ASCII with a zero behind each letter.
        return bool(self._bytes.search(data) or (b"\0" in data and self._bytes.search(data.replace(b"\0", b""))))

    def _in_range(self, element: Element, candidate: Dicom) -> bool:
        return any(self._in_bytes(chunk) for chunk in _chunks(element.offset, element.length, candidate))

    def _in_fragments(self, element: Element, candidate: Dicom) -> bool:
        return any(self._in_bytes(text) for text in text_segments(candidate.source, element.fragments or []))


def _chunks(offset: int, length: int, candidate: Dicom) -> Iterator[bytes]:
    """A range in blocks that overlap, so that no secret is cut in two."""
    for start in range(offset, offset + length, LARGE):
        yield candidate.source.read(start, min(LARGE + _OVERLAP, offset + length - start))


def _name(element: Element) -> str:
    return f"({element.tag >> 16:04X},{element.tag & 0xFFFF:04X})"
