"""What an independent checker, dciodvfy of dicom3tools, says of an object."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

needs_dciodvfy = pytest.mark.skipif(
    shutil.which("dciodvfy") is None, reason="dciodvfy (Debian: dicom3tools) is not installed"
)
_VALUE = re.compile(r"= <[^>]*>")
_ITEM = re.compile(r"\[\d+\]")


def errors(path: Path) -> set[str]:
    """The kinds of Error that it finds, without values. Of items that went, those behind them have other numbers: all are `n`."""
    done = subprocess.run(["dciodvfy", "-new", str(path)], capture_output=True, check=False, timeout=60)
    lines = _ITEM.sub("[n]", (done.stdout + done.stderr).decode("latin-1")).splitlines()
    return {_VALUE.sub("", line) for line in lines if line.startswith("Error")}
