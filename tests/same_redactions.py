"""One small case with boxes and crops, redacted by whoever runs this: `curtain redact` and the page have to come to the same.

Run by tests/web/test_same_engine.py inside Pyodide, beside what the command wrote.
"""

import json
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.dataset import FileDataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless

from curtain.examine import examine
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.pixels.areas import read_box
from curtain.pixels.crop import Crop
from curtain.pixels.frames import frame_samples
from curtain.pixels.image import read_image
from curtain.plan import plan
from curtain.rules.profile import BASIC
from curtain.scan import scan
from curtain.transforms.keyed import Keyed
from curtain.write import Order, write
from making import KEY, as_bytes
from pixel_images import PYDICOM_FILES, image, second_opinion

#: Where the test that compares finds `NAME.dcm`, `NAME.out` and `boxes.json`.
FOLDER = Path(__file__).parent / "redactions"
ROWS, COLUMNS, FRAMES = 40, 56, 3
BOX = {"x": 5, "y": 7, "width": 20, "height": 11}
#: On all frames of all objects of this size.
SHAPE = {
    "x": 28,
    "y": 3,
    "width": 24,
    "height": 30,
    "shape": "polygon",
    "points": [[28, 3], [52, 9], [36, 33]],
    "fill": "background",
}
_J = "1.2.840.10008.1.2.4."

#: Of these all bytes are the same.
EXACT = ("implicit", "explicit", "big-endian", "signed", "colours", "pairs", "bits", "rle", "jpeg", "cropped")
#: Of these the samples: an encoder may be another build.
SAMPLES = ("jpeg-ls", "jpeg-ls-near", "jpeg-2000", "jpeg-2000-lossy", "cropped-jpeg")
#: What is left of those that are cropped: they have sizes of their own.
CROPS = {"cropped": Crop(3, 5, 31, 22), "cropped-jpeg": Crop(20, 0, 44, 90)}


def source(name: str) -> FileDataset:
    """An object of the case, the same in every run."""
    made = _pixels(name, np.random.default_rng(8))
    number = (*EXACT, *SAMPLES).index(name) + 1
    made.PatientName, made.PatientID, made.PatientBirthDate = "MUSTERMANN^ERIKA", "4711", "19570812"
    made.StudyInstanceUID, made.SeriesInstanceUID = "1.2.826.0.1.3680043.9.1", f"1.2.826.0.1.3680043.9.1.{number}"
    made.SOPInstanceUID, made.InstanceNumber = f"1.2.826.0.1.3680043.9.1.{number}.1", number
    return made


def _pixels(name: str, generator: np.random.Generator) -> FileDataset:
    shape = (FRAMES, ROWS, COLUMNS)
    ramp = np.add.outer(np.arange(ROWS), np.arange(COLUMNS))[None]
    grey = (ramp + generator.integers(0, 100, shape)).astype(np.uint8)
    deep = (ramp * 30 + generator.integers(0, 600, shape)).astype(np.uint16)
    size = {"Rows": ROWS, "Columns": COLUMNS}
    if name == "cropped":
        return image(np.stack([grey[:, 1:], grey[:, 1:] // 2, 255 - grey[:, 1:]], -1), photometric="RGB", planar=1)
    if name in ("implicit", "explicit", "big-endian"):
        syntax = {"implicit": ImplicitVRLittleEndian, "explicit": ExplicitVRLittleEndian}.get(name, ExplicitVRBigEndian)
        return image(deep, syntax, bits_stored=12)
    if name == "signed":
        return image(deep.astype(np.int16) - 900)
    if name == "colours":
        return image(np.stack([grey, grey // 2, 255 - grey], -1), photometric="RGB", planar=1)
    if name == "pairs":
        return image(np.stack([grey, grey // 2 + 60, grey // 2 + 70], -1), photometric="YBR_FULL_422")
    if name == "bits":
        return image(grey % 2, bits_allocated=1)
    if name == "rle":
        made = image(deep)
        made.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        return made
    if name == "jpeg":
        return second_opinion(PYDICOM_FILES / "SC_rgb_jpeg_dcmtk.dcm")
    if name == "cropped-jpeg":
        return second_opinion(PYDICOM_FILES / "SC_jpeg_no_color_transform.dcm")
    if name.startswith("jpeg-ls"):
        near = name == "jpeg-ls-near"
        streams = [imagecodecs.jpegls_encode(frame, level=2 if near else 0) for frame in grey]
        return image(streams, _J + ("81" if near else "80"), **size)
    lossy = name == "jpeg-2000-lossy"
    options = {"level": 40, "reversible": False} if lossy else {"level": 0, "reversible": True}
    streams = [imagecodecs.jpeg2k_encode(frame, codecformat="j2k", **options) for frame in grey]
    return image(streams, _J + ("91" if lossy else "90"), **size)


def boxes() -> dict:
    """The file for the command: a shape, a box on some frames, one on all images of the size of the shipped one, and crops."""
    return {
        "format": "curtain-boxes",
        "version": 2,
        "boxes": [
            {"rows": ROWS, "columns": COLUMNS, **SHAPE},
            {"rows": ROWS, "columns": COLUMNS, "frames": [2, 3], **BOX},
            *({**_size(name), **BOX} for name in ("jpeg", *CROPS)),
        ],
        "crops": [{**_size(name), **crop._asdict()} for name, crop in CROPS.items()],
    }


def _size(name: str) -> dict[str, int]:
    made = source(name)
    return {"rows": made.Rows, "columns": made.Columns}


def write_case(folder: Path) -> None:
    """The case and its boxes as files."""
    for name in (*EXACT, *SAMPLES):
        (folder / f"{name}.dcm").write_bytes(as_bytes(source(name)))
    (folder / "boxes.json").write_text(json.dumps(boxes()))


def as_the_page(sources: dict[str, bytes], name: str) -> tuple[str, bytes]:
    """Path and bytes of what the page makes of one file of the case, with its boxes by frame."""
    keyed = Keyed(KEY)
    case = plan({each: scan(BytesSource(data)) for each, data in sources.items()}, keyed)
    where = [(None, BOX)] if name == "jpeg" or name in CROPS else [(None, SHAPE), (1, BOX), (2, BOX)]
    asked = [read_box({"frame": frame, **box}) for frame, box in where]
    order = Order(case.patients[str(case.files[name])], keyed, asked, profile=BASIC, crop=CROPS.get(name))
    candidate = write(BytesSource(sources[name]), order)
    made = PieceSource(candidate.pieces, candidate.source)
    data = made.read(0, made.size)
    return examine(BytesSource(data), candidate, order).name, data


@pytest.fixture(scope="module")
def sources() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.dcm"))}


@pytest.mark.parametrize("name", [*EXACT, *SAMPLES])
def test_the_page_makes_what_the_command_makes(name: str, sources: dict[str, bytes]) -> None:
    from curtain.files.part10 import open_dicom

    expected = json.loads((FOLDER / "made.json").read_text())[name]
    theirs = (FOLDER / f"{name}.out").read_bytes()
    path, ours = as_the_page(sources, name)
    assert path == expected
    assert ours != sources[name]
    if name in EXACT:
        assert ours == theirs
        return
    one, other = (open_dicom(BytesSource(data)) for data in (ours, theirs))
    assert one.syntax == other.syntax
    for index in range(read_image(one).number_of_frames):
        assert np.array_equal(frame_samples(one, index), frame_samples(other, index))
