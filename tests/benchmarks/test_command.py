"""How many files a second the command de-identifies, beside a loop that reads and writes the same files with pydicom.

    python3 build.py test -m slow -s tests/benchmarks/test_command.py

All of it counts: starting Python and the processes, scanning, planning, writing, checking, and bringing each file to the disk.
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import curtain, files_in, series

pytestmark = pytest.mark.slow

COUNT = 300
LOOP = """
import sys, pathlib, pydicom
given, output = map(pathlib.Path, sys.argv[1:])
output.mkdir()
for path in sorted(given.iterdir()):
    pydicom.dcmread(path).save_as(output / path.name)
"""


def header() -> dict[str, object]:
    """What a CT of a hospital has beside what every test image has: 150 elements in all."""
    from pydicom.datadict import dictionary_keyword, dictionary_VR

    made: dict[str, object] = {}
    tags = [
        tag for group in (0x0008, 0x0010, 0x0018, 0x0020, 0x0028) for tag in range(group << 16, (group << 16) + 0x2000)
    ]
    values = {
        "LO": "Some text",
        "SH": "Text",
        "CS": "TERM",
        "DS": "1.25",
        "IS": "7",
        "DA": "20240131",
        "TM": "101500",
        "LT": "More text",
    }
    from making import ct

    known = {element.keyword for element in ct()} | {"SpecificCharacterSet"}
    for tag in tags:
        try:
            keyword, vr = dictionary_keyword(tag), dictionary_VR(tag)
        except KeyError:
            continue
        if keyword and keyword not in known and vr in values and len(made) + len(known) < 150:
            made[keyword] = values[vr]
    return made


def test_files_a_second(tmp_path: Path) -> None:
    series(tmp_path / "in", COUNT, Rows=512, Columns=512, PixelData=bytes(512 * 512 * 2), **header())
    took = {}
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", LOOP, tmp_path / "in", tmp_path / "copy"], check=True)
    took["pydicom's read and write"] = time.perf_counter() - started
    for jobs in (1, 2):
        started = time.perf_counter()
        assert curtain("deidentify", tmp_path / "in", "--output", tmp_path / f"out{jobs}", "--jobs", jobs).status == 0
        took[f"curtain, {jobs} process{'es' * (jobs > 1)}"] = time.perf_counter() - started
        assert len(files_in(tmp_path / f"out{jobs}")) == COUNT
    for what, seconds in took.items():
        print(f"{what}: {COUNT / seconds:.0f} files a second, {seconds / COUNT * 1000:.1f} ms each")
