"""Dates moved by whole days (PS3.15 E.3.6), and ages that would stand out (HIPAA: 90 and over).

Times of day stay as they are, so that every interval of a patient, from one study to another or from injection to
scan, stays exact.
"""

import re
from datetime import date, timedelta

#: DA (PS3.5 6.2), also in the form of ACR-NEMA with full stops.
_DATE = re.compile(r"(\d{4})(\.?)(\d{2})\2(\d{2})\Z", re.ASCII)
_TIME = re.compile(r"\d{2}:?(\d{2}:?(\d{2}(\.\d{1,6})?)?)?\Z", re.ASCII)
#: DT from the year alone to microseconds, with or without an offset from UTC.
_DATE_TIME = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})?(?(month)(?P<day>\d{2})?)(?(day)(?P<time>(?:\d{2}){0,3}(?:(?<=\d{14})\.\d{1,6})?))"
    r"(?P<zone>[-+](?:0\d|1[0-4])\d{2})?\Z",
    re.ASCII,
)
_AGE = re.compile(r"(\d{3})([DWMY])\Z", re.ASCII)
_OLDEST = 90
_PER_YEAR = {"D": 365.25, "W": 52.18, "M": 12.0, "Y": 1.0}


def shifted(vr: str, text: str, days: int) -> str | None:
    """All values of a DA, TM or DT, moved by `days`; None where one is no such value and could be anything."""
    move = {"DA": _shifted_date, "DT": _shifted_date_time, "TM": _same_time}[vr]
    values = []
    for value in text.split("\\"):
        made = _in_range(value.strip(" \0"), days, move)
        if made is None:
            return None
        values.append(made)
    return "\\".join(values)


def valid(vr: str, text: str) -> bool:
    """True where all values are what a DA, TM or DT should hold."""
    return shifted(vr, text, 0) is not None


def year_only(vr: str, text: str) -> str | None:
    """A DA as 1 January of its year, a DT as the year alone; None where it is no such value."""
    value = text.strip(" \0")
    match = (_DATE if vr == "DA" else _DATE_TIME).match(value)
    if match is None or not valid(vr, value):
        return None
    return f"{match[1]}0101" if vr == "DA" else match["year"]


def randomised(vr: str, text: str, days: int) -> str | None:
    """A day that is moved by `days`, with a time of day that comes of them too; None where it is no such value."""
    seconds = days * 7919 % 86_400
    time = f"{seconds // 3600:02}{seconds // 60 % 60:02}{seconds % 60:02}"
    if vr == "TM":
        return time if valid(vr, text) else None
    match = _DATE_TIME.match(text) if vr == "DT" else None
    moved = shifted(
        "DA", text if match is None else f"{match['year']}{match['month'] or '01'}{match['day'] or '01'}", days
    )
    return moved if vr == "DA" or not moved else moved + time


def age_band(text: str, years: int) -> str | None:
    """An AS as the first year of its band; 90 and over as 090Y; None where it is no age."""
    match = _AGE.match(text.strip(" \0"))
    if match is None:
        return None
    age = int(int(match[1]) / _PER_YEAR[match[2]])
    return f"{age // years * years if age < _OLDEST else _OLDEST:03}Y"


def capped_age(text: str) -> str | None:
    """An AS with 90 years and more as 090Y; None where it is no age."""
    match = _AGE.match(text.strip(" \0"))
    if match is None:
        return None
    return f"{_OLDEST:03}Y" if int(match[1]) / _PER_YEAR[match[2]] >= _OLDEST else match[0]


def _in_range(value: str, days: int, move) -> str | None:
    """A value, or a range of two with either end open (PS3.4 C.2.2.2.5)."""
    if not value or (made := move(value, days)) is not None:
        return value and made
    for at in (at for at, letter in enumerate(value) if letter == "-"):
        first, second = value[:at].strip(), value[at + 1 :].strip()
        ends = [part and move(part, days) for part in (first, second)]
        if (first or second) and None not in ends:
            return f"{ends[0]}-{ends[1]}"
    return None


def _shifted_date(value: str, days: int) -> str | None:
    match = _DATE.match(value)
    if match is None:
        return None
    year, dot, month, day = match.groups()
    moved = _moved(int(year), int(month), int(day), days)
    return moved and f"{moved:%Y}".zfill(4) + f"{dot}{moved:%m}{dot}{moved:%d}"


def _shifted_date_time(value: str, days: int) -> str | None:
    match = _DATE_TIME.match(value)
    if match is None:
        return None
    moved = _moved(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1), days)
    if moved is None:
        return None
    # As exact as it was: a year alone stays a year.
    parts = [
        f"{moved.year:04}",
        f"{moved.month:02}" if match["month"] else "",
        f"{moved.day:02}" if match["day"] else "",
    ]
    return "".join(parts) + (match["time"] or "") + (match["zone"] or "")


def _same_time(value: str, days: int) -> str | None:
    return value if _TIME.match(value) else None


def _moved(year: int, month: int, day: int, days: int) -> date | None:
    try:
        return date(year, month, day) + timedelta(days)
    except (ValueError, OverflowError):
        return None
