"""The boolean language of CTP's filters and pixel scripts: `Modality.equals("US") * !([0028,0010].isLessThan("600") + false.)`.

`!` binds closest, then `*` (and), then `+` (or). What stands between `//` and the end of a line is a comment. What cannot be understood is
refused as a whole: a part that is guessed could stand behind a `!`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from curtain.scripts.asked import Asked
from curtain.scripts.elements import Reference, reference
from curtain.scripts.grammar import ExpressionError
from curtain.scripts.patterns import Pattern, TooCostly, pattern

_LONGEST, _MOST_TOKENS = 20_000, 300
_BLANK = re.compile(r"(?:\s|//[^\n]*(?:\n|\Z))+")
_BINDS = {"(": 0, "+": 1, "*": 2, "!": 3}
_NO_NUMBER = re.compile(r"[^0-9.]")
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")

_Test = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to one element."""

    element: Reference
    test: _Test | None
    text: str
    #: With `matches`.
    pattern: Pattern | None = None

    def holds(self, asked: Asked) -> bool:
        """The answer; of an absent element the value is empty. Raises TooCostly."""
        value = asked.text(self.element)
        if self.pattern is not None:
            return asked.fits(self.pattern, value)
        return self.test is not None and self.test(value, self.text)


@dataclass(frozen=True, slots=True)
class Operation:
    """`!` with what stands on its right, or `*` or `+` with both sides."""

    operator: str
    right: "_Part"
    left: "_Part" = True


_Part = Question | Operation | bool


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression, ready to be asked of a data set."""

    whole: _Part

    def holds(self, asked: Asked) -> bool:
        """True where the expression is true. One whose patterns cost too much is not."""
        try:
            return _value(self.whole, asked)
        except TooCostly:
            return False


def _value(part: _Part, asked: Asked) -> bool:
    if isinstance(part, bool):
        return part
    if isinstance(part, Question):
        return part.holds(asked)
    if part.operator == "!":
        return not _value(part.right, asked)
    if part.operator == "*":
        return _value(part.left, asked) and _value(part.right, asked)
    return _value(part.left, asked) or _value(part.right, asked)


def _taken(tokens: list[Question | bool | str]) -> _Part:
    """What the last token stands for, with as many before it as it takes; taken off. What is left over counts for nothing."""
    token = tokens.pop()
    if not isinstance(token, str):
        return token
    right = _taken(tokens)
    return Operation(token, right) if token == "!" else Operation(token, right, _taken(tokens))


@lru_cache(maxsize=1024)
def parse(text: str) -> Condition:
    """An expression. Raises ExpressionError."""
    if len(text) > _LONGEST:
        raise ExpressionError("The expression is too long.")
    return Condition(_taken(_Reader(text).read()))


class _Reader:
    """As CTP does it: operators wait until one comes that binds no closer, so that of two `!` in a row one is lost."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._left = _MOST_TOKENS
        self._done: list[Question | bool | str] = []
        self._waiting: list[str] = []

    def read(self) -> list[Question | bool | str]:
        wants_operand = True
        while (letter := self._next()) or wants_operand:
            self._left -= 1
            if self._left < 0:
                raise ExpressionError("The expression has too many parts.")
            if wants_operand:
                wants_operand = self._operand(letter)
            elif letter in ("+", "*"):
                self._at += 1
                self._wait(letter)
                wants_operand = True
            elif letter == ")":
                self._at += 1
                self._close()
            else:
                raise ExpressionError("Between two parts of the expression there is neither + nor *.")
        while self._waiting:
            if self._waiting[-1] == "(":
                raise ExpressionError("A bracket is not closed.")
            self._done.append(self._waiting.pop())
        return self._done

    def _operand(self, letter: str) -> bool:
        """Read what can stand where an operand is wanted; True where it is still wanted behind it."""
        if letter == "(":
            self._at += 1
            self._waiting.append("(")
            return True
        if letter == "!":
            self._at += 1
            self._wait("!")
            return True
        if letter != "[" and not letter.isalpha():
            raise ExpressionError("The name of an element is missing in the expression.")
        self._done.append(self._question())
        return False

    def _wait(self, operator: str) -> None:
        while self._waiting and _BINDS[self._waiting[-1]] >= _BINDS[operator]:
            self._done.append(self._waiting.pop())
        self._waiting.append(operator)

    def _close(self) -> None:
        while self._waiting and self._waiting[-1] != "(":
            self._done.append(self._waiting.pop())
        if not self._waiting:
            raise ExpressionError("A bracket is closed that was not opened.")
        self._waiting.pop()

    def _question(self) -> Question | bool:
        name = self._until(".")
        if name in ("true", "false"):
            return name == "true"
        method, text = self._until("("), self._until(")")
        element = _element(name)
        if element is None or not element.steps:
            raise ExpressionError("The expression names an element that is not known.")
        test = _TESTS.get(method)
        if test is None and method != "matches":
            raise ExpressionError("The expression asks for something that is not known here.")
        if len(text) < 2 or text[0] + text[-1] != '""':
            raise ExpressionError("What an element is compared with stands between quotes.")
        return Question(element, test, text[1:-1], pattern(text[1:-1]) if method == "matches" else None)

    def _until(self, end: str) -> str:
        """What stands before a letter that is not in quotes; all of the rest where there is none."""
        quoted, start = False, self._at
        for at in range(start, len(self._text)):
            letter = self._text[at]
            quoted ^= letter == '"'
            if letter == end and not quoted:
                self._at = at + 1
                return self._text[start:at].strip()
        self._at = len(self._text)
        return self._text[start:].strip()

    def _next(self) -> str:
        blank = _BLANK.match(self._text, self._at)
        if blank:
            self._at = blank.end()
        return self._text[self._at : self._at + 1]


def _element(name: str) -> Reference | None:
    """An element by its name, or by tags in square brackets, which may hold the whole path: `[0040,0275::0008,1110]`."""
    if name.startswith("[") and name.endswith("]") and "]" not in name[:-1]:
        name = name[1:-1]
    return reference(name)


def _compared(value: str, text: str, as_asked: Callable[[float, float], bool]) -> bool:
    """Two numbers, of which CTP takes all digits and points that it finds."""
    numbers = [_NO_NUMBER.sub("", each) for each in (value, text)]
    if not all(map(_NUMBER.fullmatch, numbers)):
        return False
    return as_asked(float(numbers[0]), float(numbers[1]))


_TESTS: dict[str, _Test] = {
    "contains": lambda value, text: text in value,
    "containsIgnoreCase": lambda value, text: text.lower() in value.lower(),
    "endsWith": str.endswith,
    "endsWithIgnoreCase": lambda value, text: value.lower().endswith(text.lower()),
    "equals": lambda value, text: value == text,
    "equalsIgnoreCase": lambda value, text: value.lower() == text.lower(),
    "isGreaterThan": lambda value, text: _compared(value, text, float.__gt__),
    "isLessThan": lambda value, text: _compared(value, text, float.__lt__),
    "startsWith": str.startswith,
    "startsWithIgnoreCase": lambda value, text: value.lower().startswith(text.lower()),
}
