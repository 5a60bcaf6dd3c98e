"""The review of attributes: over a whole case, what stands in each of them, what is done to it and why.

Each file gives a `Survey`, and surveys fold into one in any order and any batches, in bounded space: what is counted is
exact, what is shown of many is a fair choice. A survey identifies; it stays in memory and on the screen.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Self

from curtain.files.dataset import DataSet, Element, dictionary_vr
from curtain.files.source import Source
from curtain.rules.codes import is_published
from curtain.rules.decide import LABELS, LONG_TEXTS, Action, Policy
from curtain.rules.options import Option
from curtain.rules.private import is_private
from curtain.scan import SOP_CLASS_UID
from curtain.survey.left_over import LeftOver, Reader
from curtain.survey.marks import Marks, judge, judged, marks_of
from curtain.survey.rows import Found, Row, Step, path_of, step_of
from curtain.survey.smallest import Smallest, key_of
from curtain.transforms.changes import Path, TagRow
from curtain.transforms.structured import SEQUENCES
from curtain.write import Candidate, Order, policy_of, write

__all__ = ["Marks", "Survey", "fold", "judge", "judged", "marks_of", "survey_file", "survey_of"]

_ROWS, _PATIENTS = 4000, 20_000
_PATIENT_IDENTITY_REMOVED = (0x00120062,)
_CODE_MEANING, _CODING_SCHEME_DESIGNATOR = 0x00080104, 0x00080102


class Survey:
    """What stands in the attributes of some files of a case.

    Attributes
    ----------
    files
        How many were surveyed.
    quarantined
        How many could not be cleaned, so that nothing of them is in the rows.
    already
        How many say of themselves that they were de-identified before.
    """

    __slots__ = ("already", "files", "left_over", "patients", "quarantined", "rows")

    def __init__(self) -> None:
        self.files = self.quarantined = self.already = 0
        self.patients: Smallest[int] = Smallest(_PATIENTS, lambda one, other: one)
        self.rows: Smallest[Row] = Smallest(_ROWS, Row.fold)
        self.left_over = LeftOver()

    def fold(self, other: Self) -> None:
        """Add another one, which is of no more use afterwards."""
        self.files += other.files
        self.quarantined += other.quarantined
        self.already += other.already
        self.patients.fold(other.patients)
        self.rows.fold(other.rows)
        self.left_over.fold(other.left_over)

    def take(self, source: Source, order: Order) -> None:
        """Add one file. Where it raises NotDicom, Quarantine or anything else, nothing of the file was added."""
        found = _File(write(source, order, with_rows=True, looks=False))
        found.read()
        self.files += 1
        self.already += found.already
        patient = key_of("patient", order.patient.pseudonym)
        self.patients.put(patient, 0)
        for steps, values in found.attributes.items():
            key = _key(steps)
            row = self.rows.get(key)
            if row is None:
                row = Row(steps)
                self.rows.put(key, row)
            row.take(values, patient)
        self.left_over.fold(found.reader.finish())

    def try_to_take(self, source: Source, order: Order) -> None:
        """As `take`; a file that cannot be cleaned counts as quarantined. Only a want of memory raises."""
        try:
            self.take(source, order)
        except MemoryError:
            raise
        except Exception:
            self.quarantined += 1

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON. The same for the same files, however they were folded."""
        patients = list(self.patients)
        numbers = {key: number for number, key in enumerate(patients)}
        return {
            "files": self.files,
            "quarantined": self.quarantined,
            "already": self.already,
            "patients": [self.patients.more, patients],
            "rows": [self.rows.more, [(key, row.as_dict(numbers)) for key, row in self.rows.items()]],
            "left_over": self.left_over.as_dict(),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The reverse of `as_dict`."""
        survey = cls()
        survey.files, survey.quarantined, survey.already = data["files"], data["quarantined"], data["already"]
        survey.patients.more, patients = data["patients"]
        for key in patients:
            survey.patients.put(key, 0)
        survey.rows.more, rows = data["rows"]
        for key, row in rows:
            survey.rows.put(key, Row.from_dict(row, patients))
        survey.left_over = LeftOver.from_dict(data["left_over"])
        return survey

    def shown(self) -> dict[str, Any]:
        """`Survey` of the page (web/src/engine/types.ts): what a person sees of it."""
        rows = sorted(self.rows.values(), key=lambda row: row.steps)
        gone = {row.steps for row in rows if {action for action, _, _ in row.doings.values()} == {Action.REMOVE}}
        return {
            "files": self.files,
            "quarantined": self.quarantined,
            "alreadyDeidentified": self.already,
            "patients": len(self.patients),
            "rows": [row.shown() | _marks(row, gone) for row in rows],
            "rowsMore": self.rows.more,
            **self.left_over.shown(),
        }


def fold(surveys: Iterable[Survey]) -> Survey:
    """All of them as one, in whatever order they come; they are of no more use afterwards."""
    whole = Survey()
    for survey in surveys:
        whole.fold(survey)
    return whole


def survey_file(source: Source, order: Order) -> Survey:
    """What stands in the attributes of one file, and what would be done to them; nothing where it cannot be cleaned."""
    survey = Survey()
    survey.try_to_take(source, order)
    return survey


def survey_of(source: Source, order: Order) -> Survey:
    """As `survey_file`, for who wants to know why a file cannot be cleaned. Raises NotDicom or Quarantine."""
    survey = Survey()
    survey.take(source, order)
    return survey


class _File:
    """The walk over what was done to one file."""

    def __init__(self, candidate: Candidate) -> None:
        self._changes = candidate.changes
        self._profile = candidate.profile
        self._overrides = candidate.profile.overrides()
        self._structured = Option.CLEAN_STRUCTURED_CONTENT in candidate.profile.options
        self.reader = Reader(candidate.secrets, candidate.profile)
        self.attributes: dict[tuple[Step, ...], Found] = {}
        self.already = False
        self._gone: set[Path] = set()
        self._steps: dict[Path, tuple[Step, ...]] = {(): ()}

    def read(self) -> None:
        policy: Policy | None = None
        for path, row, old, new in self._changes.told():
            element, dataset = old or new  # type: ignore[misc]
            if policy is None:
                # The first attribute stands in the root. What is asked is whether a text would be cleaned if it might stay.
                policy = policy_of(dataset.text(SOP_CLASS_UID), replace(self._profile, long_text=True))
            steps = (*self._steps.get(path[:-2], ()), step_of(path[-1], dataset))
            if element.items is not None:
                self._steps[path] = steps
            if new is None:
                self._gone.add(path)
            if old is not None and path == _PATIENT_IDENTITY_REMOVED:
                self.already = row.before == "YES"
            found = self.attributes.get(steps)
            if found is None:
                found = self.attributes[steps] = Found()
            found.add(steps[-1][0], old, row)
            if old is not None and path[:-2] not in self._gone:
                self._left_over(policy, path, steps, row, *old)

    def _left_over(
        self, policy: Policy, path: Path, steps: tuple[Step, ...], row: TagRow, element: Element, dataset: DataSet
    ) -> None:
        """Take note of what goes of a text although nothing says that it identifies."""
        tag, parents = path[-1], path[:-1:2]
        vr = element.vr if element.vr != "UN" else dictionary_vr(tag)
        if element.value is None or is_private(tag) or {vr, dictionary_vr(tag)}.isdisjoint(LABELS | LONG_TEXTS):
            return
        decision = policy.decide(tag, vr, parents[-1] if parents else 0, "", parents if self._overrides else None)
        action = decision.action
        if (
            tag == _CODE_MEANING
            and not decision.overridden
            and not is_published(dataset.text(_CODING_SCHEME_DESIGNATOR))
        ):
            action = Action.CLEAN if Option.CLEAN_DESCRIPTORS in self._profile.options else Action.REPLACE
        if self._structured and not SEQUENCES.isdisjoint(parents):
            # There the concept of an item decides.
            action = Action(row.action)
        if action is not Action.CLEAN:
            return
        if vr in LONG_TEXTS and not (self._profile.long_text or decision.overridden):
            self.reader.long_text(path_of(steps), element, dataset)
        else:
            self.reader.label(path_of(steps), element, dataset)


@lru_cache(maxsize=8192)
def _key(steps: tuple[Step, ...]) -> str:
    return key_of(repr(steps))


def _marks(row: Row, gone: set[tuple[Step, ...]]) -> dict[str, Any]:
    """What a mark would do; `gone` are the attributes that are removed in all files."""
    marks = marks_of(row.steps)
    around = next((row.steps[:end] for end in range(1, len(row.steps)) if row.steps[:end] in gone), ())
    # Nothing stays in a sequence that goes, whatever is said of it.
    safe, unsafe = (each and each.as_value() for each in (None if around else marks.safe, marks.unsafe))
    return {"fixed": marks.fixed, "mark": marks.path, "safe": safe, "unsafe": unsafe, "goesWith": path_of(around)}
