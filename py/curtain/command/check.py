"""Check files that are said to be de-identified, whoever did it.

Without the originals: what they say of themselves (stamps, methods, burned-in text), private attributes, what a profile does not keep, and
what looks like a name, a date, an address or a number. With --against, also everything that identifies in the originals is searched for: what
identifies any of their patients, or with the key what identifies the one whose file it is. A dummy cannot be told from a value: that nothing is
found is no proof.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from curtain.batch.case import stopped
from curtain.batch.inputs import Input, Inputs, opened
from curtain.batch.lanes import Lanes, Lost
from curtain.command import given
from curtain.command.progress import Progress
from curtain.command.say import CLEAN, HELD, Wrong, files, line, plain, problem
from curtain.files.dataset import DataSet
from curtain.files.part10 import Dicom, open_dicom
from curtain.files.source import Source
from curtain.outcome import NotDicom, Quarantine, unexpected
from curtain.plan import plan
from curtain.rules.profile import BASIC, Profile
from curtain.scan import PATIENT_ID, SOP_INSTANCE_UID, Facts, scan
from curtain.transforms.keyed import PSEUDONYM, Keyed
from curtain.verify.claims import Finding, claimed_profile, findings, new_uids
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets


def arguments(parser: argparse.ArgumentParser) -> None:
    given.add_inputs(parser)
    parser.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="DIR",
        help="the originals (a folder, file or archive; may be repeated)",
    )
    parser.add_argument(
        "--profile", metavar="NAME|FILE", help="hold them to this profile, instead of the options that they claim"
    )
    given.add_key(parser)
    parser.add_argument("--option", action="append", default=[], help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="findings as JSON, on standard output; without any value")
    given.add_jobs(parser)


@dataclass(frozen=True, slots=True)
class Original:
    """A task: collect what identifies in a file. The answer is `Known`."""

    file: Input


@dataclass(frozen=True, slots=True)
class Known:
    """What identifies in an original; `facts` where it can be planned with the others."""

    facts: Facts | None
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Checked:
    """A task: what is found in a file. The answer is a list of findings."""

    file: Input
    name: str


@dataclass(slots=True)
class Sought:
    """What must not be found.

    Attributes
    ----------
    everybody
        Of all patients together.
    patients, days
        With the key: by pseudonym, and by new SOPInstanceUID the days by their places.
    """

    everybody: Secrets = field(default_factory=Secrets)
    patients: dict[str, Secrets] = field(default_factory=dict)
    days: dict[str, dict] = field(default_factory=dict)

    def of(self, dataset: DataSet) -> tuple[Secrets, str]:
        """What must not be found in an object, and the pseudonym that may."""
        patient = dataset.text(PATIENT_ID)
        known = self.patients.get(patient)
        if known is not None:
            dated = self.days.get(dataset.text(SOP_INSTANCE_UID), {})
            return replace(known, uids=self.everybody.uids, dated=dated), patient
        # Letters and digits by chance: they may well hold a short word of somebody. Any other number is searched like all else.
        by_chance = PSEUDONYM.fullmatch(patient) and patient not in self.everybody.ids
        return self.everybody, patient if by_chance else ""


class Checker:
    """Setup: the profile or None, and what must not be found or None."""

    def __init__(self, setup: tuple[Profile | None, Sought | None], tell: Callable[[], None]) -> None:
        self._profile, self._sought = setup
        self._tell = tell

    def __call__(self, task: Original | Checked) -> Known | list[Finding] | NotDicom | Quarantine:
        try:
            with opened(task.file, self._tell) as source:
                dicom = open_dicom(source)
                if isinstance(task, Original):
                    return Known(_facts(source), Secrets.of(dicom.dataset))
                found = findings(dicom, self._profile)
                place = self._find(dicom, task.name)
            if place is not None:
                found.insert(
                    0, Finding("identity-found", place, "Something of a patient of the originals is still here.")
                )
            return found
        except (NotDicom, Quarantine) as stop:
            return stop.with_traceback(None)
        except MemoryError:
            raise
        except Exception:
            return unexpected()

    def _find(self, dicom: Dicom, name: str) -> str | None:
        """Where something of the originals stands."""
        if self._sought is None:
            return None
        secrets, pseudonym = self._sought.of(dicom.dataset)
        own = self._profile and self._profile.of_object(*new_uids(dicom.dataset))
        return Search(secrets, own or claimed_profile(dicom.dataset), pseudonym).find(dicom, name)


def _facts(source: Source) -> Facts | None:
    try:
        return scan(source)
    except Quarantine:
        return None


def run(chosen: argparse.Namespace) -> int:
    places = given.inputs(chosen)
    profile = given.profile(chosen) if chosen.profile else None
    originals = given.inputs(argparse.Namespace(inputs=chosen.against))
    key = given.key(chosen, profile or BASIC)
    if key is not None and not originals:
        raise Wrong("a key is of use with --against only")
    progress = Progress()
    root = profile.uid_root if profile else ""
    sought = _collect(originals, key, root, chosen.jobs, progress) if originals else None
    told = _Told(chosen.json)
    with Inputs(places) as inputs:
        listed = list(inputs)
        lanes = Lanes(chosen.jobs, Checker, (profile, sought))
        tasks = [Checked(file, _name_in(places, file)) for file in listed]
        try:
            for done, (at, answer) in enumerate(lanes.run(tasks), 1):
                progress("Checking", done, len(tasks))
                told.add(listed[at], answer, progress)
        finally:
            lanes.close()
            progress.clear()
    return told.end()


def _collect(originals: list[Path], key: bytes | None, root: str, jobs: int, progress: Progress) -> Sought:
    """What identifies in the originals."""
    known: dict[int, Known] = {}
    unread = 0
    with Inputs(originals) as inputs:
        listed = list(inputs)
        lanes = Lanes(jobs, Checker, (None, None))
        try:
            for done, (at, answer) in enumerate(lanes.run(map(Original, listed)), 1):
                progress("Originals", done, len(listed))
                if isinstance(answer, Known):
                    known[at] = answer
                elif not isinstance(answer, NotDicom):
                    unread += 1
        finally:
            lanes.close()
            progress.clear()
    if unread:
        problem(f"note: {files(unread)} of the originals cannot be read; what is in them is not searched for")
    sought = Sought()
    for each in known.values():
        sought.everybody.merge(each.secrets.strings())
        sought.everybody.uids |= each.secrets.uids
    if key is not None:
        _tell_apart(sought, [each for _, each in sorted(known.items()) if each.facts], Keyed(key), root)
    return sought


def _tell_apart(sought: Sought, known: list[Known], keyed: Keyed, root: str) -> None:
    """Find out under which pseudonym each patient is now, and under which UID each object."""
    case = plan({str(at): each.facts for at, each in enumerate(known) if each.facts}, keyed)
    for at, each in enumerate(known):
        place = case.files[str(at)]
        if isinstance(place, str) and each.facts:
            sought.patients.setdefault(place, Secrets()).merge(each.secrets.strings())
            sought.days[keyed.uid(each.facts.instance, root)] = each.secrets.dated


def _name_in(places: list[Path], file: Input) -> str:
    """The path of a file in what was given: that is what others will see of it."""
    for place in places:
        if file.shown != place and file.shown.is_relative_to(place):
            return file.shown.relative_to(place).as_posix()
    return file.shown.name


class _Told:
    """Says what is found, or keeps it for JSON."""

    def __init__(self, as_json: bool) -> None:
        self._json = as_json
        self._files: list[tuple[int, dict[str, Any]]] = []
        self._notes: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()

    def add(self, file: Input, answer: list[Finding] | NotDicom | Quarantine | Lost, progress: Progress) -> None:
        if not isinstance(answer, list):
            result = stopped(file, answer)
            if result.outcome == "not-dicom":
                self._counts["not-dicom"] += 1
            answer = [Finding(result.code, "", result.sentence, is_note=result.outcome == "not-dicom")]
        else:
            self._counts["checked"] += 1
        graves = [finding for finding in answer if not finding.is_note]
        self._counts["found"] += bool(graves)
        self._files.append((file.number, {"file": str(file.shown), "findings": [asdict(each) for each in answer]}))
        for finding in answer:
            if finding.is_note:
                self._notes[finding.sentence] += 1
            elif not self._json:
                progress.clear()
                where = f"{finding.path}: " if finding.path else ""
                problem(f"found: {plain(file.shown)}: {where}{finding.sentence} [{finding.code}]")

    def end(self) -> int:
        if self._json:
            ordered = [about for _, about in sorted(self._files, key=lambda each: each[0])]
            line(json.dumps({"format": "curtain-check", "version": 1, "files": ordered}, indent=1))
        else:
            for sentence, count in self._notes.items():
                line(f"note: {sentence} ({files(count)})")
            line(f"{files(self._counts['checked'])} checked; something is found in {self._counts['found']:,}.")
        return HELD if self._counts["found"] else CLEAN
