"""Pictures that are decoded: progressive or turned JPEG, PNG and GIF. They are written again without loss."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curtain.outcome import Quarantine
from curtain.pictures.gif import read_gif
from curtain.pictures.orientation import orientation, turned
from curtain.pixels.codecs import encode_jpeg_ls
from curtain.pixels.streams import BadStream, jpeg_info

if TYPE_CHECKING:
    import numpy as np

#: Pixels of a frame, and of all frames of an animation.
_MOST_PIXELS, _MOST_IN_ALL = 64_000_000, 512_000_000
_JPEG, _PNG, _GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8"
_MOST_SIDE = 65_535


@dataclass(frozen=True)
class Picture:
    """Decoded samples: `frame` gives one frame after the other, (rows, columns) or (rows, columns, 3), uint8 or uint16."""

    rows: int
    columns: int
    bits: int
    samples_per_pixel: int
    frames: int
    #: Milliseconds.
    frame_time: float
    #: Of the lossy compression that it went through before, 0 where there was none.
    ratio: float
    samples: "Callable[[], Iterator[np.ndarray]]"

    @property
    def photometric_interpretation(self) -> str:
        """As PS3.3 C.7.6.3.1.2 calls it."""
        return "MONOCHROME2" if self.samples_per_pixel == 1 else "RGB"

    def encoded(self) -> Iterator[bytes]:
        """Each frame in JPEG-LS, without loss."""
        return map(encode_jpeg_ls, self.samples())


def decode(data: bytes) -> Picture:
    """Decode a picture.

    Raises
    ------
    BadStream
        Where it is damaged, or none of the kinds that are known.
    Quarantine
        `picture-too-large`.
    """
    for magic, read in _KINDS.items():
        if data.startswith(magic):
            return read(data)
    raise BadStream("no picture that is known")


def _bounded(rows: int, columns: int, frames: int = 1) -> None:
    """Before a decoder asks for the memory."""
    if not (0 < rows <= _MOST_SIDE and 0 < columns <= _MOST_SIDE):
        raise BadStream("no size, or one that DICOM cannot say")
    if rows * columns > _MOST_PIXELS or rows * columns * frames > _MOST_IN_ALL:
        raise Quarantine("picture-too-large", "The picture has too many pixels to be put into a case.")


def _still(samples: "np.ndarray", ratio: float = 0) -> Picture:
    rows, columns = samples.shape[:2]
    bits = 8 * samples.dtype.itemsize
    return Picture(rows, columns, bits, 3 if samples.ndim == 3 else 1, 1, 0, ratio, lambda: iter((samples,)))


def _called(decoder: "Callable[..., np.ndarray]", data: bytes, **options: object) -> "np.ndarray":
    try:
        return decoder(data, **options)
    except MemoryError:
        raise
    except Exception:
        # Decoders raise what they like, and may quote the stream.
        raise BadStream("the decoder gave up") from None


def _jpeg(data: bytes) -> Picture:
    import imagecodecs

    info = jpeg_info(data)
    _bounded(info.rows, info.columns)
    if info.components == 4:
        cmyk = _called(imagecodecs.jpeg8_decode, data, outcolorspace="CMYK")
        # Adobe stores inks the other way round; every file with four components comes from there (T.872 6.5.3).
        samples = (cmyk[..., :3].astype("uint16") * cmyk[..., 3:] // 255).astype("uint8")
    elif info.components == 3:
        samples = _called(imagecodecs.jpeg8_decode, data, outcolorspace="RGB")
    else:
        samples = _called(imagecodecs.jpeg8_decode, data)
    return _still(turned(samples, orientation(data)), samples.nbytes / len(data))


def _png(data: bytes) -> Picture:
    import imagecodecs

    if data[12:16] != b"IHDR":
        raise BadStream("no header")
    _bounded(int.from_bytes(data[20:24], "big"), int.from_bytes(data[16:20], "big"))
    samples = _called(imagecodecs.png_decode, data)
    return _still(_opaque(samples))


def _opaque(samples: "np.ndarray") -> "np.ndarray":
    """Grey or RGB of 8 or 16 bits, on white where it is transparent: what hides under that goes. RGB has 8 bits in DICOM."""
    import numpy as np

    if samples.ndim == 2:
        return samples
    colours = samples.shape[2] - (samples.shape[2] in (2, 4))
    if colours < samples.shape[2]:
        most = np.iinfo(samples.dtype).max
        alpha = samples[..., colours:].astype(np.float32) / most
        samples = np.rint(samples[..., :colours] * alpha + most * (1 - alpha)).astype(samples.dtype)
    if colours == 1:
        return np.ascontiguousarray(samples[..., 0])
    return (samples >> 8).astype(np.uint8) if samples.dtype.itemsize == 2 else np.ascontiguousarray(samples)


def _gif(data: bytes) -> Picture:
    animation = read_gif(data)
    _bounded(animation.rows, animation.columns, len(animation.frames))
    return Picture(
        animation.rows, animation.columns, 8, 3, len(animation.frames), animation.frame_time, 0, animation.drawn
    )


_KINDS: dict[bytes, Callable[[bytes], Picture]] = {_JPEG: _jpeg, _PNG: _png, _GIF: _gif}
