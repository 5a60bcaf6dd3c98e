"""The search for the patient's own strings in a candidate: every text, unknown and large value,
group 0002, the text segments of compressed frames, and the file's name."""

import re
from collections.abc import Iterable, Iterator

from curtain.files.dataset import LARGE, TEXT_VRS, DataSet, Element, decode
from curtain.files.part10 import Dicom
from curtain.transforms.changes import tag_text
from curtain.verify.markers import text_segments
from curtain.verify.secrets import Secrets, name_words

#: Numbers, dates and coded strings have terms and formats of their own: a word or a short number in them is chance.
_TERMS = frozenset({"AS", "CS", "DA", "DS", "DT", "IS", "TM"})
#: Attributes that speak of devices and of codes: one word of a name in them (Philips, Head) is chance, a whole name is not.
_VOCABULARY = frozenset(
    {
        0x00020013,  # ImplementationVersionName, our own
        0x00080070,  # Manufacturer
        0x00080100,  # CodeValue
        0x00080102,  # CodingSchemeDesignator
        0x00080103,  # CodingSchemeVersion
        0x00080104,  # CodeMeaning
        0x00080119,  # LongCodeValue
        0x00081090,  # ManufacturerModelName
        0x00120063,  # DeidentificationMethod
        0x00181020,  # SoftwareVersions
        0x00620009,  # SegmentAlgorithmName
        0x00660031,  # AlgorithmVersion
        0x00660036,  # AlgorithmName
    }
)
_SHORT_WORD = 4
_SHORT_ID = 4
_LONG_ID = 8
_SHORT_UID = 8
_OVERLAP = 256


class Search:
    """Finds the secrets of one patient, as whole words and in upper or lower case.

    A whole name or a long number counts wherever it stands, one word of a name where free text
    stands; what is too short to mean anything in a text ("1", "Li") only as a whole value of its kind.
    """

    def __init__(self, secrets: Secrets) -> None:
        names = {tuple(name_words(name)) for name in secrets.names}
        self._names = {frozenset(words) for words in names if words}
        ids = {number.casefold() for number in secrets.ids}
        self._ids = {number for number in ids if len(number) >= _SHORT_ID}
        self._short_ids = ids - self._ids
        self._uids = {uid for uid in secrets.uids if len(uid) >= _SHORT_UID}
        self._words = {word for name in names for word in name if len(word) >= _SHORT_WORD}
        self._text = _any_of(
            self._words | self._ids | self._uids | {word for name in self._names if len(name) > 1 for word in name}
        )
        self._raw = _any_of_bytes(self._words | self._ids | self._uids)

    def find(self, candidate: Dicom, name: str) -> str | None:
        """Where the first secret stands (a path of tags, `the file name`), or None. Never what it is."""
        if self._in_text(name, "UT", 0):
            return "the file name"
        for dataset, label in ((candidate.meta, "file meta "), (candidate.dataset, "")):
            path = self._in_dataset(dataset, candidate)
            if path:
                return label + path
        return None

    def _in_dataset(self, dataset: DataSet, candidate: Dicom, depth: int = 0) -> str | None:
        for element in dataset:
            if element.items is not None:
                paths = (self._in_dataset(item, candidate, depth + 1) for item in element.items)
                inside = next(filter(None, paths), None)
                if inside:
                    return f"{tag_text(element.tag)}.{inside}"
            elif self._in_element(element, dataset, candidate, depth):
                return tag_text(element.tag)
        return None

    def _in_element(self, element: Element, dataset: DataSet, candidate: Dicom, depth: int) -> bool:
        if element.fragments is not None:
            return any(map(self._in_bytes, text_segments(candidate.source, element.fragments)))
        if element.tag >> 16 == 0x7FE0 and depth == 0:
            # Native pixels: what is written in them is for eyes to find.
            return False
        if element.value is None:
            return any(map(self._in_bytes, _chunks(element, candidate)))
        if element.vr in TEXT_VRS:
            return self._in_text(decode(element.value, dataset.charset), element.vr, element.tag)
        return self._in_bytes(element.value)

    def _in_text(self, text: str, vr: str, tag: int) -> bool:
        hits = set(self._text.findall(text.casefold())) if self._text else set()
        if hits & self._uids or any(len(words) > 1 and words <= hits for words in self._names):
            return True
        long = _LONG_ID if vr in _TERMS else _SHORT_ID
        if any(len(number) >= long for number in hits & self._ids):
            return True
        if vr in _TERMS or tag in _VOCABULARY:
            return False
        if vr == "PN" and any(frozenset(name_words(name)) in self._names for name in text.split("\\")):
            return True
        return bool(hits & self._words)

    def _in_bytes(self, data: bytes) -> bool:
        if self._raw is None:
            return False
        # UTF-16 text in unknown values is ASCII with a zero behind each letter.
        return bool(self._raw.search(data) or (b"\0" in data and self._raw.search(data.replace(b"\0", b""))))


def _any_of(terms: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None


def _any_of_bytes(terms: Iterable[str]) -> re.Pattern[bytes] | None:
    joined = b"|".join(re.escape(term.encode()) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rb"(?<![0-9A-Za-z])(?:" + joined + rb")(?![0-9A-Za-z])", re.IGNORECASE) if joined else None


def _chunks(element: Element, candidate: Dicom) -> Iterator[bytes]:
    """A large value in blocks that overlap, so that no secret is cut in two."""
    end = element.offset + element.length
    for start in range(element.offset, end, LARGE):
        yield candidate.source.read(start, min(LARGE + _OVERLAP, end - start))
