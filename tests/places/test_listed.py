"""What scripts propose for an object, box for box, against tables worked out by hand from the definitions of both languages."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.files.dataset import DataSet
from curtain.places.listed import from_recipe, from_scripts, from_signatures
from script_objects import data_set
from ultrasound_regions import header, region

ROWS, COLUMNS = 60, 80
HEADER = data_set(Modality="US", Manufacturer="Acme")


def by_ctp(regions: str) -> list[tuple[int, int, int, int]]:
    found = from_signatures(f'{{ Modality.equals("US") }} {regions}', HEADER, ROWS, COLUMNS)
    assert not any(each.keep for each in found)
    return [(each.x, each.y, each.width, each.height) for each in found]


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        # the row below belongs to it
        ("(0,0,80,10)", [(0, 0, 80, 11)]),
        ("(5,6,7,8)", [(5, 6, 7, 9)]),
        ("(5,6,7,0)", [(5, 6, 7, 1)]),
        # cut off at the edges
        ("(0,0,1024,60)", [(0, 0, 80, 60)]),
        ("(70,50,20,20)", [(70, 50, 10, 10)]),
        ("(0,59,80,1)", [(0, 59, 80, 1)]),
        # from the right and from the bottom
        ("(-10,0,10,5)", [(70, 0, 10, 6)]),
        ("(0,-10,80,10)", [(0, 50, 80, 10)]),
        ("(0,-10,80,4)", [(0, 50, 80, 5)]),
        ("(-30,-20,10,10)", [(50, 40, 10, 11)]),
        # further than the image is large: from its edge on
        ("(-200,0,10,5)", [(0, 0, 10, 6)]),
        ("(0,-200,10,5)", [(0, 0, 10, 6)]),
        # nothing is left
        ("(80,0,10,10)", []),
        ("(0,60,10,10)", []),
        ("(0,0,0,10)", []),
        ("(0,0,-5,10)", []),
        ("(0,0,10,-5)", []),
        ("(0,0,8,4)(20,20,8,4)", [(0, 0, 8, 5), (20, 20, 8, 5)]),
    ],
)
def test_regions_of_ctp(regions, expected):
    assert by_ctp(regions) == expected


def test_the_reason_names_the_signature_and_nothing_of_the_header():
    text = '{ Modality.equals("CT") } (0,0,9,9)\n\n{ Manufacturer.contains("Acme") } (0,0,9,9)'
    (found,) = from_signatures(text, HEADER, ROWS, COLUMNS)
    assert found.why == "Signature 2 (line 3) holds for this object." and found.source == "CTP script"
    assert "Acme" not in found.why
    whys = [
        each.why
        for each in from_scripts((text, "%filter a\nLABEL x\nctpcoordinates 0,0,5,5", "{"), HEADER, ROWS, COLUMNS)
    ]
    assert whys == [
        "Signature 2 of script 1 (line 3) holds for this object.",
        "The filter of script 2 in line 2 holds for this object.",
    ]


def by_deid(*lines: str, dataset: DataSet = HEADER) -> list[tuple[int, int, int, int, bool]]:
    found = from_recipe("\n".join(["%filter g", "LABEL x", *lines]), dataset, ROWS, COLUMNS)
    assert all(each.source == "deid filter" for each in found)
    return [(each.x, each.y, each.width, each.height, each.keep) for each in found]


REGIONS = header(region(10, 20, 70, 50))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # the last row and column are no part of it
        (["coordinates 0,0,80,10"], [(0, 0, 80, 10, False)]),
        (["coordinates 5,6,7,8"], [(5, 6, 2, 2, False)]),
        (["ctpcoordinates 5,6,7,8"], [(5, 6, 7, 8, False)]),
        (["coordinates 0,0,1024,768"], [(0, 0, 80, 60, False)]),
        (["coordinates all"], [(0, 0, 80, 60, False)]),
        # as slices of Python
        (["coordinates -10,0,80,10"], [(70, 0, 10, 10, False)]),
        (["coordinates 0,-10,80,-5"], [(0, 50, 80, 5, False)]),
        (["ctpcoordinates -10,0,10,10"], []),
        (["coordinates 20,20,10,10"], []),
        # the later over the earlier
        (["coordinates all", "keepcoordinates 10,20,70,50"], [(10, 20, 60, 30, True)]),
        (["keepcoordinates 10,20,70,50", "coordinates all"], [(0, 0, 80, 60, False)]),
        (["coordinates all", "keepcoordinates all"], []),
        (["coordinates 0,0,80,10", "keepcoordinates 0,5,80,10"], [(0, 0, 80, 5, False)]),
        (
            ["coordinates all", "keepcoordinates 0,20,40,40", "keepcoordinates 60,20,80,40"],
            [(0, 0, 80, 20, False), (40, 20, 20, 20, False), (0, 40, 80, 20, False)],
        ),
        (
            ["coordinates all", "keepcoordinates 0,20,80,40", "coordinates 0,20,10,40"],
            [(0, 0, 80, 20, False), (0, 40, 80, 20, False), (0, 20, 10, 20, False)],
        ),
        (["keepcoordinates 0,0,5,5"], []),
        # from the header; the corner at the bottom right is no part of it here
        (["coordinates all", "keepcoordinates from:SequenceOfUltrasoundRegions"], [(10, 20, 60, 30, True)]),
        (["coordinates from:SequenceOfUltrasoundRegions"], [(10, 20, 60, 30, False)]),
        (["coordinates from:ProcedureCodeSequence"], []),
    ],
)
def test_coordinates_of_deid(lines, expected):
    assert by_deid(*lines, dataset=REGIONS) == expected


def test_coordinates_of_all_filters_that_hold_are_put_together():
    text = """%filter whitelist
