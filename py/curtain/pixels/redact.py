"""Blanking boxes in the stored samples.

Native objects keep their syntax, and every byte outside the boxes. Of a compressed object only the frames with a box are
made anew, without loss and in its own syntax, where an encoder can do that so that they fit in with the others;
otherwise all frames are decoded and written in a lossless syntax, and YBR becomes RGB, as it is decoded.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.areas import Areas, Box
from curtain.pixels.frame_makers import by_frames
from curtain.pixels.growth import Growth, growth
from curtain.pixels.image import Image, read_image
from curtain.pixels.lossless_writer import LosslessWriter, lossless
from curtain.pixels.lossy import told_of_loss
from curtain.pixels.native_writer import NativeWriter
from curtain.pixels.patch import PixelPatch
from curtain.pixels.record import record
from curtain.pixels.show import why_not_redact
from curtain.pixels.syntaxes import is_native

__all__ = ["Box", "PixelPatch", "redact"]


def redact(dicom: Dicom, boxes: Sequence[Box], hidden: Collection[int] = ()) -> PixelPatch:
    """Blank boxes in an object, and clear the spare bits of the compressed frames `hidden` (`curtain.pixels.hidden`).

    Boxes, and the shapes in them, grow to whole pixels, in native YBR_FULL_422 to even columns, and where a codec smeared what
    they cover (`curtain.pixels.growth`); they are clipped to the image. Each blanks on its own, so that one more never
    brings anything back; where they overlap, black is seen before background, and that before white.

    Raises
    ------
    Quarantine
        `cannot-show`, `cannot-decode`; `cannot-redact` where these pixels cannot be blanked;
        `empty-redaction` where a box lies outside the image, names a frame that is not there,
        or there is none.
    """
    image = replace(read_image(dicom), clears_spare=bool(hidden))
    if (sentence := why_not_redact(image)) is not None:
        raise Quarantine("cannot-redact", sentence)
    if not boxes and not hidden:
        raise Quarantine("empty-redaction", "There is no box to blank.")
    grows = growth(dicom)
    areas = areas_in(dicom, image, boxes, grows, hidden)
    notes = [_grown_words(grows)] if boxes and grows != Growth() else []
    if is_native(dicom.syntax):
        writer = NativeWriter(dicom, image, areas)
        patch = PixelPatch(dicom.syntax, image.element.vr, image.element.length, {}, {}, notes, writer)
    else:
        patch = by_frames(dicom, image, areas, notes) or lossless(dicom, image, areas, notes)
    anew = (
        range(image.number_of_frames)
        if isinstance(patch.writer, LosslessWriter)
        else areas.frames(image.number_of_frames)
    )
    # Frames that changed under no box are not told of one by one: then none counts as untouched.
    untouched = image.number_of_frames - len(anew) if not hidden else 0
    attributes = patch.attributes | told_of_loss(dicom, image, patch.syntax)
    told = record(areas.blanked, dicom.syntax, patch.syntax, untouched) if boxes else {}
    return replace(patch, attributes=attributes, record=told)


def areas_in(dicom: Dicom, image: Image, boxes: Sequence[Box], grows: Growth, hidden: Collection[int] = ()) -> Areas:
    """What is blanked in each frame of an object; `hidden` change anyway.

    Where two pixels share their chroma, boxes grow to whole pairs; blocks are whole pairs anyway. Raises as `Areas`.
    """
    pairs = is_native(dicom.syntax) and image.photometric_interpretation == "YBR_FULL_422"
    return Areas(image, boxes, grows._replace(width=2) if pairs and grows == Growth() else grows, hidden)


def _grown_words(grows: Growth) -> str:
    if grows.width == 1:
        return f"Redactions grew by {grows.margin_x} pixels on each side: the image was compressed with a loss."
    return (
        f"Redactions grew to the blocks of {grows.width} by {grows.height} pixels in which the image was compressed "
        "with a loss, and one more on each side."
    )
