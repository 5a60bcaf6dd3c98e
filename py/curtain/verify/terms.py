"""From the strings of a patient to the words that are looked for: every order, joined, with initials, without punctuation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from curtain.descriptors.words import is_listed
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.verify.secrets import NOBODY, Secrets, folded
from curtain.verify.vocabulary import vocabulary, with_descriptions

# What a term is worth, as bits: a way of reading takes some of them for a finding.
WORD = 1  # a name's word of five letters or more that nothing else is called
WORD_OF_FOUR = 2
SHORT = 4  # Li, Ng
COMMON = 8  # Head, White
JOINED = 16  # DoeJane, doe_jane
JOINED_STAFF = 32
INITIAL = 64  # jdoe
NUMBER = 128  # long enough to be nobody else's
SHORT_NUMBER = 256  # 1, 0001
PHONE = 512
PLACE = 1024
SHORT_PLACE = 2048  # a part of an address that means nothing by itself
WORD_OF_STAFF = 4096  # as WORD, of somebody else: there are so many of them that one is called as a scanner is
NAME = WORD | WORD_OF_STAFF | WORD_OF_FOUR | SHORT | COMMON
ALL = 8191

PIECES = re.compile(r"[^\W\d_]+|\d+")
_WORDS = re.compile(r"[\s,\\^]+")
_PARTS = re.compile(r"[\^,;\r\n=]+")
_TITLES = frozenset(
    {
        "dr", "prof", "professor", "doctor", "med", "dent", "phd", "md", "do", "mr", "mrs", "ms", "miss", "mx", "sir", "dame",
        "rev", "hon", "jr", "sr", "ii", "iii", "iv", "esq", "dipl", "ing", "mag", "msc", "bsc", "ba", "ma", "rn", "rt", "herr",
        "frau", "mme", "mlle", "dra", "drs", "priv", "doz", "fr",
    }
)  # fmt: skip
_PARTICLES = frozenset(
    {
        "van", "von", "vom", "de", "der", "den", "des", "del", "della", "dello", "di", "da", "das", "do", "dos", "du", "la", "le",
        "las", "los", "el", "al", "bin", "ibn", "bint", "ben", "abu", "zu", "zum", "zur", "ter", "ten", "te", "af", "av", "y",
        "e", "und", "i", "st", "saint", "mac", "mc", "o", "d", "l",
    }
)  # fmt: skip
_ANONYMOUS = ("anonym", "anonim", "deident", "pseudonym")
#: A person has no more words in a name than this; what has is a text.
_MOST_WORDS = 12
_LONGEST_TERM = 80
_NUMBER_LENGTH, _PHONE_LENGTH, _PLACE_LENGTH = 6, 7, 8
#: Scripts that put no spaces between words: Thai, and all from the CJK radicals on but the compatibility forms of Latin.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1100-\u11ff\u2e80-\ufaff\U00020000-\U0003ffff]")
_SPELLINGS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"), ("æ", "ae"), ("ß", "ss"))
#: Doe is no Dö.
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "latin-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7",
    "iso8859-8", "iso8859-9", "iso8859-15", "cp1251", "cp1252", "koi8-r", "tis-620", "shift_jis", "euc-jp", "iso2022_jp", "euc-kr", "gb18030",
    "big5",
)  # fmt: skip


@dataclass(slots=True)
class Terms:
    """What to look for, folded and without punctuation.

    Attributes
    ----------
    worth
        Each term's bits.
    beginnings
        All beginnings of terms: a joined piece of text that is none of them need not be joined further.
    pairs, staff_pairs
        Two words that name a person together, in any order: a family and a given name.
    initials
        The first letters of given names, by the family name's word.
    unspaced
        Words of scripts without spaces, to be looked for inside of words.
    raw
        Words that are not ASCII, in the bytes of every encoding.
    """

    worth: dict[str, int] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=set)
    pairs: set[frozenset[str]] = field(default_factory=set)
    staff_pairs: set[frozenset[str]] = field(default_factory=set)
    initials: dict[str, set[str]] = field(default_factory=dict)
    unspaced: set[str] = field(default_factory=set)
    raw: re.Pattern[bytes] | None = None
    days: frozenset[str] = frozenset()
    _foreign: set[str] = field(default_factory=set)
    _common: frozenset[str] = frozenset()
    _described: bool = False

    @classmethod
    def of(cls, secrets: Secrets, profile: Profile) -> "Terms":
        """The terms of a patient, without what the profile's options keep on purpose."""
        terms = cls()
        described = terms._described = Option.CLEAN_DESCRIPTORS in profile.options
        terms._common = with_descriptions("patient") if described else vocabulary()
        for name in sorted(secrets.names):
            terms._name(name, terms.pairs, JOINED)
        terms._common = with_descriptions("staff") if described else vocabulary()
        for name in sorted(secrets.staff):
            terms._name(name, terms.staff_pairs, JOINED_STAFF)
        for number in secrets.ids:
            terms._number(number)
        for phone in secrets.phones:
            terms._phone(phone)
        for place in secrets.places if Option.INSTITUTION in profile.options else secrets.places | secrets.institutions:
            terms._place(place)
        days = set(secrets.births)
        if Option.FULL_DATES in profile.options:
            # A child may be imaged on the day that it is born.
            days -= secrets.days
        else:
            days |= secrets.days
        terms.days = frozenset(days)
        terms.beginnings = {term[:length] for term in terms.worth for length in range(1, len(term))}
        terms.raw = _raw_pattern(terms._foreign)
        return terms

    def _add(self, term: str, bits: int) -> None:
        if term:
            self.worth[term] = self.worth.get(term, 0) | bits

    def _name(self, name: str, pairs: set[frozenset[str]], joined: int) -> None:
        for text in _spellings(name):
            for group in text.strip(" \0").split("="):
                self._group(group, pairs, joined)

    def _group(self, group: str, pairs: set[frozenset[str]], joined: int) -> None:
        """One component group: FAMILY^GIVEN^MIDDLE^PREFIX^SUFFIX (PS3.5 6.2.1.1), or a name that was typed in as a whole."""
        components = group.split("^") if "^" in group else group.split(",", 1)
        family = list(self._words(components[0]))
        given = list(self._words(" ".join(components[1:3])))
        if not given:
            # Nobody can tell which word of DOE JANE is which.
            given = family
        for word in {*family, *given}:
            self._word(word, WORD_OF_STAFF if joined == JOINED_STAFF else WORD)
        for one, other in product(family, given):
            if one == other:
                continue
            pairs.add(frozenset((one, other)))
            for both in (one + other, other + one):
                # Li and Ne make a line.
                self._add(both, joined if len(both) > 4 and both not in self._common else COMMON)
            self.initials.setdefault(one, set()).add(other[0])
            for short in (other[0] + one, one + other[0]):
                if len(short) > 2 and short not in self._common:
                    self._add(short, INITIAL)
        if _UNSPACED.search(group):
            # A name of two letters is too short for bytes in two halves.
            written = [word for word in _WORDS.split(group) if word]
            self._foreign.update(gap.join(written) for gap in ("", "^", " "))
        whole = ["".join(family), "".join(given)] if given is not family else []
        for both in ("".join(whole), "".join(reversed(whole))):
            self._add(both, joined if len(both) > 4 and both not in self._common else COMMON)

    def _words(self, text: str) -> Iterator[str]:
        """The words of a component, folded: of a double-barrelled one each, and all in one."""
        words = [word for word in _WORDS.split(text) if word]
        plain = [folded(word).strip(".") for word in words]
        small = [word in _TITLES or word in _PARTICLES for word in plain]
        for number, word in enumerate(words[:_MOST_WORDS]):
            if small[number] and not all(small):
                # Le, Do and Ma are particles or titles in one language and family names in another.
                self._add(plain[number], COMMON)
                continue
            pieces = PIECES.findall(folded(word))
            if not pieces or _are_nobody(pieces):
                continue
            if any(piece.isdigit() for piece in pieces):
                self._number(word)
                continue
            if not word.isascii():
                self._foreign.update((word, *(part for part in PIECES.findall(word) if not part.isascii())))
            parts = [piece for piece in pieces if len(piece) > 1 and piece not in _PARTICLES]
            yield from dict.fromkeys(("".join(pieces), *parts) if len(pieces) > 1 else pieces)

    def _word(self, word: str, long: int) -> None:
        if _UNSPACED.search(word):
            self.unspaced.add(word)
        elif word in self._common:
            self._add(word, COMMON)
        elif len(word) > 1:
            self._add(word, SHORT if len(word) < 4 else WORD_OF_FOUR if len(word) == 4 else long)

    def _number(self, number: str) -> None:
        pieces = PIECES.findall(folded(number))
        bare = "".join(pieces)
        if not bare or _are_nobody(pieces):
            return
        if not any(piece.isdigit() for piece in pieces):
            # A number that is a word: PHANTOM, HEAD.
            strong = len(bare) >= _NUMBER_LENGTH and not self._common.issuperset(pieces)
        else:
            strong = len(bare) >= _NUMBER_LENGTH
        self._add(bare, NUMBER if strong else SHORT_NUMBER)
        short = bare.lstrip("0")
        if bare.isdigit() and short and short != bare:
            self._add(short, NUMBER if len(short) >= _NUMBER_LENGTH else SHORT_NUMBER)
        if not number.isascii():
            self._foreign.add(number)

    def _phone(self, text: str) -> None:
        if re.search("[^\\W\\d_]{3}", text):
            # An address of mail, or of the web.
            self._place(text)
            return
        digits = "".join(re.findall(r"\d", text))
        if len(digits) < _PHONE_LENGTH:
            self._number(digits)
            return
        self._add("00" + digits, PHONE)
        # With or without the code of the country and of the town, and the zero in front of it.
        for start in range(len(digits) - _PHONE_LENGTH + 1):
            self._add(digits[start:], PHONE)
            self._add("0" + digits[start:], PHONE)

    def _place(self, place: str) -> None:
        for text in {place, *_PARTS.split(place)}:
            pieces = PIECES.findall(folded(text))
            if _are_nobody(pieces):
                continue
            own = any(len(piece) > 3 and not piece.isdigit() and not self._is_common(piece) for piece in pieces)
            bare = "".join(pieces)
            while len(bare) > _LONGEST_TERM and len(pieces) > 1:
                bare = bare[: -len(pieces.pop())]
            self._add(bare, PLACE if len(bare) >= _PLACE_LENGTH and (own or len(pieces) > 2) else SHORT_PLACE)
            # Pädiatrie is what a department is called everywhere.
            is_plain = self._described and len(pieces) < 3 and all(map(self._is_common, pieces))
            if text and not text.isascii() and not is_plain:
                self._foreign.add(text.strip())

    def _is_common(self, piece: str) -> bool:
        return piece in self._common or (self._described and is_listed(piece))


