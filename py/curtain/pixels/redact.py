"""Blanking boxes in the stored samples.

What is blanked, by photometric interpretation (PS3.3 C.7.6.3.1.2), so that it looks black:

=====================  =========================================================
MONOCHROME2, unsigned  0
MONOCHROME1, unsigned  the highest value of BitsStored
signed                 the lowest (MONOCHROME1: the highest) sample outside the boxes
RGB                    0, 0, 0
YBR_FULL, _422         0, 128, 128
PALETTE COLOR          the darkest entry
=====================  =========================================================

A negative RescaleSlope turns low and high round. For signed samples the least possible value
would stretch the full range of values, which a reviewer looks at, until nothing else is seen.
The whole container is written, so that no old bit stays above BitsStored.

Native objects keep their syntax, and every byte outside the boxes. Of a compressed object only the frames with a box are
made anew, without loss and in its own syntax, where an encoder can do that so that they fit in with the others;
otherwise all frames are decoded and written in a lossless syntax, and YBR becomes RGB, as it is decoded.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from struct import pack
from typing import TYPE_CHECKING, Any, NamedTuple

from curtain.files.fragments import EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS
from curtain.files.part10 import Dicom
from curtain.files.pieces import Piece, Range, delimiter, fragment
from curtain.outcome import Quarantine
from curtain.pixels.comments import without_text
from curtain.pixels.encapsulated import Encapsulated
from curtain.pixels.growth import Growth, growth
from curtain.pixels.image import (
    BITS_STORED,
    GREY,
    HIGH_BIT,
    PALETTE,
    PHOTOMETRIC_INTERPRETATION,
    PLANAR_CONFIGURATION,
    YBR,
    Image,
    read_image,
    read_source,
)
from curtain.pixels.native import NativeLayout
from curtain.pixels.record import record
from curtain.pixels.show import rescale, why_not_redact
from curtain.pixels.syntaxes import BLOCKS, EXPLICIT_VR_LITTLE_ENDIAN, JPEG_LS_LOSSLESS, SYNTAXES, WHOLE, is_native

if TYPE_CHECKING:
    import numpy as np

#: Pixels from an edge of blanked units within which a decoder may mix chroma of both sides.
_RIM = 4


class Box(NamedTuple):
    """A rectangle to be blanked, in columns and rows from 0 at the top left; frame None means every frame."""

    frame: int | None
    x: float
    y: float
    width: float
    height: float


class Area(NamedTuple):
    """Rows and columns of a box within the image: `top` and `left` are inside, `bottom` and `right` are not."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class PixelPatch:
    """New pixel data for one object.

    Attributes
    ----------
    syntax
        TransferSyntaxUID of the object from now on.
    vr
        VR of PixelData in it.
    length
        Length of the new value in bytes, None for encapsulated data (undefined length).
    attributes
        Attributes of group 0028 that change: tag to VR and value as in a little endian file.
    tables
        The extended offset tables by tag, None for those that go.
    notes
        Plain sentences on what a person should know.
    record
        For the report: `curtain.pixels.record.record`.
    """

    syntax: str
    vr: str
    length: int | None
    attributes: dict[int, tuple[str, bytes]]
    tables: dict[int, bytes | None]
    notes: list[str]
    _writer: "_NativeWriter | _LosslessWriter | Encapsulated"
    record: dict[str, Any] = field(default_factory=dict)

    def pieces(self) -> Iterator[Piece]:
        """The whole new value of PixelData, one frame at a time.

        For encapsulated data this is the offset table, the fragments and the delimiter.
        Raises Quarantine where a frame cannot be decoded, or was not encoded without loss.
        """
        return self._writer.pieces()


def redact(dicom: Dicom, boxes: Sequence[Box]) -> PixelPatch:
    """Blank boxes in an object.

    Boxes grow to whole pixels, in native YBR_FULL_422 to even columns, and where a codec smeared what they cover
    (`curtain.pixels.growth`); they are clipped to the image.

    Raises
    ------
    Quarantine
        `cannot-show`, `cannot-decode`; `cannot-redact` where these pixels cannot be blanked;
        `empty-redaction` where a box lies outside the image, names a frame that is not there,
        or there is none.
    """
    image = read_image(dicom)
    if (sentence := why_not_redact(image)) is not None:
        raise Quarantine("cannot-redact", sentence)
    grows = growth(dicom)
    areas = _areas(image, boxes, grows)
    notes = [_grown_words(grows)] if grows != Growth() else []
    if is_native(dicom.syntax):
        writer = _NativeWriter(dicom, image, areas)
        patch = PixelPatch(dicom.syntax, image.element.vr, image.element.length, {}, {}, notes, writer)
    else:
        patch = _by_frames(dicom, image, areas, notes) or _lossless(dicom, image, areas, notes)
    anew = (
        range(image.number_of_frames)
        if isinstance(patch._writer, _LosslessWriter)
        else areas.frames(image.number_of_frames)
    )
    told = ((box.frame, box[1:], _rectangle(dicom, image, _clip(image, box, grows))) for box in boxes)
    return replace(patch, record=record(told, dicom.syntax, patch.syntax, image.number_of_frames - len(anew)))


