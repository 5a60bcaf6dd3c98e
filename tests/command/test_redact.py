"""`curtain redact`, as processes: what is blanked, what is not, and what is told of it."""

import io
import json
from pathlib import Path

import imagecodecs
import jsonschema
import numpy as np
import pydicom
import pytest
from pydicom.uid import GrayscaleSoftcopyPresentationStateStorage, SecondaryCaptureImageStorage

from command_line import PACKAGE, Done, curtain, files_in, key_file
from making import INSTANCE, SERIES, STUDY
from pixel_images import image

ROWS, COLUMNS = 24, 40
SIZE = {"rows": ROWS, "columns": COLUMNS}
BOX = {"x": 4, "y": 6, "width": 10, "height": 8}
INSIDE = np.s_[..., 6:14, 4:14]
NEAR = "1.2.840.10008.1.2.4.81"


def samples(frames: int = 4) -> np.ndarray:
    return np.random.default_rng(5).integers(20, 200, (frames, ROWS, COLUMNS), np.uint8)


def add(folder: Path, number: int, pixels: np.ndarray | None = None, series: int = 1, **options: object):
    """An object of one patient in a folder."""
    folder.mkdir(exist_ok=True)
    dataset = image(samples() if pixels is None else pixels, **options)  # type: ignore[arg-type]
    dataset.PatientBirthDate, dataset.StudyInstanceUID = "19570812", STUDY
    dataset.SeriesInstanceUID, dataset.SOPInstanceUID = f"{SERIES}.{series}", f"{INSTANCE}.{number}"
    dataset.InstanceNumber, dataset.BurnedInAnnotation = number, "YES"
    dataset.save_as(folder / f"IM{number}", enforce_file_format=True)
    return dataset


def boxes(folder: Path, *given: dict) -> Path:
    path = folder / "boxes.json"
    path.write_text(json.dumps({"format": "curtain-boxes", "version": 1, "boxes": given}))
    return path


def redact(folder: Path, *words: object, output: str = "out") -> Done:
    given = [] if "--key-file" in words else ["--key-file", key_file(folder)]
    return curtain("redact", folder / "in", "--output", folder / output, "--jobs", 1, *given, *words)


def made(folder: Path) -> dict[int, pydicom.FileDataset]:
    """What came out, by InstanceNumber."""
    found = [pydicom.dcmread(io.BytesIO(data)) for data in files_in(folder).values()]
    return {int(each.InstanceNumber): each for each in found}


def changed(dataset: pydicom.FileDataset, before: np.ndarray) -> np.ndarray:
    return dataset.pixel_array.reshape(before.shape) != before


def is_blanked(dataset: pydicom.FileDataset, before: np.ndarray) -> bool:
    """The box is black in all frames, and nothing else was changed."""
    different = changed(dataset, before)
    inside = different[INSIDE].all() and not dataset.pixel_array.reshape(before.shape)[INSIDE].any()
    return bool(inside) and int(different.sum()) == different[INSIDE].size


def test_all_images_of_a_size_are_blanked_and_others_are_not(tmp_path: Path):
    add(tmp_path / "in", 1)
    add(tmp_path / "in", 2, series=2)
    other = samples()[:, :, :20]
    add(tmp_path / "in", 3, other)
    done = redact(tmp_path, "--boxes", boxes(tmp_path, SIZE | BOX))
    assert (done.status, done.err) == (0, "")
    assert "Boxes were blanked in 2 files." in done.out
    assert "burned into the images outside of the boxes is still there" in done.out
    out = made(tmp_path / "out")
    assert is_blanked(out[1], samples()) and is_blanked(out[2], samples())
    assert not changed(out[3], other).any()
    # Whatever the source said: nobody has looked.
    assert {each.BurnedInAnnotation for each in out.values()} == {"YES"}
    assert not [data for data in files_in(tmp_path / "out").values() if b"MUSTERMANN" in data]