LABEL clean
  contains Manufacturer Acme
%filter graylist
LABEL top
  contains Modality US
  ctpcoordinates 0,0,80,10
LABEL other
  contains Modality CT
  coordinates all
LABEL corner
  coordinates 60,0,80,5
"""
    found = from_recipe(text, HEADER, ROWS, COLUMNS)
    assert [(each.x, each.y, each.width, each.height, each.why) for each in found] == [
        (0, 0, 80, 10, "The filter in line 5 holds for this object."),
        (60, 0, 20, 5, "The filter in line 11 holds for this object."),
    ]


_NUMBER = st.integers(-100, 100)
_COORDINATE = st.tuples(st.booleans(), st.booleans(), st.tuples(_NUMBER, _NUMBER, _NUMBER, _NUMBER) | st.none())


@given(st.lists(_COORDINATE, min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_what_a_recipe_blanks_is_what_its_mask_blanks(said):
    """Against a mask that is written line by line, as the language is defined."""
    mask, lines = np.zeros((ROWS, COLUMNS), bool), []
    for by_size, keep, numbers in said:
        lines.append(f"{'ctp' * by_size}{'keep' * keep}coordinates {','.join(map(str, numbers)) if numbers else 'all'}")
        left, top, right, bottom = numbers or (0, 0, COLUMNS, ROWS)
        if by_size and numbers:
            right, bottom = left + right, top + bottom
        mask[top:bottom, left:right] = not keep
    blanked = np.zeros_like(mask)
    for x, y, width, height, keep in by_deid(*lines):
        part = np.zeros_like(mask)
        part[y : y + height, x : x + width] = True
        blanked |= ~part if keep else part
    assert np.array_equal(blanked, mask)


@given(st.lists(st.tuples(_NUMBER, _NUMBER, _NUMBER, _NUMBER), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_what_a_signature_blanks_is_what_ctp_blanks_row_by_row(regions):
    mask = np.zeros((ROWS, COLUMNS), bool)
    for x, y, width, height in regions:
        left, top = (max(x + COLUMNS, 0) if x < 0 else x), (max(y + ROWS, 0) if y < 0 else y)
        width, height = min(width, COLUMNS - left), min(height, ROWS - top)
        for row in range(ROWS):
            if top <= row <= top + height:
                mask[row, left : max(left + width, left)] = True
    blanked = np.zeros_like(mask)
    for x, y, width, height in by_ctp("".join(f"({','.join(map(str, each))})" for each in regions)):
        blanked[y : y + height, x : x + width] = True
    assert np.array_equal(blanked, mask)
