"""The search for the patient's own strings in a candidate: every text, unknown and large value,
group 0002, the text segments of compressed frames, and the file's name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from curtain._version import __version__
from curtain.files.dataset import LARGE, PIXEL_DATA, TEXT_VRS, DataSet, Element, decode
from curtain.files.part10 import Dicom
from curtain.rules.options import Option
from curtain.rules.overrides import Override, Strategy
from curtain.rules.private import creator_of, is_creator, is_private, is_safe_creator, safe_vr
from curtain.rules.profile import BASIC, Profile
from curtain.rules.table import EDITION
from curtain.transforms.changes import path_text
from curtain.transforms.stamps import OWN_RULES
from curtain.verify.days import days_in
from curtain.verify.markers import text_segments
from curtain.verify.reading import (
    CODING_SCHEME_DESIGNATOR,
    FORMATS,
    Reading,
    is_part_of_code,
    reading_of,
    reading_of_override,
)
from curtain.verify.secrets import KINDS, Path, Secrets, folded, is_birth
from curtain.verify.terms import NAME, PIECES, SHORT_NUMBER, WORD, Terms
from curtain.verify.vocabulary import is_standard_scheme

#: Integer, float and double pixels: what is drawn in them is for eyes to find.
_PIXELS = frozenset({0x7FE00008, 0x7FE00009, PIXEL_DATA})
_TIMEZONE_OFFSET, _PATIENT_BIRTH_DATE = 0x00080201, 0x00100030
_DEIDENTIFICATION_METHOD = 0x00120063
_STAMPS = (f"Curtain {__version__}, PS3.15 {EDITION} Basic Profile", OWN_RULES)
#: What the rules themselves write (curtain.transforms.dummies).
_DUMMIES = frozenset({"", "REMOVED", "Removed", "urn:removed", "000D", "O", "UNALTERED", "UNKNOWN", "CORRECT", "OT"})
_FIRST_OF_JANUARY = re.compile(rb"\d{4}0101")
_DAY = re.compile(r"\d{8}")
_ZONE = re.compile(r"[+-]\d{4}\Z")
_LABELS = frozenset({"SH", "LO", "ST", "LT", "UC", "UT", "UN"})
_OVERLAP = 256
_CACHED, _LONGEST_CACHED = 2048, 256
#: In one piece and linear: a text of digits alone must not be tried from each of them.
_UID = re.compile(r"[\d.]{8,}")
_LONG_DIGITS = re.compile(r"\d{8,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_YEAR = re.compile(r"\d{4}")
_PRINTABLE = re.compile(rb"[\x20-\x7e]{4,}")
_LONG_PRINTABLE = re.compile(rb"[\x20-\x7e]{5,}")
_BULK = 1024
_FEW_BYTES = 5
#: Each byte as what it is: `a` for printable, `0` for zero. To look for a pattern of shapes is far quicker than a regular expression.
_SHAPES = bytes(ord("a") if 0x20 <= byte < 0x7F else ord("x") if byte else ord("0") for byte in range(256))
_WIDE = b"a0a0a0"
_ALL_PRINTABLE = re.compile(rb"[\x20-\x7e\s\0]*")
#: The parts of a file's name that are made of new UIDs.
_OUR_NAME = re.compile(r"(?:study-|series-)[\d.]*|2\.25\.\d+|\.dcm\Z")


class Search:
    """Finds the secrets of one patient, whatever their case, accents, order and punctuation.

    A whole name, a long number and a day count wherever they stand; one word of a name, or a number that is as short
    as many others, where it cannot be chance (`curtain.verify.reading`). Days that an attribute held are looked for in
    that attribute too, by its path.

    Parameters
    ----------
    profile
        What its options keep on purpose is no finding.
    pseudonym
        What stands for the patient now.
    """

    def __init__(self, secrets: Secrets, profile: Profile = BASIC, pseudonym: str = "") -> None:
        strings = tuple(frozenset(getattr(secrets, kind)) for kind in KINDS)
        self._text = _text_search(strings, profile)
        self._profile = profile
        self._pseudonym = pseudonym
        self._uids = _lost_uids(secrets, profile)
        self._overrides = profile.overrides()
        self._dated = secrets.dated
        self._births = frozenset(secrets.births)

    def identifies(self, dicom: Dicom, element: Element, dataset: DataSet, path: Path) -> bool:
        """True where one element, no sequence, holds something of the patient; `path` leads to its data set.

        It is asked before the element is written, when it costs one value to be wary and not the whole file: every word
        and number of a safe private label counts.
        """
        return element.length > 0 and self._in_element(element, dataset, dicom, path, wary=True)

    def find(self, candidate: Dicom, name: str) -> str | None:
        """Where the first secret stands (a path of tags, `the file name`), or None. Never what it is."""
        if self._in_name(name):
            return "the file name"
        for dataset, label in ((candidate.meta, "file meta "), (candidate.dataset, "")):
            path = self._in_dataset(dataset, candidate, ())
            if path:
                return label + path_text(path)
        return None

    def in_words(self, text: str) -> bool:
        """True where what a person wrote beside the files holds something of the patient."""
        return self._has_uid(text) or self._text.has(text, Reading.FREE)

    def _in_name(self, name: str) -> bool:
        if self._has_uid(name):
            return True
        plain = _OUR_NAME.sub(" ", name.replace(self._pseudonym, " ") if self._pseudonym else name)
        return self._text.has(_UID.sub(" ", plain), Reading.STRICT)

    def _in_dataset(self, dataset: DataSet, candidate: Dicom, path: Path) -> Path | None:
        for element in (*dataset, *(dataset.shadowed or ())):
            if element.items is not None:
                for number, item in enumerate(element.items, 1):
                    inside = self._in_dataset(item, candidate, (*path, element.tag, number))
                    if inside:
                        return inside
            elif element.length and self._in_element(element, dataset, candidate, path):
                return (*path, element.tag)
        return None

    def _in_element(self, element: Element, dataset: DataSet, candidate: Dicom, path: Path, wary: bool = False) -> bool:
        if element.fragments is not None:
            return any(
                self._in_bytes(data, Reading.DEVICE) for data in text_segments(candidate.source, element.fragments)
            )
        tag, vr, value = element.tag, element.vr, element.value
        if tag in _PIXELS and not path:
            return False
        if is_creator(tag) and is_safe_creator(decode(value or b"", dataset.charset)):
            # A word that the standard itself names, whoever the patient is.
            return False
        reading = self._reading(element, dataset, path)
        if wary and reading is Reading.DEVICE and vr in _LABELS:
            reading = Reading.STRICT
        if value is None:
            if vr not in TEXT_VRS:
                reading = Reading.TERM
            return any(self._in_bytes(data, reading) for data in _chunks(element, candidate))
        if vr not in TEXT_VRS:
            return len(value) > 3 and self._in_binary(value, vr, reading)
        if tag == _PATIENT_BIRTH_DATE and self._profile.birth_year and _FIRST_OF_JANUARY.fullmatch(value):
            # What a birth date becomes, which may be what it was.
            return False
        if self._dated and self._same_day(element, dataset, path, reading):
            return True
        if self._overrides and vr in ("DA", "DT") and self._tells_birth(element, dataset, path):
            return True
        return self._in_value(value, vr, tag, reading, dataset)

    def _reading(self, element: Element, dataset: DataSet, path: Path) -> Reading:
        tag = element.tag
        if self._overrides:
            override = self._override(element, dataset, path)
            if override is not None:
                return reading_of_override(override.strategy, element.vr)
        if is_part_of_code(tag):
            is_local = not is_standard_scheme(dataset.text(CODING_SCHEME_DESIGNATOR))
            return reading_of(tag, element.vr, self._profile, is_local=is_local)
        is_safe = False
        if is_private(tag) and Option.SAFE_PRIVATE in self._profile.options:
            is_safe = safe_vr(tag, creator_of(tag, dataset)) is not None
        return reading_of(tag, element.vr, self._profile, is_safe)

    def _in_value(self, value: bytes, vr: str, tag: int, reading: Reading, dataset: DataSet) -> bool:
        form = FORMATS.get(vr)
        if form is not None:
            if form.fullmatch(value):
                if vr == "UI":
                    return self._in_uids(value)
                if vr != "CS":
                    if value.count(b".") > 3 and self._has_uid(value.decode("ascii")):
                        return True
                    return self._text.has_number(value, days=self._no_days_stay(vr, reading))
                if reading is Reading.DEVICE:
                    reading = Reading.TERM
            elif reading is not Reading.STRICT:
                # A value that breaks its format is free text.
                reading = Reading.FREE
        text = decode(value, dataset.charset)
        if (b"\x1b" in value or not text.isascii()) and self._in_bytes(value, reading):
            # A wrong SpecificCharacterSet makes other letters of a name: its bytes stay the same.
            return True
        if self._has_uid(text):
            return True
        for part in text.split("\\"):
            part = part.strip(" \0")
            if part in _DUMMIES or part == self._pseudonym or (tag == _DEIDENTIFICATION_METHOD and part in _STAMPS):
                continue
            if tag == _TIMEZONE_OFFSET and _ZONE.match(part):
                continue
            if self._text.has(part, reading):
                return True
        return False

    def _no_days_stay(self, vr: str, reading: Reading) -> bool:
        """True for a date that can only be a dummy; a shifted one equals another by chance."""
        if vr not in ("DA", "DT"):
            return True
        return reading is not Reading.RETAINED and Option.MODIFIED_DATES not in self._profile.options

    def _same_day(self, element: Element, dataset: DataSet, path: Path, reading: Reading) -> bool:
        """True where an attribute still names the day that the same attribute named in the source."""
        here = (*path, element.tag)
        first = (*here, 1)
        if first not in self._dated and (*here, 2) not in self._dated:
            return False
        if reading in (Reading.RETAINED, Reading.VOCABULARY) or self._is_kept_private(element.tag, reading):
            return False
        values = decode(element.value or b"", dataset.charset).lower().split("\\")
        for number, value in enumerate(values, 1):
            old = self._dated.get((*here, number), frozenset())
            if old and not old.isdisjoint(days_in(value, short=not _DAY.match(value))):
                return True
        return False

    def _tells_birth(self, element: Element, dataset: DataSet, path: Path) -> bool:
        """True where a rule of the profile's own lets the day of birth stand in an attribute that is not for it.

        What an attribute of the standard held itself is what it says it is: a child is imaged on the day that it is born.
        """
        override = self._override(element, dataset, path)
        if override is None or override.strategy not in (Strategy.KEEP, Strategy.SCRIPT):
            return False
        if is_birth(element.tag, element.vr):
            return False
        here = (*path, element.tag)
        for number, value in enumerate(decode(element.value or b"", dataset.charset).lower().split("\\"), 1):
            days = self._births & days_in(value)
            if days and (is_private(element.tag) or days.isdisjoint(self._dated.get((*here, number), ()))):
                return True
        return False

    def _override(self, element: Element, dataset: DataSet, path: Path) -> Override | None:
        """The profile's own rule for an attribute."""
        creator = creator_of(element.tag, dataset) if is_private(element.tag) else ""
        return self._overrides.find(element.tag, element.vr, path[::2], creator)

    def _is_kept_private(self, tag: int, reading: Reading) -> bool:
        return is_private(tag) and reading is Reading.DEVICE and Option.FULL_DATES in self._profile.options

    def _in_uids(self, value: bytes) -> bool:
        if Option.UIDS in self._profile.options:
            return False
        for uid in value.decode("latin-1").split("\\"):
            uid = uid.strip(" \0")
            # One that is not ours may be made of a number or a day.
            if uid in self._uids or (
                not uid.startswith("2.25.") and self._text.has_number(uid.encode("latin-1"), days=True)
            ):
                return True
        return False

    def _has_uid(self, text: str) -> bool:
        if not self._uids:
            return False
        return any(uid.strip(".") in self._uids for uid in _UID.findall(text))

    def _in_binary(self, value: bytes, vr: str, reading: Reading) -> bool:
        if vr in ("UN", "OB") and _ALL_PRINTABLE.fullmatch(value):
            # A text that nobody declared as one, perhaps in UTF-16.
            text = value.replace(b"\0", b"").decode("ascii").strip()
            reading = reading if reading is Reading.STRICT else Reading.FREE
            if self._has_uid(text) or self._text.has(text, reading):
                return True
        return self._in_bytes(value, Reading.DEVICE if vr in ("UN", "OB") else Reading.TERM)

    def _in_bytes(self, data: bytes, reading: Reading) -> bool:
        """Text in the midst of anything else."""
        bulk = len(data) > _BULK
        if self._text.has_foreign(data, bulk):
            return True
        if bulk and reading is Reading.DEVICE:
            # Four letters in a row are chance where there are many.
            reading = Reading.TERM
        # UTF-16 text in unknown values is ASCII with a zero beside each letter.
        views = (data, data.replace(b"\0", b"")) if _WIDE in data.translate(_SHAPES) else (data,)
        for view in views:
            text = b"\n".join((_LONG_PRINTABLE if bulk else _PRINTABLE).findall(view)).decode("ascii")
            if text and (self._has_uid(text) or self._text.has(text, reading, pairs=False)):
                return True
        return False


