"""Text in the comments of compressed frames: it goes, an encoder's own name stays, and the pixels are the same."""

import itertools
import struct

import imagecodecs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curtain.files.dataset import PIXEL_DATA
from curtain.files.part10 import Dicom, open_dicom
from curtain.files.pieces import PieceSource, Range
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.pixels.comments import is_encoder, strip
from curtain.pixels.frames import frame_samples
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS
from curtain.pixels.unseen import look_through
from curtain.verify.markers import text_segments
from curtain.write import write
from making import as_bytes, box, order, segment
from pixel_images import as_dicom, image, opened, real_files

JPEG, LOSSLESS_JPEG, JPEG_2000, HTJ2K, JPEG_XL = (
    f"1.2.840.10008.1.2.4.{number}" for number in ("50", "70", "90", "201", "110")
)
NAME = b"MUSTERMANN^ERIKA"
GREY = np.random.default_rng(8).integers(0, 256, (16, 16), np.uint8)

JPG = imagecodecs.jpeg8_encode(GREY)
LJPG = imagecodecs.ljpeg_encode(GREY)
JLS = imagecodecs.jpegls_encode(GREY)
J2K = imagecodecs.jpeg2k_encode(GREY, codecformat="J2K", reversible=True)
JP2 = imagecodecs.jpeg2k_encode(GREY, codecformat="JP2", reversible=True)
HTJ = imagecodecs.htj2k_encode(GREY, reversible=True)
JXL_BOXES = imagecodecs.jpegxl_encode(GREY, lossless=True, usecontainer=True)
JFIF = b"JFIF\0\1\1\0\0\1\0\1\0\0"


def behind_start(stream: bytes, *inserted: bytes) -> bytes:
    """A JPEG with segments right behind its start of image."""
    return stream[:2] + b"".join(inserted) + stream[2:]


def in_main_header(stream: bytes, *inserted: bytes) -> bytes:
    """A JPEG 2000 codestream, bare or in a JP2 file, with segments in front of its first tile."""
    at = stream.index(b"\xff\x90\0\x0a")
    return stream[:at] + b"".join(inserted) + stream[at:]


def in_front_of_codestream(stream: bytes, *inserted: bytes) -> bytes:
    at = stream.index(b"jp2c") - 4
    return stream[:at] + b"".join(inserted) + stream[at:]


def sized(jp2: bytes) -> bytes:
    """A JP2 file whose codestream box, the last, tells its length."""
    at = jp2.index(b"jp2c") - 4
    return jp2[:at] + struct.pack(">I", len(jp2) - at) + jp2[at + 4 :]


def unsized(jp2: bytes) -> bytes:
    """The same with a codestream box to the end of the file, as its length of zero says."""
    at = jp2.index(b"jp2c") - 4
    return jp2[:at] + bytes(4) + jp2[at + 4 :]


def long_sized(jp2: bytes) -> bytes:
    """The same with a length of eight bytes."""
    at = jp2.index(b"jp2c") - 4
    return jp2[:at] + struct.pack(">I", 1) + b"jp2c" + struct.pack(">Q", len(jp2) - at + 8) + jp2[at + 8 :]


