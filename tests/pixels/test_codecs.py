"""The plugin: registered beside pydicom's, suspicious of what streams claim, and exact where it encodes."""

import struct

import imagecodecs
import numpy as np
import pytest
from pydicom.pixels import decoders, get_decoder
from pydicom.pixels.decoders.rle import _rle_decode_frame

from curtain.outcome import Quarantine
from curtain.pixels.codecs import PLUGIN, decoder, encode_jpeg_ls
from curtain.pixels.frames import frame_samples
from curtain.pixels.streams import BadStream, jpeg_2000_info, jpeg_info
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS, SYNTAXES, why_not
from pixel_images import as_dicom, image, shipped


def test_pydicoms_own_decoders_stay_as_they_are():
    for syntax in SYNTAXES:
        decoder(syntax)
    assert PLUGIN not in decoders.JPEGLSLosslessDecoder.available_plugins
    assert decoder(JPEG_LS_LOSSLESS) is not get_decoder(JPEG_LS_LOSSLESS)
    assert decoder(JPEG_LS_LOSSLESS).available_plugins == (PLUGIN,)


@pytest.mark.parametrize("shape", [(7, 5), (7, 5, 3)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_jpeg_ls_comes_back_exactly(shape, dtype):
    samples = np.random.default_rng(2).integers(0, np.iinfo(dtype).max + 1, shape).astype(dtype)
    stream = encode_jpeg_ls(samples)
    assert np.array_equal(imagecodecs.jpegls_decode(stream), samples)


def test_our_jpeg_ls_streams_have_no_spiff_header():
    stream = encode_jpeg_ls(np.zeros((4, 4), np.uint8))
    assert stream[:4] == b"\xff\xd8\xff\xf7"
    assert jpeg_info(stream).precision == 8


@pytest.mark.parametrize("bits, samples", [(8, 1), (8, 3), (16, 1), (16, 3), (32, 1), (32, 3)])
def test_rle_decodes_as_with_pydicoms_decoder(bits, samples):
    names = {
        (8, 3): "SC_rgb_rle.dcm",
        (16, 1): "MR_small_RLE.dcm",
        (16, 3): "SC_rgb_rle_16bit.dcm",
        (32, 1): "rtdose_rle_1frame.dcm",
        (32, 3): "SC_rgb_rle_32bit.dcm",
    }
    if (bits, samples) == (8, 1):
        pytest.skip("pydicom ships no such file; the corpus does")
    dicom = shipped(names[bits, samples])
    offset, length = dicom.pixel_data.fragments[1]
    mine = frame_samples(dicom, 0)
    raw = _rle_decode_frame(dicom.source.read(offset, length), *mine.shape[:2], samples, bits)
    theirs = np.frombuffer(raw, mine.dtype).reshape(samples, *mine.shape[:2]).transpose(1, 2, 0)
    assert np.array_equal(mine.reshape(theirs.shape), theirs)


def hostile_jpeg(rows, columns, components=1, precision=8):
    body = struct.pack(">BHHB", precision, rows, columns, components) + b"".join(
        bytes((i, 0x11, 0)) for i in range(components)
    )
    return b"\xff\xd8\xff\xc0" + struct.pack(">H", len(body) + 2) + body + b"\xff\xda\0\2\xff\xd9"


@pytest.mark.parametrize("stream", [hostile_jpeg(65535, 65535), hostile_jpeg(2, 2, 3), hostile_jpeg(2, 2, 1, 16)])
def test_a_stream_that_is_larger_or_deeper_than_the_header_says_never_reaches_a_decoder(stream, monkeypatch):
    monkeypatch.setattr(imagecodecs, "jpeg8_decode", lambda *_, **__: pytest.fail("decoded"))
    dicom = as_dicom(image([stream], "1.2.840.10008.1.2.4.50", Rows=2, Columns=2))
    with pytest.raises(Quarantine):
        frame_samples(dicom, 0)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\xff\xff\xff\xd9", b"II*\0"])
def test_what_is_no_jpeg_has_no_size(data):
    with pytest.raises(BadStream):
        jpeg_info(data)


@pytest.mark.parametrize("data", [b"", b"\xff\x4f\xff\x51\0\x20", bytes(5000) + b"\xff\x4f\xff\x51" + bytes(60)])
def test_what_is_no_jpeg_2000_has_no_size(data):
    with pytest.raises(BadStream):
        jpeg_2000_info(data)


def jpeg(rgb, **options):
    return imagecodecs.jpeg8_encode(rgb, level=95, **options)


@pytest.mark.parametrize("said", ["RGB", "YBR_FULL", "YBR_FULL_422"])
@pytest.mark.parametrize("stored", ["YCbCr", "RGB"])
def test_colours_are_those_of_the_stream_whatever_the_header_says(said, stored):
    red = np.zeros((16, 16, 3), np.uint8)
    red[..., 0] = 250
    # libjpeg marks YCbCr with a JFIF segment and RGB with an Adobe one.
    stream = jpeg(red, colorspace="RGB", outcolorspace=stored)
    dicom = as_dicom(image([stream], "1.2.840.10008.1.2.4.50", photometric=said, Rows=16, Columns=16))
    shown = frame_samples(dicom, 0, rgb=True)[8, 8]
    assert shown[0] > 240 and shown[1] < 12 and shown[2] < 12


@pytest.mark.parametrize(
    "syntax, word",
    [("1.2.840.10008.1.2.4.102", "video"), ("1.2.840.10008.1.2.7.1", "video"), ("1.2.840.10008.1.2.4.94", "server"),
     ("1.2.840.10008.1.2.4.93", "Part 2"), ("1.2.3.4", "does not know")],
)  # fmt: skip
def test_syntaxes_without_a_decoder_say_why(syntax, word):
    assert word in why_not(syntax)
    assert why_not(JPEG_LS_LOSSLESS) is None


def test_jpeg_xl_is_shown():
    rgb = np.random.default_rng(3).integers(0, 256, (9, 8, 3), np.uint8)
    stream = imagecodecs.jpegxl_encode(rgb, lossless=True)
    dicom = as_dicom(image([stream], "1.2.840.10008.1.2.5", photometric="RGB", Rows=9, Columns=8))
    dicom.syntax = "1.2.840.10008.1.2.4.110"
    assert np.array_equal(frame_samples(dicom, 0), rgb)


@pytest.mark.parametrize(
    "siz",
    [
        (400, 400, 0, 0, 400, 400, 0, 16),
        (400, 400, 0, 0, 400, 400, 16, 0),
        (400, 400, 0, 0, 0, 400, 0, 0),
        (400, 400, 0, 0, 400, 0, 0, 0),
        (400, 400, 0, 0, 1, 1, 0, 0),
    ],
    ids=["begins below", "begins at the right", "no width", "no height", "a tile for each pixel"],
)
def test_tiles_that_cannot_cover_the_image_are_refused_before_a_decoder_goes_round_in_circles(siz):
    """Size, offset, size of a tile, offset of the first one."""
    numbers = b"".join(number.to_bytes(4, "big") for number in siz)
    with pytest.raises(BadStream):
        jpeg_2000_info(b"\xff\x4f\xff\x51\0\x29\0\0" + numbers + b"\0\1\7\1\1")
