"""Shapes in every way out: each pixel that one touches is filled, none beyond what it grew to has changed, other frames are as they were."""

from collections import Counter
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydicom.encaps import generate_frames
from pydicom.uid import UID_dictionary

from compressed_images import BLOCK_OBJECTS, JXL, JXL_LOSSY, OBJECTS, made
from curtain.outcome import Quarantine
from curtain.pixels import jpeg
from curtain.pixels.areas import FILLS, SHAPES, Box, areas_of
from curtain.pixels.frames import frame_samples, stored_samples
from curtain.pixels.growth import Growth, growth
from curtain.pixels.image import read_image
from curtain.pixels.redact import redact
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS, is_native
from native_images import LAYOUTS, native_images
from pixel_images import as_dicom, image, joined, palette_image, patched, reopened

#: Where decoders of JPEG mix the chroma of both sides.
RIM = 4


@st.composite
def redactions(draw, columns: int, rows: int, frames: int):
    """One to three boxes of any kind; some of them may blank nothing."""
    across, down = st.integers(-3, columns + 3), st.integers(-3, rows + 3)
    boxes = []
    for _ in range(draw(st.integers(1, 3))):
        frame = draw(st.one_of(st.none(), st.integers(0, frames - 1)))
        shape, fill = draw(st.sampled_from(SHAPES)), draw(st.sampled_from(FILLS))
        points, place = (), (draw(across), draw(down), draw(st.integers(1, columns)), draw(st.integers(1, rows)))
        if shape == "polygon":
            points = tuple(draw(st.lists(st.tuples(across, down), min_size=3, max_size=6)))
        boxes.append(Box(frame, *place, shape, points, fill, draw(st.booleans())))
    return boxes


def is_refused(dicom, boxes: list[Box]) -> bool:
    try:
        redact(dicom, boxes)
    except Quarantine as stop:
        assert stop.code == "empty-redaction"
        return True
    return False


def masks(boxes: list[Box], index: int, shape: tuple[int, ...], grows: Growth) -> dict[str, np.ndarray]:
    """For each fill the pixels of a frame that have it: black before background before white."""
    found = {fill: np.zeros(shape[:2], bool) for fill in ("black", "background", "white")}
    for box in boxes:
        if box.frame in (None, index):
            for top, bottom, left, right, fill in areas_of(box, *shape[:2], grows):
                found[fill][top:bottom, left:right] = True
    found["background"] &= ~found["black"]
    found["white"] &= ~found["black"] & ~found["background"]
    return found


def pixels_of(samples: np.ndarray, mask: np.ndarray) -> list[tuple[int, ...]]:
    return [tuple(pixel) for pixel in samples.reshape(*mask.shape, -1)[mask].tolist()]


def background(samples: np.ndarray, covered: np.ndarray) -> set[tuple[int, ...]]:
    """The values that no other is more frequent than, along the border that is left; none where nothing is."""
    border = ~covered
    border[1:-1, 1:-1] = False
    counts = Counter(pixels_of(samples, border))
    return {value for value, count in counts.items() if count == max(counts.values())}


def expect_filled(
    old, new, boxes: list[Box], index: int, grows: Growth, values: dict, *, rim: int = 0, exact: bool = True
) -> None:
    """`values`: black and white; None where they depend on the samples, and have to be one alone."""
    assert old.dtype == new.dtype and old.shape == new.shape
    found = masks(boxes, index, old.shape, grows)
    covered = found["black"] | found["background"] | found["white"]
    for box in boxes:
        if box.frame in (None, index):
            for top, bottom, left, right, _ in areas_of(box, *old.shape[:2], Growth()):
                assert covered[top:bottom, left:right].all()
    assert np.array_equal(old[~around(covered, rim)], new[~around(covered, rim)])
    for fill, mask in found.items():
        mask = mask & ~around(~mask, rim)
        pixels = set(pixels_of(new, mask))
        assert len(pixels) <= 1
        expected = background(old, covered) if fill == "background" else None
        if expected and exact:
            assert pixels <= expected
        if not expected and (value := values.get("white" if fill == "white" else "black")) is not None:
            assert pixels <= {value}


def around(mask: np.ndarray, rim: int) -> np.ndarray:
    wide = np.pad(mask, rim)
    rows, columns = mask.shape
    shifts = range(2 * rim + 1)
    return np.any([wide[y : y + rows, x : x + columns] for y in shifts for x in shifts], axis=0)


VALUES = {
    "8 bit": (0, 255),
    "16 bit": (0, None),
    "12 of 16 bit": (0, None),
    "32 bit": (0, None),
    "1 bit": (0, 1),
    "MONOCHROME1": (1023, 0),
    "RGB": ((0, 0, 0), (255, 255, 255)),
    "RGB by plane": ((0, 0, 0), (255, 255, 255)),
    "RGB 16 bit by plane": ((0, 0, 0), (65535, 65535, 65535)),
    "YBR_FULL": ((0, 128, 128), (255, 128, 128)),
    "YBR_FULL by plane": ((0, 128, 128), (255, 128, 128)),
    "YBR_FULL_422": ((0, 128, 128), (255, 128, 128)),
}


