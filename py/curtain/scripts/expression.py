"""What an expression of a CTP script makes of an element.

The results are CTP's own, but that hashes come from the case key, unless the profile insists on CTP's (`ctp_hashes`): anybody can
try out an MD5 of all names and dates. What cannot be read is removed. What CTP would hold back is held back.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from curtain.files.dataset import DataSet, Element, dictionary_vr
from curtain.outcome import Quarantine
from curtain.rules.profile import Profile
from curtain.scripts import functions as ctp
from curtain.scripts.elements import find, reference, text_of
from curtain.scripts.grammar import FUNCTIONS, Call, ExpressionError, Script, Text, parse, unquoted
from curtain.scripts.patterns import TooCostly, pattern
from curtain.transforms.dates import shifted
from curtain.transforms.keyed import Keyed
from curtain.transforms.unkeyed import decimal_md5, hashed_uid

_LONGEST = {"AE": 16, "CS": 16, "IS": 9, "SH": 16}
_PATIENT_ID = 0x00100020
_MOST_INDIRECTIONS = 10


class Kind(StrEnum):
    """What becomes of an element."""

    TEXT = "text"
    KEEP = "keep"
    REMOVE = "remove"
    EMPTY = "empty"


class Value(NamedTuple):
    """What becomes of an element, and its new text: all values, with strokes backwards between them."""

    kind: Kind
    text: str = ""


KEEP, REMOVE, EMPTY = Value(Kind.KEEP), Value(Kind.REMOVE), Value(Kind.EMPTY)


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression can see.

    Attributes
    ----------
    tag
        The element that the expression is for.
    dataset, root
        The data set or item that holds it, and the object's own data set, both as they were in the file.
    pseudonym
        That of the patient: dates move by the same days as all others of the profile.
    """

    tag: int
    dataset: DataSet
    root: DataSet
    keyed: Keyed
    profile: Profile
    pseudonym: str = ""


def evaluate(expression: str, context: Context) -> Value:
    """What becomes of the element.

    Raises
    ------
    Quarantine
        Where the script says so, a table has no such line, or a pattern would take too long.
    """
    try:
        script = parse(expression)
    except ExpressionError:
        return REMOVE
    try:
        return _together(_Run(context).script(script))
    except (ExpressionError, TooCostly):
        raise _held("A script cannot be carried out on a value of this object.") from None


#: The table that was read last, by the tuple itself: it can have a hundred thousand lines.
_last: tuple[tuple[tuple[str, str], ...], dict[str, str]] = (), {}