def test_a_series_and_an_object_are_named_by_their_new_uids(tmp_path: Path):
    for number, series in ((1, 1), (2, 1), (3, 2), (4, 2)):
        add(tmp_path / "in", number, series=series)
    first = curtain("deidentify", tmp_path / "in", "--output", tmp_path / "before", "--key-file", key_file(tmp_path))
    assert first.status == 0
    clean = made(tmp_path / "before")
    given = boxes(
        tmp_path,
        {"series": str(clean[1].SeriesInstanceUID), **SIZE, **BOX},
        {"instance": str(clean[4].SOPInstanceUID), **BOX, "frames": [2, 3]},
    )
    assert redact(tmp_path, "--boxes", given).status == 0
    out = made(tmp_path / "out")
    assert is_blanked(out[1], samples()) and is_blanked(out[2], samples())
    assert not changed(out[3], samples()).any()
    assert [bool(frame.any()) for frame in changed(out[4], samples())] == [False, True, True, False]
    # The same key names them the same, and what has no box is the same file.
    same = files_in(tmp_path / "before").items() & files_in(tmp_path / "out").items()
    assert [int(pydicom.dcmread(io.BytesIO(data)).InstanceNumber) for _, data in same] == [3]


def test_deidentify_takes_boxes_too(tmp_path: Path):
    add(tmp_path / "in", 1)
    given = boxes(tmp_path, SIZE | BOX)
    key = key_file(tmp_path)
    assert redact(tmp_path, "--boxes", given, "--key-file", key).status == 0
    words = ["--boxes", given, "--key-file", key]
    assert curtain("deidentify", tmp_path / "in", "--output", tmp_path / "same", *words).status == 0
    assert files_in(tmp_path / "same") == files_in(tmp_path / "out") != {}


def test_a_box_that_fits_no_image_is_told_at_the_end(tmp_path: Path):
    add(tmp_path / "in", 1)
    given = boxes(tmp_path, SIZE | BOX, {"rows": 9, "columns": 9, **BOX}, {"instance": "2.25.4711", **BOX})
    done = redact(tmp_path, "--boxes", given)
    assert done.status == 3
    assert done.err == (
        "box 2 is for no image that came out: nothing was blanked for it.\n"
        "box 3 is for no image that came out: nothing was blanked for it.\n"
    )
    assert is_blanked(made(tmp_path / "out")[1], samples())


@pytest.mark.parametrize(
    ("box", "code"),
    [
        ({**SIZE, **BOX, "frames": [3, 5]}, "empty-redaction"),
        ({**SIZE, **BOX, "x": COLUMNS}, "empty-redaction"),
        ({"instance": True, "rows": COLUMNS, "columns": ROWS, **BOX}, "box-size"),
    ],
    ids=["no such frame", "outside", "another size"],
)
def test_what_cannot_be_redacted_as_asked_is_held_back(box: dict, code: str, tmp_path: Path):
    add(tmp_path / "in", 1)
    if "instance" in box:
        key = key_file(tmp_path)
        curtain("deidentify", tmp_path / "in", "--output", tmp_path / "before", "--key-file", key)
        box = box | {"instance": str(made(tmp_path / "before")[1].SOPInstanceUID)}
    done = redact(tmp_path, "--boxes", boxes(tmp_path, box))
    assert done.status == 3
    assert f"[{code}]" in done.err
    assert files_in(tmp_path / "out") == {}


def test_pixels_that_cannot_be_blanked_are_held_back(tmp_path: Path):
    numbers = np.ones((1, ROWS, COLUMNS), np.float32)
    dataset = add(tmp_path / "in", 1, numbers.view(np.uint32))
    dataset.FloatPixelData = numbers.tobytes()
    del dataset.PixelData
    dataset.save_as(tmp_path / "in" / "IM1", enforce_file_format=True)
    add(tmp_path / "in", 2)
    done = redact(tmp_path, "--boxes", boxes(tmp_path, SIZE | BOX))
    assert done.status == 3
    assert "[cannot-redact]" in done.err
    assert made(tmp_path / "out").keys() == {2}