def _lost_uids(secrets: Secrets, profile: Profile) -> set[str]:
    """The UIDs that must be gone under a profile."""
    if Option.UIDS in profile.options:
        return set()
    return (
        secrets.uids - secrets.device_uids if Option.DEVICE in profile.options else secrets.uids | secrets.device_uids
    )


class _TextSearch:
    """What is the same for all files of a patient, and what was already read in them."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._known: dict[tuple[str, Reading], bool] = {}

    def has(self, text: str, reading: Reading, pairs: bool = True) -> bool:
        """True where a text holds something of the patient."""
        if len(text) > _LONGEST_CACHED or not pairs:
            return self._has(text, reading, pairs)
        known = self._known.get((text, reading))
        if known is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            known = self._known[text, reading] = self._has(text, reading, True)
        return known

    def has_number(self, value: bytes, days: bool) -> bool:
        """True where a number, a date or a time is, or begins with, one of the patient's."""
        if len(value) < 8:
            return False
        for digits in _LONG_DIGITS.findall(value.decode("ascii", "replace")):
            if self._terms.worth.get(digits, 0) & Reading.VOCABULARY.value or (days and digits[:8] in self._terms.days):
                return True
        return False

    def has_foreign(self, data: bytes, bulk: bool) -> bool:
        """True where a word that is not ASCII stands in bytes, in any encoding; where there are many, a longer one."""
        if self._terms.raw is None:
            return False
        return any(not bulk or len(match[0]) > _FEW_BYTES for match in self._terms.raw.finditer(data))

    def _has(self, text: str, reading: Reading, pairs: bool) -> bool:
        terms = self._terms
        plain = folded(text)
        if self._in_pieces(PIECES.findall(plain), plain, reading, pairs):
            return True
        if _CAMEL.search(text):
            apart = folded(_CAMEL.sub(" ", text))
            if self._in_pieces(PIECES.findall(apart), apart, reading, pairs):
                return True
        if terms.days and _YEAR.search(plain) and not terms.days.isdisjoint(days_in(plain)):
            return True
        if terms.unspaced and not plain.isascii():
            found = {word for word in terms.unspaced if word in plain}
            if reading.value & WORD:
                return any(len(word) > 1 or reading is Reading.STRICT for word in found)
            return any(pair <= found for pair in terms.pairs)
        return False

    def _in_pieces(self, pieces: list[str], plain: str, reading: Reading, pairs: bool) -> bool:
        terms = self._terms
        worth, beginnings, wanted = terms.worth, terms.beginnings, reading.value
        # One word in two halves (`a long`) is chance where much is written.
        joined_wanted = wanted if reading is Reading.STRICT else wanted & ~NAME
        found = set()
        for at, piece in enumerate(pieces):
            bits = worth.get(piece, 0)
            if bits & wanted:
                return True
            if bits & NAME:
                found.add(piece)
            joined, following = piece, at + 1
            while joined in beginnings and following < len(pieces):
                joined += pieces[following]
                following += 1
                if worth.get(joined, 0) & joined_wanted:
                    return True
        if reading is Reading.FREE and worth.get("".join(pieces), 0) & SHORT_NUMBER:
            return True
        if not found or not pairs:
            return False
        if len(found) > 1:
            sets = (terms.pairs,) if reading is Reading.RETAINED else (terms.pairs, terms.staff_pairs)
            if any(pair <= found for each in sets for pair in each):
                return True
        return reading in (Reading.DEVICE, Reading.FREE) and any(self._with_initial(word, plain) for word in found)

    def _with_initial(self, word: str, plain: str) -> bool:
        """True for J. White, and White, J."""
        for letter in self._terms.initials.get(word, ()):
            if any(
                f in plain for f in (f"{letter}.{word}", f"{letter}. {word}", f"{word}, {letter}", f"{word},{letter}")
            ):
                return True
            if f"{word}^{letter}" in plain:
                return True
        return False


@lru_cache(maxsize=8)
def _text_search(strings: tuple[frozenset[str], ...], profile: Profile) -> _TextSearch:
    secrets = Secrets(**{kind: set(values) for kind, values in zip(KINDS, strings, strict=True)})
    return _TextSearch(Terms.of(secrets, profile))


def _chunks(element: Element, candidate: Dicom) -> Iterator[bytes]:
    """A large value in blocks that overlap, so that no secret is cut in two."""
    end = element.offset + element.length
    for start in range(element.offset, end, LARGE):
        yield candidate.source.read(start, min(LARGE + _OVERLAP, end - start))
