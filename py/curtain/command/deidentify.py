"""De-identify files, folders and zip archives as one case into a folder.

Writes PATIENT/STUDY/SERIES/INSTANCE.dcm by the new identifiers. A file that cannot be cleaned is held back with a reason and
stops no other. Nobody looks at the pixels: what is burned into the images stays there, but for the boxes that are given.
"""

import argparse
import json
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from curtain.batch.case import Case, OutputInside
from curtain.command import given
from curtain.command.progress import Progress
from curtain.command.say import CLEAN, FAILED, HELD, Wrong, files, held, line, notes, plain, problem
from curtain.instance import Instance
from curtain.result import Result
from curtain.rules.only import uids_by_scope
from curtain.rules.profile import Profile
from curtain.share.boxes import BoxList
from curtain.share.crosswalk import Origin, make_crosswalk, seal
from curtain.share.references import DISPLACED, Pointer, count, displaced, missing
from curtain.share.report import FileEntry, make_report
from curtain.share.report_page import as_html
from curtain.transforms.keyed import Keyed

#: Boxes without an image that are told one by one.
_MOST_IDLE = 20


def arguments(parser: argparse.ArgumentParser, needs_boxes: bool = False) -> None:
    """What can be said; `needs_boxes` for `redact`."""
    given.add_inputs(parser)
    parser.add_argument("--output", required=True, metavar="DIR", help="folder for the clean files")
    given.add_boxes(parser, needs_boxes)
    given.add_profile(parser)
    given.add_key(parser)
    parser.add_argument(
        "--report", metavar="FILE.json", help="a report without identity, with a page beside it (FILE.html)"
    )
    parser.add_argument("--crosswalk", metavar="FILE", help="old and new identifiers, sealed with a passphrase")
    parser.add_argument(
        "--crosswalk-passphrase-file", metavar="FILE", help="the passphrase of the crosswalk; else it is asked for"
    )
    given.add_jobs(parser)


def run(chosen: argparse.Namespace) -> int:
    inputs = given.inputs(chosen)
    if not chosen.output:
        raise Wrong("the output is an empty word, not a path")
    output = Path(chosen.output)
    profile = given.profile(chosen)
    papers = _Papers(chosen, output)
    key, kept = given.key_or_random(chosen, profile)
    boxes = given.boxes(chosen, profile, kept)
    papers.ask()
    progress = Progress()
    results: list[Result[Any]] = []
    try:
        about = {"digests": papers.wanted, "uids": papers.has_crosswalk, "boxes": boxes, "reviewed": chosen.reviewed}
        case = Case(inputs, output, key, profile, jobs=chosen.jobs, progress=progress, **about)
        output.mkdir(parents=True, exist_ok=True)
    except OutputInside as wrong:
        raise Wrong(str(wrong)) from None
    except OSError:
        raise Wrong(f"the output folder {output} cannot be made") from None
    try:
        with closing(case.results()) as running:
            for result in running:
                results.append(result)
                if result.outcome != "de-identified":
                    progress.clear()
                    problem(held(result))
    finally:
        progress.clear()
    results = _told_displaced(sorted(results, key=lambda result: result.number))
    saved = papers.save(case, results, profile, Keyed(key), kept)
    if not kept:
        line("No key was given: a random one was used and is forgotten. Nobody can make the same pseudonyms again.")
    status = _summary(results, output, chosen.reviewed)
    if boxes is not None:
        status = max(status, _boxes(boxes, results))
    status = max(status, _only(profile, results))
    return status if saved else FAILED


def _told_displaced(results: list[Result[Any]]) -> list[Result[Any]]:
    """The results, with a note for each object that points into an image which was cropped."""
    moved = displaced(
        Pointer(each.uid, each.pointsByPixels, "crop" in (each.redactions or {}), each.references)
        for each in (result.instance for result in results)
        if each
    )
    return [
        replace(result, instance=replace(result.instance, notes=[*result.instance.notes, DISPLACED]))
        if result.instance and result.instance.uid in moved
        else result
        for result in results
    ]


class _Papers:
    """The report and the crosswalk: two files that never become one."""

    def __init__(self, chosen: argparse.Namespace, output: Path) -> None:
        self._reviewed = chosen.reviewed
        self._report = chosen.report and Path(chosen.report)
        self._page = self._report and self._report.with_suffix(".html")
        self._crosswalk = chosen.crosswalk and Path(chosen.crosswalk)
        if self._report and self._report == self._page:
            raise Wrong("the report is JSON; its page is written beside it as .html")
        if self._crosswalk and self._crosswalk.resolve() in (
            Path(path).resolve() for path in (self._report, self._page) if path
        ):
            raise Wrong("the report and the crosswalk are two files")
        if chosen.crosswalk_passphrase_file and not self._crosswalk:
            raise Wrong("--crosswalk-passphrase-file is for --crosswalk")
        if self._crosswalk and self._crosswalk.resolve().is_relative_to(output.resolve()):
            raise Wrong("the crosswalk leads back to the patients: keep it apart from the output folder")
        given.refuse_existing([self._report, self._page, self._crosswalk])
        self._passphrase_file = chosen.crosswalk_passphrase_file
        self._passphrase = ""

    @property
    def wanted(self) -> bool:
        """Either of them: both tell of the digests of the sources."""
        return bool(self._report or self._crosswalk)

    @property
    def has_crosswalk(self) -> bool:
        return bool(self._crosswalk)

    def ask(self) -> None:
        """Before the work begins, so that it is not done in vain. Raises Wrong."""
        if self._crosswalk:
            read = self._passphrase_file
            self._passphrase = (
                given.read_passphrase(read) if read else given.ask_passphrase("Passphrase of the crosswalk")
            )
            try:
                seal(make_crosswalk([], Keyed(bytes(32)), Profile()), self._passphrase)
            except Exception as missing:
                raise Wrong(str(missing)) from None

    def save(self, case: Case, results: list[Result[Any]], profile: Profile, keyed: Keyed, kept: bool) -> bool:
        """Write them. False where one could not be."""
        made: list[tuple[str, Path, bytes]] = []
        if self._report and self._page:
            report = _report(results, profile, keyed, kept, self._reviewed)
            made.append(("report", self._report, (json.dumps(report, indent=1) + "\n").encode()))
            made.append(("page of the report", self._page, as_html(report).encode()))
        if self._crosswalk:
            content = make_crosswalk(_origins(case, results), keyed, profile)
            made.append(("crosswalk", self._crosswalk, seal(content, self._passphrase)))
        saved = True
        for what, path, data in made:
            try:
                given.save_new(path, data, private=what == "crosswalk")
            except OSError:
                problem(f"The {what} could not be written to {plain(path)}.")
                saved = False
        return saved


