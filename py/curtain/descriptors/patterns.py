"""What gives itself away by its shape: dates, times, phone numbers, addresses of mail and of the web, long numbers, post codes.

Every expression is bounded or a single class, so that a hostile text costs no more than its length.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from curtain.descriptors.text import Atom
from curtain.descriptors.words import words

#: Start, end and what it is.
Span = tuple[int, int, str]

_YEAR = r"(?:1[89]|20)\d\d"
_NO_NUMBER = r"(?<![\d.,])"
_END = r"(?![\d]|[.,]\d)"
_YEAR_FIRST = re.compile(rf"(?<!\d)({_YEAR})(?:([-./_:])|\s)\s?(\d{{1,2}})(?:\2|\s)\s?(\d{{1,2}})(?!\d)(?:T\d{{2,6}})?")
_YEAR_LAST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\s?([-./_:])\s?|\s)(\d{{1,2}})(?:\s?\2\s?|\s)({_YEAR})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![^\W_])(?<![\d][.,/-])(\d{1,2})([-./])(\d{1,2})\2(\d{2})(?![^\W_]|[-./,]\d)")
_YEAR_MONTH = re.compile(
    rf"{_NO_NUMBER}(?:{_YEAR}[-./](?:0[1-9]|1[0-2])|{_YEAR}[-/][1-9]|(?:0?[1-9]|1[0-2])[-/]{_YEAR}|(?:0[1-9]|1[0-2])\.{_YEAR}){_END}"
)
#: Days without a year, as German and English write them with both zeros.
_DAY_MONTH = re.compile(
    r"(?<![^\W_])(?<![.,/-])(?:(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?!\d)|(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])(?![^\W_]|[./,]\d|/))"
)
#: Days without a year behind a word that says so: am 3.4., on 4/3.
_ON_DAY = re.compile(
    r"(?<![^\W_])(?:am|vom|seit|bis|ab|zum|on|le|il|el)\s{1,2}(\d{1,2}[./](?:1[0-2]|0?[1-9])\.?)(?![\d%]|[.,/]\d)", re.I
)
#: Five digits behind a point are decimals.
_LONG_DIGITS = re.compile(r"(?<!\d)(?<!\d[.,])\d{5,}|(?<!\d)\d{6,}")
_TIME = re.compile(
    r"(?<![^\W_])(?<![:.])(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?|[hH][0-5]\d)(?![^\W_]|:)(?:\s?[ap]\.?m\b\.?)?",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![^\W_])(?<![:.])(?:\d{1,2}(?:[.:]\d{2})?\s?(?:uhr|[ap]\.?m)(?![^\W_])\.?|(?:[01]\d|2[0-3])[0-5]\d\s?(?:h|hrs|uhr)(?![^\W_]))",
    re.I,
)
_DOTTED = re.compile(r"(?<![\d.])\d+(?:\.\d+){3,}")
_NUMBERS = re.compile(r"[+(]?\d(?:[ ().\-/]{0,2}\d)*")
#: How numbers of phones, insurances and citizens are grouped.
_SHAPES = (
    ((3, 3, 4), "phone"), ((2, 2, 2, 2, 2), "phone"), ((3, 4), "phone"), ((4, 4), "phone"), ((2, 4, 4), "phone"), ((3, 6), "phone"), ((3, 7), "phone"),
    ((2, 3, 4), "phone"), ((3, 2, 4), "number"), ((3, 3, 3, 2), "number"), ((2, 2, 2, 3, 3, 2), "number"), ((3, 3, 3), "number"), ((4, 3, 3), "number"),
    ((4, 2, 2, 2), "number"), ((4, 4, 4), "number"), ((2, 6, 1, 3), "number"),
)  # fmt: skip
_IN_STREET = re.compile(r"[ .'-]{0,2}")
_GROUPS = re.compile(r"\d+")
_CHUNK = re.compile(r"[^\s,;<>()\[\]\"]+")
_MAIL = re.compile(r"[^\W_][^@]*@[^\W\d_]")
_DOMAIN = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|eu|(?:co|ac|nhs|org|gov|com|edu)\.[a-z]{2})(?:[:/].*)?", re.I
)
_UK_CODE = re.compile(r"(?<![^\W_])(?![TtLlCcSs]\d)[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![^\W_])")
_CODE_AND_TOWN = re.compile(r"(?<![^\W_])(?:D|A|CH|F|B|L|NL|E|I|P|DK|SE|S|N|PL|CZ)[- ]\d{4,5}(?![^\W_])")
_CANADA_CODE = re.compile(r"(?<![^\W_])[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?![^\W_])")


def spans(text: str) -> Iterator[Span]:
    """What a text holds that its shape gives away."""
    if "@" in text or "." in text or "/" in text:
        yield from _in_chunks(text)
    if not any(map(str.isdigit, text)):
        return
    yield from _dates(text)
    for expression in (_TIME, _CLOCK):
        for found in expression.finditer(text):
            yield *found.span(), "time"
    for expression in (_UK_CODE, _CODE_AND_TOWN, _CANADA_CODE):
        for found in expression.finditer(text):
            yield *found.span(), "address"
    for expression in (_DOTTED, _LONG_DIGITS):
        for found in expression.finditer(text):
            yield *found.span(), "number"
    for found in _NUMBERS.finditer(text):
        yield from _in_numbers(found)


def _in_chunks(text: str) -> Iterator[Span]:
    for found in _CHUNK.finditer(text):
        chunk = found.group()
        if (
            _MAIL.match(chunk)
            or "://" in chunk
            or chunk[:4].lower() == "www."
            or (len(chunk) < 256 and _DOMAIN.fullmatch(chunk))
        ):
            yield *found.span(), "mail"


def _dates(text: str) -> Iterator[Span]:
    for expression, order in ((_YEAR_FIRST, (1, 3, 4)), (_YEAR_LAST, (4, 3, 1)), (_SHORT_YEAR, (4, 3, 1))):
        for found in expression.finditer(text):
            year, one, other = (int(found[group]) for group in order)
            if (
                _is_day(year, one, other)
                or _is_day(year, other, one)
                or (expression is _SHORT_YEAR and _is_day(other, one, year))
            ):
                yield *found.span(), "date"
    for expression in (_YEAR_MONTH, _DAY_MONTH):
        for found in expression.finditer(text):
            yield *found.span(), "date"
    for found in _ON_DAY.finditer(text):
        yield *found.span(1), "date"
    for found in _LONG_DIGITS.finditer(text):
        digits = found.group()
        if len(digits) in (6, 8, 12, 14) and _is_written_together(digits):
            yield *found.span(), "date"


def _is_written_together(digits: str) -> bool:
    if len(digits) == 6:
        a, b, c = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        return _is_day(a, b, c) or _is_day(c, b, a) or _is_day(c, a, b)
    year = int(digits[:4])
    if 1880 < year < 2100 and _is_day(year, int(digits[4:6]), int(digits[6:8])):
        return True
    year, one, other = int(digits[4:8]), int(digits[2:4]), int(digits[:2])
    return len(digits) == 8 and 1880 < year < 2100 and (_is_day(year, one, other) or _is_day(year, other, one))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return False
    return True


def _in_numbers(found: re.Match[str]) -> Iterator[Span]:
    """What a row of numbers is, by how its digits are grouped; nothing of measures and phases."""
    row, start = found.group(), found.start()
    groups = [(group.start(), group.end(), group.group()) for group in _GROUPS.finditer(row)]
    if len(groups) > 1 and found.string[found.end() : found.end() + 1].isalpha():
        # The last belongs to what follows: 2CH, 3D.
        groups.pop()
        row = row[: groups[-1][1]]
    sizes = [len(digits) for *_, digits in groups]
    total = sum(sizes)
    if total < 7:
        return
    if row[0] == "+":
        yield start, start + len(row), "phone"
        return
    if len(groups) == 1:
        return
    separators = {row[one[1] : other[0]] for one, other in pairwise(groups)}
    first = groups[0][2]
    if (first.startswith("00") and len(first) > 2 and total > 8) or (row[0] == "(" and ")" in row):
        yield start, start + len(row), "phone"
        return
    if first[0] == "0" and 1 < len(first) < 6 and max(sizes) > 2 and separators <= {" ", "/", "-", " / ", " /", "/ "}:
        yield start, start + len(row), "phone"
        return
    for at in range(len(groups)):
        for shape, why in _SHAPES:
            here = groups[at : at + len(shape)]
            if tuple(sizes[at : at + len(shape)]) == shape and not all(_is_round(digits) for *_, digits in here):
                between = {row[one[1] : other[0]] for one, other in pairwise(here)}
                if "." not in between or (between <= {".", "-"} and len(shape) > 2):
                    yield start + here[0][0], start + here[-1][1], why
    if separators <= {"-", "/"} and not all(_is_round(digits) for *_, digits in groups):
        yield start, start + len(row), "number"


def _is_round(group: str) -> bool:
    """True for numbers as machines are set to: 50, 800, 512."""
    return len(group) < 5 and (
        int(group) % 10 == 0
        or group in ("5", "15", "25", "75", "64", "128", "192", "256", "320", "384", "512", "768", "1024", "2048")
    )


def mark_words_of_days(atoms: list[Atom]) -> None:
    """Dates with their month as a word: 12 Mar 2020, March 3rd, 2020, Mai 2020, 12MAR20; and the days of the week beside them."""
    months = words().months
    for at, atom in enumerate(atoms):
        if atom.is_number or atom.word not in months:
            continue
        before = _number_beside(atoms, at, -1)
        after = _number_beside(atoms, at, 1)
        run: list[int] = []
        if before is not None and (_is_day_number(atoms[before]) or _is_year(atoms[before])):
            run += range(before, at)
        if after is not None and (
            _is_day_number(atoms[after]) or _is_year(atoms[after]) or (run and len(atoms[after].word) == 2)
        ):
            run += range(at + 1, after + 1)
            further = _number_beside(atoms, after, 1)
            if further is not None and (
                _is_year(atoms[further]) or (not run[0] < at and len(atoms[further].word) == 2)
            ):
                run += range(after + 1, further + 1)
        if run:
            for number in (at, *run):
                atoms[number].why = atoms[number].why or "date"


def _number_beside(atoms: list[Atom], at: int, step: int) -> int | None:
    """The number next to an atom, perhaps with an ordinal's letters (3rd of) between."""
    for _ in range(3):
        at += step
        if not 0 <= at < len(atoms):
            return None
        gap = atoms[at if step > 0 else at + 1].gap
        if len(gap) > 3 or "(" in gap or atoms[at].why:
            return None
        if atoms[at].is_number:
            # L1 is no first of a month.
            return at if step > 0 or not atoms[at].joined else None
        if atoms[at].word not in ("st", "nd", "rd", "th", "of", "de", "er", "do", "del"):
            return None
    return None