def _are_nobody(pieces: list[str]) -> bool:
    """True for what de-identifiers and empty forms write: ANONYMOUS, XXXX."""
    return any(
        piece in NOBODY or piece.startswith(_ANONYMOUS) or (len(piece) > 2 and piece.isalpha() and len(set(piece)) == 1)
        for piece in pieces
    )


def _spellings(name: str) -> Iterator[str]:
    """A name, with umlauts as two letters and two letters as the vowel alone, and as it reads where its character set was declared wrongly."""
    yield name
    lower = name.lower()
    wide = lower
    for letter, letters in _SPELLINGS:
        wide = wide.replace(letter, letters)
    if wide != lower:
        yield wide
    narrow = _LONG_WORD.sub(lambda word: word[0].replace("ae", "ä").replace("oe", "ö").replace("ue", "ü"), lower)
    if narrow != lower:
        yield narrow
    if not name.isascii():
        try:
            mended = name.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return
        yield mended


def _raw_pattern(words: Iterable[str]) -> re.Pattern[bytes] | None:
    """Words that are not ASCII, as bytes in the usual encodings."""
    encoded = set()
    for word in {form for each in words for form in (each, each.upper(), each.lower(), each.title())}:
        for encoding in _ENCODINGS:
            try:
                data = word.encode(encoding)
            except UnicodeError:
                continue
            if len(data) > 3:
                encoded.add(data)
    return re.compile(b"|".join(map(re.escape, sorted(encoded, key=len, reverse=True)))) if encoded else None
