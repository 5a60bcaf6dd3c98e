"""Tell of each attribute in files, folders and zip archives what is done to it, and where it differs. Writes no DICOM.

Without --with-values nothing of a value is told: not on standard output, and not in the files of --csv and --json.
"""

import argparse
import csv
import io
import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from curtain.batch.look import Look, look_at
from curtain.command import given
from curtain.command.progress import Progress
from curtain.command.say import CLEAN, FAILED, HELD, Wrong, files, held, line, plain, problem
from curtain.files.source import Source
from curtain.result import Result
from curtain.rules.private import without_strangers
from curtain.rules.profile import Profile
from curtain.survey import Survey, survey_of
from curtain.write import Order

_IDENTIFIES = "This file identifies the patients. Treat it as the originals, and do not keep it beside the clean files."
_SAME = {
    "everywhere": "the same everywhere",
    "patient": "the same within each patient",
    "differs": "differs within a patient",
}
_COUNTS = ("files", "quarantined", "alreadyDeidentified", "patients", "rowsMore")
_NUMBERS = (
    "path", "tag", "name", "depth", "vr", "private", "files", "patients", "patientsMore", "distinct", "distinctMore", "same",
    "doings", "left",
)  # fmt: skip
_COLUMNS = ("attribute", "tag", "VR", "action", "why", "files", "patients", "values", "same")
_VALUE_COLUMNS = ("before", "kind", "files with it", "after")
_WIDEST = 64
_FORMULA = frozenset("=+-@\t\r")


def arguments(parser: argparse.ArgumentParser) -> None:
    given.add_inputs(parser)
    given.add_profile(parser)
    given.add_key(parser)
    parser.add_argument("--csv", metavar="FILE", help="write the table into this file")
    parser.add_argument("--json", metavar="FILE", help="write it with all numbers into this file")
    parser.add_argument(
        "--with-values",
        action="store_true",
        help="write the values before and after too, and the words and texts that are left over. SUCH A FILE IDENTIFIES THE "
        "PATIENTS: it is for the eyes of those who may see the originals",
    )
    given.add_jobs(parser)


class Review(Look):
    """Tells what stands in the attributes of a file."""

    def tell(self, source: Source, order: Order) -> dict[str, Any]:
        return survey_of(source, order).as_dict()


def run(chosen: argparse.Namespace) -> int:
    inputs = given.inputs(chosen)
    paths = [Path(path) if path else None for path in (chosen.csv, chosen.json)]
    if chosen.with_values and not any(paths):
        raise Wrong("--with-values is for --csv and --json: values are not told on standard output")
    if paths[0] is not None and paths[0] == paths[1]:
        raise Wrong("--csv and --json are two files")
    given.refuse_existing(paths)
    profile = given.profile(chosen)
    key, _ = given.key_or_random(chosen, profile)
    whole, outcomes = Survey(), Counter[str]()
    progress = Progress()
    try:
        with closing(look_at(inputs, Review, key, profile, chosen.jobs, progress)) as running:
            for told in running:
                if isinstance(told, Result):
                    outcomes[told.outcome] += 1
                    progress.clear()
                    problem(held(told))
                else:
                    whole.fold(Survey.from_dict(told[1]))
    finally:
        progress.clear()
    return _tell(whole.shown(), profile, chosen.with_values, paths, outcomes)


def _tell(
    shown: dict[str, Any], profile: Profile, with_values: bool, paths: list[Path | None], outcomes: Counter[str]
) -> int:
    if not with_values:
        shown = _without_values(shown)
    made = (
        _csv(shown["rows"], with_values) if paths[0] else b"",
        _json(shown, profile, with_values) if paths[1] else b"",
    )
    saved = True
    for path, data in zip(paths, made, strict=True):
        if path is None:
            continue
        try:
            given.save_new(path, data, private=with_values)
        except OSError:
            problem(f"The table could not be written to {plain(path)}.")
            saved = False
    if not any(paths):
        for text in _table(shown["rows"]):
            line(text)
    elif with_values:
        problem(_IDENTIFIES)
    if shown["alreadyDeidentified"]:
        line(f"{files(shown['alreadyDeidentified'])} say that they were de-identified before.")
    patients = shown["patients"]
    line(
        f"{files(shown['files'])} of {patients:,} patient{'' if patients == 1 else 's'}, {len(shown['rows']):,} attributes; "
        f"{outcomes['quarantined']:,} quarantined, {outcomes['not-dicom']:,} no DICOM. No DICOM was written."
    )
    return FAILED if not saved else HELD if outcomes["quarantined"] else CLEAN


def _without_values(shown: dict[str, Any]) -> dict[str, Any]:
    """Numbers and rules only, and no creator that may be made up of anything."""
    rows = [{name: row[name] for name in _NUMBERS} | {"path": without_strangers(row["path"])} for row in shown["rows"]]
    return {name: shown[name] for name in _COUNTS} | {"rows": rows}


def _table(rows: list[dict[str, Any]]) -> list[str]:
    lines = [("attribute", "VR", "action", "files", "patients", "values", "", "why")]
    for row in rows:
        first, *others = row["doings"]
        lines.append(
            (
                row["path"],
                row["vr"],
                first["action"],
                f"{row['files']:,}",
                *_counts(row),
                _SAME[row["same"]],
                first["why"],
            )
        )
        lines += [("", "", doing["action"], f"{doing['files']:,}", "", "", "", doing["why"]) for doing in others]
    widths = [min(max(len(each[column]) for each in lines), _WIDEST) for column in range(len(lines[0]) - 1)]
    return [
        plain("  ".join([*(text.ljust(width) for text, width in zip(each, widths, strict=False)), each[-1]])).rstrip()
        for each in lines
    ]


def _counts(row: dict[str, Any]) -> tuple[str, str]:
    """Patients and distinct values; a plus where there are more than were told apart."""
    patients, distinct = (f"{row[name]:,}{'+' * row[name + 'More']}" for name in ("patients", "distinct"))
    return patients, distinct


def _csv(rows: list[dict[str, Any]], with_values: bool) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS + _VALUE_COLUMNS * with_values)
    for row in rows:
        actions, whys = (dict.fromkeys(doing[name] for doing in row["doings"]) for name in ("action", "why"))
        about = [row["path"], row["tag"], row["vr"], "; ".join(actions), "; ".join(filter(None, whys))]
        about += [row["files"], *_counts(row), _SAME[row["same"]]]
        if not with_values:
            writer.writerow(about)
            continue
        for value in row["values"]:
            after = " | ".join("(removed)" if each is None else each for each in value["after"])
            before = "(added)" if value["before"] is None else value["before"]
            writer.writerow(map(_harmless, [*about, before, value["kind"], value["files"], after]))
    # With its mark, so that spreadsheets know that it is UTF-8.
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _harmless(cell: object) -> object:
    """A text that no spreadsheet takes for a formula: values come from strangers."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell


def _json(shown: dict[str, Any], profile: Profile, with_values: bool) -> bytes:
    about: dict[str, Any] = {"format": "curtain-attributes", "version": 1, "identifies": with_values}
    if with_values:
        about |= {"warning": _IDENTIFIES, "profile": profile.as_dict()}
    else:
        about["profile"] = {"digest": profile.digest}
    return (json.dumps(about | shown, indent=1) + "\n").encode()
