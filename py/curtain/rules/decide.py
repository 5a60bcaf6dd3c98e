"""From a tag to an action: the profile's code, resolved by the attribute's type (PS3.15 Table E.1-1a)."""

from enum import StrEnum
from typing import NamedTuple

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import dictionary_vr
from curtain.rules.iod import Types
from curtain.rules.table import rule


class Action(StrEnum):
    """What is done to an attribute. The values are the words that a user reads."""

    KEEP = "keep"
    REMOVE = "remove"
    EMPTY = "empty"
    REPLACE = "replace"
    NEW_UID = "new UID"
    ADD = "add"


class Decision(NamedTuple):
    """An action and the reason for it, in words."""

    action: Action
    why: str


_KEEP = Decision(Action.KEEP, "")
#: The attribute is in the object, so the condition of a 1C or 2C presumably held.
_HELD = {"1C": "1", "2C": "2"}
#: Which action each code means for an attribute of type 1, 2 and 3.
_RESOLVED = {
    "D": (Action.REPLACE, Action.REPLACE, Action.REPLACE),
    # An empty value is legal only where the type is 2 or 3.
    "Z": (Action.REPLACE, Action.EMPTY, Action.EMPTY),
    "X": (Action.REMOVE, Action.REMOVE, Action.REMOVE),
    "U": (Action.NEW_UID, Action.NEW_UID, Action.NEW_UID),
    "Z/D": (Action.REPLACE, Action.EMPTY, Action.EMPTY),
    "X/Z": (Action.REPLACE, Action.EMPTY, Action.REMOVE),
    "X/D": (Action.REPLACE, Action.REPLACE, Action.REMOVE),
    "X/Z/D": (Action.REPLACE, Action.EMPTY, Action.REMOVE),
    # U*: the sequence stays, and the UIDs inside are replaced as everywhere.
    "X/Z/U*": (Action.KEEP, Action.EMPTY, Action.REMOVE),
}


class Policy:
    """The decisions for one IOD; none depends on a value, so each is made once."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._cache: dict[tuple[int, str, int], Decision] = {}

    def decide(self, tag: int, vr: str, parent: int) -> Decision:
        """The decision for an attribute at the root (`parent` 0) or in an item of the sequence `parent`."""
        key = (tag, vr, parent)
        decision = self._cache.get(key)
        if decision is None:
            decision = self._cache[key] = self._resolve(tag, vr, parent)
        return decision

    def _resolve(self, tag: int, vr: str, parent: int) -> Decision:
        # A wrong VR in the file must not hide what the dictionary knows.
        found = rule(tag, vr, nested=parent != 0) or rule(tag, dictionary_vr(tag), nested=parent != 0)
        if found is None:
            return _KEEP
        kind = self._types.of(keyword_for_tag(tag), keyword_for_tag(parent) if parent else "")
        place = {"1": 0, "2": 1}.get(_HELD.get(kind, kind), 2)
        action = _RESOLVED[found.code][place]
        type_told = f", type {kind} here" if "/" in found.code or (found.code == "Z" and place == 0) else ""
        return Decision(action, found.source + type_told)
