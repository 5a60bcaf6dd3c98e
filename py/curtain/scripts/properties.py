"""Java's property files: CTP's older scripts, and its lookup tables."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPED = re.compile(r"\\(u([0-9A-Fa-f]{4})|.)", re.DOTALL)
_KEY = re.compile(r"(?:[^\\=:\s]|\\.)*", re.DOTALL)
_ATTRIBUTE = re.compile(r"set\.\[(?:[^\[\]]|\[[^\]]*\])*\][^=]*(?==)")
_SEPARATOR = re.compile(r"[ \t\f]*[=:]?[ \t\f]*")


class Entry(NamedTuple):
    """A key and its value; `is_off` for one that stands in a comment."""

    number: int
    key: str
    value: str
    text: str
    is_off: bool = False


def entries(text: str, comments: re.Pattern[str] | None = None) -> Iterator[Entry]:
    """The entries of a file, and those comments that match a pattern."""
    for number, line in _logical(text):
        line = line.lstrip(" \t\f")
        is_off = line[:1] in ("#", "!")
        if is_off:
            line = line[1:].lstrip()
            if comments is None or not comments.match(line):
                continue
        if not line:
            continue
        end = _end_of_key(line)
        separator = _SEPARATOR.match(line, end)
        yield Entry(number, _unescaped(line[:end]), _unescaped(line[separator.end() :]), line, is_off)


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """Lines with those that they go on in, and the number of the first."""
    start, parts = 0, ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        start = start if parts else number
        whole = parts + (line.lstrip(" \t\f") if parts else line)
        is_comment = whole.lstrip()[:1] in ("#", "!")
        strokes = len(whole) - len(whole.rstrip("\\"))
        if strokes % 2 and not is_comment:
            parts = whole[:-1] or " "
            continue
        yield start, whole
        parts = ""
    if parts:
        yield start, parts


def _end_of_key(line: str) -> int:
    """Where a key ends. That of an attribute holds a creator in brackets, which can have spaces in it."""
    attribute = _ATTRIBUTE.match(line)
    return attribute.end() if attribute else _KEY.match(line).end()


def _unescaped(text: str) -> str:
    made = _ESCAPED.sub(lambda found: chr(int(found[2], 16)) if found[2] else _ESCAPES.get(found[1], found[1]), text)
    # Half of a pair of surrogates is no character.
    return made.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
