"""What the report says of a redaction: the boxes as they were asked for and as they grew, and the frames that keep their bytes.

Plain data, and small: only an object with a redaction carries it. Needs no numpy.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from curtain.files.part10 import Dicom, open_dicom
from curtain.files.source import Source
from curtain.pixels.areas import Box
from curtain.pixels.image import Image, read_image
from curtain.pixels.native import NativeLayout
from curtain.pixels.syntaxes import SYNTAXES

Rectangle = tuple[float, float, float, float]

_BLOCK = 1 << 20


def record(
    blanked: Iterable[tuple[Box, tuple[int, int, int, int], int]], before: str, after: str, untouched: int
) -> dict[str, Any]:
    """The record of one object, as `redactions` in `share/report.schema.json` but for its digest.

    Parameters
    ----------
    blanked
        Each box as it was asked for; x, y, width and height around what was blanked for it, and how many pixels that are.
    before, after
        TransferSyntaxUID.
    untouched
        How many frames keep their bytes.
    """
    frames: dict[tuple[Box, tuple[int, int, int, int], int], set[int] | None] = {}
    for box, around, pixels in blanked:
        kind = box._replace(frame=None), around, pixels
        known = frames.setdefault(kind, set())
        if box.frame is None:
            frames[kind] = None
        elif known is not None:
            known.add(box.frame)
    return {
        "boxes": [
            {"frames": run, **_told(*kind)}
            for kind, numbers in frames.items()
            for run in ([None] if numbers is None else _runs(numbers))
        ],
        "syntax_before": SYNTAXES[before].name,
        "syntax_after": SYNTAXES[after].name,
        "untouched": untouched,
    }


def _told(box: Box, around: tuple[int, int, int, int], pixels: int) -> dict[str, Any]:
    """What is as usual, a black rectangle, is not said."""
    told: dict[str, Any] = {"asked": [box.x, box.y, box.width, box.height], "blanked": list(around)}
    if box.shape != "rectangle":
        told["shape"] = box.shape
    if box.points:
        told["points"] = [list(point) for point in box.points]
    if box.fill != "black":
        told["fill"] = box.fill
    if box.outside:
        told["outside"] = True
    return told if box.is_plain else {**told, "pixels": pixels}


def cropped(asked: Iterable[float], kept: Iterable[int], size: tuple[int, int]) -> dict[str, Any]:
    """`crop` of such a record: the rectangle as asked for and as it is left, in an image of so many columns and rows."""
    return {"asked": list(asked), "kept": list(kept), "size": list(size)}


def _runs(frames: Iterable[int]) -> list[list[int]]:
    """First and last of each run of frames, counted from 1 as DICOM does."""
    runs: list[list[int]] = []
    for number in sorted(each + 1 for each in frames):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def untouched_digest(candidate: Source, told: dict[str, Any]) -> str:
    """SHA-256 in hex over what `untouched_ranges` gives; "" where that is nothing."""
    source, ranges = untouched_ranges(candidate, told)
    digest = hashlib.sha256()
    for offset, length in ranges:
        for start in range(0, length, _BLOCK):
            digest.update(source.read(offset + start, min(_BLOCK, length - start)))
    return digest.hexdigest() if ranges else ""


def untouched_ranges(candidate: Source, told: dict[str, Any]) -> tuple[Source, list[tuple[int, int]]]:
    """The frames of a redacted object that keep their bytes, in their order: offsets and lengths, and in what they are.

    Of an encapsulated frame its fragments without their item headers, of an uncompressed one its bytes in PixelData. None
    where there is no such frame, or where frames begin within bytes of others. The source is another one than `candidate`
    where that is deflated.
    """
    if not told["untouched"]:
        return candidate, []
    dicom = open_dicom(candidate)
    image = read_image(dicom)
    anew = {frame for box in told["boxes"] for frame in range(box["frames"][0] - 1, box["frames"][1])}
    found: list[tuple[int, int]] = []
    for index in range(image.number_of_frames):
        if index in anew:
            continue
        ranges = image.frames[index] if image.frames else _native_range(dicom, image, index)
        if ranges is None:
            return candidate, []
        found += ranges
    return dicom.source, found


def _native_range(dicom: Dicom, image: Image, index: int) -> list[tuple[int, int]] | None:
    """Where an uncompressed frame lies in the source; None where it shares bytes with others."""
    start, stop = NativeLayout(dicom, image).span(index)
    if start * 8 != image.frame_bits * index or stop * 8 != image.frame_bits * (index + 1):
        return None
    return [(image.element.offset + start, stop - start)]
