"""Attribute types by SOP class (PS3.3): what a compound action code is resolved by."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from curtain.outcome import Quarantine

#: Retired storage classes and the class whose IOD took their place.
_SUCCESSORS = {
    "1.2.840.10008.5.1.1.29": "1.2.840.10008.5.1.4.1.1.7",
    "1.2.840.10008.5.1.1.30": "1.2.840.10008.5.1.4.1.1.7",
    "1.2.840.10008.5.1.4.1.1.3": "1.2.840.10008.5.1.4.1.1.3.1",
    "1.2.840.10008.5.1.4.1.1.5": "1.2.840.10008.5.1.4.1.1.20",
    "1.2.840.10008.5.1.4.1.1.6": "1.2.840.10008.5.1.4.1.1.6.1",
    "1.2.840.10008.5.1.4.1.1.9.1": "1.2.840.10008.5.1.4.1.1.9.1.2",
    "1.2.840.10008.5.1.4.1.1.12.3": "1.2.840.10008.5.1.4.1.1.12.1",
    "1.2.840.10008.5.1.4.1.1.77.1": "1.2.840.10008.5.1.4.1.1.77.1.4",
    "1.2.840.10008.5.1.4.1.1.77.2": "1.2.840.10008.5.1.4.1.1.77.1.4",
    "1.2.840.10008.5.1.4.1.1.88.1": "1.2.840.10008.5.1.4.1.1.88.11",
    "1.2.840.10008.5.1.4.1.1.88.2": "1.2.840.10008.5.1.4.1.1.88.22",
    "1.2.840.10008.5.1.4.1.1.88.3": "1.2.840.10008.5.1.4.1.1.88.22",
    "1.2.840.10008.5.1.4.1.1.88.4": "1.2.840.10008.5.1.4.1.1.88.33",
}

#: A UID that the standard gave out, or will: a number that could be somebody's has more digits.
_PUBLIC = re.compile(r"1\.2\.840\.10008(?:\.(?:0|[1-9]\d{0,3}))+")
#: Strictest first.
_ORDER = {"1": 0, "1C": 1, "2": 2, "2C": 3, "3": 4}


@dataclass(frozen=True)
class Types:
    """Types of the attributes in one IOD."""

    name: str
    _root: dict[str, str]
    _nested: dict[str, str]

    def of(self, keyword: str, parent: str) -> str:
        """Type of an attribute at the root (`parent` '') or in an item of a sequence; '3' where the IOD has no row."""
        if parent:
            return self._nested.get(f"{parent}/{keyword}", "3")
        return self._root.get(keyword, "3")

    def strictest(self, keyword: str, parent: str) -> str:
        """As `of`, for attributes in items too that no compound action asks for: by the strictest module of any IOD."""
        kind = self.of(keyword, parent)
        return _nested_types().get(f"{parent}/{keyword}", "3") if parent and kind == "3" else kind


@cache
def types(sop_class_uid: str) -> Types:
    """Types for a SOP class; the strictest of all IODs for a public class that the tables do not know.

    Raises Quarantine for a private or missing SOP class: the profile does not define it (PS3.15 E.1.1).
    """
    if not sop_class_uid:
        raise Quarantine(
            "no-sop-class",
            "The file does not say what kind of object it is (no SOPClassUID), so no rules can be chosen for it.",
        )
    if not _PUBLIC.fullmatch(sop_class_uid):
        raise Quarantine(
            "private-sop-class",
            "This kind of object is private to its manufacturer: nobody else can tell where it holds identity. Leave it out.",
        )
    tables, _ = _tables()
    name = iod_of(sop_class_uid)
    if not name:
        return Types("unknown", tables["default_root"], tables["default_nested"])
    iod = tables["iods"][name]
    root: dict[str, str] = {}
    nested: dict[str, str] = {}
    for usage in ("M", "U", "C"):
        for module in iod.get(usage, ()):
            for key, kind in tables["modules"].get(module, {}).items():
                table = nested if "/" in key else root
                if _ORDER[kind] < _ORDER.get(table.get(key, "3"), 4):
                    table[key] = kind
    return Types(name, root, nested)


def iod_of(sop_class_uid: str) -> str:
    """The IOD of a storage class, for a retired one that of its successor; "" where the tables know none."""
    return _tables()[1].get(_SUCCESSORS.get(sop_class_uid, sop_class_uid), "")


def sop_classes() -> list[str]:
    """All storage classes that the tables know, retired ones included."""
    return sorted({*_tables()[1], *_SUCCESSORS})


@cache
def _nested_types() -> dict[str, str]:
    # Large, and seldom needed: read when it is.
    return json.loads((files("curtain.rules") / "tables" / "nested_types.json").read_text("utf-8"))


@cache
def _tables() -> tuple[dict, dict[str, str]]:
    folder = files("curtain.rules") / "tables"
    tables = json.loads((folder / "iod_types.json").read_text("utf-8"))
    lines = (folder / "sop_iod.tsv").read_text("utf-8").splitlines()[1:]
    by_class = dict(line.split("\t")[:2] for line in lines if line)
    return tables, {uid: name for uid, name in by_class.items() if name in tables["iods"]}
