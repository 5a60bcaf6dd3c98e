"""Curtain as the scoreboard uses it: files in, files out. The only module here that knows it.

A person would draw the boxes over burned-in text; here they come from the plant. The command line has no person, so
those objects alone are written once more, as the page writes them: by an order with boxes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curtain.api import deidentify
from curtain.examine import examine
from curtain.files.pieces import copy
from curtain.files.source import PathSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.redact import Box
from curtain.plan import plan
from curtain.rules.profile import load
from curtain.scan import Facts, scan
from curtain.transforms.keyed import Keyed
from curtain.write import Order, write

#: Of no use outside: what is planted is invented.
KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one planted file ended: where its output is, or why there is none."""

    path: Path | None
    code: str = ""
    sentence: str = ""


def run(
    files: Sequence[Path], output: Path, profile: str, boxes: Mapping[Path, Sequence[tuple[int, int, int, int]]]
) -> dict[Path, Outcome]:
    """De-identify files as one case into `output`.

    Parameters
    ----------
    profile
        A profile that ships with Curtain, or a file.
    boxes
        What is blanked, by file: left, top, width, height.
    """
    chosen = load(profile)
    results = {result.source: result for result in deidentify(files, output, KEY, chosen)}
    ended = {file: Outcome(result.path, result.code, result.sentence) for file, result in results.items()}
    keyed, case = Keyed(KEY), None
    for file, areas in boxes.items():
        written = ended[file].path
        if written is None:
            continue
        if case is None:
            case = plan({str(each): _facts(each) for each in files}, keyed)
        drawn = [Box(None, *area) for area in areas]
        order = Order(case.patients[case.files[str(file)]], keyed, boxes=drawn, pixels_reviewed=True, profile=chosen)
        ended[file] = _redacted(file, written, order)
    return ended


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
