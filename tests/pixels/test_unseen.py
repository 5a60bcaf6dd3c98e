"""What no decoder shows must not pass: second images, text behind the end, between scans, in boxes."""

import struct

import imagecodecs
import numpy as np
import pytest

from curtain.outcome import Quarantine
from curtain.pixels.frames import frame_samples
from curtain.pixels.image import read_image
from curtain.pixels.streams import BadStream
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS, RLE_LOSSLESS, is_native
from curtain.pixels.unseen import Unseen, look_through, look_through_object
from making import box, segment
from making import encapsulated as ct_encapsulated
from pixel_images import as_dicom, image, opened, real_files

JPEG, JPEG_2000, HTJ2K, JPEG_XL = (f"1.2.840.10008.1.2.4.{number}" for number in ("50", "90", "201", "110"))
NAME = b"MUSTERMANN^ERIKA"
GREY = np.random.default_rng(8).integers(0, 256, (16, 16), np.uint8)

JPG = imagecodecs.jpeg8_encode(GREY)
JLS = imagecodecs.jpegls_encode(GREY)
J2K = imagecodecs.jpeg2k_encode(GREY, codecformat="J2K", reversible=True)
JP2 = imagecodecs.jpeg2k_encode(GREY, codecformat="JP2", reversible=True)
JXL = imagecodecs.jpegxl_encode(GREY, lossless=True)
JXL_BOXES = imagecodecs.jpegxl_encode(GREY, lossless=True, usecontainer=True)
RLE = struct.pack("<16I", 1, 64, *[0] * 14) + bytes((0x81, 90, 0x81, 90))


#: No image, but walked as one: DC, low AC, the rest of AC, then the lowest bit of DC.
PROGRESSIVE = b"".join(
    (
        b"\xff\xd8",
        segment(0xC2, b"\x08\0\x10\0\x10\1\1\x11\0"),
        *(
            segment(0xDA, b"\1\1\0" + bytes(band)) + b"\x12\xff\0\x34"
            for band in ((0, 0, 1), (1, 5, 0), (6, 63, 0), (0, 0, 16))
        ),
        b"\xff\xd9",
    )
)

STREAMS = {
    "JPEG": (JPEG, JPG),
    "progressive JPEG": (JPEG, PROGRESSIVE),
    "JPEG-LS": (JPEG_LS_LOSSLESS, JLS),
    "JPEG 2000": (JPEG_2000, J2K),
    "JP2": (JPEG_2000, JP2),
    "JPEG XL": (JPEG_XL, JXL),
    "JPEG XL in boxes": (JPEG_XL, JXL_BOXES),
}


def before(stream, mark, inserted):
    at = stream.rindex(mark)
    return stream[:at] + inserted + stream[at:]


def scans(stream):
    """Offset of each start of scan and its header's end."""
    at = [place for place in range(len(stream)) if stream[place : place + 2] == b"\xff\xda"]
    return [(place, place + 2 + int.from_bytes(stream[place + 2 : place + 4], "big")) for place in at]


def lengthened(stream, inserted, mark):
    """A JPEG 2000 codestream with more in its only tile-part, whose length says so."""
    sot = stream.index(b"\xff\x90")
    length = int.from_bytes(stream[sot + 6 : sot + 10], "big") + len(inserted)
    made = stream[: sot + 6] + struct.pack(">I", length) + stream[sot + 10 :]
    return before(made, mark, inserted)


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("padding", [b"", b"\0"])
def test_an_image_and_padding_pass(name, padding):
    syntax, stream = STREAMS[name]
    look_through(syntax, stream + padding)


@pytest.mark.parametrize("padding", [b"\xff", b" ", b"\xff\0", bytes(1000)])
def test_padding_as_real_files_have_it_passes(padding):
    look_through(JPEG, JPG + padding)


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("more", ["name", "short name", "zeros and name", "the image again", "end of image"])
def test_what_stands_behind_the_end_is_refused(name, more):
    syntax, stream = STREAMS[name]
    tail = {
        "name": NAME,
        "short name": b"KIM",
        "zeros and name": bytes(9) + NAME,
        "the image again": stream,
        "end of image": NAME + stream[-2:],
    }
    with pytest.raises(Unseen):
        look_through(syntax, stream + tail[more])


