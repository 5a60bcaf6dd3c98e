"""Tell what would be found and changed in files, folders and zip archives. Writes no DICOM.

Without --json: counts by attribute, without any value. With --json, on standard output: every attribute that would change, before
and after. THAT IDENTIFIES THE PATIENTS: it is for the eyes of those who may see the originals.
"""

import argparse
import json
from collections import Counter
from contextlib import closing
from typing import Any

from curtain.batch.look import Look, look_at
from curtain.batch.work import Write
from curtain.command import given
from curtain.command.progress import Progress
from curtain.command.say import CLEAN, HELD, files, held, line, problem
from curtain.examine import examine
from curtain.files.pieces import PieceSource
from curtain.files.source import Source
from curtain.result import Result
from curtain.rules.decide import Action
from curtain.rules.profile import Profile
from curtain.write import Order, write

_IDENTIFIES = (
    "This output identifies the patients. Treat it as the originals, and do not keep it beside the clean files."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    given.add_inputs(parser)
    parser.add_argument("--json", action="store_true", help="every change with the value before and after; identifies")
    given.add_profile(parser)
    given.add_key(parser)
    given.add_jobs(parser)


class Changes(Look):
    """Tells what would have been done to a file."""

    def tell(self, source: Source, order: Order) -> dict[str, Any]:
        candidate = write(source, order, with_rows=True)
        instance = examine(PieceSource(candidate.pieces, candidate.source), candidate, order)
        rows = [row.as_dict() for row in candidate.changes.rows if row.action != Action.KEEP]
        return {
            "output": instance.name,
            "sop_class": instance.sopClass,
            "notes": instance.notes,
            "attributes": rows,
            "counts": candidate.changes.attributes,
        }


def run(chosen: argparse.Namespace) -> int:
    inputs = given.inputs(chosen)
    profile = given.profile(chosen)
    key, _ = given.key_or_random(chosen, profile)
    found = _Found(profile, as_json=chosen.json)
    progress = Progress()
    try:
        with closing(look_at(inputs, Changes, key, profile, chosen.jobs, progress)) as running:
            for told in running:
                if isinstance(told, Result):
                    found.stop(told, progress)
                else:
                    found.clean(*told)
    finally:
        progress.clear()
    return found.tell()


class _Found:
    """Collects what is told; with `as_json` values too."""

    def __init__(self, profile: Profile, as_json: bool) -> None:
        self._profile, self._json = profile, as_json
        self._files: list[tuple[int, dict[str, Any]]] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._outcomes: Counter[str] = Counter()

    def stop(self, result: Result[Any], progress: Progress) -> None:
        self._outcomes[result.outcome] += 1
        about = {"source": str(result.source), "outcome": result.outcome}
        self._files.append((result.number, about | {"code": result.code, "sentence": result.sentence}))
        if not self._json:
            progress.clear()
            problem(held(result))

    def clean(self, task: Write, answer: dict[str, Any]) -> None:
        self._outcomes["de-identified"] += 1
        self._counts.update(answer.pop("counts"))
        if self._json:
            strings = {kind: sorted(values) for kind, values in task.patient.strings.items()}
            about = {"source": str(task.file.shown), "outcome": "de-identified", "patient": task.patient.pseudonym}
            self._files.append((task.file.number, about | answer | {"looked_for": strings}))

    def tell(self) -> int:
        if self._json:
            problem(_IDENTIFIES)
            files_in_order = [about for _, about in sorted(self._files, key=lambda each: each[0])]
            about = {"format": "curtain-search", "version": 1, "identifies": True, "warning": _IDENTIFIES}
            line(json.dumps({**about, "profile": self._profile.as_dict(), "files": files_in_order}, indent=1))
        else:
            for (name, action), count in sorted(self._counts.items()):
                line(f"{name}: {action} ({count:,})")
            line(
                f"{files(self._outcomes['de-identified'])} would be de-identified, {self._outcomes['quarantined']:,} "
                f"quarantined, {self._outcomes['not-dicom']:,} no DICOM. Nothing was written."
            )
        return HELD if self._outcomes["quarantined"] else CLEAN
