"""The Image Pixel module (PS3.3 C.7.6.3) of an object, checked before anything is decoded. Needs no numpy."""

from dataclasses import dataclass, replace

from curtain.files.dataset import DataSet, Element
from curtain.files.fragments import frames, number_of_frames
from curtain.files.part10 import Dicom
from curtain.files.source import Truncated
from curtain.outcome import Quarantine
from curtain.pixels.spare import SpareBits
from curtain.pixels.syntaxes import is_jpeg_2000, is_native, why_not

SAMPLES_PER_PIXEL = 0x00280002
PHOTOMETRIC_INTERPRETATION = 0x00280004
PLANAR_CONFIGURATION = 0x00280006
NUMBER_OF_FRAMES = 0x00280008
ROWS = 0x00280010
COLUMNS = 0x00280011
BITS_ALLOCATED = 0x00280100
BITS_STORED = 0x00280101
HIGH_BIT = 0x00280102
PIXEL_REPRESENTATION = 0x00280103
_PIXEL_PADDING_VALUE = 0x00280120
PIXEL_DATA = 0x7FE00010
FLOAT_PIXEL_DATA = 0x7FE00008
DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009

GREY = frozenset(("MONOCHROME1", "MONOCHROME2"))
PALETTE = "PALETTE COLOR"
YBR = frozenset(("YBR_FULL", "YBR_FULL_422"))
_JPEG_2000_ONLY = frozenset(("YBR_RCT", "YBR_ICT"))
_COLOUR = YBR | _JPEG_2000_ONLY | {"RGB"}

#: Samples of one frame: beyond this the header is hostile or the image is nothing a browser can show.
_MAX_FRAME_BYTES = 1 << 29
#: Bytes behind the last native frame that are read to see that they are padding.
_MAX_PADDING = 1 << 16


@dataclass(frozen=True)
class Image:
    """How the pixels of an object are stored. Named as the attributes of the Image Pixel module."""

    element: Element
    rows: int
    columns: int
    number_of_frames: int
    samples_per_pixel: int
    photometric_interpretation: str
    planar_configuration: int
    bits_allocated: int
    bits_stored: int
    pixel_representation: int
    is_float: bool
    #: Ranges (offset, length) of the source that hold each compressed frame; empty for native frames.
    frames: tuple[tuple[tuple[int, int], ...], ...] = ()
    #: The container that is declared as padding and is no sample, None where none is.
    padding: int | None = None
    #: What stands in spare bits is cleared when a frame is decoded; otherwise the frame is not shown.
    clears_spare: bool = False

    @property
    def spare(self) -> SpareBits | None:
        """None where samples fill their containers; little endian, as decoded."""
        if self.is_float or self.bits_stored >= self.bits_allocated:
            return None
        width, signed = self.bits_allocated // 8, self.pixel_representation == 1
        return SpareBits(width, 0, self.bits_stored - 1, signed, padding=self.padding)

    @property
    def frame_bits(self) -> int:
        """Bits of one native frame. YBR_FULL_422 stores two samples for a pixel (PS3.3 C.7.6.3.1.2)."""
        samples = 2 if self.photometric_interpretation == "YBR_FULL_422" else self.samples_per_pixel
        return self.rows * self.columns * samples * self.bits_allocated


def pixel_element(dataset: DataSet) -> Element | None:
    """The element with the pixels of the root data set, None without one."""
    return next(iter(_pixel_elements(dataset)), None)


def _pixel_elements(dataset: DataSet) -> list[Element]:
    elements = (dataset.get(tag) for tag in (PIXEL_DATA, FLOAT_PIXEL_DATA, DOUBLE_FLOAT_PIXEL_DATA))
    return [
        element for element in elements if element is not None and (element.length or element.fragments is not None)
    ]


