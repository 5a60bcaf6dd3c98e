"""Recipes of pydicom/deid: what each line of their header becomes in a profile, which takes their filters along."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import dictionary_vr
from curtain.rules.overrides import Strategy
from curtain.scripts.draft import Draft, Wish, public
from curtain.scripts.elements import Step, step
from curtain.scripts.grammar import ExpressionError
from curtain.scripts.patterns import TooCostly, pattern
from curtain.scripts.pixel_filter import FORMAT, only_filters, read_pixel_filter, section_of
from curtain.scripts.report import Imported, Kind, Outcome, ScriptError

#: In all lines together: a line can mean thousands.
_MOST_ATTRIBUTES = 200_000
_PRIVATE = re.compile(r'\(?([0-9A-Fa-f]{4}),\s*"([^"]{1,64})",\s*([0-9A-Fa-f]{2})\)?')
_ACTION = re.compile(r'(\w+)\s+(\(?[0-9A-Fa-f]{4},\s*"[^"]*",\s*[0-9A-Fa-f]{2}\)?|\S+)\s*(.*)', re.DOTALL)
#: An action on one field goes before one on many; of those on one field, KEEP before the rest, and a removal last.
_MANY, _REMOVE, _CHANGE, _KEEP = 0, 1, 2, 3
_LEFT_OUT = {
    "labels": "It says something of the recipe, and nothing of an attribute: it is left out.",
    "values": "Lists of values are not taken over: what identifies the patient is searched for in every attribute anyway.",
    "": "It stands in no section that is known: it is left out.",
}
_OWN_DAYS = "Dates move by the patient's own number of days, which comes from the case key."
_NONE = "It means no attribute that a profile can name. Private ones, curves and overlays are removed anyway."
_CONDITION = (
    "Its condition cannot be asked here, and without it nearly everything would go: the line is left out. The Basic Profile removes private "
    "attributes, curves and overlays, and what identifies the patient is searched for in every attribute."
)
#: So many attributes are removed although the condition for it cannot be asked.
_MOST_UNDER_A_CONDITION = 1000
_FROM_PROGRAM = (
    "Its value comes from a program of whoever runs the recipe, which is not here. The attribute is removed."
)


class _Fields(NamedTuple):
    """The attributes that a spec means; `single` for one that is named."""

    steps: list[tuple[Step, ...]]
    single: bool


def imported(source: str, file: str = "") -> Imported:
    """The profile that a recipe asks for."""
    reader = _Reader(Draft(Kind.RECIPE, file), file)
    lines = list(enumerate(source.splitlines(), 1))
    # A list of fields can stand behind the header that uses it.
    for number, line in lines:
        reader.collect(number, line)
    reader.restart()
    for number, line in lines:
        reader.read(number, line)
    return reader.finish(source)


class _Reader:
    def __init__(self, draft: Draft, file: str) -> None:
        self._draft = draft
        self._file = file
        self._has_header = False
        self._section = self._name = ""
        self._lists: dict[str, list[str]] = {}
        self._all: tuple[int, str] | None = None
        self._left = _MOST_ATTRIBUTES

    def restart(self) -> None:
        self._section = self._name = ""

    def collect(self, number: int, line: str) -> None:
        line = line.strip()
        if line.startswith("%"):
            self._section, self._name = section_of(line)
        elif self._section == "fields" and line and not line.startswith("#"):
            _, _, spec = line.partition(" ")
            self._lists.setdefault(self._name, []).append(spec.partition("#")[0].strip())

    def read(self, number: int, line: str) -> None:
        text = line.strip()
        if not text or text.startswith("#"):
            return
        say = self._draft.say
        if FORMAT.match(text):
            say(number, text, Outcome.SAME, "")
        elif text.startswith("%"):
            self._section, self._name = section_of(text)
            if self._section == "filter":
                return
            known = self._section in ("header", "fields")
            self._has_header |= self._section == "header"
            why = "" if known else _LEFT_OUT.get(self._section, _LEFT_OUT[""])
            say(number, text, Outcome.SAME if known else Outcome.NO_EQUAL, why)
        elif self._section == "header":
            self._action(number, text)
        elif self._section == "fields":
            say(number, text, Outcome.SAME, "")
        elif self._section != "filter":
            say(number, text, Outcome.NO_EQUAL, _LEFT_OUT.get(self._section, _LEFT_OUT[""]))

    def finish(self, source: str) -> Imported:
        filters = read_pixel_filter(source, self._file)
        for line in filters.lines:
            self._draft.say(line.number, line.text, line.outcome, line.why)
        scripts = (only_filters(source),) if any(group.coordinates for group in filters.groups) else ()
        if scripts and not self._has_header:
            return replace(self._draft.finish(pixel_scripts=scripts), goes_beside=True)
        if self._all is not None:
            count = self._draft.everything_else()
            why = (
                f"{count} attributes that the recipe does not name are removed. What images are built of and what stands in "
                "sequences that stay goes by the Basic Profile, and UIDs become new ones."
            )
            self._draft.say(*self._all, Outcome.OTHER, why)
        else:
            why = (
                "Attributes that the recipe does not name go by the Basic Profile, which also removes private ones: deid would "
                "leave them as they are. What the recipe keeps goes as well where something of the patient stands in it."
            )
            self._draft.say(0, "", Outcome.STRICTER, why)
        return self._draft.finish(pixel_scripts=scripts)

    def _action(self, number: int, text: str) -> None:
        match = _ACTION.fullmatch(text)
        action = match[1].upper() if match else ""
        say = self._draft.say
        if action not in _ACTIONS:
            say(number, text, Outcome.NO_EQUAL, "There is no such action: the line is left out.")
            return
        spec, value = match[2], match[3].partition("#")[0].strip()
        if action == "REMOVE" and spec.upper() == "ALL" and not value:
            self._all = number, text
            return
        try:
            fields = self._fields(spec)
        except (ExpressionError, TooCostly) as error:
            say(number, text, Outcome.NO_EQUAL, f"{str(error) or 'The pattern costs too much.'} The line is left out.")
            return
        if fields is None:
            why = "There is no such attribute, or it is not known here: the line is left out."
            say(number, text, Outcome.NO_EQUAL, _LEFT_OUT["values"] if spec.lower().startswith("values:") else why)
            return
        strength = _ACTIONS[action][0] if fields.single else _MANY
        if fields.single:
            self._draft.ask(number, text, fields.steps[0], _wish(action, value, fields.steps[0][-1]), strength)
        else:
            self._many(number, text, action, value, fields)

    def _many(self, number: int, text: str, action: str, value: str, fields: _Fields) -> None:
        """One action on many attributes, told in one line."""
        if action in ("KEEP", "ADD"):
            why = f"{action} takes one attribute: the line is left out, and the attributes go by the Basic Profile."
            self._draft.say(number, text, Outcome.NO_EQUAL, why)
            return
        if not fields.steps:
            self._draft.say(number, text, Outcome.OTHER, _NONE)
            return
        if action == "REMOVE" and value and len(fields.steps) > _MOST_UNDER_A_CONDITION:
            self._draft.say(number, text, Outcome.NO_EQUAL, _CONDITION)
            return
        self._left -= len(fields.steps)
        if self._left < 0:
            raise ScriptError("The recipe names too many attributes over and over.")
        found = [self._draft.put(steps, _wish(action, value, steps[-1]), _MANY) for steps in fields.steps]
        counts = {outcome: sum(each == outcome for each, _ in found) for outcome in Outcome}
        worst = next(
            (each for each in (Outcome.NO_EQUAL, Outcome.OTHER, Outcome.STRICTER) if counts[each]), Outcome.SAME
        )
        told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
        whys = list(dict.fromkeys(why for outcome, why in found if outcome is worst and why))
        self._draft.say(number, text, worst, " ".join([f"Attributes: {told}.", *whys[:3]]))

    def _fields(self, spec: str) -> _Fields | None:
        """The attributes that a spec means, None where it means none. Raises ExpressionError or TooCostly."""
        expander, colon, argument = spec.partition(":")
        expander = expander.lower()
        if colon and expander == "fields":
            if argument not in self._lists:
                return None
            found: list[tuple[Step, ...]] = []
            for each in self._lists[argument]:
                inner = None if each.lower().startswith("fields:") else self._fields(each)
                if inner is None:
                    return None
                found += inner.steps
            return _Fields(list(dict.fromkeys(found)), False)
        if spec.upper() == "ALL":
            return _Fields([(Step(tag),) for tag, _ in public()], False)
        if colon and expander in _EXPANDERS:
            test = _EXPANDERS[expander](argument)
            if test is None:
                return None
            return _Fields([(Step(tag),) for tag, vr in public() if test(tag, vr)], False)
        steps = _single(spec)
        return None if steps is None else _Fields([steps], True)


def _wish(action: str, value: str, named: Step) -> Wish:
    return _ACTIONS[action][1](value, named)


def _replaced(value: str, named: Step, strategy: Strategy = Strategy.REPLACE) -> Wish:
    vr = dictionary_vr(named.tag)
    if value.startswith(("var:", "func:")) or not value:
        why = _FROM_PROGRAM if value else "There is no value. The attribute is removed."
        return Wish(Strategy.REMOVE, "", Outcome.NO_EQUAL, why)
    own = re.match(r"deid_func:(\w+)", value)
    if own is None:
        return Wish(strategy, value)
    if own[1] == "jitter":
        return _shifted(value, named)
    if own[1] not in ("basic_uuid", "dicom_uuid", "suffix_uuid", "pydicom_uuid"):
        return Wish(Strategy.REMOVE, "", Outcome.NO_EQUAL, "There is no such function. The attribute is removed.")
    why = "It comes from the case key: the same for the same value."
    return Wish(Strategy.NEW_UID if vr == "UI" else Strategy.HASH, "", Outcome.OTHER, why)


def _added(value: str, named: Step) -> Wish:
    return _replaced(value, named, Strategy.ADD)


def _shifted(value: str, named: Step) -> Wish:
    time = " The time of day stays." if dictionary_vr(named.tag) == "TM" else ""
    return Wish(Strategy.SHIFT, "", Outcome.OTHER, f"{_OWN_DAYS}{time}")


def _removed(value: str, named: Step) -> Wish:
    if not value:
        return Wish(Strategy.REMOVE)
    return Wish(Strategy.REMOVE, "", Outcome.STRICTER, "It is removed whatever it holds, without the condition.")


_ACTIONS: dict[str, tuple[int, Callable[[str, Step], Wish]]] = {
    "ADD": (_CHANGE, _added),
    "BLANK": (_CHANGE, lambda value, named: Wish(Strategy.EMPTY)),
    "JITTER": (_CHANGE, _shifted),
    "KEEP": (_KEEP, lambda value, named: Wish(Strategy.KEEP)),
    "REMOVE": (_REMOVE, _removed),
    "REPLACE": (_CHANGE, _replaced),
}

_Test = Callable[[int, str], bool]


def _by_name(before: str, behind: str) -> Callable[[str], _Test | None]:
    def made(argument: str) -> _Test | None:
        if not argument:
            return None
        found = pattern(f"{before}{argument.lower()}{behind}")
        # Patterns of recipes search; those here match the whole text.
        return lambda tag, vr: any(
            found.found_in(text) for text in (keyword_for_tag(tag).lower(), f"{tag:08x}") if text
        )

    return made


def _except(argument: str) -> _Test | None:
    test = _by_name("", "")(argument)
    return test and (lambda tag, vr: not test(tag, vr))


def _selected(argument: str) -> _Test | None:
    kind, _, value = argument.partition(":")
    if kind.upper() == "VR" and re.fullmatch("[A-Za-z]{2}", value):
        return lambda tag, vr: vr == value.upper()
    if kind.upper() == "GROUP" and re.fullmatch("(0x)?[0-9A-Fa-f]{1,4}", value):
        return lambda tag, vr: tag >> 16 == int(value, 16)
    return None


_EXPANDERS: dict[str, Callable[[str], _Test | None]] = {
    "contains": _by_name("", ""),
    "endswith": _by_name("(", ")$"),
    "except": _except,
    "select": _selected,
    "startswith": _by_name("^(", ")"),
}


def _single(spec: str) -> tuple[Step, ...] | None:
    """One attribute: a keyword, several with two low strokes between them, a tag, or a private one with its creator."""
    private = _PRIVATE.fullmatch(spec)
    if private:
        spec = f"{private[1]}[{private[2]}]{private[3]}"
        named = step(spec)
        return None if named is None else (named,)
    steps = [step(part) for part in spec.split("__")]
    if not 0 < len(steps) <= 8 or any(each is None for each in steps):
        return None
    if any(dictionary_vr(each.tag) != "SQ" for each in steps[:-1]):
        return None
    return tuple(steps)