#: Each with the syntax, the stream as it was, and the stream with a text in it.
PLANTED = {
    "JPEG, COM": (JPEG, JPG, behind_start(JPG, segment(0xFE, NAME))),
    "JPEG, COM of odd length": (JPEG, JPG, behind_start(JPG, segment(0xFE, NAME + b"!"))),
    "JPEG, COM behind fill bytes": (JPEG, JPG, behind_start(JPG, b"\xff\xff" + segment(0xFE, NAME))),
    "JPEG, two COM": (JPEG, JPG, behind_start(JPG, segment(0xFE, NAME), segment(0xFE, b"LEADTOOLS V20"), segment(0xFE, NAME))),
    "JPEG, Exif": (JPEG, JPG, behind_start(JPG, segment(0xE1, b"Exif\0\0II*\0" + NAME))),
    "JPEG, colour profile": (JPEG, JPG, behind_start(JPG, segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(128) + NAME))),
    "JPEG, Photoshop": (JPEG, JPG, behind_start(JPG, segment(0xED, b"Photoshop 3.0\0008BIM" + NAME))),
    "JPEG, APP0 of another": (JPEG, JPG, behind_start(JPG, segment(0xE0, b"JFXX\0\x10" + NAME))),
    "JPEG, long APP15": (JPEG, JPG, behind_start(JPG, segment(0xEF, NAME * 4000))),
    "JPEG, behind JFIF": (JPEG, JPG, behind_start(JPG, segment(0xE0, JFIF + NAME))),
    "JPEG, behind Adobe": (JPEG, JPG, behind_start(JPG, segment(0xEE, b"Adobe\0\x64\0\0\0\0\0" + NAME))),
    "JPEG, an encoder's name and more": (JPEG, JPG, behind_start(JPG, segment(0xFE, b"LEADTOOLS V20 " + NAME))),
    "lossless JPEG, COM": (LOSSLESS_JPEG, LJPG, behind_start(LJPG, segment(0xFE, NAME))),
    "JPEG-LS, COM": (JPEG_LS_LOSSLESS, JLS, behind_start(JLS, segment(0xFE, NAME + b"!"))),
    "JPEG-LS, APP8": (JPEG_LS_LOSSLESS, JLS, behind_start(JLS, segment(0xE8, b"SPIFF\0" + NAME))),
    "JPEG 2000, COM": (JPEG_2000, J2K, in_main_header(J2K, segment(0x64, b"\0\1" + NAME))),
    "JPEG 2000, COM of odd length": (JPEG_2000, J2K, in_main_header(J2K, segment(0x64, b"\0\1" + NAME + b"!"))),
    "JPEG 2000, COM of bytes": (JPEG_2000, J2K, in_main_header(J2K, segment(0x64, b"\0\0" + NAME))),
    "HTJ2K, COM": (HTJ2K, HTJ, in_main_header(HTJ, segment(0x64, b"\0\1" + NAME))),
    "JP2, COM": (JPEG_2000, JP2, sized(in_main_header(JP2, segment(0x64, b"\0\1" + NAME)))),
    "JP2, COM of odd length": (JPEG_2000, JP2, sized(in_main_header(JP2, segment(0x64, b"\0\1" + NAME + b"!")))),
    "JP2, COM in a box without a length": (JPEG_2000, JP2, unsized(in_main_header(JP2, segment(0x64, b"\0\1" + NAME)))),
    "JP2, COM in a box with a long length": (JPEG_2000, JP2, long_sized(in_main_header(JP2, segment(0x64, b"\0\1" + NAME)))),
    "JP2, XML": (JPEG_2000, JP2, in_front_of_codestream(JP2, box(b"xml ", b"<a>" + NAME + b"</a>"))),
    "JP2, UUID": (JPEG_2000, JP2, in_front_of_codestream(JP2, box(b"uuid", bytes(range(128, 144)) + NAME))),
    "JP2, brands": (JPEG_2000, JP2, JP2.replace(box(b"ftyp", b"jp2 \0\0\0\0jp2 "), box(b"ftyp", b"jp2 \0\0\0\0jp2 " + NAME))),
    "JP2, behind the codestream": (JPEG_2000, JP2, sized(JP2) + box(b"xml ", NAME + b"!")),
}  # fmt: skip


def stripped(dicom: Dicom) -> Dicom:
    """The object as `strip` leaves it, put together anew."""
    source = written(dicom.source)
    return open_dicom(source)


def written(source: BytesSource) -> BytesSource:
    candidate = write(source, order())
    whole = PieceSource(candidate.pieces, candidate.source)
    return BytesSource(whole.read(0, whole.size))


def data_of(dicom: Dicom) -> bytes:
    return dicom.source.read(0, dicom.source.size)


def fragments_of(dicom: Dicom) -> list[bytes]:
    return [dicom.source.read(*each) for each in dicom.pixel_data.fragments]


@pytest.mark.parametrize("name", PLANTED)
def test_a_text_is_gone_and_every_pixel_is_the_same(name):
    syntax, plain, planted = PLANTED[name]
    dicom = as_dicom(image([planted], syntax, Rows=16, Columns=16))
    out = stripped(dicom)
    assert NAME not in data_of(out)
    assert np.array_equal(
        frame_samples(out, 0), frame_samples(as_dicom(image([plain], syntax, Rows=16, Columns=16)), 0)
    )
    look_through(syntax, fragments_of(out)[1])


@pytest.mark.parametrize("name", PLANTED)
def test_the_compressed_image_is_the_same_bytes(name):
    """From the tables to the end of the image, behind which a byte of padding may stand."""
    _, plain, planted = PLANTED[name]
    out = fragments_of(stripped(as_dicom(image([planted], PLANTED[name][0], Rows=16, Columns=16))))[1]
    starts = {b"\xff\xdb", b"\xff\xc4", b"\xff\xc3", b"\xff\xf7", b"\xff\x4f"}
    at = min(place for start in starts if (place := plain.find(start)) >= 0)
    kept = [plain[at:]] if b"\xff\x4f" not in plain else [plain[plain.index(b"\xff\x90") :]]
    assert all(part in out for part in kept)
    assert len(out) % 2 == 0