def _table(lines: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """A lookup table of a profile, by key."""
    global _last
    if _last[0] is not lines:
        _last = lines, dict(lines)
    return _last[1]


def _together(parts: list[Value]) -> Value:
    """One value of all that a script gave: a removal goes before everything, and nothing stays beside a text."""
    kinds = {part.kind for part in parts if part.kind is not Kind.TEXT or part.text.strip()}
    if Kind.REMOVE in kinds:
        return REMOVE
    text = "".join(part.text for part in parts if part.kind is Kind.TEXT).strip()
    if Kind.KEEP in kinds:
        return KEEP if kinds == {Kind.KEEP} else REMOVE
    return Value(Kind.TEXT, text) if text else EMPTY


def _worded(text: str) -> Value:
    """A text of the script or its table, which can be one of CTP's words."""
    words = {"@remove()": REMOVE, "@empty()": EMPTY, "@keep()": KEEP}
    return words.get(text.strip()) or Value(Kind.TEXT, text)


def _held(sentence: str) -> Quarantine:
    return Quarantine("script", sentence)


class _Run:
    """One evaluation."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def script(self, script: Script) -> list[Value]:
        found: list[Value] = []
        for part in script:
            if isinstance(part, Text):
                found.append(Value(Kind.TEXT, part.text))
            else:
                made = self._call(part)
                found += [made] if isinstance(made, Value) else made
        return found

    def _call(self, call: Call) -> Value | list[Value]:
        if FUNCTIONS[call.name].missing:
            return REMOVE
        made = _CALLS[call.name](self, call)
        return Value(Kind.TEXT, made) if isinstance(made, str) else made

    # --- what stands in the object

    def _contents(self, name: str) -> str | None:
        """The text of an element, None where it is absent or holds no text."""
        element, held = self._find(name)
        return None if element is None else text_of(element, held)

    def _there(self, name: str) -> bool:
        return self._find(name)[0] is not None

    def _find(self, name: str) -> tuple[Element | None, DataSet]:
        named = reference(name)
        if named is None:
            raise ExpressionError("The expression names an element that is not known.")
        return find(named, self._context.tag, self._context.dataset, self._context.root)

    def _first(self, call: Call) -> str:
        return self._contents(call.arguments[0]) or ""

    def _looked_up(self, kind: str, key: str) -> str | None:
        lines = _table(self._context.profile.lookup)
        value = lines.get(f"{kind.strip()}/{key.strip()}")
        for _ in range(_MOST_INDIRECTIONS):
            if value is None or not (value.strip().startswith("@") and "/" in value):
                return value and value.strip()
            value = lines.get(value.strip()[1:].strip())
        return None

    def _digits(self, text: str) -> str:
        """A long number for a text; CTP's own may be longer than the attribute can hold (PS3.5 6.2)."""
        if self._context.profile.ctp_hashes:
            return decimal_md5(text)
        longest = _LONGEST.get(dictionary_vr(self._context.tag))
        return str(self._context.keyed.number("script", text))[:longest]

    # --- words for what becomes of an element

    def always(self, call: Call) -> str:
        return ""

    def keep(self, call: Call) -> Value:
        return KEEP

    def remove(self, call: Call) -> Value:
        return REMOVE

    def empty(self, call: Call) -> Value:
        return EMPTY

    def blank(self, call: Call) -> Value:
        # Spaces at the end of a value are its padding.
        return EMPTY

    def held(self, call: Call) -> Value:
        raise _held("A script says that objects such as this one are held back.")

    def require(self, call: Call) -> Value:
        if self._there("this"):
            return KEEP
        if not call.arguments or not call.arguments[0]:
            return EMPTY
        if self._there(call.arguments[0]):
            text = self._contents(call.arguments[0])
            if text is None:
                return REMOVE
        else:
            text = unquoted(call.arguments[1]) if len(call.arguments) > 1 else ""
        return Value(Kind.TEXT, text) if text.strip() else EMPTY

    # --- choices

    def condition(self, call: Call) -> list[Value]:
        return self.script(call.branches[0 if self._holds(call) else 1])

    def _holds(self, call: Call) -> bool:
        name, test = call.arguments[:2]
        if test == "exists":
            return self._there(name)
        text = self._contents(name) or ""
        if test == "isblank":
            return not text.strip()
        if len(call.arguments) < 3:
            return False
        other = unquoted(call.arguments[2])
        if test == "contains":
            return other.lower() in text.lower()
        if test == "equals":
            return other.lower() == text.lower()
        if test == "matches":
            return pattern(other.strip()).fits(text)
        first, second = (re.sub("[^0-9]", "", each) for each in (text, other))
        return (ctp.whole(first) or 0) > (ctp.whole(second) or 0)

    def select(self, call: Call) -> list[Value]:
        return self.script(call.branches[0 if self._context.dataset is self._context.root else 1])

    def append(self, call: Call) -> Value:
        made = _together(self.script(call.branches[0]))
        old = self._contents("this")
        if made.kind is not Kind.TEXT or not old:
            return made
        return Value(Kind.TEXT, f"{old}\\{made.text}")

    # --- texts

    def contents(self, call: Call) -> str:
        text = self._first(call)
        if len(call.arguments) == 1:
            return text
        by = unquoted(call.arguments[2]) if len(call.arguments) > 2 else ""
        return pattern(unquoted(call.arguments[1])).replaced(text, by)

    def value(self, call: Call) -> str:
        return self._first(call) or (unquoted(call.arguments[1]) if len(call.arguments) > 1 else "")

    def param(self, call: Call) -> str:
        return unquoted(call.arguments[0])

    def lowercase(self, call: Call) -> str:
        return self._first(call).lower()

    def uppercase(self, call: Call) -> str:
        return self._first(call).upper()

    def truncate(self, call: Call) -> str | Value:
        length = ctp.whole(call.arguments[1])
        return REMOVE if length is None else ctp.truncated(self._first(call), length)

    def pathelement(self, call: Call) -> str | Value:
        index = ctp.whole(call.arguments[1])
        return REMOVE if index is None else ctp.path_element(self._first(call), index)

    def initials(self, call: Call) -> str:
        offset = (ctp.whole(call.arguments[1]) or 0) if len(call.arguments) > 1 else None
        return ctp.initials(self._first(call), offset)

    def round(self, call: Call) -> str | Value:
        width = ctp.whole(unquoted(call.arguments[1]))
        rounded = None if width is None else ctp.rounded_age(self._first(call), width)
        if rounded and dictionary_vr(self._context.tag) == "AS" and rounded[-1].isalpha():
            # CTP's 5Y is no AS, which has three digits.
            return rounded.zfill(4)
        return EMPTY if rounded is None else rounded

    def lookup(self, call: Call) -> Value:
        names, kind, *more = call.arguments
        key = "|".join(self._contents(name) or "" for name in names.split("|")).replace("\\", "")
        action = unquoted(more[0]) if more else ""
        argument = unquoted(more[1]) if len(more) > 1 else None
        found = self._looked_up(kind, key.upper() if action == "UC" else key)
        if found is not None:
            return _worded(found)
        if action in ("keep", "remove", "empty"):
            return {"keep": KEEP, "remove": REMOVE, "empty": EMPTY}[action]
        if argument is not None and action == "default":
            return _worded(argument.strip())
        if argument is not None and action == "ignore" and pattern(argument).fits(key):
            return Value(Kind.TEXT, key)
        raise _held("A script looks for a value of this object in its table, which does not have it.")

    # --- hashes

    def hash(self, call: Call) -> str | Value:
        text = self._contents(call.arguments[0])
        if text is None:
            return REMOVE
        return ctp.cut(self._digits(text), ctp.whole(unquoted(call.arguments[1])) if len(call.arguments) > 1 else None)

    def hashname(self, call: Call) -> str:
        longest = ctp.whole(unquoted(call.arguments[1]))
        words = ctp.whole(unquoted(call.arguments[2])) if len(call.arguments) > 2 else None
        digits = self._digits(ctp.name_to_hash(self._first(call), words))
        return ctp.cut(digits, 4 if longest is None else longest)

    def hashptid(self, call: Call) -> str:
        site = unquoted(call.arguments[0]).strip()
        longest = ctp.whole(unquoted(call.arguments[2])) if len(call.arguments) > 2 else None
        return ctp.cut(self._digits(f"[{site}]{(self._contents(call.arguments[1]) or '').strip()}"), longest)

    def hashuid(self, call: Call) -> str | Value:
        if len(call.arguments) > 2:
            # The script of another element would have to be known.
            return REMOVE
        uid = self._contents(call.arguments[1])
        if uid is None:
            return REMOVE
        if self._context.profile.ctp_hashes:
            return hashed_uid(unquoted(call.arguments[0]), decimal_md5(uid))
        return "\\".join(each and self._context.keyed.uid(each) for each in uid.split("\\"))

    # --- dates

    def hashdate(self, call: Call) -> str | Value:
        dates, of_whom = (self._contents(name) for name in call.arguments)
        context = self._context
        named = reference(call.arguments[1])
        if not context.profile.ctp_hashes and named is not None and [each.tag for each in named.steps] == [_PATIENT_ID]:
            # As all other dates of the patient move: intervals stay what they are.
            days = context.keyed.days(context.pseudonym, context.profile.shift_days)
            vr = dictionary_vr(context.tag)
            # A time of day is no date: CTP empties it.
            made = shifted("DT" if vr == "DT" else "DA", dates, days) if dates else None
            return REMOVE if dates is None else EMPTY if made is None else made
        if dates is None or of_whom is None:
            return REMOVE
        return self._on(dates, ctp.days_back(self._digits(of_whom)))

    def incrementdate(self, call: Call) -> str | Value:
        dates = self._contents(call.arguments[0])
        if dates is None:
            return REMOVE
        if len(call.arguments) == 2:
            days = unquoted(call.arguments[1])
        else:
            days = self._looked_up(unquoted(call.arguments[2]), self._contents(call.arguments[1]) or "") or ""
        number = ctp.whole(days)
        return EMPTY if number is None else self._on(dates, number)

    def modifydate(self, call: Call) -> str | Value:
        dates = self._contents(call.arguments[0])
        if dates is None:
            return REMOVE
        year, month, day = (ctp.whole(unquoted(part).strip()) for part in call.arguments[1:])
        made = ctp.modified(dates, year, month, day) if len(dates) >= 8 else None
        return EMPTY if made is None else made

    def dateinterval(self, call: Call) -> str:
        day = ctp.compact_day((self._contents(call.arguments[0]) or "")[:8])
        name = call.arguments[2]
        key = self._contents(name if name.startswith("root:") or name == "this" else f"root:{name}")
        found = self._looked_up(call.arguments[1], key or "")
        base = ctp.slashed_day(found) if found else None
        if day is None or base is None:
            raise _held("A script counts days from a date that is not in its table, or none.")
        days = (day - base).days
        if len(call.arguments) == 3:
            return str(days)
        made = ctp.moved(unquoted(call.arguments[3]), days)
        if not made:
            raise _held("A script counts days from a date that is not in its table, or none.")
        return made

    @staticmethod
    def _on(dates: str, days: int) -> str | Value:
        made = ctp.moved(dates, days) if len(dates) >= 8 else None
        return EMPTY if made is None else made


_CALLS: dict[str, Callable[[_Run, Call], str | Value | list[Value]]] = {
    name: getattr(_Run, name) for name, function in FUNCTIONS.items() if not function.missing and hasattr(_Run, name)
} | {"if": _Run.condition, "process": _Run.keep, "quarantine": _Run.held, "skip": _Run.held}
