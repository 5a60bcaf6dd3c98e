"""What stands in one attribute of a case, in bounded space."""

import heapq
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import cycle
from typing import Any, Self

from pydicom.datadict import dictionary_description, keyword_for_tag

from curtain.files.dataset import TEXT_VRS, DataSet, Element, decode, dictionary_vr
from curtain.rules.overrides import Step, spelled
from curtain.rules.private import creator_of, is_creator, is_private
from curtain.survey.smallest import KEY, Smallest, key_of
from curtain.transforms.changes import TagRow
from curtain.transforms.keyed import PSEUDONYM
from curtain.verify.secrets import NOBODY, folded

VALUES, _DISTINCT, _PATIENTS, _DOINGS, _AFTERS = 50, 1000, 250, 20, 3
VALUE, EMPTY, DUMMY, ABSENT = "value", "empty", "dummy", "absent"
_KINDS = (VALUE, EMPTY, DUMMY)
#: In the place of a signature: the values differ within the patient.
_DIFFERS = "-"
_PSEUDONYMS = frozenset({0x00100010, 0x00100020})
#: What de-identifiers write where a value has to be. Numbers and times are none: midnight and 0 are values.
_DUMMY_DATES = frozenset({"19000101", "00010101", "19000101000000"})
_DUMMY_WORDS = frozenset(
    {"anon", "anonymised", "anonymized", "anonymous", "deidentified", "dummy", "pseudonymised", "pseudonymized", "removed"}
)  # fmt: skip
_DUMMY_VRS = frozenset({"AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"})
_WORD = re.compile(r"[^\W_]+")
_LONGEST_CREATOR = 64
#: At the end of a creator that no override can name.
UNNAMED = "…"
#: A frame may differ from all others.
_MOST_AT_ONCE = 1000


@dataclass(slots=True)
class Value:
    """A value before, cut; None where there was none."""

    before: str | None
    kind: str
    files: int = 1
    #: What became of it: the values after, cut, by their key; None where it was removed.
    after: Smallest[str | None] = field(default_factory=lambda: Smallest(_AFTERS, _least))

    def fold(self, other: Self) -> Self:
        self.before = _least(self.before, other.before)
        self.kind = min(self.kind, other.kind)
        self.files += other.files
        self.after.fold(other.after)
        return self

    def as_list(self) -> list[Any]:
        return [self.before, self.kind, self.files, self.after.more, self.after.items()]

    @classmethod
    def of(cls, data: list[Any]) -> Self:
        before, kind, files, more, after = data
        made = cls(before, kind, files)
        made.after.more = more
        for key, text in after:
            made.after.put(key, text)
        return made