def read_image(dicom: Dicom) -> Image:
    """Read and check the Image Pixel module.

    Raises Quarantine (`cannot-show`) with the reason where the image cannot be decoded
    faithfully and completely. What lies in the compressed frames is not looked at.
    """
    dataset = dicom.dataset
    element = pixel_element(dataset)
    if element is None:
        raise _cannot("There are no pixels in this file.")
    if len(_pixel_elements(dataset)) > 1:
        raise _cannot("There are two kinds of pixels in this file; only one of them could be seen.")
    if (sentence := why_not(dicom.syntax)) is not None:
        raise _cannot(sentence)
    image = _read(dicom, element)
    _check_values(image)
    if image.photometric_interpretation in _JPEG_2000_ONLY and not is_jpeg_2000(dicom.syntax):
        raise _cannot("The PhotometricInterpretation is one of JPEG 2000, but the image is stored otherwise.")
    if image.rows * image.columns * image.samples_per_pixel * max(image.bits_allocated, 8) > _MAX_FRAME_BYTES * 8:
        raise _cannot("One frame of this image would need more than 512 MB of memory.")
    if is_native(dicom.syntax):
        _check_native(dicom, image)
    elif element.fragments is None or image.is_float:
        raise _cannot("The pixel data is not stored as its transfer syntax demands.")
    elif image.bits_allocated == 1:
        raise _cannot("This is a compressed image of one bit, which Curtain cannot decode.")
    else:
        # Found once: telling fragments apart may mean to read the beginning of each.
        image = replace(image, frames=tuple(tuple(ranges) for ranges in _compressed_frames(dicom)))
        if len(image.frames) != image.number_of_frames:
            raise _cannot("There are not as many frames as the header says.")
    return image


def _compressed_frames(dicom: Dicom) -> list[list[tuple[int, int]]]:
    try:
        return frames(dicom)
    except Truncated:
        raise _shrunk() from None


def _cannot(sentence: str) -> Quarantine:
    return Quarantine("cannot-show", sentence)


def _read(dicom: Dicom, element: Element) -> Image:
    dataset = dicom.dataset

    def first(tag: int, default: int | None = None) -> int:
        values = dataset.ints(tag)
        if values:
            return values[0]
        if default is None:
            raise _cannot("Rows, Columns or BitsAllocated are missing, so the pixels cannot be arranged.")
        return default

    photometric = dataset.text(PHOTOMETRIC_INTERPRETATION)
    is_float = element.tag != PIXEL_DATA
    bits = first(BITS_ALLOCATED)
    stored = bits if is_float else first(BITS_STORED, bits)
    if not is_float and first(HIGH_BIT, stored - 1) != stored - 1:
        raise _cannot("The samples do not begin at the lowest bit (HighBit), an old layout that Curtain cannot show.")
    return Image(
        element=element,
        rows=first(ROWS),
        columns=first(COLUMNS),
        number_of_frames=number_of_frames(dicom),
        samples_per_pixel=first(SAMPLES_PER_PIXEL, 3 if photometric in _COLOUR else 1),
        photometric_interpretation=photometric,
        planar_configuration=first(PLANAR_CONFIGURATION, 0),
        bits_allocated=bits,
        bits_stored=stored,
        pixel_representation=first(PIXEL_REPRESENTATION, 0),
        is_float=is_float,
        padding=None if is_float or (spare := spare_bits(dicom)) is None else spare.padding,
    )


