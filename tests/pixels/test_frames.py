"""Frames: what is decoded, beside what pydicom makes of the same file with other codecs."""

import logging
import shutil
import subprocess
import warnings

import imagecodecs
import numpy as np
import pytest
from pydicom.pixels import get_decoder
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian

from curtain.files.source import Truncated
from curtain.outcome import Quarantine
from curtain.pixels.frames import frame_samples
from curtain.pixels.image import read_image
from curtain.pixels.syntaxes import SYNTAXES, is_native
from pixel_images import as_dicom, image, mutations, opened, real_files, second_opinion, shipped

#: Real files that cannot be decoded, and why. A new one has to be looked at.
UNDECODABLE = {
    "JPEG2000-embedded-sequence-delimiter.dcm": "made by pydicom to test fragments; the codestream is no image",
    "2f12944a_genFile.dcm": "uncompressed pixels under a JPEG transfer syntax",
    "f52cb78c_multiframe.dcm": "some frames are narrower than Columns",
}

#: JPEG is not exact: another inverse transform may round otherwise, and enlarge chroma otherwise.
LOSSY_JPEG = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")


def others(dataset, syntax, index):
    """(name, samples) of a frame by every other plugin that is installed and can."""
    decoder = get_decoder(syntax)
    for plugin in decoder.available_plugins or ("",):
        if plugin == "pillow" and syntax.startswith("1.2.840.10008.1.2.4.9"):
            # It levels signed JPEG 2000 wrongly.
            continue
        try:
            logging.disable(logging.CRITICAL)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield plugin, decoder.as_array(dataset, index=index, raw=True, decoding_plugin=plugin)[0]
        except Exception:
            continue
        finally:
            logging.disable(logging.NOTSET)


