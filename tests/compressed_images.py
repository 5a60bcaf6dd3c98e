"""Objects of three compressed frames, one for each syntax, depth and colours that a frame is compressed anew in."""

import imagecodecs
import numpy as np
import pydicom
from pydicom.encaps import get_frame
from pydicom.uid import RLELossless

from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS
from pixel_images import image

J = "1.2.840.10008.1.2.4."
JPEG_LOSSLESS, SV1, NEAR = J + "57", J + "70", J + "81"
J2K, J2K_LOSSY, HTJ2K, RPCL, HTJ2K_LOSSY, JXL, JXL_JPEG, JXL_LOSSY = (
    J + n for n in ("90", "91", "201", "202", "203", "110", "111", "112")
)
generator = np.random.default_rng(1)


def grey(bits: int, signed: bool = False) -> np.ndarray:
    """Three smooth frames with noise, 40 rows by 50 columns."""
    ramp = np.add.outer(np.arange(40), np.arange(50))[None] * (1 << bits) // 100
    noisy = ramp + generator.integers(0, 1 << bits - 3, (3, 40, 50))
    values = np.clip(noisy, 0, (1 << bits) - 1) - (1 << bits - 1 if signed else 0)
    return values.astype(f"{'i' if signed else 'u'}{1 if bits <= 8 else 2 if bits <= 16 else 4}")


def colour() -> np.ndarray:
    return np.stack([grey(8) for _ in range(3)], -1)


def jpeg_lossless(frame: np.ndarray, bits: int) -> bytes:
    unsigned = frame.view(frame.dtype.str.replace("i", "u")) & ((1 << bits) - 1)
    spaces = {"colorspace": "RGB", "outcolorspace": "RGB"} if frame.ndim == 3 else {}
    return imagecodecs.jpeg8_encode(unsigned, lossless=True, predictor=1, bitspersample=bits, **spaces)


def rle(frame: np.ndarray, bits: int) -> bytes:
    dataset = image(frame[None], photometric="RGB" if frame.ndim == 3 else "MONOCHROME2", bits_stored=bits)
    dataset.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
    return get_frame(dataset.PixelData, 0, number_of_frames=1)


def jpeg_2000(frame: np.ndarray, bits: int, level: int = 0) -> bytes:
    return imagecodecs.jpeg2k_encode(frame, level=level, reversible=not level, codecformat="j2k", bitspersample=bits)


def htj2k(frame: np.ndarray, bits: int) -> bytes:
    """Of any depth: as signed samples, which no decoder shifts, and with the wanted depth in SIZ."""
    signed = frame.dtype.kind == "i"
    centred = frame.astype(np.int16) - (0 if signed else 1 << bits - 1)
    stream = bytearray(imagecodecs.htj2k_encode(centred, reversible=True, tlm=True))
    stream[42] = bits - 1 | signed << 7
    return bytes(stream)


