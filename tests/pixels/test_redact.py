"""Blanking: nothing left inside the box, nothing changed outside."""

import io
import shutil
import subprocess

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.pixels import get_decoder

from curtain.files.pieces import Range
from curtain.outcome import Quarantine
from curtain.pixels import jpeg
from curtain.pixels.encoders import Unfit
from curtain.pixels.frames import frame_samples
from curtain.pixels.growth import growth
from curtain.pixels.image import read_image
from curtain.pixels.redact import Box, redact
from curtain.pixels.show import image_info, show_frame
from curtain.pixels.syntaxes import BLOCKS, EXPLICIT_VR_LITTLE_ENDIAN, JPEG_LS_LOSSLESS, SYNTAXES, is_native
from native_images import native_images
from pixel_images import (
    PYDICOM_FILES,
    as_dicom,
    image,
    joined,
    mutations,
    opened,
    outside,
    palette_image,
    patched,
    real_files,
    reopened,
    second_opinion,
    shipped,
)

BLANK = {
    "MONOCHROME1": 1023,
    "YBR_FULL": (0, 128, 128),
    "YBR_FULL by plane": (0, 128, 128),
    "YBR_FULL_422": (0, 128, 128),
}


edges = st.integers(-3, 12)
box_lists = st.lists(
    st.tuples(edges, edges, st.integers(1, 12), st.integers(1, 12), st.one_of(st.none(), st.integers(0, 4))),
    min_size=1,
    max_size=3,
)


@settings(deadline=None, max_examples=400)
@given(native_images(), box_lists)
def test_native_pixels_change_inside_the_boxes_only(made, boxes):
    name, dataset = made
    dicom = as_dicom(dataset)
    read = read_image(dicom)
    wanted = [Box(frame, x, y, width, height) for x, y, width, height, frame in boxes]
    fits = all(
        x < read.columns
        and y < read.rows
        and x + width > 0
        and y + height > 0
        and (frame is None or frame < read.number_of_frames)
        for x, y, width, height, frame in boxes
    )
    if not fits:
        with pytest.raises(Quarantine) as refusal:
            redact(dicom, wanted)
        assert refusal.value.code == "empty-redaction"
        return
    patch = redact(dicom, wanted)
    assert (patch.syntax, patch.attributes, patch.length) == (dicom.syntax, {}, dicom.pixel_data.length)
    before, after = source_value(dicom), joined(dicom, patch)
    assert len(after) == len(before)
    result = reopened(patched(dataset, dicom, patch))
    for index in range(read.number_of_frames):
        own = [box[:4] for box in boxes if box[4] in (None, index)]
        if name == "YBR_FULL_422":
            # A box grows to whole pairs of columns.
            own = [(x - x % 2, y, width + x % 2 + (x + width) % 2, height) for x, y, width, height in own]
        kept = outside((read.rows, read.columns), own)
        old, new = frame_samples(dicom, index), frame_samples(result, index)
        assert np.array_equal(old[kept], new[kept])
        if kept.all():
            assert np.array_equal(old, new)
        elif "signed" in name:
            expected = old[kept].min() if kept.any() else 0
            assert (new[~kept] == expected).all()
        else:
            assert (new[~kept] == BLANK.get(name, 0)).all()


def source_value(dicom):
    element = dicom.pixel_data
    return dicom.source.read(element.offset, element.length)


def test_bits_above_bits_stored_are_blanked_too_and_kept_outside():
    dicom = as_dicom(image(np.full((1, 2, 3), 0x7ABC, np.uint16), bits_stored=12))
    value = np.frombuffer(joined(dicom, redact(dicom, [Box(0, 1, 0, 1, 1)])), "<u2").reshape(2, 3)
    assert value[0, 1] == 0
    assert (np.delete(value.ravel(), 1) == 0x7ABC).all()


@pytest.mark.parametrize("stored", [0x0ABC, 0xFABC])
def test_a_blank_value_has_its_sign_above_bits_stored_where_the_others_have_it(stored):
    # 0xABC in 12 bits is negative, and here the lowest sample outside.
    samples = np.full((1, 2, 3), stored, np.uint16).view(np.int16)
    samples[0, 0, 1] = 77
    dataset = image(samples, bits_stored=12)
    dicom = as_dicom(dataset)
    patch = redact(dicom, [Box(0, 1, 0, 1, 1)])
    assert (np.frombuffer(joined(dicom, patch), "<u2") == stored).all()
    assert (frame_samples(reopened(patched(dataset, dicom, patch)), 0) == 0xABC - 0x1000).all()


