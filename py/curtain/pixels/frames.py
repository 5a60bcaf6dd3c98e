"""One frame's samples, as they are stored or as RGB, through pydicom's rules."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from pydicom.pixels.decoders import base as pydicom_decoders

from curtain.files.part10 import Dicom
from curtain.files.pieces import delimiter, fragment
from curtain.outcome import Quarantine
from curtain.pixels.codecs import PLUGIN, TO_RGB, decoder
from curtain.pixels.colour import ybr_full_to_rgb
from curtain.pixels.image import FLOAT_PIXEL_DATA, PIXEL_DATA, YBR, Image, read_image, read_source
from curtain.pixels.native import NativeLayout
from curtain.pixels.streams import BadStream
from curtain.pixels.syntaxes import SYNTAXES, is_native
from curtain.pixels.unseen import Unseen, look_through

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
    samples, photometric = _decode(dicom, image or read_image(dicom), index, rgb)
    return _tidy(ybr_full_to_rgb(samples) if rgb and photometric in YBR else samples)


def stored_samples(dicom: Dicom, index: int, image: Image) -> tuple[np.ndarray, str]:
    """As `frame_samples` without `rgb`, and the photometric interpretation of what came out, which the header may not have."""
    samples, photometric = _decode(dicom, image, index, rgb=False)
    return _tidy(samples), photometric


def _tidy(samples: np.ndarray) -> np.ndarray:
    return np.require(samples, samples.dtype.newbyteorder("="), ("C", "W"))


def _decode(dicom: Dicom, image: Image, index: int, rgb: bool) -> tuple[np.ndarray, str]:
    """Samples of a frame and their photometric interpretation, which with `rgb` may be RGB already."""
    if not 0 <= index < image.number_of_frames:
        raise Quarantine("cannot-show", "This image has fewer frames.")
    if not is_native(dicom.syntax):
        stream = _compressed(dicom, image, index)
        try:
            look_through(dicom.syntax, stream)
        except Unseen as unseen:
            raise Quarantine("cannot-show", unseen.sentence) from None
        except BadStream:
            raise _damaged() from None
        return decode_bytes(dicom.syntax, image, encapsulated(stream), rgb)
    layout = NativeLayout(dicom, image)
    data, skip = layout.read(index), layout.skip(index)
    if image.bits_allocated > 1:
        return decode_bytes(dicom.syntax, image, data[skip // 8 : skip // 8 + image.frame_bits // 8])
    # pydicom wants to see all frames to find one that begins within a byte.
    bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[skip : skip + image.frame_bits]
    return bits.reshape(image.rows, image.columns), image.photometric_interpretation


def _compressed(dicom: Dicom, image: Image, index: int) -> bytes:
    return b"".join(read_source(dicom, *part) for part in image.frames[index])


def encapsulated(frame: bytes) -> bytes:
    """A compressed frame as the only one of encapsulated pixel data, which is how pydicom takes it (PS3.5 A.4)."""
    return fragment() + fragment(frame) + delimiter()


def decode_bytes(syntax: str, image: Image, data: bytes, rgb: bool = False) -> tuple[np.ndarray, str]:
    """Samples and photometric interpretation of one frame, native or in encapsulated form, by pydicom.

    Raises Quarantine (`cannot-decode`; `cannot-show` where something is in spare bits).
    """
    samples, photometric = _with_spare_bits(syntax, image, data, rgb)
    known = SYNTAXES.get(syntax)
    # A lossy codec rounds beyond BitsStored: that is shown as it is, so that nothing hides there.
    return samples if known is not None and known.is_lossy else _stored_bits(samples, image), photometric


def containers(dicom: Dicom, index: int, image: Image) -> np.ndarray:
    """A compressed frame as its decoder gives it, in little endian order, whatever stands in spare bits.

    Raises Quarantine (`cannot-decode`).
    """
    samples, _ = _with_spare_bits(dicom.syntax, image, encapsulated(_compressed(dicom, image, index)))
    return samples.astype(samples.dtype.newbyteorder("<"), copy=False)


def _with_spare_bits(syntax: str, image: Image, data: bytes, rgb: bool = False) -> tuple[np.ndarray, str]:
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
                # All bits of a sample: what lies in spare ones has to be looked at before it is cleared.
                bits_stored=image.bits_allocated,
                pixel_representation=image.pixel_representation,
                pixel_keyword=_KEYWORDS.get(image.element.tag, "DoubleFloatPixelData"),
                # Words are swapped already.
                pixel_vr="OB",
                **{TO_RGB: rgb},
            )
    except Exception:
        # Codecs raise what they like, and their texts may quote the stream.
        raise _damaged() from None
    return samples, str(properties["photometric_interpretation"])


def _damaged() -> Quarantine:
    return Quarantine("cannot-decode", "This frame cannot be decoded: the compressed data is damaged or incomplete.")


def _stored_bits(samples: np.ndarray, image: Image) -> np.ndarray:
    """Samples with their spare bits, those above BitsStored, cleared or filled with the sign; padding stays as it is.

    Raises Quarantine (`cannot-show`) where a frame has anything else in them than zeros, the sign everywhere, or padding:
    text there would be in the file and on no screen.
    """
    spare = image.spare
    if spare is None or spare.high >= samples.dtype.itemsize * 8:
        return samples
    lowest, highest = spare.range
    if samples.min(initial=0) >= lowest and samples.max(initial=0) <= highest:
        return samples
    width = samples.dtype.itemsize
    samples = samples.astype(samples.dtype.newbyteorder("<"), copy=False)
    data = samples.tobytes()
    spare = replace(spare, width=width, little=True)
    cleared = np.frombuffer(spare.cleared(data), samples.dtype).reshape(samples.shape)
    if image.clears_spare or not replace(spare, padding=None).hides([data]):
        return cleared
    if spare.hides([data]):
        raise Quarantine(
            "cannot-show",
            "There is something in spare bits of this image that no viewer shows; nobody would see it before it leaves.",
        )
    # As it is stored: a viewer may do so, too, and what it covers can then be told from a sample of the same bits.
    return np.where(samples.view(f"<u{width}") == spare.padding, samples, cleared)


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
