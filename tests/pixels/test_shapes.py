"""Which pixels a shape touches: all of which it covers any, none beside; and how that grows on a grid."""

import json
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shape_vectors
from curtain.pixels import shapes

ROWS, COLUMNS = 13, 17
SIZE = {"rows": ROWS, "columns": COLUMNS}
#: Places within a pixel at which it is asked whether they lie in a shape.
FINE = 9

quarters = st.integers(-20, 100).map(lambda number: number / 4)
sizes = st.integers(1, 90).map(lambda number: number / 4)
corner_lists = st.lists(st.tuples(quarters, quarters), min_size=3, max_size=7)


def mask(rows: shapes.Rows) -> np.ndarray:
    drawn = np.zeros((ROWS, COLUMNS), int)
    for row, runs in zip(drawn, rows, strict=True):
        assert runs == sorted(runs)
        for left, right in runs:
            assert 0 <= left < right <= COLUMNS
            row[left:right] += 1
    assert drawn.max(initial=0) <= 1
    return drawn.astype(bool)


def places() -> tuple[np.ndarray, np.ndarray]:
    """Columns and rows of points within all pixels, and on no line between them."""
    within = (np.arange(FINE) + 0.5) / FINE
    x = (np.arange(COLUMNS)[:, None] + within).ravel()
    y = (np.arange(ROWS)[:, None] + within).ravel()
    return np.meshgrid(x, y)


def by_pixel(points: np.ndarray) -> np.ndarray:
    return points.reshape(ROWS, FINE, COLUMNS, FINE).swapaxes(1, 2).reshape(ROWS, COLUMNS, -1)


def wound(points: list[tuple[float, float]], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How often a polygon goes round each point, by the angles that its edges are seen under."""
    total = np.zeros_like(x)
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        one, other = (x1 - x) + 1j * (y1 - y), (x2 - x) + 1j * (y2 - y)
        total += np.angle(other / np.where(one == 0, 1e-12, one))
    return np.rint(total / (2 * np.pi)).astype(int)


@settings(deadline=None, max_examples=150)
@given(corner_lists)
def test_a_polygon_touches_every_pixel_in_which_it_covers_anything(points):
    covered = by_pixel(wound(points, *places()) != 0)
    assert not (covered.any(-1) & ~mask(shapes.polygon(points, **SIZE))).any()
    assert not (~covered.all(-1) & mask(shapes.polygon(points, within=True, **SIZE))).any()


@settings(deadline=None, max_examples=150)
@given(quarters, quarters, sizes, sizes)
def test_an_ellipse_touches_every_pixel_in_which_it_covers_anything(x, y, width, height):
    across, down = places()
    covered = by_pixel(((across - x) / width * 2 - 1) ** 2 + ((down - y) / height * 2 - 1) ** 2 < 1)
    touched = mask(shapes.ellipse(x, y, width, height, **SIZE))
    assert not (covered.any(-1) & ~touched).any()
    assert not (~covered.all(-1) & mask(shapes.ellipse(x, y, width, height, within=True, **SIZE))).any()
    # And nothing that its rectangle does not.
    assert not (touched & ~mask(shapes.rectangle(x, y, width, height, **SIZE))).any()


def clipped_area(points: list[tuple[Fraction, Fraction]], column: int, row: int) -> Fraction:
    """The area of a convex polygon within a pixel, exactly (Sutherland and Hodgman)."""
    for axis, limit, side in ((0, column, 1), (0, column + 1, -1), (1, row, 1), (1, row + 1, -1)):
        kept = []
        for one, other in zip(points, [*points[1:], *points[:1]], strict=True):
            here, there = (side * (point[axis] - limit) for point in (one, other))
            if here >= 0:
                kept.append(one)
            if here * there < 0:
                part = here / (here - there)
                kept.append(tuple(a + part * (b - a) for a, b in zip(one, other, strict=True)))
        points = kept
    pairs = zip(points, [*points[1:], *points[:1]], strict=True)
    return abs(sum((a[0] * b[1] - a[1] * b[0] for a, b in pairs), Fraction())) / 2


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(quarters, quarters), min_size=3, max_size=3))
def test_a_triangle_touches_the_pixels_that_it_covers_a_part_of_and_no_other(points):
    exact = [(Fraction(x), Fraction(y)) for x, y in points]
    if clipped_area(exact, -(10**6), -(10**6)) == 0 and _area(exact) == 0:
        return
    areas = [[clipped_area(exact, column, row) for column in range(COLUMNS)] for row in range(ROWS)]
    assert mask(shapes.polygon(points, **SIZE)).tolist() == [[area > 0 for area in row] for row in areas]
    inside = mask(shapes.polygon(points, within=True, **SIZE))
    assert inside.tolist() == [[area == 1 for area in row] for row in areas]


def _area(points: list[tuple[Fraction, Fraction]]) -> Fraction:
    (a, b), (c, d), (e, f) = points
    return (c - a) * (f - b) - (e - a) * (d - b)


@settings(deadline=None)
@given(quarters, quarters, sizes, sizes, st.booleans())
def test_a_polygon_of_four_right_angles_is_a_rectangle(x, y, width, height, within):
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    for points in (corners, corners[::-1]):
        drawn = shapes.polygon(points, within=within, **SIZE)
        assert drawn == shapes.rectangle(x, y, width, height, within=within, **SIZE)


@settings(deadline=None)
@given(corner_lists, st.integers(1, 9), st.integers(1, 9), st.integers(0, 3), st.integers(0, 3))
def test_a_shape_grows_to_the_cells_that_it_touches_and_those_around_them(points, width, height, beside, above):
    touched = shapes.polygon(points, **SIZE)
    cells = np.zeros((math.ceil(ROWS / height), math.ceil(COLUMNS / width)), bool)
    for row, column in np.argwhere(mask(touched)):
        row, column = row // height, column // width
        cells[max(row - above, 0) : row + above + 1, max(column - beside, 0) : column + beside + 1] = True
    expected = np.repeat(np.repeat(cells, height, 0), width, 1)[:ROWS, :COLUMNS]
    assert np.array_equal(mask(shapes.grown(touched, COLUMNS, (width, height), (beside, above))), expected)


@settings(deadline=None)
@given(corner_lists)
def test_what_is_not_touched_is_the_complement(points):
    touched = shapes.polygon(points, **SIZE)
    assert np.array_equal(mask(shapes.complement(touched, COLUMNS)), ~mask(touched))


def test_a_shape_far_outside_costs_nothing():
    far = 1e12
    assert not any(shapes.ellipse(far, far, far, far, **SIZE))
    assert not any(shapes.polygon([(far, far), (2 * far, far), (far, 2 * far)], **SIZE))
    assert mask(shapes.polygon([(-far, -far), (far, -far), (far, far), (-far, far)], **SIZE)).all()


def test_the_page_has_what_the_engine_says():
    if not shape_vectors.FILE.exists():
        pytest.skip("the tests of the page are not here")
    assert json.loads(shape_vectors.FILE.read_text()) == shape_vectors.vectors()
