"""Curtain as the scoreboard uses it: files in, files out. The only module here that knows it.

The run of record goes through the command line, as a stranger would; tests that put a wrong rule into the engine go
through its Python interface. Neither has a person, who would draw the boxes over burned-in text: here the boxes come from
the plant, and those objects alone are written once more as the page writes them, by an order with boxes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import curtain
from curtain.api import deidentify
from curtain.examine import examine
from curtain.files.pieces import copy
from curtain.files.source import PathSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.redact import Box
from curtain.plan import plan
from curtain.rules.profile import Profile, load
from curtain.scan import Facts, scan
from curtain.transforms.keyed import Keyed
from curtain.write import Order, write

#: Of no use outside: what is planted is invented.
KEY = bytes(range(32))
#: Exit status of the command: all clean, something quarantined.
_ENDED = (0, 3)

#: Left, top, width and height of what is blanked, by file.
Boxes = Mapping[Path, Sequence[tuple[int, int, int, int]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one planted file ended: where its output is, or why there is none."""

    path: Path | None
    code: str = ""
    sentence: str = ""


def by_command(files: Sequence[Path], output: Path, profile: str, boxes: Boxes) -> dict[Path, Outcome]:
    """De-identify files as one case into `output`, by the command `curtain`. `profile` is a name or a file."""
    key, told = output.with_name(output.name + "-key.json"), output.with_name(output.name + "-report.json")
    key.write_text(json.dumps({"format": "curtain-key", "version": 1, "key": KEY.hex()}), "utf-8")
    command = [sys.executable, "-m", "curtain", "deidentify", *files, "--output", output]
    command += ["--profile", profile, "--key-file", key, "--report", told]
    path = os.pathsep.join([str(Path(curtain.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": path})
    if done.returncode not in _ENDED:
        raise RuntimeError(f"curtain ended with {done.returncode}: {done.stderr[-2000:]}")
    ended = {
        files[entry["number"] - 1]: Outcome(output / entry["output"])
        if "output" in entry
        else Outcome(None, entry["code"], entry["sentence"])
        for entry in json.loads(told.read_text("utf-8"))["files"]
    }
    return ended | _with_boxes(files, ended, load(profile), boxes)


def by_python(files: Sequence[Path], output: Path, profile: str, boxes: Boxes) -> dict[Path, Outcome]:
    """The same in this process, where a test may have changed the engine."""
    chosen = load(profile)
    results = {result.source: result for result in deidentify(files, output, KEY, chosen)}
    ended = {file: Outcome(result.path, result.code, result.sentence) for file, result in results.items()}
    return ended | _with_boxes(files, ended, chosen, boxes)


def _with_boxes(
    files: Sequence[Path], ended: Mapping[Path, Outcome], profile: Profile, boxes: Boxes
) -> dict[Path, Outcome]:
    drawn = {file: areas for file, areas in boxes.items() if ended[file].path is not None}
    if not drawn:
        return {}
    keyed = Keyed(KEY)
    case = plan({str(file): _facts(file) for file in files}, keyed)
    made = {}
    for file, areas in drawn.items():
        patient = case.patients[str(case.files[str(file)])]
        order = Order(patient, keyed, [Box(None, *area) for area in areas], pixels_reviewed=True, profile=profile)
        made[file] = _redacted(file, ended[file].path or file, order)
    return made


def _facts(file: Path) -> Facts:
    with PathSource(file) as source:
        return scan(source)


def _redacted(file: Path, path: Path, order: Order) -> Outcome:
    path.unlink()
    try:
        with PathSource(file) as source:
            candidate = write(source, order)
            with path.open("wb") as target:
                copy(candidate.pieces, candidate.source, target)
            with PathSource(path) as written:
                examine(written, candidate, order)
    except (NotDicom, Quarantine) as stop:
        path.unlink(missing_ok=True)
        return Outcome(None, stop.code, stop.sentence)
    return Outcome(path)