#: Syntax, samples, bits, what compresses a frame, photometric interpretation.
OBJECTS = {
    "RLE 8": (RLELossless, grey(8), 8, rle, "MONOCHROME2"),
    "RLE 12": (RLELossless, grey(12), 12, rle, "MONOCHROME2"),
    "RLE 12 signed": (RLELossless, grey(12, signed=True), 12, rle, "MONOCHROME2"),
    "RLE RGB": (RLELossless, colour(), 8, rle, "RGB"),
    "RLE YBR": (RLELossless, colour(), 8, rle, "YBR_FULL"),
    "JPEG Lossless 8": (JPEG_LOSSLESS, grey(8), 8, jpeg_lossless, "MONOCHROME2"),
    "JPEG Lossless SV1 12": (SV1, grey(12), 12, jpeg_lossless, "MONOCHROME2"),
    "JPEG Lossless SV1 16": (SV1, grey(16), 16, jpeg_lossless, "MONOCHROME2"),
    "JPEG Lossless SV1 12 signed": (SV1, grey(12, signed=True), 12, jpeg_lossless, "MONOCHROME2"),
    "JPEG Lossless SV1 RGB": (SV1, colour(), 8, jpeg_lossless, "RGB"),
    "JPEG-LS 8": (JPEG_LS_LOSSLESS, grey(8), 8, lambda frame, _: imagecodecs.jpegls_encode(frame), "MONOCHROME2"),
    "JPEG-LS 16": (JPEG_LS_LOSSLESS, grey(16), 16, lambda frame, _: imagecodecs.jpegls_encode(frame), "MONOCHROME2"),
    "JPEG-LS RGB": (JPEG_LS_LOSSLESS, colour(), 8, lambda frame, _: imagecodecs.jpegls_encode(frame), "RGB"),
    "JPEG-LS near": (NEAR, grey(8), 8, lambda frame, _: imagecodecs.jpegls_encode(frame, level=2), "MONOCHROME2"),
    "JPEG 2000 8": (J2K, grey(8), 8, jpeg_2000, "MONOCHROME2"),
    "JPEG 2000 12": (J2K, grey(12), 12, jpeg_2000, "MONOCHROME2"),
    "JPEG 2000 12 signed": (J2K, grey(12, signed=True), 12, jpeg_2000, "MONOCHROME2"),
    "JPEG 2000 RCT": (J2K, colour(), 8, jpeg_2000, "YBR_RCT"),
    "JPEG 2000 lossy": (J2K_LOSSY, grey(12), 12, lambda frame, bits: jpeg_2000(frame, bits, 45), "MONOCHROME2"),
    "HTJ2K 8": (HTJ2K, grey(8), 8, lambda frame, _: imagecodecs.htj2k_encode(frame, reversible=True), "MONOCHROME2"),
    "HTJ2K RPCL 16": (RPCL, grey(16), 16, lambda frame, _: imagecodecs.htj2k_encode(frame, reversible=True, tlm=True), "MONOCHROME2"),
    "HTJ2K RCT": (HTJ2K, colour(), 8, lambda frame, _: imagecodecs.htj2k_encode(frame, reversible=True), "YBR_RCT"),
    "HTJ2K 12": (HTJ2K, grey(12), 12, htj2k, "MONOCHROME2"),
    "HTJ2K 12 signed": (RPCL, grey(12, signed=True), 12, htj2k, "MONOCHROME2"),
    "HTJ2K RGB": (HTJ2K, colour(), 8, lambda frame, _: imagecodecs.htj2k_encode(np.ascontiguousarray(frame.transpose(2, 0, 1)), reversible=True, planar=True), "RGB"),
    "HTJ2K lossy": (HTJ2K_LOSSY, grey(8), 8, lambda frame, _: imagecodecs.htj2k_encode(frame, reversible=True), "MONOCHROME2"),
    "JPEG XL 8": (JXL, grey(8), 8, lambda frame, _: imagecodecs.jpegxl_encode(frame, lossless=True), "MONOCHROME2"),
    "JPEG XL RGB": (JXL, colour(), 8, lambda frame, _: imagecodecs.jpegxl_encode(frame, lossless=True), "RGB"),
    "JPEG XL lossy": (JXL_LOSSY, colour(), 8, lambda frame, _: imagecodecs.jpegxl_encode(frame, level=90), "RGB"),
}  # fmt: skip
LOSSY = {NEAR: JPEG_LS_LOSSLESS, J2K_LOSSY: J2K, HTJ2K_LOSSY: HTJ2K, JXL_LOSSY: JXL}


def made(name: str, **attributes: object) -> tuple[pydicom.FileDataset, list[bytes]]:
    """An object and its compressed frames."""
    syntax, samples, bits, compress, photometric = {**OBJECTS, **BLOCK_OBJECTS}[name]
    streams = [compress(frame, bits) for frame in samples]
    dataset = image(
        streams, syntax, photometric=photometric, bits_stored=bits, bits_allocated=samples.dtype.itemsize * 8,
        Rows=40, Columns=50, PixelRepresentation=int(samples.dtype.kind == "i"), **attributes,
    )  # fmt: skip
    return dataset, streams


def jpeg(frame: np.ndarray, subsampling: str = "444") -> bytes:
    """JPEG Baseline, its colours as YBR."""
    return imagecodecs.jpeg8_encode(frame, level=80, subsampling=subsampling)


#: JPEG with a loss, whose blocks are rewritten: as `OBJECTS`.
BLOCK_OBJECTS = {
    "JPEG 8": (J + "50", grey(8), 8, lambda frame, _: jpeg(frame), "MONOCHROME2"),
    "JPEG 8 inverse": (J + "50", grey(8), 8, lambda frame, _: jpeg(frame), "MONOCHROME1"),
    "JPEG 12": (J + "51", grey(12), 12, lambda frame, bits: imagecodecs.jpeg8_encode(frame, level=80, bitspersample=bits), "MONOCHROME2"),
    "JPEG 4:4:4": (J + "50", colour(), 8, lambda frame, _: jpeg(frame), "YBR_FULL"),
    "JPEG 4:2:2": (J + "50", colour(), 8, lambda frame, _: jpeg(frame, "422"), "YBR_FULL_422"),
    "JPEG 4:2:0": (J + "50", colour(), 8, lambda frame, _: jpeg(frame, "420"), "YBR_FULL_422"),
    "JPEG RGB": (J + "50", colour(), 8, lambda frame, _: imagecodecs.jpeg8_encode(frame, level=80, colorspace="RGB", outcolorspace="RGB"), "RGB"),
}  # fmt: skip
