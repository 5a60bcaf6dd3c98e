"""One table: a box on every frame of a cine, by Curtain, and beside it what others take and what cannot be done without.

    .venv/bin/python tests/benchmarks/redacted_cine.py [--dicom-dre PYTHON]

A JPEG cine by Curtain, by dicom-dre, and as programs do that decode; cines in JPEG-LS and uncompressed beside their *floor*:
the codec's own time for the frames that get a box, or that of reading and writing the bytes. PYTHON is an interpreter that
has dicom-dre installed (`pip install dicom-dre`, Python 3.12); without it its row stays as it was. The table is written
into redacted_cine.md, beside this file. The cines are made here: an ultrasound sector of speckle that moves, with a line
of text, 90 frames of 640 x 480. Times are the best of five, from the file to the new file on the disk, of the processor:
whatever else the machine does counts little.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import ExplicitVRLittleEndian, JPEGBaseline8Bit, JPEGLSLossless, RLELossless

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "py"), str(HERE.parent)]

from curtain.files.part10 import open_dicom  # noqa: E402
from curtain.files.pieces import copy  # noqa: E402
from curtain.files.source import PathSource  # noqa: E402
from curtain.pixels.redact import Box, redact  # noqa: E402
from pixel_images import image  # noqa: E402

FRAMES, ROWS, COLUMNS = 90, 480, 640
#: x, y, width and height.
BOX = (20, 12, 300, 24)
#: What a box in JPEG may reach beyond itself: units, one more, and two pixels of smoothed chroma.
REACH = 34
TABLE = HERE / "redacted_cine.md"
DRE_ROW = "| JPEG | dicom-dre"

DRE = """
import sys, time
from pathlib import Path
from dicom_dre.pixel_blanker import blank_regions
from dicom_dre.scrub_region import ScrubRegion
source, target, *box = sys.argv[1:]
best = 1e9
for _ in range(5):
    began = time.process_time()
    blank_regions(Path(source), Path(target), [ScrubRegion(*map(int, box))])
    best = min(best, time.process_time() - began)
