"""The scoreboard: how Curtain does on the ten actions of MIDI-B, over a case that this project plants itself.

    python3 tests/scoreboard/run.py                      60 patients, about 1,500 objects, in a few minutes
    python3 tests/scoreboard/run.py --small              six patients, about 30 objects, in seconds
    python3 tests/scoreboard/run.py --profile basic      another profile, by name or file
    python3 tests/scoreboard/run.py --keep FOLDER        the planted files, the output and the key are left there

Prints a table of actions and categories, and what is missing, and writes both into test-artefacts/scoreboard.json
(scoreboard-small.json of the small case).
The exit status is 0 whatever the score is; tests/scoreboard/test_scoreboard.py holds what must not fall.

The expectation is that of a research collection (see key.py). Goal: 100 % on removal, dates, UIDs and pixels, 99.9 % on
retention. This is no run of MIDI-B itself: its images and its key are not here.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    # Not this folder itself: its modules would stand in the place of others with the same names.
    sys.path[:1] = [str(ROOT / "py"), str(ROOT / "tests")]
    if find_spec("pydicom") is None and Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        # build.py keeps what is needed in an environment of its own.
        folder = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")
        os.execv(folder / "python", [str(folder / "python"), *sys.argv])

from scoreboard import engine, key, plant  # noqa: E402
from scoreboard.score import ACTIONS, CATEGORIES, NO_FILE, Answer, read_outputs, score  # noqa: E402
from scoreboard.seeing import Reader  # noqa: E402
from scoreboard.shifts import shifts  # noqa: E402
from scoreboard.strays import Stray, strays  # noqa: E402

SEED = 20240501
_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Size:
    """How much is planted."""

    patients: int
    studies: int
    slices: int


Engine = Callable[[Sequence[Path], Path, str, engine.Boxes], dict[Path, engine.Outcome]]
FULL, SMALL = Size(60, 2, 10), Size(6, 1, 2)


@dataclass(slots=True, repr=False)
class Planted:
    """A case on a disk with its key: boxes by file, questions."""

    files: list[Path]
    boxes: dict[Path, list[tuple[int, int, int, int]]]
    checks: list[key.Check]


@dataclass(slots=True, repr=False)
class Board:
    """A finished run."""

    answers: list[Answer]
    outcomes: dict[Path, engine.Outcome]
    seen_by: str
    #: What no check of MIDI-B would see, and no score counts: identity elsewhere, and days by patient.
    strays: list[Stray]
    shifts: dict[str, set[int]]

    def passed(self, action: str) -> float:
        """Share of an action's checks that passed; 1 where there are none."""
        return _rate([answer for answer in self.answers if answer.check.action == action])

    @property
    def total(self) -> float:
        """All passed checks over all checks, as MIDI-B counts."""
        return _rate(self.answers)


