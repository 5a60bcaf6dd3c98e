"""What stands still while a cine moves: text, logos and scales that lie outside of the picture. Needs numpy.

A few frames, spread over all, are decoded one after the other; beside the one at hand only the lowest and the highest value of
each pixel so far are held. So the memory is that of a few frames, however long the cine is.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from curtain.files.part10 import Dicom
from curtain.pixels.frames import frame_samples
from curtain.pixels.image import Image, read_image
from curtain.places.proposal import Proposal, Source
from curtain.places.ultrasound import scan_areas

#: Frames that are decoded, at most.
_SAMPLED = 12
#: The image is looked at in squares of so many pixels.
_CELL = 8
#: Of the range of all values: what changes by less is the noise of a codec, and what differs by more from the background is seen.
_NOISE, _SEEN = 0.06, 0.12
#: Cells, rows first: what changes is one picture over such a gap, and letters are one text.
_PICTURE_GAP, _TEXT_GAP = (2, 2), (1, 2)
#: What changes in less than this part of the image is a clock or a trace, and no picture.
_SMALLEST_PICTURE = 0.02
#: Pixels: less is a speck; and what a box is larger than what it is put around.
_SPECK, _MARGIN = 8, 2
#: A box may have such a part in the picture: where a picture ends is known to a cell only.
_INTO_PICTURE = 0.1
_MOST = 60
_WHY = "This never changes while the picture moves, and lies outside of it."


class _Range(NamedTuple):
    """Lowest and highest brightness of each pixel over some frames, and how far all of them reach."""

    lowest: np.ndarray
    highest: np.ndarray
    full: float


def unchanging(dicom: Dicom) -> list[Proposal]:
    """Boxes around what never changes over the frames of a cine and lies outside of its picture.

    The picture is where the header says that there is one, else where most of the change is; [] where neither tells. Raises
    Quarantine where a frame cannot be decoded.
    """
    image = read_image(dicom)
    if image.number_of_frames < 2:
        return []
    seen = _range(dicom, image)
    moves = seen.highest - seen.lowest > _NOISE * seen.full
    picture = _picture(dicom, moves) if seen.full else None
    if picture is None:
        return []
    outside = ~moves & ~picture
    text = outside & (np.abs(seen.lowest - _most_frequent(seen, outside)) > _SEEN * seen.full)
    boxes = sorted(_boxes(text, picture), key=lambda box: box[2] * box[3], reverse=True)[:_MOST]
    boxes.sort(key=lambda box: (box[1], box[0]))
    return [Proposal(*box, _WHY, Source.UNCHANGING) for box in boxes]


def _range(dicom: Dicom, image: Image) -> _Range:
    count = min(image.number_of_frames, _SAMPLED)
    lowest = highest = np.zeros(0)
    for number in range(count):
        samples = frame_samples(
            dicom, round(number * (image.number_of_frames - 1) / (count - 1)), rgb=True, image=image
        )
        # The brightest colour, so that blue letters are seen like white ones.
        frame = (samples.max(axis=2) if samples.ndim == 3 else samples).astype(np.float32)
        np.nan_to_num(frame, copy=False)
        lowest = frame if number == 0 else np.minimum(lowest, frame)
        highest = frame if number == 0 else np.maximum(highest, frame)
    return _Range(lowest, highest, float(highest.max()) - float(lowest.min()))


def _picture(dicom: Dicom, moves: np.ndarray) -> np.ndarray | None:
    """The pixels of the picture."""
    rows, columns = moves.shape
    picture = np.zeros(moves.shape, bool)
    for left, top, right, bottom in scan_areas(dicom.dataset, rows, columns):
        picture[top:bottom, left:right] = True
    if picture.any():
        return picture
    changed = _in_cells(moves) >= 2
    parts = ([cell for cell in part if changed[cell]] for part in _parts(_spread(changed, *_PICTURE_GAP)))
    largest = max(parts, key=len, default=[])
    if len(largest) < _SMALLEST_PICTURE * changed.size:
        return None
    cells = np.zeros(changed.shape, bool)
    cells[tuple(np.transpose(largest))] = True
    # What is dark all the time in the midst of a picture belongs to it: a cavity, or the corners of a sector's depth.
    # So does its fringe, which hardly moves.
    cells = _spread(_filled(cells) & _filled(cells.T).T, 1, 1)
    return np.repeat(np.repeat(cells, _CELL, axis=0), _CELL, axis=1)[:rows, :columns]


def _filled(cells: np.ndarray) -> np.ndarray:
    """Each row from its first cell to its last one."""
    return np.logical_or.accumulate(cells, axis=1) & np.logical_or.accumulate(cells[:, ::-1], axis=1)[:, ::-1]


def _most_frequent(seen: _Range, where: np.ndarray) -> float:
    """The background outside of the picture."""
    values = seen.lowest[where]
    if not values.size:
        return 0.0
    counts, edges = np.histogram(values, bins=64)
    at = int(counts.argmax())
    return float(np.median(values[(values >= edges[at]) & (values <= edges[at + 1])]))


def _boxes(text: np.ndarray, picture: np.ndarray) -> Iterator[tuple[int, int, int, int]]:
    """x, y, width and height around what lies together."""
    cells = _in_cells(text) > 0
    for part in _parts(_spread(cells, *_TEXT_GAP)):
        yield from _around(np.array([cell for cell in part if cells[cell]]), text, picture)


def _around(cells: np.ndarray, text: np.ndarray, picture: np.ndarray) -> Iterator[tuple[int, int, int, int]]:
    """A box around what some cells hold, or several where it would lie in the picture too: text goes round a corner of it."""
    rows, columns = text.shape
    first, last = cells.min(axis=0), cells.max(axis=0)
    at_rows, at_columns = np.nonzero(text[_pixels(first[0], last[0]), _pixels(first[1], last[1])])
    left, right = int(first[1] * _CELL + at_columns.min()), int(first[1] * _CELL + at_columns.max()) + 1
    top, bottom = int(first[0] * _CELL + at_rows.min()), int(first[0] * _CELL + at_rows.max()) + 1
    across, down = slice(left, right), slice(top, bottom)
    longer = int(np.argmax(last - first))
    if last[longer] > first[longer] and picture[down, across].mean() > _INTO_PICTURE:
        is_first = cells[:, longer] <= (first[longer] + last[longer]) // 2
        yield from _around(cells[is_first], text, picture)
        yield from _around(cells[~is_first], text, picture)
    elif len(at_rows) >= _SPECK:
        # No margin into the picture either.
        left -= _MARGIN * (not picture[down, max(left - _MARGIN, 0) : left].any())
        right += _MARGIN * (not picture[down, right : right + _MARGIN].any())
        top -= _MARGIN * (not picture[max(top - _MARGIN, 0) : top, across].any())
        bottom += _MARGIN * (not picture[bottom : bottom + _MARGIN, across].any())
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, columns), min(bottom, rows)
        yield left, top, right - left, bottom - top


def _pixels(first: int, last: int) -> slice:
    return slice(first * _CELL, (last + 1) * _CELL)


def _in_cells(pixels: np.ndarray) -> np.ndarray:
    """How many pixels of each cell are set; cells at the right and at the bottom may be smaller."""
    rows, columns = pixels.shape
    padded = np.pad(pixels, ((0, -rows % _CELL), (0, -columns % _CELL)))
    return padded.reshape(padded.shape[0] // _CELL, _CELL, padded.shape[1] // _CELL, _CELL).sum(axis=(1, 3))


def _spread(cells: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """The cells with those around them."""
    spread = cells.copy()
    for by in range(1, columns + 1):
        spread[:, by:] |= cells[:, :-by]
        spread[:, :-by] |= cells[:, by:]
    across = spread.copy()
    for by in range(1, rows + 1):
        spread[by:] |= across[:-by]
        spread[:-by] |= across[by:]
    return spread


def _parts(cells: np.ndarray) -> list[list[tuple[int, int]]]:
    """Cells that touch, corners included, part by part."""
    left = {(int(row), int(column)) for row, column in zip(*np.nonzero(cells), strict=True)}
    parts = []
    while left:
        part = [left.pop()]
        for row, column in part:
            near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= near
            part += near
        parts.append(part)
    return parts
