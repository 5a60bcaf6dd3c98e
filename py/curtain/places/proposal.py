"""What is proposed."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Source(StrEnum):
    """Where a proposal comes from. The values are the words that a user reads."""

    ULTRASOUND = "ultrasound regions"
    UNCHANGING = "unchanging pixels"
    CTP = "CTP script"
    DEID = "deid filter"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rectangle of an image that should be blanked, in pixels of the uncropped image.

    Attributes
    ----------
    frame
        From 0; None for all.
    why
        A plain sentence in which no value of the header stands.
    keep
        Everything outside of the rectangle should be blanked instead.
    """

    x: int
    y: int
    width: int
    height: int
    why: str
    source: Source
    keep: bool = False
    frame: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self)
