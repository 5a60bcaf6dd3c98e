"""Native PixelData with areas blanked: every byte outside them stays."""

from collections.abc import Iterator

from curtain.files.part10 import Dicom
from curtain.files.pieces import Piece, Range
from curtain.pixels.areas import Area, Areas
from curtain.pixels.fill import blank, fill_of
from curtain.pixels.image import Image
from curtain.pixels.native import NativeLayout


class NativeWriter:
    """Writes the value of native PixelData: bytes for frames with a box, ranges of the source for all others."""

    def __init__(self, dicom: Dicom, image: Image, areas: Areas) -> None:
        self._dicom = dicom
        self._image = image
        self._areas = areas
        self._layout = NativeLayout(dicom, image)

    def pieces(self) -> Iterator[Piece]:
        layout, origin, end = self._layout, self._image.element.offset, self._image.element.length
        frames = self._areas.frames(self._image.number_of_frames)
        #: Everything before this offset is written, but for `held`: granules that a next frame shares.
        written, held = 0, b""
        for index in frames:
            start, stop = layout.span(index)
            if held and start >= written + len(held):
                yield held
                written, held = written + len(held), b""
            if start > written:
                yield Range(origin + written, start - written)
            data = layout.read(index)
            if held:
                data = layout.swap(held) + data[len(held) :]
            data = layout.swap(self._blank(index, data))
            keep = layout.granule if self._shared(index) else 0
            yield data[: len(data) - keep]
            written, held = stop - keep, data[len(data) - keep :]
        if held:
            yield held
            written += len(held)
        if written < end:
            yield Range(origin + written, end - written)

    def _shared(self, index: int) -> bool:
        """True where the last granule of the frame also holds the beginning of the next one."""
        if index + 1 >= self._image.number_of_frames:
            return False
        return self._layout.span(index + 1)[0] < self._layout.span(index)[1]

    def _blank(self, index: int, data: bytes) -> bytes:
        """The span of a frame with its areas blanked; samples in their logical order."""
        import numpy as np

        image, areas = self._image, self._areas[index]
        skip, bits = self._layout.skip(index), image.frame_bits
        fill = fill_of(self._dicom, image, index, areas)
        if image.bits_allocated == 1:
            unpacked = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
            blank(unpacked[skip : skip + bits].reshape(image.rows, image.columns, 1), areas, fill)
            return np.packbits(unpacked, bitorder="little").tobytes()
        buffer = bytearray(data)
        order = "<" if self._dicom.little else ">"
        width = image.bits_allocated // 8
        samples = np.frombuffer(buffer, f"{order}u{width}", bits // image.bits_allocated, skip // 8)
        # Signed samples may stand there without their sign above BitsStored; then so does the blank value.
        bare = image.pixel_representation and not (samples >> image.bits_stored).any()
        mask = (1 << (image.bits_stored if bare else image.bits_allocated)) - 1
        container = tuple(value & mask for value in fill)
        if image.photometric_interpretation == "YBR_FULL_422":
            # Two pixels share one Cb and one Cr: Y Y Cb Cr.
            pairs = samples.reshape(image.rows, image.columns // 2, 4)
            even = [Area(area.top, area.bottom, area.left // 2, -(-area.right // 2)) for area in areas]
            blank(pairs, even, (container[0], container[0], *container[1:]))
        elif image.planar_configuration and image.samples_per_pixel > 1:
            planes = samples.reshape(image.samples_per_pixel, image.rows, image.columns)
            blank(planes.transpose(1, 2, 0), areas, container)
        else:
            blank(samples.reshape(image.rows, image.columns, image.samples_per_pixel), areas, container)
        return bytes(buffer)
