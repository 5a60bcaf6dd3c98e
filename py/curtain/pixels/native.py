"""Where the samples of native frames lie in the bytes of PixelData (PS3.5 8.1).

Two layouts do not end frames at byte boundaries that stand for themselves: frames of one bit
share bytes, and 8-bit samples that big endian files write as OW are swapped in pairs. A frame
is therefore read and written in whole *granules* of one or two bytes.
"""

from dataclasses import dataclass

from curtain.files.part10 import Dicom
from curtain.pixels.image import Image, read_source


@dataclass(frozen=True)
class NativeLayout:
    """Byte ranges of the native frames of one object."""

    dicom: Dicom
    image: Image

    @property
    def granule(self) -> int:
        """Smallest number of bytes that is read or written on its own."""
        return 2 if self._swapped else 1

    @property
    def _swapped(self) -> bool:
        """8-bit (or 1-bit) samples in big endian words: the low byte, which comes first, is written second."""
        return not self.dicom.little and self.image.element.vr == "OW" and self.image.bits_allocated < 16

    def span(self, index: int) -> tuple[int, int]:
        """First and last offset, within the value, of the granules that hold the frame."""
        bits, granule = self.image.frame_bits, self.granule * 8
        start = bits * index // granule * self.granule
        stop = -(-bits * (index + 1) // granule) * self.granule
        return start, min(stop, self.image.element.length)

    @property
    def planes(self) -> int:
        """Parts of a frame that lie behind each other, each with one sample of every pixel."""
        image = self.image
        return image.samples_per_pixel if image.planar_configuration and image.samples_per_pixel > 1 else 1

    @property
    def rows_stand_alone(self) -> bool:
        """True where each row is whole bytes that it shares with no other."""
        return self.granule == 1 and self.image.bits_allocated >= 8

    def rows(self, index: int, plane: int, top: int, bottom: int) -> tuple[int, int]:
        """First offset, and the one behind the last, within the value, of rows that stand alone."""
        row = self.image.frame_bits // 8 // self.planes // self.image.rows
        start = self.span(index)[0] + plane * self.image.rows * row
        return start + top * row, start + bottom * row

    def skip(self, index: int) -> int:
        """Bits of the frame before it within its span."""
        return self.image.frame_bits * index - self.span(index)[0] * 8

    def read(self, index: int) -> bytes:
        """The span of a frame, in the order in which the samples follow each other."""
        return self.swap(self.read_range(*self.span(index)))

    def read_range(self, start: int, stop: int) -> bytes:
        """Bytes of the value as they are in the file."""
        element = self.image.element
        if element.value is not None:
            return element.value[start:stop]
        return read_source(self.dicom, element.offset + start, stop - start)

    def swap(self, data: bytes) -> bytes:
        """From the order in the file to the order of samples, or back."""
        if not self._swapped:
            return data
        swapped = bytearray(data)
        even = len(data) & ~1
        swapped[0:even:2], swapped[1:even:2] = data[1:even:2], data[0:even:2]
        return bytes(swapped)
