"""imagecodecs as a decoding plugin of pydicom, and the one encoder.

pydicom owns the rules (photometric interpretation, planar configuration, bits, sign); the
functions here only turn one compressed frame into raw samples, natively and in the browser
alike. They are registered with decoders of our own, so that pydicom's stay as they are and
what else is installed makes no difference.

Only functions of imagecodecs that the browser's wheel has are used.
"""

from collections.abc import Callable
from functools import cache, partial
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

from pydicom.pixels.common import PhotometricInterpretation as Photometric
from pydicom.pixels.decoders.base import Decoder, DecodeRunner
from pydicom.uid import UID

from curtain.pixels.streams import BadStream, StreamInfo, jpeg_2000_info, jpeg_info
from curtain.pixels.syntaxes import NATIVE, RLE_LOSSLESS, SYNTAXES

if TYPE_CHECKING:
    import numpy as np

#: Name under which the functions are registered with pydicom.
PLUGIN = "imagecodecs"
#: Option for pydicom's runner: True where YBR is to become RGB anyway.
TO_RGB = "curtain_to_rgb"

# pydicom's plugin interface asks for this name.
DECODER_DEPENDENCIES = {UID(uid): ("numpy", "imagecodecs") for uid, known in SYNTAXES.items() if known.codec != NATIVE}


def is_available(uid: str) -> bool:
    """Part of pydicom's plugin interface: True where frames of `uid` can be decoded here."""
    return find_spec("imagecodecs") is not None and find_spec("numpy") is not None


@cache
def decoder(syntax: str) -> Decoder:
    """The pydicom decoder for a transfer syntax of `SYNTAXES`, with `PLUGIN` as its only plugin."""
    codec = SYNTAXES[syntax].codec
    # pydicom 3.0 has no JPEG XL. RLE stands in: the one encapsulated syntax for which its
    # rules look at nothing but the header's bits and sign.
    made = Decoder(UID(RLE_LOSSLESS if codec == "decode_jpeg_xl" else syntax))
    if codec != NATIVE:
        made.add_plugin(PLUGIN, (__name__, codec))
    return made


def decode_jpeg(src: bytes, runner: DecodeRunner) -> bytes:
    """JPEG baseline, extended and lossless (PS3.5 A.4.1, A.4.2).

    Components come as stored; with the option `TO_RGB` of the runner, YBR comes as RGB: libjpeg is much
    quicker at it than numpy, and comes to the same bytes.
    """
    import imagecodecs

    info = jpeg_info(src)
    _expect(info, runner)
    if info.components == 3:
        stored = target = imagecodecs.JPEG8.CS.YCbCr
        colour = _jpeg_colour(info, runner)
        if colour == Photometric.YBR_FULL and info.precision == 8 and runner.get_option(TO_RGB, False):
            target, colour = imagecodecs.JPEG8.CS.RGB, Photometric.RGB
        # Equal spaces in and out keep libjpeg from transforming, whatever the components are.
        samples = imagecodecs.jpeg8_decode(src, colorspace=stored, outcolorspace=target)
        runner.set_option("photometric_interpretation", colour)
    else:
        samples = imagecodecs.jpeg8_decode(src)
    return _hand_over(samples, runner)


def _jpeg_colour(info: StreamInfo, runner: DecodeRunner) -> str:
    """Colour space of the components of a JPEG stream.

    The stream's own words go before the header's: an Adobe segment, then a JFIF one and the
    component ids (which pydicom has looked at already), then subsampling, which only chroma has.
    """
    current = runner.photometric_interpretation
    if info.adobe_transform == 0 and not info.subsampled:
        return Photometric.RGB
    if info.adobe_transform == 1 or info.subsampled:
        return Photometric.YBR_FULL
    return Photometric.YBR_FULL if current == Photometric.YBR_FULL_422 else current


def decode_jpeg_ls(src: bytes, runner: DecodeRunner) -> bytes:
    """JPEG-LS lossless and near-lossless (PS3.5 A.4.3)."""
    import imagecodecs

    _expect(jpeg_info(src), runner)
    return _hand_over(imagecodecs.jpegls_decode(src), runner)


def decode_jpeg_2000(src: bytes, runner: DecodeRunner) -> bytes:
    """JPEG 2000 Part 1 (PS3.5 A.4.4). The multiple component transform is undone: YBR_RCT and YBR_ICT become RGB."""
    import imagecodecs

    return _decode_jpeg_2000(imagecodecs.jpeg2k_decode, src, runner)


def decode_htj2k(src: bytes, runner: DecodeRunner) -> bytes:
    """High-throughput JPEG 2000 (PS3.5 A.4.8), otherwise as `decode_jpeg_2000`."""
    import imagecodecs

    # Without a colour transform it would give planes.
    return _decode_jpeg_2000(partial(imagecodecs.htj2k_decode, planar=False), src, runner)


