"""A compressed object with boxes on some frames: those are made anew without loss, all others stay byte for byte."""

import io
import shutil
import subprocess

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.encaps import encapsulate, encapsulate_extended, generate_frames, get_frame
from pydicom.uid import RLELossless

from compressed_images import J2K, JXL, LOSSY, OBJECTS, J, colour, grey, made, rle
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.pixels.encoders import ENCODERS, Unfit, encode
from curtain.pixels.frames import frame_samples
from curtain.pixels.growth import Growth, growth
from curtain.pixels.image import read_image
from curtain.pixels.redact import Box, redact
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS
from curtain.write import write
from making import as_bytes, order
from pixel_images import as_dicom, image, joined, outside, patched, reopened

pytestmark = pytest.mark.usefixtures("jpeg_xl_is_known_to_pydicom")


every_object = pytest.mark.parametrize("name", sorted(OBJECTS))


def frames_of(dataset: pydicom.FileDataset) -> list[bytes]:
    return list(generate_frames(dataset.PixelData, number_of_frames=dataset.NumberOfFrames))


def blanked(box: Box, grows: Growth) -> np.ndarray:
    left, top, right, bottom = grows.grown(box.x, box.y, box.x + box.width, box.y + box.height)
    return ~outside((40, 50), [(left, top, right - left, bottom - top)])


@every_object
def test_only_the_frames_with_a_box_are_made_anew(name):
    dataset, streams = made(name)
    dicom, box = as_dicom(dataset), Box(1, 10, 8, 13, 9)
    patch = redact(dicom, [box])
    assert (patch.syntax, patch.attributes) == (OBJECTS[name][0], {})
    result = patched(dataset, dicom, patch)
    new = frames_of(result)
    assert [stream.rstrip(b"\0") for stream in (new[0], new[2])] == [streams[at].rstrip(b"\0") for at in (0, 2)]
    after = reopened(result)
    old, seen = frame_samples(dicom, 1), frame_samples(after, 1)
    inside = blanked(box, growth(dicom))
    assert old.dtype == seen.dtype and np.array_equal(old[~inside], seen[~inside])
    values = seen[inside].reshape(inside.sum(), -1)
    assert (values == values[0]).all() and not (
        old[inside].reshape(values.shape) == old[inside].reshape(values.shape)[0]
    ).all()


@every_object
def test_with_a_box_on_every_frame_what_was_lossy_becomes_lossless(name):
    syntax = OBJECTS[name][0]
    dataset, _ = made(name)
    dicom = as_dicom(dataset)
    patch = redact(dicom, [Box(None, 10, 8, 13, 9)])
    assert patch.syntax == LOSSY.get(syntax, syntax)
    after = reopened(patched(dataset, dicom, patch))
    for index in range(3):
        inside = blanked(Box(None, 10, 8, 13, 9), growth(dicom))
        assert np.array_equal(frame_samples(dicom, index)[~inside], frame_samples(after, index)[~inside])


#: What another decoder than ours has. GDCM writes no signed and no YBR secondary capture, whoever compressed it.
OTHERS = ("RLE", "JPEG Lossless", "JPEG-LS", "JPEG 2000")
READ_BY_GDCM = sorted(
    name for name in OBJECTS if name.startswith(OTHERS) and "signed" not in name and "YBR" not in name
)


@pytest.mark.skipif(shutil.which("gdcmconv") is None, reason="gdcmconv (Debian: libgdcm-tools) is not installed")
@pytest.mark.parametrize("name", READ_BY_GDCM)
def test_gdcm_reads_the_new_frame_as_we_do(name, tmp_path):
    dataset, _ = made(name)
    dicom = as_dicom(dataset)
    result = patched(dataset, dicom, redact(dicom, [Box(1, 10, 8, 13, 9)]))
    result.save_as(tmp_path / "ours.dcm")
    subprocess.run(["gdcmconv", "--raw", tmp_path / "ours.dcm", tmp_path / "raw.dcm"], check=True, capture_output=True)
    theirs, mine = as_dicom(pydicom.dcmread(tmp_path / "raw.dcm")), reopened(result)
    for index in range(3):
        assert np.array_equal(frame_samples(theirs, index), frame_samples(mine, index))


@pytest.mark.parametrize("name", ["HTJ2K 8", "HTJ2K RPCL 16", "HTJ2K 12", "HTJ2K RGB", "HTJ2K RCT"])
def test_openjpeg_reads_the_new_frame_as_we_do(name):
    dataset, _ = made(name)
    dicom = as_dicom(dataset)
    result = patched(dataset, dicom, redact(dicom, [Box(1, 10, 8, 13, 9)]))
    assert np.array_equal(imagecodecs.jpeg2k_decode(frames_of(result)[1]), frame_samples(reopened(result), 1))


