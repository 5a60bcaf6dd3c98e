"""Areas of an image as rectangles: what lies in some of them and not in others, in rectangles again. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Rectangle(NamedTuple):
    """Left, top, right and bottom in pixels; the last two are no part of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_empty(self) -> bool:
        return self.left >= self.right or self.top >= self.bottom

    def within(self, other: "Rectangle") -> "Rectangle":
        """What of it lies in another one; it may be empty."""
        return Rectangle(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


def without(inside: Iterable[Rectangle], taken: Iterable[Rectangle]) -> list[Rectangle]:
    """All that lies in one of some rectangles and in none of others, as rectangles that do not overlap.

    From the top down, in bands as high as can be, each from left to right: the same area gives the same rectangles.
    """
    inside = [each for each in inside if not each.is_empty]
    taken = [each for each in taken if not each.is_empty]
    edges = sorted({edge for each in (*inside, *taken) for edge in (each.top, each.bottom)})
    done: list[Rectangle] = []
    band: list[tuple[int, int]] = []
    began = 0
    for top, bottom in pairwise(edges):
        spans = _spans(
            [(each.left, each.right) for each in inside if each.top <= top and bottom <= each.bottom],
            [(each.left, each.right) for each in taken if each.top <= top and bottom <= each.bottom],
        )
        if spans != band:
            done += [Rectangle(left, began, right, top) for left, right in band]
            band, began = spans, top
    if edges:
        done += [Rectangle(left, began, right, edges[-1]) for left, right in band]
    return done


def bounds(rectangles: Sequence[Rectangle]) -> Rectangle:
    """The smallest rectangle around some; there has to be one."""
    return Rectangle(
        min(each.left for each in rectangles),
        min(each.top for each in rectangles),
        max(each.right for each in rectangles),
        max(each.bottom for each in rectangles),
    )


def _spans(inside: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`without` on a line. A place that is entered as often as it is left is no edge."""
    steps = sorted(
        [(at, change, 0) for left, right in inside for at, change in ((left, 1), (right, -1))]
        + [(at, 0, change) for left, right in taken for at, change in ((left, 1), (right, -1))]
    )
    spans: list[tuple[int, int]] = []
    ins = outs = 0
    since: int | None = None
    for number, (at, in_, out) in enumerate(steps):
        ins, outs = ins + in_, outs + out
        if number + 1 < len(steps) and steps[number + 1][0] == at:
            continue
        open_now = ins > 0 and outs == 0
        if open_now and since is None:
            since = at
        elif not open_now and since is not None:
            spans.append((since, at))
            since = None
    return spans
