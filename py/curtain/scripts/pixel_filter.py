"""The filters of deid recipes: groups of questions to a header, and the coordinates that are blanked or kept where a group holds.

Questions of a group are taken one after the other, each with the `+` (and) or `||` (or) in front of it; neither binds closer. deid
0.4.13 takes a `||` at the start of a line for an and, against its own documentation; here it is an or, which proposes more. Where
groups of several filters hold, their coordinates are applied in the order of the recipe, the later over the earlier.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from curtain.files.dataset import DataSet, dictionary_vr
from curtain.scripts.asked import Asked
from curtain.scripts.elements import Step, step
from curtain.scripts.grammar import ExpressionError
from curtain.scripts.patterns import Pattern, TooCostly, pattern
from curtain.scripts.pixel_script import PROPOSED
from curtain.scripts.report import Line, Outcome, ScriptError, shortened

_WITH_VALUE = ("contains", "notcontains", "equals", "notequals")
_QUESTIONS = (*_WITH_VALUE, "missing", "present", "empty")
_BETWEEN = re.compile(rf"(\+|\|\|)\s*(?=(?:{'|'.join(_QUESTIONS)})\s)", re.IGNORECASE)
_COORDINATES = re.compile(r"(ctp)?(keep)?coordinates\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_FOUR = re.compile(r"([+-]?\d{1,6}),\s*([+-]?\d{1,6}),\s*([+-]?\d{1,6}),\s*([+-]?\d{1,6})")
FORMAT = re.compile(r"\s*FORMAT\s+dicom\b", re.IGNORECASE)
_SECTIONS = frozenset({"header", "labels", "filter", "fields", "values"})
_LABEL = re.compile(r"LABEL\b", re.IGNORECASE)
_MOST_LABELS, _MOST_MEMBERS, _MOST_IN_A_GROUP = 2000, 10_000, 200
_ONLY_FLAGS = "It says which images to look at and not where: nothing is proposed."
_BEFORE_LABEL = "It stands before the first LABEL: it is left out."
_LEFT_OUT = "The whole group is left out."


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Where a group blanks an image, or keeps it.

    Attributes
    ----------
    box
        Left, top, right and bottom, the last two no longer part of it, as Python takes slices: below 0 they count from the end. None
        for the whole image, or with `field`.
    field
        A sequence whose items say where (RegionLocationMinX0 and so on).
    """

    keep: bool
    box: tuple[int, int, int, int] | None = None
    field: Step | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question to one element, and how its answer goes together with what stands before it."""

    asks: str
    element: Step
    text: str = ""
    found: Pattern | None = None
    is_or: bool = False

    def holds(self, asked: Asked) -> bool:
        """The answer. Raises TooCostly."""
        element = asked.dataset.get(self.element.tag)
        if self.asks in ("missing", "present"):
            return (element is None) == (self.asks == "missing")
        if self.asks == "empty":
            return element is not None and (element.is_empty or (element.value or b"?").strip(b" ") == b"")
        values = asked.values(self.element.tag)
        # Never from one value of an element into the next.
        answer = any(asked.found_in(self.found, value) for value in values) if self.found else self.text in values
        return answer != self.asks.startswith("not")


@dataclass(frozen=True, slots=True)
class Group:
    """A LABEL with its questions, line by line, and its coordinates."""

    line: int
    questions: tuple[tuple[Question, ...], ...] = ()
    coordinates: tuple[Coordinates, ...] = ()

    def holds(self, asked: Asked) -> bool:
        """True where the group is for a source; without questions it is for all. False where its patterns cost too much."""
        # The operator in front of the first question of a line is that of the line.
        lines = [(line[0].is_or, partial(_line_holds, line, asked)) for line in self.questions]
        try:
            return _together(lines) if lines else True
        except TooCostly:
            return False


def _line_holds(line: tuple[Question, ...], asked: Asked) -> bool:
    return _together([(each.is_or, partial(each.holds, asked)) for each in line])


def _together(answers: list[tuple[bool, Callable[[], bool]]]) -> bool:
    held = answers[0][1]()
    for is_or, answer in answers[1:]:
        # What cannot change it is not asked.
        held = held if held == is_or else answer()
    return held


@dataclass(frozen=True, slots=True)
class PixelFilter:
    """The groups of a recipe in the order in which they count, and what became of each line."""

    groups: tuple[Group, ...]
    lines: tuple[Line, ...]

    def matching(self, dataset: DataSet) -> list[Group]:
        """All groups with coordinates that hold for a source."""
        asked = Asked(dataset)
        return [group for group in self.groups if group.coordinates and group.holds(asked)]


def is_recipe(text: str) -> bool:
    """True for what begins as a recipe does."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return bool(FORMAT.match(first)) or (first.startswith("%") and section_of(first)[0] in _SECTIONS)


def section_of(line: str) -> tuple[str, str]:
    """The section that a line with a % in front opens, and its name."""
    word, _, name = line.partition("#")[0].strip().partition(" ")
    return word.removeprefix("%").strip().lower(), name.strip()


@lru_cache(maxsize=16)
def read_pixel_filter(text: str, file: str = "") -> PixelFilter:
    """The filters of a recipe; none where it has no such section. Raises ScriptError where there are too many."""
    reader = _Reader(file)
    for number, line in enumerate(text.splitlines(), 1):
        reader.read(number, line.strip())
    return reader.finish()


