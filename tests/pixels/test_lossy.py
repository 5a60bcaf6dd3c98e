"""What the header says of a loss: it stays true when pixels are written anew without a further one."""

import io

import imagecodecs
import pydicom
import pytest

from compressed_images import J, grey, made
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.pixels import jpeg
from curtain.pixels.crop import Crop
from curtain.pixels.growth import Growth, growth
from curtain.pixels.redact import Box
from curtain.write import write
from making import as_bytes, order
from pixel_images import as_dicom, image

pytestmark = pytest.mark.usefixtures("jpeg_xl_is_known_to_pydicom")

ONE, ALL = [Box(1, 10, 8, 13, 9)], [Box(None, 10, 8, 13, 9)]


def read(dataset: pydicom.FileDataset, **asked: object) -> pydicom.FileDataset:
    candidate = write(BytesSource(as_bytes(dataset)), order(**asked))
    source = PieceSource(candidate.pieces, candidate.source)
    return pydicom.dcmread(io.BytesIO(source.read(0, source.size)))


def told(dataset: pydicom.FileDataset) -> tuple:
    return tuple(
        dataset.get(name)
        for name in ("LossyImageCompression", "LossyImageCompressionMethod", "LossyImageCompressionRatio")
    )


@pytest.fixture
def no_blocks(monkeypatch):
    """As with a process of JPEG whose blocks cannot be rewritten."""

    def refuse(*_: object, **__: object) -> None:
        raise jpeg.OtherProcess("another process")

    monkeypatch.setattr(jpeg, "redact", refuse)


LOSSY = ["JPEG-LS near", "JPEG 2000 lossy", "HTJ2K lossy", "JPEG XL lossy"]
METHODS = {"JPEG-LS near": "ISO_14495_1", "JPEG 2000 lossy": "ISO_15444_1", "HTJ2K lossy": "ISO_15444_15",
           "JPEG XL lossy": "ISO_18181_1"}  # fmt: skip


@pytest.mark.parametrize("name", LOSSY)
@pytest.mark.parametrize("asked", [{"boxes": ALL}, {"crop": Crop(0, 0, 44, 36)}], ids=["redaction", "crop"])
def test_a_loss_that_the_syntax_told_is_told_by_the_header_when_the_syntax_does_not_any_more(name, asked):
    dataset, streams = made(name)
    after = read(dataset, **asked)
    assert after.file_meta.TransferSyntaxUID != dataset.file_meta.TransferSyntaxUID
    ratio = dataset.Rows * dataset.Columns * dataset.SamplesPerPixel * dataset.BitsAllocated / 8 * 3
    padded = sum(len(stream) + len(stream) % 2 for stream in streams)
    assert told(after) == ("01", METHODS[name], pytest.approx(ratio / padded, rel=1e-3))


@pytest.mark.parametrize("name", [*LOSSY, "JPEG 8"])
def test_lists_of_methods_and_ratios_stay_whatever_is_written(name):
    said = {"LossyImageCompression": "01", "LossyImageCompressionMethod": ["ISO_10918_1", "ISO_15444_1"]}
    for boxes in ([], ONE, ALL):
        dataset, _ = made(name, **said, LossyImageCompressionRatio=["10.5", "3"])
        assert told(read(dataset, boxes=boxes)) == ("01", ["ISO_10918_1", "ISO_15444_1"], [10.5, 3])


@pytest.mark.parametrize("name", ["JPEG 8", "JPEG-LS near", "JPEG-LS 8", "RLE 8"])
def test_nothing_is_said_where_the_syntax_stays(name):
    assert told(read(made(name)[0], boxes=ONE)) == (None, None, None)


@pytest.mark.usefixtures("no_blocks")
def test_a_jpeg_has_lost_something_whatever_its_header_says():
    after = read(made("JPEG 8", LossyImageCompression="00")[0], boxes=ONE)
    assert after.file_meta.TransferSyntaxUID == J + "80" and told(after)[:2] == ("01", "ISO_10918_1")


def test_a_syntax_that_may_be_without_loss_leaves_the_word_to_the_header():
    streams = [imagecodecs.jpeg2k_encode(frame, level=0, reversible=True, codecformat="j2k") for frame in grey(8)]
    lossless = image(streams, J + "91", Rows=40, Columns=50, LossyImageCompression="00")
    after = read(lossless, boxes=ALL)
    assert after.file_meta.TransferSyntaxUID == J + "90" and told(after) == ("00", None, None)


def test_a_second_redaction_of_what_was_lossy_still_grows():
    after = read(made("JPEG-LS near")[0], boxes=ALL)
    assert growth(as_dicom(after)) == Growth(8, 8, 8, 8)


@pytest.mark.parametrize("name", ["JPEG 8", "JPEG 2000 lossy", "RLE 8"])
def test_a_redaction_makes_no_derived_image_and_says_so_nowhere_else(name):
    """PS3.3 C.7.6.1.1.2: blanked text is the same picture. What was derived before stays derived, its description goes."""
    for kind in (["ORIGINAL", "PRIMARY"], ["DERIVED", "SECONDARY", "OTHER"]):
        dataset, _ = made(name, ImageType=kind, DerivationDescription="by Otto Brinkmann", BurnedInAnnotation="YES")
        after = read(dataset, boxes=ALL, pixels_reviewed=True)
        assert after.ImageType == kind and "DerivationDescription" not in after
        assert after.BurnedInAnnotation == "NO"
        assert "113101" in [item.CodeValue for item in after.DeidentificationMethodCodeSequence]