def test_a_word_of_an_encoders_buffer_behind_a_jpeg_passes_and_longer_ones_do_not():
    look_through(JPEG, JPG + b"\0\x14QE\x14")
    with pytest.raises(Unseen):
        look_through(JPEG, JPG + b"\0\x14QE\x14Q")


@pytest.mark.parametrize("marker", [0xFE, 0xE1, 0xEF, 0xF0, 0x02])
@pytest.mark.parametrize("fill", [b"", b"\xff\xff"])
@pytest.mark.parametrize("name", ["JPEG", "progressive JPEG", "JPEG-LS"])
def test_text_behind_the_first_scan_is_refused(name, fill, marker):
    syntax, stream = STREAMS[name]
    # What is no marker within a JPEG-LS scan is data, which its decoder counts.
    if name == "JPEG-LS" and marker == 0x02:
        return
    with pytest.raises(Unseen):
        look_through(syntax, before(stream, b"\xff\xd9", fill + segment(marker, NAME)))


def test_text_between_two_scans_is_refused():
    second = scans(PROGRESSIVE)[1][0]
    with pytest.raises(Unseen):
        look_through(JPEG, PROGRESSIVE[:second] + segment(0xFE, NAME) + PROGRESSIVE[second:])


def test_text_in_front_of_the_image_passes_here_and_markers_that_nobody_knows_do_not():
    look_through(JPEG, JPG[:2] + b"\xff" + segment(0xFE, NAME) + JPG[2:])
    for marker in (0xF0, 0xFD, 0x02, 0xDE, 0xDF):
        with pytest.raises(Unseen):
            look_through(JPEG, JPG[:2] + segment(marker, NAME) + JPG[2:])


@pytest.mark.parametrize("stream", [JPG, PROGRESSIVE])
def test_a_scan_that_is_drawn_over_is_refused(stream):
    start, stop = scans(stream)[0][0], [*[place for place, _ in scans(stream)[1:]], len(stream) - 2][0]
    with pytest.raises(Unseen):
        look_through(JPEG, stream[:stop] + stream[start:stop] + stream[stop:])


@pytest.mark.parametrize(
    "small",
    [
        segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\1\1abc"),
        segment(0xE0, b"JFXX\0\x10" + JPG),
        segment(0xE1, b"Exif\0\0" + JPG),
        segment(0xED, b"Photoshop 3.0\0" + JPG),
    ],
)
def test_a_thumbnail_is_refused(small):
    with pytest.raises(Unseen):
        look_through(JPEG, JPG[:2] + small + JPG[2:])


def test_tables_of_jpeg_ls_that_change_colours_are_refused():
    with pytest.raises(Unseen):
        look_through(JPEG_LS_LOSSLESS, JLS[:2] + segment(0xF8, b"\2" + NAME) + JLS[2:])


def test_text_in_the_header_of_a_tile_part_is_refused():
    comment = segment(0x64, b"\0\1" + NAME)
    look_through(JPEG_2000, before(J2K, b"\xff\x90", comment))
    with pytest.raises(Unseen):
        look_through(JPEG_2000, lengthened(J2K, comment, b"\xff\x93"))


def test_a_second_image_within_a_tile_part_is_refused():
    with pytest.raises(Unseen):
        look_through(JPEG_2000, lengthened(J2K, J2K, b"\xff\xd9"))


def test_a_tile_part_without_a_length_ends_with_the_codestream():
    sot = J2K.index(b"\xff\x90")
    endless = J2K[: sot + 6] + bytes(4) + J2K[sot + 10 :]
    look_through(JPEG_2000, endless)
    with pytest.raises(Unseen):
        look_through(JPEG_2000, endless + endless)


