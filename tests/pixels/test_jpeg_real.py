"""Real files, and a library that hands out coefficients: the same proof, by other people's code."""

import io
import shutil
from pathlib import Path

import pytest

pytest.importorskip("numpy")

import imagecodecs
import numpy as np

from curtain.files.fragments import frames
from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels import jpeg
from jpeg_exact import expect_exact, touched
from jpeg_streams import read
from pixel_images import opened, real_files

SEQUENTIAL = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")
ZIGZAG = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
    35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
]  # fmt: skip
#: Beyond this our own reader of coefficients takes seconds.
LARGE = 20_000


def first_frame(dicom: Dicom) -> bytes:
    try:
        found = frames(dicom)
    except Quarantine as stop:
        pytest.skip(stop.code)
    return b"".join(dicom.source.read(*fragment) for fragment in found[0])


def sequential() -> list:
    """The real files that say early on to be such JPEG; a folder of files that is missing stays in the list."""

    def fits(path: Path | None) -> bool:
        return path is None or any(syntax.encode() in path.open("rb").read(1024) for syntax in SEQUENTIAL)

    return [found for found in real_files() if fits(found.values[0])]


@pytest.mark.parametrize("path", sequential())
def test_frames_of_real_files(path):
    dicom = opened(path)
    assert dicom.syntax in SEQUENTIAL
    source = first_frame(dicom)
    if source[:2] != b"\xff\xd8":
        pytest.skip("no JPEG, whatever its syntax says")
    size = jpeg.grid(source)
    done = jpeg.redact(source, [(size.columns * 0.4, size.rows * 0.3, size.columns * 0.2, 9)])
    # What is blank costs a little where all was blank.
    assert len(done.stream) <= len(source) * 1.03
    if len(source) < LARGE:
        # Some encoders leave stray bytes behind the end.
        expect_exact(source[: source.rindex(b"\xff\xd9") + 2], done)
    before, after = imagecodecs.jpeg8_decode(source), imagecodecs.jpeg8_decode(done.stream)
    outside = np.ones(before.shape[:2], bool)
    x, y, width, height = done.units[0]
    assert not after[y + 2 : y + height - 2, x + 2 : x + width - 2].any()
    # Two pixels for chroma that is smoothed between its samples.
    outside[max(y - 2, 0) : y + height + 2, max(x - 2, 0) : x + width + 2] = False
    assert np.array_equal(before[outside], after[outside])


