"""Cutting to a rectangle: what is left is as it was, and nothing tells of what is gone."""

import shutil
import subprocess

import imagecodecs
import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.uid import UID_dictionary

from compressed_images import BLOCK_OBJECTS, JXL, JXL_LOSSY, LOSSY, OBJECTS, colour, grey, made
from curtain.outcome import Quarantine
from curtain.pixels.crop import Crop, crop_image
from curtain.pixels.frames import frame_samples
from curtain.pixels.growth import growth
from curtain.pixels.image import read_image
from curtain.pixels.redact import Box, redact
from curtain.pixels.show import image_info
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS, SYNTAXES
from native_images import LAYOUTS, native_images
from pixel_images import as_dicom, image, joined, opened, patched, real_files, reopened, second_opinion

JPEG_BASELINE = "1.2.840.10008.1.2.4.50"


@pytest.fixture(autouse=True)
def jpeg_xl_is_known_to_pydicom(monkeypatch):
    for uid in (JXL, JXL_LOSSY):
        monkeypatch.setitem(UID_dictionary, uid, ("JPEG XL", "Transfer Syntax", "", "", "JPEGXL"))


def slice_of(patch) -> tuple[slice, slice]:
    """Rows and columns that a patch says are left."""
    x, y, width, height = patch.record["crop"]["kept"]
    return np.s_[y : y + height, x : x + width]


def refused(dicom, crop: Crop) -> str:
    with pytest.raises(Quarantine) as stop:
        crop_image(dicom, crop)
    return stop.value.code


edges, lengths = st.integers(-3, 10), st.integers(-1, 12)


@settings(deadline=None, max_examples=300)
@given(native_images(), edges, edges, lengths, lengths, st.booleans())
def test_of_native_pixels_the_rectangle_is_left_and_redactions_come_first(made, x, y, width, height, has_box):
    name, dataset = made
    dicom = as_dicom(dataset)
    read = read_image(dicom)
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, read.columns), min(y + height, read.rows)
    if left >= right or top >= bottom:
        assert refused(dicom, Crop(x, y, width, height)) == "empty-crop"
        return
    if name == "YBR_FULL_422":
        left, right = left - left % 2, right + right % 2
    boxes = [Box(None, 1, 0, 2, 1)] if has_box and read.columns > 1 else []
    patch = crop_image(dicom, Crop(x, y, width, height), boxes)
    if (left, top, right, bottom) == (0, 0, read.columns, read.rows):
        assert patch is None
        return
    assert (patch.syntax, patch.vr) == (dicom.syntax, dicom.pixel_data.vr)
    assert patch.record["crop"]["kept"] == [left, top, right - left, bottom - top]
    assert len(joined(dicom, patch)) == patch.length and patch.length % 2 == 0
    before = reopened(patched(dataset, dicom, redact(dicom, boxes))) if boxes else dicom
    after = reopened(patched(dataset, dicom, patch))
    for index in range(read.number_of_frames):
        whole = frame_samples(before, index)
        assert np.array_equal(frame_samples(after, index), whole[top:bottom, left:right])


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_native_pixels_tell_nothing_of_what_lay_outside(name):
    dtype, options = LAYOUTS[name]
    three = options.get("photometric", "MONO")[:3] in ("RGB", "YBR")
    shape, inside = (2, 12, 14) + (3,) * three, np.s_[:, 3:8, 4:10]
    first, second = np.ones(shape, dtype), np.zeros(shape, dtype)
    first[inside] = second[inside] = np.arange(5 * 6).reshape(1, 5, 6, *(1,) * three) % 2
    values = [
        joined(dicom, crop_image(dicom, Crop(4, 3, 6, 5)))
        for dicom in (as_dicom(image(each, **options)) for each in (first, second))
    ]
    assert values[0] == values[1]


@pytest.mark.parametrize("name", sorted({**OBJECTS, **BLOCK_OBJECTS}))
def test_every_frame_of_a_compressed_object_is_cut(name):
    dataset, _ = made(name)
    dicom = as_dicom(dataset)
    # Something is left of it where a lossy grid takes 31 pixels of two sides.
    patch = crop_image(dicom, Crop(0, 0, 49, 39))
    expected = JPEG_LS_LOSSLESS if name in BLOCK_OBJECTS else LOSSY.get(dicom.syntax, dicom.syntax)
    assert patch.syntax == expected
    stated = any("without another loss" in note for note in patch.notes)
    assert stated == SYNTAXES[dicom.syntax].is_lossy
    after = reopened(patched(dataset, dicom, patch))
    rgb = name in BLOCK_OBJECTS
    for index in range(3):
        old, new = frame_samples(dicom, index, rgb=rgb), frame_samples(after, index, rgb=rgb)
        assert old.dtype == new.dtype and np.array_equal(old[slice_of(patch)], new)


