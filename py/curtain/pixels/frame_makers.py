"""A compressed object of which only the frames with an area are made anew, in its own syntax or the lossless one of its family."""

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.areas import FILLS, Area, Areas
from curtain.pixels.comments import without_text
from curtain.pixels.encapsulated import Encapsulated
from curtain.pixels.fill import blank, values_of
from curtain.pixels.image import GREY, PALETTE, Image, read_source
from curtain.pixels.kept import Kept, cut, sized
from curtain.pixels.patch import PixelPatch, header_changes
from curtain.pixels.syntaxes import BLOCKS, SYNTAXES, WHOLE

if TYPE_CHECKING:
    import numpy as np

#: Pixels from an edge of blanked units within which a decoder may mix chroma of both sides.
_RIM = 4


def by_frames(
    dicom: Dicom, image: Image, areas: Areas, notes: list[str], kept: Kept | None = None
) -> PixelPatch | None:
    """A patch that makes only the frames with a box anew; None where their encoder, or their header, does not allow it.

    With `kept` all frames are cut to that.
    """
    known = SYNTAXES[dicom.syntax]
    if known.redacts == WHOLE or (kept is not None and known.redacts == BLOCKS):
        return None
    anew, syntax, photometric = areas.frames(image.number_of_frames), dicom.syntax, image.photometric_interpretation
    if kept is not None:
        anew = list(range(image.number_of_frames))
    if known.is_lossy and known.redacts != BLOCKS:
        if len(anew) == image.number_of_frames:
            syntax = known.becomes
            photometric = "YBR_RCT" if photometric == "YBR_ICT" else photometric
        elif photometric == "YBR_ICT":
            # A frame without loss would have another colour transform than its neighbours.
            return None
    target = replace(sized(image, kept), photometric_interpretation=photometric, clears_spare=False)
    makers = BlockMaker if known.redacts == BLOCKS else FrameMaker
    maker = makers(dicom, image, target, syntax, areas, kept)
    if (first := maker.make(anew[0])) is None:
        return None
    try:
        writer = Encapsulated(dicom, image, maker.or_stop, anew, {anew[0]: first})
    except NoFrame:
        # Of the frames that are made before anything is written one has no such stream: nothing is lost yet.
        return None
    if writer.stripped:
        notes.append("Text in comments of compressed frames was taken out; their image data is the same.")
    return PixelPatch(syntax, "OB", None, header_changes(image, target), writer.tables(), notes, writer)


class Remaker:
    """What all have in common that make frames of a compressed object anew.

    `image` describes the source, `target` what is written in `syntax`; `kept` is what is left of a frame, None for all of it.
    """

    def __init__(
        self, dicom: Dicom, image: Image, target: Image, syntax: str, areas: Areas, kept: Kept | None = None
    ) -> None:
        self._dicom = dicom
        self._image = image
        self._target = target
        self._syntax = syntax
        self._areas = areas
        self._kept = kept

    def _changed(self, index: int, samples: "np.ndarray", colours: str) -> "np.ndarray":
        """Decoded samples, in these colours and the depth of the source, with the frame's areas blanked, and then cut."""
        areas = self._areas[index]
        if areas:
            shown = replace(self._image, photometric_interpretation=colours)
            planes = samples.reshape(self._image.rows, self._image.columns, -1)
            blank(planes, areas, values_of(self._dicom, shown, index, areas, lambda: samples))
        return cut(samples, self._kept)


class FrameMaker(Remaker):
    """Makes single frames anew in the object's own syntax, or the lossless one of its family."""

    def or_stop(self, index: int) -> bytes:
        """The new stream of a frame. Raises Quarantine where it cannot be made, or would not show what it should."""
        stream = self.make(index)
        if stream is None:
            raise NoFrame
        return stream

    def make(self, index: int) -> bytes | None:
        """The new stream of a frame, None where the encoder has none that decodes to the same samples.

        Raises Quarantine where the old one cannot be decoded.
        """
        import numpy as np

        from curtain.pixels.encoders import Unfit, encode
        from curtain.pixels.frames import decode_bytes, encapsulated, stored_samples

        samples = self._changed(index, *stored_samples(self._dicom, index, self._image))
        try:
            stream = encode(SYNTAXES[self._dicom.syntax].redacts, samples, self._target, self._old(index))
            again, _ = decode_bytes(self._syntax, self._target, encapsulated(stream))
        except (Unfit, Quarantine):
            return None
        return stream if again.dtype == samples.dtype and np.array_equal(again, samples) else None

    def _old(self, index: int) -> bytes:
        return b"".join(read_source(self._dicom, *part) for part in self._image.frames[index])


