"""The command as a user runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from making import INSTANCE, as_bytes, ct

PACKAGE = Path(__file__).parents[1] / "py"


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


def start(*words: object, **options: object) -> subprocess.Popen[str]:
    """A running `python -m curtain`, without a terminal."""
    environment = os.environ | {"PYTHONPATH": str(PACKAGE), "PYTHONDEVMODE": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "curtain", *map(str, words)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, **options,
    )  # fmt: skip


def curtain(*words: object, said: str | None = None) -> Done:
    """What `curtain` says to these words, and how it ends."""
    environment = os.environ | {"PYTHONPATH": str(PACKAGE)}
    done = subprocess.run(
        [sys.executable, "-m", "curtain", *map(str, words)],
        input=said, capture_output=True, text=True, env=environment, check=False, timeout=120,
        **({} if said is not None else {"stdin": subprocess.DEVNULL}),
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def series(folder: Path, count: int = 2, start: int = 0, **attributes: object) -> Path:
    """A folder of small CT images of one patient."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(start, start + count):
        image = ct(**{"SOPInstanceUID": f"{INSTANCE}.{number}", "InstanceNumber": number} | attributes)
        (folder / f"IM{number:04}").write_bytes(as_bytes(image))
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    """Everything in a folder that is not a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if not path.is_dir()}


def key_file(folder: Path, key: bytes = bytes(range(32))) -> Path:
    path = folder / "key.json"
    path.write_text(f'{{"format": "curtain-key", "version": 1, "key": "{key.hex()}"}}')
    return path