@pytest.mark.parametrize("name", PLANTED)
def test_the_check_of_the_output_would_have_found_it(name):
    syntax, _, planted = PLANTED[name]
    dicom = as_dicom(image([planted], syntax, Rows=16, Columns=16))
    texts = list(text_segments(dicom.source, dicom.pixel_data.fragments))
    assert any(NAME in text for text in texts)


@pytest.mark.parametrize("name", PLANTED)
def test_a_text_is_found_wherever_fragments_divide_it(name):
    """Fragments of a dozen bytes: the comment lies across many. They become one."""
    syntax, plain, planted = PLANTED[name]
    planted += b"\0" * (len(planted) % 2)
    parts = [planted[:12], *(planted[at : at + 6] for at in range(12, len(planted), 6))]
    dicom = as_dicom(fragmented(image([planted], syntax, Rows=16, Columns=16), parts))
    texts = list(text_segments(dicom.source, dicom.pixel_data.fragments))
    assert any(NAME in text for text in texts)
    out = stripped(dicom)
    assert NAME not in data_of(out)
    assert np.array_equal(
        frame_samples(out, 0), frame_samples(as_dicom(image([plain], syntax, Rows=16, Columns=16)), 0)
    )


def fragmented(dataset, parts: list[bytes], table: bytes = b""):
    """The object with these fragments as its PixelData."""
    item = b"\xfe\xff\x00\xe0"
    whole = b"".join(item + struct.pack("<I", len(part)) + part for part in [table, *parts])
    dataset.PixelData = whole + b"\xfe\xff\xdd\xe0\0\0\0\0"
    dataset["PixelData"].is_undefined_length = True
    return dataset


# --- What stays --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        b"LEADTOOLS v20.0", b"LEAD Technologies Inc. V1.01\0", b"Created by OpenJPEG version 2.5.0", b"Kakadu-v7.A.7", b"Kakadu-2.2",
        b"Created by GDCM/OpenJPEG version 2.3.1", b"Creator: JasPer Version 1.701.0", b"AVLT_114", b"JPEG Pro", b"Pegasus Imaging Corp",
        b"Kdu-Layer-Info: log_2{Delta-D(MSE)/[2^16*Delta-L(bytes)]}, L(bytes)\n -58.0, 5.2e+004\n -59.6, 7.3e+004\n",
        b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90\n", b"Intel(R) JPEG Library, version [1.51.12.44]", b"Lavc58.134.100", b"", b"\0\0",
    ],
)  # fmt: skip
def test_an_encoders_own_name_stays(text):
    assert is_encoder(text)
    assert strip(as_dicom(image([behind_start(JPG, segment(0xFE, text))], JPEG, Rows=16, Columns=16))) is None
    assert (
        strip(as_dicom(image([in_main_header(J2K, segment(0x64, b"\0\1" + text))], JPEG_2000, Rows=16, Columns=16)))
        is None
    )


@pytest.mark.parametrize(
    "text",
    [
        b"MUSTERMANN", b"Kakadu-v7 for MUSTERMANN", b"Kakadu-v19570812", b"LEADTOOLS MUSTERMANN", b"Created by MUSTERMANN", b"4711",
        b"Kdu-Layer-Info: log_2{Delta-D(MSE)/Delta-L(bytes)}, L(bytes)\n -58.0, 5.2e+004\nMUSTERMANN", b"19570812", b"\xd5\xc5\xc8\xfd",
        b"Lavc58.134.100\nMUSTERMANN", "Möller".encode(),
    ],
)  # fmt: skip
def test_anything_else_goes(text):
    assert not is_encoder(text)
    assert strip(as_dicom(image([behind_start(JPG, segment(0xFE, text))], JPEG, Rows=16, Columns=16))).frames == 1


