"""How long a box in a noisy JPEG frame of 1024 x 768 takes, beside decoding and encoding the same frame.

    python3 build.py test -m slow -s tests/benchmarks/test_jpeg.py

The codec's own time is what redaction costs with a second loss. Compare the rows of one group: machines are noisy, ratios
less so. The numbers of the browser are kept in test-artefacts/jpeg_in_page.json.
"""

import io
import json
import zipfile
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from curtain.pixels import jpeg

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
BOXES = [(100, 20, 300, 40), (700, 700, 200, 30)]
SAMPLING = ("422", "420")


def noisy(sampling: str) -> bytes:
    """A frame without one easy block: half a megabyte to one."""
    noise = np.random.default_rng(0).integers(0, 256, (768, 1024, 3), np.uint8)
    return imagecodecs.jpeg8_encode(noise, level=90, subsampling=sampling)


@pytest.fixture(params=SAMPLING)
def frame(request, benchmark) -> bytes:
    benchmark.group = f"a noisy frame, {request.param}"
    return noisy(request.param)


def test_redact(benchmark, frame):
    benchmark(jpeg.redact, frame, BOXES)


def test_decode_and_encode(benchmark, frame):
    benchmark(lambda: imagecodecs.jpeg8_encode(imagecodecs.jpeg8_decode(frame), level=90))


@pytest.mark.browser
def test_in_the_page(dist, build, serve_folder, page, tmp_path, artefacts):
    site = tmp_path / "bench"
    site.mkdir()
    (site / "runtime").symlink_to(build.PYODIDE)
    (site / "pyodide").symlink_to(dist / "pyodide")
    (site / "python_runner.js").symlink_to(HERE.parent / "web" / "python_runner.js")
    (site / "python_runner.py").symlink_to(HERE / "jpeg_in_page.py")
    (site / "index.html").write_text('<!doctype html><title>Bench</title><link rel="icon" href="data:,">')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for sampling in SAMPLING:
            archive.writestr(f"{sampling}.jpg", noisy(sampling))
    (site / "tests.zip").write_bytes(packed.getvalue())
    # This worker comes by its address, which the page itself never does.
    page.goto(serve_folder(site, policy=build.POLICY.replace("worker-src blob:", "worker-src 'self'")).url)
    page.set_default_timeout(300_000)
    answer = page.evaluate(
        """() => new Promise((resolve, reject) => {
            const worker = new Worker('python_runner.js', { type: 'module' });
            worker.onmessage = (event) => resolve(event.data);
            worker.onerror = (event) => reject(new Error(event.message));
            worker.postMessage([]);
        })"""
    )
    assert "error" not in answer, answer["error"]
    measured = answer["report"]["measured"]
    (artefacts / "jpeg_in_page.json").write_text(json.dumps(measured, indent=2))
    for sampling, times in measured.items():
        for what, milliseconds in times.items():
            told = ", ".join(f"{which} {value:.1f}" for which, value in milliseconds.items())
            print(f"  {sampling}  {what:<20} ms: {told}")
        assert times["redact"]["best"] < times["decode and encode"]["best"] * 3