@pytest.mark.parametrize("name", ["RLE 12", "JPEG Lossless SV1 12", "JPEG-LS 8", "JPEG 2000 RCT"])
@pytest.mark.parametrize("table", ["basic", "extended"])
def test_offset_tables_stay_right(name, table, tmp_path):
    dataset, streams = made(name)
    if table == "basic":
        dataset.PixelData = encapsulate(streams, has_bot=True)
    else:
        dataset.PixelData, dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths = encapsulate_extended(
            streams
        )
    done = cleaned(dataset, [Box(2, 10, 8, 13, 9), Box(0, 1, 1, 4, 4)])
    whole = list(generate_frames(done.PixelData, number_of_frames=3))
    if table == "basic":
        assert int.from_bytes(done.PixelData[4:8], "little") == 12
        tables = {}
    else:
        tables = {"extended_offsets": (done.ExtendedOffsetTable, done.ExtendedOffsetTableLengths)}
    for index in range(3):
        assert get_frame(done.PixelData, index, number_of_frames=3, **tables).rstrip(b"\0") == whole[index].rstrip(
            b"\0"
        )
    assert whole[1].rstrip(b"\0") == streams[1].rstrip(b"\0")


@pytest.mark.parametrize(
    "tags",
    [["ExtendedOffsetTable"], ["ExtendedOffsetTableLengths"], ["ExtendedOffsetTable", "ExtendedOffsetTableLengths"]],
)
@pytest.mark.parametrize("name", ["native", "JPEG-LS 8", "JPEG 2000 RCT"])
def test_a_text_in_place_of_an_offset_table_goes_with_a_redaction_too(name, tags):
    dataset = image(grey(8)) if name == "native" else made(name)[0]
    for tag in tags:
        setattr(dataset, tag, b"MUSTERMANN^ERIKA")
    done = cleaned(dataset, [Box(1, 10, 8, 13, 9)])
    assert b"MUSTERMANN" not in as_bytes(done)
    assert "ExtendedOffsetTableLengths" not in done or len(done.ExtendedOffsetTable) == 8 * 3


def test_lengths_of_frames_that_no_table_belongs_to_do_not_outlive_a_redaction():
    dataset, streams = made("JPEG-LS 8")
    dataset.ExtendedOffsetTableLengths = np.array([len(each) for each in streams], "<u8").tobytes()
    assert "ExtendedOffsetTableLengths" not in cleaned(dataset, [Box(1, 10, 8, 13, 9)])


def test_frames_in_several_fragments_stay_in_them(tmp_path):
    dataset, streams = made("JPEG 2000 12")
    dataset.PixelData = encapsulate(streams, fragments_per_frame=3, has_bot=True)
    done = cleaned(dataset, [Box(1, 10, 8, 13, 9)])
    assert done.PixelData.count(b"\xfe\xff\x00\xe0") == 1 + 3 + 1 + 3
    assert [each.rstrip(b"\0") for each in generate_frames(done.PixelData, number_of_frames=3)][::2] == [
        each.rstrip(b"\0") for each in streams[::2]
    ]


def cleaned(dataset: pydicom.FileDataset, boxes: list[Box]) -> pydicom.FileDataset:
    """As it leaves the engine."""
    candidate = write(BytesSource(as_bytes(dataset)), order(boxes=boxes, pixels_reviewed=True))
    pieces = PieceSource(candidate.pieces, candidate.source)
    return pydicom.dcmread(io.BytesIO(pieces.read(0, pieces.size)))


def test_a_comment_in_a_frame_without_a_box_goes_all_the_same():
    dataset, streams = made("JPEG Lossless 8")
    said = [stream[:2] + b"\xff\xfe\x00\x12MUSTERMANN^ERIK" + b"A" + stream[2:] for stream in streams]
    dataset.PixelData = encapsulate(said)
    dataset["PixelData"].is_undefined_length = True
    done = cleaned(dataset, [Box(1, 10, 8, 13, 9)])
    assert b"MUSTERMANN" not in as_bytes(done)
    assert frames_of(done)[0].rstrip(b"\0") == streams[0].rstrip(b"\0")


@pytest.mark.parametrize("frames", [1, 3])
def test_a_comment_in_a_frame_whose_blocks_are_blanked_goes_with_them(frames):
    said = b"\xff\xfe\x00\x12MUSTERMANN^ERIKA"
    streams = [imagecodecs.jpeg8_encode(frame, level=80) for frame in grey(8)[:frames]]
    dataset = image([each[:2] + said + each[2:] for each in streams], J + "50", Rows=40, Columns=50)
    done = cleaned(dataset, [Box(0, 10, 8, 3, 3)])
    assert done.file_meta.TransferSyntaxUID == J + "50"
    assert b"MUSTERMANN" not in as_bytes(done)


