"""Files that are broken or made to hurt, each with how it must end. The same for the command line and for the page."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import imagecodecs
import numpy as np
from pydicom.dataset import FileDataset
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGBaseline8Bit

from making import INSTANCE, as_bytes, ct

#: Stands in the files below where it has no business; must be in nothing that comes out.
STOWAWAY = b"MUSTERMANN^ERIKA HIDES HERE"

CLEAN, HELD, OTHER = "de-identified", "quarantined", "not-dicom"
_ITEM, _NOTHING = b"\xfe\xff\x00\xe0", b"\xfe\xff\xdd\xe0\0\0\0\0"


@dataclass(frozen=True)
class Hostile:
    data: bytes
    outcome: str
    #: The stable code of the reason; empty for what comes out.
    code: str = ""
    #: How many frames what comes out must show; 0 where nothing of it can be shown.
    frames: int = 1
    #: The reason on the command line, for what the page shows nobody and the command therefore holds back.
    code_unseen: str = ""


def hostile_files() -> dict[str, Hostile]:
    """By name; every object has a SOPInstanceUID of its own, but for the twins."""
    files = {
        "empty": Hostile(b"", OTHER, "empty"),
        "text": Hostile(b"Dear colleague, the patient sends his regards.\r\n" * 30, OTHER, "not-dicom"),
        "four-gigabytes": Hostile(claims_four_gigabytes(), HELD, "truncated"),
        "four-gigabytes-in-the-header": Hostile(
            claims_four_gigabytes(b"\x08\x00\x70\x00LO", b"UN\0\0"), HELD, "truncated"
        ),
        "thousand-deep": Hostile(thousand_deep(), HELD, "too-deep"),
        "twenty-thousand-fragments": Hostile(many_fragments(), CLEAN),
        "lying-basic-table": Hostile(lying_basic_table(), CLEAN, frames=3),
        "lying-extended-table": Hostile(lying_extended_table(), CLEAN, frames=3),
        "frames-unclear": Hostile(frames_unclear(), CLEAN, frames=0, code_unseen="frames-unclear"),
        "behind-the-delimiter": Hostile(jpegs(6, [jpeg(0)]) + STOWAWAY, CLEAN),
        "behind-the-pixels": Hostile(image(7) + STOWAWAY, CLEAN),
        "twin-a": Hostile(image(8), CLEAN),
        "twin-b": Hostile(image(8, PatientComments="the other one", ImageComments="other content"), HELD, "duplicate"),
    }
    for tenth in range(1, 10):
        whole = image(20 + tenth)
        files[f"cut-at-{tenth}-tenths"] = Hostile(whole[: len(whole) * tenth // 10], HELD, "truncated")
    return files


def image(number: int, **attributes: object) -> bytes:
    return as_bytes(plain(number, BitsStored=16, HighBit=15, **attributes))


def plain(number: int, syntax: str = "1.2.840.10008.1.2.1", **attributes: object) -> FileDataset:
    uid = f"{INSTANCE}.9.{number}"
    return ct(
        syntax,
        SOPInstanceUID=uid,
        SeriesInstanceUID=f"{uid}.1",
        InstanceNumber=number,
        SeriesNumber=100 + number,
        **attributes,
    )


def jpeg(number: int, rows: int = 64) -> bytes:
    noise = np.random.default_rng(number).integers(0, 255, (rows, rows), np.uint8)
    data = imagecodecs.jpeg8_encode(noise, level=95)
    return data + b"\0" * (len(data) % 2)


def jpegs(number: int, frames: list[bytes], pixels: bytes | None = None, rows: int = 64, **attributes: object) -> bytes:
    """Frames of JPEG baseline; `pixels` in the place of their PixelData."""
    return as_bytes(plain(
        number, JPEGBaseline8Bit, PixelData=encapsulate(frames) if pixels is None else pixels, NumberOfFrames=len(frames),
        Rows=rows, Columns=rows, BitsAllocated=8, BitsStored=8, HighBit=7, **attributes,
    ))  # fmt: skip


def fragments(parts: list[bytes], table: bytes = b"") -> bytes:
    """PixelData of these fragments, behind a basic offset table that holds whatever it is given."""
    return b"".join(_ITEM + struct.pack("<I", len(part)) + part for part in [table, *parts]) + _NOTHING


def halves(frames: list[bytes]) -> list[bytes]:
    cut = [len(frame) // 4 * 2 for frame in frames]
    return [part for frame, at in zip(frames, cut, strict=True) for part in (frame[:at], frame[at:])]


def claims_four_gigabytes(element: bytes = b"\xe0\x7f\x10\x00OW", vr: bytes = b"OW\0\0") -> bytes:
    data = image(2)
    at = data.index(element)
    return data[: at + 4] + vr + b"\xfe\xff\xff\xff" + data[at + 12 :]


def thousand_deep() -> bytes:
    nest = b""
    for _ in range(1000):
        nest = (
            b"\x40\x00\x75\x02SQ\0\0" + struct.pack("<I", len(nest) + 8) + _ITEM + struct.pack("<I", len(nest)) + nest
        )
    data = image(3)
    at = data.index(b"\x28\x00\x02\x00US")
    return data[:at] + nest + data[at:]


def many_fragments() -> bytes:
    frame = jpeg(0, rows=256)
    assert len(frame) > 40_000
    parts = [frame[at : at + 2] for at in range(0, 40_000, 2)]
    return jpegs(4, [frame], fragments([*parts, frame[40_000:]]), rows=256)


def lying_basic_table() -> bytes:
    frames = [jpeg(number) for number in range(3)]
    return jpegs(5, frames, fragments(halves(frames), struct.pack("<3I", 0xFFFFFFF0, 4, 0xFFFFFFFF)))


def lying_extended_table() -> bytes:
    frames = [jpeg(number) for number in range(3)]
    lies = struct.pack("<3Q", 1 << 63, 0, (1 << 64) - 1)
    tables = {"ExtendedOffsetTable": lies, "ExtendedOffsetTableLengths": lies[::-1]}
    return jpegs(10, frames, fragments(halves(frames)), **tables)


def frames_unclear() -> bytes:
    """Neither a table nor the fragments themselves tell where a frame begins."""
    return jpegs(11, [b"\0\0"] * 3, fragments([b"\1\2\3\4"] * 7, struct.pack("<3I", 8, 4, 2)))