def _is_day_number(atom: Atom) -> bool:
    return len(atom.word) < 3 and 0 < int(atom.word) < 32


def _is_year(atom: Atom) -> bool:
    return len(atom.word) == 4 and atom.word.isdecimal() and 1880 < int(atom.word) < 2100


def mark_addresses(atoms: list[Atom], is_plain: Callable[[Atom], bool]) -> None:
    """Streets with their numbers and towns: 12 Main St, Hauptstr. 5, rue de la Paix 3, via Roma 12.

    Parameters
    ----------
    is_plain
        Tells a word of radiology from another.
    """
    marks = words().marks
    for at, atom in enumerate(atoms):
        if atom.is_number:
            continue
        run: range | None = None
        if (
            atom.word == "box"
            and at
            and atoms[at - 1].word in ("po", "p", "o")
            and at + 1 < len(atoms)
            and atoms[at + 1].is_number
        ):
            run = range(at - 1, at + 2)
        elif atom.word in marks["streets"] or atom.word in marks["weak_streets"]:
            run = _numbered_street(atoms, at, atom.word in marks["weak_streets"], is_plain)
        if run is None and atom.word in marks["streets_first"]:
            run = _named_street(atoms, at, is_plain)
        ends = atom.word in marks["streets"] or any(map(atom.word.endswith, marks["street_ends"]))
        has_number = at + 1 < len(atoms) and atoms[at + 1].is_number and len(atoms[at + 1].gap) < 3
        if run is None and ends and has_number and not is_plain(atom):
            has_name = (
                atom.word in marks["streets"] and at and not is_plain(atoms[at - 1]) and not atoms[at - 1].is_number
            )
            run = range(at - 1 if has_name else at, at + 2)
        if run is not None:
            for number in _with_town(atoms, run, is_plain):
                atoms[number].why = atoms[number].why or "address"


