"""Areas as rectangles, against a mask of pixels."""

from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.places.area import Rectangle, bounds, without

SIZE = 12


def pixels(rectangles: list[Rectangle]) -> set[tuple[int, int]]:
    return {(x, y) for left, top, right, bottom in rectangles for x in range(left, right) for y in range(top, bottom)}


_EDGES = st.integers(0, SIZE)
_RECTANGLES = st.lists(st.builds(Rectangle, _EDGES, _EDGES, _EDGES, _EDGES), max_size=6)


@given(_RECTANGLES, _RECTANGLES)
@settings(max_examples=400, deadline=None)
def test_the_rest_is_all_that_is_in_one_and_in_no_other(inside, taken):
    rest = without(inside, taken)
    assert pixels(rest) == pixels(inside) - pixels(taken)
    # No pixel is in two of them, and none of them is empty.
    assert sum((each.right - each.left) * (each.bottom - each.top) for each in rest) == len(pixels(rest))
    assert not any(each.is_empty for each in rest)
    assert without(rest, []) == rest


def test_a_hole_leaves_four_bands_from_the_top_down():
    image, hole = Rectangle(0, 0, 10, 8), Rectangle(2, 3, 6, 5)
    assert without([image], [hole]) == [(0, 0, 10, 3), (0, 3, 2, 5), (6, 3, 10, 5), (0, 5, 10, 8)]


def test_what_touches_is_one():
    assert without([Rectangle(0, 0, 4, 4), Rectangle(4, 0, 8, 4), Rectangle(0, 4, 8, 6)], []) == [(0, 0, 8, 6)]
    assert bounds([Rectangle(3, 4, 5, 6), Rectangle(1, 5, 2, 9)]) == (1, 4, 5, 9)
