"""Native PixelData cut to a part of each frame: the containers of what is left are the same bytes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from curtain.files.part10 import Dicom
from curtain.files.pieces import Piece
from curtain.pixels.areas import Areas
from curtain.pixels.image import Image
from curtain.pixels.kept import Kept, sized
from curtain.pixels.native import NativeLayout
from curtain.pixels.native_writer import NativeWriter

if TYPE_CHECKING:
    import numpy as np


class NativeCropper(NativeWriter):
    """Writes the value of native PixelData anew, frame by frame: blanked as `NativeWriter` does it, and then cut.

    In YBR_FULL_422 `kept` begins and ends with even columns.
    """

    def __init__(self, dicom: Dicom, image: Image, areas: Areas, kept: Kept) -> None:
        super().__init__(dicom, image, areas)
        self._kept = kept
        self.target = sized(image, kept)

    @property
    def length(self) -> int:
        """Bytes of the new value, padding included."""
        needed = (self.target.frame_bits * self.target.number_of_frames + 7) // 8
        return needed + needed % 2

    def pieces(self) -> Iterator[Piece]:
        import numpy as np

        layout = NativeLayout(self._dicom, self._image)
        bits = self._image.bits_allocated == 1
        # Frames of one bit, and words of bytes that are swapped, go on within what the frame before has begun.
        unit, rest = (16 if bits else 2), np.zeros(0, np.uint8)
        for index in range(self._image.number_of_frames):
            data = layout.read(index)
            if self._areas[index]:
                data = self._blank_frame(index, data)
            stored = np.concatenate((rest, self._cut(data, layout.skip(index))))
            whole = len(stored) - len(stored) % unit
            rest = stored[whole:]
            yield layout.swap(_packed(stored[:whole], bits))
        if len(rest):
            padding = np.zeros(unit - len(rest), np.uint8)
            yield layout.swap(_packed(np.concatenate((rest, padding)), bits))

    def _cut(self, data: bytes, skip: int) -> "np.ndarray":
        """Of a frame's span what is left, each byte by itself, or each bit."""
        import numpy as np

        image, (top, bottom, left, right) = self._image, self._kept
        stored = np.frombuffer(data, np.uint8)
        if image.bits_allocated == 1:
            frame = np.unpackbits(stored, bitorder="little")[skip : skip + image.frame_bits]
            return frame.reshape(image.rows, image.columns)[top:bottom, left:right].ravel()
        frame = stored[skip // 8 : (skip + image.frame_bits) // 8]
        planes, columns = self._layout.planes, image.columns
        if image.photometric_interpretation == "YBR_FULL_422":
            columns, left, right = columns // 2, left // 2, right // 2
        return frame.reshape(planes, image.rows, columns, -1)[:, top:bottom, left:right].ravel()


def _packed(stored: "np.ndarray", bits: bool) -> bytes:
    import numpy as np

    return (np.packbits(stored, bitorder="little") if bits else stored).tobytes()
