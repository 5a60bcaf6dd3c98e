"""One frame's samples, as they are stored or as RGB, through pydicom's rules."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from struct import pack

import numpy as np
from pydicom.pixels.decoders import base as pydicom_decoders

from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.codecs import PLUGIN, TO_RGB, decoder
from curtain.pixels.colour import ybr_full_to_rgb
from curtain.pixels.image import FLOAT_PIXEL_DATA, PIXEL_DATA, YBR, Image, read_image, read_source
from curtain.pixels.native import NativeLayout
from curtain.pixels.syntaxes import is_native

_KEYWORDS = {PIXEL_DATA: "PixelData", FLOAT_PIXEL_DATA: "FloatPixelData"}


def frame_samples(dicom: Dicom, index: int, *, rgb: bool = False, image: Image | None = None) -> np.ndarray:
    """Decode one frame.

    Parameters
    ----------
    dicom
        The opened file.
    index
        Frame index from 0.
    rgb
        True turns YBR_FULL and YBR_FULL_422 into RGB. The YBR forms of JPEG 2000 are RGB either way.
    image
        What `read_image` said of this object, where it has been asked already.

    Returns
    -------
    numpy.ndarray
        (rows, columns), or (rows, columns, 3) with planes last; C-contiguous, writeable, in the
        byte order of this machine. Chroma of YBR_FULL_422 is repeated, unused bits are cleared
        (or filled with the sign), samples of one bit are uint8 0 and 1.

    Raises
    ------
    Quarantine
        `cannot-show` or `cannot-decode`; nothing else, whatever the file holds.
    """
    image = image or read_image(dicom)
    if not 0 <= index < image.number_of_frames:
        raise Quarantine("cannot-show", "This image has fewer frames.")
    samples, photometric = _decode(dicom, image, index, rgb)
    if rgb and photometric in YBR:
        samples = ybr_full_to_rgb(samples)
    order = samples.dtype.newbyteorder("=")
    return np.require(samples, order, ("C", "W"))


def _decode(dicom: Dicom, image: Image, index: int, rgb: bool) -> tuple[np.ndarray, str]:
    """Samples of a frame and their photometric interpretation, which with `rgb` may be RGB already."""
    if not is_native(dicom.syntax):
        return decode_bytes(dicom.syntax, image, encapsulated(_compressed(dicom, image, index)), rgb)
    layout = NativeLayout(dicom, image)
    data, skip = layout.read(index), layout.skip(index)
    if image.bits_allocated > 1:
        return decode_bytes(dicom.syntax, image, data[skip // 8 : skip // 8 + image.frame_bits // 8])
    # pydicom wants to see all frames to find one that begins within a byte.
    bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[skip : skip + image.frame_bits]
    return bits.reshape(image.rows, image.columns), image.photometric_interpretation


def _compressed(dicom: Dicom, image: Image, index: int) -> bytes:
    return b"".join(read_source(dicom, *fragment) for fragment in image.frames[index])


def encapsulated(frame: bytes) -> bytes:
    """A compressed frame as the only one of encapsulated pixel data, which is how pydicom takes it (PS3.5 A.4)."""
    padding = b"\0" * (len(frame) % 2)
    return b"".join(
        (pack("<HHI", 0xFFFE, 0xE000, 0), pack("<HHI", 0xFFFE, 0xE000, len(frame) + len(padding)), frame, padding)
    ) + pack("<HHI", 0xFFFE, 0xE0DD, 0)


def decode_bytes(syntax: str, image: Image, data: bytes, rgb: bool = False) -> tuple[np.ndarray, str]:
    """Samples and photometric interpretation of one frame, native or in encapsulated form, by pydicom.

    Raises Quarantine (`cannot-decode`).
    """
    native = is_native(syntax)
    try:
        with _quiet():
            samples, properties = decoder(syntax).as_array(
                data,
                index=0,
                raw=True,
                decoding_plugin="" if native else PLUGIN,
                rows=image.rows,
                columns=image.columns,
                number_of_frames=1,
                samples_per_pixel=image.samples_per_pixel,
                photometric_interpretation=image.photometric_interpretation,
                planar_configuration=image.planar_configuration,
                bits_allocated=image.bits_allocated,
                bits_stored=image.bits_stored,
                pixel_representation=image.pixel_representation,
                pixel_keyword=_KEYWORDS.get(image.element.tag, "DoubleFloatPixelData"),
                # Words are swapped already.
                pixel_vr="OB",
                **{TO_RGB: rgb},
            )
    except Exception:
        # Codecs raise what they like, and their texts may quote the stream.
        raise Quarantine(
            "cannot-decode", "This frame cannot be decoded: the compressed data is damaged or incomplete."
        ) from None
    return samples, str(properties["photometric_interpretation"])


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pydicom's warnings and logged tracebacks, which may quote a header, off the console."""
    logger: logging.Logger = pydicom_decoders.LOGGER
    was = logger.disabled
    logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = was