def test_what_decoders_need_to_know_of_colours_stays():
    """JFIF, Adobe's transform, SPIFF as CharLS writes it, the colour transform of HP's encoder."""
    for marker, body in (
        (0xE0, JFIF),
        (0xE0, b"LJIF\0\1\0\0\0\0\0\0\0"),
        (0xEE, b"Adobe\0\x64\0\0\0\0\1"),
        (0xEE, b"Adobe\0\0\0\0\0"),
        (0xE8, b"SPIFF\0\2\0\0\3" + struct.pack(">II", 16, 16) + b"\x0a\x08\x06\2" + struct.pack(">II", 37, 37)),
        (0xE8, b"\0\0\0\1\xff\xd8"),
        (0xE8, b"mrfx\1"),
    ):
        assert strip(as_dicom(image([behind_start(JPG, segment(marker, body))], JPEG, Rows=16, Columns=16))) is None


def test_fixed_fields_that_hold_no_numbers_are_replaced_and_the_transform_stays():
    """Nine bytes of JFIF and six of Adobe could spell a name."""
    planted = behind_start(JPG, segment(0xE0, b"JFIF\0ERIKAMUST"), segment(0xEE, b"AdobeMUSTER\2"))
    out = data_of(stripped(as_dicom(image([planted], JPEG, Rows=16, Columns=16))))
    assert b"MUST" not in out and b"ERIKA" not in out
    assert segment(0xE0, JFIF) + segment(0xEE, b"Adobe\0\x64\0\0\0\0\2") in out


def test_a_thumbnail_goes_with_its_pixels():
    planted = behind_start(JPG[:2] + JPG[20:], segment(0xE0, JFIF[:12] + b"\3\1" + b"thumbnail"))
    out = fragments_of(stripped(as_dicom(image([planted], JPEG, Rows=16, Columns=16))))[1]
    assert b"thumbnail" not in out and segment(0xE0, JFIF) in out


@pytest.mark.parametrize("path", real_files())
def test_no_real_file_is_touched(path):
    """None carries a text but its encoder's: promise 4 holds for all of them."""
    assert strip(opened(path)) is None


# --- Offset tables and fragments -----------------------------------------------------------------------


def cine(**attributes):
    """Six frames: the first, third and fourth carry a text, one of them of odd length; the fifth is in two fragments."""
    streams = []
    for number, text in enumerate((NAME, b"", NAME + b"!", NAME * 50, b"", b"")):
        stream = imagecodecs.jpeg8_encode(np.roll(GREY, number, 0))
        stream = behind_start(stream, segment(0xFE, text)) if text else stream
        streams.append(stream + b"\0" * (len(stream) % 2))
    parts = [*streams[:4], streams[4][:200], streams[4][200:], streams[5]]
    starts = list(itertools.accumulate((len(part) + 8 for part in parts), initial=0))
    firsts = [starts[at] for at in (0, 1, 2, 3, 4, 6)]
    dataset = image(streams, JPEG, Rows=16, Columns=16, **attributes)
    return dataset, parts, firsts, streams


def test_the_basic_offset_table_points_at_the_same_frames():
    dataset, parts, firsts, streams = cine()
    dicom = as_dicom(fragmented(dataset, parts, struct.pack("<6I", *firsts)))
    out = stripped(dicom)
    table, *fragments = out.pixel_data.fragments
    starts = struct.unpack("<6I", out.source.read(*table))
    origin = fragments[0][0] - 8
    assert [origin + start + 8 for start in starts] == [fragments[at][0] for at in (0, 1, 2, 3, 4, 6)]
    for number in range(6):
        plain = imagecodecs.jpeg8_decode(streams[number])
        assert np.array_equal(frame_samples(out, number), plain)


def test_the_extended_offset_table_and_its_lengths_are_those_of_the_new_frames():
    dataset, _, _, streams = cine()
    starts = list(itertools.accumulate((len(part) + 8 for part in streams[:-1]), initial=0))
    lengths = [len(stream.rstrip(b"\0")) for stream in streams]
    dataset.ExtendedOffsetTable = struct.pack("<6Q", *starts)
    dataset.ExtendedOffsetTableLengths = struct.pack("<6Q", *lengths)
    out = stripped(as_dicom(fragmented(dataset, streams)))
    table = struct.unpack("<6Q", out.dataset.get(0x7FE00001).value)
    sizes = struct.unpack("<6Q", out.dataset.get(0x7FE00002).value)
    fragments = out.pixel_data.fragments[1:]
    assert [fragments[0][0] + start for start in table] == [offset for offset, _ in fragments]
    for (offset, length), size in zip(fragments, sizes, strict=True):
        assert length - size in (0, 1, 2) and out.source.read(offset, size).endswith(b"\xff\xd9")


