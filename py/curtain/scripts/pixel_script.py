"""CTP's scripts for pixels: signatures of devices in braces, and behind each the regions of the image that hold text.

Everything else in such a script is a comment. Of all signatures the first that holds for an object counts, also one that has no region.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from curtain.files.dataset import DataSet
from curtain.scripts.asked import Asked
from curtain.scripts.condition import Condition, parse
from curtain.scripts.grammar import ExpressionError
from curtain.scripts.report import Line, Outcome, ScriptError, shortened

_QUESTION = re.compile(
    r"\.\s*(?:equals|contains|startsWith|endsWith|matches|is(?:Less|Greater)Than)|\b(?:true|false)\s*\."
)
_REGION = re.compile(r"\s*([+-]?\d{1,6})\s*,\s*([+-]?\d{1,6})\s*,\s*([+-]?\d{1,6})\s*,\s*([+-]?\d{1,6})\s*")
_MOST_SIGNATURES, _MOST_REGIONS = 2000, 10_000
PROPOSED = "What is found is proposed in the review: nothing is blanked before somebody agrees."
_NO_REGION = "It gives no region: where it holds nothing is proposed, and no later signature is asked."


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature.

    Attributes
    ----------
    number, line
        Its place among the signatures and the line of its brace, both from 1 on.
    condition
        None where it cannot be read, and so holds for nothing.
    regions
        x, y, width and height as they are written; x and y below 0 count from the right and from the bottom.
    """

    number: int
    line: int
    condition: Condition | None
    regions: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class PixelScript:
    """The signatures of a script, and what became of each."""

    signatures: tuple[Signature, ...]
    lines: tuple[Line, ...]

    def matching(self, dataset: DataSet) -> Signature | None:
        """The first signature that holds for a source."""
        asked = Asked(dataset)
        for signature in self.signatures:
            if signature.condition is not None and signature.condition.holds(asked):
                return signature
        return None


def is_pixel_script(text: str) -> bool:
    """True for what looks like a script for pixels: a question to an element between braces, and a region behind it."""
    return any(_QUESTION.search(part.condition) and _regions(part.behind)[0] for part in _parts(text))


@lru_cache(maxsize=16)
def read_pixel_script(text: str, file: str = "") -> PixelScript:
    """The signatures of a script. Raises ScriptError where there are none, or too many."""
    signatures: list[Signature] = []
    lines: list[Line] = []
    regions_left = _MOST_REGIONS
    for number, part in enumerate(_parts(text), 1):
        regions, skipped = _regions(part.behind)
        regions_left -= len(regions)
        if number > _MOST_SIGNATURES or regions_left < 0:
            raise ScriptError(f"The script has too many signatures or regions (line {part.line}).")
        condition, wrong = _condition(part.condition)
        signatures.append(Signature(number, part.line, condition, regions))
        outcome, why = _told(regions, skipped, wrong)
        places = " ".join(f"({','.join(map(str, region))})" for region in regions)
        lines.append(Line(part.line, shortened(f"{{{part.condition}}} {places}"), outcome, why, file))
    if not signatures:
        raise ScriptError("The script has no signature: nothing stands between braces.")
    lines.append(Line(0, "", Outcome.OTHER, PROPOSED, file))
    return PixelScript(tuple(signatures), tuple(lines))


class _Part(NamedTuple):
    """What stands between braces, in which line they open, and what stands behind them, up to the next ones."""

    line: int
    condition: str
    behind: str


def _parts(text: str) -> Iterator[_Part]:
    # Looked for letter by letter: a pattern would go through the rest of the text for each brace that is not closed.
    start, line, counted = text.find("{"), 1, 0
    while start >= 0:
        end = text.find("}", start)
        if end < 0:
            return
        following = text.find("{", end)
        line += text.count("\n", counted, start)
        counted = start
        yield _Part(line, text[start + 1 : end], text[end + 1 : following if following >= 0 else len(text)])
        start = following


def _condition(text: str) -> tuple[Condition | None, str]:
    try:
        return parse(text), ""
    except ExpressionError as error:
        return None, str(error)


def _regions(behind: str) -> tuple[tuple[tuple[int, int, int, int], ...], int]:
    """The regions in brackets, and how many of those look like one and are none."""
    regions, skipped = [], 0
    start = behind.find("(")
    while start >= 0:
        end = behind.find(")", start)
        if end < 0:
            break
        inside = behind[start + 1 : end]
        four = _REGION.fullmatch(inside)
        if four:
            regions.append((int(four[1]), int(four[2]), int(four[3]), int(four[4])))
        else:
            # In a comment brackets may well stand around words.
            skipped += "," in inside and any(letter.isdigit() for letter in inside)
        start = behind.find("(", end)
    return tuple(regions), skipped


def _told(regions: tuple[tuple[int, ...], ...], skipped: int, wrong: str) -> tuple[Outcome, str]:
    """What became of a signature, and why."""
    if wrong:
        return Outcome.NO_EQUAL, f"{wrong} It holds for no object."
    if skipped:
        return Outcome.SAME, f"Brackets with something else than four whole numbers in them are left out: {skipped}."
    return Outcome.SAME, "" if regions else _NO_REGION
