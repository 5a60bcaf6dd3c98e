"""What the viewer is given: the facts of an image, and its frames.

Window and level are the page's work. It gets grey samples as they are stored, with the slope,
windows and look-up tables that the file names; everything with colours arrives as 8-bit RGB.
"""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from curtain.files.dataset import DataSet
from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.image import (
    GREY,
    PALETTE,
    Image,
    lut_descriptor,
    pixel_element,
    read_image,
    read_source,
)
from curtain.pixels.syntaxes import BLOCKS, EXPLICIT_VR_LITTLE_ENDIAN, JPEG_LS_LOSSLESS, SYNTAXES, WHOLE

if TYPE_CHECKING:
    import numpy as np

_ROWS, _COLUMNS, _BITS_STORED = 0x00280010, 0x00280011, 0x00280101
_NUMBER_OF_FRAMES, _PHOTOMETRIC_INTERPRETATION = 0x00280008, 0x00280004
_PIXEL_ASPECT_RATIO = 0x00280034
#: PixelSpacing, ImagerPixelSpacing, NominalScannedPixelSpacing: row distance first, all three.
_SPACINGS = (0x00280030, 0x00181164, 0x00182010)
_PIXEL_MEASURES_SEQUENCE = 0x00289110
_SHARED_FUNCTIONAL_GROUPS, _PER_FRAME_FUNCTIONAL_GROUPS = 0x52009229, 0x52009230
_FRAME_VOI_LUT_SEQUENCE = 0x00289132
_PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145
_WINDOW_CENTER, _WINDOW_WIDTH, _WINDOW_EXPLANATION, _VOI_LUT_FUNCTION = 0x00281050, 0x00281051, 0x00281055, 0x00281056
_RESCALE_INTERCEPT, _RESCALE_SLOPE = 0x00281052, 0x00281053
_MODALITY_LUT_SEQUENCE, _VOI_LUT_SEQUENCE = 0x00283000, 0x00283010
_LUT_DESCRIPTOR, _LUT_DATA = 0x00283002, 0x00283006

#: What else decides how stored pixels are drawn: how samples lie (28,0002-0103), palettes, the shape of the presentation LUT.
_LOOK = (
    0x00280002, _PHOTOMETRIC_INTERPRETATION, 0x00280006, _NUMBER_OF_FRAMES, _ROWS, _COLUMNS, 0x00280100, _BITS_STORED, 0x00280102,
    0x00280103, *range(0x00281101, 0x00281105), *range(0x00281201, 0x00281205), *range(0x00281221, 0x00281224), 0x20500020,
    _PIXEL_ASPECT_RATIO, *_SPACINGS, _WINDOW_CENTER, _WINDOW_WIDTH, _VOI_LUT_FUNCTION, _RESCALE_INTERCEPT, _RESCALE_SLOPE,
    _MODALITY_LUT_SEQUENCE, _VOI_LUT_SEQUENCE,
)  # fmt: skip
_LOOK_OF_FRAMES = (_FRAME_VOI_LUT_SEQUENCE, _PIXEL_VALUE_TRANSFORMATION_SEQUENCE, _PIXEL_MEASURES_SEQUENCE)

_VOI_FUNCTIONS = ("LINEAR", "LINEAR_EXACT", "SIGMOID")


def image_info(dicom: Dicom) -> dict[str, Any] | None:
    """`ImageInfo` of web/src/engine/types.ts, from the header alone; None for an object without pixels.

    Never raises: what stands in the way is told in `cannotShow` and `cannotRedact`.
    """
    dataset = dicom.dataset
    if pixel_element(dataset) is None:
        return None
    try:
        image, cannot_show = read_image(dicom), None
    except Quarantine as reason:
        image, cannot_show = None, reason.sentence
    syntax = redacted_syntax(dicom.syntax, image) if image is not None else None

    def first(tag: int, default: int) -> int:
        values = dataset.ints(tag)
        return values[0] if values else default

    return {
        "rows": image.rows if image else first(_ROWS, 0),
        "columns": image.columns if image else first(_COLUMNS, 0),
        "frames": image.number_of_frames if image else first(_NUMBER_OF_FRAMES, 1),
        "photometric": dataset.text(_PHOTOMETRIC_INTERPRETATION),
        "bitsStored": image.bits_stored if image else first(_BITS_STORED, 0),
        "pixelAspect": _pixel_aspect(dataset),
        "cannotShow": cannot_show,
        "cannotRedact": cannot_show or why_not_redact(image),
        "redactedSyntax": SYNTAXES[syntax].name if syntax else None,
        "shows": _look_of(dataset),
    }


