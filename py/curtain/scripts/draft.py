"""A profile in the making: what a line of a script asks of an attribute, as far as a profile can say it.

Nothing is kept by mistake: what cannot be said is removed, and where even that cannot be said the attribute has a rule of its own,
which the report names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pydicom.datadict import DicomDictionary

from curtain.files.dataset import dictionary_vr
from curtain.rules.options import Option
from curtain.rules.overrides import Override, OverrideError, Strategy, allowed, spelled
from curtain.rules.profile import Profile
from curtain.rules.table import STRUCTURAL_UIDS
from curtain.scripts.elements import Step
from curtain.scripts.report import Imported, Kind, Line, Outcome, shortened
from curtain.verify.secrets import is_searched_for

_PSEUDONYMS = (0x00100010, 0x00100020)
_CHARACTER_SET, _SOP_CLASS, _SOP_INSTANCE, _BURNED_IN = 0x00080005, 0x00080016, 0x00080018, 0x00280301
_HARDLY_STAYS = "It names a person, a place or a number of the case, which are looked for everywhere: hardly any stays."
_NO_CREATOR = "A private attribute whose creator is not named is removed, unless the profile retains safe ones."
_STAMPS = frozenset({0x00120062, 0x00120063, 0x00120064, 0x00280303})
#: Files without these cannot be read: no script removes them all.
_NEVER_ALL = frozenset({0x0000, 0x0002, 0x0004, 0x0028, 0x7FE0, 0xFFFA, 0xFFFC, 0xFFFE})
_BUILDS_CODES = frozenset(range(0x00080100, 0x00080125))


class Wish(NamedTuple):
    """What a line asks for an attribute, and how near to it what is done here comes."""

    strategy: Strategy
    text: str = ""
    outcome: Outcome = Outcome.SAME
    why: str = ""


class Draft:
    """Collects what the lines of one file ask for."""

    def __init__(self, kind: Kind, file: str = "") -> None:
        self._kind = kind
        self._file = file
        self._lines: list[Line] = []
        #: By path: how strong the line is, its number (0 for one of many attributes), and the override.
        self._asked: dict[str, tuple[int, int, Override]] = {}
        self._lost: set[int] = set()
        self._options: set[Option] = set()
        #: Whatever a line named, with or without an equal.
        self.named: set[int] = set()

    def say(self, number: int, text: str, outcome: Outcome, why: str) -> None:
        """Put a line into the report."""
        self._lines.append(Line(number, shortened(text), outcome, why, self._file))

    def option(self, option: Option) -> bool:
        """Turn an option on; False where it does not go with another."""
        if {Option.FULL_DATES, Option.MODIFIED_DATES} <= self._options | {option}:
            return False
        self._options.add(option)
        return True

    def ask(self, number: int, text: str, steps: tuple[Step, ...], wish: Wish, strength: int = 0) -> None:
        """What a line asks for one attribute, and its line in the report.

        Of two lines for one attribute the stronger counts, then the later.
        """
        outcome, why = self.put(steps, wish, strength, number)
        self.say(number, text, outcome, why)

    def put(self, steps: tuple[Step, ...], wish: Wish, strength: int = 0, number: int = 0) -> tuple[Outcome, str]:
        """As `ask`, without a line in the report: how it came over, and why."""
        if len(steps) == 1:
            self.named.add(steps[-1].tag)
        fixed = _fixed(steps[-1].tag, wish)
        if fixed is not None:
            return fixed
        if any(step.tag >> 16 & 1 and not step.creator for step in steps):
            same = wish.strategy is Strategy.REMOVE
            return (Outcome.SAME if same else Outcome.NO_EQUAL), _NO_CREATOR
        path = spelled(False, steps)
        for each in _from_here_on(steps[-1].tag, wish):
            try:
                override = Override.parse(path, _value(each))
            except OverrideError as error:
                refused = str(error)
                continue
            if not self._take(override, strength, number):
                return Outcome.OTHER, "Another line for the same attribute goes before this one."
            if each.strategy is Strategy.KEEP and _is_searched_for(steps[-1]):
                return Outcome.STRICTER, _HARDLY_STAYS
            return each.outcome, each.why or _told(each, refused if each is not wish else "")
        return Outcome.NO_EQUAL, f"{refused} The attribute goes by the Basic Profile."

    def everything_else(self, groups: Iterable[int] = ()) -> int:
        """Remove, at the root, whatever no line named, but for what objects are built of; and how many attributes that are."""
        kept, count = frozenset(groups), 0
        for tag, override in _removals().items():
            if tag not in self.named and tag >> 16 not in kept:
                self._asked.setdefault(override.path, (-1, 0, override))
                count += 1
        return count

    def finish(self, **settings: object) -> Imported:
        """The profile and the report."""
        overrides = tuple(sorted((override for *_, override in self._asked.values()), key=lambda each: each.path))
        profile = Profile(name=f"imported {self._kind}", options=frozenset(self._options), attributes=overrides)
        lines = [
            line._replace(outcome=Outcome.OTHER, why="A later line for the same attribute takes its place.")
            if line.number in self._lost and line.outcome is not Outcome.NO_EQUAL
            else line
            for line in sorted(self._lines, key=lambda line: line.number or 1 << 30)
        ]
        return Imported(replace(profile, **settings), tuple(lines), self._kind)

    def _take(self, override: Override, strength: int, number: int) -> bool:
        """Take an override unless a stronger one is there already."""
        before = self._asked.get(override.path)
        if before is not None and before[0] > strength:
            return False
        if before is not None and before[2] != override and before[1]:
            self._lost.add(before[1])
        self._asked[override.path] = strength, number, override
        return True


def public() -> Iterator[tuple[int, str]]:
    """The attributes of PS3.6 that stand in data sets, by tag, without those that images are built of, with their VRs."""
    for tag in DicomDictionary:
        if tag >> 16 not in _NEVER_ALL and tag not in _BUILDS_CODES:
            yield tag, dictionary_vr(tag)


@cache
def _removals() -> dict[int, Override]:
    """The removal of each attribute at the root, but for UIDs, which become new ones."""
    return {
        tag: Override.parse(spelled(True, (Step(tag),)), "remove")
        for tag, vr in public()
        if vr != "UI" and Strategy.REMOVE in allowed(tag, vr)
    }


def _value(wish: Wish) -> object:
    return {str(wish.strategy): wish.text} if wish.strategy.takes_text else str(wish.strategy)


def _from_here_on(tag: int, wish: Wish) -> Iterator[Wish]:
    """What is asked, and what is done instead where it cannot be done: something that is at least as strict."""
    yield wish
    if dictionary_vr(tag) == "UI" and not tag >> 16 & 1:
        yield Wish(Strategy.NEW_UID, "", Outcome.OTHER, "UIDs become new ones: single ones are never kept or made up.")
    yield Wish(Strategy.REMOVE, "", Outcome.NO_EQUAL)
    yield Wish(Strategy.EMPTY, "", Outcome.NO_EQUAL)


def _is_searched_for(step: Step) -> bool:
    return not step.creator and is_searched_for(step.tag, dictionary_vr(step.tag), frozenset())


def _told(wish: Wish, refused: str) -> str:
    if not refused:
        return "" if wish.outcome is Outcome.SAME else wish.why
    return f"{refused} The attribute is {'removed' if wish.strategy is Strategy.REMOVE else 'emptied'}."


def _fixed(tag: int, wish: Wish) -> tuple[Outcome, str] | None:
    """What holds for attributes that have a rule of their own, whatever a profile says."""
    group, strategy = tag >> 16, wish.strategy
    if tag in _PSEUDONYMS:
        same = strategy is Strategy.PSEUDONYM
        return (Outcome.SAME if same else Outcome.OTHER), "It always becomes the pseudonym of the patient."
    if tag in _STAMPS:
        return Outcome.OTHER, "Curtain writes this itself, by what it did."
    if tag == _BURNED_IN:
        return Outcome.OTHER, "Curtain writes this itself, by what was done to the pixels."
    if tag in (_CHARACTER_SET, _SOP_CLASS):
        if strategy is Strategy.KEEP:
            return Outcome.SAME, ""
        return Outcome.OTHER, "It stays: without it the object could not be read."
    if tag == _SOP_INSTANCE:
        if strategy is Strategy.NEW_UID:
            return wish.outcome, wish.why
        outcome = Outcome.STRICTER if strategy is Strategy.KEEP else Outcome.OTHER
        return outcome, "It becomes a new UID, unless the option to retain UIDs is on."
    if group in (0x0000, 0x0002, 0x0004):
        return Outcome.OTHER, "What stands in front of the data set is written anew."
    if group == 0x7FE0:
        if strategy is Strategy.KEEP:
            return Outcome.SAME, ""
        return Outcome.NO_EQUAL, "Pixels stay, but for what is covered by hand."
    if tag >> 24 in (0x50, 0x60) or group in (0xFFFA, 0xFFFC):
        removed = strategy is Strategy.REMOVE
        return (Outcome.SAME if removed else Outcome.STRICTER), "" if removed else "It is always removed."
    if dictionary_vr(tag) == "UI" and strategy is Strategy.KEEP and not group & 1:
        if tag in STRUCTURAL_UIDS:
            return Outcome.SAME, ""
        return Outcome.STRICTER, "It becomes a new UID, unless the option to retain UIDs is on."
    return None