def _rectangle(dicom: Dicom, image: Image, area: Area) -> tuple[int, int, int, int]:
    """x, y, width and height of what is blanked."""
    top, bottom, left, right = area
    if is_native(dicom.syntax) and image.photometric_interpretation == "YBR_FULL_422":
        left, right = left - left % 2, right + right % 2
    return left, top, right - left, bottom - top


def _grown_words(grows: Growth) -> str:
    if grows.width == 1:
        return f"Redactions grew by {grows.margin_x} pixels on each side: the image was compressed with a loss."
    return (
        f"Redactions grew to the blocks of {grows.width} by {grows.height} pixels in which the image was compressed "
        "with a loss, and one more on each side."
    )


class _Areas:
    """The areas to be blanked in each frame."""

    def __init__(self) -> None:
        self.every: list[Area] = []
        self.single: dict[int, list[Area]] = {}

    def frames(self, count: int) -> list[int]:
        """The frames with a box, of so many."""
        return list(range(count)) if self.every else sorted(self.single)

    def __getitem__(self, index: int) -> list[Area]:
        return self.every + self.single.get(index, [])


def _areas(image: Image, boxes: Sequence[Box], grows: Growth) -> _Areas:
    areas = _Areas()
    if not boxes:
        raise Quarantine("empty-redaction", "There is no box to blank.")
    for box in boxes:
        area = _clip(image, box, grows)
        if box.frame is None:
            areas.every.append(area)
        elif isinstance(box.frame, int) and 0 <= box.frame < image.number_of_frames:
            areas.single.setdefault(box.frame, []).append(area)
        else:
            raise Quarantine("empty-redaction", "A box belongs to a frame that this image does not have.")
    return areas


def _clip(image: Image, box: Box, grows: Growth) -> Area:
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    if not all(map(math.isfinite, edges)) or box.width <= 0 or box.height <= 0:
        raise Quarantine("empty-redaction", "A box has no size.")
    left, top = max(math.floor(edges[0]), 0), max(math.floor(edges[1]), 0)
    right, bottom = min(math.ceil(edges[2]), image.columns), min(math.ceil(edges[3]), image.rows)
    if left >= right or top >= bottom:
        raise Quarantine("empty-redaction", "A box lies outside the image.")
    left, top, right, bottom = grows.grown(left, top, right, bottom)
    return Area(max(top, 0), min(bottom, image.rows), max(left, 0), min(right, image.columns))


def _fill(dicom: Dicom, image: Image, index: int, areas: list[Area]) -> tuple[int, ...]:
    """The blank value of a frame, one number for each sample of a pixel as it is stored."""
    photometric = image.photometric_interpretation
    if photometric in YBR:
        return (0, 128, 128)
    if photometric == PALETTE:
        from curtain.pixels.colour import Palette

        signed = image.pixel_representation == 1
        lowest = -(1 << image.bits_stored - 1) if signed else 0
        highest = (1 << image.bits_stored - signed) - 1
        return (Palette(dicom, signed).darkest(lowest, highest),)
    if photometric not in GREY:
        return (-(1 << image.bits_stored - 1) if image.pixel_representation else 0,) * image.samples_per_pixel
    low_is_black = (photometric == "MONOCHROME2") == (rescale(dicom.dataset, index)[0] > 0)
    if image.pixel_representation == 0:
        return (0 if low_is_black else (1 << image.bits_stored) - 1,)
    return (_extreme_outside(dicom, image, index, areas, low_is_black),)


def _extreme_outside(dicom: Dicom, image: Image, index: int, areas: list[Area], lowest: bool) -> int:
    """Lowest or highest sample outside the areas, 0 when they cover all of the frame."""
    import numpy as np

    from curtain.pixels.frames import frame_samples

    samples = frame_samples(dicom, index, image=image)
    outside = np.ones(samples.shape, bool)
    for area in areas:
        outside[area.top : area.bottom, area.left : area.right] = False
    left = samples[outside]
    if not left.size:
        return 0
    return int(left.min() if lowest else left.max())