@pytest.mark.parametrize(
    "more", [box(b"xml ", NAME), box(b"uuid", bytes(16) + NAME), box(b"uuid", bytes(100)), box(b"jp2c", J2K)]
)
def test_boxes_of_a_jp2_file_that_can_hold_text_are_refused(more):
    at = JP2.index(b"jp2c") - 4
    with pytest.raises(Unseen):
        look_through(JPEG_2000, JP2[:at] + more + JP2[at:])
    look_through(JPEG_2000, JP2[:at] + box(b"uuid", bytes(20)) + JP2[at:])


def test_boxes_of_a_jpeg_xl_file_that_can_hold_text_are_refused():
    for kind in (b"Exif", b"xml ", b"brob", b"jumb"):
        with pytest.raises(Unseen):
            look_through(JPEG_XL, JXL_BOXES + box(kind, NAME))


def test_text_behind_the_codestream_within_its_box_is_refused():
    at = JXL_BOXES.index(b"jxlc") - 4
    with pytest.raises(Unseen):
        look_through(JPEG_XL, JXL_BOXES[:at] + box(b"jxlc", JXL + NAME))


def test_a_jpeg_that_became_jpeg_xl_hides_nothing_behind_its_end():
    look_through(JPEG_XL, imagecodecs.jpegxl_encode_jpeg(JPG))
    with pytest.raises(Unseen):
        look_through(JPEG_XL, imagecodecs.jpegxl_encode_jpeg(JPG + NAME))


def rle(*segments, first=64, unused=b""):
    starts = [first + sum(map(len, segments[:place])) for place in range(len(segments))]
    header = struct.pack(f"<{1 + len(starts)}I", len(segments), *starts) + unused
    return header.ljust(64, b"\0") + bytes(first - 64) + b"".join(segments)


def test_nothing_fits_into_the_header_of_rle():
    look_through(RLE_LOSSLESS, rle(b"\x81\x5a"))
    for stream in (rle(b"\x81\x5a", first=80), rle(b"\x81\x5a", unused=NAME), b"\1"):
        with pytest.raises(BadStream):
            look_through(RLE_LOSSLESS, stream)


def shown(stream, syntax, **attributes):
    return frame_samples(as_dicom(image([stream], syntax, **({"Rows": 16, "Columns": 16} | attributes))), 0)


def test_an_rle_segment_with_more_than_its_pixels_is_refused():
    run = bytes((0x81, 90))
    assert (shown(rle(run + run), RLE_LOSSLESS) == 90).all()
    for more in (run, b"\0\0", b"\x0f" + NAME, NAME):
        with pytest.raises(Quarantine):
            shown(rle(run + run + more), RLE_LOSSLESS)


def test_a_frame_with_something_unseen_is_not_shown_and_the_sentence_says_so():
    for stream in (JPG + JPG, before(JPG, b"\xff\xd9", segment(0xFE, NAME))):
        with pytest.raises(Quarantine, match="nobody would see it") as refusal:
            shown(stream, JPEG)
        assert refusal.value.code == "cannot-show"


def test_several_images_that_an_offset_table_makes_one_frame_are_refused():
    even = JPG + b"\0" * (len(JPG) % 2)
    dataset = image([even, even, even], JPEG, Rows=16, Columns=16)
    item = struct.pack("<HHI", 0xFFFE, 0xE000, len(even)) + even
    table = struct.pack("<HHIII", 0xFFFE, 0xE000, 8, 0, len(item))
    dataset.PixelData, dataset.NumberOfFrames = table + 3 * item, 2
    dicom = as_dicom(dataset)
    assert frame_samples(dicom, 0).shape == (16, 16)
    with pytest.raises(Quarantine):
        frame_samples(dicom, 1)


@pytest.mark.parametrize("path", real_files())
def test_real_frames_have_nothing_unseen(path):
    dicom = opened(path)
    try:
        read = read_image(dicom)
    except Quarantine:
        return
    if is_native(dicom.syntax):
        return
    for ranges in read.frames:
        try:
            look_through(dicom.syntax, b"".join(dicom.source.read(*part) for part in ranges))
        except Unseen:
            raise
        except BadStream:
            assert path.name == "2f12944a_genFile.dcm"