def encoded(sampling: str, restart: int, optimize: bool) -> bytes:
    chance = np.random.default_rng(4)
    y, x = np.mgrid[:93, :131]
    samples = np.stack([(x * 5) % 256, (y * 3) % 256, chance.integers(0, 256, x.shape)], 2).astype(np.uint8)
    if sampling in ("440", "411"):
        return imagecodecs.jpeg8_encode(samples, level=80, subsampling=sampling, optimize=optimize)
    from PIL import Image

    picture = Image.fromarray(samples).convert("L" if sampling == "grey" else "RGB")
    buffer = io.BytesIO()
    options = {} if sampling == "grey" else {"subsampling": {"444": 0, "422": 1, "420": 2}[sampling]}
    picture.save(buffer, "JPEG", quality=80, optimize=optimize, restart_marker_blocks=restart, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("optimize", [False, True])
@pytest.mark.parametrize("restart", [1, 5])
@pytest.mark.parametrize("sampling", ["444", "422", "420", "grey"])
def test_restarts_of_pillow(sampling, restart, optimize):
    from PIL import Image

    source = encoded(sampling, restart, optimize)
    done = jpeg.redact(source, [(50, 40, 30, 11)])
    assert expect_exact(source, done).restarts > 2
    with Image.open(io.BytesIO(done.stream)) as picture:
        picture.load()
        assert picture.size == (131, 93)


def coefficients(library, stream: bytes, folder) -> tuple[list[np.ndarray], np.ndarray]:
    """Blocks of each component (rows, columns, 64 in zigzag order) and quantization tables, by libjpeg."""
    path = folder / "stream.jpg"
    path.write_bytes(stream)
    found = library.read_dct(str(path))
    blocks = [each for each in (found.Y, found.Cb, found.Cr) if each is not None]
    return [each.reshape(*each.shape[:2], 64)[:, :, ZIGZAG] for each in blocks], found.qt


@pytest.mark.parametrize("optimize", [False, True])
@pytest.mark.parametrize("restart", [0, 7])
@pytest.mark.parametrize("sampling", ["444", "422", "440", "420", "411", "grey"])
def test_coefficients_as_libjpeg_reads_them(sampling, restart, optimize, tmp_path):
    library = pytest.importorskip("jpeglib")
    source = encoded(sampling, restart, optimize)
    done = jpeg.redact(source, [(50, 40, 30, 11), (130, 92, 1, 1)])
    before, tables = coefficients(library, source, tmp_path)
    after, tables_after = coefficients(library, done.stream, tmp_path)
    assert np.array_equal(tables, tables_after)
    image = read(source)
    blank = touched(image, done.units)
    for number, (name, *_) in enumerate(image.components):
        mask = np.zeros(before[number].shape[:2], bool)
        for row, column in blank[name]:
            if row < mask.shape[0] and column < mask.shape[1]:
                mask[row, column] = True
        assert mask.any() and not mask.all()
        assert np.array_equal(before[number][~mask], after[number][~mask])
        assert not after[number][mask][:, 1:].any()
        assert len(np.unique(after[number][mask][:, 0])) == 1
        # And so our own reader, which has to do for what this library cannot read, reads as libjpeg does.
        for row, blocks in enumerate(image.blocks[name][: mask.shape[0]]):
            assert np.array_equal(before[number][row], np.array(blocks)[: mask.shape[1]])


@pytest.mark.parametrize("scans", ["", "0; 1; 2;", "0; 1 2;", "2; 0 1;"])
@pytest.mark.parametrize("words", ["", "-optimize", "-restart 3B", "-optimize -restart 1", "-quality 100 -optimize"])
@pytest.mark.parametrize("sampling", ["1x1", "2x1", "1x2", "2x2", "4x1", "4x2", "2x1,1x1,2x1", "2x2,2x1,1x2"])
def test_between_cjpeg_and_djpeg(sampling, words, scans, tmp_path):
    """libjpeg's own tools, with scans that are not interleaved; djpeg is strict, and smooths nothing."""
    import subprocess

    if not shutil.which("cjpeg") or not shutil.which("djpeg"):
        pytest.skip("libjpeg's tools are not installed")

    def run(*command: str, data: bytes) -> bytes:
        ran = subprocess.run(command, input=data, capture_output=True, check=True)
        assert not ran.stderr
        return ran.stdout

    def seen(stream: bytes) -> np.ndarray:
        shown = run("djpeg", "-strict", "-nosmooth", "-pnm", data=stream)
        return np.frombuffer(shown[-93 * 131 * 3 :], np.uint8).reshape(93, 131, 3)

    noise = np.random.default_rng(9).integers(0, 256, (93, 131, 3), np.uint8)
    (tmp_path / "scans").write_text(scans)
    extra = [*words.split(), *(("-scans", str(tmp_path / "scans")) if scans else ())]
    header = b"P6 131 93 255\n"
    source = run("cjpeg", "-sample", sampling, *extra, data=header + noise.tobytes())
    done = jpeg.redact(source, [(50, 40, 30, 11)])
    expect_exact(source, done)
    assert len(done.stream) <= len(source)
    inside = np.zeros((93, 131), bool)
    x, y, width, height = done.units[0]
    inside[y : y + height, x : x + width] = True
    before, after = seen(source), seen(done.stream)
    assert np.array_equal(before[~inside], after[~inside])
    assert not after[inside].any()
