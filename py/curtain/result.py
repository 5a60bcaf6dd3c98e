"""What is told of a file when the work on it has ended."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from curtain.instance import Instance, attributes_of
from curtain.outcome import NotDicom, Quarantine

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Result(Generic[Content]):
    """How one file ended: as `de-identified`, `quarantined` or `not-dicom`.

    Attributes
    ----------
    source
        Where it came from, through an archive if it was in one; None for an object in memory. Identifies.
    outcome
        One of the three words.
    path
        The file that was written.
    instance
        What remains in it.
    code, sentence
        Why it did not come out: a stable code, and a plain sentence that quotes nothing of the file.
    number
        1, 2, ... in the order in which the files were given.
    sha256
        Of what was written, in hex.
    source_sha256
        Of the source, in hex, where it was asked for. Identifies: who holds the archive finds the patient by it.
    uids
        New UIDs by old ones, where they were asked for. Identifies.
    content
        What was written, where it was not written to a file.
    """

    source: Path | None
    outcome: str
    path: Path | None = None
    instance: Instance | None = None
    code: str = ""
    sentence: str = ""
    number: int = 0
    sha256: str = ""
    source_sha256: str = field(default="", repr=False)
    uids: dict[str, str] = field(default_factory=dict, repr=False)
    content: Content | None = field(default=None, repr=False)

    @property
    def attributes(self) -> Counter[tuple[str, str]]:
        """How often each action was done to each attribute, by (keyword, action)."""
        return attributes_of(self.instance.attributes) if self.instance else Counter()

    @classmethod
    def stopped(cls, source: Path | None, number: int, stop: NotDicom | Quarantine) -> "Result[Content]":
        """The result of a file that does not come out."""
        outcome = "not-dicom" if isinstance(stop, NotDicom) else "quarantined"
        return cls(source, outcome, code=stop.code, sentence=stop.sentence, number=number)
