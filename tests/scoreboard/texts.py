"""Texts with an answer in them: which words identify somebody, and which a reader still needs afterwards.

    told("{A:Mustermann} seen for [lung nodule], call {D:+49 30 23125 002}")

Braces hold what has to go, with the letter of the HIPAA identifier (45 CFR 164.514(b)(2)(i), A to R); square
brackets hold what has to stay; the rest may do either.
"""

import re
from dataclasses import dataclass

_PART = re.compile(r"\{([A-R]):([^{}]*)\}|\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it is written into a file, and what is expected of it."""

    text: str
    #: Letter and words, in the order of the text.
    secrets: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()


def told(marked: str) -> Told:
    """Read the marks of a text. Without any mark nothing is expected of it."""
    secrets = tuple((match[1], match[2]) for match in _PART.finditer(marked) if match[1])
    kept = tuple(match[3] for match in _PART.finditer(marked) if match[1] is None)
    return Told(_PART.sub(lambda match: match[2] if match[1] else match[3], marked), secrets, kept)