def test_only_a_person_s_word_says_that_the_pixels_are_clean(tmp_path: Path):
    add(tmp_path / "in", 1)
    report = tmp_path / "report.json"
    done = redact(tmp_path, "--boxes", boxes(tmp_path, SIZE | BOX), "--reviewed", "--report", report)
    assert done.status == 0
    assert "Nobody has looked" not in done.out
    (out,) = made(tmp_path / "out").values()
    assert out.BurnedInAnnotation == "NO"
    assert "113101" in [item.CodeValue for item in out.DeidentificationMethodCodeSequence]
    assert json.loads(report.read_text())["pixels"] == {"reviewed": 1, "not reviewed": 0, "none": 0}


def test_nobody_vouches_for_what_cannot_be_shown(tmp_path: Path):
    add(tmp_path / "in", 1)
    add(tmp_path / "in", 2, [b"\0\0\1\xba" * 50], syntax="1.2.840.10008.1.2.4.100", Rows=30, Columns=40)
    report = tmp_path / "report.json"
    done = redact(tmp_path, "--boxes", boxes(tmp_path, SIZE | BOX), "--reviewed", "--report", report)
    assert done.status == 0
    assert "The images of 1 file cannot be shown here, so nothing is claimed of them." in done.out
    out = made(tmp_path / "out")
    assert (out[1].BurnedInAnnotation, out[2].BurnedInAnnotation) == ("NO", "YES")
    told = json.loads(report.read_text())
    assert told["pixels"] == {"reviewed": 1, "not reviewed": 1, "none": 0}
    # And a box on it holds it back.
    done = redact(tmp_path, "--boxes", boxes(tmp_path, {"rows": 30, "columns": 40} | BOX), output="again")
    assert done.status == 3
    assert "[cannot-show]" in done.err
    assert made(tmp_path / "again").keys() == {1}


def test_the_report_lists_what_was_blanked(tmp_path: Path):
    near = [imagecodecs.jpegls_encode(frame, level=3) for frame in samples()]
    add(tmp_path / "in", 1, near, syntax=NEAR, Rows=ROWS, Columns=COLUMNS)
    add(tmp_path / "in", 2, samples()[:, :12])
    report = tmp_path / "report.json"
    given = boxes(tmp_path, SIZE | BOX | {"frames": [1, 2]})
    assert redact(tmp_path, "--boxes", given, "--report", report).status == 0
    told = json.loads(report.read_text())
    schema = json.loads((PACKAGE / "curtain" / "share" / "report.schema.json").read_text())
    jsonschema.validate(told, schema)
    first, second = told["files"]
    assert "redactions" not in second
    digest = first["redactions"].pop("untouched_sha256")
    assert len(digest) == 64
    assert first["redactions"] == {
        "boxes": [{"frames": [1, 2], "asked": [4, 6, 10, 8], "blanked": [0, 0, 22, 22]}],
        "syntax_before": "JPEG-LS Near-Lossless",
        "syntax_after": "JPEG-LS Near-Lossless",
        "untouched": 2,
    }
    page = (tmp_path / "report.html").read_text()
    assert "frames 1–2, 22 × 22 at 0, 0, asked for as 10 × 8 at 4, 6" in page
    assert f"2 frames with the same bytes as before, SHA-256 {digest}" in page


@pytest.mark.parametrize(
    ("box", "why"),
    [
        ({"instance": "2.25.1", **BOX}, "only the same key gives again"),
        (BOX, "needs rows and columns"),
        ({"series": "MUSTERMANN", **SIZE, **BOX}, "no UID"),
    ],
)
def test_wrong_boxes_are_told_before_anything_is_done(box: dict, why: str, tmp_path: Path):
    add(tmp_path / "in", 1)
    words = ["redact", tmp_path / "in", "--output", tmp_path / "out", "--boxes", boxes(tmp_path, box)]
    done = curtain(*words)
    assert done.status == 2
    assert why in done.err and "MUSTERMANN" not in done.err
    assert not (tmp_path / "out").exists()


def test_boxes_are_not_forgotten(tmp_path: Path):
    add(tmp_path / "in", 1)
    assert curtain("redact", tmp_path / "in", "--output", tmp_path / "out").status == 2
    assert not (tmp_path / "out").exists()


