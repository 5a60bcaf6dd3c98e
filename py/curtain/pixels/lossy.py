"""That a picture once lost something stays told when it is written without a further loss (PS3.3 C.7.6.1.1.5). Needs no numpy."""

from curtain.files.part10 import Dicom
from curtain.pixels.growth import LOSSY_IMAGE_COMPRESSION
from curtain.pixels.image import Image
from curtain.pixels.syntaxes import SYNTAXES

_LOSSY_IMAGE_COMPRESSION_RATIO, _LOSSY_IMAGE_COMPRESSION_METHOD = 0x00282112, 0x00282114

#: By decoder, the method's name (PS3.3 C.7.6.1.1.5.1).
_METHODS = {
    "decode_jpeg": b"ISO_10918_1 ",
    "decode_jpeg_ls": b"ISO_14495_1 ",
    "decode_jpeg_2000": b"ISO_15444_1 ",
    "decode_htj2k": b"ISO_15444_15",
    "decode_jpeg_xl": b"ISO_18181_1 ",
}
#: A discrete cosine transform always loses something, whatever the header says.
_ALWAYS = frozenset(("decode_jpeg",))


def told_of_loss(dicom: Dicom, image: Image, syntax: str) -> dict[int, tuple[str, bytes]]:
    """What the header has to say of a loss when an object leaves a lossy syntax for this one: tag to VR and value.

    Nothing where it says so already: its lists of methods and ratios stay. A syntax that may be lossy or not leaves the
    word to a header that says "00".
    """
    known = SYNTAXES[dicom.syntax]
    said = dicom.dataset.text(LOSSY_IMAGE_COMPRESSION)
    if not known.is_lossy or SYNTAXES[syntax].is_lossy or said == "01" or (said and known.codec not in _ALWAYS):
        return {}
    told: dict[int, tuple[str, bytes]] = {LOSSY_IMAGE_COMPRESSION: ("CS", b"01")}
    if not any(dicom.dataset.text(tag) for tag in (_LOSSY_IMAGE_COMPRESSION_METHOD, _LOSSY_IMAGE_COMPRESSION_RATIO)):
        told[_LOSSY_IMAGE_COMPRESSION_METHOD] = ("CS", _METHODS[known.codec])
        told[_LOSSY_IMAGE_COMPRESSION_RATIO] = ("DS", _ratio(image))
    return told


def _ratio(image: Image) -> bytes:
    compressed = sum(length for ranges in image.frames for _, length in ranges)
    text = f"{image.frame_bits / 8 * image.number_of_frames / compressed:.4g}".encode()
    return text + b" " * (len(text) % 2)
