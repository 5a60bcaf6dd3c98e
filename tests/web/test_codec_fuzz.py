"""Damaged streams of every codec in the pixel worker of the page: an image of the right shape, or a sentence.

A few of each on every run; a thousand of each, with the numbers:

    python3 build.py test -m slow -s tests/web/test_codec_fuzz.py
"""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest

from pixel_images import image, mutations

pytestmark = pytest.mark.browser

ROWS, COLUMNS = 48, 40
_Y, _X = np.mgrid[:ROWS, :COLUMNS]
_NOISE = np.random.default_rng(1).integers(0, 9, (ROWS, COLUMNS))
GREY8 = (_X * 3 + _Y + _NOISE).astype(np.uint8)
GREY16 = (_X * 700 + _Y * 31 + _NOISE).astype(np.uint16)
RGB = np.stack((GREY8, GREY8.T.reshape(ROWS, COLUMNS), 255 - GREY8), axis=-1)


def _rle(samples: np.ndarray) -> bytes:
    """One segment for each byte of a sample, all literal (PS3.5 G)."""
    planes = [(samples >> shift).astype(np.uint8).tobytes() for shift in (8, 0)]
    segments = [b"".join(b"\x7f" + plane[at : at + 128] for at in range(0, len(plane), 128)) for plane in planes]
    header = np.zeros(16, "<u4")
    header[:3] = 2, 64, 64 + len(segments[0])
    return header.tobytes() + b"".join(segments)


# Transfer syntax, stream, bits allocated, photometric interpretation.
STREAMS: dict[str, tuple[str, Callable[[], bytes], int, str]] = {
    "JPEG Baseline": ("1.2.840.10008.1.2.4.50", lambda: imagecodecs.jpeg8_encode(GREY8, level=90), 8, "MONOCHROME2"),
    "JPEG Baseline colour": (
        "1.2.840.10008.1.2.4.50", lambda: imagecodecs.jpeg8_encode(RGB, level=90), 8, "YBR_FULL_422",
    ),
    "JPEG Lossless": ("1.2.840.10008.1.2.4.70", lambda: imagecodecs.ljpeg_encode(GREY16), 16, "MONOCHROME2"),
    "JPEG-LS": ("1.2.840.10008.1.2.4.80", lambda: imagecodecs.jpegls_encode(GREY16), 16, "MONOCHROME2"),
    "JPEG-LS colour": ("1.2.840.10008.1.2.4.80", lambda: imagecodecs.jpegls_encode(RGB), 8, "RGB"),
    "JPEG 2000": (
        "1.2.840.10008.1.2.4.90",
        lambda: imagecodecs.jpeg2k_encode(GREY16, codecformat="J2K", reversible=True), 16, "MONOCHROME2",
    ),
    "JPEG 2000 colour": (
        "1.2.840.10008.1.2.4.90",
        lambda: imagecodecs.jpeg2k_encode(RGB, codecformat="J2K", reversible=True, mct=True), 8, "YBR_RCT",
    ),
    "HTJ2K": ("1.2.840.10008.1.2.4.201", lambda: imagecodecs.htj2k_encode(GREY16), 16, "MONOCHROME2"),
    "JPEG XL": ("1.2.840.10008.1.2.4.110", lambda: imagecodecs.jpegxl_encode(GREY8, lossless=True), 8, "MONOCHROME2"),
    "RLE": ("1.2.840.10008.1.2.5", lambda: _rle(GREY16), 16, "MONOCHROME2"),
}  # fmt: skip

SHOW = """async ({ offsets, rows, columns }) => {
    const bundle = document.querySelector('input').files[0];
    const counts = { shown: 0, refused: 0, hangs: 0, deaths: 0, 'other errors': 0, 'wrong shapes': 0 };
    const names = { 'cannot-show': 'refused', 'no-progress': 'hangs', 'worker-died': 'deaths' };
    let slowest = 0;
    for (let place = 0; place + 1 < offsets.length; place += 1) {
        const started = performance.now();
        const blob = bundle.slice(offsets[place], offsets[place + 1]);
        try {
            const frame = await engine.frame(undefined, blob, 0, crypto.randomUUID());
            const samples = rows * columns * (frame.kind === 'rgb' ? 3 : 1);
            const fits = frame.rows === rows && frame.columns === columns && frame.data.length === samples;
            counts[fits ? 'shown' : 'wrong shapes'] += 1;
        } catch (error) {
            counts[names[error.code] ?? 'other errors'] += 1;
        }
        slowest = Math.max(slowest, performance.now() - started);
        if (place === 0) window.firstHeap = trouble.heap;
    }
    const heap = [window.firstHeap, trouble.heap].map((bytes) => Math.round(bytes / 2 ** 20));
    return { ...counts, 'slowest ms': Math.round(slowest), 'heap MB first and last': heap, workers: trouble.started };
}"""


def written(stream: bytes, syntax: str, bits: int, photometric: str) -> bytes:
    # pydicom does not know the syntaxes of JPEG XL; this one is as long.
    known = "1.2.840.10008.1.2.4.201" if syntax.endswith(".110") else syntax
    dataset = image([stream], known, photometric=photometric, bits_allocated=bits, Rows=ROWS, Columns=COLUMNS)
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue().replace(known.encode(), syntax.encode(), 1)


@pytest.fixture
def play(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any, tmp_path: Path
) -> Callable[[str, int], dict]:
    """`play(name, count)` shows a good stream and `count` damaged ones, one after the other, and counts what came of them."""
    page.add_init_script(path=Path(__file__).parent / "trouble.js")
    assert open_engine(f"{serve_folder(engine_site).url}?workers=1&patience=20000")["state"] == "ready"
    page.evaluate("() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' }))")
    page.set_default_timeout(1_200_000)

    def show(name: str, count: int) -> dict:
        syntax, make, bits, photometric = STREAMS[name]
        good = make()
        streams = [good, *(mutation or b"\0" for mutation in mutations(good, count, seed=count))]
        files = [written(stream, syntax, bits, photometric) for stream in streams]
        offsets = list(accumulate(map(len, files), initial=0))
        bundle = tmp_path / f"{name}.bin"
        bundle.write_bytes(b"".join(files))
        page.locator("input").set_input_files(bundle)
        return page.evaluate(SHOW, {"offsets": offsets, "rows": ROWS, "columns": COLUMNS})

    return show


def judge(found: dict, count: int) -> None:
    assert found["shown"] > 0, "the good one"
    assert found["wrong shapes"] == found["other errors"] == 0
    assert found["shown"] + found["refused"] + found["hangs"] + found["deaths"] == count + 1
    # A worker whose heap has grown past the bound is replaced; what is left is one frame's growth over it.
    assert found["heap MB first and last"][1] < 1024 + 256


def test_damaged_streams_of_every_codec(play: Callable[[str, int], dict]) -> None:
    for name in STREAMS:
        judge(play(name, 50), 50)


@pytest.mark.slow
@pytest.mark.parametrize("name", STREAMS)
def test_a_thousand_damaged_streams(name: str, play: Callable[[str, int], dict]) -> None:
    found = play(name, 1000)
    print(f"\n  {name}: {found}")
    judge(found, 1000)