class BlockMaker(FrameMaker):
    """Makes frames of sequential JPEG anew, by nothing but the blocks under the areas."""

    def make(self, index: int) -> bytes | None:
        from curtain.pixels import jpeg
        from curtain.pixels.frames import decode_bytes, encapsulated, stored_samples

        image, areas = self._image, self._areas[index]
        if image.pixel_representation or image.photometric_interpretation == PALETTE:
            return None
        old, colours = stored_samples(self._dicom, index, image)
        values = values_of(self._dicom, replace(image, photometric_interpretation=colours), index, areas, lambda: old)
        try:
            stream = without_text(self._old(index))
            for fill, group in groupby(areas, key=lambda area: area.fill):
                boxes = [(each.left, each.top, each.right - each.left, each.bottom - each.top) for each in group]
                # What is black in colours is best told by the stream.
                value = values[fill] if fill != "black" or colours in GREY else None
                # The areas have grown to whole units, and one more, already.
                done = jpeg.redact(stream, boxes, value, margin=0, photometric=image.photometric_interpretation)
                stream = done.stream
        except jpeg.OtherProcess:
            return None
        except Quarantine as stop:
            if stop.code in ("cannot-redact", "frame-unclear"):
                # Written without loss, all of the stream is new, and so is its head.
                return None
            raise
        again, _ = decode_bytes(self._syntax, self._target, encapsulated(stream))
        return stream if _is_blanked(old, again, areas) else None


def _is_blanked(old: "np.ndarray", new: "np.ndarray", areas: list[Area]) -> bool:
    """True where each fill is flat but for its rim, and all is as it was a unit away: decoders smooth chroma over edges."""
    import numpy as np

    if old.shape != new.shape or old.dtype != new.dtype:
        return False
    #: By pixel, which fill it has; 0 for none.
    fills = np.zeros(old.shape[:2], np.uint8)
    # Put back what may differ, and compare the whole: a mask over all samples takes ten times as long.
    mended = new.copy()
    for area in areas:
        fills[area.top : area.bottom, area.left : area.right] = FILLS.index(area.fill) + 1
        around = np.s_[max(area.top - _RIM, 0) : area.bottom + _RIM, max(area.left - _RIM, 0) : area.right + _RIM]
        mended[around] = old[around]
    if not areas or not np.array_equal(old, mended):
        return bool(np.array_equal(old, mended))
    top, left = (max(min(edges) - _RIM, 0) for edges in ([each.top for each in areas], [each.left for each in areas]))
    bottom, right = max(area.bottom for area in areas) + _RIM, max(area.right for area in areas) + _RIM
    inner, pixels = _inner(fills[top:bottom, left:right]), new[top:bottom, left:right]
    pixels = pixels.reshape(*inner.shape, -1)
    return all(_is_flat(pixels, inner == number) for number in {FILLS.index(area.fill) + 1 for area in areas})


def _is_flat(pixels: "np.ndarray", mask: "np.ndarray") -> bool:
    """True where all pixels of a mask have one value."""
    import numpy as np

    first = int(mask.argmax())
    if not mask.flat[first]:
        return True
    value = pixels[divmod(first, mask.shape[1])]
    masked = pixels.copy()
    np.copyto(masked, value, where=~mask[..., None])
    return bool((masked == value).all())


def _inner(fills: "np.ndarray") -> "np.ndarray":
    """The fills, and 0 where a pixel has another one, or none, within the rim. Beyond the edges is nothing else."""
    import numpy as np

    lowest = highest = np.pad(fills, _RIM, mode="edge")
    for axis in (0, 1):
        length = fills.shape[axis]
        shifted = [np.s_[at : at + length] if axis == 0 else np.s_[:, at : at + length] for at in range(2 * _RIM + 1)]
        least, most = lowest[shifted[0]].copy(), highest[shifted[0]].copy()
        for each in shifted[1:]:
            np.minimum(least, lowest[each], out=least)
            np.maximum(most, highest[each], out=most)
        lowest, highest = least, most
    return np.where(lowest == highest, lowest, np.uint8(0))


class NoFrame(Quarantine):
    """A frame has no stream in the syntax that the others are in."""

    def __init__(self) -> None:
        sentence = "A frame could not be compressed again without loss, so the image is kept back."
        super().__init__("cannot-redact", sentence)
