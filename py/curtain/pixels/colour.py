"""Colour spaces: YBR and palettes to RGB."""

from functools import cache

import numpy as np
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut

from curtain.files.dataset import Element
from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.image import lut_descriptor, read_source

_DESCRIPTORS = (0x00281101, 0x00281102, 0x00281103)
_DATA = (0x00281201, 0x00281202, 0x00281203)
_SEGMENTED = (0x00281221, 0x00281222, 0x00281223)


@cache
def _ybr_tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What Cr adds to R, Cb to B, and both (Cb first) to G (PS3.3 C.7.6.3.1.2, ITU T.871), by libjpeg's own numbers."""
    chroma, half = np.arange(256, dtype=np.int64) - 128, 1 << 15
    red, blue, by_cb, by_cr = (round(factor * (1 << 16)) for factor in (1.402, 1.772, 0.34414, 0.71414))
    green = -by_cb * chroma[:, None] - by_cr * chroma[None, :]
    tables = (red * chroma, blue * chroma, green.ravel())
    return tuple((table + half >> 16).astype(np.int16) for table in tables)


def ybr_full_to_rgb(samples: np.ndarray) -> np.ndarray:
    """YBR_FULL (rows, columns, 3) uint8 to RGB.

    By whole numbers, not by pydicom's matrix of floats, so that every machine comes to the same
    bytes, and so does libjpeg where it converts; where a sum falls almost exactly between two
    values, pydicom may differ by one.
    """
    red, blue, green = _ybr_tables()
    luma = samples[..., 0].astype(np.int16)
    cb, cr = samples[..., 1], samples[..., 2]
    rgb = np.empty_like(samples, order="C")
    for plane, chroma in enumerate((red[cr], green[cb.astype(np.uint16) << 8 | cr], blue[cb])):
        chroma += luma
        rgb[..., plane] = np.clip(chroma, 0, 255, out=chroma)
    return rgb


class Palette:
    """The palette of an object (PS3.3 C.7.6.3.1.5, C.7.9): `first` is the stored value of its first entry.

    `entries` are 8-bit RGB, shape (number, 3). Raises Quarantine (`cannot-show`) where the
    palette is missing or contradicts itself.
    """

    def __init__(self, dicom: Dicom, signed: bool) -> None:
        descriptors = [lut_descriptor(dicom.dataset.get(tag), dicom.little, signed) for tag in _DESCRIPTORS]
        if None in descriptors or len(set(descriptors)) != 1:
            raise _bad_palette()
        number, self.first, bits = descriptors[0]
        if bits not in (8, 16):
            raise _bad_palette()
        tables = [_table(dicom, tag, number) for tag in _DATA]
        if all(table is not None for table in tables):
            entries = np.stack(tables, axis=1)
        else:
            entries = _segmented(dicom, number, bits)
        self.entries = _to_8_bit(entries)

    def to_rgb(self, samples: np.ndarray) -> np.ndarray:
        """Stored values (rows, columns) to RGB (rows, columns, 3); values outside take the nearest entry."""
        index = np.clip(samples.astype(np.int64) - self.first, 0, len(self.entries) - 1)
        return self.entries[index]

    def darkest(self, lowest: int, highest: int) -> int:
        """The stored value, within what a sample can hold, that is displayed darkest."""
        stored, luminance = self._usable(lowest, highest)
        return int(stored[np.argmin(luminance)])

    def brightest(self, lowest: int, highest: int) -> int:
        """The same, displayed brightest."""
        stored, luminance = self._usable(lowest, highest)
        return int(stored[np.argmax(luminance)])

    def _usable(self, lowest: int, highest: int) -> tuple[np.ndarray, np.ndarray]:
        """The stored values that a sample can hold, and how bright they are."""
        stored = np.arange(self.first, self.first + len(self.entries))
        usable = (stored >= lowest) & (stored <= highest)
        if not usable.any():
            raise _bad_palette()
        luminance = self.entries.astype(np.int64) @ (299, 587, 114)
        return stored[usable], luminance[usable]


def _bad_palette() -> Quarantine:
    return Quarantine("cannot-show", "The colour palette of this image is missing or contradicts itself.")


def _bytes(dicom: Dicom, tag: int) -> bytes | None:
    element: Element | None = dicom.dataset.get(tag)
    if element is None:
        return None
    if element.value is not None:
        return element.value
    # 65536 entries of 16 bits are the largest table there can be.
    return read_source(dicom, element.offset, element.length) if element.length <= 1 << 18 else None


def _table(dicom: Dicom, tag: int, number: int) -> np.ndarray | None:
    data = _bytes(dicom, tag)
    if data is None:
        return None
    if len(data) >= 2 * number:
        return np.frombuffer(data, "<u2" if dicom.little else ">u2", number).astype(np.uint16)
    if len(data) >= number:
        # Two 8-bit entries to a word; OW of a big endian file has them swapped.
        words = np.frombuffer(data[: len(data) & ~1], np.uint16)
        plain = data if dicom.little or len(data) % 2 else words.byteswap().tobytes()
        return np.frombuffer(plain, np.uint8, number)
    raise _bad_palette()


def _segmented(dicom: Dicom, number: int, bits: int) -> np.ndarray:
    """Expand a segmented palette (PS3.3 C.7.9.2) with pydicom's own code."""
    dataset = Dataset()
    dataset.set_original_encoding(False, dicom.little)
    colours = ("Red", "Green", "Blue")
    for colour, tag in zip(colours, _SEGMENTED, strict=True):
        data = _bytes(dicom, tag)
        if data is None:
            raise _bad_palette()
        setattr(dataset, f"{colour}PaletteColorLookupTableDescriptor", [number & 0xFFFF, 0, bits])
        setattr(dataset, f"Segmented{colour}PaletteColorLookupTableData", data)
    if bits == 8 and number > 256:
        raise _bad_palette()
    try:
        return apply_color_lut(np.arange(number), dataset)
    except Exception:
        # Whatever a broken table makes of the expansion, it is the same to the user.
        raise _bad_palette() from None


def _to_8_bit(entries: np.ndarray) -> np.ndarray:
    """8-bit RGB. Some writers put 8-bit values into 16-bit entries: then nothing is above 255."""
    if entries.dtype == np.uint8 or entries.max(initial=0) <= 255:
        return np.ascontiguousarray(entries, np.uint8)
    return (entries >> 8).astype(np.uint8)