def _numbered_street(atoms: list[Atom], at: int, is_weak: bool, is_plain: Callable[[Atom], bool]) -> range | None:
    for first in range(at - 1, max(at - 6, -1), -1):
        if not _IN_STREET.fullmatch(atoms[first + 1].gap):
            return None
        if atoms[first].is_number:
            names = atoms[first + 1 : at]
            is_number = len(atoms[first].word) < 6 and "." not in atoms[first].word
            is_number = is_number and (not atoms[first + 1].joined or len(atoms[first + 1].word) == 1)
            if not names or not is_number or (is_weak and all(is_plain(name) or len(name.word) == 1 for name in names)):
                return None
            return range(first, at + 1)
    return None


def _named_street(atoms: list[Atom], at: int, is_plain: Callable[[Atom], bool]) -> range | None:
    """A street whose kind comes first, with its number before or behind the name."""
    is_sure = atoms[at].word not in ("via", "place", "corso", "largo", "ul", "carrera", "chemin")
    first = (
        at - 1
        if at and atoms[at - 1].is_number and "." not in atoms[at - 1].word and atoms[at].gap in (" ", ", ")
        else at
    )
    for last in range(at + 1, min(at + 7, len(atoms))):
        if "\n" in atoms[last].gap:
            break
        if atoms[last].is_number:
            names = atoms[at + 1 : last]
            if names and (is_sure or not all(map(is_plain, names))):
                return range(first, last + 1)
            break
    if at and atoms[at - 1].is_number and "." not in atoms[at - 1].word and not atoms[at].joined:
        last = at + 1
        while (
            last < min(at + 5, len(atoms))
            and "," not in atoms[last].gap
            and not (is_plain(atoms[last]) and len(atoms[last].word) > 3)
        ):
            last += 1
        if last > at + 1 and (is_sure or not all(map(is_plain, atoms[at + 1 : last]))):
            return range(at - 1, last)
    return None


def _with_town(atoms: list[Atom], run: range, is_plain: Callable[[Atom], bool]) -> range:
    """A street and what follows up to its post code and town, where these follow at once."""
    end = run.stop
    for last in range(run.stop, min(run.stop + 7, len(atoms))):
        if "\n" in atoms[last].gap or len(atoms[last].gap) > 3:
            break
        if atoms[last].is_number and atoms[last].word.isdecimal() and len(atoms[last].word) in (4, 5):
            end = last + 1
            if end < len(atoms) and not atoms[end].is_number and not is_plain(atoms[end]):
                end += 1
            break
    return range(run.start, end)
