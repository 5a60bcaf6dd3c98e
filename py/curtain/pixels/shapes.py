"""Which pixels a shape touches, row by row, and how that grows on a grid. Pure and exact; needs no numpy.

A pixel is the square between whole numbers: (c, r) reaches from c to c + 1 and from r to r + 1. It is touched where the shape
covers any of it, so that nothing of what lies under a shape stays. A *row* is a list of runs (first column, the one behind the
last), in order, without overlaps.

>>> from curtain.pixels.shapes import ellipse
>>> ellipse(0, 0, 4, 2, rows=2, columns=9)
[[(0, 4)], [(0, 4)]]
"""

import math
from collections.abc import Iterable, Sequence
from itertools import chain

Run = tuple[int, int]
Rows = list[list[Run]]
Point = tuple[float, float]

#: Corners of polygons are taken to fractions of a pixel, so that all that follows is whole numbers.
_FRACTIONS = 1 << 10
#: What the root of an ellipse may be wrong by, in pixels.
_ROUNDING = 1e-9


def rectangle(
    x: float, y: float, width: float, height: float, *, rows: int, columns: int, within: bool = False
) -> Rows:
    """The pixels that a rectangle touches; `within`: those that lie wholly within it."""
    first, last = (math.ceil, math.floor) if within else (math.floor, math.ceil)
    return [
        _clipped([(first(x), last(x + width))], columns) if first(y) <= row < last(y + height) else []
        for row in range(rows)
    ]


def ellipse(x: float, y: float, width: float, height: float, *, rows: int, columns: int, within: bool = False) -> Rows:
    """As `rectangle`, of the ellipse inscribed in it."""
    across, down = width / 2, height / 2
    middle, centre = x + across, y + down
    found: Rows = [[] for _ in range(rows)]
    for row in range(max(math.floor(y), 0), min(math.ceil(y + height), rows)):
        edges = abs(row - centre), abs(row + 1 - centre)
        # The line of the row on which the ellipse is widest, or narrowest.
        away = max(edges) if within else 0.0 if row <= centre <= row + 1 else min(edges)
        if away > down:
            continue
        half = across * math.sqrt(max(1 - (away / down) * (away / down), 0))
        if within:
            run = math.ceil(middle - half + _ROUNDING), math.floor(middle + half - _ROUNDING)
        else:
            run = (
                max(math.floor(middle - half - _ROUNDING), math.floor(x)),
                min(math.ceil(middle + half + _ROUNDING), math.ceil(x + width)),
            )
        found[row] = _clipped([run], columns)
    return found


def polygon(points: Sequence[Point], *, rows: int, columns: int, within: bool = False) -> Rows:
    """As `rectangle`, of a polygon, which may cross itself: inside is what it winds round (the rule of non-zero winding).

    A pixel that no edge passes through is inside or outside as a whole, as is its middle.
    """
    corners = [(round(x * _FRACTIONS), round(y * _FRACTIONS)) for x, y in points]
    passed: Rows = [[] for _ in range(rows)]
    #: By row, where edges cross its middle, with their direction.
    crossings: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    for one, other in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        (x, y), (end_x, end_y) = (one, other) if one[1] <= other[1] else (other, one)
        direction, dx, dy = 1 if one[1] <= other[1] else -1, end_x - x, end_y - y
        for row in range(max(y // _FRACTIONS, 0), min(-(-end_y // _FRACTIONS), rows)):
            top, bottom = row * _FRACTIONS, (row + 1) * _FRACTIONS
            if dy == 0:
                # Within the row, or the range were empty.
                left, right, scale = min(x, end_x), max(x, end_x), _FRACTIONS
            else:
                ends = [x * dy + (at - y) * dx for at in (max(y, top), min(end_y, bottom))]
                left, right, scale = min(ends), max(ends), dy * _FRACTIONS
                half = top + _FRACTIONS // 2
                if y <= half < end_y:
                    crossings[row].append(((x * dy + (half - y) * dx) // dy, direction))
            passed[row].append((left // scale, -(-right // scale)))
    found: Rows = []
    for edges, ends in zip(passed, crossings, strict=True):
        inside, edge_runs = _clipped(_wound(ends), columns), _clipped(edges, columns)
        if within:
            found.append(_less(inside, edge_runs))
        else:
            found.append(_merged([*inside, *edge_runs]))
    return found


def _wound(crossings: list[tuple[int, int]]) -> list[Run]:
    """Runs between crossings, in fractions, round which there is any winding. Pixels of the edges may lack: they are passed."""
    runs, winding, start = [], 0, 0
    for at, direction in sorted(crossings):
        if winding == 0:
            start = at
        winding += direction
        if winding == 0:
            runs.append((start // _FRACTIONS, -(-at // _FRACTIONS)))
    return runs


def complement(rows: Rows, columns: int) -> Rows:
    """The pixels of the image that are not in these rows."""
    return [_less([(0, columns)], row) for row in rows]


def grown(rows: Rows, columns: int, cell: tuple[int, int], margin: tuple[int, int]) -> Rows:
    """What is touched of a grid, and a margin round each cell of it.

    Parameters
    ----------
    cell
        Width and height of a cell of the grid, in pixels.
    margin
        Cells on each side in x, and in y, over corners too.
    """
    (width, height), (beside, above) = cell, margin
    across = -(-columns // width)
    cells = [
        _clipped(
            [(left // width - beside, -(-right // width) + beside) for left, right in chain(*rows[at : at + height])],
            across,
        )
        for at in range(0, len(rows), height)
    ]
    # Most rows are empty, and most others are as their neighbours: nothing is to be done for these.
    spread = [_merged(set(chain(*cells[max(at - above, 0) : at + above + 1]))) for at in range(len(cells))]
    return [
        _clipped([(left * width, right * width) for left, right in spread[row // height]], columns)
        for row in range(len(rows))
    ]


def _clipped(runs: Iterable[Run], columns: int) -> list[Run]:
    return _merged((max(left, 0), min(right, columns)) for left, right in runs)


def _merged(runs: Iterable[Run]) -> list[Run]:
    """In order and without overlaps; empty ones left out."""
    merged: list[Run] = []
    for left, right in sorted(runs):
        if right <= left:
            continue
        if merged and left <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(right, merged[-1][1])
        else:
            merged.append((left, right))
    return merged


def _less(runs: list[Run], others: list[Run]) -> list[Run]:
    """What of runs is in none of the others, which are in order and do not overlap."""
    rest = []
    for left, right in runs:
        for start, stop in others:
            if stop > left and start < right:
                rest.append((left, start))
                left = max(left, stop)
        rest.append((left, right))
    return [(left, right) for left, right in rest if left < right]
