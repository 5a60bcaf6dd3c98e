"""PackBits, the runs of DICOM's RLE (PS3.5 G.3). The encoder of imagecodecs does not run in the browser: its wheel lacks a symbol."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

#: The most bytes of a run, and the fewest that are worth one of their own.
_LONGEST, _SHORTEST = 128, 3


def packbits(rows: "np.ndarray") -> bytes:
    """Encode (rows, columns) bytes, each row by itself."""
    import numpy as np

    data = np.ascontiguousarray(rows, np.uint8)
    first = np.ones(data.shape, bool)
    first[:, 1:] = data[:, 1:] != data[:, :-1]
    begins_row = np.zeros(data.shape, bool)
    begins_row[:, 0] = True
    data = data.ravel()
    # Stretches of equal bytes; those too short for a run of their own are copied together with their neighbours.
    start = np.flatnonzero(first)
    repeats = np.diff(start, append=data.size) >= _SHORTEST
    opens = repeats | begins_row.ravel()[start]
    opens[1:] |= repeats[:-1]
    start, repeats = start[opens], repeats[opens]
    length = np.diff(start, append=data.size)
    # No run is longer than 128.
    parts = -(-length // _LONGEST)
    nth = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
    start = np.repeat(start, parts) + nth * _LONGEST
    length = np.minimum(np.repeat(length, parts) - nth * _LONGEST, _LONGEST)
    # A single byte that is left over is copied.
    repeats = np.repeat(repeats, parts) & (length > 1)

    size = np.where(repeats, 2, length + 1)
    place = np.cumsum(size) - size
    out = np.empty(int(size.sum()), np.uint8)
    out[place] = np.where(repeats, 257 - length, length - 1)
    out[place[repeats] + 1] = data[start[repeats]]
    copied = ~repeats
    start, length, place = start[copied], length[copied], place[copied]
    within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    out[np.repeat(place + 1, length) + within] = data[np.repeat(start, length) + within]
    return out.tobytes()
