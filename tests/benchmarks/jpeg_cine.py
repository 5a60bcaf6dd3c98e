"""One table: a box on every frame of a JPEG cine, by Curtain, by dicom-dre, and as programs do that decode.

    .venv/bin/python tests/benchmarks/jpeg_cine.py [--dicom-dre PYTHON]

PYTHON is an interpreter that has dicom-dre installed (`pip install dicom-dre`, Python 3.12); without it its row stays as
it was. The table is written into jpeg_cine.md, beside this file. The cine is made here: an ultrasound sector of speckle that
moves, with a line of text, 90 frames of 640 x 480, JPEG baseline 4:2:2. Times are the best of three, from the file to the
new file on the disk, of the processor: whatever else the machine does counts little.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import RLELossless

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "py"), str(HERE.parent)]

from curtain.files.part10 import open_dicom  # noqa: E402
from curtain.files.source import PathSource  # noqa: E402
from curtain.pixels.redact import Box, redact  # noqa: E402
from pixel_images import image  # noqa: E402

FRAMES, ROWS, COLUMNS = 90, 480, 640
#: x, y, width and height.
BOX = (20, 12, 300, 24)
#: What a box may reach beyond itself: units, one more, and two pixels of smoothed chroma.
REACH = 34
BASELINE = "1.2.840.10008.1.2.4.50"
TABLE = HERE / "jpeg_cine.md"

DRE = """
import sys, time
from pathlib import Path
from dicom_dre.pixel_blanker import blank_regions
from dicom_dre.scrub_region import ScrubRegion
source, target, *box = sys.argv[1:]
best = 1e9
for _ in range(3):
    began = time.process_time()
    blank_regions(Path(source), Path(target), [ScrubRegion(*map(int, box))])
    best = min(best, time.process_time() - began)
print(best)
"""


def cine() -> list[bytes]:
    chance = np.random.default_rng(0)
    y, x = np.mgrid[:ROWS, :COLUMNS]
    distance, angle = np.hypot(x - COLUMNS / 2, y), np.abs(np.arctan2(x - COLUMNS / 2, y + 1))
    sector = (angle < 0.7) & (distance > 60) & (distance < 460)
    speckle = chance.rayleigh(40, (ROWS + FRAMES, COLUMNS))
    streams = []
    for number in range(FRAMES):
        samples = np.where(sector, speckle[number : number + ROWS], 4).clip(0, 255).astype(np.uint8)
        samples[16:32, 24:300][chance.random((16, 276)) < 0.4] = 235
        streams.append(imagecodecs.jpeg8_encode(np.repeat(samples[:, :, None], 3, 2), level=85, subsampling="422"))
    return streams


def by_curtain(source: Path, target: Path) -> None:
    dicom = open_dicom(PathSource(source))
    patch = redact(dicom, [Box(None, *BOX)])
    with target.open("wb") as file:
        for piece in patch.pieces():
            file.write(piece if isinstance(piece, bytes) else dicom.source.read(piece.offset, piece.length))


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
    dataset = pydicom.dcmread(source)
    streams = []
    for stream in generate_frames(dataset.PixelData, number_of_frames=FRAMES):
        samples = blanked(imagecodecs.jpeg8_decode(stream)[None])[0]
        streams.append(imagecodecs.jpeg8_encode(samples, level=85, subsampling="422"))
    dataset.PixelData = encapsulate(streams)
    dataset.save_as(target)


def blanked(samples: np.ndarray) -> np.ndarray:
    x, y, width, height = BOX
    samples = samples.copy()
    samples[:, y : y + height, x : x + width] = 0
    return samples


def streams_in(path: Path) -> list[bytes]:
    data = path.read_bytes()
    try:
        dataset = pydicom.dcmread(path)
        return list(generate_frames(dataset.PixelData, number_of_frames=FRAMES))
    except (pydicom.errors.InvalidDicomError, AttributeError):
        # Curtain's own pieces: the value of PixelData alone.
        return list(generate_frames(data, number_of_frames=FRAMES))


def shown(path: Path) -> np.ndarray:
    if path.read_bytes()[128:132] == b"DICM" and pydicom.dcmread(path).file_meta.TransferSyntaxUID == RLELossless:
        return pydicom.dcmread(path).pixel_array
    return np.stack([imagecodecs.jpeg8_decode(stream) for stream in streams_in(path)])


def timed(work: Callable[[Path, Path], None], source: Path, target: Path) -> float:
    def once() -> float:
        began = time.process_time()
        work(source, target)
        return time.process_time() - began

    return min(once() for _ in range(3))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dicom-dre", metavar="PYTHON", help="an interpreter that has dicom-dre")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    lines = [
        f"A box of {BOX[2]} x {BOX[3]} pixels on all {FRAMES} frames ({COLUMNS} x {ROWS}, JPEG baseline 4:2:2). "
        "Made by `jpeg_cine.py`; times depend on the machine, their ratios less.",
        "",
        "| | seconds of processor | pixel data | largest change outside the box | samples changed there |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.dcm"), Path(folder, "target.dcm")
        image(cine(), BASELINE, photometric="YBR_FULL_422", Rows=ROWS, Columns=COLUMNS).save_as(source)
        before, size = shown(source), source.stat().st_size
        x, y, width, height = BOX
        outside = np.ones((ROWS, COLUMNS), bool)
        outside[max(y - REACH, 0) : y + height + REACH, max(x - REACH, 0) : x + width + REACH] = False

        def row(name: str, seconds: float) -> str:
            change = np.abs(shown(target).astype(int) - before)[:, outside]
            share = target.stat().st_size / size
            return f"| {name} | {seconds:.2f} | {share:.1%} | {change.max()} | {(change > 0).mean():.1%} |"

        lines.append(row("Curtain, blocks in the stream", timed(by_curtain, source, target)))
        if options.dicom_dre:
            ran = subprocess.run(
                [options.dicom_dre, "-c", DRE, source, target, *map(str, BOX)],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            lines.append(row("dicom-dre 1.4.2, blocks in the stream, in C", float(ran.stdout)))
        elif TABLE.exists():
            lines += [line for line in TABLE.read_text().splitlines() if line.startswith("| dicom-dre")]
        lines.append(row("decode, box, RLE (as presidio-image-redactor)", timed(by_rle, source, target)))
        lines.append(row("decode, box, encode again as JPEG", timed(by_jpeg, source, target)))
    TABLE.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
