"""What old scanners, or anybody, put into spare bits of samples does not come out; the picture does not change."""

import shutil
import struct
import subprocess

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import generate_frames
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.pixels.crop import Crop
from curtain.pixels.encoders import ENCODERS
from curtain.pixels.frames import frame_samples
from curtain.pixels.hidden import hidden_in
from curtain.pixels.redact import Box
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS
from curtain.write import write
from making import as_bytes
from making import order as an_order
from pixel_images import as_dicom, image, opened, real_files

_J = "1.2.840.10008.1.2.4."
ROWS, COLUMNS, FRAMES = 24, 30, 3
#: A text as an overlay draws it.
TEXT = np.zeros((ROWS, COLUMNS), bool)
TEXT[8:15, 4:26:3] = TEXT[11, 4:26] = True


def _lossless_jpeg(frame: np.ndarray, bits: int = 16) -> bytes:
    return imagecodecs.jpeg8_encode(frame, lossless=True, predictor=1, bitspersample=bits)


CODECS = {
    "JPEG-LS": (_J + "80", imagecodecs.jpegls_encode),
    "JPEG 2000": (
        _J + "90",
        lambda frame: imagecodecs.jpeg2k_encode(frame, level=0, reversible=True, codecformat="j2k"),
    ),
    "HTJ2K": (_J + "201", lambda frame: imagecodecs.htj2k_encode(frame, reversible=True)),
    "JPEG lossless": (_J + "57", _lossless_jpeg),
    "JPEG lossless SV1": (_J + "70", _lossless_jpeg),
    "JPEG lossless that says 12 bits": (_J + "70", lambda frame: _lossless_jpeg(frame, 12)),
}


NATIVE = {
    "native": ExplicitVRLittleEndian,
    "implicit": ImplicitVRLittleEndian,
    "big endian": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
}


def samples(signed: bool = False) -> np.ndarray:
    """Three frames of 12 bits in 16; signed ones with their sign."""
    deep = np.random.default_rng(6).integers(0, 4096, (FRAMES, ROWS, COLUMNS)).astype(np.uint16)
    return (deep.astype(np.int16) - 2048) if signed else deep


def with_overlay(deep: np.ndarray, bit: int = 12, frames=(1,)) -> np.ndarray:
    made = deep.view(np.uint16).copy()
    for frame in frames:
        made[frame][TEXT] ^= 1 << bit
    return made.view(deep.dtype)


def made_as(kind: str, deep: np.ndarray, **attributes: object):
    """An object of 12 bits in 16, in a syntax."""
    size = {"Rows": ROWS, "Columns": COLUMNS, "bits_allocated": 16, "bits_stored": 12} | attributes
    if kind in CODECS:
        syntax, encode = CODECS[kind]
        return image([encode(frame) for frame in deep], syntax, **size)
    if kind == "RLE":
        made = image(deep, **size)
        made.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
        return made
    syntax = NATIVE[kind]
    return image(deep, syntax, bits_stored=12, **attributes)


def declared(dataset, position: int = 12, group: int = 0x6000):
    """With an overlay that says it is in a bit of the pixels, as the standard had it until 2004."""
    for element, vr, value in ((0x10, "US", ROWS), (0x11, "US", COLUMNS), (0x40, "CS", "G"), (0x50, "SS", [1, 1]),
                               (0x100, "US", 16), (0x102, "US", position)):  # fmt: skip
        dataset.add_new(group << 16 | element, vr, value)
    return dataset


def written(dataset, **order: object):
    """The candidate's bytes opened again, and its notes."""
    candidate = write(BytesSource(as_bytes(dataset)), an_order(**order))
    made = PieceSource(candidate.pieces, candidate.source)
    return open_dicom(BytesSource(made.read(0, made.size))), candidate


def containers(dicom) -> list[bytes]:
    """The frames' compressed streams, or their bytes."""
    element, read = dicom.pixel_data, dicom.source.read
    if element.fragments is not None:
        return [read(*fragment) for fragment in element.fragments[1:]]
    size = element.length // FRAMES
    return [read(element.offset + at, size) for at in range(0, size * FRAMES, size)]