@pytest.mark.parametrize("path", real_files())
def test_a_real_file_decodes_as_elsewhere_or_is_refused_with_a_sentence(path):
    dicom = opened(path)
    try:
        read = read_image(dicom)
    except Quarantine as refusal:
        assert refusal.sentence.endswith(".")
        return
    indices = sorted({0, read.number_of_frames // 2, read.number_of_frames - 1})
    try:
        mine = {index: frame_samples(dicom, index) for index in indices}
    except Quarantine as refusal:
        assert refusal.code == "cannot-decode"
        assert path.name in UNDECODABLE
        return
    assert path.name not in UNDECODABLE or path.name.startswith("f52cb78c")
    for samples in mine.values():
        assert samples.shape[:2] == (read.rows, read.columns)
        assert samples.flags.c_contiguous and samples.dtype.isnative
    try:
        dataset = second_opinion(path)
        usable = "PixelData" in dataset and dataset.file_meta.get("TransferSyntaxUID") == dicom.syntax
    except Exception:
        # Some files only our reader can read; then nobody has another opinion.
        return
    if not usable or "JPEG XL" in SYNTAXES[dicom.syntax].name:
        return
    for index, samples in mine.items():
        for plugin, theirs in others(dataset, dicom.syntax, index):
            difference = np.abs(samples.astype(np.float64) - theirs)
            if dicom.syntax not in LOSSY_JPEG:
                assert difference.max() == 0, plugin
            elif plugin == "pylibjpeg":
                assert difference.mean() < 1 and difference.max() <= 8, plugin
            else:
                assert difference.max() == 0, plugin


@pytest.mark.parametrize(
    "path", [path for path in real_files() if "_JPLY" in str(path.id) or "JPEG-lossy" in str(path.id)]
)
def test_twelve_bit_jpeg_decodes_as_with_dcmtk(path, tmp_path):
    if shutil.which("dcmdjpeg") is None:
        pytest.skip("dcmdjpeg (Debian: dcmtk) is not installed")
    subprocess.run(["dcmdjpeg", path, tmp_path / "raw.dcm"], check=True, capture_output=True)
    theirs = second_opinion(tmp_path / "raw.dcm").pixel_array
    samples = frame_samples(opened(path), 0)
    assert np.abs(samples.astype(int) - theirs).max() <= 1


NATIVE = {
    "8 bit": (np.uint8, {}),
    "signed": (np.int16, {}),
    "32 bit": (np.uint32, {}),
    "1 bit": (np.uint8, {"bits_allocated": 1}),
}


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("kind", NATIVE)
def test_native_frames_come_back_from_either_byte_order(kind, syntax):
    dtype, options = NATIVE[kind]
    high = 2 if options else 200
    frames = np.random.default_rng(1).integers(-100 if dtype is np.int16 else 0, high, (3, 5, 7)).astype(dtype)
    dicom = as_dicom(image(frames, syntax, **options))
    for index in range(3):
        assert np.array_equal(frame_samples(dicom, index), frames[index])


def test_8_bit_words_of_a_big_endian_file_are_swapped_also_where_frames_share_one():
    frames = np.arange(3 * 5 * 3, dtype=np.uint8).reshape(3, 5, 3)
    dicom = as_dicom(image(frames, ExplicitVRBigEndian, vr="OW"))
    for index in range(3):
        assert np.array_equal(frame_samples(dicom, index), frames[index])


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("spare", [0, 0xF000])
def test_the_sign_may_stand_above_bits_stored_or_not(spare, syntax):
    frames = np.array([[[0x123, 0xFFF | spare]]], np.uint16)
    assert frame_samples(as_dicom(image(frames, syntax, bits_stored=12)), 0).tolist() == [[0x123, 0xFFF]]
    signed = frames.view(np.int16)
    assert frame_samples(as_dicom(image(signed, syntax, bits_stored=12)), 0).tolist() == [[0x123, -1]]


SPARE = {
    "text": [0x5123, 0x0FFF, 0x0456],
    "everywhere": [0x5123, 0x5FFF, 0x5456],
    "the sign of some": [0x0123, 0x0FFF, 0xFFFE],
    "a sign without a reason": [0xF123, 0xFFFF, 0xF456],
}


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("dtype", [np.uint16, np.int16])
@pytest.mark.parametrize("kind", SPARE)
def test_something_in_spare_bits_is_refused(kind, dtype, syntax):
    frames = np.array([[SPARE[kind]]], np.uint16).view(dtype)
    with pytest.raises(Quarantine, match="spare bits") as refusal:
        frame_samples(as_dicom(image(frames, syntax, bits_stored=12)), 0)
    assert refusal.value.code == "cannot-show"


@pytest.mark.parametrize("codec", ["jpegls", "jpeg2k", "rle"])
def test_something_in_spare_bits_of_a_compressed_frame_is_refused(codec):
    samples = np.full((16, 16), 0x0FFF, np.uint16)
    samples[4:9, 4:9] |= 0x5000
    planes = [(samples >> shift).astype(np.uint8).tobytes() for shift in (8, 0)]
    literal = [b"".join(b"\x7f" + plane[at : at + 128] for at in (0, 128)) for plane in planes]
    header = np.zeros(16, "<u4")
    header[:3] = 2, 64, 64 + len(literal[0])
    syntax, stream = {
        "jpegls": ("1.2.840.10008.1.2.4.80", imagecodecs.jpegls_encode(samples)),
        "jpeg2k": ("1.2.840.10008.1.2.4.90", imagecodecs.jpeg2k_encode(samples, codecformat="J2K", reversible=True)),
        "rle": ("1.2.840.10008.1.2.5", header.tobytes() + b"".join(literal)),
    }[codec]
    attributes = {"Rows": 16, "Columns": 16, "bits_allocated": 16}
    assert np.array_equal(frame_samples(as_dicom(image([stream], syntax, **attributes)), 0), samples)
    with pytest.raises(Quarantine, match="spare bits"):
        frame_samples(as_dicom(image([stream], syntax, bits_stored=12, **attributes)), 0)


def test_chroma_of_4_2_2_is_repeated():
    frames = np.array([[[[10, 60, 200], [20, 60, 200]]]], np.uint8)
    dicom = as_dicom(image(frames, photometric="YBR_FULL_422"))
    assert np.array_equal(frame_samples(dicom, 0), frames[0])


def test_a_frame_that_is_not_there_is_refused():
    dicom = as_dicom(image(np.zeros((2, 2, 2), np.uint8)))
    for index in (-1, 2):
        with pytest.raises(Quarantine):
            frame_samples(dicom, index)


def test_nothing_of_a_damaged_stream_reaches_the_console(capsys, caplog):
    stream = b"\xff\xd8\xff\xc0\0\x0b\x08\0\x02\0\x02\1\1\x11\0MUSTERMANN\xff\xd9"
    dicom = as_dicom(image([stream], "1.2.840.10008.1.2.4.50", Rows=2, Columns=2))
    with pytest.raises(Quarantine) as refusal:
        frame_samples(dicom, 0)
    assert "MUSTERMANN" not in f"{refusal.value} {capsys.readouterr()} {caplog.text}"
    assert refusal.value.__cause__ is None


STREAMS = {
    "JPEG baseline": "SC_rgb_dcmtk_+eb+cy+s2.dcm",
    "JPEG extended": "JPGExtended.dcm",
    "JPEG lossless": "SC_rgb_jpeg_gdcm.dcm",
    "JPEG-LS": "MR_small_jpeg_ls_lossless.dcm",
    "JPEG-LS near": "SC_rgb_jls_lossy_line.dcm",
    "JPEG 2000": "MR_small_jp2klossless.dcm",
    "JPEG 2000 colour": "GDCMJ2K_TextGBR.dcm",
    "RLE": "MR_small_RLE.dcm",
    "RLE 16 bit colour": "SC_rgb_rle_16bit.dcm",
}


@pytest.mark.parametrize("name", STREAMS)
def test_damaged_streams_are_refused_or_decoded_and_nothing_else_happens(name):
    dicom = shipped(STREAMS[name])
    read = read_image(dicom)
    offset, length = dicom.pixel_data.fragments[1]
    stream = dicom.source.read(offset, length)
    refused = 0
    for mutation in mutations(stream, 120, seed=4711):
        damaged = image(
            [mutation],
            dicom.syntax,
            photometric=read.photometric_interpretation,
            Rows=read.rows,
            Columns=read.columns,
            bits_allocated=read.bits_allocated,
            bits_stored=read.bits_stored,
            PixelRepresentation=read.pixel_representation,
        )
        try:
            samples = frame_samples(as_dicom(damaged), 0, rgb=True)
            assert samples.shape[:2] == (read.rows, read.columns)
        except Quarantine:
            refused += 1
    # Cut off streams, a quarter of all, must be among them.
    assert refused >= 25


def test_a_file_that_shrinks_while_it_is_read_is_refused():
    dicom = as_dicom(image(np.zeros((1, 256, 256), np.uint16)))

    class Gone:
        size = dicom.source.size

        def read(self, offset, length):
            raise Truncated

    dicom.source = Gone()
    with pytest.raises(Quarantine):
        frame_samples(dicom, 0)


def test_every_known_syntax_can_be_decoded_by_something():
    from curtain.pixels.codecs import PLUGIN, decoder

    for syntax in SYNTAXES:
        assert is_native(syntax) or decoder(syntax).available_plugins == (PLUGIN,)
