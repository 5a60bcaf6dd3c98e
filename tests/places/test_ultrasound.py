"""What lies outside of the scan areas that a header names. All numbers were worked out by hand from PS3.3 C.8.5.5."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from curtain.files.part10 import open_dicom
from curtain.places.ultrasound import outside_scan_areas, scan_areas
from making import SYNTAXES, ct, source
from ultrasound_regions import (
    COLOUR_BAR,
    COLUMNS,
    DOPPLER,
    ECG,
    FLOW,
    GRAPHICS,
    GREY_BAR,
    M_MODE,
    NONE,
    ROWS,
    SPECTRAL,
    TISSUE,
    TWO_D,
    WAVEFORM,
    header,
    region,
)


def boxes(*regions: Dataset) -> list[tuple]:
    found = outside_scan_areas(header(*regions), ROWS, COLUMNS)
    assert all(each.frame is None and each.why.endswith(".") for each in found)
    return [(*((each.x, each.y, each.width, each.height)), each.keep) for each in found]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_one_scan_area_is_what_is_kept(syntax):
    (found,) = outside_scan_areas(header(region(10, 20, 69, 49), syntax=syntax), ROWS, COLUMNS)
    # Both corners are part of the region.
    assert (found.x, found.y, found.width, found.height, found.keep) == (10, 20, 60, 30, True)
    assert found.source == "ultrasound regions"


def test_several_areas_leave_rectangles_to_blank():
    found = boxes(region(0, 10, 79, 29), region(20, 40, 59, 59, SPECTRAL, DOPPLER))
    assert found == [(0, 0, 80, 10, False), (0, 30, 80, 10, False), (0, 40, 20, 20, False), (60, 40, 20, 20, False)]


def test_areas_that_fill_a_rectangle_together_are_one():
    assert boxes(region(0, 10, 79, 29), region(0, 30, 79, 59, ECG, WAVEFORM)) == [(0, 10, 80, 50, True)]
    # Flow lies over tissue.
    assert boxes(region(10, 10, 69, 49), region(20, 20, 39, 39, FLOW)) == [(10, 10, 60, 40, True)]


@pytest.mark.parametrize(
    ("data", "space", "is_area"),
    [
        (TISSUE, TWO_D, True),
        (FLOW, TWO_D, True),
        (TISSUE, M_MODE, True),
        (SPECTRAL, DOPPLER, True),
        (4, DOPPLER, True),
        (ECG, WAVEFORM, True),
        (11, WAVEFORM, True),
        (18, WAVEFORM, True),
        (GREY_BAR, TWO_D, False),
        (COLOUR_BAR, TWO_D, False),
        (NONE, TWO_D, False),
        (TISSUE, GRAPHICS, False),
        (TISSUE, 0, False),
        (TISSUE, 77, False),
        (None, TWO_D, True),
        (TISSUE, None, True),
        (None, None, False),
    ],
)
def test_only_pictures_and_traces_are_scan_areas(data, space, is_area):
    assert bool(scan_areas(header(region(1, 1, 9, 9, data, space)), ROWS, COLUMNS)) is is_area


def test_a_region_that_gives_way_loses_what_lies_under_graphics():
    graphics = region(60, 0, 79, 9, NONE, GRAPHICS, flags=0)
    assert boxes(region(0, 0, 79, 59, flags=1), graphics) == [(60, 0, 20, 10, False)]
    # One of high priority does not give way, and graphics of low priority lie under.
    assert boxes(region(0, 0, 79, 59, flags=0), graphics) == []
    assert boxes(region(0, 0, 79, 59, flags=1), region(60, 0, 79, 9, NONE, GRAPHICS, flags=1)) == []
    # The other bits say nothing of it.
    assert boxes(region(0, 0, 79, 59, flags=7), graphics) == [(60, 0, 20, 10, False)]


def test_a_region_without_sense_is_none():
    whole = region(10, 10, 69, 49)
    without_corner = region(0, 0, 79, 59)
    del without_corner.RegionLocationMaxX1
    for bad in (without_corner, region(50, 20, 40, 30), region(80, 0, 99, 59), region(0, 60, 79, 99)):
        assert boxes(bad) == []
        assert boxes(whole, bad) == [(10, 10, 60, 40, True)]


def test_what_reaches_beyond_the_image_is_cut_off():
    assert boxes(region(10, 20, 80, 60)) == [(10, 20, 70, 40, True)]
    assert boxes(region(0, 0, 4_000_000_000, 4_000_000_000)) == []


def test_without_regions_nothing_is_proposed():
    assert boxes() == []
    assert outside_scan_areas(open_dicom(source(ct())).dataset, 16, 16) == []


_CORNER = st.integers(0, 90)
_REGIONS = st.lists(
    st.builds(
        region,
        _CORNER, _CORNER, _CORNER, _CORNER,
        st.sampled_from([TISSUE, FLOW, ECG, NONE, GREY_BAR]),
        st.sampled_from([TWO_D, WAVEFORM, GRAPHICS]),
        st.sampled_from([0, 1]),
    ),
    max_size=6,
)  # fmt: skip


@given(_REGIONS)
@settings(max_examples=150, deadline=None)
def test_proposals_blank_exactly_what_no_scan_area_shows(regions):
    """Against pixels: each is asked which regions lie over it."""
    shown, over = np.zeros((ROWS, COLUMNS), bool), np.zeros((ROWS, COLUMNS), bool)

    def where(item: Dataset) -> tuple[slice, slice]:
        x = slice(item.RegionLocationMinX0, item.RegionLocationMaxX1 + 1)
        return slice(item.RegionLocationMinY0, item.RegionLocationMaxY1 + 1), x

    def is_picture(item: Dataset) -> bool:
        return item.RegionSpatialFormat != GRAPHICS and item.RegionDataType not in (NONE, GREY_BAR)

    for item in regions:
        if not is_picture(item) and item.RegionFlags == 0:
            over[where(item)] = True
    for item in regions:
        if is_picture(item):
            part = np.zeros_like(shown)
            part[where(item)] = True
            shown |= part & ~over if item.RegionFlags else part
    blanked = np.zeros_like(shown)
    for x, y, width, height, keep in boxes(*regions):
        part = np.zeros_like(shown)
        part[y : y + height, x : x + width] = True
        blanked |= ~part if keep else part
    assert np.array_equal(blanked, ~shown if shown.any() else np.zeros_like(shown))