def values_of(name: str) -> dict[str, tuple[int, ...] | None]:
    black, white = VALUES.get(name, (None, None))
    return {
        "black": (black,) if isinstance(black, int) else black,
        "white": (white,) if isinstance(white, int) else white,
    }


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_uncompressed_pixels_are_filled_within_the_shapes_and_nowhere_else(data):
    name, dataset = data.draw(native_images(largest=13))
    dicom = as_dicom(dataset)
    read = read_image(dicom)
    boxes = data.draw(redactions(read.columns, read.rows, read.number_of_frames))
    assume(not is_refused(dicom, boxes))
    result = redact(dicom, boxes)
    assert (result.syntax, result.attributes, result.length) == (dicom.syntax, {}, dicom.pixel_data.length)
    after = reopened(patched(dataset, dicom, result))
    grows = Growth(2) if name == "YBR_FULL_422" else Growth()
    for index in range(read.number_of_frames):
        old, new = frame_samples(dicom, index), frame_samples(after, index)
        expect_filled(old, new, boxes, index, grows, values_of(name))


@pytest.mark.parametrize("name", ["16 bit", "12 of 16 bit signed"])
def test_white_of_deep_samples_is_the_brightest_that_stays(name):
    dtype, options = LAYOUTS[name]
    samples = np.arange(64, dtype=dtype).reshape(1, 8, 8)
    dataset = image(samples, **options)
    dicom = as_dicom(dataset)
    boxes = [Box(0, 0, 6, 8, 2, fill="white")]
    after = reopened(patched(dataset, dicom, redact(dicom, boxes)))
    assert (frame_samples(after, 0)[6:] == 47).all()


def test_palette_images_become_their_darkest_brightest_or_most_frequent_entry():
    dataset = palette_image(bits=8, first=2, entries=9)
    dataset.Rows, dataset.Columns, dataset.PixelData = 4, 4, bytes([6] * 9 + [2, 3, 4, 5, 7, 8, 9])
    dicom = as_dicom(dataset)
    boxes = [Box(0, 0, 3, 1, 1), Box(0, 1, 3, 1, 1, fill="white"), Box(0, 2, 3, 1, 1, fill="background")]
    after = reopened(patched(dataset, dicom, redact(dicom, boxes)))
    assert frame_samples(after, 0)[3].tolist() == [2, 10, 6, 9]


@pytest.fixture(autouse=True, scope="module")
def jpeg_xl_is_known_to_pydicom():
    names = {uid: ("JPEG XL", "Transfer Syntax", "", "", "JPEGXL") for uid in (JXL, JXL_LOSSY)}
    with patch.dict(UID_dictionary, names):
        yield


def expect_streams_kept(before: list[bytes], after, boxes: list[Box]) -> None:
    """The frames without a box have the bytes that they had."""
    new = list(generate_frames(after.PixelData, number_of_frames=len(before)))
    for index, stream in enumerate(before):
        if not any(box.frame in (None, index) for box in boxes):
            assert new[index].rstrip(b"\0") == stream.rstrip(b"\0")


@pytest.mark.parametrize("name", sorted(OBJECTS))
@settings(deadline=None, max_examples=4)
@given(data=st.data())
def test_compressed_frames_are_filled_within_the_shapes_and_nowhere_else(name, data):
    dataset, streams = made(name)
    dicom = as_dicom(dataset)
    boxes = data.draw(redactions(50, 40, 3))
    assume(not is_refused(dicom, boxes))
    result = redact(dicom, boxes)
    new = patched(dataset, dicom, result)
    after = reopened(new)
    expect_streams_kept(streams, new, boxes)
    for index in range(3):
        expect_filled(frame_samples(dicom, index), frame_samples(after, index), boxes, index, growth(dicom), {})


@pytest.mark.parametrize("name", sorted(BLOCK_OBJECTS))
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_jpeg_is_filled_in_the_blocks_that_a_shape_touches_and_the_next(name, data):
    dataset, streams = made(name)
    dicom = as_dicom(dataset)
    boxes = data.draw(redactions(50, 40, 3))
    assume(not is_refused(dicom, boxes))
    result = redact(dicom, boxes)
    assert result.syntax == dicom.syntax
    new = patched(dataset, dicom, result)
    after, grows = reopened(new), growth(dicom)
    assert grows.width >= 8
    expect_streams_kept(streams, new, boxes)
    colours = stored_samples(dicom, 0, read_image(dicom))[1]
    values = {"MONOCHROME2": (0, 255), "MONOCHROME1": (255, 0), "RGB": ((0,) * 3, (255,) * 3)}.get(
        colours, ((0, 128, 128), (255, 128, 128))
    )
    black, white = (value if isinstance(value, tuple) else (value,) for value in values)
    known = {"black": black, "white": white} if name != "JPEG 12" else {"black": (0,)}
    for index in range(3):
        old, seen = (stored_samples(each, index, read_image(each))[0] for each in (dicom, after))
        rim = RIM if "4:2" in name else 0
        expect_filled(old, seen, boxes, index, grows, known, rim=rim, exact=False)