def test_an_object_that_was_lossy_once_grows_to_the_blocks_that_it_had():
    samples = grey(8)
    dataset = image(samples, LossyImageCompression="01")
    dicom = as_dicom(dataset)
    assert growth(dicom) == Growth(8, 8, 8, 8)
    patch = redact(dicom, [Box(0, 18, 17, 3, 3)])
    seen = frame_samples(reopened(patched(dataset, dicom, patch)), 0)
    inside = ~outside((40, 50), [(8, 8, 24, 24)])
    assert not seen[inside].any() and np.array_equal(seen[~inside], samples[0][~inside]) and "grew" in patch.notes[0]
    assert joined(as_dicom(image(samples)), redact(as_dicom(image(samples)), [Box(0, 1, 1, 2, 2)]))


@pytest.mark.parametrize(("subsampling", "unit"), [("444", (8, 8)), ("422", (16, 8)), ("420", (16, 16))])
def test_jpeg_grows_to_its_units_and_one_more(subsampling, unit):
    stream = imagecodecs.jpeg8_encode(colour()[0], level=80, subsampling=subsampling)
    dicom = as_dicom(image([stream], J + "50", photometric="YBR_FULL", Rows=40, Columns=50))
    assert growth(dicom) == Growth(*unit, *unit)


def test_sampling_factors_of_nothing_are_a_damaged_stream():
    stream = bytearray(imagecodecs.jpeg8_encode(grey(8)[0], level=80))
    stream[stream.index(b"\xff\xc0") + 11] = 0
    dicom = as_dicom(image([bytes(stream)], J + "50", Rows=40, Columns=50))
    assert growth(dicom) == Growth(16, 16, 16, 16)
    with pytest.raises(Quarantine) as stop:
        redact(dicom, [Box(None, 10, 8, 3, 3)])
    assert stop.value.code == "cannot-decode"


def test_an_object_of_one_frame_is_compressed_once(monkeypatch):
    dataset, streams = made("JPEG-LS 8")
    dataset.PixelData, dataset.NumberOfFrames = encapsulate(streams[:1]), 1
    dataset["PixelData"].is_undefined_length = True
    times = []
    monkeypatch.setitem(ENCODERS, "jpeg-ls", lambda *told, encode=ENCODERS["jpeg-ls"]: times.append(1) or encode(*told))
    dicom = as_dicom(dataset)
    joined(dicom, redact(dicom, [Box(None, 10, 8, 13, 9)]))
    assert len(times) == 1


def jpeg_2000_as_it_is(frame: np.ndarray, _: int) -> bytes:
    """Without a colour transform of its own."""
    return imagecodecs.jpeg2k_encode(frame, level=0, reversible=True, codecformat="j2k", mct=False)


@pytest.mark.parametrize(
    ("syntax", "compress"),
    [
        (RLELossless, rle),
        (JPEG_LS_LOSSLESS, lambda frame, _: imagecodecs.jpegls_encode(frame)),
        (J2K, jpeg_2000_as_it_is),
        (JXL, lambda frame, _: imagecodecs.jpegxl_encode(frame, lossless=True)),
    ],
)
def test_a_box_is_black_where_the_header_says_ybr(syntax, compress):
    dataset = image([compress(frame, 8) for frame in colour()], syntax, photometric="YBR_FULL", Rows=40, Columns=50)
    dicom = as_dicom(dataset)
    after = reopened(patched(dataset, dicom, redact(dicom, [Box(1, 10, 8, 13, 9)])))
    assert not frame_samples(after, 1, rgb=True)[8:17, 10:23].any()
    assert frame_samples(after, 0, rgb=True).any()


def test_growth_is_by_whole_units():
    assert Growth(8, 16, 8, 16).grown(9, 17, 10, 18) == (0, 0, 24, 48)
    assert Growth().grown(1, 2, 3, 4) == (1, 2, 3, 4)


@pytest.mark.parametrize("codec", ["rle", "jpeg-lossless", "jpeg-ls", "jpeg-2000", "htj2k", "jpeg-xl"])
def test_an_encoder_that_is_given_nonsense_says_that_it_is_unfit(codec):
    read = read_image(as_dicom(image(grey(8))))
    for samples in (np.zeros((0, 0), np.uint8), np.zeros((4, 4), complex)):
        with pytest.raises(Unfit):
            encode(codec, samples, read, b"nonsense")