def _report(results: list[Result[Any]], profile: Profile, keyed: Keyed, kept: bool, reviewed: bool) -> dict[str, Any]:
    attributes: Counter[tuple[str, str]] = Counter()
    for result in results:
        attributes.update(result.attributes)
    clean = [result.instance for result in results if result.instance]
    objects = [((each.uid, each.series["uid"], each.study["uid"]), each.references) for each in clean]
    entries = (_entry(result, keyed, reviewed) for result in results)
    return make_report(
        profile,
        entries,
        attributes,
        count(objects),
        key_kept=kept,
        missing=missing(objects),
        objects=((each.series["uid"], each.uid) for each in clean),
    )


def _entry(result: Result[Any], keyed: Keyed, reviewed: bool) -> FileEntry:
    instance = result.instance
    if instance is None:
        return FileEntry(result.number, result.outcome, result.code, result.sentence)
    return FileEntry(
        result.number,
        result.outcome,
        output=instance.name,
        sha256=result.sha256,
        source_hmac=keyed.source_digest(result.source_sha256),
        sop_class=instance.sopClass,
        notes=tuple(instance.notes),
        pixels="none" if instance.image is None else "reviewed" if _is_reviewed(instance, reviewed) else "not reviewed",
        redactions=instance.redactions,
    )


def _is_reviewed(instance: Instance, reviewed: bool) -> bool:
    """True where the file says that a person has seen its pixels."""
    return reviewed and instance.image is not None and instance.image["cannotShow"] is None


def _origins(case: Case, results: list[Result[Any]]) -> list[Origin]:
    return [
        Origin(
            case.facts[result.number],
            result.instance.patient,
            str(result.source),
            result.source_sha256,
            result.instance.name,
            result.uids,
        )
        for result in results
        if result.instance
    ]


def _summary(results: list[Result[Any]], output: Path, reviewed: bool) -> int:
    clean = [result.instance for result in results if result.instance]
    outcomes = Counter(result.outcome for result in results)
    for note in notes(instance.notes for instance in clean):
        line(note)
    unseen = sum(instance.image is not None and not _is_reviewed(instance, reviewed) for instance in clean)
    if unseen and reviewed:
        line(f"The images of {files(unseen)} cannot be shown here, so nothing is claimed of them.")
    elif unseen:
        boxed = " outside of the boxes" if any(instance.redactions for instance in clean) else ""
        line(f"Nobody has looked at the pixels: what is burned into the images{boxed} is still there.")
    patients = len({instance.patient for instance in clean})
    line(
        f"{files(outcomes['de-identified'])} of {patients:,} patient{'' if patients == 1 else 's'} de-identified into "
        f"{plain(output)}, {outcomes['quarantined']:,} quarantined, {outcomes['not-dicom']:,} no DICOM."
    )
    return HELD if outcomes["quarantined"] else CLEAN


def _boxes(boxes: BoxList, results: list[Result[Any]]) -> int:
    """Tells how many images were redacted, and which boxes were for none of those that came out: something is still there."""
    clean = [result.instance for result in results if result.instance]
    if boxes.boxes:
        line(f"Boxes were blanked in {files(sum(bool((each.redactions or {}).get('boxes')) for each in clean))}.")
    if boxes.crops:
        line(f"Images were cropped in {files(sum('crop' in (each.redactions or {}) for each in clean))}.")
    idle, uncut = boxes.without_image(clean)
    _idle(idle, "box {} is for no image that came out: nothing was blanked for it.", "boxes")
    _idle(uncut, "crop {} is for no image that came out: nothing was cut for it.", "crops")
    return HELD if idle or uncut else CLEAN


def _only(profile: Profile, results: list[Result[Any]]) -> int:
    """Tells which rules for one series or object were for none that came out: with another key they find none."""
    there = uids_by_scope((each.instance.series["uid"], each.instance.uid) for each in results if each.instance)
    idle = [number for number, each in enumerate(profile.only, 1) if each.uid not in there[each.scope]]
    _idle(
        idle, "entry {} of only in the profile is for nothing that came out: was it made with another key?", "entries"
    )
    return HELD if idle else CLEAN


def _idle(numbers: list[int], sentence: str, many: str) -> None:
    for number in numbers[:_MOST_IDLE]:
        problem(sentence.format(number))
    if len(numbers) > _MOST_IDLE:
        problem(f"and {len(numbers) - _MOST_IDLE:,} more {many}.")
