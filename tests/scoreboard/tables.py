"""The tables of the standard, read as files: facts, not the engine's understanding of them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "py" / "curtain" / "rules" / "tables"


@dataclass(frozen=True, slots=True)
class SafeRow:
    """A row of Table E.3.10-1."""

    group: int
    low_byte: int
    creator: str
    vr: str
    vm: str
    meaning: str


def lines(name: str) -> list[dict[str, str]]:
    """The rows of a table, by the names of its columns."""
    head, *rest = (FOLDER / name).read_text("utf-8").splitlines()
    names = head.split("\t")
    return [dict(zip(names, line.split("\t"), strict=False)) for line in rest if line]


@cache
def safe_rows() -> tuple[SafeRow, ...]:
    """Table E.3.10-1, Safe Private Attributes."""
    return tuple(
        SafeRow(int(row["tag"][:4], 16), int(row["tag"][6:], 16), row["creator"], row["vr"], row["vm"], row["meaning"])
        for row in lines("ps3_15_safe_private.tsv")
    )


@cache
def confidentiality() -> dict[int, dict[str, str]]:
    """Table E.1-1 by tag, without the rows that stand for whole groups."""
    return {
        int(row["tag"], 16): row for row in lines("ps3_15_e1.tsv") if len(row["tag"]) == 8 and "x" not in row["tag"]
    }


@cache
def types(sop_class: str) -> dict[str, str]:
    """Attribute types (PS3.3) in the IOD of a SOP class: `Keyword` at the root, `Sequence/Keyword` inside; the strictest."""
    tables = json.loads((FOLDER / "iod_types.json").read_text("utf-8"))
    iod = tables["iods"][{row["sop_class_uid"]: row["iod"] for row in lines("sop_iod.tsv")}[sop_class]]
    found: dict[str, str] = {}
    for module in (module for usage in ("M", "U", "C") for module in iod.get(usage, ())):
        for name, kind in tables["modules"].get(module, {}).items():
            # "1" < "1C" < "2" < "2C" < "3", as strings too.
            found[name] = min(kind, found.get(name, "3"))
    return found
