"""Regular expressions of scripts, which are Java's: what means the same in Python, and cannot take for ever.

A pattern that tries all ways to cut a text stands still on a text of fifty letters. So nothing that repeats may hold something that
can match in several ways, and the rest is bounded by the length of the text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from curtain.scripts.grammar import ExpressionError

_LONGEST = 256
#: How many steps a pattern may take at most: about a second.
MOST_STEPS = 5 * 10**7
_QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,3})(,(\d{0,3}))?\}")
_SAME_IN_BOTH = frozenset("dDwWsStnrfb")
_NOT_A_LINE_END = "[^\\n\\r\\x85\\u2028\\u2029]"


class TooCostly(Exception):
    """A text is too long for a pattern."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, and what it may cost."""

    compiled: re.Pattern[str]
    #: Parts that can match more or less of a text, and places where there are two ways on.
    stretches: int
    choices: int

    def fits(self, text: str) -> bool:
        """True where the whole text matches. Raises TooCostly."""
        self._bound(text)
        return self.compiled.fullmatch(text) is not None

    def found_in(self, text: str) -> bool:
        """True where a part of the text matches. Raises TooCostly."""
        self._bound(text)
        return self.compiled.search(text) is not None

    def replaced(self, text: str, by: str) -> str:
        """The text with every match replaced; `$1` stands for a group. Raises TooCostly or ExpressionError."""
        self._bound(text)
        parts = _replacement(by, self.compiled.groups)
        return self.compiled.sub(
            lambda match: "".join(match[part] or "" if isinstance(part, int) else part for part in parts), text
        )

    def cost(self, text: str) -> int:
        """Steps that the pattern may take on a text."""
        return (len(text) + 1) ** (self.stretches + 1) << self.choices

    def _bound(self, text: str) -> None:
        if self.cost(text) > MOST_STEPS:
            raise TooCostly


@lru_cache(maxsize=512)
def pattern(text: str) -> Pattern:
    """A pattern of Java's. Raises ExpressionError where it is none, means something else here, or could take for ever."""
    if len(text) > _LONGEST:
        raise ExpressionError("The pattern is too long.")
    reader = _Reader(text)
    translated = reader.alternatives()
    if reader.at != len(text):
        raise _unreadable()
    try:
        return Pattern(re.compile(translated, re.ASCII), reader.stretches, reader.choices)
    except (re.error, RecursionError, OverflowError):
        raise _unreadable() from None


class _Reader:
    """Reads a pattern and writes it for Python."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0
        self.stretches = 0
        self.choices = 0
        self._depth = 0

    def alternatives(self) -> str:
        self._depth += 1
        if self._depth > 8:
            raise _unreadable()
        branches = [self._sequence()]
        while self._next() == "|":
            self.at += 1
            self.choices += 1
            branches.append(self._sequence())
        self._depth -= 1
        return "|".join(branches)

    def _sequence(self) -> str:
        parts = []
        while self._next() not in ("", "|", ")"):
            before = self.stretches, self.choices
            atom = self._atom()
            varies = (self.stretches, self.choices) != before
            quantifier = _QUANTIFIER.match(self._text, self.at)
            if quantifier is None:
                parts.append(atom)
                continue
            if atom in ("^", "$"):
                raise _unreadable()
            self.at = quantifier.end()
            lazy = "?" if self._next() == "?" else ""
            self.at += len(lazy)
            if self._next() in ("+", "*", "?"):
                raise _unreadable()
            self._repeats(quantifier, varies)
            parts.append(atom + quantifier[0] + lazy)
        return "".join(parts)

    def _repeats(self, quantifier: re.Match[str], varies: bool) -> None:
        if quantifier[0] == "?":
            self.choices += 1
            return
        if varies:
            raise ExpressionError(
                "The pattern repeats something that can match in several ways, and could take for ever."
            )
        if quantifier[0] in "*+" or quantifier[2]:
            self.stretches += 1

    def _atom(self) -> str:
        letter = self._text[self.at]
        self.at += 1
        if letter == "\\":
            return self._escape()
        if letter == "[":
            return self._class()
        if letter == "(":
            return self._group()
        if letter == ".":
            return _NOT_A_LINE_END
        if letter in "*+?{}]":
            raise _unreadable()
        return letter if letter in "^$" else re.escape(letter)

    def _group(self) -> str:
        opening = "("
        if self._next() == "?":
            if not self._text.startswith("?:", self.at):
                raise _unreadable()
            opening = "(?:"
            self.at += 2
        inside = self.alternatives()
        if self._next() != ")":
            raise _unreadable()
        self.at += 1
        return f"{opening}{inside})"

    def _class(self) -> str:
        end = self.at
        while end < len(self._text) and self._text[end] != "]":
            end += 2 if self._text[end] == "\\" else 1
        inside = self._text[self.at : end]
        plain = re.sub(r"\\.", "", inside, flags=re.DOTALL)
        if end >= len(self._text) or inside in ("", "^") or "[" in plain or "&&" in plain:
            raise _unreadable()
        for escaped in re.findall(r"\\(.)", inside, flags=re.DOTALL):
            if escaped.isalnum() and escaped not in _SAME_IN_BOTH - {"b"}:
                raise _unreadable()
        self.at = end + 1
        # Python warns of these, as they may mean a set operation one day.
        return "[" + re.sub(r"(?<!\\)([~|])(?=\1)|--", lambda match: "\\" + match[0], inside) + "]"

    def _escape(self) -> str:
        letter = self._next()
        if not letter or (letter.isalnum() and letter not in _SAME_IN_BOTH) or letter == "_":
            raise _unreadable()
        self.at += 1
        return f"\\{letter}" if letter.isalnum() else re.escape(letter)

    def _next(self) -> str:
        return self._text[self.at : self.at + 1]


def _replacement(text: str, groups: int) -> list[str | int]:
    """A replacement of Java's: `$1` is a group, with more digits as long as there is such a group; `\\` escapes."""
    parts: list[str | int] = []
    at = 0
    while at < len(text):
        letter = text[at]
        at += 1
        if letter == "\\" and at < len(text):
            parts.append(text[at])
            at += 1
        elif letter == "$":
            digits = re.compile("[0-9]{0,2}").match(text, at)[0]
            while len(digits) > 1 and int(digits) > groups:
                digits = digits[:-1]
            if not digits or int(digits) > groups:
                raise ExpressionError("The replacement names a group that the pattern does not have.")
            parts.append(int(digits))
            at += len(digits)
        elif letter == "\\":
            raise ExpressionError("The replacement ends with a stroke backwards.")
        else:
            parts.append(letter)
    return parts


def replacement_fits(by: str, found: Pattern) -> bool:
    """True where a replacement can be used with a pattern."""
    try:
        _replacement(by, found.compiled.groups)
    except ExpressionError:
        return False
    return True


def _unreadable() -> ExpressionError:
    return ExpressionError("The pattern is none, or means something else here than it does in Java.")
