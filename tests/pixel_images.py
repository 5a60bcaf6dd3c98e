"""Images that the tests of pixels make, and the real ones they find."""

import io
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, SecondaryCaptureImageStorage

from curtain.files.part10 import Dicom, open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource, PathSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.image import pixel_element
from curtain.pixels.redact import PixelPatch

PYDICOM_FILES = Path(pydicom.__file__).parent / "data" / "test_files"
CORPUS_FILES = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "files"


def real_files() -> list:
    """pytest parameters: every file that pydicom ships, and of the corpus where it is there."""
    found = [pytest.param(path, id=path.name) for path in sorted(PYDICOM_FILES.glob("*.dcm"))]
    if not CORPUS_FILES.is_dir():
        missing = pytest.mark.skip(reason="the corpus ../shared/corpus is not there")
        return [*found, pytest.param(None, id="corpus", marks=missing)]
    return found + [pytest.param(path, id=path.name[:60]) for path in sorted(CORPUS_FILES.iterdir())]


def opened(path: Path) -> Dicom:
    """A real file; skips what is no readable DICOM object with pixels, which other tests look after."""
    try:
        dicom = open_dicom(PathSource(path))
    except (NotDicom, Quarantine) as stop:
        pytest.skip(f"not readable: {stop.code}")
    if pixel_element(dicom.dataset) is None:
        pytest.skip("no pixels")
    return dicom


def shipped(name: str) -> Dicom:
    """A file that comes with pydicom."""
    return open_dicom(PathSource(PYDICOM_FILES / name))


