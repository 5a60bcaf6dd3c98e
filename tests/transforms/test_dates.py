"""Dates that move by whole days, and what is no date at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curtain.transforms.dates import capped_age, shifted, valid, year_only


@pytest.mark.parametrize(
    "vr, before, after",
    [
        ("DA", "20240131", "20240302"),
        ("DA", "2024.01.31", "2024.03.02"),
        ("DA", "20240131\\20231231", "20240302\\20240131"),
        ("DA", "20240131-20240201", "20240302-20240303"),
        ("DA", "-20240201", "-20240303"),
        ("DA", "20240131-", "20240302-"),
        ("DA", "", ""),
        ("DA", "\\20240131", "\\20240302"),
        ("TM", "101500.25", "101500.25"),
        ("TM", "10:15:00", "10:15:00"),
        ("TM", "1015-1115", "1015-1115"),
        ("DT", "20240131101500.123456+0100", "20240302101500.123456+0100"),
        ("DT", "20240131101500.5-0500", "20240302101500.5-0500"),
        ("DT", "2024013110", "2024030210"),
        ("DT", "202401", "202402"),
        ("DT", "2024", "2024"),
        ("DT", "20240131101500-20240131111500", "20240302101500-20240302111500"),
        ("DT", "20240131-0500-20240201-0500", "20240302-0500-20240303-0500"),
    ],
)
def test_a_shift_by_31_days(vr, before, after):
    assert shifted(vr, before, 31) == after


@pytest.mark.parametrize(
    "vr, value",
    [
        ("DA", "20240131 DOE"),
        ("DA", "DOE"),
        ("DA", "20240230"),
        ("DA", "31.01.2024"),
        ("DA", "2024013"),
        ("DA", "20240131\\DOE"),
        ("DA", "-"),
        ("TM", "noon"),
        ("TM", "101500 DOE"),
        ("DT", "20240131101500.1234567"),
        ("DT", "20240131101500 DOE"),
        ("DT", "20241399"),
    ],
)
def test_what_is_no_date_is_not_passed_on(vr, value):
    assert shifted(vr, value, 31) is None and not valid(vr, value)


def test_a_date_that_would_leave_the_calendar_is_none():
    assert shifted("DA", "99991231", 1) is None and shifted("DA", "00010101", -1) is None


@given(
    st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1)),
    st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1)),
    st.integers(-36500, 36500),
)
def test_intervals_stay_exact(first, second, days):
    def read(text: str) -> date:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))

    moved = [read(shifted("DA", f"{day:%Y%m%d}".zfill(8), days)) for day in (first, second)]
    assert moved[1] - moved[0] == second - first and moved[0] - first == timedelta(days)


@given(st.sampled_from(["DA", "TM", "DT"]), st.text(max_size=40), st.integers(-36500, 36500))
def test_no_text_raises_and_nothing_unchecked_comes_out(vr, text, days):
    made = shifted(vr, text, days)
    assert made is None or not any(letter.isalpha() for letter in made)


@pytest.mark.parametrize(
    "age, capped",
    [
        ("045Y", "045Y"),
        ("089Y", "089Y"),
        ("090Y", "090Y"),
        ("103Y", "090Y"),
        ("999M", "999M"),
        ("010D", "010D"),
        ("45", None),
        ("OLD", None),
    ],
)
def test_ages_of_90_and_over_are_one(age, capped):
    assert capped_age(age) == capped


def test_of_a_birth_date_the_year():
    assert (
        year_only("DA", "19570812") == "19570101"
        and year_only("DA", "1957") is None
        and year_only("DA", "12 AUG 1957") is None
    )