class _NativeWriter:
    """Writes the value of native PixelData: bytes for frames with a box, ranges of the source for all others."""

    def __init__(self, dicom: Dicom, image: Image, areas: _Areas) -> None:
        self._dicom = dicom
        self._image = image
        self._areas = areas
        self._layout = NativeLayout(dicom, image)

    def pieces(self) -> Iterator[Piece]:
        layout, origin, end = self._layout, self._image.element.offset, self._image.element.length
        frames = self._areas.frames(self._image.number_of_frames)
        #: Everything before this offset is written, but for `held`: granules that a next frame shares.
        written, held = 0, b""
        for index in frames:
            start, stop = layout.span(index)
            if held and start >= written + len(held):
                yield held
                written, held = written + len(held), b""
            if start > written:
                yield Range(origin + written, start - written)
            data = layout.read(index)
            if held:
                data = layout.swap(held) + data[len(held) :]
            data = layout.swap(self._blank(index, data))
            keep = layout.granule if self._shared(index) else 0
            yield data[: len(data) - keep]
            written, held = stop - keep, data[len(data) - keep :]
        if held:
            yield held
            written += len(held)
        if written < end:
            yield Range(origin + written, end - written)

    def _shared(self, index: int) -> bool:
        """True where the last granule of the frame also holds the beginning of the next one."""
        if index + 1 >= self._image.number_of_frames:
            return False
        return self._layout.span(index + 1)[0] < self._layout.span(index)[1]

    def _blank(self, index: int, data: bytes) -> bytes:
        """The span of a frame with its areas blanked; samples in their logical order."""
        import numpy as np

        image, areas = self._image, self._areas[index]
        skip, bits = self._layout.skip(index), image.frame_bits
        fill = _fill(self._dicom, image, index, areas)
        if image.bits_allocated == 1:
            unpacked = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
            _blank(unpacked[skip : skip + bits].reshape(image.rows, image.columns, 1), areas, fill)
            return np.packbits(unpacked, bitorder="little").tobytes()
        buffer = bytearray(data)
        order = "<" if self._dicom.little else ">"
        width = image.bits_allocated // 8
        samples = np.frombuffer(buffer, f"{order}u{width}", bits // image.bits_allocated, skip // 8)
        # Signed samples may stand there without their sign above BitsStored; then so does the blank value.
        bare = image.pixel_representation and not (samples >> image.bits_stored).any()
        mask = (1 << (image.bits_stored if bare else image.bits_allocated)) - 1
        container = tuple(value & mask for value in fill)
        if image.photometric_interpretation == "YBR_FULL_422":
            # Two pixels share one Cb and one Cr: Y Y Cb Cr.
            pairs = samples.reshape(image.rows, image.columns // 2, 4)
            even = [Area(area.top, area.bottom, area.left // 2, -(-area.right // 2)) for area in areas]
            _blank(pairs, even, (container[0], container[0], *container[1:]))
        elif image.planar_configuration and image.samples_per_pixel > 1:
            planes = samples.reshape(image.samples_per_pixel, image.rows, image.columns)
            _blank(planes.transpose(1, 2, 0), areas, container)
        else:
            _blank(samples.reshape(image.rows, image.columns, image.samples_per_pixel), areas, container)
        return bytes(buffer)


def _blank(samples: "np.ndarray", areas: list[Area], fill: tuple[int, ...]) -> None:
    """Set the areas of (rows, columns, samples) in place."""
    for area in areas:
        samples[area.top : area.bottom, area.left : area.right] = fill


def _by_frames(dicom: Dicom, image: Image, areas: _Areas, notes: list[str]) -> PixelPatch | None:
    """A patch that makes only the frames with a box anew; None where their encoder, or their header, does not allow it."""
    known = SYNTAXES[dicom.syntax]
    if known.redacts == WHOLE:
        return None
    anew, syntax, photometric = areas.frames(image.number_of_frames), dicom.syntax, image.photometric_interpretation
    if known.is_lossy and known.redacts != BLOCKS:
        if len(anew) == image.number_of_frames:
            syntax = known.becomes
            photometric = "YBR_RCT" if photometric == "YBR_ICT" else photometric
        elif photometric == "YBR_ICT":
            # A frame without loss would have another colour transform than its neighbours.
            return None
    target = replace(image, photometric_interpretation=photometric)
    makers = _BlockMaker if known.redacts == BLOCKS else _FrameMaker
    maker = makers(dicom, image, target, syntax, areas)
    if (first := maker.make(anew[0])) is None:
        return None
    try:
        writer = Encapsulated(dicom, image, maker.or_stop, anew, {anew[0]: first})
    except _NoFrame:
        # Of the frames that are made before anything is written one has no such stream: nothing is lost yet.
        return None
    if writer.stripped:
        notes.append("Text in comments of compressed frames was taken out; their image data is the same.")
    return PixelPatch(syntax, "OB", None, _changes(image, target), writer.tables(), notes, writer)


class _FrameMaker:
    """Makes single frames anew in the object's own syntax, or the lossless one of its family.

    `image` describes the source, `target` what stands in `syntax`.
    """

    def __init__(self, dicom: Dicom, image: Image, target: Image, syntax: str, areas: _Areas) -> None:
        self._dicom = dicom
        self._image = image
        self._target = target
        self._syntax = syntax
        self._areas = areas

    def or_stop(self, index: int) -> bytes:
        """The new stream of a frame. Raises Quarantine where it cannot be made, or would not show what it should."""
        stream = self.make(index)
        if stream is None:
            raise _NoFrame
        return stream

    def make(self, index: int) -> bytes | None:
        """The new stream of a frame, None where the encoder has none that decodes to the same samples.

        Raises Quarantine where the old one cannot be decoded.
        """
        import numpy as np

        from curtain.pixels.encoders import Unfit, encode
        from curtain.pixels.frames import decode_bytes, encapsulated, stored_samples

        samples, colours = stored_samples(self._dicom, index, self._image)
        shown = replace(self._image, photometric_interpretation=colours)
        planes = samples.reshape(self._image.rows, self._image.columns, -1)
        _blank(planes, self._areas[index], _fill(self._dicom, shown, index, self._areas[index]))
        try:
            stream = encode(SYNTAXES[self._dicom.syntax].redacts, samples, self._target, self._old(index))
            again, _ = decode_bytes(self._syntax, self._target, encapsulated(stream))
        except (Unfit, Quarantine):
            return None
        return stream if again.dtype == samples.dtype and np.array_equal(again, samples) else None

    def _old(self, index: int) -> bytes:
        return b"".join(read_source(self._dicom, *part) for part in self._image.frames[index])


class _BlockMaker(_FrameMaker):
    """Makes frames of sequential JPEG anew, by nothing but the blocks under the areas."""

    def make(self, index: int) -> bytes | None:
        from curtain.pixels import jpeg
        from curtain.pixels.frames import decode_bytes, encapsulated, frame_samples

        image, areas = self._image, self._areas[index]
        if image.pixel_representation or image.photometric_interpretation == PALETTE:
            return None
        old = frame_samples(self._dicom, index, image=image)
        fill = _fill(self._dicom, image, index, areas) if image.photometric_interpretation in GREY else None
        boxes = [(each.left, each.top, each.right - each.left, each.bottom - each.top) for each in areas]
        try:
            stream = without_text(self._old(index))
            # The areas have grown to whole units, and one more, already.
            done = jpeg.redact(stream, boxes, fill, margin=0, photometric=image.photometric_interpretation)
        except jpeg.OtherProcess:
            return None
        except Quarantine as stop:
            if stop.code in ("cannot-redact", "frame-unclear"):
                # Written without loss, all of the stream is new, and so is its head.
                return None
            raise
        again, _ = decode_bytes(self._syntax, self._target, encapsulated(done.stream))
        return done.stream if _is_blanked(old, again, areas) else None


def _is_blanked(old: "np.ndarray", new: "np.ndarray", areas: list[Area]) -> bool:
    """True where each area is flat but for its rim, and all is as it was a unit away: decoders smooth chroma over edges."""
    import numpy as np

    if old.shape != new.shape or old.dtype != new.dtype:
        return False
    # Put back what may differ, and compare the whole: a mask over all samples takes ten times as long.
    mended = new.copy()
    for top, bottom, left, right in areas:
        inner = new[top + (_RIM if top else 0) : bottom - _RIM, left + (_RIM if left else 0) : right - _RIM]
        if inner.size and int(np.ptp(inner.reshape(-1, *inner.shape[2:]), axis=0).max()) > 0:
            return False
        around = np.s_[max(top - _RIM, 0) : bottom + _RIM, max(left - _RIM, 0) : right + _RIM]
        mended[around] = old[around]
    return bool(np.array_equal(old, mended))


class _NoFrame(Quarantine):
    """A frame has no stream in the syntax that the others are in."""

    def __init__(self) -> None:
        sentence = "A frame could not be compressed again without loss, so the image is kept back."
        super().__init__("cannot-redact", sentence)


def _lossless(dicom: Dicom, image: Image, areas: _Areas, notes: list[str]) -> PixelPatch:
    """A patch for a compressed object all of whose frames are written anew, in the syntax that the first one shows to work."""
    target = replace(image, planar_configuration=0)
    if image.samples_per_pixel == 3:
        target = replace(target, photometric_interpretation="RGB")
    tables = dict.fromkeys((EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS))
    if image.bits_allocated in (8, 16):
        # The stream's precision is that of whole bytes, and BitsStored has to agree with it (PS3.5 8.2.3).
        jpeg_ls = replace(target, bits_stored=image.bits_allocated)
        writer = _LosslessWriter(dicom, image, jpeg_ls, JPEG_LS_LOSSLESS, areas)
        if writer.try_out():
            return PixelPatch(JPEG_LS_LOSSLESS, "OB", None, _changes(image, jpeg_ls), tables, notes, writer)
    writer = _LosslessWriter(dicom, image, target, EXPLICIT_VR_LITTLE_ENDIAN, areas)
    length = target.frame_bits // 8 * target.number_of_frames
    vr = "OB" if target.bits_allocated == 8 else "OW"
    changes = _changes(image, target)
    return PixelPatch(EXPLICIT_VR_LITTLE_ENDIAN, vr, length + length % 2, changes, tables, notes, writer)


def _changes(image: Image, target: Image) -> dict[int, tuple[str, bytes]]:
    """What the header has to say of the new pixels."""
    changes: dict[int, tuple[str, bytes]] = {}
    if target.photometric_interpretation != image.photometric_interpretation:
        text = target.photometric_interpretation.encode()
        changes[PHOTOMETRIC_INTERPRETATION] = ("CS", text + b" " * (len(text) % 2))
    if target.planar_configuration != image.planar_configuration:
        changes[PLANAR_CONFIGURATION] = ("US", pack("<H", target.planar_configuration))
    if target.bits_stored != image.bits_stored:
        changes[BITS_STORED] = ("US", pack("<H", target.bits_stored))
        changes[HIGH_BIT] = ("US", pack("<H", target.bits_stored - 1))
    return changes


class _LosslessWriter:
    """Decodes every frame of a compressed object and writes it without loss.

    `image` describes the source, `target` what is written in `syntax`: JPEG-LS Lossless or
    Explicit VR Little Endian.
    """

    def __init__(self, dicom: Dicom, image: Image, target: Image, syntax: str, areas: _Areas) -> None:
        self._dicom = dicom
        self._image = image
        self._target = target
        self._syntax = syntax
        self._areas = areas

    def try_out(self) -> bool:
        """True where the first frame comes back from the encoder as it went in."""
        return self._encode(self._frame(0)) is not None

    def pieces(self) -> Iterator[Piece]:
        frames = range(self._image.number_of_frames)
        if self._syntax == EXPLICIT_VR_LITTLE_ENDIAN:
            length = 0
            for index in frames:
                data = self._little_endian(self._frame(index))
                length += len(data)
                yield data
            if length % 2:
                yield b"\0"
            return
        # An empty offset table: the lengths of later frames are not known yet (PS3.5 A.4).
        yield fragment()
        for index in frames:
            stream = self._encode(self._frame(index))
            if stream is None:
                raise _NoFrame
            yield fragment(stream)
        yield delimiter()

    def _frame(self, index: int) -> "np.ndarray":
        """A decoded frame with its areas blanked."""
        from curtain.pixels.frames import frame_samples

        samples = frame_samples(self._dicom, index, rgb=True, image=self._image)
        areas = self._areas[index]
        if areas:
            # The depth of the source, the colours of what is written.
            shown = replace(self._image, photometric_interpretation=self._target.photometric_interpretation)
            planes = samples.reshape(self._image.rows, self._image.columns, -1)
            _blank(planes, areas, _fill(self._dicom, shown, index, areas))
        return samples

    @staticmethod
    def _little_endian(samples: "np.ndarray") -> bytes:
        return samples.astype(samples.dtype.newbyteorder("<"), copy=False).tobytes()

    def _encode(self, samples: "np.ndarray") -> bytes | None:
        """A JPEG-LS stream that decodes, the way it will be shown, to these samples; None where it does not."""
        import numpy as np

        from curtain.pixels.codecs import encode_jpeg_ls
        from curtain.pixels.frames import decode_bytes, encapsulated

        unsigned = samples.view(samples.dtype.str.replace("i", "u"))
        try:
            stream = encode_jpeg_ls(unsigned)
            again, _ = decode_bytes(self._syntax, self._target, encapsulated(stream))
        except Exception:
            # The encoder refuses what it cannot do; the caller has another way or stops.
            return None
        return stream if again.dtype == samples.dtype and np.array_equal(again, samples) else None