def second_opinion(path: Path) -> FileDataset:
    """The same file as pydicom reads it on its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pydicom.dcmread(path, force=True)


def image(
    frames: np.ndarray | list[bytes],
    syntax: str = ExplicitVRLittleEndian,
    *,
    photometric: str = "MONOCHROME2",
    planar: int = 0,
    bits_stored: int | None = None,
    bits_allocated: int | None = None,
    vr: str | None = None,
    value: bytes | None = None,
    **attributes: object,
) -> FileDataset:
    """An object with these frames.

    `frames` are (number, rows, columns) or (number, rows, columns, 3), or, for an encapsulated
    syntax, streams (then Rows and Columns have to be given). `value` replaces the bytes of PixelData.
    """
    syntax = UID(syntax)
    dataset = FileDataset("", Dataset(), preamble=b"\0" * 128, file_meta=FileMetaDataset())
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.SOPClassUID = SecondaryCaptureImageStorage
    dataset.SOPInstanceUID = dataset.StudyInstanceUID = dataset.SeriesInstanceUID = "1.2.826.0.1.3680043.9.1"
    dataset.PatientName, dataset.PatientID, dataset.Modality = "MUSTERMANN^ERIKA", "4711", "OT"
    dataset.NumberOfFrames = len(frames)
    dataset.PhotometricInterpretation = photometric
    if isinstance(frames, np.ndarray):
        samples = frames
        dataset.Rows, dataset.Columns = samples.shape[1:3]
        dataset.SamplesPerPixel = 3 if samples.ndim == 4 else 1
        dataset.BitsAllocated = bits_allocated or samples.dtype.itemsize * 8
        dataset.PixelRepresentation = int(samples.dtype.kind == "i")
        value = (
            value
            if value is not None
            else native_bytes(samples, photometric, planar, dataset.BitsAllocated, syntax.is_little_endian, vr)
        )
    else:
        value = encapsulate(frames)
        dataset.SamplesPerPixel = 3 if photometric[:3] in ("RGB", "YBR") else 1
        dataset.BitsAllocated, dataset.PixelRepresentation = bits_allocated or 8, 0
    dataset.BitsStored = bits_stored or dataset.BitsAllocated
    dataset.HighBit = dataset.BitsStored - 1
    if dataset.SamplesPerPixel == 3:
        dataset.PlanarConfiguration = planar
    deep = dataset.BitsAllocated > 8
    for keyword, content in attributes.items():
        setattr(dataset, keyword, content)
    dataset.set_original_encoding(syntax.is_implicit_VR, syntax.is_little_endian)
    dataset.PixelData = value + b"\0" * (len(value) % 2)
    dataset["PixelData"].VR = vr or ("OW" if deep and not syntax.is_encapsulated else "OB")
    dataset["PixelData"].is_undefined_length = syntax.is_encapsulated
    return dataset


def palette_image(
    syntax: str = ExplicitVRLittleEndian, bits: int = 16, first: int = 0, signed: bool = False, entries: int = 4
) -> FileDataset:
    """A 2x2 image; its palette begins at the stored value `first` with 5, 15, 25 ... plus 0, 40, 80 for R, G, B."""
    dtype = np.int8 if signed else np.uint8
    samples = np.array([[[first, first + 1], [first + 3, first - 1 if signed else first + 9]]]).astype(dtype)
    dataset = image(samples, syntax, photometric="PALETTE COLOR")
    order = "<" if syntax == ExplicitVRLittleEndian else ">"
    for shift, colour in enumerate(("Red", "Green", "Blue")):
        table = (np.arange(entries) * 10 + 40 * shift + 5).astype(np.uint16)
        data = (table << 8).astype(f"{order}u2").tobytes() if bits == 16 else table.astype(np.uint8).tobytes()
        if bits == 8 and order == ">":
            data = np.frombuffer(data, "u2").byteswap().tobytes()
        dataset.add_new(f"{colour}PaletteColorLookupTableDescriptor", "SS" if signed else "US", [entries, first, bits])
        setattr(dataset, f"{colour}PaletteColorLookupTableData", data)
        dataset[f"{colour}PaletteColorLookupTableData"].VR = "OW"
    return dataset


def native_bytes(samples: np.ndarray, photometric: str, planar: int, bits: int, little: bool, vr: str | None) -> bytes:
    """Frames as PS3.5 8.1 stores them."""
    if bits == 1:
        return np.packbits(samples.ravel(), bitorder="little").tobytes()
    if photometric == "YBR_FULL_422":
        left, right = samples[:, :, ::2], samples[:, :, 1::2]
        samples = np.stack((left[..., 0], right[..., 0], left[..., 1], left[..., 2]), axis=-1)
    elif planar:
        samples = samples.transpose(0, 3, 1, 2)
    data = samples.astype(samples.dtype.newbyteorder("<" if little else ">")).tobytes()
    if not little and vr == "OW" and bits == 8:
        data += b"\0" * (len(data) % 2)
        return np.frombuffer(data, "u2").byteswap().tobytes()
    return data


def as_dicom(dataset: FileDataset) -> Dicom:
    """The object, written by pydicom and opened by our reader."""
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return open_dicom(BytesSource(buffer.getvalue()))


def joined(dicom: Dicom, patch: PixelPatch) -> bytes:
    """The new value of PixelData as bytes."""
    source = PieceSource(patch.pieces(), dicom.source)
    return source.read(0, source.size)


def patched(dataset: FileDataset, dicom: Dicom, patch: PixelPatch) -> FileDataset:
    """`dataset` with the patch in place of its pixels, written and read again by pydicom."""
    value = joined(dicom, patch)
    assert patch.length is None or len(value) == patch.length
    result = dataset.copy()
    result.file_meta = FileMetaDataset(dataset.file_meta)
    result.file_meta.TransferSyntaxUID = UID(patch.syntax)
    order = "little" if patch.syntax != ExplicitVRBigEndian else "big"
    for tag, (vr, content) in patch.attributes.items():
        result.add_new(tag, vr, int.from_bytes(content, order) if vr == "US" else content.decode().strip())
    # What follows the last fragment of the value is written by pydicom itself.
    result.PixelData = value.removesuffix(bytes.fromhex("feffdde000000000")) if patch.length is None else value
    result["PixelData"].VR = patch.vr
    result["PixelData"].is_undefined_length = patch.length is None
    buffer = io.BytesIO()
    result.save_as(buffer, enforce_file_format=True)
    return pydicom.dcmread(io.BytesIO(buffer.getvalue()))


def reopened(dataset: FileDataset) -> Dicom:
    """What `patched` made, as our reader sees it."""
    return as_dicom(dataset)


def mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """`data` cut off, with bits turned, and with pieces removed, doubled or zeroed."""
    generator = np.random.default_rng(seed)
    for number in range(count):
        made = bytearray(data)
        at = int(generator.integers(0, len(made)))
        length = int(generator.integers(1, 40))
        if number % 4 == 0:
            del made[at:]
        elif number % 4 == 1:
            for place in generator.integers(0, len(made), 1 + number % 7):
                made[place] ^= 1 << int(generator.integers(0, 8))
        elif number % 4 == 2:
            made[at : at + length] = b"" if number % 8 == 2 else bytes(made[at : at + length]) * 2
        else:
            made[at : at + length] = bytes(generator.integers(0, 256, length, np.uint8))
        yield bytes(made)


def outside(shape: tuple[int, ...], boxes: Iterable[tuple[int, int, int, int]]) -> np.ndarray:
    """Mask of the rows and columns in none of the boxes (x, y, width, height)."""
    mask = np.ones(shape, bool)
    for x, y, width, height in boxes:
        mask[max(y, 0) : max(y + height, 0), max(x, 0) : max(x + width, 0)] = False
    return mask
