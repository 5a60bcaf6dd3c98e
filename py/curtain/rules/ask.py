"""What a profile does to one attribute, and why: asked before any file is there.

The answer is that of the rules (`curtain.rules.decide`). What depends on the values of a file beside them stands in `notes`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydicom.datadict import keyword_for_tag
from pydicom.uid import UID_dictionary

from curtain.files.dataset import dictionary_vr
from curtain.rules.decide import Action, Decision, Policy
from curtain.rules.dictionary import find, name_of, named
from curtain.rules.iod import iod_of, sop_classes, types
from curtain.rules.only import Only
from curtain.rules.options import Option
from curtain.rules.overrides import (
    Override,
    OverrideError,
    Overrides,
    Step,
    Strategy,
    allowed,
    parsed,
    spelled,
    words_of,
)
from curtain.rules.private import is_creator, is_private, safe_meaning, safe_vr
from curtain.rules.profile import Profile
from curtain.rules.table import STRUCTURAL_UIDS, basic, rule
from curtain.rules.treatments import is_named, treatment, uid_of
from curtain.verify.secrets import is_searched_for

__all__ = ["AskError", "Explained", "NoSuchAttribute", "explain_attribute", "find", "found"]

_PSEUDONYM = Decision(Action.REPLACE, "Pseudonym of the patient, from the case key")
_PERSON = frozenset({0x00100010, 0x00100020})
#: What every object says in its root of how it was de-identified (`curtain.transforms.stamps`).
_STAMPS = {
    0x00120062: Decision(Action.REPLACE, "Stamp (PS3.15 E.1.1)"),
    0x00120063: Decision(Action.REPLACE, "Stamp (PS3.15 E.1.1)"),
    0x00120064: Decision(Action.REPLACE, "Stamp (PS3.15 E.1.1, PS3.16 CID 7050)"),
    0x00280303: Decision(Action.REPLACE, "Stamp (PS3.15 E.2, E.3.6)"),
    0x00280301: Decision(Action.REPLACE, "Stamp (PS3.15 E.3.1): NO where a person looks at every frame, else YES"),
}
_CODE_MEANING = 0x00080104
#: A private attribute stands in some block; which one says nothing.
_SOME_BLOCK = 0x1000
_DATES = frozenset({Option.FULL_DATES, Option.MODIFIED_DATES})
#: Table E.1-1a, in words.
_CODES = {
    "D": "replaced by a dummy",
    "Z": "emptied, or replaced by a dummy where it must have a value",
    "X": "removed",
    "U": "replaced by another UID",
    "Z/D": "emptied, or replaced by a dummy where it must have a value",
    "X/Z": "removed, or emptied where the object must have it",
    "X/D": "removed, or replaced by a dummy where the object must have it",
    "X/Z/D": "removed, emptied where the object must have it, or replaced by a dummy where it must have a value",
    "X/Z/U*": "removed; where the object must have it, it stays with other UIDs inside",
}
_EXAMPLES = 3


class AskError(ValueError):
    """A question that has no answer; the text is a plain sentence."""


class NoSuchAttribute(AskError):
    """No attribute is called so; `find` may know some that are meant."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A strategy that one can choose. `text`: it takes a text."""

    name: str
    words: str
    text: bool


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute under a profile, in short.

    Attributes
    ----------
    path
        As a profile names it; one that begins with (gggg,xx no profile can name without its creator.
    does, why
        What is done, in words, in the order of how many kinds of objects it is done to; and the reason of the first.
    override
        That of the profile which is in force.
    strategies
        Those that a profile can choose; none where a rule of its own holds always.
    """

    path: str
    tag: str
    keyword: str
    name: str
    vr: str
    does: str
    why: str
    override: Override | None
    strategies: tuple[Choice, ...]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of Table E.1-1, or a rule beyond it; `code` "" where there is none. Options are with what they say: K or C."""

    code: str
    words: str
    source: str
    options: tuple[tuple[Option, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is done where the attribute is of one type (3: optional, or not in the IOD), in so many storage classes."""

    type: str
    action: Action
    why: str
    classes: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """What would be done if an option were chosen, or if it were not where it is `chosen`."""

    option: Option
    chosen: bool
    does: str


@dataclass(frozen=True, slots=True)
class Explained:
    """All that can be said of an attribute under a profile."""

    attribute: Attribute
    row: Row
    types: tuple[Kind, ...]
    options: tuple[Switch, ...]
    #: What the profile says of it in one series or one object.
    only: tuple[tuple[Only, Override], ...]
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        row = asdict(self.row) | {"options": [{"option": name, "code": code} for name, code in self.row.options]}
        rest = {"types": self.types, "options": self.options}
        lists = {name: [asdict(each) for each in every] for name, every in rest.items()}
        only = [{each.scope: each.uid} | asdict(rule) for each, rule in self.only]
        return self.attribute.as_dict() | {"row": row} | lists | {"only": only, "notes": list(self.notes)}


def found(query: str, profile: Profile, limit: int = 50) -> list[Attribute]:
    """The attributes that a query may mean (`find`), best first; a path gives the attribute that it leads to."""
    classes = _storage_classes("")
    tags = find(query, limit)
    try:
        root, steps = _steps(query)
    except AskError:
        paths = []
    else:
        paths = [(root, steps)] if root or len(steps) > 1 or steps[0][1] else []
    paths += [(False, ((tag, ""),)) for tag in tags]
    return [_attribute(*path, profile, _kinds(path[1], profile, classes)) for path in paths[:limit]]


def explain_attribute(path: str, profile: Profile, sop_class: str = "") -> Explained:
    """What a profile does to an attribute.

    Parameters
    ----------
    path
        As in a profile, or the tag, keyword or name in any spelling.
    sop_class
        UID of a storage class, or its keyword of pydicom's; "" for all.

    Raises
    ------
    AskError
    """
    root, steps = _steps(path)
    classes = _storage_classes(sop_class)
    only, profile = profile.only, replace(profile, only=())
    kinds = _kinds(steps, profile, classes)
    tag, vr = _tag(steps[-1]), _vr(steps[-1])
    row = rule(tag, vr, nested=len(steps) > 1)
    switches = []
    for option in Option:
        other = _kinds(steps, _switched(profile, option), classes)
        if [kind.action for kind in other] != [kind.action for kind in kinds]:
            switches.append(Switch(option, option in profile.options, _does(other)))
    return Explained(
        _attribute(root, steps, profile, kinds),
        Row(row.code, _CODES[row.code], row.source, row.options) if row else Row("", "", "", ()),
        tuple(kinds),
        tuple(switches),
        tuple(_said_of_some(steps, only)),
        tuple(_notes(steps, profile, kinds, uid_of(sop_class))),
    )


def _steps(path: str) -> tuple[bool, tuple[Step, ...]]:
    """A path as a profile has it, or as people write it. Raises AskError."""
    text = path.strip()
    if text.startswith("vr:"):
        raise AskError("This stands for all attributes of a kind; ask for one of them.")
    try:
        root, steps, _ = parsed(text)
        return root, steps
    except OverrideError as wrong:
        tag = named(text)
        if tag is not None:
            return False, ((tag, ""),)
        steps = tuple((named(part), "") for part in text.split("."))
        if len(steps) < 2 or any(tag is None for tag, _ in steps):
            raise NoSuchAttribute(f"There is no such attribute. {wrong}") from None
        try:
            return parsed(spelled(False, steps))[:2]
        except OverrideError as still_wrong:
            raise AskError(str(still_wrong)) from None


def _storage_classes(sop_class: str) -> list[str]:
    """The class that is asked for, or all that are ever cleaned. Raises AskError."""
    if sop_class:
        uid = uid_of(sop_class)
        if not iod_of(uid):
            raise AskError("There is no such storage class: it is named by its UID, or like CTImageStorage.")
        return [uid]
    return [uid for uid in sop_classes() if (told := treatment(uid)) is not None and not told.is_held_back]


def _tag(step: Step) -> int:
    tag, creator = step
    return tag | _SOME_BLOCK if creator else tag


def _vr(step: Step) -> str:
    return (safe_vr(_tag(step), step[1]) if step[1] else None) or dictionary_vr(step[0])


def _kinds(steps: tuple[Step, ...], profile: Profile, classes: Iterable[str]) -> list[Kind]:
    """The distinct outcomes, that of the most classes first."""
    tags = tuple(map(_tag, steps))
    by_types: dict[tuple[tuple[str, str], ...], list[str]] = {}
    keywords = [keyword_for_tag(tag) for tag in tags]
    places = list(zip(keywords, ["", *keywords], strict=False))
    for uid in classes:
        of = types(uid)
        by_types.setdefault(tuple((of.of(*place), of.strictest(*place)) for place in places), []).append(uid)
    by_outcome: dict[tuple[str, Action, str], list[str]] = {}
    for told, uids in by_types.items():
        decision = _decision(Policy(types(uids[0]), profile), steps, tags)
        by_outcome.setdefault((told[-1][1], decision.action, decision.why or _unruled(steps[-1])), []).extend(uids)
    kinds = [Kind(*outcome, len(uids), _names(uids)) for outcome, uids in by_outcome.items()]
    return sorted(kinds, key=lambda kind: (-kind.classes, kind.type))


def _decision(policy: Policy, steps: tuple[Step, ...], tags: tuple[int, ...]) -> Decision:
    """What is done in an object of a class; what a sequence loses goes with it."""
    for depth, (step, tag) in enumerate(zip(steps, tags, strict=True)):
        parents = tags[:depth]
        if tag in _PERSON:
            return _PSEUDONYM
        if not depth and tag in _STAMPS:
            return _STAMPS[tag]
        decision = policy.decide(tag, _vr(step), parents[-1] if parents else 0, step[1], parents=parents)
        if depth < len(steps) - 1 and decision.action in (Action.REMOVE, Action.EMPTY):
            around = spelled(False, steps[: depth + 1])
            return Decision(Action.REMOVE, f"Goes with {around} around it ({decision.why})")
    return decision


def _unruled(step: Step) -> str:
    if step[0] in STRUCTURAL_UIDS:
        return "It says of what kind something is (PS3.15 E.3.9)"
    return f"No rule names it, and values of its kind ({_vr(step)}) stay"


def _names(uids: list[str]) -> tuple[str, ...]:
    entries = [UID_dictionary[uid] for uid in sorted(uids) if uid in UID_dictionary]
    return tuple(entry[0] for entry in entries if not entry[3])[:_EXAMPLES]


def _attribute(root: bool, steps: tuple[Step, ...], profile: Profile, kinds: list[Kind]) -> Attribute:
    (tag, creator), vr = steps[-1], _vr(steps[-1])
    parents = tuple(map(_tag, steps[:-1]))
    # A private attribute is found by its creator; without one no profile can name it.
    nameless = is_private(tag) and not creator
    strategies = () if nameless else allowed(tag, vr)
    if parents:
        strategies = tuple(each for each in strategies if each is not Strategy.ADD)
    element = f"xx{tag & 0xFF:02X}" if creator else f"{tag & 0xFFFF:04X}"
    return Attribute(
        path=spelled(root, steps),
        tag=f"({tag >> 16:04X},{element})",
        keyword=keyword_for_tag(tag),
        name=safe_meaning(_tag(steps[-1]), creator) if creator else name_of(tag),
        vr=vr,
        does=_does(kinds),
        why=kinds[0].why,
        override=profile.overrides().find(_tag(steps[-1]), vr, parents, creator) if strategies else None,
        strategies=tuple(Choice(each, words_of(each), each.takes_text) for each in strategies),
    )


def _said_of_some(steps: tuple[Step, ...], only: Iterable[Only]) -> Iterator[tuple[Only, Override]]:
    """The rules of an attribute that hold for one series or one object."""
    parents = tuple(map(_tag, steps[:-1]))
    for each in only:
        rule = Overrides(each.attributes).find(_tag(steps[-1]), _vr(steps[-1]), parents, steps[-1][1])
        if rule is not None:
            yield each, rule


def _does(kinds: list[Kind]) -> str:
    """The distinct actions, in words: `remove, empty or replace`."""
    counts: Counter[Action] = Counter()
    for kind in kinds:
        counts[kind.action] += kind.classes
    *others, last = [action for action, _ in counts.most_common()]
    return f"{', '.join(others)} or {last}" if others else str(last)


def _switched(profile: Profile, option: Option) -> Profile:
    chosen = profile.options - {option} if option in profile.options else profile.options | {option}
    if chosen >= _DATES:
        chosen -= _DATES - {option}
    return replace(profile, options=chosen)


def _notes(steps: tuple[Step, ...], profile: Profile, kinds: list[Kind], uid: str) -> Iterable[str]:
    """What else has a say, in sentences."""
    (tag, creator), vr = steps[-1], _vr(steps[-1])
    told = treatment(uid) if uid else None
    if told is not None and told.is_held_back:
        yield f"No object of this class comes out. {told.sentence}"
    elif told is not None and is_named(uid, told.kind, profile.classes):
        yield "No object of this class comes out: the profile holds it back."
    if is_creator(tag):
        yield "The creator of a private block stays where an attribute of its block does."
    elif is_private(tag) and not creator:
        yield 'Private attributes are told apart by their creators: ask for (gggg,"CREATOR",ee).'
    elif not allowed(tag, vr):
        yield "This is a rule that no profile changes."
    if tag == _CODE_MEANING:
        yield "Under a coding scheme that nobody published a meaning is free text: it is replaced, or cleaned as descriptions are."
    if tag in STRUCTURAL_UIDS:
        yield "A UID that no registry gave out is replaced: it can name a site."
    if Option.CLEAN_STRUCTURED_CONTENT in profile.options and any(_is_content(each) for each in steps[:-1]):
        yield "In structured content each item is decided by its concept; this holds where the concept has no rule."
    if any(kind.action is Action.KEEP and kind.why != _unruled(steps[-1]) for kind in kinds) and vr != "SQ":
        yield "Where something of the patient stands in the value, it does not stay."
        if is_searched_for(tag, vr, profile.options):
            yield "Names, numbers and places of the case are looked for everywhere, here too: a rule that keeps them keeps hardly any."
    if vr == "SQ" and not any(kind.action in (Action.REMOVE, Action.EMPTY) for kind in kinds):
        yield "The attributes inside have rules of their own."


def _is_content(step: Step) -> bool:
    row = basic().get(step[0])
    return row is not None and (Option.CLEAN_STRUCTURED_CONTENT, "C") in row.options
