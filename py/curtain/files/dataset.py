"""Data sets as they stand in a file: elements in tag order, values left raw until asked for."""

import re
from collections.abc import Iterator
from functools import lru_cache
from struct import unpack

from pydicom.charset import convert_encodings, decode_bytes, encode_string
from pydicom.datadict import DicomDictionary, get_entry

#: Longer values stay ranges of the source and are never held in memory.
LARGE = 64 * 1024

UNDEFINED = 0xFFFFFFFF
SPECIFIC_CHARACTER_SET = 0x00080005
PIXEL_DATA = 0x7FE00010

#: VRs whose values are text in the data set's character set (PS3.5 6.1.2.2).
CHARSET_VRS = frozenset({"SH", "LO", "ST", "LT", "UC", "UT", "PN"})
TEXT_VRS = CHARSET_VRS | {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI", "UR"}
_NUMBERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d", "OW": "H", "UV": "Q", "SV": "q"}
_WIDTHS = {"H": 2, "h": 2, "I": 4, "i": 4, "f": 4, "d": 8, "Q": 8, "q": 8}
_VM = re.compile(r"(\d+)(?:-(\d+))?")


class Element:
    """One data element.

    Exactly one of these holds its content: `value` (bytes as in the file), `items` (a sequence),
    `fragments` (ranges of encapsulated data, the offset table first), or, with all three None,
    the range `offset`, `length` of the source (a value over 64 KB).
    """

    __slots__ = ("fragments", "items", "length", "offset", "tag", "value", "vr")

    def __init__(
        self,
        tag: int,
        vr: str,
        value: bytes | None = None,
        offset: int = 0,
        length: int = 0,
        items: "list[DataSet] | None" = None,
        fragments: list[tuple[int, int]] | None = None,
    ) -> None:
        self.tag = tag
        self.vr = vr
        self.value = value
        self.offset = offset
        self.length = length if value is None else len(value)
        self.items = items
        self.fragments = fragments

    @property
    def is_empty(self) -> bool:
        return self.length == 0 and not self.items and self.fragments is None


class DataSet:
    """The elements of a file or of a sequence item, by tag. Of several with one tag the last counts; `shadowed` are the others."""

    __slots__ = ("_charset", "elements", "little", "shadowed")

    def __init__(self, little: bool = True, charset: bytes = b"") -> None:
        self.elements: dict[int, Element] = {}
        self.little = little
        self._charset = charset
        self.shadowed: list[Element] | None = None

    def __iter__(self) -> Iterator[Element]:
        return iter(self.elements.values())

    def __len__(self) -> int:
        return len(self.elements)

    def add(self, element: Element) -> None:
        old = self.elements.get(element.tag)
        if old is not None:
            self.shadowed = [*(self.shadowed or ()), old]
        self.elements[element.tag] = element

    def get(self, tag: int) -> Element | None:
        return self.elements.get(tag)

    @property
    def charset(self) -> bytes:
        """Raw SpecificCharacterSet in force: the data set's own, else its parent's."""
        own = self.elements.get(SPECIFIC_CHARACTER_SET)
        return own.value.strip() if own is not None and own.value else self._charset

    def texts(self, tag: int) -> list[str]:
        """All values of a text or number attribute, padding stripped; [] when absent, empty or large."""
        element = self.elements.get(tag)
        if element is None or not element.value:
            return []
        if dictionary_vr(tag) in _NUMBERS and element.vr not in TEXT_VRS:
            return [f"{number:g}" if isinstance(number, float) else str(number) for number in self.numbers(element)]
        return [value.strip(" \0") for value in decode(element.value, self.charset).split("\\")]

    def text(self, tag: int) -> str:
        """The first value, '' when there is none."""
        values = self.texts(tag)
        return values[0] if values else ""

    def floats(self, tag: int) -> list[float]:
        """All values of a number attribute (binary VRs, DS and IS); [] when absent or unreadable."""
        element = self.elements.get(tag)
        if element is None or not element.value:
            return []
        if element.vr not in TEXT_VRS and dictionary_vr(tag) in _NUMBERS:
            return [float(number) for number in self.numbers(element)]
        try:
            return [float(value) for value in self.texts(tag)]
        except ValueError:
            return []

    def ints(self, tag: int) -> list[int]:
        """As `floats`, whole numbers only."""
        numbers = self.floats(tag)
        # inf and nan are valid IEEE values and have no integer.
        return [int(number) for number in numbers] if all(number.is_integer() for number in numbers) else []

    def items(self, tag: int) -> "list[DataSet]":
        """The items of a sequence; [] when absent."""
        element = self.elements.get(tag)
        return element.items or [] if element is not None else []

    def numbers(self, element: Element) -> tuple:
        """Values of an element with a binary VR; () when its length does not fit."""
        letter = _NUMBERS.get(element.vr) or _NUMBERS.get(dictionary_vr(element.tag), "")
        width = _WIDTHS.get(letter, 0)
        if not element.value or not width or len(element.value) % width:
            return ()
        return unpack(f"{'<' if self.little else '>'}{len(element.value) // width}{letter}", element.value)


def decode(value: bytes, charset: bytes) -> str:
    """Text of a value under a raw SpecificCharacterSet; bytes that do not fit become U+FFFD, never an error."""
    if value.isascii() and b"\x1b" not in value:
        return value.decode("ascii")
    encodings = _encodings(charset)
    try:
        return decode_bytes(value, encodings, {"\r", "\n", "\t", "\f", "\\", "^", "="})
    except (LookupError, UnicodeError):
        return value.decode("latin-1")


def encode(text: str, charset: bytes) -> bytes | None:
    """Text under a raw SpecificCharacterSet, padded to even length; None where the character set cannot say it."""
    try:
        value = text.encode("ascii") if text.isascii() else encode_string(text, _encodings(charset))
    except (LookupError, UnicodeError, ValueError):
        return None
    if decode(value, charset) != text:
        return None
    return value + b" " * (len(value) % 2)


@lru_cache(maxsize=64)
def _encodings(charset: bytes) -> list[str]:
    names = [name.strip() for name in charset.decode("latin-1").split("\\")]
    try:
        return convert_encodings(names)
    except (LookupError, ValueError):
        return ["iso8859"]


@lru_cache(maxsize=8192)
def dictionary_vr(tag: int) -> str:
    """VR of a public tag by PS3.6, the first where it names several; 'UN' where the dictionary has none."""
    entry = DicomDictionary.get(tag)
    if entry is None:
        if tag >> 16 & 1:
            # Private creator elements are LO (PS3.5 7.8.1).
            return "LO" if 0x10 <= tag & 0xFFFF <= 0xFF else "UN"
        try:
            entry = get_entry(tag)
        except KeyError:
            return "UN"
    vr = entry[0]
    return "OW" if vr == "OB or OW" else vr[:2]


def is_known(tag: int) -> bool:
    """True where the dictionary names this public tag, repeating groups included."""
    if tag in DicomDictionary:
        return True
    try:
        get_entry(tag)
    except KeyError:
        return False
    return True


@lru_cache(maxsize=4096)
def multiplicity(tag: int) -> tuple[int, int | None]:
    """How many values an attribute has at least and at most; (1, None) where that is open or not known."""
    entry = DicomDictionary.get(tag)
    match = _VM.fullmatch(entry[1]) if entry else None
    return (int(match[1]), int(match[2] or match[1])) if match else (1, None)