@pytest.mark.parametrize("name", sorted(name for name, each in OBJECTS.items() if each[0] not in LOSSY))
def test_lossless_frames_tell_nothing_of_what_lay_outside(name):
    syntax, samples, bits, compress, photometric = OBJECTS[name]
    other = samples.copy()
    # The corners keep the range: some codecs write the depth of what they see.
    other[:, :20, 1:] = 1
    values = []
    for each in (samples, other):
        dataset = image(
            [compress(frame, bits) for frame in each], syntax, photometric=photometric, bits_stored=bits,
            bits_allocated=each.dtype.itemsize * 8, Rows=40, Columns=50, PixelRepresentation=int(each.dtype.kind == "i"),
        )  # fmt: skip
        dicom = as_dicom(dataset)
        values.append(joined(dicom, crop_image(dicom, Crop(7, 20, 30, 20))))
    assert values[0] == values[1]


@pytest.mark.parametrize("subsampling", [None, "444", "422", "420"])
def test_blocks_of_jpeg_that_hold_something_of_the_outside_go(subsampling):
    generator = np.random.default_rng(4)
    shape = (160, 176) if subsampling is None else (160, 176, 3)
    first, second = (generator.integers(0, 256, shape, np.uint8) for _ in range(2))
    asked = Crop(21, 19, 130, 120)
    second[19:139, 21:151] = first[19:139, 21:151]
    patches = []
    for samples in (first, second):
        stream = imagecodecs.jpeg8_encode(samples, level=70, **({"subsampling": subsampling} if subsampling else {}))
        photometric = "YBR_FULL_422" if subsampling else "MONOCHROME2"
        dicom = as_dicom(image([stream], JPEG_BASELINE, Rows=160, Columns=176, photometric=photometric))
        patch = crop_image(dicom, asked)
        patches.append((patch.record["crop"]["kept"], joined(dicom, patch)))
    assert patches[0] == patches[1]
    unit = (16 if subsampling in ("422", "420") else 8, 16 if subsampling == "420" else 8)
    x, y, width, height = patches[0][0]
    # Whole units, and one less on each side.
    assert (x, y) == (-(-21 // unit[0]) * unit[0] + unit[0], -(-19 // unit[1]) * unit[1] + unit[1])
    assert (x + width, y + height) == (151 // unit[0] * unit[0] - unit[0], 139 // unit[1] * unit[1] - unit[1])


def test_an_edge_of_the_image_does_not_shrink():
    dataset, _ = made("JPEG-LS near")
    patch = crop_image(as_dicom(dataset), Crop(0, 0, 40, 40))
    assert patch.record["crop"] == {"asked": [0, 0, 40, 40], "kept": [0, 0, 32, 40], "size": [50, 40]}


def test_a_picture_that_had_a_loss_once_shrinks_to_its_blocks():
    dicom = as_dicom(image(np.zeros((1, 64, 64), np.uint8), LossyImageCompression="01"))
    assert crop_image(dicom, Crop(9, 9, 46, 55)).record["crop"]["kept"] == [24, 24, 16, 40]


def test_redactions_of_a_lossy_object_are_made_before_it_is_cut():
    dataset, _ = made("JPEG 2000 lossy")
    dicom = as_dicom(dataset)
    box = Box(1, 25, 12, 4, 4)
    patch = crop_image(dicom, Crop(0, 0, 50, 39), [box])
    after = reopened(patched(dataset, dicom, patch))
    left, top, right, bottom = growth(dicom).grown(25, 12, 29, 16)
    expected = frame_samples(dicom, 1)[slice_of(patch)].copy()
    expected[max(top, 0) : bottom, left:right] = 0
    assert np.array_equal(frame_samples(after, 1), expected)
    assert patch.record["boxes"][0]["frames"] == [2, 2]
    assert patch.record["untouched"] == 0


def test_one_pixel_may_be_left():
    samples = np.random.default_rng(2).integers(0, 256, (3, 9, 11), np.uint8)
    dataset = image([imagecodecs.jpegls_encode(each) for each in samples], JPEG_LS_LOSSLESS, Rows=9, Columns=11)
    dicom = as_dicom(dataset)
    after = reopened(patched(dataset, dicom, crop_image(dicom, Crop(10, 4, 1, 1))))
    assert [int(frame_samples(after, index)[0, 0]) for index in range(3)] == samples[:, 4, 10].tolist()


def test_a_pixel_that_lies_partly_outside_goes():
    dicom = as_dicom(image(np.zeros((1, 8, 8), np.uint8)))
    assert crop_image(dicom, Crop(0.5, 1.0, 4.4, 5.9)).record["crop"]["kept"] == [1, 1, 3, 5]


@pytest.mark.parametrize(
    "crop",
    [
        Crop(8, 0, 3, 3), Crop(0, -4, 3, 4), Crop(2, 2, 0, 3), Crop(2, 2, 3, -1), Crop(2.2, 2, 0.6, 3),
        Crop(float("nan"), 0, 1, 1), Crop(0, 0, float("inf"), 4), Crop(0, float("-inf"), 4, 4),
    ],
)  # fmt: skip
def test_a_crop_that_leaves_nothing_is_refused(crop):
    assert refused(as_dicom(image(np.zeros((1, 8, 8), np.uint8))), crop) == "empty-crop"


def test_a_crop_that_leaves_everything_is_none():
    dicom = as_dicom(image(np.zeros((1, 8, 8), np.uint8)))
    assert crop_image(dicom, Crop(-2, -0.5, 30, 8.6)) is None


def test_floating_point_pixels_are_not_cut():
    dataset = image(np.zeros((1, 2, 2), np.uint32))
    del dataset.PixelData
    dataset.FloatPixelData = bytes(16)
    assert refused(as_dicom(dataset), Crop(0, 0, 1, 1)) == "cannot-crop"


@pytest.mark.parametrize("name", ["RLE 12", "JPEG Lossless SV1 12", "JPEG-LS 8", "JPEG 2000 RCT"])
@pytest.mark.parametrize("table", ["basic", "extended"])
def test_offset_tables_stay_right(name, table):
    dataset, streams = made(name)
    if table == "basic":
        dataset.PixelData = encapsulate(streams, has_bot=True)
    else:
        dataset.PixelData, dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths = encapsulate_extended(
            streams
        )
    dicom = as_dicom(dataset)
    patch = crop_image(dicom, Crop(3, 5, 20, 30))
    result = patched(dataset, dicom, patch)
    whole = list(pydicom.encaps.generate_frames(result.PixelData, number_of_frames=3))
    tables = {}
    if table == "extended":
        tables = {"extended_offsets": tuple(patch.tables.values())}
    else:
        assert int.from_bytes(result.PixelData[4:8], "little") == 12
    for index in range(3):
        found = pydicom.encaps.get_frame(result.PixelData, index, number_of_frames=3, **tables)
        assert found.rstrip(b"\0") == whole[index].rstrip(b"\0")


#: What GDCM reads and can write again uncompressed.
READ_BY_GDCM = ["RLE 12", "RLE RGB", "JPEG Lossless SV1 16", "JPEG-LS RGB", "JPEG-LS near", "JPEG 2000 12"]


@pytest.mark.skipif(shutil.which("gdcmconv") is None, reason="gdcmconv (Debian: libgdcm-tools) is not installed")
@pytest.mark.parametrize("name", READ_BY_GDCM)
def test_gdcm_reads_the_cut_frames_as_we_do(name, tmp_path):
    dataset, _ = made(name)
    dicom = as_dicom(dataset)
    result = patched(dataset, dicom, crop_image(dicom, Crop(1, 1, 45, 33)))
    result.save_as(tmp_path / "ours.dcm")
    subprocess.run(["gdcmconv", "--raw", tmp_path / "ours.dcm", tmp_path / "raw.dcm"], check=True, capture_output=True)
    theirs, mine = as_dicom(pydicom.dcmread(tmp_path / "raw.dcm")), reopened(result)
    for index in range(3):
        assert np.array_equal(frame_samples(theirs, index), frame_samples(mine, index))


def test_frames_are_made_one_after_the_other():
    samples = np.stack([colour() for _ in range(2)]).reshape(6, 40, 50, 3)
    dicom = as_dicom(image(samples, photometric="RGB", planar=1))
    pieces = crop_image(dicom, Crop(3, 4, 20, 10)).pieces()
    assert len(next(iter(pieces))) == 600
    assert sum(map(len, pieces)) == 5 * 600


def test_a_damaged_frame_keeps_the_object_back():
    good = imagecodecs.jpegls_encode(grey(8)[0])
    dicom = as_dicom(image([good, good[:-40]], JPEG_LS_LOSSLESS, Rows=40, Columns=50))
    with pytest.raises(Quarantine) as stop:
        joined(dicom, crop_image(dicom, Crop(0, 0, 20, 20)))
    assert stop.value.code == "cannot-decode"


@pytest.mark.parametrize("path", real_files())
def test_of_a_real_file_the_rectangle_is_left(path):
    dicom = opened(path)
    if image_info(dicom)["cannotRedact"]:
        with pytest.raises(Quarantine):
            crop_image(dicom, Crop(0, 0, 1, 1))
        return
    read = read_image(dicom)
    if read.rows * read.columns * read.number_of_frames > 3_000_000:
        pytest.skip("large: the same syntax is tested on smaller files")
    dataset = second_opinion(path)
    if "BitsAllocated" not in dataset:
        pytest.skip("pydicom does not read all of this file")
    try:
        patch = crop_image(dicom, Crop(read.columns // 9, read.rows // 8, read.columns, read.rows * 3 // 4))
        result = patched(dataset, dicom, patch)
    except Quarantine as stop:
        assert stop.code in ("cannot-decode", "empty-crop")
        return
    except Exception:
        pytest.skip("pydicom cannot write this file again")
    after, known = reopened(result), SYNTAXES[dicom.syntax]
    assert patch.syntax == (known.becomes if known.is_lossy else dicom.syntax)
    for index in {0, read.number_of_frames - 1}:
        old, new = frame_samples(dicom, index, rgb=True), frame_samples(after, index, rgb=True)
        assert np.array_equal(old[slice_of(patch)], new)