def planted(folder: Path, size: Size, seed: int = SEED) -> Planted:
    """Plant a case into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    case = Planted([], {}, [])
    for sheet in plant.plant(size.patients, size.studies, size.slices, seed):
        file = folder / f"{len(case.files) + 1:06}.dcm"
        plant.write(sheet, file)
        case.files.append(file)
        case.checks += key.checks(sheet, file)
        if sheet.boxes:
            case.boxes[file] = [(left, top, width, height) for left, top, width, height, _ in sheet.boxes]
    return case


def play(case: Planted, output: Path, profile: str = "research", use: Engine = engine.by_python) -> Board:
    """Let Curtain de-identify a planted case into a folder, and score what it wrote."""
    outcomes = use(case.files, output, profile, case.boxes)
    reader = Reader()
    outputs = read_outputs(outcome.path for outcome in outcomes.values() if outcome.path is not None)
    answers = score(case.checks, outputs, reader)
    return Board(answers, outcomes, reader.how, strays(case.checks, outputs), shifts(case.checks, outputs))


def report(board: Board, profile: str) -> dict[str, Any]:
    """The run as plain data."""
    missed = [answer for answer in board.answers if not answer.passed]
    reasons: dict[tuple[str, str, str, str], list[Answer]] = defaultdict(list)
    for answer in missed:
        reasons[(answer.check.basis, answer.check.action, answer.check.keyword, answer.why)].append(answer)
    stopped = Counter((outcome.code, outcome.sentence) for outcome in board.outcomes.values() if outcome.path is None)
    return {
        "profile": profile,
        "files": len(board.outcomes),
        "quarantined": [{"code": code, "sentence": sentence, "files": count} for (code, sentence), count in stopped.most_common()],
        "pixels_hidden_by": board.seen_by,
        "strays": Counter(stray.path for stray in board.strays),
        "patients": len(board.shifts),
        "patients_with_one_shift": sum(len(days) == 1 and 0 not in days for days in board.shifts.values()),
        "checks": len(board.answers),
        "passed": len(board.answers) - len(missed),
        "score": board.total,
        "actions": {action: _counts([each for each in board.answers if each.check.action == action]) for action in ACTIONS},
        "matrix": {
            action: {
                category: _counts([each for each in board.answers if each.check.action == action and _is_in(each, category)])
                for category in CATEGORIES
            }
            for action in ACTIONS
        },
        "bases": {
            basis: _counts([each for each in board.answers if each.check.basis == basis])
            for basis in sorted({each.check.basis for each in board.answers})
        },
        "hipaa": {
            label: _counts([each for each in board.answers if label in dict(each.check.categories).values()])
            for label in sorted({label for each in board.answers for _, label in each.check.categories if label.startswith("HIPAA")})
        },
        "missing": [
            {
                "basis": basis, "action": action, "keyword": keyword, "why": why, "checks": len(group),
                "share": sum(answer.share for answer in group) / len(group), "example": group[0].check.as_dict(),
            }
            for (basis, action, keyword, why), group in sorted(reasons.items(), key=lambda found: -len(found[1]))
        ],
    }  # fmt: skip


def table(found: dict[str, Any]) -> str:
    """The report for a terminal: a cell has what passed of how many, a dot where nothing was asked."""
    lines = [f"{'action':<17}{'passed':>16}{'':>9}" + "".join(f"{category:>15}" for category in CATEGORIES)]
    for action in ACTIONS:
        cells = "".join(f"{_cell(found['matrix'][action][category]):>15}" for category in CATEGORIES)
        counts = found["actions"][action]
        lines.append(f"{action:<17}{_cell(counts):>16}{_percent(counts):>9}{cells}")
    whole = {"passed": found["passed"], "checks": found["checks"]}
    lines += [f"{'all':<17}{_cell(whole):>16}{_percent(whole):>9}", ""]
    lines.append("By the part of the profile that the answer rests on:")
    for basis, counts in found["bases"].items():
        lines.append(f"    {basis:<30}{_cell(counts):>16}{_percent(counts):>9}")
    lines.append("")
    lines.append(f"Burned-in text was looked for by: {found['pixels_hidden_by']}.")
    stray = sum(found["strays"].values())
    lines.append(f"Identity at places where no check looks: {stray or 'none'}.")
    lines += [f"    {count:>7}  {path}" for path, count in found["strays"].items()]
    lines.append(
        f"Dates moved by one number of days, not 0: {found['patients_with_one_shift']} of {found['patients']} patients."
    )
    for each in found["quarantined"]:
        lines.append(f"{each['files']} of {found['files']} files have no output ({each['code']}): {each['sentence']}")
    lines += ["", "What is missing:"] if found["missing"] else []
    by_basis: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in found["missing"]:
        by_basis[each["basis"]].append(each)
    for basis, groups in sorted(by_basis.items(), key=lambda each: -sum(group["checks"] for group in each[1])):
        lines.append(f"  {basis}: {sum(group['checks'] for group in groups)} checks")
        without = sum(group["checks"] for group in groups if group["why"] == NO_FILE)
        if without:
            lines.append(f"    {without:>7}  because their files have no output")
        groups = [group for group in groups if group["why"] != NO_FILE]
        for group in groups[:_SHOWN]:
            lines.append(f"    {group['checks']:>7}  {group['action']:<17}{group['keyword']:<45}{group['why']}")
        if len(groups) > _SHOWN:
            lines.append(f"             and {len(groups) - _SHOWN} more kinds")
    return "\n".join(lines)


def _is_in(answer: Answer, category: str) -> bool:
    return any(category == name for name, _ in answer.check.categories)


def _counts(answers: Sequence[Answer]) -> dict[str, float]:
    return {
        "checks": len(answers),
        "passed": sum(answer.passed for answer in answers),
        "share": sum(answer.share for answer in answers) / len(answers) if answers else 1.0,
    }


def _rate(answers: Sequence[Answer]) -> float:
    return sum(answer.passed for answer in answers) / len(answers) if answers else 1.0


def _cell(counts: dict[str, float]) -> str:
    return f"{counts['passed']}/{counts['checks']}" if counts["checks"] else "."


def _percent(counts: dict[str, float]) -> str:
    """Rounded down: 100 % is said of everything or not at all."""
    return f"{int(counts['passed'] / counts['checks'] * 10000) / 100:.2f} %" if counts["checks"] else "."


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a small case, in seconds")
    parser.add_argument("--profile", default="research", help="a profile by name or file (research)")
    parser.add_argument("--keep", type=Path, help="a new folder for the planted files, the output and the key")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="scoreboard-") as temporary:
        folder = options.keep or Path(temporary)
        case = planted(folder / "planted", SMALL if options.small else FULL)
        found = report(play(case, folder / "output", options.profile, engine.by_command), options.profile)
        if options.keep:
            answers = [check.as_dict() for check in case.checks]
            (folder / "key.json").write_text(json.dumps(answers, ensure_ascii=False), "utf-8")
    found["key"] = key.digest(case.checks)
    written = ROOT / "test-artefacts" / ("scoreboard-small.json" if options.small else "scoreboard.json")
    written.parent.mkdir(exist_ok=True)
    written.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    print(table(found))
    print(
        f"\n{found['files']} files in {time.monotonic() - started:.0f} s; all of it is in {written.relative_to(ROOT)}"
    )


if __name__ == "__main__":
    main()
