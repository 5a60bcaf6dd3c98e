"""Which bytes belong to which frame."""

import pytest
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.uid import JPEGBaseline8Bit

from curtain.files.fragments import frames
from curtain.files.part10 import open_dicom
from curtain.outcome import Quarantine
from making import ct, encapsulated, source

JPEG = [b"\xff\xd8\xff" + bytes([n]) * (20 + 2 * n) + b"\xff\xd9\0" for n in range(4)]


def contents(dicom):
    return [b"".join(dicom.source.read(*part) for part in parts) for parts in frames(dicom)]


def test_native_frames_are_ranges_of_equal_length():
    dicom = open_dicom(source(ct(NumberOfFrames=2, PixelData=bytes(512) + b"\1" * 512)))
    assert contents(dicom) == [bytes(512), b"\1" * 512]


def test_one_bit_frames_that_share_bytes_are_widened():
    dicom = open_dicom(
        source(
            ct(
                NumberOfFrames=2,
                Rows=3,
                Columns=4,
                BitsAllocated=1,
                BitsStored=1,
                HighBit=0,
                PixelData=b"\xab\xcd\xef\0",
            )
        )
    )
    assert contents(dicom) == [b"\xab\xcd", b"\xcd\xef"]


@pytest.mark.parametrize("has_bot", [True, False])
def test_one_fragment_to_a_frame(has_bot):
    assert [c[:-1] for c in contents(open_dicom(source(encapsulated(JPEG, has_bot))))] == [c[:-1] for c in JPEG]


def test_several_fragments_to_a_frame_are_grouped_by_the_basic_offset_table():
    dataset = ct(JPEGBaseline8Bit, NumberOfFrames=4, PixelData=encapsulate(JPEG, fragments_per_frame=3, has_bot=True))
    assert [c[:20] for c in contents(open_dicom(source(dataset)))] == [c[:20] for c in JPEG]


def test_without_a_table_several_fragments_are_grouped_by_their_first_bytes():
    dataset = ct(JPEGBaseline8Bit, NumberOfFrames=4, PixelData=encapsulate(JPEG, fragments_per_frame=3, has_bot=False))
    assert [c[:20] for c in contents(open_dicom(source(dataset)))] == [c[:20] for c in JPEG]


def test_the_extended_offset_table_is_used():
    pixels, offsets, lengths = encapsulate_extended(JPEG)
    dataset = ct(
        JPEGBaseline8Bit,
        NumberOfFrames=4,
        PixelData=pixels,
        ExtendedOffsetTable=offsets,
        ExtendedOffsetTableLengths=lengths,
    )
    assert len(contents(open_dicom(source(dataset)))) == 4


@pytest.mark.parametrize("number", [None, 1])
@pytest.mark.parametrize(
    "start", [b"\xff\xd8\xff", b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  \r\n\x87\n", b"\0\0\0\x0cJXL \r\n\x87\n"]
)
def test_several_images_where_the_header_says_one_are_refused(start, number):
    images = [start + bytes([n]) * 20 for n in range(3)]
    dataset = encapsulated([*images])
    dataset.NumberOfFrames = number
    if number is None:
        del dataset.NumberOfFrames
    with pytest.raises(Quarantine) as stop:
        frames(open_dicom(source(dataset)))
    assert stop.value.code == "frames-unclear"


def test_one_image_in_several_fragments_is_one_frame():
    dataset = ct(JPEGBaseline8Bit, PixelData=encapsulate(JPEG[:1], fragments_per_frame=3))
    assert [c[:20] for c in contents(open_dicom(source(dataset)))] == [JPEG[0][:20]]


def test_a_lying_number_of_frames_is_refused():
    dataset = encapsulated(JPEG)
    dataset.NumberOfFrames = 9
    with pytest.raises(Quarantine) as stop:
        frames(open_dicom(source(dataset)))
    assert stop.value.code == "frames-unclear"


def test_too_few_native_pixels_are_refused():
    with pytest.raises(Quarantine) as stop:
        frames(open_dicom(source(ct(NumberOfFrames=3))))
    assert stop.value.code == "pixels-short"
