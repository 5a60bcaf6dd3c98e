"""Days are known however they are spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curtain.verify.days import days_in

SPELLINGS = [
    "19570812", "seen on 12.08.1957.", "12.8.1957", "08/12/1957", "8/12/1957", "12-08-1957", "12 08 1957", "1957-08-12",
    "1957/8/12", "1957:08:12 10:11:12", "1957.08.12", "19570812101500.000000+0100", "12081957", "08121957", "12 august 1957",
    "12 aug 1957", "12-aug-1957", "12aug1957", "12th of august 1957", "12. aug. 1957", "august 12, 1957", "aug 12 1957", "aug. 12th, 1957",
    "1957-aug-12", "dob:19570812", "id_19570812_ct", "born12.08.1957in", "1-12-08-1957",
    "12 août 1957", "né le 12 aout 1957", "12 de agosto de 1957", "12 agosto 1957", "12. august 1957", "12 augustus 1957",
    "1957年8月12日", "1957년 8월 12일", "1957\u1102\u1167\u11ab 8\u110b\u116f\u11af 12\u110b\u1175\u11af",
]  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_day_is_known_in_all_spellings(text):
    assert "19570812" in days_in(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3. märz 1957", "19570303"), ("1er janvier 1957", "19570101"), ("9 février 1957", "19570209"), ("5 mei 1957", "19570505"),
        ("7 juin 1957", "19570607"), ("7 juillet 1957", "19570707"), ("24. dez. 1957", "19571224"), ("8 ottobre 1957", "19571008"),
        ("2 luglio 1957", "19570702"), ("2 ene 1957", "19570102"), ("6 de abril de 1957", "19570406"),
    ],
)  # fmt: skip
def test_months_have_names_in_other_languages(text, day):
    assert days_in(text) == {day}


@pytest.mark.parametrize("text", ["570812", "12.08.57", "8/12/57"])
def test_a_year_of_two_digits_counts_only_where_a_day_stood(text):
    assert days_in(text) == set()
    assert "19570812" in days_in(text, short=True)


@pytest.mark.parametrize(
    "text", ["", "1957", "119570812", "1957081", "13.13.1957", "0.19570", "version 8.12", "31.02.1957", "195708"]
)
def test_what_is_no_day(text):
    assert "19570812" not in days_in(text) and days_in(text) == set()


@given(st.text())
def test_any_text_is_read(text):
    assert all(len(day) == 8 for day in days_in(text.lower()) | days_in(text.lower(), short=True))


@given(st.dates(), st.sampled_from(["%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%Y-%m-%d", "%d %b %Y", "%B %d, %Y"]))
def test_a_day_comes_back_from_its_spelling(day, spelling):
    found = days_in(day.strftime(spelling).lower())
    assert (f"{day:%Y%m%d}" in found) == (1800 <= day.year < 2200)
