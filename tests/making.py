"""Objects that tests make with pydicom, so that nothing of our own writer is needed to test our reader."""

import io
import zlib
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
)

from curtain.files.source import BytesSource
from curtain.plan import Patient
from curtain.transforms.keyed import Keyed
from curtain.write import Order

KEY = bytes(range(32))
STUDY, SERIES, INSTANCE = "1.2.826.0.1.3680043.9.1", "1.2.826.0.1.3680043.9.1.1", "1.2.826.0.1.3680043.9.1.1.1"
PIXELS = bytes(range(256)) * 2

PYDICOM_FILES = Path(pydicom.__file__).parent / "data"

SYNTAXES = [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]


def ct(syntax: str = ExplicitVRLittleEndian, **attributes: object) -> FileDataset:
    """A small valid CT image of 16x16; attributes by keyword are put over the defaults, None removes one."""
    dataset = FileDataset("", Dataset(), preamble=b"\0" * 128, file_meta=FileMetaDataset())
    defaults: dict[str, object] = {
        "SOPClassUID": CTImageStorage, "SOPInstanceUID": INSTANCE, "StudyInstanceUID": STUDY, "SeriesInstanceUID": SERIES,
        "FrameOfReferenceUID": "1.2.826.0.1.3680043.9.9", "PatientName": "MUSTERMANN^ERIKA", "PatientID": "MRN-4711-08",
        "PatientBirthDate": "19570812", "PatientSex": "F", "StudyDate": "20240131", "StudyTime": "101500", "ContentDate": "20240131",
        "AccessionNumber": "ACC778899", "StudyID": "77", "ReferringPhysicianName": "BRINKMANN^OTTO", "Modality": "CT",
        "Manufacturer": "Acme", "InstanceNumber": 1, "SeriesNumber": 3, "Rows": 16, "Columns": 16, "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2", "BitsAllocated": 16, "BitsStored": 16, "HighBit": 15, "PixelRepresentation": 0,
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "PixelData": PIXELS,
    }  # fmt: skip
    for keyword, value in (defaults | attributes).items():
        if value is not None:
            setattr(dataset, keyword, value)
    dataset.set_original_encoding(UID(syntax).is_implicit_VR, UID(syntax).is_little_endian)
    dataset["PixelData"].VR = "OW"
    dataset.file_meta.TransferSyntaxUID = UID(syntax)
    if UID(syntax) == JPEGBaseline8Bit:
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
    return dataset


def encapsulated(frames: list[bytes], has_bot: bool = False, **attributes: object) -> FileDataset:
    """As `ct`, with these frames as JPEG baseline, whatever they hold."""
    return ct(
        JPEGBaseline8Bit, PixelData=encapsulate(frames, has_bot=has_bot), NumberOfFrames=len(frames), **attributes
    )


def as_bytes(dataset: FileDataset) -> bytes:
    """The object as a file."""
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def source(dataset: FileDataset) -> BytesSource:
    """The object as a source."""
    return BytesSource(as_bytes(dataset))


def order(**changes: object) -> Order:
    """An order for a patient with a fixed pseudonym."""
    defaults = {"patient": Patient("7F3K-21QZ-M8TD"), "keyed": Keyed(KEY)}
    return Order(**(defaults | changes))  # type: ignore[arg-type]


def segment(marker: int, content: bytes) -> bytes:
    """A segment of JPEG or JPEG 2000."""
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def box(kind: bytes, content: bytes) -> bytes:
    """A box of JP2, JPEG XL or MP4."""
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def inflated(data: bytes) -> bytes:
    """A file with its deflated data set inflated, to search in; other files as they are."""
    if DeflatedExplicitVRLittleEndian.encode() not in data[:400]:
        return data
    start = 132 + 12 + int.from_bytes(data[140:144], "little")
    return data[:start] + zlib.decompress(data[start:], -15)
