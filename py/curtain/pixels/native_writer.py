"""Native PixelData with areas blanked: every byte outside them stays."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from curtain.files.part10 import Dicom
from curtain.files.pieces import Piece, Range
from curtain.pixels.areas import Area, Areas
from curtain.pixels.fill import Values, blank, values_of
from curtain.pixels.image import Image
from curtain.pixels.native import NativeLayout

if TYPE_CHECKING:
    import numpy as np


class _New(NamedTuple):
    """Bytes that stand at an offset of the value from now on."""

    start: int
    data: bytes


class NativeWriter:
    """Writes the value of native PixelData: bytes for rows with a box, ranges of the source for all others.

    Where rows do not begin with a byte of their own, whole frames are bytes.
    """

    def __init__(self, dicom: Dicom, image: Image, areas: Areas) -> None:
        self._dicom = dicom
        self._image = image
        self._areas = areas
        self._layout = NativeLayout(dicom, image)

    def pieces(self) -> Iterator[Piece]:
        origin, end, written = self._image.element.offset, self._image.element.length, 0
        for start, data in self._by_rows() if self._layout.rows_stand_alone else self._by_frames():
            if start > written:
                yield Range(origin + written, start - written)
            yield data
            written = start + len(data)
        if written < end:
            yield Range(origin + written, end - written)

    def _frames(self) -> list[int]:
        return self._areas.frames(self._image.number_of_frames)

    def _by_rows(self) -> Iterator[_New]:
        layout = self._layout
        for index in self._frames():
            areas = self._areas[index]
            container = self._container(index, areas)
            bands = _bands(areas)
            for plane in range(layout.planes):
                for top, bottom in bands:
                    start, stop = layout.rows(index, plane, top, bottom)
                    inside = [each.moved_up(top) for each in areas if top <= each.top < bottom]
                    values = self._of_plane(container, plane)
                    data = bytearray(layout.read_range(start, stop))
                    self._blank(data, bottom - top, inside, values)
                    yield _New(start, bytes(data))

    def _by_frames(self) -> Iterator[_New]:
        layout = self._layout
        #: Granules at the end of a frame that the next one shares, and where they stand.
        held, at = b"", 0
        for index in self._frames():
            start, stop = layout.span(index)
            if held and start >= at + len(held):
                yield _New(at, held)
                held = b""
            data = layout.read(index)
            if held:
                data = layout.swap(held) + data[len(held) :]
            data = layout.swap(self._blank_frame(index, data))
            keep = layout.granule if self._shared(index) else 0
            yield _New(start, data[: len(data) - keep])
            held, at = data[len(data) - keep :], stop - keep
        if held:
            yield _New(at, held)

    def _shared(self, index: int) -> bool:
        """True where the last granule of the frame also holds the beginning of the next one."""
        if index + 1 >= self._image.number_of_frames:
            return False
        return self._layout.span(index + 1)[0] < self._layout.span(index)[1]

    def _blank_frame(self, index: int, data: bytes) -> bytes:
        """The span of a frame with its areas blanked; samples in their logical order."""
        import numpy as np

        image, areas = self._image, self._areas[index]
        skip, bits = self._layout.skip(index), image.frame_bits
        if image.bits_allocated == 1:
            unpacked = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
            blank(unpacked[skip : skip + bits].reshape(image.rows, image.columns, 1), areas, self._values(index, areas))
            return np.packbits(unpacked, bitorder="little").tobytes()
        container = self._container(index, areas)
        planes, buffer = self._layout.planes, bytearray(data)
        size = bits // 8 // planes
        for plane in range(planes):
            start = skip // 8 + plane * size
            values = self._of_plane(container, plane)
            self._blank(memoryview(buffer)[start : start + size], image.rows, areas, values)
        return bytes(buffer)

    def _values(self, index: int, areas: list[Area]) -> Values:
        def samples() -> "np.ndarray":
            from curtain.pixels.frames import frame_samples

            return frame_samples(self._dicom, index, image=self._image)

        return values_of(self._dicom, self._image, index, areas, samples)

    def _container(self, index: int, areas: list[Area]) -> Values:
        """What areas of a frame become, as its containers hold it."""
        import numpy as np

        image = self._image
        bits = image.bits_allocated
        if image.pixel_representation and image.bits_stored < bits:
            # Signed samples may stand there without their sign above BitsStored; then so does the blank value.
            samples = np.frombuffer(
                self._layout.read(index), self._dtype, image.frame_bits // bits, self._layout.skip(index) // 8
            )
            bits = bits if (samples >> image.bits_stored).any() else image.bits_stored
        values = self._values(index, areas)
        return {fill: tuple(each & (1 << bits) - 1 for each in value) for fill, value in values.items()}

    def _of_plane(self, container: Values, plane: int) -> Values:
        """Of what pixels become the part that stands in a plane."""
        if self._layout.planes == 1:
            return container
        return {fill: value[plane : plane + 1] for fill, value in container.items()}

    @property
    def _dtype(self) -> str:
        """Of a container."""
        return f"{'<' if self._dicom.little else '>'}u{self._image.bits_allocated // 8}"

    def _blank(self, data: bytearray | memoryview, rows: int, areas: list[Area], container: Values) -> None:
        """Blank areas in so many rows of a frame, or of one of its planes, in place."""
        import numpy as np

        samples, columns = np.frombuffer(data, self._dtype), self._image.columns
        if self._image.photometric_interpretation == "YBR_FULL_422":
            # Two pixels share one Cb and one Cr: Y Y Cb Cr. Areas begin and end with a pair.
            areas = [area._replace(left=area.left // 2, right=area.right // 2) for area in areas]
            container = {fill: (luma, luma, *chroma) for fill, (luma, *chroma) in container.items()}
            columns //= 2
        blank(samples.reshape(rows, columns, -1), areas, container)


def _bands(areas: list[Area]) -> list[tuple[int, int]]:
    """First row, and the one behind the last, of each run of rows with an area in them."""
    bands: list[tuple[int, int]] = []
    for top, bottom in sorted((area.top, area.bottom) for area in areas):
        if bands and top <= bands[-1][1]:
            bands[-1] = bands[-1][0], max(bottom, bands[-1][1])
        else:
            bands.append((top, bottom))
    return bands
