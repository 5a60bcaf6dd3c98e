"""What an import tells: a line for each line of a script, with what becomes of it here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from curtain.rules.profile import Profile

_LONGEST_LINE = 300


class ScriptError(ValueError):
    """A file that cannot be imported; the text is a plain sentence."""


class Outcome(StrEnum):
    """How a line of a script came over. The values are the words that a user reads."""

    SAME = "same"
    STRICTER = "stricter"
    OTHER = "other"
    NO_EQUAL = "no equal"
    OFF = "off"


class Line(NamedTuple):
    """A line of a script. It may identify (a script can name people): it is for the person who imports.

    Attributes
    ----------
    number
        From 1 on; 0 for what holds for the whole script.
    """

    number: int
    text: str
    outcome: Outcome
    why: str
    file: str = ""


def shortened(text: str) -> str:
    """A text of a script in one line, as it is shown."""
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST_LINE else f"{shown[:_LONGEST_LINE]} ..."


class Kind(StrEnum):
    """What was recognised."""

    PROFILE = "profile"
    CTP = "CTP anonymizer script"
    RSNA = "RSNA anonymizer script"
    RECIPE = "deid recipe"
    TABLE = "CTP lookup table"
    PIXELS = "CTP pixel script"


@dataclass(frozen=True, slots=True)
class Imported:
    """A profile, and what became of each line that it was made of.

    Attributes
    ----------
    goes_beside
        It says nothing of attributes, only where text stands in images: it is added to a profile and takes the place of none.
    """

    profile: Profile
    lines: tuple[Line, ...]
    kind: Kind
    goes_beside: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many lines came over so."""
        return sum(line.outcome is outcome for line in self.lines)
