"""How long the engine takes for one file, beside what pydicom takes to read and write the same file.

    python3 build.py test -m slow tests/benchmarks/test_engine.py

Compare the rows of one group: machines are noisy, ratios less so.
"""

import io

import pydicom
import pytest

from curtain.examine import examine
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.scan import scan
from curtain.write import write
from long_header import ct_of_150_elements
from making import order

pytestmark = [pytest.mark.slow, pytest.mark.benchmark(group="one CT header of 150 elements")]


@pytest.fixture(scope="module")
def data() -> bytes:
    return ct_of_150_elements()


def test_pydicom_reads_and_writes(benchmark, data):
    def work() -> None:
        pydicom.dcmread(io.BytesIO(data)).save_as(io.BytesIO())

    benchmark(work)


def test_pydicom_reads_every_element_and_writes(benchmark, data):
    """As most programs do that clean a file: raw elements are converted when they are walked over."""

    def work() -> None:
        dataset = pydicom.dcmread(io.BytesIO(data))
        for _ in dataset.iterall():
            pass
        dataset.save_as(io.BytesIO())

    benchmark(work)


def test_scan_and_write(benchmark, data):
    def work() -> None:
        scan(BytesSource(data))
        list(write(BytesSource(data), order()).pieces)

    benchmark(work)


def test_scan_write_and_verify(benchmark, data):
    def work() -> None:
        scan(BytesSource(data))
        candidate = write(BytesSource(data), order())
        examine(PieceSource(list(candidate.pieces), candidate.source), candidate, order())

    benchmark(work)
