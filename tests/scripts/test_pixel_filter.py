"""Filters of deid recipes: which groups hold for a header, by hand-worked tables."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.scripts import Outcome, ScriptError
from curtain.scripts.pixel_filter import PixelFilter, only_filters, read_pixel_filter
from script_objects import data_set

HEADER = {
    "Modality": "CT",
    "Manufacturer": "GE MEDICAL",
    "ImageType": "DERIVED\\SECONDARY",
    "SeriesDescription": "",
    "StudyID": "512",
}


def filter_of(*lines: str) -> PixelFilter:
    return read_pixel_filter("\n".join(["%filter graylist", "LABEL x", *lines, "coordinates 0,0,9,9"]))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["contains Modality CT"], True),
        (["contains Modality ct"], True),
        (["contains Modality MR|CT"], True),
        (["contains Manufacturer medic"], True),
        (["contains Manufacturer ^medic"], False),
        (["contains ImageType SECONDARY"], True),
        (["contains ImageType DERIVED.SECONDARY"], False),
        (["equals ImageType secondary"], True),
        (["equals StudyID 512"], True),
        (["equals Manufacturer GE"], False),
        (["notequals Manufacturer GE"], True),
        (["notcontains Manufacturer GE"], False),
        (["contains StationName x"], False),
        (["notcontains StationName x"], True),
        (["notequals StationName x"], True),
        (["missing StationName"], True),
        (["missing Modality"], False),
        (["present Modality"], True),
        (["present SeriesDescription"], True),
        (["missing SeriesDescription"], False),
        (["empty SeriesDescription"], True),
        (["empty StationName"], False),
        (["empty Modality"], False),
        (["contains 0x00080060 CT"], True),
        # lines: + and, || or, from the first on
        (["contains Modality CT", "+ contains Manufacturer GE"], True),
        (["contains Modality MR", "+ contains Manufacturer GE"], False),
        (["contains Modality MR", "|| contains Manufacturer GE"], True),
        (["contains Modality CT", "contains Manufacturer SIEMENS"], False),
        (["contains Modality MR", "+ contains Modality MR", "|| contains Modality CT"], True),
        (["contains Modality CT", "|| contains Modality CT", "+ contains Modality MR"], False),
        # within a line, before the line is put to the others
        (["contains Modality MR || contains Manufacturer GE"], True),
        (["contains Modality CT || contains Manufacturer GE + contains Modality MR"], False),
        (["contains Modality MR", "+ contains Modality MR || contains Modality CT"], False),
        (["missing Manufacturer || empty Manufacturer", "+ contains ImageType SECONDARY"], False),
        (["missing Manufacturer || contains Manufacturer GE"], True),
        # a + that belongs to a value
        (["contains Manufacturer GE+"], True),
        (["contains Manufacturer AS+ || contains Modality CT"], True),
        ([], True),
    ],
)
def test_questions_go_together_as_the_recipe_says(lines, expected):
    found = filter_of(*lines)
    assert not [line for line in found.lines if line.outcome is Outcome.NO_EQUAL]
    assert bool(found.matching(data_set(**HEADER))) is expected


def test_coordinates_are_read_in_all_their_forms():
    text = """%filter a
LABEL forms # (somebody)
coordinates 1,2,30,40
ctpcoordinates 1, 2, 30, 40
keepcoordinates 5,6,7,8 # a comment
ctpkeepcoordinates -5,6,7,8
coordinates all
keepcoordinates from:SequenceOfUltrasoundRegions
"""
    (group,) = read_pixel_filter(text).groups
    assert [(each.keep, each.box, each.field and each.field.tag) for each in group.coordinates] == [
        (False, (1, 2, 30, 40), None),
        (False, (1, 2, 31, 42), None),
        (True, (5, 6, 7, 8), None),
        (True, (-5, 6, 2, 14), None),
        (False, None, None),
        (True, None, 0x00186011),
    ]


def test_a_section_goes_on_with_the_filter_of_its_name():
    text = "%filter b\nLABEL 1\ncoordinates all\n%filter a\nLABEL 2\ncoordinates all\n%filter b\nLABEL 3\ncoordinates all\n"
    assert [group.line for group in read_pixel_filter(text).groups] == [2, 8, 5]


@pytest.mark.parametrize(
    "line",
    [
        "resembles Modality CT",
        "contains Modality",
        "contains Nothing CT",
        "contains Modality (a+)+",
        "contains Modality [",
        "coordinates 1,2,3",
        "coordinates a,b,c,d",
        "ctpcoordinates from:Modality",
        "keepcoordinates from:Nothing",
        "coordinates 1,2,3,99999999",
        "REMOVE PatientName",
    ],
)
def test_a_group_with_a_line_that_is_not_understood_is_left_out_and_told(line):
    found = read_pixel_filter(
        f"%filter a\nLABEL x\n  contains Modality CT\n  {line}\n  coordinates all\nLABEL y\n  coordinates all\n"
    )
    assert [group.line for group in found.groups] == [6]
    outcomes = {each.number: each.outcome for each in found.lines}
    assert [number for number, outcome in outcomes.items() if outcome is Outcome.NO_EQUAL] == [2, 4, 5]


def test_a_group_without_coordinates_is_told_to_propose_nothing():
    found = read_pixel_filter("%filter a\ncontains Modality CT\nLABEL x\ncontains Modality CT\n")
    assert [(line.number, line.outcome) for line in found.lines] == [
        (1, Outcome.SAME),
        (2, Outcome.NO_EQUAL),
        (3, Outcome.OTHER),
        (4, Outcome.SAME),
    ]
    assert found.matching(data_set(**HEADER)) == []


def test_only_the_filters_of_a_recipe_are_kept_each_line_where_it_was():
    text = "FORMAT dicom\n%header\nREMOVE ALL\n%filter a\nLABEL x\n coordinates all\n%header\nKEEP Modality\n"
    assert only_filters(text) == "\n\n\n%filter a\nLABEL x\ncoordinates all"
    assert [group.line for group in read_pixel_filter(only_filters(text)).groups] == [5]


def test_too_many_filters_are_refused_with_the_line():
    with pytest.raises(ScriptError, match="line 2002"):
        read_pixel_filter("%filter a\n" + "LABEL x\n" * 3000)
    with pytest.raises(ScriptError, match="line 203"):
        read_pixel_filter("%filter a\nLABEL x\n" + "coordinates all\n" * 400)


@pytest.mark.parametrize(
    "line",
    [
        "contains Modality " + "a*" * 120,
        "+" * 10**5,
        "|| " * 10**5,
        "contains Modality CT " * 10**4,
        "coordinates " + "1," * 10**5,
    ],
)
def test_a_recipe_that_is_made_to_be_slow_is_not(line):
    began = time.perf_counter()
    filter_of(line).matching(data_set(Modality="a" * 16))
    assert time.perf_counter() - began < 2


_LINES = st.sampled_from(
    ["%filter a", "%filter", "%header", "LABEL x", "LABEL", "coordinates all", "ctpcoordinates 1,1,2,2", "coordinates", "+", "||",
     "contains Modality CT", "+ missing Modality || empty Rows", "keepcoordinates from:SequenceOfUltrasoundRegions", "# no"]
)  # fmt: skip


@given(st.lists(_LINES | st.text(max_size=20), max_size=14).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_line_by_line(text):
    found = read_pixel_filter(text)
    found.matching(data_set(**HEADER))
    numbers = [line.number for line in found.lines if line.number]
    assert numbers == sorted(set(numbers))