def told(dicom, patch):
    """Pieces of a patch: offset within the value and length of those that are in the source, length alone of new ones."""
    origin = dicom.pixel_data.offset
    return [
        (piece.offset - origin, piece.length) if isinstance(piece, Range) else len(piece) for piece in patch.pieces()
    ]


def test_rows_without_a_box_stay_ranges_of_the_source():
    samples = np.random.default_rng(5).integers(0, 256, (6, 8, 8), np.uint8)
    dicom = as_dicom(image(samples))
    # The second and third box share a run of rows; the last lies by itself in the same frame.
    boxes = [Box(1, 0, 0, 2, 2), Box(4, 0, 1, 2, 2), Box(4, 5, 2, 2, 2), Box(4, 0, 7, 2, 1)]
    assert told(dicom, redact(dicom, boxes)) == [(0, 64), 16, (80, 184), 24, (288, 24), 8, (320, 64)]


def test_rows_of_each_plane_are_written_on_their_own():
    samples = np.random.default_rng(5).integers(0, 256, (2, 4, 8, 3), np.uint8)
    dicom = as_dicom(image(samples, photometric="RGB", planar=1))
    assert told(dicom, redact(dicom, [Box(1, 0, 3, 8, 1)])) == [(0, 120), 8, (128, 24), 8, (160, 24), 8]


@pytest.mark.parametrize(
    "box",
    [
        Box(0, 5, 5, 0, 3),
        Box(0, 5, 5, 3, -1),
        Box(0, 10, 0, 3, 3),
        Box(0, -5, 0, 5, 3),
        Box(2, 0, 0, 1, 1),
        Box(-1, 0, 0, 1, 1),
        Box(None, float("nan"), 0, 1, 1),
        Box(None, 0, 0, float("inf"), 1),
        Box("0", 0, 0, 1, 1),
    ],
)
def test_a_box_that_blanks_nothing_is_refused(box):
    dicom = as_dicom(image(np.zeros((2, 8, 10), np.uint8)))
    with pytest.raises(Quarantine) as refusal:
        redact(dicom, [Box(None, 0, 0, 2, 2), box])
    assert refusal.value.code == "empty-redaction"


def test_no_box_at_all_is_refused():
    with pytest.raises(Quarantine):
        redact(as_dicom(image(np.zeros((1, 8, 10), np.uint8))), [])


def test_a_box_between_pixels_grows_to_whole_ones():
    dicom = as_dicom(image(np.full((1, 4, 4), 9, np.uint8)))
    value = np.frombuffer(joined(dicom, redact(dicom, [Box(0, 1.9, 1.1, 0.2, 1)])), np.uint8).reshape(4, 4)
    assert value.tolist() == [[9, 9, 9, 9], [9, 0, 0, 9], [9, 0, 0, 9], [9, 9, 9, 9]]


def test_a_negative_slope_turns_black_round():
    samples = np.array([[[1, 5], [7, 9]]], np.int16)
    dicom = as_dicom(image(samples, RescaleSlope="-1", RescaleIntercept="0"))
    assert np.frombuffer(joined(dicom, redact(dicom, [Box(0, 0, 0, 1, 1)])), "<i2")[0] == 9


def test_palette_images_get_their_darkest_colour():
    dataset = palette_image(bits=8, first=2)
    dicom = as_dicom(dataset)
    result = reopened(patched(dataset, dicom, redact(dicom, [Box(0, 1, 1, 1, 1)])))
    assert show_frame(result, 0)["data"][1, 1].tolist() == [5, 45, 85]


def test_floating_point_pixels_cannot_be_redacted():
    dataset = image(np.zeros((1, 2, 2), np.uint32))
    del dataset.PixelData
    dataset.FloatPixelData = bytes(16)
    with pytest.raises(Quarantine) as refusal:
        redact(as_dicom(dataset), [Box(0, 0, 0, 1, 1)])
    assert refusal.value.code == "cannot-redact"


