"""From a tag to an action: the profile's code, resolved by the attribute's type (PS3.15 Table E.1-1a) and the options (E.3)."""

from enum import StrEnum
from typing import NamedTuple

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import dictionary_vr
from curtain.rules.iod import Types
from curtain.rules.options import Option
from curtain.rules.overrides import Strategy
from curtain.rules.private import is_private, safe_vr
from curtain.rules.profile import BASIC, Profile
from curtain.rules.table import BY_VR, Rule, rule


class Action(StrEnum):
    """What is done to an attribute. The values are the words that a user reads."""

    KEEP = "keep"
    REMOVE = "remove"
    EMPTY = "empty"
    REPLACE = "replace"
    NEW_UID = "new UID"
    SHIFT = "shift"
    YEAR_ONLY = "year only"
    CAP_AGE = "cap age"
    AGE_BAND = "age band"
    ZIP_AREA = "ZIP area"
    RANDOMISE = "randomise"
    PSEUDONYM = "pseudonym"
    HASH = "hash"
    SCRIPT = "script"
    CLEAN = "clean"
    ADD = "add"


class Decision(NamedTuple):
    """An action and the reason for it, in words."""

    action: Action
    why: str
    #: What is done where the value is none that the action is meant for (text in a date, say); None: as the type allows.
    otherwise: Action | None = None
    #: The text of an override (`curtain.rules.overrides.Override`).
    text: str = ""
    #: True where the profile says it of this attribute, whatever the tables say.
    overridden: bool = False


_KEEP = Decision(Action.KEEP, "")
_PATIENT_BIRTH_DATE = 0x00100030
_TIMEZONE_OFFSET = 0x00080201
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
    # U*: the sequence stays, and the UIDs inside are replaced as everywhere. Also where Z would do, which may be a dummy
    # as well as nothing: the frames of a segmentation would no longer say of which image they are.
    "X/Z/U*": (Action.KEEP, Action.KEEP, Action.REMOVE),
}
#: Texts that the option to keep what describes the patient's body asks to be cleaned as the option for descriptions does.
_DESCRIBING = frozenset({Option.CLEAN_DESCRIPTORS, Option.PATIENT_CHARACTERISTICS})
_ACTIONS = {strategy: Action(strategy) for strategy in Strategy}
LABELS, LONG_TEXTS = frozenset({"LO", "SH", "UC"}), frozenset({"LT", "ST", "UT"})
_DATES = frozenset({"DA", "DT", "TM"})
NUMBERS = frozenset({"DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"})