class Row:
    """One attribute over all files that were surveyed.

    Attributes
    ----------
    steps
        The sequences around it and itself, private ones without their block.
    files
        In how many it stands.
    """

    __slots__ = ("distinct", "doings", "files", "kinds", "patients", "signature", "steps", "values", "vrs")

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self.vrs: set[str] = set()
        self.files = 0
        self.distinct: Smallest[None] = Smallest(_DISTINCT, lambda one, other: None)
        #: Of each patient the signature of the values that all files have.
        self.patients: Smallest[str] = Smallest(_PATIENTS, lambda one, other: one if one == other else _DIFFERS)
        #: That of all files; "" where it stands in none.
        self.signature = ""
        self.values: Smallest[Value] = Smallest(VALUES, Value.fold)
        #: What is done and why, with the number of files.
        self.doings: Smallest[tuple[str, str, int]] = Smallest(
            _DOINGS, lambda one, other: (one[0], one[1], one[2] + other[2])
        )
        self.kinds = dict.fromkeys(_KINDS, 0)

    @property
    def tag(self) -> int:
        return self.steps[-1][0]

    @property
    def vr(self) -> str:
        """That of the dictionary, else one that the files have."""
        known = dictionary_vr(self.tag)
        return known if known != "UN" else min(self.vrs - {"UN"}, default="UN")

    def take(self, found: "Found", patient: str) -> None:
        """Add what stands in one file, whose patient has this key."""
        self.vrs |= found.vrs
        for action, why in found.doings:
            self.doings.put(_key_of_doing(action, why), (action, why, 1))
        for key, (before, kind, afters) in found.values.items():
            value = self.values.get(key)
            if value is None:
                value = Value(before, kind, 0)
                self.values.put(key, value)
            value.files += 1
            for after in afters:
                value.after.put(_key_of_after(after), after)
        if not found.keys:
            return
        self.files += 1
        for kind in found.kinds:
            self.kinds[kind] += 1
        for key in found.keys:
            self.distinct.put(key, None)
        signature = key_of(*sorted(found.keys)) if len(found.keys) > 1 else next(iter(found.keys))
        self.signature = signature if self.signature in ("", signature) else _DIFFERS
        self.patients.put(patient, signature)

    def fold(self, other: Self) -> Self:
        self.vrs |= other.vrs
        self.files += other.files
        if other.signature:
            same = self.signature in ("", other.signature)
            self.signature = other.signature if same else _DIFFERS
        for kind in _KINDS:
            self.kinds[kind] += other.kinds[kind]
        self.distinct.fold(other.distinct)
        self.patients.fold(other.patients)
        self.values.fold(other.values)
        self.doings.fold(other.doings)
        return self

    def as_dict(self, patients: dict[str, int]) -> dict[str, Any]:
        """As plain data; `patients` are the numbers by which a survey calls the patients."""
        told = self.patients.items()
        signatures = [signature for _, signature in told]
        return {
            "steps": [list(step) for step in self.steps],
            "vrs": sorted(self.vrs),
            "files": self.files,
            "signature": self.signature,
            "kinds": [self.kinds[kind] for kind in _KINDS],
            "distinct": [self.distinct.more, "".join(self.distinct)],
            # Mostly one and the same for all.
            "patients": [
                self.patients.more,
                [patients[key] for key, _ in told],
                signatures if len(set(signatures)) > 1 else signatures[:1],
            ],
            "values": [self.values.more, [(key, value.as_list()) for key, value in self.values.items()]],
            "doings": [self.doings.more, self.doings.items()],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any], patients: list[str]) -> Self:
        """The reverse of `as_dict`; `patients` by their numbers."""
        row = cls(tuple((tag, creator) for tag, creator in data["steps"]))
        row.vrs, row.files, row.signature = set(data["vrs"]), data["files"], data["signature"]
        row.kinds = dict(zip(_KINDS, data["kinds"], strict=True))
        row.distinct.more, keys = data["distinct"]
        for at in range(0, len(keys), KEY):
            row.distinct.put(keys[at : at + KEY], None)
        row.patients.more, numbers, signatures = data["patients"]
        for number, signature in zip(numbers, signatures if len(signatures) > 1 else cycle(signatures), strict=False):
            row.patients.put(patients[number], signature)
        row.values.more, values = data["values"]
        for key, value in values:
            row.values.put(key, Value.of(value))
        row.doings.more, doings = data["doings"]
        for key, (action, why, files) in doings:
            row.doings.put(key, (action, why, files))
        return row

    def shown(self) -> dict[str, Any]:
        """`SurveyRow` of the page (web/src/engine/types.ts), without what a mark would do."""
        values = sorted(self.values.values(), key=lambda value: (-value.files, value.before or ""))
        differs = any(signature == _DIFFERS for _, signature in self.patients.items())
        doings = sorted(self.doings.values(), key=lambda doing: (-doing[2], doing))
        return {
            "path": path_of(self.steps),
            "tag": _tag_text(*self.steps[-1]),
            "name": _name(self.tag),
            "depth": len(self.steps) - 1,
            "vr": self.vr,
            "private": is_private(self.tag),
            "files": self.files,
            "patients": len(self.patients),
            "patientsMore": self.patients.more,
            "distinct": len(self.distinct),
            "distinctMore": self.distinct.more,
            "same": "everywhere" if self.signature != _DIFFERS else "differs" if differs else "patient",
            "values": [
                {
                    "before": value.before,
                    "kind": value.kind,
                    "files": value.files,
                    "after": value.after.values(),
                    "afterMore": value.after.more,
                }
                for value in values
            ],
            "valuesMore": self.values.more,
            "doings": [{"action": action, "why": why, "files": files} for action, why, files in doings],
            "left": dict(self.kinds),
        }