def test_a_table_that_was_wrong_is_not_made_up():
    dataset, parts, _, _ = cine(ExtendedOffsetTable=struct.pack("<6Q", *range(6)), ExtendedOffsetTableLengths=bytes(48))
    out = stripped(as_dicom(fragmented(dataset, parts, b"MUSTERMANN^ERIKA")))
    assert fragments_of(out)[0] == b""
    assert out.dataset.get(0x7FE00001) is None and out.dataset.get(0x7FE00002) is None


@pytest.mark.parametrize("syntax", [JPEG, JPEG_2000, "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.1.98"])
def test_a_table_that_holds_a_text_is_emptied_and_the_frames_stay_the_same_bytes(syntax):
    """Any object in fragments has one."""
    plain = {JPEG: JPG, JPEG_2000: J2K}.get(syntax, bytes(256))
    plain += b"\0" * (len(plain) % 2)
    dicom = as_dicom(fragmented(image([plain, plain], JPEG, Rows=16, Columns=16), [plain, plain], NAME))
    dicom.syntax = syntax
    assert any(NAME in text for text in text_segments(dicom.source, dicom.pixel_data.fragments))
    done = strip(dicom)
    item = b"\xfe\xff\x00\xe0"
    frames = b"".join(item + struct.pack("<I", len(each)) + each for each in (plain, plain))
    whole = PieceSource(done.pieces(), dicom.source)
    assert whole.read(0, whole.size) == item + bytes(4) + frames + b"\xfe\xff\xdd\xe0\0\0\0\0"


def test_a_table_of_wrong_numbers_is_no_text_and_stays():
    dicom = as_dicom(
        fragmented(image([JPG], JPEG, Rows=16, Columns=16), [JPG + b"\0" * (len(JPG) % 2)], struct.pack("<2I", 4, 2))
    )
    assert strip(dicom) is None


@pytest.mark.parametrize("native", [True, False])
def test_an_extended_table_that_holds_a_text_goes_and_is_told(native):
    frames, syntax = (GREY[None], "1.2.840.10008.1.2.1") if native else ([JPG], JPEG)
    size = {} if native else {"Rows": 16, "Columns": 16}
    dataset = image(frames, syntax, ExtendedOffsetTable=NAME, ExtendedOffsetTableLengths=struct.pack("<Q", 4), **size)
    candidate = write(BytesSource(as_bytes(dataset)), order(), with_rows=True)
    whole = PieceSource(candidate.pieces, candidate.source)
    assert NAME not in whole.read(0, whole.size)
    row = next(row for row in candidate.changes.rows if row.keyword == "ExtendedOffsetTable")
    assert (row.action, row.after) == ("remove", None)


def test_only_the_fragments_with_a_text_are_new_bytes():
    """The image data stays ranges of the source: a cine of 2 GB must not be held in memory."""
    dataset, parts, firsts, _ = cine()
    dicom = as_dicom(fragmented(dataset, parts, struct.pack("<6I", *firsts)))
    pieces = strip(dicom).pieces()
    fresh = sum(len(piece) for piece in pieces if not isinstance(piece, Range))
    assert fresh < 300 and sum(piece.length for piece in pieces if isinstance(piece, Range)) > 2000
    assert [len(part) % 2 for part in fragments_of(stripped(dicom))] == [0] * 8


def test_the_heads_of_frames_are_read_and_nothing_else():
    """64 frames of a megabyte: less than one of them is read."""
    frame = behind_start(JPG, segment(0xFE, NAME))[:-2] + b"\x55" * (1 << 20) + b"\xff\xd9"
    dicom = as_dicom(image([frame + b"\0" * (len(frame) % 2)] * 64, JPEG, Rows=16, Columns=16))
    counting = Counting(dicom.source)
    dicom.source = counting
    assert strip(dicom).frames == 64
    assert counting.bytes < 1 << 20


class Counting:
    def __init__(self, source):
        self.source, self.size, self.bytes = source, source.size, 0

    def read(self, offset, length):
        self.bytes += length
        return self.source.read(offset, length)


@given(st.sampled_from(sorted(PLANTED)), st.data())
def test_a_broken_stream_is_refused_or_comes_out_as_it_was(name, draw):
    """Bytes are changed, cut out and put in: nothing but a quarantine ends it, and what it shows stays the same."""
    syntax, _, planted = PLANTED[name]
    for _ in range(draw.draw(st.integers(1, 3))):
        at = draw.draw(st.integers(2, min(len(planted), 400) - 1))
        planted = planted[:at] + draw.draw(st.binary(max_size=3)) + planted[at + draw.draw(st.integers(0, 3)) :]
    dicom = as_dicom(image([planted], syntax, Rows=16, Columns=16))
    try:
        done = strip(dicom)
    except Quarantine as refusal:
        assert refusal.code in ("frame-unclear", "text-in-frame")
        return
    if done is None:
        return
    out = fragments_of(stripped(dicom))[1]
    assert len(out) % 2 == 0
    before = shown(syntax, planted)
    assert before is None or shown(syntax, out) == before