def _decode_jpeg_2000(decode: "Callable[[bytes], np.ndarray]", src: bytes, runner: DecodeRunner) -> bytes:
    _expect(jpeg_2000_info(src), runner)
    samples = decode(src)
    if runner.photometric_interpretation in (Photometric.YBR_ICT, Photometric.YBR_RCT):
        runner.set_option("photometric_interpretation", Photometric.RGB)
    return _hand_over(samples, runner)


def decode_jpeg_xl(src: bytes, runner: DecodeRunner) -> bytes:
    """JPEG XL (PS3.5 A.4.12). The decoder hands out RGB, whatever it was stored as."""
    import imagecodecs

    samples = imagecodecs.jpegxl_decode(src, numthreads=1)
    if runner.samples_per_pixel == 3:
        runner.set_option("photometric_interpretation", Photometric.RGB)
    return _hand_over(samples, runner)


def decode_rle(src: bytes, runner: DecodeRunner) -> bytes:
    """RLE Lossless (PS3.5 Annex G): segments of bytes, most significant first, one plane after the other."""
    import imagecodecs
    import numpy as np

    width = runner.bits_allocated // 8
    if runner.bits_allocated % 8 or not width:
        raise BadStream("RLE with less than a byte for a sample")
    planes, pixels = runner.samples_per_pixel * width, runner.rows * runner.columns
    bounds = _rle_bounds(src, planes)
    decoded = np.empty((planes, pixels), np.uint8)
    for plane, (start, stop) in enumerate(bounds):
        # A header with one segment before each segment: the decoder knows its end, and so do we.
        header = np.zeros(16, "<u4")
        header[:2] = 1, 64
        segment = imagecodecs.dicomrle_decode(header.tobytes() + src[start:stop], np.uint8)
        # More than the pixels would be a picture that nobody sees.
        if len(segment) != pixels:
            raise BadStream("an RLE segment is too short or too long")
        decoded[plane] = np.frombuffer(segment, np.uint8, pixels)
    runner.set_option("planar_configuration", 1)
    # Most significant byte first in each sample; pydicom wants little endian.
    ordered = decoded.reshape(runner.samples_per_pixel, width, pixels)[:, ::-1]
    return ordered.transpose(0, 2, 1).tobytes()


def _rle_bounds(src: bytes, expected: int) -> list[tuple[int, int]]:
    """Start and end of each segment (PS3.5 G.5)."""
    words = [int.from_bytes(src[at : at + 4], "little") for at in range(0, 64, 4)]
    if len(src) < 64 or words[0] != expected or expected > 15:
        raise BadStream("the RLE header has another number of segments")
    starts = [*words[1 : 1 + expected], len(src)]
    if starts[0] < 64 or any(low > high for low, high in pairwise(starts)):
        raise BadStream("the RLE segments overlap")
    return list(pairwise(starts))


def encode_jpeg_ls(samples: "np.ndarray") -> bytes:
    """Encode one frame losslessly (ISO 14495-1): (rows, columns) or (rows, columns, 3), uint8 or uint16.

    The precision of the stream is that of the array's type.
    """
    import imagecodecs

    return _without_spiff(imagecodecs.jpegls_encode(samples))


def _without_spiff(stream: bytes) -> bytes:
    """Drop the SPIFF header (APP8) that CharLS writes: PS3.5 knows none, and some readers stop at it."""
    position = 2
    while stream[position : position + 2] == b"\xff\xe8":
        position += 2 + int.from_bytes(stream[position + 2 : position + 4], "big")
    return bytes(stream[:2]) + bytes(stream[position:])


def _expect(info: StreamInfo, runner: DecodeRunner) -> None:
    """Refuse a stream that is not the frame which the header announces, before memory is asked for."""
    if (info.rows, info.columns, info.components) != (runner.rows, runner.columns, runner.samples_per_pixel):
        raise BadStream("the compressed frame has another size than the header says")
    if not 1 <= info.precision <= runner.bits_allocated:
        raise BadStream("the compressed frame is deeper than the header says")


def _hand_over(samples: "np.ndarray", runner: DecodeRunner) -> bytes:
    """Little endian bytes of a decoded frame; the runner learns how they are laid out."""
    if samples.ndim == 3 and samples.shape[2] == 1:
        samples = samples[:, :, 0]
    planes = () if runner.samples_per_pixel == 1 else (runner.samples_per_pixel,)
    if samples.shape != (runner.rows, runner.columns, *planes) or samples.dtype.kind not in "iu":
        raise BadStream("the decoded frame has another shape than the header says")
    if samples.dtype.itemsize * 8 > runner.bits_allocated:
        raise BadStream("the decoded frame is deeper than the header says")
    runner.set_option("bits_allocated", samples.dtype.itemsize * 8)
    runner.set_option("planar_configuration", 0)
    return samples.astype(samples.dtype.newbyteorder("<"), copy=False).tobytes()
