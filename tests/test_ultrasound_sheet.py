"""Ultrasound in YBR_FULL_422 with many frames before and after a redaction: in numbers, and for a person to look at.

Each way draws first, middle and last frame into test-artefacts: before, after, and what differs, eight times as strong.
"""

import io
from pathlib import Path

import numpy as np
import pytest

from curtain.files.part10 import Dicom
from curtain.pixels.frames import frame_samples
from curtain.pixels.image import read_image
from curtain.pixels.redact import Box, redact
from curtain.pixels.syntaxes import is_native
from curtain.sample import ultrasound
from pixel_images import PYDICOM_FILES, as_dicom, image, patched, reopened, second_opinion

#: Columns beyond the blanked blocks over which a decoder mixes their chroma with that of their neighbours.
SMOOTHED = 2


def made():
    """A few frames of the sample case: colours of flow, and a name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ultrasound, "FRAMES", 3)
        return ultrasound.ultrasound_cine()


def scan():
    """A real one that comes with pydicom."""
    return second_opinion(PYDICOM_FILES / "examples_ybr_color.dcm")


def uncompressed_scan():
    """Its samples as Y Y Cb Cr."""
    dicom = as_dicom(scan())
    frames = np.stack([frame_samples(dicom, index) for index in range(read_image(dicom).number_of_frames)])
    frames[:, :, 1::2, 1:] = frames[:, :, ::2, 1:]
    return image(frames, photometric="YBR_FULL_422", Modality="US")


@pytest.mark.parametrize(
    ("name", "make", "box"),
    [
        ("jpeg-made", made, (8, 6, 560, 42)),
        ("jpeg-real", scan, (1, 1, 40, 30)),
        ("raw-real", uncompressed_scan, (1, 1, 40, 30)),
    ],
)
def test_colours_stay_as_they_were_around_a_box(name, make, box, artefacts: Path):
    dataset = make()
    dicom = as_dicom(dataset)
    read = read_image(dicom)
    assert read.photometric_interpretation == "YBR_FULL_422" and read.number_of_frames > 2
    patch = redact(dicom, [Box(None, *box)])
    assert patch.syntax == dicom.syntax and not patch.attributes
    result = reopened(patched(dataset, dicom, patch))
    assert read_image(result).photometric_interpretation == "YBR_FULL_422"

    ((x, y, width, height),) = {tuple(box["blanked"]) for box in patch.record["boxes"]}
    outside = np.ones((read.rows, read.columns), bool)
    outside[y : y + height, x : x + width] = False
    far = outside.copy()
    if not is_native(dicom.syntax):
        far[y : y + height, max(x - SMOOTHED, 0) : x + width + SMOOTHED] = False
    for index in range(read.number_of_frames):
        before, after = frame_samples(dicom, index).astype(int), frame_samples(result, index).astype(int)
        difference = np.abs(after - before)
        assert not difference[outside][:, 0].any()
        assert not difference[far].any()
        inside = after[y : y + height, x + SMOOTHED if x else 0 : x + width - SMOOTHED]
        assert (inside == (0, 128, 128)).all()

    shown = [0, read.number_of_frames // 2, read.number_of_frames - 1]
    rows = [sheet_row(dicom, result, index) for index in shown]
    (artefacts / f"ultrasound-422-{name}.png").write_bytes(as_png(np.concatenate(rows)))


def sheet_row(before: Dicom, after: Dicom, index: int) -> np.ndarray:
    old, new = (frame_samples(dicom, index, rgb=True) for dicom in (before, after))
    difference = np.abs(new.astype(int) - old).max(axis=2, keepdims=True)
    strong = np.repeat((difference * 8).clip(0, 255).astype(np.uint8), 3, axis=2)
    return np.concatenate((old, new, strong), axis=1)


def as_png(samples: np.ndarray) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(samples).save(buffer, "PNG")
    return buffer.getvalue()
