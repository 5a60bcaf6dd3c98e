"""How a camera was held: the one word of EXIF that the picture itself depends on (CIPA DC-008, Orientation)."""

import struct
from itertools import islice
from typing import TYPE_CHECKING

from curtain.pixels.streams import STARTS_OF_FRAME, BadStream, jpeg_segments

if TYPE_CHECKING:
    import numpy as np

AS_STORED = 1
_ORIENTATION, _SHORT = 0x0112, 3
_EXIF = b"Exif\0\0"
_MOST_ENTRIES = 512


def orientation(data: bytes) -> int:
    """1 to 8 of a JPEG file; 1 where it does not say, or says nonsense."""
    try:
        for marker, body in jpeg_segments(data):
            if marker in STARTS_OF_FRAME:
                break
            if marker == 0xE1 and body.startswith(_EXIF):
                return _read(body[len(_EXIF) :])
    except BadStream:
        pass
    return AS_STORED


def _read(tiff: bytes) -> int:
    """Orientation in the first directory of a TIFF structure."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return AS_STORED
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for at in islice(range(start + 2, start + 2 + 12 * count, 12), _MOST_ENTRIES):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
            if tag == _ORIENTATION:
                return value if kind == _SHORT and 1 <= value <= 8 else AS_STORED
    except struct.error:
        pass
    return AS_STORED


def turned(samples: "np.ndarray", to: int) -> "np.ndarray":
    """Samples (rows, columns[, 3]) as the camera saw them."""
    import numpy as np

    if to in (5, 6, 7, 8):
        samples = samples.swapaxes(0, 1)
    if to in (3, 4, 7, 8):
        samples = samples[::-1]
    if to in (2, 3, 6, 7):
        samples = samples[:, ::-1]
    return np.ascontiguousarray(samples)