class Policy:
    """The decisions for one IOD under one profile; none depends on a value, so each is made once."""

    def __init__(self, types: Types, profile: Profile = BASIC) -> None:
        self._types = types
        self.profile = profile
        self._overrides = profile.overrides()
        self._keeps_long_texts = profile.long_text or bool(profile.keep_texts)
        self._cache: dict[tuple[int, str, int | tuple[int, ...], str], Decision] = {}

    def decide(
        self, tag: int, vr: str, parent: int, creator: str = "", parents: tuple[int, ...] | None = None
    ) -> Decision:
        """The decision for an attribute at the root (`parent` 0) or in an item of the sequence `parent`.

        Parameters
        ----------
        creator
            That of a private attribute, as `curtain.rules.private.creator_of` gives it.
        parents
            All sequences around it, outermost first, where overrides can ask for them; None for `parent` alone.
        """
        key = (tag, vr, parent if parents is None else parents, creator)
        decision = self._cache.get(key)
        if decision is None:
            decision = self._resolve(tag, vr, parent, creator)
            if self._overrides:
                above = parents if parents is not None else ((parent,) if parent else ())
                decision = self._overridden(tag, vr, above, creator, decision)
            self._cache[key] = decision
        return decision

    def without_value(self, tag: int, parent: int) -> Action:
        """What is done to an attribute whose value cannot stay and that no rule names: what its type allows."""
        return _RESOLVED["X/Z/D"][self._strictest_place(tag, parent)]

    def _strictest_place(self, tag: int, parent: int) -> int:
        return _place(self._types.strictest(keyword_for_tag(tag), keyword_for_tag(parent) if parent else ""))

    def _resolve(self, tag: int, vr: str, parent: int, creator: str) -> Decision:
        kind = self._types.of(keyword_for_tag(tag), keyword_for_tag(parent) if parent else "")
        place = _place(kind)
        if Option.SAFE_PRIVATE in self.profile.options and is_private(tag):
            safe = safe_vr(tag, creator)
            if safe is not None:
                return self._safe_private(safe)
        # A wrong VR in the file must not hide what the dictionary knows.
        found = rule(tag, vr, nested=parent != 0) or rule(tag, dictionary_vr(tag), nested=parent != 0)
        if found is None:
            return _KEEP
        action = _RESOLVED[found.code][place]
        type_told = f", type {kind} here" if "/" in found.code or (found.code == "Z" and place == 0) else ""
        return self._by_options(tag, vr, found, Decision(action, found.source + type_told, action))

    def _by_options(self, tag: int, vr: str, found: Rule, basic: Decision) -> Decision:
        """What the options make of a decision. Where one says clean and another keep, clean is stricter."""
        if tag == _PATIENT_BIRTH_DATE and self.profile.birth_year:
            return Decision(Action.YEAR_ONLY, "The profile keeps the year of birth", basic.action)
        asked = [(option, code) for option, code in found.options if option in self.profile.options]
        cleaning = [option for option, code in asked if code == "C"]
        if cleaning:
            return self._cleaned(tag, cleaning, basic)
        if not asked:
            return basic
        why = f"PS3.15 Table E.1-1: K with {asked[0][0]}"
        if "AS" in (vr, dictionary_vr(tag)):
            return Decision(Action.CAP_AGE, f"{why}; 90 and over become 090Y", basic.action)
        return Decision(Action.KEEP, why, basic.action)

    def _cleaned(self, tag: int, options: list[Option], basic: Decision) -> Decision:
        """C, by what there is to clean; where nothing can be cleaned the Basic Profile holds."""
        why, vr = f"PS3.15 Table E.1-1: C with {options[0]}", dictionary_vr(tag)
        if Option.MODIFIED_DATES in options:
            if vr in _DATES:
                return Decision(Action.SHIFT, f"{why}; moved by the patient's own number of days", basic.action)
            if tag == _TIMEZONE_OFFSET:
                return Decision(Action.KEEP, f"{why}; without it times could not be compared", basic.action)
        if vr == "SQ":
            if Option.CLEAN_STRUCTURED_CONTENT in options:
                return Decision(Action.CLEAN, f"{why}; item by item", basic.action)
            if Option.CLEAN_GRAPHICS in options:
                return Decision(Action.KEEP, f"{why}; text inside is replaced", basic.action)
            if Option.CLEAN_DESCRIPTORS in options:
                return Decision(Action.KEEP, f"{why}; each attribute inside by its own rule", basic.action)
        elif not _DESCRIBING.isdisjoint(options) and (vr in LABELS or (vr in LONG_TEXTS and self._keeps_long_texts)):
            return Decision(Action.CLEAN, f"{why}; word by word", basic.action)
        return basic

    def _overridden(self, tag: int, vr: str, parents: tuple[int, ...], creator: str, ruled: Decision) -> Decision:
        """What an override makes of a decision; where the object could not do without, the next stricter that it can."""
        known = dictionary_vr(tag)
        override = self._overrides.find(tag, known if known != "UN" else vr, parents, creator)
        if override is None:
            return ruled
        otherwise = None if ruled.action is Action.KEEP else ruled.action
        action = _ACTIONS[override.strategy]
        decision = Decision(
            action, "The profile's own rule for this attribute", otherwise, override.text, overridden=True
        )
        return self.legal(decision, tag, parents[-1] if parents else 0)

    def legal(self, decision: Decision, tag: int, parent: int) -> Decision:
        """The decision, or the next stricter one that leaves the object valid."""
        action, why, place = decision.action, decision.why, self._strictest_place(tag, parent)
        if action is Action.REMOVE and place < 2:
            action, why = Action.EMPTY, f"{why}; it must be there"
        if action is Action.EMPTY and place == 0 and dictionary_vr(tag) not in NUMBERS:
            # A made-up spacing or slope would be a lie; none is told at once.
            action, why = Action.REPLACE, f"{why}; it must have a value"
        return decision if action is decision.action else decision._replace(action=action, why=why, text="")

    def _safe_private(self, vr: str) -> Decision:
        """A private attribute that Table E.3.10-1 calls safe, by its VR there."""
        why = f"PS3.15 Table E.3.10-1: safe private attribute ({vr})"
        found = Rule(BY_VR.get(vr, ""), why)
        if vr == "UI" and Option.UIDS not in self.profile.options:
            return Decision(Action.NEW_UID, why)
        if vr in _DATES and Option.FULL_DATES not in self.profile.options:
            return Decision(Action.SHIFT if Option.MODIFIED_DATES in self.profile.options else Action.REMOVE, why)
        return Decision(Action.REMOVE if found.code == "D" and vr not in _DATES else Action.KEEP, why)


def _place(kind: str) -> int:
    """Column of `_RESOLVED` for a type."""
    return {"1": 0, "2": 1}.get(_HELD.get(kind, kind), 2)