def test_shapes_of_the_file_are_blanked_and_told_in_the_report(tmp_path: Path):
    add(tmp_path / "in", 1)
    points = [[4, 6], [14, 6], [4, 14]]
    triangle = SIZE | BOX | {"shape": "polygon", "points": points, "fill": "white", "frames": [1, 1]}
    inside = SIZE | BOX | {"shape": "ellipse", "outside": True, "frames": [3, 3]}
    path = tmp_path / "boxes.json"
    path.write_text(json.dumps({"format": "curtain-boxes", "version": 2, "boxes": [triangle, inside]}))
    done = redact(tmp_path, "--boxes", path, "--report", tmp_path / "report.json")
    assert (done.status, done.err) == (0, "")
    pixels, before = made(tmp_path / "out")[1].pixel_array, samples()
    assert (pixels[0, 6, 4:14] == 255).all() and np.array_equal(pixels[0, 13, 6:], before[0, 13, 6:])
    assert np.array_equal(pixels[1], before[1]) and np.array_equal(pixels[3], before[3])
    assert (pixels[2, 8:12, 6:12] == before[2, 8:12, 6:12]).all()
    pixels[2, 6:14, 4:14] = 0
    assert not pixels[2].any()
    told = json.loads((tmp_path / "report.json").read_text())["files"][0]["redactions"]["boxes"]
    place = [4, 6, 10, 8]
    assert told == [
        {"frames": [1, 1], "asked": place, "blanked": place, "shape": "polygon", "points": points, "fill": "white", "pixels": 48},
        {"frames": [3, 3], "asked": place, "blanked": [0, 0, 40, 24], "shape": "ellipse", "outside": True, "pixels": 916},
    ]  # fmt: skip


def test_images_are_cropped_and_who_points_into_them_is_told_of(tmp_path: Path):
    add(tmp_path / "in", 1)
    add(tmp_path / "in", 2, samples()[:, :, :20])
    state = add(tmp_path / "in", 3)
    del state.PixelData
    state.SOPClassUID, state.Modality = GrayscaleSoftcopyPresentationStateStorage, "PR"
    referenced = pydicom.Dataset()
    referenced.ReferencedSOPClassUID, referenced.ReferencedSOPInstanceUID = (
        SecondaryCaptureImageStorage,
        f"{INSTANCE}.1",
    )
    series = pydicom.Dataset()
    series.SeriesInstanceUID, series.ReferencedImageSequence = f"{SERIES}.1", [referenced]
    state.ReferencedSeriesSequence = [series]
    state.save_as(tmp_path / "in" / "IM3", enforce_file_format=True)
    path = tmp_path / "boxes.json"
    crops = [SIZE | BOX, {"rows": 9, "columns": 9} | BOX]
    inside = {"x": 5, "y": 7, "width": 2, "height": 3}
    path.write_text(json.dumps({"format": "curtain-boxes", "version": 2, "boxes": [SIZE | inside], "crops": crops}))
    done = redact(tmp_path, "--boxes", path, "--report", tmp_path / "report.json")
    assert done.status == 3
    assert done.err.splitlines() == ["crop 2 is for no image that came out: nothing was cut for it."]
    assert "Images were cropped in 1 file." in done.out and "points by pixel coordinates" in done.out
    out = made(tmp_path / "out")
    expected = samples()[INSIDE]
    expected[:, 1:4, 1:3] = 0
    assert np.array_equal(out[1].pixel_array, expected)
    assert (out[1].Rows, out[1].Columns) == (8, 10)
    assert not changed(out[2], samples()[:, :, :20]).any()
    report = json.loads((tmp_path / "report.json").read_text())
    jsonschema.validate(report, json.loads((PACKAGE / "curtain" / "share" / "report.schema.json").read_text()))
    one, _, three = report["files"]
    assert one["redactions"]["crop"] == {"asked": [4, 6, 10, 8], "kept": [4, 6, 10, 8], "size": [COLUMNS, ROWS]}
    assert any("cropped" in note for note in three["notes"]) and not any("cropped" in note for note in one["notes"])
    assert "cut from 40 × 24 to 10 × 8 at 4, 6" in (tmp_path / "report.html").read_text()
