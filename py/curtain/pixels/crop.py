"""Cutting an image to a rectangle, in all of its frames: nothing of what lay outside stays in the pixel data.

Native objects and lossless codecs keep their transfer syntax. What was compressed with a loss is decoded, cut and written in the
lossless syntax of its family, because blocks that begin elsewhere would be lossy a second time. There, and where a picture had
a loss before, the rectangle shrinks as a redaction of all around it would grow (`curtain.pixels.growth`): a codec smears what
lies outside over the blocks at the edge.

Boxes that are blanked as well are in the coordinates of the uncropped image, and come first.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from curtain.files.fragments import EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS
from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.areas import Box
from curtain.pixels.frame_makers import by_frames
from curtain.pixels.growth import Growth, growth
from curtain.pixels.image import Image, read_image
from curtain.pixels.kept import Kept
from curtain.pixels.lossless_writer import lossless
from curtain.pixels.lossy import told_of_loss
from curtain.pixels.native_cropper import NativeCropper
from curtain.pixels.patch import PixelPatch, header_changes
from curtain.pixels.record import cropped, record
from curtain.pixels.redact import areas_in
from curtain.pixels.show import why_not_redact
from curtain.pixels.syntaxes import SYNTAXES, is_native


class Crop(NamedTuple):
    """The rectangle that is left of an image, in columns and rows from 0 at the top left."""

    x: float
    y: float
    width: float
    height: float


def crop_image(dicom: Dicom, crop: Crop, boxes: Sequence[Box] = (), hidden: Collection[int] = ()) -> PixelPatch | None:
    """Cut an object to a rectangle, after blanking boxes in it; None where the rectangle is the whole image.

    A pixel that lies partly outside goes. Uncompressed YBR_FULL_422 is cut at even columns only, and grows to them: two
    pixels share their colour.

    Raises
    ------
    Quarantine
        `cannot-show`, `cannot-decode`; `cannot-crop` where these pixels cannot be cut, `empty-crop` where nothing would be left;
        `empty-redaction` as `redact` does.
    """
    image = replace(read_image(dicom), clears_spare=bool(hidden))
    kept = _kept(dicom, image, crop)
    if kept is None:
        return None
    grows = growth(dicom)
    areas = areas_in(dicom, image, boxes, grows)
    notes = [_shrunk_words(grows)] if grows != Growth() else []
    if is_native(dicom.syntax):
        writer = NativeCropper(dicom, image, areas, kept)
        changes = header_changes(image, writer.target, dicom.little)
        tables = dict.fromkeys((EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS))
        patch = PixelPatch(dicom.syntax, image.element.vr, writer.length, changes, tables, notes, writer)
    else:
        patch = by_frames(dicom, image, areas, notes, kept) or lossless(dicom, image, areas, notes, kept)
    if patch.syntax != dicom.syntax:
        name = SYNTAXES[patch.syntax].name
        patch.notes.append(f"The cropped image is stored anew, without another loss, as {name}.")
    told = record(areas.blanked, dicom.syntax, patch.syntax, 0)
    left = (kept.left, kept.top, kept.columns, kept.rows)
    attributes = patch.attributes | told_of_loss(dicom, image, patch.syntax)
    return replace(
        patch,
        attributes=attributes,
        record={**told, "crop": cropped(crop, left, (image.columns, image.rows))},
        kept=kept,
    )


def _kept(dicom: Dicom, image: Image, crop: Crop) -> Kept | None:
    if (sentence := why_not_redact(image)) is not None:
        raise Quarantine("cannot-crop", sentence)
    if not all(map(math.isfinite, (*crop, crop.x + crop.width, crop.y + crop.height))):
        raise _empty()
    left, top = max(math.ceil(crop.x), 0), max(math.ceil(crop.y), 0)
    right = min(math.floor(crop.x + crop.width), image.columns)
    bottom = min(math.floor(crop.y + crop.height), image.rows)
    if left >= right or top >= bottom:
        raise _empty()
    left, top, right, bottom = growth(dicom).shrunk(left, top, right, bottom, image.columns, image.rows)
    if left >= right or top >= bottom:
        raise _empty()
    if is_native(dicom.syntax) and image.photometric_interpretation == "YBR_FULL_422":
        left, right = left - left % 2, right + right % 2
    kept = Kept(top, bottom, left, right)
    return None if kept == Kept(0, image.rows, 0, image.columns) else kept


def _empty() -> Quarantine:
    return Quarantine(
        "empty-crop", "Nothing of the image would be left by the crop. Draw it larger, or leave the image out."
    )


def _shrunk_words(grows: Growth) -> str:
    if grows.width == 1:
        return f"The crop shrank by {grows.margin_x} pixels on each cut side: the image was compressed with a loss."
    return (
        f"The crop shrank to the blocks of {grows.width} by {grows.height} pixels in which the image was compressed "
        "with a loss, and one less on each cut side."
    )