def _look_of(dataset: DataSet) -> str:
    """A digest of all in the header that decides how the stored pixels are drawn: another one, and they may look otherwise."""
    digest = hashlib.sha256()

    def tell(dataset: DataSet, tags: Iterable[int]) -> None:
        for tag in tags:
            element = dataset.get(tag)
            if element is None:
                continue
            # Of what is too long to be held, such as the data of a large table, an override leaves all or nothing.
            digest.update(b"%08X %d %s;" % (tag, element.length if element.items is None else 0, element.value or b""))
            for item in element.items or ():
                tell(item, sorted(item.elements))
            digest.update(b".")

    tell(dataset, _LOOK)
    for sequence in (_SHARED_FUNCTIONAL_GROUPS, _PER_FRAME_FUNCTIONAL_GROUPS):
        for group in dataset.items(sequence):
            tell(group, _LOOK_OF_FRAMES)
    return digest.hexdigest()[:32]


def why_not_redact(image: Image) -> str | None:
    """Why boxes cannot be blanked in an image that can be shown; None where they can."""
    if image.is_float:
        return "The pixels are floating point numbers, which Curtain cannot blank."
    return None


def redacted_syntax(syntax: str, image: Image) -> str | None:
    """Transfer syntax that a redaction is meant to write; None where it cannot be redacted.

    Where an encoder turns out to be unfit for the frames it is JPEG-LS Lossless, or, where that has no room for the
    samples, Explicit VR Little Endian.
    """
    if why_not_redact(image):
        return None
    known = SYNTAXES[syntax]
    if known.redacts == WHOLE:
        return JPEG_LS_LOSSLESS if image.bits_allocated in (8, 16) else EXPLICIT_VR_LITTLE_ENDIAN
    compresses = known.is_lossy and known.redacts != BLOCKS
    return known.becomes if compresses and image.number_of_frames == 1 else syntax


def _pixel_aspect(dataset: DataSet) -> float:
    """Height of a pixel by its width (PS3.3 C.7.6.3.1.7, 10.7.1.1); 1 where nothing sensible is said."""
    pairs = [dataset.floats(_PIXEL_ASPECT_RATIO), *(dataset.floats(tag) for tag in _SPACINGS)]
    for group in dataset.items(_SHARED_FUNCTIONAL_GROUPS)[:1] + dataset.items(_PER_FRAME_FUNCTIONAL_GROUPS)[:1]:
        pairs += [measures.floats(_SPACINGS[0]) for measures in group.items(_PIXEL_MEASURES_SEQUENCE)]
    for pair in pairs:
        if len(pair) == 2 and min(pair) > 0 and 0.01 <= pair[0] / pair[1] <= 100:
            return pair[0] / pair[1]
    return 1.0


def show_frame(dicom: Dicom, index: int) -> dict[str, Any]:
    """Decode a frame for the screen: `Frame` of web/src/engine/types.ts, `data` as a numpy array.

    Raises Quarantine (`cannot-show`, `cannot-decode`).
    """
    from curtain.pixels.colour import Palette
    from curtain.pixels.frames import frame_samples

    image = read_image(dicom)
    samples = frame_samples(dicom, index, rgb=True, image=image)
    size = {"rows": image.rows, "columns": image.columns}
    if image.photometric_interpretation == PALETTE:
        palette = Palette(dicom, image.pixel_representation == 1)
        return {"kind": "rgb", **size, "data": palette.to_rgb(samples)}
    if image.photometric_interpretation in GREY:
        return {"kind": "grey", **size, **_grey(dicom, image, index, samples)}
    return {"kind": "rgb", **size, "data": _to_8_bit(samples, image)}


def _to_8_bit(samples: "np.ndarray", image: Image) -> "np.ndarray":
    """RGB of any depth as bytes: the eight highest stored bits, signed values raised to begin at 0."""
    import numpy as np

    if samples.dtype == np.uint8 and image.bits_stored == 8:
        return samples
    wide = samples.astype(np.int64)
    if image.pixel_representation:
        wide += 1 << image.bits_stored - 1
    shift = image.bits_stored - 8
    return (wide >> shift if shift > 0 else wide << -shift).astype(np.uint8)


