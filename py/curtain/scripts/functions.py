"""What CTP's functions make of texts, with CTP's exact results. Nothing here knows of data sets.

Java's ways that show: numbers of 128 bits in decimal, `split` without the empty parts at the end, calendars in which a 13th month
is January of the next year.
"""

import re
from datetime import date, timedelta

_TRAILING = re.compile(r"(?:\d{2}){0,3}(?:\.\d{1,6})?(?:[-+]\d{4})?")
_DATE = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})(.*)", re.DOTALL)
_DOTTED = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})")
_LARGEST = 2**31 - 1
_TEN_YEARS = 3650


def whole(text: str) -> int | None:
    """A whole number as Java's `parseInt` reads it, None for all else."""
    if not re.fullmatch(r"[-+]?[0-9]{1,10}", text):
        return None
    return int(text) if -_LARGEST - 1 <= int(text) <= _LARGEST else None


def split(text: str, by: str) -> list[str]:
    """The parts of a text; empty ones at the end do not count."""
    parts = text.split(by)
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return [] if parts == [""] and text else parts


def cut(text: str, longest: int | None) -> str:
    """At most so many letters, all of them where that is no useful number."""
    return text if longest is None or longest < 1 else text[:longest]


def name_to_hash(name: str, words: int | None) -> str:
    """The first so many components of a name, without what people write in different ways."""
    components = split(name, "^")
    joined = "".join(components[: words if words and words > 0 else None])
    return re.sub(r"[\s,'^.]", "", joined, flags=re.ASCII).upper()


def days_back(digits: str) -> int:
    """By how many days `@hashdate` moves: 1 to ten years back, from the last four digits of a number."""
    return -(int(digits[-4:]) % _TEN_YEARS or 1)


def moved(dates: str, days: int) -> str | None:
    """Dates with what stands behind them, so many days later; None where one is no date."""
    return _each_date(dates, lambda day: day + timedelta(days))


def modified(dates: str, year: int | None, month: int | None, day: int | None) -> str | None:
    """Dates with parts of them replaced, None for a part that stays; None where one is no date."""
    return _each_date(
        dates,
        lambda old: calendar_day(
            old.year if year is None or year < 0 else year,
            old.month if month is None or month < 0 else month,
            old.day if day is None or day < 0 else day,
        ),
    )


def calendar_day(year: int, month: int, day: int) -> date:
    """A day in a calendar that counts on: the 31st of April is the 1st of May. Raises ValueError or OverflowError."""
    years, month = divmod(month - 1, 12)
    return date(year + years, month + 1, 1) + timedelta(day - 1)


def compact_day(text: str) -> date | None:
    """The day of a date in DICOM's form, whatever stands behind it; None where there is none."""
    match = _DATE.fullmatch(text)
    try:
        return calendar_day(int(match[1]), int(match[3]), int(match[4])) if match else None
    except (ValueError, OverflowError):
        return None


def slashed_day(text: str) -> date | None:
    """The day of a date as tables have it: month/day/year."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    try:
        return calendar_day(int(match[3]), int(match[1]), int(match[2])) if match else None
    except (ValueError, OverflowError):
        return None


def rounded_age(age: str, width: int) -> str | None:
    """An age as the nearest multiple of `width`, the letter behind it kept; None where there is no number."""
    age = age.strip()
    if not age:
        return ""
    digits = re.sub(r"[^0-9]", "", age)
    if not digits or len(digits) > 6 or width < 1:
        return None
    result = f"{(2 * int(digits) + width) // (2 * width) * width}{re.sub('[0-9]', '', age)}"
    return result if len(result) % 2 == 0 else f"0{result}"


def initials(name: str, offset: int | None) -> str:
    """The first letters of the parts of a name, that of the family last; each moved on in its alphabet by `offset`."""
    words = re.sub(r"[\s^,]+", " ", name, flags=re.ASCII).strip().split(" ")
    letters = [word[0] for word in words if word]
    result = "".join([*letters[1:], *letters[:1]]).upper() or "X"
    return result if offset is None else "".join(_moved_on(letter, offset) for letter in result)


def truncated(text: str, length: int) -> str:
    """The first letters of a text, or for a negative number the last ones."""
    if length >= 0:
        return text[:length]
    text = text.strip()
    return text[max(0, len(text) + length) :]


def path_element(text: str, index: int) -> str:
    """A part of what has strokes in it, from the end for a negative number; all of it where there is no such part."""
    parts = split(text, "/")
    if index < 0:
        index += len(parts)
    return parts[index] if 0 <= index < len(parts) else text


def _each_date(dates: str, change) -> str | None:
    made = []
    for text in split(dates, "\\"):
        dotted = _DOTTED.fullmatch(text)
        match = _DATE.fullmatch("".join(dotted.groups()) if dotted else text)
        if match is None or not _TRAILING.fullmatch(match[5]):
            return None
        year = f"19{match[1][2:]}" if match[1].startswith("00") else match[1]
        try:
            day = change(calendar_day(int(year), int(match[3]), int(match[4])))
        except (ValueError, OverflowError):
            return None
        made.append(f"{day.year:04}{match[2]}{day.month:02}{match[2]}{day.day:02}{match[5]}")
    return "\\".join(made)


def _moved_on(letter: str, offset: int) -> str:
    for first, count in (("a", 26), ("A", 26), ("0", 10)):
        if 0 <= ord(letter) - ord(first) < count:
            return chr(ord(first) + (ord(letter) - ord(first) + offset) % count)
    return letter