def spare_bits(dicom: Dicom) -> SpareBits | None:
    """How samples lie in the containers of PixelData; None where they fill them, or where the header makes no sense."""

    def first(tag: int, default: int) -> int:
        return next(iter(dicom.dataset.ints(tag)), default)

    allocated, stored = first(BITS_ALLOCATED, 0), first(BITS_STORED, 0)
    high = first(HIGH_BIT, stored - 1)
    if allocated not in (8, 16, 32) or not 1 <= stored < allocated or not stored - 1 <= high < allocated:
        return None
    pixels = dicom.pixel_data
    # Compressed samples come out of their frames in this order.
    little = dicom.little or (pixels is not None and pixels.fragments is not None)
    spare = SpareBits(allocated // 8, high - stored + 1, high, first(PIXEL_REPRESENTATION, 0) == 1, little)
    padding = first(_PIXEL_PADDING_VALUE, 0) & (1 << allocated) - 1
    return replace(spare, padding=padding) if padding & ~spare.mask else spare


def _check_values(image: Image) -> None:
    """Refuse what the decoders do not know: better no picture than a wrong one."""
    if image.rows < 1 or image.columns < 1:
        raise _cannot("Rows or Columns are zero.")
    if image.photometric_interpretation in _COLOUR:
        samples = 3
    elif image.photometric_interpretation in GREY or image.photometric_interpretation == PALETTE:
        samples = 1
    else:
        raise _cannot("The PhotometricInterpretation is missing, retired or unknown, so its colours cannot be shown.")
    if image.samples_per_pixel != samples:
        raise _cannot("SamplesPerPixel and PhotometricInterpretation contradict each other.")
    if image.is_float:
        depth = 32 if image.element.tag == FLOAT_PIXEL_DATA else 64
        if image.bits_allocated != depth or image.photometric_interpretation not in GREY:
            raise _cannot("The floating point pixels are not described as they should be.")
        return
    if image.bits_allocated not in (1, 8, 16, 32) or not 1 <= image.bits_stored <= image.bits_allocated:
        raise _cannot("BitsAllocated and BitsStored have values that Curtain cannot show.")
    if image.pixel_representation not in (0, 1) or image.planar_configuration not in (0, 1):
        raise _cannot("PixelRepresentation or PlanarConfiguration have an unknown value.")
    if image.bits_allocated == 1 and (samples != 1 or image.pixel_representation):
        raise _cannot("An image of one bit must be unsigned and have one sample a pixel.")
    if image.photometric_interpretation in YBR and (image.bits_allocated, image.bits_stored) != (8, 8):
        raise _cannot("YBR colours deeper than 8 bits cannot be shown.")


def _check_native(dicom: Dicom, image: Image) -> None:
    """Native pixels must be exactly the frames that the header announces, and padding."""
    element = image.element
    if element.fragments is not None:
        raise _cannot("The pixel data is not stored as its transfer syntax demands.")
    if image.photometric_interpretation == "YBR_FULL_422" and (image.columns % 2 or image.planar_configuration):
        raise _cannot("YBR_FULL_422 demands an even number of columns and samples by pixel.")
    needed = (image.frame_bits * image.number_of_frames + 7) // 8
    if needed > element.length:
        raise _cannot("There are fewer pixels than the header says.")
    excess = element.length - needed
    # What the header does not announce would leave without anybody having seen it.
    if excess > 1 and (excess > _MAX_PADDING or any(_tail(dicom, element, excess))):
        raise _cannot("There are more pixels than the header says; nobody would see them before they leave.")


def _tail(dicom: Dicom, element: Element, length: int) -> bytes:
    if element.value is not None:
        return element.value[-length:]
    return read_source(dicom, element.offset + element.length - length, length)


def lut_descriptor(element: Element | None, little: bool, signed: bool) -> tuple[int, int, int] | None:
    """Number of entries, first value mapped and bits of a look-up table (PS3.3 C.11.1.1.1); None where it is none.

    Read as unsigned whatever the VR: only the second can be negative.
    """
    if element is None or element.value is None or len(element.value) != 6:
        return None
    order = "little" if little else "big"
    number, first, bits = (int.from_bytes(element.value[at : at + 2], order) for at in (0, 2, 4))
    if signed and first >= 1 << 15:
        first -= 1 << 16
    return number or 1 << 16, first, bits


def read_source(dicom: Dicom, offset: int, length: int) -> bytes:
    """Bytes of the source; raises Quarantine (`truncated`) where it has become shorter since it was opened."""
    try:
        return dicom.source.read(offset, length)
    except Truncated:
        raise _shrunk() from None


def _shrunk() -> Quarantine:
    """The source has become shorter since it was opened."""
    return Quarantine("truncated", "The file became shorter while it was read. Add it again.")
