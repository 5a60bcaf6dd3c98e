"""The header of an image: what is refused before anything is decoded, and in which words."""

import numpy as np
import pytest

from curtain.outcome import Quarantine
from curtain.pixels.image import read_image
from pixel_images import as_dicom, image

FRAMES = np.zeros((2, 4, 6), np.uint8)


def refused(dataset):
    with pytest.raises(Quarantine) as refusal:
        read_image(as_dicom(dataset))
    assert refusal.value.code in ("cannot-show", "frames-unclear")
    return refusal.value.sentence


@pytest.mark.parametrize("keyword", ["Rows", "Columns", "BitsAllocated"])
def test_without_its_size_an_image_cannot_be_shown(keyword):
    assert "missing" in refused(image(FRAMES, **{keyword: None}))


@pytest.mark.parametrize(
    "attributes, words",
    [
        ({"Rows": 0}, "zero"),
        ({"PhotometricInterpretation": "CMYK"}, "PhotometricInterpretation"),
        ({"PhotometricInterpretation": "YBR_PARTIAL_422"}, "PhotometricInterpretation"),
        ({"PhotometricInterpretation": ""}, "PhotometricInterpretation"),
        ({"PhotometricInterpretation": "RGB"}, "contradict"),
        ({"SamplesPerPixel": 3}, "contradict"),
        ({"BitsAllocated": 12}, "BitsAllocated"),
        ({"BitsStored": 9, "HighBit": 8}, "BitsAllocated"),
        ({"HighBit": 15}, "HighBit"),
        ({"PixelRepresentation": 7}, "PixelRepresentation"),
        ({"NumberOfFrames": 3}, "fewer pixels"),
        ({"NumberOfFrames": 1}, "more pixels"),
        ({"Rows": 65535, "Columns": 65535, "BitsAllocated": 16, "BitsStored": 16, "HighBit": 15}, "512 MB"),
    ],
)
def test_a_header_that_contradicts_itself_is_refused_with_its_reason(attributes, words):
    # Pixels behind the last frame are no zeros here: they could be a picture.
    assert words in refused(image(FRAMES + 1, **attributes))


def test_zeros_behind_the_last_frame_are_padding():
    read = read_image(as_dicom(image(FRAMES, value=bytes(2 * 24 + 1000))))
    assert read.number_of_frames == 2


def test_an_odd_number_of_bytes_is_padded():
    assert read_image(as_dicom(image(np.ones((1, 3, 3), np.uint8)))).rows == 3


def test_4_2_2_with_an_odd_number_of_columns_is_refused():
    dataset = image(np.zeros((1, 4, 6, 3), np.uint8), photometric="YBR_FULL_422", Columns=5)
    assert "even" in refused(dataset)


def test_colour_transforms_of_jpeg_2000_belong_to_jpeg_2000():
    assert "JPEG 2000" in refused(image(np.zeros((1, 4, 6, 3), np.uint8), photometric="YBR_RCT"))


def test_a_syntax_without_decoder_is_refused_with_its_reason():
    dicom = as_dicom(image([b"\0\0"], "1.2.840.10008.1.2.4.102", Rows=4, Columns=4))
    with pytest.raises(Quarantine, match="video"):
        read_image(dicom)


def test_more_or_fewer_frames_than_announced_are_refused():
    dataset = image([b"\0\0", b"\0\0"], "1.2.840.10008.1.2.4.80", Rows=4, Columns=4, NumberOfFrames=3)
    refused(dataset)


def test_a_second_set_of_pixels_is_not_overlooked():
    assert "two kinds" in refused(image(FRAMES, FloatPixelData=bytes(64)))


def test_what_can_be_guessed_safely_is_guessed():
    dataset = image(FRAMES)
    for keyword in ("SamplesPerPixel", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(dataset, keyword)
    read = read_image(as_dicom(dataset))
    assert (read.samples_per_pixel, read.bits_stored, read.pixel_representation) == (1, 8, 0)
