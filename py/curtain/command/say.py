"""What the command says, and how it ends."""

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from curtain.result import Result

#: Exit statuses.
CLEAN, FAILED, WRONG, HELD = 0, 1, 2, 3


class Wrong(Exception):
    """Wrong use; the text is a plain sentence."""


def plain(text: object) -> str:
    """A text that cannot steer a terminal: names of files come from strangers."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(text))


def line(text: str) -> None:
    """A line of the result."""
    _say("stdout", text)


def problem(text: str) -> None:
    """A line on what went wrong."""
    _say("stderr", text)


def _say(name: str, text: str) -> None:
    stream = getattr(sys, name)
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "replace").decode(encoding), file=stream, flush=True)
    except OSError:
        # Whoever read it (head, less) has seen enough: that ends no work. What is in the buffer has nowhere to go.
        setattr(sys, name, None)


def held(result: Result[Any]) -> str:
    """The line of a file that did not come out, for the eyes of the user: it has the path."""
    word = {"not-dicom": "not DICOM"}.get(result.outcome, result.outcome)
    return f"{word}: {plain(result.source)}: {result.sentence} [{result.code}]"


def files(count: int) -> str:
    """`1 file`, `2,000 files`."""
    return f"{count:,} file{'' if count == 1 else 's'}"


def notes(every: Iterable[Iterable[str]]) -> list[str]:
    """Each note once, with the number of files that have it."""
    counts = Counter(note for each in every for note in each)
    return [f"note: {note} ({files(count)})" for note, count in counts.items()]