def _grey(dicom: Dicom, image: Image, index: int, samples: "np.ndarray") -> dict[str, Any]:
    import numpy as np

    dataset = dicom.dataset
    if samples.dtype == np.float64:
        # The page's canvas works in single precision.
        with np.errstate(over="ignore"):
            samples = samples.astype(np.float32)
    slope, intercept = rescale(dataset, index)
    modality = (
        _lut(dataset, _MODALITY_LUT_SEQUENCE, bool(image.pixel_representation), dicom) if not image.is_float else None
    )
    hides = False
    if modality is not None:
        first, values, _ = modality
        used = np.unique(samples).astype(np.int64)
        slope, intercept = 1.0, 0.0
        # It may make one of two stored values, and text can stand in the difference: then they are shown as they are
        # stored. Windows and tables of the file are for what it would have made of them.
        hides = len(np.unique(values[np.clip(used - first, 0, len(values) - 1)])) < len(used)
        if not hides:
            samples = values[np.clip(samples.astype(np.int64) - first, 0, len(values) - 1)]
    signed = samples.dtype.kind != "u" or intercept < 0
    voi = _lut(dataset, _VOI_LUT_SEQUENCE, signed, dicom) if not hides else None
    return {
        "data": np.ascontiguousarray(samples),
        "slope": slope,
        "intercept": intercept,
        "inverted": image.photometric_interpretation == "MONOCHROME1",
        "windows": [] if hides else _windows(dataset, index),
        "voiLut": None if voi is None else {"first": voi[0], "values": _scaled(voi[1], voi[2])},
        "range": _range(samples),
    }


def _range(samples: "np.ndarray") -> list[float]:
    """Lowest and highest sample; infinities and NaN do not count."""
    import numpy as np

    if samples.dtype.kind == "f":
        samples = samples[np.isfinite(samples)]
        return [float(samples.min()), float(samples.max())] if samples.size else [0.0, 0.0]
    return [int(samples.min()), int(samples.max())]


def _groups(dataset: DataSet, index: int, sequence: int) -> list[DataSet]:
    """Where a macro can stand (PS3.3 C.7.6.16): this frame's group, the shared group, the root."""
    found = []
    per_frame = dataset.items(_PER_FRAME_FUNCTIONAL_GROUPS)
    for group in per_frame[index : index + 1] + dataset.items(_SHARED_FUNCTIONAL_GROUPS)[:1]:
        found += group.items(sequence)
    return [*found, dataset]


def rescale(dataset: DataSet, index: int) -> tuple[float, float]:
    """Slope and intercept of a frame; 1 and 0 where none are given (PS3.3 C.11.1, C.7.6.16.2.9)."""
    for place in _groups(dataset, index, _PIXEL_VALUE_TRANSFORMATION_SEQUENCE):
        slope, intercept = place.floats(_RESCALE_SLOPE), place.floats(_RESCALE_INTERCEPT)
        if slope and slope[0] and all(map(_is_finite, (*slope, *intercept))):
            return slope[0], intercept[0] if intercept else 0.0
    return 1.0, 0.0


def _is_finite(number: float) -> bool:
    return abs(number) < float("inf")


def _windows(dataset: DataSet, index: int) -> list[dict[str, Any]]:
    """The file's windows (PS3.3 C.11.2.1.2), the frame's own first; those that cannot be drawn are left out."""
    for place in _groups(dataset, index, _FRAME_VOI_LUT_SEQUENCE):
        centers, widths = place.floats(_WINDOW_CENTER), place.floats(_WINDOW_WIDTH)
        names, function = place.texts(_WINDOW_EXPLANATION), place.text(_VOI_LUT_FUNCTION)
        windows = [
            {
                "center": center,
                "width": width,
                "name": names[number] if number < len(names) else "",
                "function": function if function in _VOI_FUNCTIONS else "LINEAR",
            }
            for number, (center, width) in enumerate(zip(centers, widths, strict=False))
            if _is_finite(center) and 0 < width < float("inf")
        ]
        if windows:
            return windows
    return []


def _lut(dataset: DataSet, sequence: int, signed: bool, dicom: Dicom) -> "tuple[int, np.ndarray, int] | None":
    """First value mapped, entries (uint16) and bits of the first look-up table of a sequence (PS3.3 C.11.1.1.1).

    None where there is none, or where its length is not what it says.
    """
    import numpy as np

    items = dataset.items(sequence)
    descriptor = lut_descriptor(items[0].get(_LUT_DESCRIPTOR), dicom.little, signed) if items else None
    data = items[0].get(_LUT_DATA) if items else None
    if descriptor is None or data is None:
        return None
    number, first, bits = descriptor
    if data.length > 1 << 18 or not 8 <= bits <= 16:
        return None
    raw = data.value if data.value is not None else read_source(dicom, data.offset, data.length)
    if len(raw) >= 2 * number:
        values = np.frombuffer(raw, "<u2" if dicom.little else ">u2", number).astype(np.uint16)
    elif len(raw) >= number and bits == 8:
        values = np.frombuffer(raw, np.uint8, number).astype(np.uint16)
    else:
        return None
    return first, values, bits


def _scaled(values: "np.ndarray", bits: int) -> "np.ndarray":
    """Entries of `bits` bits as 0 to 255."""
    import numpy as np

    return np.minimum(values.astype(np.uint32) * 255 // ((1 << bits) - 1), 255).astype(np.uint8)
