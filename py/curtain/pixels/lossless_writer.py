"""A compressed object all of whose frames are decoded and written anew without loss."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from curtain.files.fragments import EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS
from curtain.files.part10 import Dicom
from curtain.files.pieces import Piece, delimiter, fragment
from curtain.pixels.areas import Areas
from curtain.pixels.frame_makers import NoFrame, Remaker
from curtain.pixels.image import Image
from curtain.pixels.kept import Kept, sized
from curtain.pixels.patch import PixelPatch, header_changes
from curtain.pixels.syntaxes import EXPLICIT_VR_LITTLE_ENDIAN, JPEG_LS_LOSSLESS

if TYPE_CHECKING:
    import numpy as np


def lossless(dicom: Dicom, image: Image, areas: Areas, notes: list[str], kept: Kept | None = None) -> PixelPatch:
    """A patch for a compressed object all of whose frames are written anew, in the syntax that the first one shows to work.

    With `kept` they are cut to that.
    """
    target = replace(sized(image, kept), planar_configuration=0)
    if image.samples_per_pixel == 3:
        target = replace(target, photometric_interpretation="RGB")
    tables = dict.fromkeys((EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS))
    if image.bits_allocated in (8, 16):
        # The stream's precision is that of whole bytes, and BitsStored has to agree with it (PS3.5 8.2.3).
        jpeg_ls = replace(target, bits_stored=image.bits_allocated)
        writer = LosslessWriter(dicom, image, jpeg_ls, JPEG_LS_LOSSLESS, areas, kept)
        if writer.try_out():
            return PixelPatch(JPEG_LS_LOSSLESS, "OB", None, header_changes(image, jpeg_ls), tables, notes, writer)
    writer = LosslessWriter(dicom, image, target, EXPLICIT_VR_LITTLE_ENDIAN, areas, kept)
    length = target.frame_bits // 8 * target.number_of_frames
    vr = "OB" if target.bits_allocated == 8 else "OW"
    changes = header_changes(image, target)
    return PixelPatch(EXPLICIT_VR_LITTLE_ENDIAN, vr, length + length % 2, changes, tables, notes, writer)


class LosslessWriter(Remaker):
    """Decodes every frame of a compressed object and writes it in JPEG-LS Lossless or Explicit VR Little Endian."""

    def try_out(self) -> bool:
        """True where the first frame comes back from the encoder as it went in."""
        return self._encode(self._frame(0)) is not None

    def pieces(self) -> Iterator[Piece]:
        frames = range(self._image.number_of_frames)
        if self._syntax == EXPLICIT_VR_LITTLE_ENDIAN:
            length = 0
            for index in frames:
                data = self._little_endian(self._frame(index))
                length += len(data)
                yield data
            if length % 2:
                yield b"\0"
            return
        # An empty offset table: the lengths of later frames are not known yet (PS3.5 A.4).
        yield fragment()
        for index in frames:
            stream = self._encode(self._frame(index))
            if stream is None:
                raise NoFrame
            yield fragment(stream)
        yield delimiter()

    def _frame(self, index: int) -> "np.ndarray":
        """A decoded frame with its areas blanked, and then cut."""
        from curtain.pixels.frames import frame_samples

        samples = frame_samples(self._dicom, index, rgb=True, image=self._image)
        return self._changed(index, samples, self._target.photometric_interpretation)

    @staticmethod
    def _little_endian(samples: "np.ndarray") -> bytes:
        return samples.astype(samples.dtype.newbyteorder("<"), copy=False).tobytes()

    def _encode(self, samples: "np.ndarray") -> bytes | None:
        """A JPEG-LS stream that decodes, the way it will be shown, to these samples; None where it does not."""
        import numpy as np

        from curtain.pixels.codecs import encode_jpeg_ls
        from curtain.pixels.frames import decode_bytes, encapsulated

        unsigned = samples.view(samples.dtype.str.replace("i", "u"))
        try:
            stream = encode_jpeg_ls(unsigned)
            again, _ = decode_bytes(self._syntax, self._target, encapsulated(stream))
        except Exception:
            # The encoder refuses what it cannot do; the caller has another way or stops.
            return None
        return stream if again.dtype == samples.dtype and np.array_equal(again, samples) else None
