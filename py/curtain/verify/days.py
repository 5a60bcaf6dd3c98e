"""Days in text, however they are spelled."""

import re
from contextlib import suppress
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}"
_GAP = r"[\s.,/_-]{0,3}"
_ORDINAL = r"(?:st|nd|rd|th)?"
#: Eight digits, perhaps with a time behind them: year first, or day and month first.
_TOGETHER = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(\d{2})(?:\d{2}){0,3}(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-./_: ]\s?(\d{1,2})\s?[-./_: ]\s?(\d{1,2})(?!\d)")
# Looked for from the second number on, so that 1-2-3-1957 is not missed.
_YEAR_LAST = re.compile(r"(?<!\d)(?=(\d{1,2})\s?[-./_: ]\s?(\d{1,2})\s?[-./_: ]\s?(\d{4})(?!\d))")
_DAY_IN_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}}){_ORDINAL}{_GAP}(?:of\s)?{_MONTH}{_GAP}(\d{{4}})(?!\d)")
_MONTH_IN_WORDS = re.compile(rf"{_MONTH}{_GAP}(\d{{1,2}}){_ORDINAL}{_GAP}(?<=[\s.,/_-])(\d{{4}})(?!\d)")
_YEAR_THEN_WORDS = re.compile(rf"(?<!\d)(\d{{4}}){_GAP}{_MONTH}{_GAP}(\d{{1,2}})(?!\d)")
_SHORT_TOGETHER = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(?!\d)")
_SHORT_APART = re.compile(r"(?<!\d)(\d{1,2})\s?[-./_: ]\s?(\d{1,2})\s?[-./_: ]\s?(\d{2})(?!\d)")
_PLAIN = re.compile(r"(?:18|19|20|21)\d{6}")
_YEAR = re.compile(r"\d{4}")

#: Our own dummy, and that of many others.
NO_DAYS = frozenset({"19000101"})


def days_in(text: str, short: bool = False) -> set[str]:
    """The days that a text names, as YYYYMMDD; of 03/04/1957 both readings.

    Parameters
    ----------
    text
        In lower case.
    short
        Read years of two digits too. Then nearly any six digits are a day: only for a place that held one.
    """
    found: set[str] = set()
    if len(text) == 8 and _PLAIN.match(text):
        # What nearly every attribute holds.
        _add(found, text[:4], text[4:6], text[6:])
    if _YEAR.search(text) and not found:
        for a, b, c, d in _TOGETHER.findall(text):
            _add(found, a + b, c, d)
            _add(found, c + d, b, a)
            _add(found, c + d, a, b)
        for year, month, day in _YEAR_FIRST.findall(text):
            _add(found, year, month, day)
        for first, second, year in _YEAR_LAST.findall(text):
            _add(found, year, second, first)
            _add(found, year, first, second)
        for day, name, year in _DAY_IN_WORDS.findall(text):
            _add(found, year, str(_MONTHS.index(name) + 1), day)
        for name, day, year in _MONTH_IN_WORDS.findall(text):
            _add(found, year, str(_MONTHS.index(name) + 1), day)
        for year, name, day in _YEAR_THEN_WORDS.findall(text):
            _add(found, year, str(_MONTHS.index(name) + 1), day)
    if short:
        for a, b, c in (*_SHORT_TOGETHER.findall(text), *_SHORT_APART.findall(text)):
            for century in ("19", "20"):
                _add(found, century + a.zfill(2), b, c)
                _add(found, century + c, b, a)
                _add(found, century + c, a, b)
    return found


def _add(found: set[str], year: str, month: str, day: str) -> None:
    number = int(month)
    # Cheaper than to let `date` raise over every number in a text.
    if 1 <= number <= 12 and 1 <= int(day) <= 31 and "1800" <= year < "2200":
        with suppress(ValueError):
            found.add(f"{date(int(year), number, int(day)):%Y%m%d}")
