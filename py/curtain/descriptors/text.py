"""A description in its atoms: runs of letters, and numbers."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from curtain.verify.secrets import folded

# Marks that belong to the letter before them (combining, Hebrew, Arabic, Thai) are no letters for `re`.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ATOM = re.compile(rf"\d+(?:[.,]\d+)?(?![.,]?\d)|\d+|(?:[^\W\d_]|[{_MARKS}])+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(slots=True)
class Atom:
    """A run of letters, or a number with its decimals.

    Attributes
    ----------
    start, end
        Where it stands.
    word
        Its letters as they are compared: lower case, without accents; a number as it is written.
    is_number
        A number, of decimal digits.
    joined
        The atom before it touches it: T and 1 of T1.
    gap
        What stands between the atom before and this one.
    why
        Why it goes; "" as long as it stays.
    said
        Stays because of the attribute that the text is of.
    """

    start: int
    end: int
    word: str
    is_number: bool
    joined: bool
    gap: str
    why: str = ""
    said: bool = False


def composed(text: str) -> str:
    """Text whose accents are part of their letters (NFC), so that a letter is one character."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def atoms_of(text: str) -> list[Atom]:
    """The atoms of a text, in order; words in CamelCase as they are written, in one."""
    atoms, before = [], 0
    for found in _ATOM.finditer(text):
        start, end = found.span()
        written = found.group()
        is_number = written[0].isdecimal()
        atoms.append(
            Atom(
                start,
                end,
                written if is_number else folded(written),
                is_number,
                bool(atoms) and start == before,
                text[before:start],
            )
        )
        before = end
    return atoms


def camel_parts(atom: Atom, text: str) -> list[Atom]:
    """The words of a word in CamelCase; [] where it is one word."""
    written = text[atom.start : atom.end]
    if written.islower() or written.isupper():
        return []
    cuts = [0, *(found.start() for found in _CAMEL.finditer(written)), len(written)]
    if len(cuts) < 3:
        return []
    return [
        Atom(atom.start + a, atom.start + b, folded(written[a:b]), False, a > 0 or atom.joined, "" if a else atom.gap)
        for a, b in pairwise(cuts)
    ]


def units_of(atoms: list[Atom]) -> Iterator[tuple[int, int]]:
    """First and behind the last of the atoms that touch each other: B30f, 5mm."""
    first = 0
    for at in range(1, len(atoms) + 1):
        if at == len(atoms) or not atoms[at].joined:
            yield first, at
            first = at
