"""Clean Structured Content (PS3.15 E.3.4): which content items of a tree go, and which values of the others.

A listed concept is treated as Table E.3.4-1 says (`curtain.rules.concepts`). Everything else is safe by its attributes:
names and texts become dummies, UIDs and references new ones, dates what the profile says of dates; numbers and the codes
of published schemes stay. The tree stays a tree of its template: what others need or refer to is replaced instead of
removed, and what refers to another item by its place is counted anew.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from curtain.files.dataset import DataSet, Element
from curtain.rules.codes import is_published
from curtain.rules.concepts import concept, is_code, is_term
from curtain.rules.decide import Action, Decision
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.transforms.dummies import encode_text

CONTENT_SEQUENCE = 0x0040A730
_ACQUISITION_CONTEXT_SEQUENCE = 0x00400555
_PREPARATION_STEP_SEQUENCE = 0x00400612
_WAVEFORM_ANNOTATION_SEQUENCE = 0x0040B020
#: Their items are content items (PS3.3 C.17.3, 10.2; C.10.10).
SEQUENCES = frozenset(
    {CONTENT_SEQUENCE, _ACQUISITION_CONTEXT_SEQUENCE, _PREPARATION_STEP_SEQUENCE, _WAVEFORM_ANNOTATION_SEQUENCE}
)
#: These are not written without an item: they are there only where there is one.
NEVER_EMPTY = frozenset({CONTENT_SEQUENCE, _WAVEFORM_ANNOTATION_SEQUENCE})
#: In a tree, the place of the item that is meant (PS3.3 C.17.3.2.5).
REFERENCED_CONTENT_ITEM_IDENTIFIER = 0x0040DB73

_RELATIONSHIP_TYPE, _VALUE_TYPE = 0x0040A010, 0x0040A040
_CONCEPT_NAME_CODE_SEQUENCE, _CONCEPT_CODE_SEQUENCE = 0x0040A043, 0x0040A168
_EQUIVALENT_CODE_SEQUENCE = 0x00080121
_SCHEME, _CODE_MEANING = 0x00080102, 0x00080104
_CODE_VALUES = (0x00080100, 0x00080119, 0x00080120)
_MEASURED_VALUE_SEQUENCE, _NUMERIC_VALUE, _UNITS = 0x0040A300, 0x0040A30A, 0x004008EA
#: FloatingPointValue, RationalNumeratorValue, RationalDenominatorValue: the same number once more.
_OTHER_NUMBERS = (0x0040A161, 0x0040A162, 0x0040A163)
_TEXT_VALUE, _UNFORMATTED_TEXT, _PERSON_NAME, _UID = 0x0040A160, 0x00700006, 0x0040A123, 0x0040A124
#: The attributes that hold the value of an item, and the type of value that each makes it where it does not say.
_VALUES = {
    _TEXT_VALUE: "TEXT",
    _UNFORMATTED_TEXT: "TEXT",
    _PERSON_NAME: "PNAME",
    0x0040A120: "DATETIME",
    0x0040A121: "DATE",
    0x0040A122: "TIME",
    _UID: "UIDREF",
    _MEASURED_VALUE_SEQUENCE: "NUM",
    _NUMERIC_VALUE: "NUM",
    _CONCEPT_CODE_SEQUENCE: "CODE",
}
#: A child by one of these is a finding of its own; by the others it describes its parent and goes with it.
_OF_ITS_OWN = frozenset({"CONTAINS", "INFERRED FROM", "SELECTED FROM"})
_LOCAL_CODE = re.compile(r"[A-Za-z0-9._:-]{1,16}")
_OLDEST = 90
_PER_YEAR = {"a": 1.0, "mo": 12.0, "wk": 52.18, "d": 365.25, "h": 8766.0}

_FREE_CODE = "A code that no published scheme has is free text"
_PUBLISHED = "The term of a published scheme"
_COUNTED_ANEW = "The place of the item that is meant, after others were removed"
Place = tuple[int, ...]


class Fate(NamedTuple):
    """What happens to an item: REMOVE, REPLACE, KEEP, or None where each of its attributes is decided by its own rule."""

    action: Action | None
    why: str = ""


_BY_ATTRIBUTE = Fate(None)


class Content:
    """The content items of one object.

    Parameters
    ----------
    profile
        Its options change what the table says, as they do in Table E.1-1.
    """

    def __init__(self, profile: Profile) -> None:
        self._options = profile.options
        self._words = Option.CLEAN_DESCRIPTORS in profile.options
        if not profile.long_text:
            # Then a text of an item is never cleaned, and what the table removes without that option goes.
            self._options -= {Option.CLEAN_DESCRIPTORS}
        # By the identity of the source's items, which live as long as the walk over them.
        self._fates: dict[int, Fate] = {}
        self._moved: dict[Place, Place] = {}

    def plan(self, sequence: Element) -> None:
        """Decide on all items of a tree, before the first of them is cleaned."""
        items = sequence.items or []
        if not items or id(items[0]) in self._fates:
            return
        places = {(1,), *_places(items, (1,))}
        wanted = {place for place in _references(items) if place in places}
        # An item stays where one below it is meant.
        wanted |= {place[:end] for place in wanted for end in range(1, len(place))}
        self._decide(items, (1,), places, wanted)
        if sequence.tag == _PREPARATION_STEP_SEQUENCE and all(
            self.fate(item).action is Action.REMOVE for item in items
        ):
            # A step has at least one item (PS3.3 C.7.6.22.1).
            self._fates[id(items[0])] = Fate(Action.REPLACE, self.fate(items[0]).why)
        if sequence.tag == CONTENT_SEQUENCE:
            self._moved = {(1,): (1,)}
            self._count(items, (1,), (1,))

    def fate(self, item: DataSet) -> Fate:
        """What happens to an item of a planned tree."""
        return self._fates.get(id(item), _BY_ATTRIBUTE)

    def decide(self, item: DataSet, tag: int, parent: int, decision: Decision) -> Decision:
        """The decision for an attribute of a content item, or of one of its codes (`parent`: the sequence that holds it)."""
        if parent in (_CONCEPT_NAME_CODE_SEQUENCE, _CONCEPT_CODE_SEQUENCE, _EQUIVALENT_CODE_SEQUENCE):
            return self._code(item, tag, parent, decision)
        if parent not in SEQUENCES:
            return decision
        if tag == REFERENCED_CONTENT_ITEM_IDENTIFIER:
            place = _numbers(item.elements[tag], item.little)
            return Decision(Action.REPLACE, _COUNTED_ANEW) if self._moved.get(place, place) != place else decision
        action, why = self.fate(item)
        if action is None or tag not in _VALUES:
            return decision
        if action is Action.KEEP:
            return decision if tag == _PERSON_NAME else Decision(Action.KEEP, why, decision.otherwise)
        if tag == _MEASURED_VALUE_SEQUENCE:
            return Decision(Action.EMPTY, why, Action.EMPTY)
        return Decision(Action.NEW_UID if tag == _UID else Action.REPLACE, why, Action.REPLACE)

    def _code(self, code: DataSet, tag: int, parent: int, decision: Decision) -> Decision:
        """Codes are believed where a published scheme has such ones; a local concept name may keep scheme and number."""
        if tag not in (_SCHEME, _CODE_MEANING, *_CODE_VALUES):
            return decision
        scheme = code.text(_SCHEME)
        values = [value for each in _CODE_VALUES for value in code.texts(each)]
        known = bool(values) and all(is_code(scheme, value) for value in values)
        if tag == _CODE_MEANING:
            if known and is_term(code.text(_CODE_MEANING)):
                # With a reason, so that the patient's own strings are looked for in it, and only the words go.
                return Decision(Action.KEEP, _PUBLISHED, Action.REPLACE)
            return Decision(Action.CLEAN if self._words else Action.REPLACE, _FREE_CODE, Action.REPLACE)
        is_name = parent == _CONCEPT_NAME_CODE_SEQUENCE and not is_published(scheme)
        if known or (is_name and all(_LOCAL_CODE.fullmatch(value) for value in values)):
            return decision
        return Decision(Action.REPLACE, _FREE_CODE, Action.REPLACE)

    def moved(self, element: Element, little: bool) -> Element:
        """A ReferencedContentItemIdentifier (UL, 1-n) after other items were removed."""
        order = "little" if little else "big"
        place = _numbers(element, little)
        new = self._moved.get(place, place)
        if new == place:
            return element
        return Element(element.tag, "UL", b"".join(number.to_bytes(4, order) for number in new))

    def capped_ages(self, item: DataSet, cleaned: DataSet) -> list[tuple[Place, DataSet, Element]]:
        """Make ages of 90 years and more, in an item that an option keeps, 90; where, in what, and the new value of each."""
        if self.fate(item).action is not Action.KEEP or _value_type(item) != "NUM":
            return []
        found: list[tuple[Place, DataSet, Element]] = []
        nested = enumerate(cleaned.items(_MEASURED_VALUE_SEQUENCE), 1)
        holders = [((), cleaned), *(((_MEASURED_VALUE_SEQUENCE, number), value) for number, value in nested)]
        for path, holder in holders:
            if _NUMERIC_VALUE not in holder.elements:
                continue
            unit = next((unit.text(0x00080100) for unit in holder.items(_UNITS)), "")
            ages = holder.floats(_NUMERIC_VALUE)
            if unit in _PER_YEAR and ages and all(age < _OLDEST * _PER_YEAR[unit] for age in ages):
                continue
            # Without a unit nobody can tell what age it is.
            oldest = str(int(_OLDEST * _PER_YEAR[unit])) if unit in _PER_YEAR else "0"
            capped = holder.elements[_NUMERIC_VALUE] = Element(_NUMERIC_VALUE, "DS", encode_text("DS", oldest))
            for tag in _OTHER_NUMBERS:
                holder.elements.pop(tag, None)
            found.append(((*path, _NUMERIC_VALUE), holder, capped))
        return found

    def _decide(self, items: list[DataSet], above: Place, places: set[Place], wanted: set[Place]) -> None:
        for number, item in enumerate(items, 1):
            place = (*above, number)
            # First those below: whether this one can go depends on what stays there.
            self._decide(item.items(CONTENT_SEQUENCE), place, places, wanted)
            fate = self._of(item, places)
            if fate.action is Action.REMOVE and (kept := self._needed(item, place, wanted)):
                fate = Fate(Action.REPLACE, f"{fate.why}; replaced, because {kept}")
            self._fates[id(item)] = fate

    def _needed(self, item: DataSet, place: Place, wanted: set[Place]) -> str:
        """Why an item cannot be removed, in words; "" where it can."""
        if place in wanted:
            return "another item refers to it"
        if item.text(_RELATIONSHIP_TYPE) == "SELECTED FROM":
            return "its region or interval needs it"
        if _value_type(item) != "CONTAINER" and self._has_findings(item):
            return "findings stand below it"
        return ""

    def _has_findings(self, item: DataSet) -> bool:
        """True where something stays below an item that is more than a description of it."""
        return any(
            child.text(_RELATIONSHIP_TYPE) in _OF_ITS_OWN or _value_type(child) == "NUM" or self._has_findings(child)
            for child in item.items(CONTENT_SEQUENCE)
            if self.fate(child).action is not Action.REMOVE
        )

    def _of(self, item: DataSet, places: set[Place]) -> Fate:
        reference = item.get(REFERENCED_CONTENT_ITEM_IDENTIFIER)
        if reference is not None and _numbers(reference, item.little) not in places:
            return Fate(Action.REMOVE, "Refers to an item that is not there")
        found = concept(_codes(item.items(_CONCEPT_NAME_CODE_SEQUENCE)), _value_type(item))
        if found is None:
            return _BY_ATTRIBUTE
        asked = {option: code for option, code in found.options if option in self._options}
        if "C" in asked.values():
            # Dates are shifted and texts cleaned as those options do it everywhere.
            return _BY_ATTRIBUTE
        if asked:
            return Fate(Action.KEEP, f"{found.source}, K with {min(asked)}")
        # X/D: removed unless the template wants it. Replaced is right in every template.
        return Fate(Action.REMOVE if found.code == "X" else Action.REPLACE, found.source)

    def _count(self, items: list[DataSet], old: Place, new: Place) -> None:
        number = 0
        for at, item in enumerate(items, 1):
            if self.fate(item).action is Action.REMOVE:
                continue
            number += 1
            self._moved[*old, at] = (*new, number)
            self._count(item.items(CONTENT_SEQUENCE), (*old, at), (*new, number))


def asked_for(profile: Profile) -> Content | None:
    """What cleans the content of one object, None where the profile does not ask for it."""
    return Content(profile) if Option.CLEAN_STRUCTURED_CONTENT in profile.options else None


def _value_type(item: DataSet) -> str:
    declared = item.text(_VALUE_TYPE)
    if declared:
        return "NUM" if declared == "NUMERIC" else declared
    return next((kind for tag, kind in _VALUES.items() if tag in item.elements), "")


def _codes(names: Iterable[DataSet]) -> Iterator[tuple[str, str]]:
    """Scheme and value of each code, those that it is said to equal included."""
    for name in names:
        for tag in _CODE_VALUES:
            for value in name.texts(tag):
                yield name.text(_SCHEME), value
        yield from _codes(name.items(_EQUIVALENT_CODE_SEQUENCE))


def _places(items: list[DataSet], above: Place) -> Iterator[Place]:
    for number, item in enumerate(items, 1):
        yield (*above, number)
        yield from _places(item.items(CONTENT_SEQUENCE), (*above, number))


def _references(items: list[DataSet]) -> Iterator[Place]:
    for item in items:
        reference = item.get(REFERENCED_CONTENT_ITEM_IDENTIFIER)
        if reference is not None:
            yield _numbers(reference, item.little)
        yield from _references(item.items(CONTENT_SEQUENCE))


def _numbers(element: Element, little: bool) -> Place:
    value, order = element.value or b"", "little" if little else "big"
    return tuple(int.from_bytes(value[at : at + 4], order) for at in range(0, len(value), 4))