def shown(syntax, stream):
    """The bytes of a decoded stream, or nothing where it cannot be decoded."""
    decoders = {JPEG: "jpeg8", LOSSLESS_JPEG: "ljpeg", JPEG_LS_LOSSLESS: "jpegls", JPEG_2000: "jpeg2k"}
    try:
        return getattr(imagecodecs, f"{decoders[syntax]}_decode")(stream).tobytes()
    except Exception:
        return None


# --- What is told, and what is refused -------------------------------------------------------------------


def test_it_is_told_in_a_note_and_in_the_changes():
    source = BytesSource(as_bytes(image([PLANTED["JPEG, COM"][2]], JPEG, Rows=16, Columns=16)))
    candidate = write(source, order(), with_rows=True)
    assert [note for note in candidate.notes if "comments of a compressed frame" in note]
    row = next(row for row in candidate.changes.rows if row.keyword == "PixelData")
    assert (row.action, "comments" in row.why) == ("replace", True)
    assert candidate.changes.attributes["PixelData", "replace"] == 1


def test_nothing_is_told_where_nothing_was_done():
    candidate = write(BytesSource(as_bytes(image([JPG], JPEG, Rows=16, Columns=16))), order(), with_rows=True)
    assert candidate.notes == []
    assert next(row for row in candidate.changes.rows if row.keyword == "PixelData").action == "keep"


@pytest.mark.parametrize(
    ("syntax", "stream", "code"),
    [
        (JPEG, b"\xff\xd8\xff\xfe\xff\xffMUSTERMANN", "frame-unclear"),
        (JPEG, behind_start(JPG, b"\xff\xf1\0\x0cMUSTERMANN"), "frame-unclear"),
        (JPEG, b"\xff\xd8\xff\xd9MUSTERMANN", "frame-unclear"),
        (JPEG, JPG[:2] + b"\xff\xfeMU" + JPG[2:], "frame-unclear"),
        (JPEG_2000, J2K[:60] + b"MUSTERMANN", "frame-unclear"),
        (JPEG_2000, J2K.replace(b"\xff\x93", segment(0x64, b"\0\1MUSTERMANN") + b"\xff\x93"), "text-in-frame"),
        (JPEG_2000, sized(JP2) + b"MUSTERMANN", "text-in-frame"),
        (JPEG_XL, JXL_BOXES + box(b"xml ", NAME), "text-in-frame"),
    ],
)
def test_a_head_that_cannot_be_walked_keeps_the_file_back(syntax, stream, code):
    dicom = as_dicom(image([stream], JPEG, Rows=16, Columns=16))
    dicom.syntax = syntax
    with pytest.raises(Quarantine) as refusal:
        strip(dicom)
    assert refusal.value.code == code and "MUSTER" not in refusal.value.sentence


def test_pixels_that_are_no_such_stream_are_not_taken_for_one():
    """RLE and native bytes may begin as a JPEG does."""
    for syntax in ("1.2.840.10008.1.2.5", "1.2.840.10008.1.2.1.98"):
        dicom = as_dicom(image([b"\xff\xd8\xff\xfe\0\x12" + NAME], JPEG, Rows=16, Columns=16))
        dicom.syntax = syntax
        assert strip(dicom) is None


def test_a_file_that_became_shorter_meanwhile_is_held_back():
    dicom = as_dicom(image([PLANTED["JPEG, COM"][2]], JPEG, Rows=16, Columns=16))
    offset, _ = dicom.pixel_data.fragments[1]
    dicom.source = BytesSource(dicom.source.read(0, offset + 10))
    with pytest.raises(Quarantine) as refusal:
        strip(dicom)
    assert refusal.value.code == "truncated"


def test_an_object_without_compressed_frames_is_left_alone():
    assert strip(as_dicom(image(GREY[None]))) is None
    dicom = as_dicom(image([JPG], JPEG, Rows=16, Columns=16))
    del dicom.dataset.elements[PIXEL_DATA]
    assert strip(dicom) is None