class Found:
    """What stands in one attribute of one file, in however many items."""

    __slots__ = ("doings", "keys", "kinds", "values", "vrs")

    def __init__(self) -> None:
        self.vrs: set[str] = set()
        self.doings: set[tuple[str, str]] = set()
        #: Of all values before.
        self.keys: set[str] = set()
        self.kinds: set[str] = set()
        #: By their key: a value before, its kind, and what became of it; of many those with the smallest keys.
        self.values: dict[str, tuple[str | None, str, set[str | None]]] = {}

    def add(self, tag: int, old: tuple[Element, DataSet] | None, told: TagRow) -> None:
        """One of the values of this attribute."""
        self.vrs.add(told.vr)
        self.doings.add((told.action, told.why))
        key = kind = ABSENT
        if old is not None:
            known = dictionary_vr(tag)
            key, kind = _looked_at(*old, told.before or "", known if known != "UN" else told.vr)
            self.keys.add(key)
            self.kinds.add(kind)
        value = self.values.get(key)
        if value is not None:
            value[2].add(told.after)
            return
        self.values[key] = (told.before, kind, {told.after})
        if len(self.values) > _MOST_AT_ONCE:
            self.values = {each: self.values[each] for each in heapq.nsmallest(VALUES, self.values)}


@lru_cache(maxsize=4096)
def _key_of_doing(action: str, why: str) -> str:
    return key_of(action, why)


@lru_cache(maxsize=16_384)
def _key_of_after(after: str | None) -> str:
    return key_of("-" if after is None else "+" + after)


def step_of(tag: int, dataset: DataSet) -> Step:
    """An attribute by itself: a private one without the block that its creator took by chance."""
    if not is_private(tag):
        return tag, ""
    if is_creator(tag):
        return tag & 0xFFFF0000, ""
    creator = creator_of(tag, dataset)
    if not creator:
        return tag, ""
    if '"' in creator or len(creator) > _LONGEST_CREATOR:
        creator = creator[:_LONGEST_CREATOR].replace('"', "'") + UNNAMED
    return tag & 0xFFFF00FF, creator


def is_creators(step: Step) -> bool:
    """True for the step of private creators."""
    return is_private(step[0]) and not step[1] and step[0] & 0xFFFF == 0


@lru_cache(maxsize=8192)
def path_of(steps: tuple[Step, ...]) -> str:
    """In the spelling of overrides; attributes that none can name in one like it."""
    return ".".join(_tag_text(*step) if is_creators(step) else spelled(False, (step,)) for step in steps)


def _tag_text(tag: int, creator: str) -> str:
    if creator:
        return f"({tag >> 16:04X},xx{tag & 0xFF:02X})"
    return f"({tag >> 16:04X},00xx)" if is_creators((tag, "")) else f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


def _name(tag: int) -> str:
    return dictionary_description(tag) if not is_private(tag) and keyword_for_tag(tag) else ""


def text_of(element: Element, dataset: DataSet) -> str | None:
    """The whole text of a value; None where it is none, or not held in memory."""
    if element.value is None or element.vr not in TEXT_VRS:
        return None
    return decode(element.value, dataset.charset).strip(" \0")


def _looked_at(element: Element, dataset: DataSet, shown: str, vr: str) -> tuple[str, str]:
    """The key of a value and its kind. Large values are told apart by what is shown of them, their length."""
    text = text_of(element, dataset)
    if text is not None:
        return _of_text(text, element.tag, vr)
    if element.value is None:
        return key_of("large", shown), EMPTY if element.is_empty else VALUE
    order = "<" if dataset.little else ">"
    return key_of(order + element.vr, element.value), VALUE if element.value else EMPTY


@lru_cache(maxsize=16_384)
def _of_text(text: str, tag: int, vr: str) -> tuple[str, str]:
    kind = EMPTY if not text.strip("\\ ") else DUMMY if _is_dummy(text, tag, vr) else VALUE
    return key_of("text", text), kind


def _is_dummy(text: str, tag: int, vr: str) -> bool:
    """True for what de-identifiers, this one and others, write in the place of a value."""
    parts = [part.strip() for part in text.split("\\")]
    if vr in ("DA", "DT"):
        return set(parts) <= _DUMMY_DATES
    if vr == "AS":
        return set(parts) <= {"000D", "000Y"}
    if tag in _PSEUDONYMS and PSEUDONYM.fullmatch(text.strip("^ ")):
        return True
    if vr not in _DUMMY_VRS:
        return False
    found = _WORD.findall(folded(text).replace("de-identified", "deidentified"))
    if not found or not NOBODY.union(_DUMMY_WORDS, ("urn",)).issuperset(found):
        return False
    return vr == "PN" or not _DUMMY_WORDS.isdisjoint(found)


def _least(one: str | None, other: str | None) -> str | None:
    return one if one is None or (other is not None and one <= other) else other


__all__ = ["Found", "Row", "Step", "Value", "is_creators", "path_of", "step_of", "text_of"]
