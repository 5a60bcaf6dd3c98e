"""The expressions of CTP's anonymizer scripts: text with calls of functions in it, such as `@hash(this,8)`.

A stroke backwards takes the next letter as it is. What stands between the brackets of a call is cut at its commas, but not inside
of quotes, square brackets or brackets of its own. `@if` and `@select` are followed by two scripts in braces, `@append` by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class ExpressionError(ValueError):
    """An expression that cannot be read; the text is a plain sentence without a value."""


@dataclass(frozen=True, slots=True)
class Text:
    """What stands there as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its arguments as they are written, and the scripts in braces behind it."""

    name: str
    arguments: tuple[str, ...] = ()
    branches: tuple["Script", ...] = ()


Script = tuple[Text | Call, ...]


class Function(NamedTuple):
    """How a function is called, and which arguments name elements and which can be parameters."""

    fewest: int
    most: int
    elements: tuple[int, ...] = ()
    parameters: tuple[int, ...] = ()
    branches: int = 0
    #: Why there is no equal here; "" where there is one.
    missing: str = ""


_CLOCK = "depends on the clock, so that the same object would not come out the same"
_SECRET = "enciphers with a key that stands in the script for anybody to read"
#: All functions of CTP, and its words for what becomes of an element.
FUNCTIONS = {
    "always": Function(0, 0),
    "append": Function(0, 0, branches=1),
    "blank": Function(1, 1),
    "call": Function(0, 99, missing="calls a program of its own that stands beside CTP"),
    "contents": Function(1, 3, (0,)),
    "date": Function(0, 1, missing=_CLOCK),
    "dateinterval": Function(3, 4, (0, 2), (3,)),
    "decrypt": Function(2, 2, (0,), (1,), missing=_SECRET),
    "empty": Function(0, 0),
    "encrypt": Function(2, 2, (0,), (1,), missing=_SECRET),
    "hash": Function(1, 2, (0,), (1,)),
    "hashdate": Function(2, 2, (0, 1)),
    "hashname": Function(2, 3, (0,), (1, 2)),
    "hashptid": Function(2, 3, (1,), (0, 2)),
    "hashuid": Function(2, 3, (1, 2), (0,)),
    "if": Function(2, 3, (0,), (2,), branches=2),
    "incrementdate": Function(2, 3, (0,), (1, 2)),
    "initials": Function(1, 2, (0,)),
    "integer": Function(2, 3, (0,), missing="counts through all objects that were ever seen, which nothing here does"),
    "keep": Function(0, 0),
    "lookup": Function(2, 4, (0,)),
    "lowercase": Function(1, 1, (0,)),
    "modifydate": Function(4, 4, (0,), (1, 2, 3)),
    "param": Function(1, 1, (), (0,)),
    "pathelement": Function(2, 2, (0,)),
    "process": Function(0, 0),
    "quarantine": Function(0, 0),
    "remove": Function(0, 0),
    "require": Function(0, 2, (0,)),
    "round": Function(2, 2, (0,), (1,)),
    "select": Function(0, 0, branches=2),
    "skip": Function(0, 0),
    "time": Function(0, 1, missing=_CLOCK),
    "truncate": Function(2, 2, (0,)),
    "uppercase": Function(1, 1, (0,)),
    "value": Function(1, 2, (0,)),
}
TESTS = frozenset({"isblank", "exists", "contains", "equals", "matches", "greaterthan"})
_LONGEST, _DEEPEST = 10_240, 12
#: An argument that needs no quotes.
_PLAIN = re.compile(r"[\w.+:*/-]+(?: [\w.+:*/-]+)*")


@lru_cache(maxsize=4096)
def parse(expression: str) -> Script:
    """The parts of an expression. Raises ExpressionError, also for a function that CTP does not have."""
    if len(expression) > _LONGEST:
        raise ExpressionError("The expression is too long.")
    return _parse(expression, 0)


def render(script: Script) -> str:
    """The reverse of `parse`."""
    return "".join(
        re.sub(r'([\\@{}"])', r"\\\1", part.text) if isinstance(part, Text) else _call(part) for part in script
    )


def calls(script: Script) -> Iterator[Call]:
    """All calls, those in braces as well."""
    for part in script:
        if isinstance(part, Call):
            yield part
            for branch in part.branches:
                yield from calls(branch)


def unquoted(argument: str) -> str:
    """An argument without the quotes around it."""
    argument = argument.strip()
    if len(argument) > 1 and argument[0] == argument[-1] == '"':
        return argument[1:-1].replace('\\"', '"')
    return argument


def quoted(value: str) -> str:
    """A value as an argument. Raises ExpressionError where it cannot be written as one."""
    if _PLAIN.fullmatch(value):
        return value
    if re.search(r'["\\\n\r]', value):
        raise ExpressionError("The parameter holds a quote, a stroke backwards or several lines.")
    return f'"{value}"'


def _call(call: Call) -> str:
    return f"@{call.name}({','.join(call.arguments)})" + "".join(f"{{{render(branch)}}}" for branch in call.branches)


def _parse(text: str, depth: int) -> Script:
    if depth > _DEEPEST:
        raise ExpressionError("The expression is nested too deeply.")
    parts: list[Text | Call] = []
    letters: list[str] = []
    at = 0
    while at < len(text):
        letter = text[at]
        at += 1
        if letter == "\\":
            letters += text[at : at + 1]
            at += 1
        elif letter == "@":
            if letters:
                parts.append(Text("".join(letters)))
                letters = []
            call, at = _read_call(text, at, depth)
            parts.append(call)
        else:
            letters.append(letter)
    if letters:
        parts.append(Text("".join(letters)))
    return tuple(parts)


def _read_call(text: str, start: int, depth: int) -> tuple[Call, int]:
    """A call, from behind its @ on, and where it ends."""
    opening = text.find("(", start)
    name = "".join(text[start:opening].split()) if opening >= 0 else ""
    if opening < 0 or not re.fullmatch("[A-Za-z]{1,40}", name):
        raise ExpressionError("An @ has no name of a function and brackets behind it.")
    if name not in FUNCTIONS:
        raise ExpressionError(f"There is no function @{name}.")
    function = FUNCTIONS[name]
    arguments, at = _arguments(text, opening + 1)
    if not function.fewest <= len(arguments) <= function.most:
        raise ExpressionError(f"@{name} is not called with {len(arguments)} argument{'s' * (len(arguments) != 1)}.")
    if name == "if" and arguments[1] not in TESTS:
        raise ExpressionError("@if has no such test.")
    branches: list[Script] = []
    while len(branches) < function.branches:
        found = re.compile(r"\s*\{").match(text, at)
        if found is None:
            if not branches:
                raise ExpressionError(f"@{name} has no script in braces behind it.")
            # CTP takes the other script as empty then, and reads no further.
            branches.append(())
            at = len(text)
            continue
        end = _end(text, found.end(), "{", "}")
        branches.append(_parse(text[found.end() : end], depth + 1))
        at = end + 1
    return Call(name, arguments, tuple(branches)), at


def _arguments(text: str, at: int) -> tuple[tuple[str, ...], int]:
    end = _end(text, at, "(", ")")
    inside = text[at:end]
    arguments, start = [], 0
    for comma in _commas(inside):
        arguments.append(inside[start:comma].strip())
        start = comma + 1
    arguments.append(inside[start:].strip())
    return (() if arguments == [""] else tuple(arguments)), end + 1


def _end(text: str, at: int, opening: str, closing: str) -> int:
    """Where the bracket that was opened before `at` closes."""
    depth = 1
    for place, letter in _bare(text, at):
        depth += (letter == opening) - (letter == closing)
        if depth == 0:
            return place
    raise ExpressionError("A bracket or a quote is not closed.")


def _commas(text: str) -> Iterator[int]:
    depth = 0
    for place, letter in _bare(text, 0):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth <= 0:
            yield place


def _bare(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The letters that are neither escaped nor in quotes."""
    quoted_here = False
    while at < len(text):
        letter = text[at]
        if letter == "\\":
            at += 2
            continue
        if letter == '"':
            quoted_here = not quoted_here
        elif not quoted_here:
            yield at, letter
        at += 1