print(best)
"""


def cine() -> np.ndarray:
    """(frames, rows, columns), 8 bits."""
    chance = np.random.default_rng(0)
    y, x = np.mgrid[:ROWS, :COLUMNS]
    distance, angle = np.hypot(x - COLUMNS / 2, y), np.abs(np.arctan2(x - COLUMNS / 2, y + 1))
    sector = (angle < 0.7) & (distance > 60) & (distance < 460)
    speckle = chance.rayleigh(40, (ROWS + FRAMES, COLUMNS))
    frames = []
    for number in range(FRAMES):
        samples = np.where(sector, speckle[number : number + ROWS], 4).clip(0, 255).astype(np.uint8)
        samples[16:32, 24:300][chance.random((16, 276)) < 0.4] = 235
        frames.append(samples)
    return np.stack(frames)


def in_colour(frames: np.ndarray) -> np.ndarray:
    return np.repeat(frames[..., None], 3, -1)


def by_curtain(source: Path, target: Path) -> None:
    dicom = open_dicom(PathSource(source))
    patch = redact(dicom, [Box(None, *BOX)])
    with target.open("wb") as file:
        copy(patch.pieces(), dicom.source, file)


def by_rle(source: Path, target: Path) -> None:
    """As presidio-image-redactor: decode, draw, compress as RLE."""
    dataset = pydicom.dcmread(source)
    # pydicom hands out RGB.
    samples = blanked(dataset.pixel_array)
    dataset.PhotometricInterpretation = "RGB"
    dataset.compress(RLELossless, samples, generate_instance_uid=False)
    dataset.save_as(target)


def by_jpeg(source: Path, target: Path) -> None:
    """Decode, draw, encode again: the second loss."""

    def again(stream: bytes) -> bytes:
        samples = blanked(imagecodecs.jpeg8_decode(stream)[None])[0]
        return imagecodecs.jpeg8_encode(samples, level=85, subsampling="422")

    by_codec(again, source, target)


def by_jpeg_ls(source: Path, target: Path) -> None:
    """Nothing but the codec: each frame is decoded and encoded."""
    by_codec(lambda stream: imagecodecs.jpegls_encode(imagecodecs.jpegls_decode(stream)), source, target)


def by_copying(source: Path, target: Path) -> None:
    """Through the program, not within the kernel: what is written is digested too."""
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)


def by_codec(again: Callable[[bytes], bytes], source: Path, target: Path) -> None:
    dataset = pydicom.dcmread(source)
    dataset.PixelData = encapsulate([again(stream) for stream in streams_in(source)])
    dataset.save_as(target)


def blanked(samples: np.ndarray) -> np.ndarray:
    x, y, width, height = BOX
    samples = samples.copy()
    samples[:, y : y + height, x : x + width] = 0
    return samples


def streams_in(path: Path) -> list[bytes]:
    return list(generate_frames(value_in(path), number_of_frames=FRAMES))


def value_in(path: Path) -> bytes:
    """PixelData of a file; of what Curtain wrote here, which is nothing else."""
    data = path.read_bytes()
    return pydicom.dcmread(path).PixelData if data[128:132] == b"DICM" else data


def shown(path: Path, like: np.ndarray, decode: Callable[[bytes], np.ndarray] | None) -> np.ndarray:
    """Samples of an object; `decode` is that of a compressed frame."""
    if path.read_bytes()[128:132] == b"DICM" and pydicom.dcmread(path).file_meta.TransferSyntaxUID == RLELossless:
        return pydicom.dcmread(path).pixel_array
    if decode is None:
        return np.frombuffer(value_in(path), np.uint8).reshape(like.shape)
    return np.stack([decode(stream) for stream in streams_in(path)])


def timed(work: Callable[[Path, Path], None], source: Path, target: Path) -> float:
    def once() -> float:
        began = time.process_time()
        work(source, target)
        return time.process_time() - began

    return min(once() for _ in range(5))


def by_dre(python: str | None, source: Path, target: Path) -> float | None:
    if python is None:
        return None
    words = [python, "-c", DRE, source, target, *map(str, BOX)]
    return float(subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout)


def rows(folder: Path, dre: str | None) -> Iterator[str]:
    frames = cine()
    colour = in_colour(frames)
    size = {"Rows": ROWS, "Columns": COLUMNS}
    source, target = folder / "source.dcm", folder / "target.dcm"

    def of(name: str, like: np.ndarray, decode: Callable[[bytes], np.ndarray] | None, reach: int) -> Callable:
        """A function that makes a row about what is in `target` now."""
        before = shown(source, like, decode)
        x, y, width, height = BOX
        outside = np.ones((ROWS, COLUMNS), bool)
        outside[max(y - reach, 0) : y + height + reach, max(x - reach, 0) : x + width + reach] = False

        def row(way: str, seconds: float, floor: float | None = None) -> str:
            change = np.abs(shown(target, like, decode).astype(int) - before)[:, outside]
            share = target.stat().st_size / source.stat().st_size
            times = f"{seconds / floor:.2f}" if floor else ""
            cells = (name, way, f"{seconds:.3f}", times, f"{share:.1%}", change.max(), f"{(change > 0).mean():.1%}")
            return f"| {' | '.join(map(str, cells))} |"

        return row

    def beside_floor(row: Callable, way: str, floor_way: str, floor: Callable[[Path, Path], None]) -> Iterator[str]:
        least = timed(floor, source, target)
        told = row(floor_way, least)
        yield row(way, timed(by_curtain, source, target), least)
        yield told

    streams = [imagecodecs.jpeg8_encode(each, level=85, subsampling="422") for each in colour]
    image(streams, JPEGBaseline8Bit, photometric="YBR_FULL_422", **size).save_as(source)
    row = of("JPEG", colour, imagecodecs.jpeg8_decode, REACH)
    yield row("Curtain, blocks in the stream", timed(by_curtain, source, target))
    if (seconds := by_dre(dre, source, target)) is not None:
        yield row("dicom-dre 1.4.2, blocks in the stream, in C", seconds)
    elif TABLE.exists():
        yield from (line for line in TABLE.read_text().splitlines() if line.startswith(DRE_ROW))
    yield row("decode, box, RLE (as presidio-image-redactor)", timed(by_rle, source, target))
    yield row("decode, box, encode again as JPEG", timed(by_jpeg, source, target))

    for name, samples, photometric in (("JPEG-LS, grey", frames, "MONOCHROME2"), ("JPEG-LS, RGB", colour, "RGB")):
        streams = [imagecodecs.jpegls_encode(each) for each in samples]
        image(streams, JPEGLSLossless, photometric=photometric, **size).save_as(source)
        row = of(name, samples, imagecodecs.jpegls_decode, 0)
        way, floor = "Curtain, decode, box, encode, decode to check", "floor: the codec's decode and encode"
        yield from beside_floor(row, way, floor, by_jpeg_ls)

    for name, samples, photometric in (("raw, grey", frames, "MONOCHROME2"), ("raw, RGB", colour, "RGB")):
        image(samples, ExplicitVRLittleEndian, photometric=photometric).save_as(source)
        row = of(name, samples, None, 0)
        yield from beside_floor(row, "Curtain, the rows of the box", "floor: reading and writing the bytes", by_copying)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dicom-dre", metavar="PYTHON", help="an interpreter that has dicom-dre")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    lines = [
        f"A box of {BOX[2]} x {BOX[3]} pixels on all {FRAMES} frames of a cine of {COLUMNS} x {ROWS}; JPEG is baseline "
        "4:2:2. Made by `redacted_cine.py`; times depend on the machine, their ratios less.",
        "",
        "| cine | way | seconds of processor | times the floor | size | largest change outside the box "
        "| samples changed there |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        lines += rows(Path(folder), options.dicom_dre)
    TABLE.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
