"""Pixels that are no pictures: segmentations and parametric maps. What a reviewer sees of them, and what a box leaves."""

import numpy as np
import pytest
from pydicom.uid import RLELossless

from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource, PathSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.frames import frame_samples
from curtain.pixels.redact import Box, redact
from curtain.pixels.show import image_info, show_frame
from curtain.write import write
from making import as_bytes, order
from pixel_images import CORPUS_FILES, as_dicom, image, palette_image, patched, real_files, reopened

LABEL_MAP = "1.2.840.10008.5.1.4.1.1.66.7"
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
PARAMETRIC_MAP = "1.2.840.10008.5.1.4.1.1.30"
FILLS = pytest.mark.parametrize("fill", ["black", "white", "background"])
#: Of the second of three frames, whose bits share bytes with its neighbours'.
ROWS, COLUMNS, FRAME = 9, 7, 1


def blanked(dataset, fill: str) -> np.ndarray:
    """The frames behind a box on one of them; outside of it nothing may change."""
    dicom = as_dicom(dataset)
    after = reopened(patched(dataset, dicom, redact(dicom, [Box(FRAME, 2, 3, 4, 5, fill=fill)])))
    frames = np.array([frame_samples(after, index) for index in range(3)])
    before = np.array([frame_samples(dicom, index) for index in range(3)])
    outside = np.ones(before.shape, bool)
    outside[FRAME, 3:8, 2:6] = False
    assert np.array_equal(frames[outside], before[outside])
    return frames[FRAME, 3:8, 2:6]


@FILLS
@pytest.mark.parametrize("kind", ["BINARY", "FRACTIONAL"])
def test_no_pixel_of_a_box_belongs_to_a_segment(kind, fill):
    full = np.ones((3, ROWS, COLUMNS), np.uint8)
    dataset = image(
        full if kind == "BINARY" else full * 255,
        bits_allocated=1 if kind == "BINARY" else 8,
        SOPClassUID=SEGMENTATION,
        SegmentationType=kind,
    )
    assert not blanked(dataset, fill).any()


@FILLS
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("background", [None, 3])
def test_a_box_in_a_label_map_becomes_what_belongs_to_no_segment(dtype, background, fill):
    labels = np.random.default_rng(3).integers(0, 6, (3, ROWS, COLUMNS)).astype(dtype)
    dataset = image(labels, SOPClassUID=LABEL_MAP, SegmentationType="LABELMAP")
    if background is not None:
        dataset.add_new("PixelPaddingValue", "US", background)
    assert (blanked(dataset, fill) == (background or 0)).all()


def test_the_darkest_colour_of_a_label_map_is_a_segment_and_not_the_background():
    dataset = palette_image(bits=8)
    dataset.SegmentationType = "LABELMAP"
    dataset.add_new("PixelPaddingValue", "US", 3)
    dicom = as_dicom(dataset)
    after = reopened(patched(dataset, dicom, redact(dicom, [Box(None, 0, 0, 1, 1)])))
    assert frame_samples(after, 0)[0, 0] == 3


def test_a_compressed_label_map_is_blanked_alike():
    labels = np.random.default_rng(3).integers(1, 6, (3, ROWS, COLUMNS)).astype(np.uint16)
    dataset = image(labels, SOPClassUID=LABEL_MAP, SegmentationType="LABELMAP", bits_stored=16)
    dataset.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
    assert not blanked(dataset, "white").any()


@pytest.mark.parametrize(("dtype", "keyword"), [(np.float32, "FloatPixelData"), (np.float64, "DoubleFloatPixelData")])
def test_a_parametric_map_is_shown_by_its_window_and_a_box_in_it_is_refused_in_words(dtype, keyword):
    values = np.array([[[-1.5, 0.0], [np.nan, 7.25]]], dtype)
    dataset = image(values.view(f"u{dtype().itemsize}"), SOPClassUID=PARAMETRIC_MAP, WindowCenter="2", WindowWidth="8")
    value = dataset.PixelData
    for name in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(dataset, name)
    setattr(dataset, keyword, value)
    candidate = write(BytesSource(as_bytes(dataset)), order(pixels_reviewed=True))
    made = PieceSource(candidate.pieces, candidate.source)
    assert made.read(0, made.size).count(value) == 1
    dicom = as_dicom(dataset)
    shown = show_frame(dicom, 0)
    assert shown["kind"] == "grey" and shown["data"].dtype == np.float32 and shown["range"] == [-1.5, 7.25]
    assert [window["width"] for window in shown["windows"]] == [8.0]
    assert image_info(dicom)["cannotRedact"] == "The pixels are floating point numbers, which Curtain cannot blank."
    with pytest.raises(Quarantine) as stop:
        write(BytesSource(as_bytes(dataset)), order(boxes=[Box(None, 0, 0, 1, 1)]))
    assert stop.value.code == "cannot-redact"


def test_real_segmentations_are_shown():
    found = 0
    for path in (each.values[0] for each in real_files() if each.values[0] is not None):
        try:
            dicom = open_dicom(PathSource(path))
        except (NotDicom, Quarantine):
            continue
        if dicom.dataset.text(0x00620001):
            found += 1
            assert image_info(dicom)["cannotShow"] is None and show_frame(dicom, 0)["data"].size, path.name
    assert found >= (9 if CORPUS_FILES.is_dir() else 0)
