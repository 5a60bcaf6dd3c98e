"""The search for the patient's own strings in a candidate: every text, unknown and large value,
group 0002, the text segments of compressed frames, and the file's name."""

import re
from collections.abc import Callable, Iterable, Iterator

from curtain.files.dataset import LARGE, PIXEL_DATA, TEXT_VRS, DataSet, Element, decode
from curtain.files.part10 import Dicom
from curtain.transforms.changes import tag_text
from curtain.verify.markers import text_segments
from curtain.verify.secrets import Secrets, folded, name_groups, name_words

#: What values of these VRs look like when they are what they should be. Then a word or a short number
#: in them is chance; a value that breaks its format is free text.
_NUMBER = re.compile(r"[-+0-9.eE ]*\Z")
_TERMS: dict[str, re.Pattern[str]] = {
    "AS": re.compile(r"\d{3}[DWMY]\Z"),
    "CS": re.compile(r"[A-Z0-9_ ]{0,16}\Z"),
    "DA": _NUMBER,
    "DS": _NUMBER,
    "DT": _NUMBER,
    "IS": _NUMBER,
    "TM": _NUMBER,
}
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
#: Integer, float and double pixels: what is drawn in them is for eyes to find.
_PIXELS = frozenset({0x7FE00008, 0x7FE00009, PIXEL_DATA})
_SHORT_WORD = 4
_SHORT_ID = 4
_LONG_ID = 8
_SHORT_UID = 8
_OVERLAP = 256
_UID = re.compile(r"\d+(?:\.\d+){2,}")
_PUNCTUATION = re.compile(r"[\W_]+")


class Search:
    """Finds the secrets of one patient, as whole words, whatever their case and accents.

    A whole name (two of its parts) and a long number count wherever they stand, one word of a
    name where free text stands; a number too short to mean anything in a text ("1") only as a whole value.
    """

    def __init__(self, secrets: Secrets) -> None:
        groups = [group for name in secrets.names for group in name_groups(name)]
        self._names = {frozenset(group[:2]) for group in groups if len(group) > 1}
        self._single = {group[0] for group in groups if len(group) == 1}
        words = {word for name in secrets.names for word in name_words(name)}
        self._words = {word for word in words if len(word) >= _SHORT_WORD or (len(word) > 1 and not word.isascii())}
        ids = {folded(number) for number in secrets.ids}
        bare = {_PUNCTUATION.sub("", number) for number in ids}
        self._ids = {number for number in ids | bare if len(number) >= _SHORT_ID}
        self._short_ids = {number for number in ids if number and len(number) < _SHORT_ID}
        self._uids = frozenset(uid for uid in secrets.uids if len(uid) >= _SHORT_UID)
        self._find_words = _finder(
            self._words | self._single | {word for name in self._names for word in name}, r"[^\W\d_]"
        )
        self._find_ids = _finder(self._ids, r"[^\W_]")
        self._raw = _raw_pattern(secrets, self._words | self._ids)

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
        if element.tag in _PIXELS and depth == 0:
            return False
        if element.value is None:
            return any(map(self._in_bytes, _chunks(element, candidate)))
        if element.vr in TEXT_VRS:
            text = decode(element.value, dataset.charset)
            # A wrong SpecificCharacterSet makes other letters of a name: its bytes stay the same.
            unsure = not text.isascii() and self._in_bytes(element.value)
            return unsure or any(self._in_text(value, element.vr, element.tag) for value in text.split("\\"))
        return self._in_bytes(element.value)

    def _in_text(self, text: str, vr: str, tag: int) -> bool:
        text = text.strip(" \0")
        if not text:
            return False
        if self._uids and not self._uids.isdisjoint(_UID.findall(text)):
            return True
        if vr == "UI":
            return False
        plain = folded(text)
        words, numbers = self._find_words(plain), self._find_ids(plain)
        if any(name <= words for name in self._names):
            return True
        is_term = vr in _TERMS and _TERMS[vr].match(text) is not None
        if any(len(number) >= (_LONG_ID if is_term else _SHORT_ID) for number in numbers):
            return True
        if is_term or tag in _VOCABULARY:
            return False
        if vr == "PN" and plain in self._single:
            return True
        # SH holds labels such as a stack's "1".
        return not words.isdisjoint(self._words) or (vr != "SH" and plain in self._short_ids)

    def _in_bytes(self, data: bytes) -> bool:
        if self._raw is None:
            return False
        # UTF-16 text in unknown values is ASCII with a zero behind each letter.
        return bool(self._raw.search(data) or (b"\0" in data and self._raw.search(data.replace(b"\0", b""))))


def _finder(terms: set[str], letter: str) -> Callable[[str], set[str]]:
    """A function that finds which terms stand in a folded text, with none of `letter` at either side.

    Scripts that write no spaces (Chinese, Japanese) need no border.
    """
    spaced = _any_of(term for term in terms if term.isascii())
    unspaced = _any_of(term for term in terms if not term.isascii())
    patterns = []
    if spaced:
        patterns.append(re.compile(rf"(?<!{letter})(?:{spaced})(?!{letter})"))
    if unspaced:
        patterns.append(re.compile(unspaced))
    return lambda text: {hit for pattern in patterns for hit in pattern.findall(text)}


def _any_of(terms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))


def _raw_pattern(secrets: Secrets, terms: set[str]) -> re.Pattern[bytes] | None:
    """What to look for in bytes: the terms and UIDs, and names as they are written, in the usual encodings."""
    written = {
        word
        for name in secrets.names
        for word in re.split(r"[\^=\s]+", name)
        if len(word) >= _SHORT_WORD or not word.isascii()
    }
    cased = {form for word in written | terms for form in (word, word.upper(), word.lower(), word.title())}
    cased |= {name for name in secrets.names if len(name) >= _SHORT_WORD} | secrets.uids
    encoded = set()
    for word in cased:
        for encoding in ("utf-8", "latin-1"):
            data = word.encode(encoding, "ignore")
            if len(data) >= _SHORT_WORD:
                encoded.add(data)
    if not encoded:
        return None
    joined = b"|".join(map(re.escape, sorted(encoded, key=len, reverse=True)))
    return re.compile(rb"(?<![0-9A-Za-z])(?:" + joined + rb")(?![0-9A-Za-z])")


def _chunks(element: Element, candidate: Dicom) -> Iterator[bytes]:
    """A large value in blocks that overlap, so that no secret is cut in two."""
    end = element.offset + element.length
    for start in range(element.offset, end, LARGE):
        yield candidate.source.read(start, min(LARGE + _OVERLAP, end - start))