KINDS = [*NATIVE, "RLE", *CODECS]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("says", [True, False], ids=["declared", "not declared"])
def test_an_overlay_in_a_spare_bit_is_gone_and_the_picture_the_same(kind, says):
    deep = samples()
    dataset = made_as(kind, with_overlay(deep))
    before = as_dicom(dataset)
    after, candidate = written(declared(dataset) if says else dataset)
    assert after.syntax == before.syntax
    assert not any(tag >> 24 == 0x60 for tag in after.dataset.elements)
    for index in range(FRAMES):
        # Shown without anything cleared: there is nothing to refuse.
        assert np.array_equal(frame_samples(after, index), deep[index])
    # The frames without it keep their bytes.
    assert [one == other for one, other in zip(containers(before), containers(after), strict=True)] == [
        True,
        False,
        True,
    ]
    assert [note for note in candidate.notes if "spare bits" in note and "The picture is the same" in note]
    assert candidate.changes.attributes["PixelData", "replace"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_with_nothing_hidden_keeps_its_bytes(kind):
    for deep in (samples(), samples(signed=True)):
        if kind in CODECS and deep.dtype == np.int16:
            continue
        dataset = declared(made_as(kind, deep))
        after, candidate = written(dataset)
        assert containers(after) == containers(as_dicom(dataset))
        assert candidate.notes == []


@pytest.mark.parametrize("kind", ["native", "big endian", "RLE"])
def test_the_sign_is_left_wherever_it_fills_the_spare_bits_and_goes_where_only_some_have_it(kind):
    deep = samples(signed=True)
    bare = (deep.view(np.uint16) & 0xFFF).view(np.int16)
    for plain in (deep, bare, deep.view(np.uint16)):
        dataset = made_as(kind, plain)
        assert containers(written(dataset)[0]) == containers(as_dicom(dataset))
    # A text of signs: each sample alone could be one.
    mixed = np.where(TEXT, deep, bare)
    after, candidate = written(made_as(kind, mixed))
    assert len(candidate.notes) == 1
    for index in range(FRAMES):
        assert np.array_equal(frame_samples(after, index), deep[index])


def test_the_padding_that_the_header_declares_stays_and_is_shown_as_it_is():
    """Of old scanners: -2000 outside of the field of view, in unsigned samples of 12 bits."""
    deep = samples()
    deep[:, :3] = 0x10000 - 2000
    dataset = made_as("native", deep)
    assert written(dataset)[1].notes, "without a declaration"
    dataset = made_as("native", deep)
    dataset.add_new("PixelPaddingValue", "US", 0x10000 - 2000)
    after, candidate = written(dataset)
    assert containers(after) == containers(as_dicom(dataset)) and candidate.notes == []
    assert (frame_samples(after, 0)[:3] == 0x10000 - 2000).all() and frame_samples(after, 0)[3:].max() < 4096


@pytest.mark.parametrize("kind", ["native", "RLE", "JPEG-LS"])
def test_a_redaction_and_an_overlay_in_spare_bits_go_together(kind):
    deep = samples()
    after, candidate = written(
        made_as(kind, with_overlay(deep, frames=(0, 1))), boxes=[Box(0, 2, 3, 8, 9), Box(2, 0, 0, 5, 5)]
    )
    expected = deep.copy()
    expected[0, 3:12, 2:10] = 0
    expected[2, :5, :5] = 0
    for index in range(FRAMES):
        assert np.array_equal(frame_samples(after, index), expected[index])
    assert candidate.redactions["boxes"] and [note for note in candidate.notes if "spare bits" in note]


def test_samples_that_begin_higher_up_are_cleared_below():
    """HighBit 15 with 12 bits stored: the overlay is in the lowest four."""
    deep = samples() << 4
    dataset = declared(made_as("native", with_overlay(deep, bit=2)), position=2)
    dataset.HighBit = 15
    after, candidate = written(dataset)
    assert b"".join(containers(after)) == deep.tobytes() and len(candidate.notes) == 1


def test_an_overlay_in_bits_of_the_picture_is_held_back():
    for position, bits in ((11, 12), (12, 16), (3, 12)):
        dataset = declared(image(samples(), bits_stored=bits), position)
        with pytest.raises(Quarantine) as stop:
            written(dataset)
        assert stop.value.code == "overlay-in-pixels"


@pytest.mark.parametrize("group", [0x6000, 0x601E, 0x60FE])
def test_overlays_are_known_in_every_group_and_those_with_data_of_their_own_are_none(group):
    dataset = declared(image(samples()), 12, group)
    with pytest.raises(Quarantine):
        written(dataset)
    dataset.add_new(group << 16 | 0x100, "US", 1)
    dataset.add_new(group << 16 | 0x102, "US", 0)
    dataset.add_new(group << 16 | 0x3000, "OW", bytes(ROWS * COLUMNS // 8 + 1 & ~1))
    after, _ = written(dataset)
    assert not any(tag >> 24 == 0x60 for tag in after.dataset.elements)


def test_a_bit_that_there_is_not_holds_nothing():
    assert written(declared(image(samples()), position=16))[1].notes == []


@pytest.mark.parametrize("dtype", [np.uint8, np.uint32])
def test_other_containers(dtype):
    plain = np.random.default_rng(7).integers(0, 64, (FRAMES, ROWS, COLUMNS)).astype(dtype)
    hidden = plain | (TEXT.astype(dtype) << (8 * dtype().itemsize - 1))
    after, candidate = written(image(hidden, bits_stored=6))
    assert b"".join(containers(after)) == plain.tobytes() and len(candidate.notes) == 1


def test_a_lossy_frame_may_round_beyond_its_bits_and_is_shown_so():
    """Nothing can hide in what is shown; but an overlay that is declared there cannot be taken out."""

    def lossy(frame: np.ndarray):
        stream = imagecodecs.jpeg2k_encode(frame, level=60, reversible=False, codecformat="j2k")
        return image([stream], _J + "91", Rows=ROWS, Columns=COLUMNS, bits_allocated=16, bits_stored=12)

    rounded = np.where(TEXT, 4095, 300).astype(np.uint16)
    after, _ = written(lossy(rounded))
    assert 4096 <= frame_samples(after, 0).max() < 5000
    assert hidden_in(as_dicom(declared(lossy(rounded)))) is None
    with pytest.raises(Quarantine) as stop:
        written(declared(lossy(np.where(TEXT, 4396, 300).astype(np.uint16) * 3)))
    assert stop.value.code == "overlay-in-pixels"


def test_what_a_stream_of_lossless_jpeg_says_is_believed_only_where_its_frames_are_decoded_later():
    dataset = made_as("JPEG lossless that says 12 bits", with_overlay(samples()))
    after, _ = written(dataset, decoded=True)
    with pytest.raises(Quarantine, match="nobody would see it"):
        frame_samples(after, 1)


def test_without_the_codecs_nobody_can_tell_and_it_is_held_back(monkeypatch):
    import sys

    made = {kind: made_as(kind, samples()) for kind in CODECS}
    monkeypatch.setitem(sys.modules, "curtain.pixels.frames", None)
    for dataset in made.values():
        with pytest.raises(Quarantine) as stop:
            written(dataset)
        assert stop.value.code == "cannot-look"
    # These need none, and neither does a stream that is no deeper than its samples.
    assert written(made_as("RLE", with_overlay(samples())))[1].notes
    assert not written(made["JPEG lossless that says 12 bits"], decoded=True)[1].notes


def test_an_encoder_that_lets_bits_through_is_not_believed(monkeypatch):
    real, deep = ENCODERS["jpeg-2000"], samples()
    monkeypatch.setitem(ENCODERS, "jpeg-2000", lambda frame, *rest: real(frame | 0x1000, *rest))
    after, _ = written(made_as("JPEG 2000", with_overlay(deep)))
    assert after.syntax == JPEG_LS_LOSSLESS and np.array_equal(frame_samples(after, 1), deep[1])


def test_large_pixels_are_read_and_written_by_the_megabyte():
    """What is read at once does not grow with the object."""

    class Counting(BytesSource):
        most = 0

        def read(self, offset: int, length: int) -> bytes:
            self.most = max(self.most, length)
            return super().read(offset, length)

    deep = np.zeros((3, 1024, 1024), np.uint16)
    deep[2, -1, -1] = 0x8001
    source = Counting(as_bytes(image(deep, bits_stored=12)))
    candidate = write(source, an_order())
    made = PieceSource(candidate.pieces, candidate.source)
    assert source.most <= 1 << 20
    last = made.read(made.size - 8, 8)
    assert last == bytes(6) + b"\1\0" and len(candidate.notes) == 1


@pytest.mark.parametrize("path", real_files())
def test_nothing_is_found_in_real_files(path):
    """None of them has an overlay there; what is found were a fault of ours, or a discovery."""
    dicom = opened(path)
    try:
        assert hidden_in(dicom) is None
    except Quarantine as stop:
        assert stop.code in ("cannot-show", "cannot-decode", "frames-unclear")


@pytest.mark.parametrize("kind", ["native", "RLE", "JPEG-LS", "JPEG lossless SV1"])
def test_dcmtk_shows_the_same_picture_before_and_after(kind, tmp_path):
    if shutil.which("dcm2pnm") is None:
        pytest.skip("dcm2pnm (Debian: dcmtk) is not installed")
    dataset = made_as(kind, with_overlay(samples()))
    candidate = write(BytesSource(as_bytes(dataset)), an_order())
    made = PieceSource(candidate.pieces, candidate.source)
    (tmp_path / "before.dcm").write_bytes(as_bytes(dataset))
    (tmp_path / "after.dcm").write_bytes(made.read(0, made.size))
    tool = {"JPEG-LS": "dcml2pnm", "JPEG lossless SV1": "dcmj2pnm"}.get(kind, "dcm2pnm")
    for name in ("before", "after"):
        subprocess.run(
            [tool, "+Wm", "+F", "2", tmp_path / f"{name}.dcm", tmp_path / f"{name}.pgm"],
            check=True,
            capture_output=True,
        )
    assert (tmp_path / "before.pgm").read_bytes() == (tmp_path / "after.pgm").read_bytes()


def in_fragments(dataset, size: int = 200):
    """Each frame of RLE in several fragments, with a table that tells them apart."""
    pieces, starts, at = [], [], 0
    for frame in generate_frames(dataset.PixelData, number_of_frames=FRAMES):
        starts.append(at)
        for first in range(0, len(frame), size):
            part = frame[first : first + size]
            pieces.append(struct.pack("<HHI", 0xFFFE, 0xE000, len(part)) + part)
            at += len(pieces[-1])
    table = struct.pack("<HHI3I", 0xFFFE, 0xE000, 12, *starts)
    dataset.PixelData = table + b"".join(pieces)
    dataset["PixelData"].is_undefined_length = True
    return dataset


@pytest.mark.parametrize("kind", ["native", "big endian", "RLE", "RLE in fragments"])
def test_each_part_of_what_is_read_is_clear(kind):
    """Whoever copies it, in whatever blocks."""
    deep = samples()
    dataset = made_as(kind.split(" in ")[0], with_overlay(deep, frames=(0, 2)))
    dicom = as_dicom(in_fragments(dataset) if "in fragments" in kind else dataset)
    source = hidden_in(dicom).cleared().source
    whole = source.read(0, source.size)
    assert len(whole) == dicom.source.size
    assert np.array_equal([frame_samples(open_dicom(BytesSource(whole)), index) for index in range(FRAMES)], deep)
    generator = np.random.default_rng(9)
    for start in generator.integers(0, len(whole) - 900, 300):
        length = int(generator.integers(1, 900))
        assert source.read(int(start), length) == whole[start : start + length]


@pytest.mark.parametrize("kind", ["native", "RLE", "JPEG 2000"])
def test_a_crop_of_an_object_with_an_overlay_in_spare_bits_is_clear_too(kind):
    deep = samples()
    after, candidate = written(made_as(kind, with_overlay(deep)), crop=Crop(4, 6, 20, 12))
    for index in range(FRAMES):
        assert np.array_equal(frame_samples(after, index), deep[index, 6:18, 4:24])
    assert [note for note in candidate.notes if "spare bits" in note]
