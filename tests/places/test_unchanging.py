"""What never changes over a cine, outside of its picture."""

import tracemalloc

import numpy as np
import pytest
from pydicom.dataset import FileDataset

from curtain.files.part10 import open_dicom
from curtain.outcome import Quarantine
from curtain.places.unchanging import unchanging
from making import ct, encapsulated, source
from ultrasound_regions import region

ROWS, COLUMNS = 240, 320
PICTURE = (slice(60, 200), slice(80, 300))
#: Rows and columns of what stands still, as letters: every other column is dark.
TEXTS = [(slice(10, 22), slice(12, 110)), (slice(214, 226), slice(250, 300)), (slice(80, 170), slice(8, 30))]


def frames(count: int, moving: bool = True) -> np.ndarray:
    noise = np.random.default_rng(7)
    made = np.full((count, ROWS, COLUMNS), 12, np.uint8)
    for frame in made:
        for rows, columns in TEXTS:
            frame[rows, columns.start : columns.stop : 2] = 210
        if moving:
            frame[PICTURE] = noise.integers(0, 255, frame[PICTURE].shape)
        # A dark cavity, and a label that stands still in the midst of the picture.
        frame[100:140, 160:200] = 5
        frame[110:118, 170:190] = 230
        # What a codec makes of an even background.
        frame[:50] = np.maximum(frame[:50], noise.integers(8, 18, (50, COLUMNS)))
    return made


def cine(pixels: np.ndarray, **attributes: object) -> FileDataset:
    size = {"Rows": pixels.shape[1], "Columns": pixels.shape[2], "NumberOfFrames": len(pixels)}
    bits = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    return ct(PixelData=pixels.tobytes(), **size, **bits, **attributes)


def found(made: FileDataset) -> list[tuple[int, int, int, int]]:
    proposals = unchanging(open_dicom(source(made)))
    assert all((each.source, each.frame, each.keep) == ("unchanging pixels", None, False) for each in proposals)
    return [(each.x, each.y, each.width, each.height) for each in proposals]


#: With two pixels on each side.
BOXES = [(10, 8, 101, 16), (6, 78, 25, 94), (248, 212, 53, 16)]


def test_texts_beside_the_picture_are_boxes():
    assert found(cine(frames(30))) == BOXES


def test_the_header_may_say_where_the_picture_is():
    made = cine(frames(30))
    # As large as the picture and the text at its left.
    made.SequenceOfUltrasoundRegions = [region(0, 60, 299, 199)]
    assert found(made) == [BOXES[0], BOXES[2]]


def test_text_round_a_corner_of_the_picture_is_several_boxes():
    pixels = frames(8)
    # Above the picture and down at its right, where it ends at column 300.
    pixels[:, 26:38, 200:320:2] = pixels[:, 26:150, 314:320:2] = 210
    boxes = found(cine(pixels))
    covered = np.zeros((ROWS, COLUMNS), bool)
    for x, y, width, height in boxes:
        covered[y : y + height, x : x + width] = True
    assert covered[26:38, 200:319].all() and covered[26:150, 314:319].all()
    assert not covered[PICTURE].any()


def test_without_a_cine_or_without_a_picture_there_is_nothing():
    assert found(cine(frames(1))) == []
    assert found(cine(frames(5, moving=False))) == []
    assert found(cine(np.zeros((4, 16, 16), np.uint8))) == []
    clock = frames(5, moving=False)
    clock[1::2, 10:18, 200:230] = 255
    assert found(cine(clock)) == []


def test_two_frames_are_enough():
    assert found(cine(frames(2))) == BOXES


def test_a_frame_that_cannot_be_decoded_is_told():
    with pytest.raises(Quarantine):
        unchanging(open_dicom(source(encapsulated([b"\xff\xd8\xff\xd9", b"nothing "]))))


def test_memory_does_not_grow_with_the_cine():
    peaks = []
    for count in (12, 240):
        dicom = open_dicom(source(cine(np.tile(frames(12), (count // 12, 1, 1)))))
        tracemalloc.start()
        assert unchanging(dicom)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0] < 30 * ROWS * COLUMNS * 4