def as_it_was(stream: bytes, boxes, *_, **options) -> jpeg.Redacted:
    return jpeg.Redacted(stream, [], False)


def one_unit_too_few(stream: bytes, boxes, *told, redact=jpeg.redact, **options) -> jpeg.Redacted:
    x, y, width, height = boxes[-1]
    return redact(stream, [*boxes[:-1], (x, y, width - 16, height)], *told, **options)


def one_unit_too_many(stream: bytes, boxes, *told, redact=jpeg.redact, **options) -> jpeg.Redacted:
    return redact(stream, [*boxes, (0, 0, 1, 1)], *told, **options)


@pytest.mark.parametrize("wrong", [as_it_was, one_unit_too_few, one_unit_too_many])
@pytest.mark.parametrize("box", [Box(1, 40, 30, 3, 3), Box(1, 40, 30, 3, 3, "ellipse", fill="white")])
def test_blocks_that_are_not_as_they_should_be_are_not_written(wrong, box, monkeypatch):
    dataset, _ = made("JPEG 4:2:0")
    dicom = as_dicom(dataset)
    assert redact(dicom, [box]).syntax == dicom.syntax
    monkeypatch.setattr(jpeg, "redact", wrong)
    assert redact(dicom, [box]).syntax == JPEG_LS_LOSSLESS


@pytest.mark.parametrize(
    "name", ["JPEG-LS 16", "JPEG-LS near", "JPEG 4:2:2", "JPEG 2000 RCT", "RLE 12 signed", "RLE YBR"]
)
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_objects_that_are_written_anew_as_a_whole_are_filled_within_the_shapes(name, data):
    dataset, _ = made(name)
    dicom = as_dicom(dataset)
    boxes = data.draw(redactions(50, 40, 3))
    assume(not is_refused(dicom, boxes))
    with patch("curtain.pixels.redact.by_frames", lambda *_: None):
        result = redact(dicom, boxes)
    after = reopened(patched(dataset, dicom, result))
    for index in range(3):
        old, new = (frame_samples(each, index, rgb=True) for each in (dicom, after))
        expect_filled(old, new, boxes, index, growth(dicom), {})


def test_what_was_lossy_once_is_filled_to_whole_blocks_though_it_is_raw_now():
    samples = np.random.default_rng(1).integers(0, 256, (1, 40, 48), np.uint8)
    dataset = image(samples, LossyImageCompression="01")
    dicom = as_dicom(dataset)
    assert is_native(dicom.syntax)
    boxes = [Box(0, 20, 20, 3, 3, "ellipse")]
    new = np.frombuffer(joined(dicom, redact(dicom, boxes)), np.uint8).reshape(40, 48)
    assert not new[8:32, 8:32].any()
    new = np.where(masks(boxes, 0, new.shape, Growth(8, 8, 8, 8))["black"], samples[0], new)
    assert np.array_equal(new, samples[0])


def test_two_shapes_that_keep_their_inside_keep_what_both_do():
    samples = np.full((1, 10, 10), 9, np.uint8)
    dataset = image(samples)
    dicom = as_dicom(dataset)
    boxes = [Box(0, 0, 0, 6, 10, outside=True), Box(None, 4, 2, 6, 6, outside=True)]
    new = np.frombuffer(joined(dicom, redact(dicom, boxes)), np.uint8).reshape(10, 10)
    assert new.sum() == 9 * 2 * 6 and (new[2:8, 4:6] == 9).all()


@pytest.mark.parametrize(
    "box",
    [
        Box(0, 0, 0, 10, 8, "circle"),  # type: ignore[arg-type]
        Box(0, 0, 0, 5, 5, fill="grey"),  # type: ignore[arg-type]
        Box(0, 0, 0, 5, 5, outside=None),  # type: ignore[arg-type]
        Box(0, 0, 0, 5, 5, "polygon"),
        Box(0, 0, 0, 5, 5, "polygon", ((1, 1), (4, 4))),
        Box(0, 0, 0, 5, 5, "polygon", ((1, 1), (4, 1), (2, 1))),
        Box(0, 0, 0, 5, 5, "polygon", ((1, 1), (4, float("nan")), (2, 5))),
        Box(0, 0, 0, 5, 5, "polygon", ((1, 1), (4, 2), (2, 5)) * 400),
        Box(0, 0, 0, 5, 5, "ellipse", ((1, 1), (4, 4), (4, 1))),
        Box(0, 11, 0, 5, 5, "ellipse"),
        Box(0, 11, 0, 5, 5, "ellipse", outside=True),
        Box(0, 0, 0, 10, 8, outside=True),
        Box(0, 0, 0, 5, 5, "polygon", ((-10, -10), (30, -10), (30, 30), (-10, 30)), outside=True),
    ],
)  # fmt: skip
def test_a_shape_that_blanks_nothing_or_is_none_is_refused(box):
    dicom = as_dicom(image(np.zeros((1, 8, 10), np.uint8)))
    with pytest.raises(Quarantine) as stop:
        redact(dicom, [Box(0, 0, 0, 2, 2), box])
    assert stop.value.code == "empty-redaction"
