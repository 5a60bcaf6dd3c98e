"""Days in text, however they are spelled."""

import re
from contextlib import suppress
from datetime import date
from unicodedata import normalize

#: How the months begin in English, German, French, Spanish, Italian, Portuguese and Dutch, in small letters.
_MONTHS = {
    beginning: number
    for number, beginnings in enumerate(
        (
            "jan jän ene gen", "feb fev fév", "mar mär mrt maa", "apr abr avr", "may mai mag mei", "jun juin giu", "jul juil lug",
            "aug aou aoû ago", "sep set", "oct okt ott out", "nov", "dec dez dic déc",
        ),
        1,
    )
    for beginning in beginnings.split()
}  # fmt: skip
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})[^\W\d_]{{0,7}}"
_GAP = r"[\s.,/_-]{0,3}"
_ORDINAL = r"(?:st|nd|rd|th|er|º|o)?"
#: Eight digits, perhaps with a time behind them: year first, or day and month first.
_TOGETHER = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})(\d{2})(?:\d{2}){0,3}(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-./_: ]\s?(\d{1,2})\s?[-./_: ]\s?(\d{1,2})(?!\d)")
# Looked for from the second number on, so that 1-2-3-1957 is not missed.
_YEAR_LAST = re.compile(r"(?<!\d)(?=(\d{1,2})\s?[-./_: ]\s?(\d{1,2})\s?[-./_: ]\s?(\d{4})(?!\d))")
_OF = r"(?:(?:of|de|del|di|do)\s)?"
_DAY_IN_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}}){_ORDINAL}{_GAP}{_OF}{_MONTH}{_GAP}{_OF}(\d{{4}})(?!\d)")
_MONTH_IN_WORDS = re.compile(rf"{_MONTH}{_GAP}(\d{{1,2}}){_ORDINAL}{_GAP}(?<=[\s.,/_-])(\d{{4}})(?!\d)")
_YEAR_THEN_WORDS = re.compile(rf"(?<!\d)(\d{{4}}){_GAP}{_MONTH}{_GAP}(\d{{1,2}})(?!\d)")
#: Year, month and day in Chinese, Japanese and Korean; the last also as it is compared, in single letters.
_SIGNS = [f"(?:{sign}|{normalize('NFKD', sign)})" for sign in ("年|년", "月|월", "日|일")]
_WITH_SIGNS = re.compile(rf"(?<!\d)(\d{{4}})\s?{_SIGNS[0]}\s?(\d{{1,2}})\s?{_SIGNS[1]}\s?(\d{{1,2}})\s?{_SIGNS[2]}")
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
        if not text.isascii():
            for year, month, day in _WITH_SIGNS.findall(text):
                _add(found, year, month, day)
        for first, second, year in _YEAR_LAST.findall(text):
            _add(found, year, second, first)
            _add(found, year, first, second)
        for day, name, year in _DAY_IN_WORDS.findall(text):
            _add(found, year, str(_MONTHS[name]), day)
        for name, day, year in _MONTH_IN_WORDS.findall(text):
            _add(found, year, str(_MONTHS[name]), day)
        for year, name, day in _YEAR_THEN_WORDS.findall(text):
            _add(found, year, str(_MONTHS[name]), day)
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