def only_filters(text: str) -> str:
    """The filters of a recipe, each line where it was."""
    kept, section = [], ""
    for line in text.splitlines():
        if line.lstrip().startswith("%"):
            section = section_of(line.strip())[0]
        kept.append(line.strip() if section == "filter" else "")
    return "\n".join(kept).rstrip()


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._section = self._name = ""
        #: By the name of the filter: a later section of the same name goes on with it.
        self._groups: dict[str, list[Group]] = {}
        self._lines: list[Line] = []
        #: True within a group, and True in one of which a line could not be read.
        self._open = self._broken = False
        self._labels = self._members = 0
        self._gone: set[int] = set()

    def read(self, number: int, text: str) -> None:
        if text.startswith("%"):
            self._section, self._name = section_of(text)
            self._open = False
            if self._section == "filter":
                self._groups.setdefault(self._name, [])
                self._say(number, text, Outcome.SAME, "")
        elif self._section == "filter" and text and not text.startswith("#"):
            self._member(number, text)

    def finish(self) -> PixelFilter:
        groups = [group for found in self._groups.values() for group in found]
        of_labels = dict.fromkeys(self._gone, (Outcome.NO_EQUAL, _LEFT_OUT))
        of_labels |= {group.line: (Outcome.OTHER, _ONLY_FLAGS) for group in groups if not group.coordinates}
        lines = [
            line._replace(outcome=of_labels[line.number][0], why=of_labels[line.number][1])
            if line.number in of_labels
            else line
            for line in self._lines
        ]
        if any(group.coordinates for group in groups):
            lines.append(Line(0, "", Outcome.OTHER, PROPOSED, self._file))
        return PixelFilter(tuple(groups), tuple(lines))

    def _member(self, number: int, text: str) -> None:
        if _LABEL.match(text):
            self._labels += 1
            if self._labels > _MOST_LABELS:
                raise ScriptError(f"The recipe has too many filters (line {number}).")
            self._groups[self._name].append(Group(number))
            self._open, self._broken = True, False
            self._say(number, text, Outcome.SAME, "")
        elif not self._open:
            self._say(number, text, Outcome.NO_EQUAL, _BEFORE_LABEL)
        else:
            self._take(number, text)

    def _take(self, number: int, text: str) -> None:
        """A line of the group that is open."""
        if self._broken:
            self._say(number, text, Outcome.NO_EQUAL, _LEFT_OUT)
            return
        groups = self._groups[self._name]
        try:
            groups[-1] = group = _with(groups[-1], text)
        except ExpressionError as error:
            self._say(number, text, Outcome.NO_EQUAL, f"{error} {_LEFT_OUT}")
            self._gone.add(groups.pop().line)
            self._broken = True
            return
        self._members += 1
        if self._members > _MOST_MEMBERS or len(group.questions) + len(group.coordinates) > _MOST_IN_A_GROUP:
            raise ScriptError(f"The recipe has too many filters (line {number}).")
        self._say(number, text, Outcome.SAME, "")

    def _say(self, number: int, text: str, outcome: Outcome, why: str) -> None:
        self._lines.append(Line(number, shortened(text), outcome, why, self._file))


def _with(group: Group, text: str) -> Group:
    """A group with one line more. Raises ExpressionError."""
    where = _COORDINATES.fullmatch(text)
    if where:
        return replace(group, coordinates=(*group.coordinates, _coordinates(where)))
    return replace(group, questions=(*group.questions, tuple(_questions(text))))


def _coordinates(found: re.Match[str]) -> Coordinates:
    """Raises ExpressionError."""
    by_size, keep, text = bool(found[1]), bool(found[2]), found[3].partition("#")[0].strip()
    if text.lower() == "all":
        return Coordinates(keep)
    if text.lower().startswith("from:"):
        field = _named(text[5:])
        if dictionary_vr(field.tag) != "SQ":
            raise ExpressionError("It does not name a sequence of regions.")
        return Coordinates(keep, field=field)
    four = _FOUR.fullmatch(text)
    if four is None:
        raise ExpressionError("Coordinates are four whole numbers, all, or from: with a sequence of regions.")
    left, top, right, bottom = (int(four[each]) for each in (1, 2, 3, 4))
    return Coordinates(keep, (left, top, left + right, top + bottom) if by_size else (left, top, right, bottom))


def _questions(text: str) -> Iterator[Question]:
    """The questions of one line. Raises ExpressionError."""
    is_or = text.startswith("||")
    text = text.removeprefix("||" if is_or else "+").strip()
    parts = _BETWEEN.split(text, maxsplit=_MOST_IN_A_GROUP)
    yield _question(parts[0], is_or)
    for operator, part in zip(parts[1::2], parts[2::2], strict=True):
        yield _question(part, operator == "||")


def _question(text: str, is_or: bool) -> Question:
    asks, _, rest = text.strip().partition(" ")
    asks = asks.lower()
    if asks not in _QUESTIONS:
        raise ExpressionError("There is no such question.")
    name, _, value = rest.strip().partition(" ")
    element = _named(name)
    value = value.strip().lower()
    if asks not in _WITH_VALUE:
        return Question(asks, element, is_or=is_or)
    if not value:
        raise ExpressionError("There is nothing to compare the attribute with.")
    found = pattern(value) if asks.endswith("contains") else None
    return Question(asks, element, value, found, is_or)


def _named(name: str) -> Step:
    """An attribute by keyword or by number, `0x00080060`. Raises ExpressionError."""
    name = name.strip()
    found = step(name[2:] if name[:2].lower() == "0x" else name)
    if found is None or found.creator:
        raise ExpressionError("There is no such attribute, or it is not known here.")
    return found
