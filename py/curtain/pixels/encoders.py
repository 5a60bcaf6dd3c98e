"""One frame compressed without loss, in the transfer syntax of its object, so that it can stand among the others.

What the header says of the frames has to hold for a new one as well: the same precision, the same colour transform, the same
few segments that tell a decoder of colours. Where an encoder cannot do that, `Unfit` is raised and nobody is given a frame that
differs from its neighbours. Only functions of imagecodecs that the browser's wheel has are used.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from curtain.pixels.comments import kept_segment
from curtain.pixels.image import Image
from curtain.pixels.packbits import packbits
from curtain.pixels.streams import SOS, STARTS_OF_FRAME, BadStream, StreamInfo, jpeg_2000_info, jpeg_info, jpeg_segments

if TYPE_CHECKING:
    import numpy as np

#: One row of RLE is a run of its own (PS3.5 G.3.1).
_RLE_HEADER = 64
#: Where the first component's depth stands: behind SOC, marker and length, and ten numbers of SIZ.
_SSIZ = 42
_MULTIPLE_COMPONENT = frozenset(("YBR_RCT", "YBR_ICT"))


class Unfit(Exception):
    """A frame cannot be compressed as its neighbours are."""


def encode(codec: str, samples: "np.ndarray", image: Image, neighbour: bytes) -> bytes:
    """Compress a frame.

    Parameters
    ----------
    codec
        Name of the function of `ENCODERS`, from the table of syntaxes.
    samples
        (rows, columns) or (rows, columns, 3), as `frame_samples` gives them without turning YBR into RGB.
    image
        What the header says.
    neighbour
        The compressed frame that it takes the place of, which may be larger.

    Raises
    ------
    Unfit
        Where the encoder has no such frame.
    """
    try:
        return ENCODERS[codec](samples, image, neighbour)
    except Unfit:
        raise
    except Exception:
        # Encoders raise what they like where they cannot do something.
        raise Unfit from None


def _unsigned(samples: "np.ndarray", precision: int) -> "np.ndarray":
    """The bits of samples, without the sign that fills the spare ones."""
    unsigned = samples.view(samples.dtype.str.replace("i", "u"))
    spare = unsigned.dtype.itemsize * 8 - precision
    return unsigned & ((1 << precision) - 1) if spare > 0 else unsigned


def _rle(samples: "np.ndarray", image: Image, neighbour: bytes) -> bytes:
    """PS3.5 Annex G: a segment for each byte of each plane, the most significant first, each row by itself."""
    import numpy as np

    width = samples.dtype.itemsize
    planes = samples.reshape(*samples.shape[:2], -1).transpose(2, 0, 1)
    stored = np.ascontiguousarray(planes.astype(planes.dtype.newbyteorder(">"))).view(np.uint8)
    segments = []
    for plane in stored.reshape(len(planes), image.rows, image.columns, width):
        for byte in range(width):
            segment = packbits(plane[:, :, byte])
            segments.append(segment + b"\0" * (len(segment) % 2))
    if len(segments) > 15:
        raise Unfit
    header = bytearray(_RLE_HEADER)
    header[:4] = len(segments).to_bytes(4, "little")
    at = _RLE_HEADER
    for number, segment in enumerate(segments, 1):
        header[4 * number : 4 * number + 4] = at.to_bytes(4, "little")
        at += len(segment)
    return bytes(header) + b"".join(segments)


def _jpeg_lossless(samples: "np.ndarray", image: Image, neighbour: bytes) -> bytes:
    """Process 14 with the first predictor, which both syntaxes of JPEG Lossless take (PS3.5 A.4.2)."""
    import imagecodecs

    info = jpeg_info(neighbour)
    # Equal spaces in and out keep libjpeg from transforming, whatever the components are.
    colours = {"colorspace": "RGB", "outcolorspace": "RGB"} if info.components == 3 else {}
    stream = imagecodecs.jpeg8_encode(
        _unsigned(samples, info.precision), lossless=True, predictor=1, bitspersample=info.precision, **colours
    )
    return _alike(_with_ids(_with_segments_of(stream, neighbour), info.component_ids), image, info)


def _with_segments_of(stream: bytes, neighbour: bytes) -> bytes:
    """The stream with the segments of its neighbour that tell of colours, and without any of its own."""
    told = [
        (marker, kept)
        for marker, body in _head(neighbour)
        if marker in (0xE0, 0xEE) and (kept := kept_segment(marker, body)) is not None
    ]
    own = [(marker, body) for marker, body in _head(stream) if marker in range(0xE0, 0xF0)]
    taken = sum(len(body) + 4 for _, body in own)
    written = b"".join(bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body for marker, body in told)
    # libjpeg writes its segments first of all.
    return stream[:2] + written + stream[2 + taken :]


def _with_ids(stream: bytes, ids: tuple[int, ...]) -> bytes:
    """The stream with these component ids, from which decoders guess colours (frame and scan header, B.2.2, B.2.3)."""
    renamed = bytearray(stream)
    names = dict(zip(jpeg_info(stream).component_ids, ids, strict=True))
    at = 2
    while True:
        marker, length = renamed[at + 1], int.from_bytes(renamed[at + 2 : at + 4], "big")
        first, step, count = (at + 10, 3, at + 9) if marker in STARTS_OF_FRAME else (at + 5, 2, at + 4)
        if marker in STARTS_OF_FRAME or marker == SOS:
            for place in range(first, first + step * renamed[count], step):
                renamed[place] = names[renamed[place]]
        if marker == SOS:
            return bytes(renamed)
        at += 2 + length


def _head(stream: bytes) -> list[tuple[int, bytes]]:
    """Markers and contents of the segments in front of the frame header."""
    found = []
    for marker, body in jpeg_segments(stream):
        if marker in STARTS_OF_FRAME:
            break
        found.append((marker, body))
    return found


def _jpeg_ls(samples: "np.ndarray", image: Image, neighbour: bytes) -> bytes:
    from curtain.pixels.codecs import encode_jpeg_ls

    stream = encode_jpeg_ls(samples.view(samples.dtype.str.replace("i", "u")))
    return _alike(stream, image, jpeg_info(neighbour))


def _jpeg_2000(samples: "np.ndarray", image: Image, neighbour: bytes) -> bytes:
    """The reversible 5/3 wavelet, with the colour transform that the header tells of."""
    import imagecodecs

    info = jpeg_2000_info(neighbour)
    stream = imagecodecs.jpeg2k_encode(
        samples,
        level=0,
        reversible=True,
        codecformat="j2k",
        bitspersample=info.precision,
        mct=image.photometric_interpretation in _MULTIPLE_COMPONENT,
    )
    return _alike(stream, image, info)


def _htj2k(samples: "np.ndarray", image: Image, neighbour: bytes) -> bytes:
    """As `_jpeg_2000`; OpenJPH writes RPCL, and TLM as the one syntax wants it that is named for it (PS3.5 A.4.8)."""
    import imagecodecs
    import numpy as np

    precision, signed = jpeg_2000_info(neighbour).precision, samples.dtype.kind == "i"
    whole = precision == samples.dtype.itemsize * 8
    if not whole:
        samples = samples.view(samples.dtype.str.replace("u", "i")) - (0 if signed else 1 << precision - 1)
    by_planes = samples.ndim == 3 and image.photometric_interpretation not in _MULTIPLE_COMPONENT
    if by_planes:
        # Then it transforms no colours, else it always does.
        samples = np.ascontiguousarray(samples.transpose(2, 0, 1))
    stream = imagecodecs.htj2k_encode(samples, reversible=True, tlm=True, planar=by_planes)
    if not whole:
        stream = _with_precision(stream, precision, signed)
    return _alike(stream, image, jpeg_2000_info(neighbour))


def _with_precision(stream: bytes, precision: int, signed: bool) -> bytes:
    """A reversible codestream of signed samples that says of them another depth than that of whole bytes (SIZ, A.5.1).

    Nothing else depends on it but the shift by half the range, which a decoder makes where they are not signed (G.1).
    """
    told = bytearray(stream)
    for component in range(jpeg_2000_info(stream).components):
        told[_SSIZ + 3 * component] = precision - 1 | (0x80 if signed else 0)
    return bytes(told)


def _jpeg_xl(samples: "np.ndarray", image: Image, neighbour: bytes) -> bytes:
    import imagecodecs

    unsigned = samples.view(samples.dtype.str.replace("i", "u"))
    return imagecodecs.jpegxl_encode(unsigned, lossless=True, usecontainer=False, numthreads=1)


def _alike(stream: bytes, image: Image, neighbour: StreamInfo) -> bytes:
    """The stream, where it is of the size that the header says, and of the precision that its neighbours have."""
    try:
        info = jpeg_info(stream) if stream[:2] == b"\xff\xd8" else jpeg_2000_info(stream)
    except BadStream:
        raise Unfit from None
    wanted = (image.rows, image.columns, neighbour.components, neighbour.precision)
    if (info.rows, info.columns, info.components, info.precision) != wanted:
        raise Unfit
    return stream


ENCODERS: dict[str, Callable[["np.ndarray", Image, bytes], bytes]] = {
    "rle": _rle,
    "jpeg-lossless": _jpeg_lossless,
    "jpeg-ls": _jpeg_ls,
    "jpeg-2000": _jpeg_2000,
    "htj2k": _htj2k,
    "jpeg-xl": _jpeg_xl,
}