@pytest.mark.parametrize("path", real_files())
def test_a_real_file_is_blanked_in_the_box_and_nowhere_else(path):
    dicom = opened(path)
    info = image_info(dicom)
    if info["cannotRedact"]:
        with pytest.raises(Quarantine):
            redact(dicom, [Box(None, 0, 0, 1, 1)])
        return
    read = read_image(dicom)
    if read.rows * read.columns * read.number_of_frames > 8_000_000:
        pytest.skip("large: the same syntax is tested on smaller files")
    width, height = max(read.columns // 3, 1), max(read.rows // 4, 1)
    # An even column, so that 4:2:2 has nothing to grow.
    box = Box(
        None if read.number_of_frames % 2 else read.number_of_frames - 1,
        read.columns // 4 & ~1,
        read.rows // 3,
        width + width % 2,
        height,
    )
    try:
        patch = redact(dicom, [box])
        value = joined(dicom, patch)
    except Quarantine as refusal:
        assert refusal.code == "cannot-decode"
        return
    if SYNTAXES[dicom.syntax].redacts != BLOCKS or patch.syntax != JPEG_LS_LOSSLESS:
        # That a stream is progressive is not told by the header.
        assert SYNTAXES[patch.syntax].name == info["redactedSyntax"]
    if is_native(dicom.syntax):
        assert patch.syntax == dicom.syntax and len(value) == dicom.pixel_data.length
    dataset = second_opinion(path)
    if "BitsAllocated" not in dataset:
        pytest.skip("pydicom does not read all of this file")
    try:
        result = patched(dataset, dicom, patch)
    except Exception:
        pytest.skip("pydicom cannot write this file again")
    after = reopened(result)
    left, top, right, bottom = growth(dicom).grown(box.x, box.y, box.x + box.width, box.y + box.height)
    # Between blocks of subsampled JPEG a decoder mixes the chroma of both sides.
    rim = 4 if SYNTAXES[dicom.syntax].redacts == BLOCKS else 0
    far = outside((read.rows, read.columns), [(left - rim, top - rim, right - left + 2 * rim, bottom - top + 2 * rim)])
    # What lies at the edge of the image has no other side.
    near = [edge + rim * (edge > 0) for edge in (left, top)], [edge - rim for edge in (right, bottom)]
    within = ~outside((read.rows, read.columns), [(*near[0], near[1][0] - near[0][0], near[1][1] - near[0][1])])
    for index in {0, read.number_of_frames - 1}:
        old, new = frame_samples(dicom, index, rgb=True), frame_samples(after, index, rgb=True)
        assert np.array_equal(old[far], new[far])
        if box.frame in (None, index):
            inside = new[within].reshape(-1, new[within].shape[-1] if new.ndim == 3 else 1)
            assert (inside == inside[0]).all()
        else:
            assert np.array_equal(old, new)
        if patch.syntax == JPEG_LS_LOSSLESS:
            for plugin in get_decoder(JPEG_LS_LOSSLESS).available_plugins:
                theirs = get_decoder(JPEG_LS_LOSSLESS).as_array(result, index=index, raw=True, decoding_plugin=plugin)[
                    0
                ]
                assert np.array_equal(theirs, new), plugin


def compressed(samples, **options):
    streams = [imagecodecs.jpegls_encode(frame) for frame in samples]
    return image(
        streams,
        JPEG_LS_LOSSLESS,
        Rows=samples.shape[1],
        Columns=samples.shape[2],
        bits_allocated=samples.dtype.itemsize * 8,
        **options,
    )


@pytest.fixture
def no_blocks(monkeypatch):
    """As with a process of JPEG whose blocks cannot be rewritten."""

    def refuse(*_: object, **__: object) -> None:
        raise jpeg.OtherProcess("another process")

    monkeypatch.setattr(jpeg, "redact", refuse)


def test_a_progressive_jpeg_becomes_jpeg_ls():
    from PIL import Image

    samples = np.random.default_rng(9).integers(0, 256, (40, 50), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(samples).save(buffer, "jpeg", progressive=True)
    dicom = as_dicom(image([buffer.getvalue()], "1.2.840.10008.1.2.4.50", Rows=40, Columns=50))
    patch = redact(dicom, [Box(None, 10, 10, 8, 8)])
    assert patch.syntax == JPEG_LS_LOSSLESS and joined(dicom, patch)


@pytest.mark.usefixtures("no_blocks")
def test_what_cannot_be_made_frame_by_frame_becomes_jpeg_ls_with_an_empty_offset_table():
    dicom = shipped("JPGExtended.dcm")
    patch = redact(dicom, [Box(None, 100, 100, 30, 30)])
    assert (patch.syntax, patch.vr, patch.length) == (JPEG_LS_LOSSLESS, "OB", None)
    # Samples of two bytes are encoded with 16 bits, and the header has to agree.
    assert patch.attributes == {0x00280101: ("US", b"\x10\0"), 0x00280102: ("US", b"\x0f\0")}
    value = joined(dicom, patch)
    assert value.startswith(bytes.fromhex("feff00e000000000feff00e0")) and value.endswith(
        bytes.fromhex("feffdde000000000")
    )
    pieces = list(patch.pieces())
    assert len(pieces) == 3 and all(len(piece) % 2 == 0 for piece in pieces)


@pytest.mark.usefixtures("no_blocks")
def test_colours_of_what_cannot_be_made_frame_by_frame_become_rgb():
    dataset = second_opinion(PYDICOM_FILES / "SC_rgb_jpeg_dcmtk.dcm")
    dicom = shipped("SC_rgb_jpeg_dcmtk.dcm")
    patch = redact(dicom, [Box(0, 0, 0, 20, 20)])
    assert patch.attributes[0x00280004] == ("CS", b"RGB ")
    after = reopened(patched(dataset, dicom, patch))
    assert np.array_equal(show_frame(after, 0)["data"][60:], show_frame(dicom, 0)["data"][60:])
    assert not show_frame(after, 0)["data"][:20, :20].any()


def test_what_jpeg_ls_has_no_room_for_is_written_uncompressed(monkeypatch):
    import curtain.pixels.encoders as encoders

    monkeypatch.setitem(encoders.ENCODERS, "rle", unfit)
    for name in ("SC_rgb_rle_32bit.dcm", "rtdose_rle_1frame.dcm"):
        dicom = shipped(name)
        patch = redact(dicom, [Box(None, 0, 0, 3, 3)])
        assert patch.syntax == EXPLICIT_VR_LITTLE_ENDIAN
        assert len(joined(dicom, patch)) == patch.length and patch.length % 2 == 0


def unfit(*_):
    raise Unfit


def test_an_encoder_that_loses_something_is_not_believed(monkeypatch):
    import curtain.pixels.codecs as codecs

    real = codecs.encode_jpeg_ls
    samples = np.random.default_rng(7).integers(0, 256, (3, 7, 9), np.uint8)
    dicom = as_dicom(compressed(samples))
    monkeypatch.setattr(codecs, "encode_jpeg_ls", lambda samples: real(samples ^ 1))
    # Already the first frame is wrong: the object is written uncompressed.
    assert redact(dicom, [Box(None, 0, 0, 3, 3)]).syntax == EXPLICIT_VR_LITTLE_ENDIAN
    monkeypatch.setattr(codecs, "encode_jpeg_ls", real)
    patch = redact(without_table(dicom), [Box(None, 0, 0, 3, 3)])
    monkeypatch.setattr(codecs, "encode_jpeg_ls", lambda samples: real(samples ^ 1))
    # Only a later one is: the object is kept back.
    with pytest.raises(Quarantine) as refusal:
        joined(dicom, patch)
    assert refusal.value.code == "cannot-redact"


def test_a_damaged_frame_with_a_box_keeps_the_object_back():
    samples = np.random.default_rng(8).integers(0, 256, (2, 16, 16), np.uint8)
    good = imagecodecs.jpegls_encode(samples[0])
    for broken in list(mutations(good, 40, seed=8))[::4]:
        dicom = as_dicom(image([good, broken], JPEG_LS_LOSSLESS, Rows=16, Columns=16))
        with pytest.raises(Quarantine):
            redact(dicom, [Box(None, 0, 0, 3, 3)])
        # Without a table to be kept right, frames are made while they are written.
        patch = redact(without_table(dicom), [Box(None, 0, 0, 3, 3)])
        with pytest.raises(Quarantine):
            joined(dicom, patch)


def without_table(dicom):
    """The same object with an empty basic offset table."""
    offset, _ = dicom.pixel_data.fragments[0]
    dicom.pixel_data.fragments[0] = (offset, 0)
    return dicom


@pytest.mark.parametrize("name", ["MR_small_jpeg_ls_lossless.dcm", "SC_rgb_jpeg_dcmtk.dcm", "JPGExtended.dcm"])
@pytest.mark.usefixtures("no_blocks")
def test_dcmtk_reads_what_we_write(name, tmp_path):
    if shutil.which("dcmdjpls") is None:
        pytest.skip("dcmdjpls (Debian: dcmtk) is not installed")
    dicom = shipped(name)
    dataset = second_opinion(PYDICOM_FILES / name)
    result = patched(dataset, dicom, redact(dicom, [Box(None, 2, 2, 20, 20)]))
    result.save_as(tmp_path / "ours.dcm")
    subprocess.run(["dcmdjpls", tmp_path / "ours.dcm", tmp_path / "raw.dcm"], check=True, capture_output=True)
    theirs = second_opinion(tmp_path / "raw.dcm")
    mine = reopened(result)
    first = theirs.pixel_array[0] if read_image(mine).number_of_frames > 1 else theirs.pixel_array
    assert np.array_equal(first, frame_samples(mine, 0))