def test_a_hostile_stream_is_walked_in_no_time():
    for filling in (b"\xff\x00", b"\xff\xd0", b"\xff", bytes(2), b"\xff\xdc\0\4\0\1"):
        with pytest.raises(BadStream):
            look_through(JPEG, JPG[:-2] + filling * (1 << 20))


def test_an_object_that_nobody_looks_at_is_walked_frame_by_frame():
    clean, hidden = ct_encapsulated([JPG, JPG]), ct_encapsulated([JPG, JPG + NAME])
    look_through_object(as_dicom(clean))
    with pytest.raises(Quarantine, match="nobody would see it"):
        look_through_object(as_dicom(hidden))


def test_an_object_that_nobody_looks_at_and_cannot_be_walked_is_refused():
    with pytest.raises(Quarantine, match="damaged"):
        look_through_object(as_dicom(ct_encapsulated([JPG[: len(JPG) // 2]])))


@pytest.mark.parametrize("name", ["native", "float", "one bit", "encapsulated uncompressed"])
def test_what_stands_behind_the_last_frame_is_refused(name):
    """A viewer would not show it, and on the command line nobody opens one."""
    frames, syntax = np.zeros((2, 4, 4), np.uint8), "1.2.840.10008.1.2.1"
    bits = 1 if name == "one bit" else 8
    plain, padded, hidden = (
        as_dicom(image(frames, syntax, bits_allocated=bits, value=bytes(4 * bits) + behind))
        for behind in (b"", bytes(300), b"\0\0" + NAME)
    )
    for dicom in (plain, padded, hidden):
        element = dicom.pixel_data
        if name == "float":
            element.tag = 0x7FE00008
            dicom.dataset.elements = {
                element.tag if tag == 0x7FE00010 else tag: each for tag, each in dicom.dataset.elements.items()
            }
        if name == "encapsulated uncompressed":
            # Two fragments, the second with what stands behind.
            dicom.syntax = "1.2.840.10008.1.2.1.98"
            element.fragments = [(0, 0), (element.offset, 16), (element.offset + 16, element.length - 16)]
    look_through_object(plain)
    look_through_object(padded)
    with pytest.raises(Quarantine, match="more pixels than the header says"):
        look_through_object(hidden)


def test_two_kinds_of_pixels_are_refused():
    dicom = as_dicom(image(np.zeros((1, 4, 4), np.uint8)))
    dicom.dataset.elements[0x7FE00009] = dicom.pixel_data
    with pytest.raises(Quarantine, match="two kinds"):
        look_through_object(dicom)


def test_what_stands_behind_an_rle_segment_is_refused():
    """As a literal run behind the last pixel, as a run that goes beyond it, as bytes that are no run."""

    def rle(*segments):
        starts = [64 + sum(map(len, segments[:number])) for number in range(len(segments))]
        header = struct.pack("<16I", len(segments), *starts, *[0] * (15 - len(segments)))
        frame = header + b"".join(segments)
        made = ct_encapsulated([frame + b"\0" * (len(frame) % 2)])
        dicom = as_dicom(made)
        dicom.syntax = RLE_LOSSLESS
        return dicom

    # 256 pixels: a run of 128, twice.
    whole = b"\x81\x5a" * 2
    for padding in (b"", b"\0", b"\x80", b"\0\0\0"):
        look_through_object(rle(whole + padding))
    look_through_object(rle(whole, whole))
    literal = bytes([len(NAME) - 1]) + NAME
    for hidden in (
        whole + literal,
        whole + NAME,
        whole[:-2] + b"\x82\x5a" + literal,
        whole[:2] + b"\x82\x5a\x0f" + NAME,
    ):
        for dicom in (rle(hidden), rle(hidden, whole)):
            with pytest.raises(Quarantine, match="nobody would see it"):
                look_through_object(dicom)
