"""Which bytes belong to which frame (PS3.5 A.4, 8.2)."""

import itertools

from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine

NUMBER_OF_FRAMES = 0x00280008
_ROWS, _COLUMNS = 0x00280010, 0x00280011
_SAMPLES, _BITS_ALLOCATED, _PHOTOMETRIC = 0x00280002, 0x00280100, 0x00280004
EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS = 0x7FE00001, 0x7FE00002
#: JPEG, JPEG 2000, and the files around JPEG 2000 and JPEG XL.
_STARTS = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  \r\n\x87\n", b"\0\0\0\x0cJXL \r\n\x87\n")


def number_of_frames(dicom: Dicom) -> int:
    """NumberOfFrames, 1 where it is absent or empty."""
    values = dicom.dataset.ints(NUMBER_OF_FRAMES)
    return values[0] if values and values[0] > 0 else 1


def frame_bits(dicom: Dicom) -> int:
    """Bits of one native frame by the header: 1-bit frames share bytes, 4:2:2 has two samples a pixel."""
    dataset = dicom.dataset
    sizes = [dataset.ints(tag) for tag in (_ROWS, _COLUMNS, _BITS_ALLOCATED)]
    if not all(size and size[0] > 0 for size in sizes):
        raise Quarantine(
            "no-size", "Rows, Columns or BitsAllocated are missing, so nobody can tell where the image's pixels are."
        )
    samples = (dataset.ints(_SAMPLES) or [1])[0]
    if dataset.text(_PHOTOMETRIC) == "YBR_FULL_422":
        samples = 2
    rows, columns, bits = (size[0] for size in sizes)
    return rows * columns * bits * samples


def frames(dicom: Dicom) -> list[list[tuple[int, int]]]:
    """For each frame the ranges (offset, length) of `dicom.source` that hold it.

    Native frames of 1 bit that share bytes are widened to whole bytes. Raises Quarantine where
    pixel data, header and offset tables cannot be brought together.
    """
    pixels = dicom.pixel_data
    if pixels is None:
        return []
    count = number_of_frames(dicom)
    if pixels.fragments is None:
        return _native(dicom, pixels.offset, pixels.length, count)
    table, fragments = pixels.fragments[:1], pixels.fragments[1:]
    if len(fragments) == count:
        return [[fragment] for fragment in fragments]
    if count == 1 and fragments:
        if any(_starts_image(dicom, *fragment) for fragment in fragments[1:]):
            raise Quarantine(
                "frames-unclear",
                "There are several images in this object, and the header says one: nobody would see the others.",
            )
        return [fragments]
    starts = _extended_table(dicom, count) or _basic_table(dicom, table)
    grouped = _by_starts(fragments, starts, count) or _by_markers(dicom, fragments, count)
    if grouped is None:
        raise Quarantine(
            "frames-unclear",
            "The compressed frames cannot be told apart: their number differs from what the header says.",
        )
    return grouped


def _native(dicom: Dicom, offset: int, length: int, count: int) -> list[list[tuple[int, int]]]:
    bits = frame_bits(dicom)
    if (bits * count + 7) // 8 > length:
        raise Quarantine("pixels-short", "There are fewer pixels than the header says.")
    ranges = []
    for index in range(count):
        first, last = bits * index // 8, (bits * (index + 1) + 7) // 8
        ranges.append([(offset + first, last - first)])
    return ranges


def extended_numbers(dicom: Dicom, tag: int) -> list[int] | None:
    """What ExtendedOffsetTable or ExtendedOffsetTableLengths holds, None where it is no such table (OV)."""
    element = dicom.dataset.get(tag)
    if element is None or element.items is not None:
        return None
    raw = element.value if element.value is not None else dicom.source.read(element.offset, element.length)
    return [int.from_bytes(raw[at : at + 8], "little") for at in range(0, len(raw), 8)]


def _extended_table(dicom: Dicom, count: int) -> list[int]:
    """Starts by ExtendedOffsetTable, [] without one of the right length."""
    element = dicom.dataset.get(EXTENDED_OFFSET_TABLE)
    if element is None or element.length != 8 * count:
        return []
    return extended_numbers(dicom, EXTENDED_OFFSET_TABLE) or []


def _basic_table(dicom: Dicom, table: list[tuple[int, int]]) -> list[int]:
    if not table or table[0][1] % 4:
        return []
    raw = dicom.source.read(*table[0])
    return [int.from_bytes(raw[at : at + 4], "little") for at in range(0, len(raw), 4)]


def _by_starts(fragments: list[tuple[int, int]], starts: list[int], count: int) -> list[list[tuple[int, int]]] | None:
    """Group fragments by an offset table; None where the table does not fit them."""
    if not fragments or len(starts) != count:
        return None
    origin = fragments[0][0] - 8
    index_of = {offset - 8 - origin: index for index, (offset, _) in enumerate(fragments)}
    marks = [index_of.get(start) for start in starts]
    if marks[0] != 0 or None in marks:
        return None
    bounds = [*marks, len(fragments)]
    if any(low >= high for low, high in itertools.pairwise(bounds)):
        return None
    return [fragments[low:high] for low, high in itertools.pairwise(bounds)]


def _starts_image(dicom: Dicom, offset: int, length: int) -> bool:
    """True where a fragment begins as JPEG and JPEG 2000 codestreams and files do."""
    return dicom.source.read(offset, min(12, length)).startswith(_STARTS)


def _by_markers(dicom: Dicom, fragments: list[tuple[int, int]], count: int) -> list[list[tuple[int, int]]] | None:
    """Group fragments by the first bytes of images."""
    groups: list[list[tuple[int, int]]] = []
    for offset, length in fragments:
        if not groups or _starts_image(dicom, offset, length):
            groups.append([])
        groups[-1].append((offset, length))
    return groups if len(groups) == count else None
