"""What is told of a redaction: boxes as asked and as grown, and a digest by which untouched frames can be compared."""

import hashlib

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import generate_frames
from pydicom.uid import RLELossless

from curtain.files.source import BytesSource
from curtain.pixels.record import record, untouched_digest
from curtain.pixels.redact import Box, redact
from making import as_bytes
from pixel_images import PYDICOM_FILES, as_dicom, image, patched, second_opinion

JPEG_LS, NEAR = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"
RAW = "1.2.840.10008.1.2.1"


def noise(frames: int = 5, rows: int = 20, columns: int = 30, dtype: type = np.uint8) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 200, (frames, rows, columns), dtype)


def compressed(samples: np.ndarray, syntax: str, level: int = 0):
    streams = [imagecodecs.jpegls_encode(frame, level=level) for frame in samples]
    return image(streams, syntax, Rows=samples.shape[1], Columns=samples.shape[2])


def redacted(dataset, *boxes: Box):
    """The record of a redaction, and the object that came out."""
    dicom = as_dicom(dataset)
    patch = redact(dicom, boxes)
    return patch.record, patched(dataset, dicom, patch)


def digest(frames) -> str:
    return hashlib.sha256(b"".join(frames)).hexdigest()


def source(dataset) -> BytesSource:
    return BytesSource(as_bytes(dataset))


AROUND = (1, 2, 3, 4)


def at(frame: int | None, x: int = 1) -> Box:
    return Box(frame, x, 2, 3, 4)


def test_frames_are_counted_from_1_and_neighbours_are_drawn_together():
    blanked = [(at(3), AROUND, 12), (at(1), AROUND, 12), (at(0), AROUND, 12), (at(0, 5), AROUND, 12)]
    told = record([*blanked, (at(None), (0, 0, 8, 8), 64)], RAW, RAW, 2)
    assert told["boxes"] == [
        {"frames": [1, 2], "asked": [1, 2, 3, 4], "blanked": [1, 2, 3, 4]},
        {"frames": [4, 4], "asked": [1, 2, 3, 4], "blanked": [1, 2, 3, 4]},
        {"frames": [1, 1], "asked": [5, 2, 3, 4], "blanked": [1, 2, 3, 4]},
        {"frames": None, "asked": [1, 2, 3, 4], "blanked": [0, 0, 8, 8]},
    ]


def test_all_frames_swallow_single_ones():
    told = record([(at(frame), AROUND, 12) for frame in (3, None, 1)], RAW, RAW, 0)
    assert [each["frames"] for each in told["boxes"]] == [None]


def test_what_is_no_black_rectangle_is_told_as_it_was_asked_for_with_the_pixels_it_took():
    triangle = Box(0, 9, 9, 9, 9, "polygon", ((2, 2), (6, 2), (2, 6)), "white")
    told, _ = redacted(
        image(noise()),
        triangle,
        Box(1, 4, 4, 8, 8, "ellipse"),
        Box(1, 4, 4, 6, 6, fill="background"),
        Box(2, 4, 4, 6, 6, outside=True),
    )
    assert told["boxes"] == [
        # A polygon has the rectangle of its corners, whatever was said beside them.
        {"frames": [1, 1], "asked": [2, 2, 4, 4], "blanked": [2, 2, 4, 4], "shape": "polygon",
         "points": [[2, 2], [6, 2], [2, 6]], "fill": "white", "pixels": 10},
        {"frames": [2, 2], "asked": [4, 4, 8, 8], "blanked": [4, 4, 8, 8], "shape": "ellipse", "pixels": 60},
        {"frames": [2, 2], "asked": [4, 4, 6, 6], "blanked": [4, 4, 6, 6], "fill": "background"},
        {"frames": [3, 3], "asked": [4, 4, 6, 6], "blanked": [0, 0, 30, 20], "outside": True, "pixels": 564},
    ]  # fmt: skip


def test_an_uncompressed_object_keeps_the_frames_without_a_box():
    samples = noise()
    told, made = redacted(image(samples), Box(1, 2, 3, 4, 5), Box(2, 2, 3, 4, 5))
    assert told == {
        "boxes": [{"frames": [2, 3], "asked": [2, 3, 4, 5], "blanked": [2, 3, 4, 5]}],
        "syntax_before": "Explicit VR Little Endian",
        "syntax_after": "Explicit VR Little Endian",
        "untouched": 3,
    }
    kept = [samples[index].tobytes() for index in (0, 3, 4)]
    assert untouched_digest(source(made), told) == digest(kept)


def test_a_lossy_object_tells_how_boxes_grew():
    told, _ = redacted(compressed(noise(), NEAR, 2), Box(0, 10, 9, 3, 2))
    (box,) = told["boxes"]
    assert (box["asked"], box["blanked"]) == ([10, 9, 3, 2], [2, 1, 19, 18])
    assert told["syntax_before"] == told["syntax_after"] == "JPEG-LS Near-Lossless"
    told, _ = redacted(compressed(noise(), NEAR, 2), Box(None, 10, 9, 3, 2))
    assert (told["syntax_after"], told["untouched"]) == ("JPEG-LS Lossless", 0)


def test_a_box_over_pairs_of_pixels_is_told_as_it_is_blanked():
    samples = np.full((1, 8, 8, 3), 100, np.uint8)
    told, _ = redacted(image(samples, photometric="YBR_FULL_422"), Box(0, 3, 1, 2, 2))
    assert told["boxes"] == [{"frames": [1, 1], "asked": [3, 1, 2, 2], "blanked": [2, 1, 4, 2]}]


@pytest.mark.parametrize("syntax", [JPEG_LS, RLELossless])
def test_frames_of_a_compressed_object_keep_their_fragments(syntax):
    dataset = compressed(noise(), JPEG_LS)
    if syntax == RLELossless:
        dataset = image(noise())
        dataset.compress(RLELossless, generate_instance_uid=False)
    before = list(generate_frames(dataset.PixelData, number_of_frames=5))
    told, made = redacted(dataset, Box(0, 2, 3, 4, 5), Box(4, 2, 3, 4, 5))
    assert [each["frames"] for each in told["boxes"]] == [[1, 1], [5, 5]]
    assert untouched_digest(source(made), told) == digest(before[1:4])
    dataset.PixelData = dataset.PixelData.replace(before[2], before[2][:-2] + b"\x01\x02")
    assert untouched_digest(source(dataset), told) != digest(before[1:4])


def test_an_object_that_is_decoded_whole_keeps_no_frame(monkeypatch):
    monkeypatch.setattr("curtain.pixels.redact.by_frames", lambda *_: None)
    file = second_opinion(PYDICOM_FILES / "SC_rgb_jpeg_dcmtk.dcm")
    (stream,) = generate_frames(file.PixelData, number_of_frames=1)
    dataset = image(
        [stream, stream], "1.2.840.10008.1.2.4.50", photometric="YBR_FULL", Rows=file.Rows, Columns=file.Columns
    )
    told, made = redacted(dataset, Box(0, 2, 3, 4, 5))
    assert (told["untouched"], told["syntax_after"]) == (0, "JPEG-LS Lossless")
    assert untouched_digest(source(made), told) == ""


def test_frames_that_begin_within_a_byte_have_no_digest_of_their_own():
    samples = noise(4, 5, 5) % 2
    told, made = redacted(image(samples, bits_allocated=1), Box(1, 0, 0, 2, 2))
    assert told["untouched"] == 3
    assert untouched_digest(source(made), told) == ""
