"""What a person waits for, and what the tab needs; the numbers of the README.

    python3 build.py test -m slow -s tests/benchmarks/test_page.py

Nothing is asserted of time: the numbers are printed and kept in test-artefacts/measured.json.
"""

import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from making import as_bytes, ct
from memory import cine, peak_memory

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ROOT = Path(__file__).resolve().parents[2]
_MB = 1 << 20


def open_ready(page, url: str) -> float:
    started = time.monotonic()
    page.goto(url)
    page.get_by_text("Engine ready").wait_for(timeout=60_000)
    return time.monotonic() - started


def test_from_serve_to_page(dist, told, tmp_path):
    """`build.py serve` with nothing changed, until the page answers."""
    taken = []
    for number in range(3):
        started = time.monotonic()
        port = 8700 + os.getpid() % 200 + number
        server = subprocess.Popen(
            [sys.executable, ROOT / "build.py", "serve", "--port", str(port)], stdout=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).read()
                    break
                except urllib.error.URLError:
                    time.sleep(0.02)
            taken.append(time.monotonic() - started)
        finally:
            server.terminate()
            server.wait()
    told("seconds from `serve` (nothing changed) to page", round(statistics.median(taken), 2))


def test_from_page_to_engine_ready(browser, server, told):
    taken = []
    for _ in range(5):
        # A context of its own: nothing is in the cache.
        context = browser.new_context()
        taken.append(open_ready(context.new_page(), server.url))
        context.close()
    told("seconds from page to engine ready, empty cache, median of 5", round(statistics.median(taken), 2))


def test_300_ct_files(page, server, told, tmp_path):
    header = ct(Rows=512, Columns=512, BitsStored=16, HighBit=15, PixelData=bytes(512 * 512 * 2))
    for number in range(300):
        header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = f"1.2.826.0.1.3680043.9.1.1.{number + 1}"
        header.InstanceNumber = number + 1
        (tmp_path / f"{number:04}.dcm").write_bytes(as_bytes(header))
    open_ready(page, server.url)
    started = time.monotonic()
    page.locator("input[webkitdirectory]").set_input_files(tmp_path)
    page.get_by_text("300 files de-identified").wait_for(timeout=120_000)
    told(
        "milliseconds a file, 300 CT files of 512x512, drop to reviewable",
        round((time.monotonic() - started) / 300 * 1000, 1),
    )


def test_a_cine_of_one_gigabyte(page, server, told, tmp_path):
    path = cine(tmp_path / "cine.dcm", frames=456)
    open_ready(page, server.url)
    started = time.monotonic()
    with peak_memory(page) as memory:
        page.locator("input[type=file]:not([webkitdirectory])").set_input_files(path)
        page.get_by_text("1 file de-identified").wait_for(timeout=120_000)
        told("seconds until a 1 GB cine can be reviewed", round(time.monotonic() - started, 2))
        page.get_by_role("button", name="Review").first.click()
        page.get_by_text("1 of 456 seen").wait_for(timeout=120_000)
        told("seconds until its first frame is seen and its digest is bound", round(time.monotonic() - started, 2))
    told(
        "MB of the tab with both workers: at start, peak over a 1 GB cine",
        [round(memory["start"]), round(memory["peak"])],
    )
