"""What redaction of a JPEG has to keep, by its coefficients as `jpeg_streams` reads them."""

from curtain.pixels import jpeg
from curtain.pixels.jpeg.rewrite import flat
from jpeg_streams import Read, read


def touched(image: Read, units: list[jpeg.Rectangle]) -> dict[int, set[tuple[int, int]]]:
    """Row and column of each block of each component that a rectangle of pixels covers, by the units of the frame."""
    h_max, v_max = max(c[1] for c in image.components), max(c[2] for c in image.components)
    covered = {
        (y // (8 * v_max), x // (8 * h_max))
        for left, top, width, height in units
        for y in range(top, top + height)
        for x in range(left, left + width)
    }
    return {
        name: {(y * v + j, x * h + i) for y, x in covered for j in range(v) for i in range(h)}
        for name, h, v, _ in image.components
    }


def expect_exact(source: bytes, done: jpeg.Redacted, fill: tuple[int, ...] | None = None) -> Read:
    """The coefficients in the units are flat, all others are equal, and nothing else has changed."""
    before, after = read(source), read(done.stream)
    assert (after.precision, after.rows, after.columns) == (before.precision, before.rows, before.columns)
    assert (after.components, after.steps, after.restarts) == (before.components, before.steps, before.restarts)
    blank = touched(before, done.units)
    for number, (name, *_) in enumerate(before.components):
        levels = set()
        for row, (old_row, new_row) in enumerate(zip(before.blocks[name], after.blocks[name], strict=True)):
            for column, (old, new) in enumerate(zip(old_row, new_row, strict=True)):
                if (row, column) in blank[name]:
                    assert not any(new[1:])
                    levels.add(new[0])
                else:
                    assert new == old
        assert len(levels) == 1
        if fill is not None:
            assert levels == {flat(fill[number], before.precision, before.steps[name][0])}
    return after
