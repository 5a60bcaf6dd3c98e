"""PS3.15 Table E.1-1, read once: what the Basic Profile does to each attribute, and what an option changes."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from curtain.files.dataset import is_known
from curtain.rules.options import Option

#: Edition of PS3.15 that the table was taken from.
EDITION = "2026d"

#: Attributes that Table E.1-1 leaves out although they hold or lead to identity (PS3.15 E.1.1, E.3.3).
_BEYOND_THE_TABLE = {
    0x00080051: ("the issuer of the accession number names the institution", "X"),
    0x0008041B: ("a key of the archive's own records", "X"),
    0x0008041C: ("a key of the archive's own records", "X"),
    0x00100033: ("the birth date in another calendar", "X"),
    0x00100034: ("a date of the patient's life", "X"),
    0x00102298: ("ResponsiblePersonRole goes with the person it describes", "X"),
    0x00181803: ("an address in the hospital's network", "X"),
    0x00189423: ("free text of the operator", "X"),
    0x0028702A: ("free text of the operator", "X"),
    0x00401006: ("the number of an order, retired", "X"),
    0x00401007: ("the number of an order, retired", "X"),
    0x00402006: ("the number of an order, retired", "X"),
    0x00402007: ("the number of an order, retired", "X"),
    0x00440011: ("free text on the patient", "X"),
    0x00620020: ("free text that stands wherever TrackingUID does", "D"),
    0x00700068: ("free text of the author", "X"),
    0x00720008: ("the author of a hanging protocol", "X/D"),
    0x0072000E: ("the user of a hanging protocol", "X"),
    0x00720010: ("the user of a hanging protocol", "X"),
    0x0074100C: ("a person to be called", "X"),
    0x30040006: ("free text on the patient", "X"),
    0x04000120: ("part of the digital signatures, which no longer hold", "X"),
    0x04000500: ("identity that someone else encrypted", "X"),
    0x04000520: ("identity that someone else encrypted", "X"),
    0x4FFE0001: ("part of the digital signatures, which no longer hold", "X"),
}

#: Rows that are X although some IOD requires the attribute: there it gets a dummy (PS3.3 C.11.10, C.12.1.1).
_REQUIRED_SOMEWHERE = frozenset({0x00700082, 0x00700083, 0x00080201})

#: What group 7FE0 may hold in the root: offset tables, float, double float and integer pixels.
_PIXELS = frozenset({0x7FE00001, 0x7FE00002, 0x7FE00003, 0x7FE00008, 0x7FE00009, 0x7FE00010})

_TEXT_VALUE, _CONTENT_DESCRIPTION = 0x0040A160, 0x00700081

#: UIDs that say what kind of thing something is; they name no object and are never replaced (E.3.9).
STRUCTURAL_UIDS = frozenset(
    {
        0x00080016, 0x0008001A, 0x0008001B, 0x00080062, 0x0008010C, 0x0008010D, 0x00080117, 0x00080118, 0x0008040E,
        0x00081150, 0x0008115A, 0x00083002, 0x00340003, 0x04000010, 0x04000510, 0x30100052, 0x30100053,
    }
)  # fmt: skip

#: Arcs under which UIDs are given out in public: DICOM itself, and the coding schemes of HL7 and of others in HL7's registry.
_REGISTRIES = ("1.2.840.10008.", "2.16.840.1.113883.5.", "2.16.840.1.113883.6.")
#: A class or a syntax of a manufacturer is a short number; a date, a serial or a record number would make it long.
_PRIVATE_CLASS = re.compile(r"[0-2](?:\.(?:0|[1-9]\d{0,6})){2,12}")
#: Who made a coding scheme, or an extension of one: a site can be.
_MADE_BY_SITES = frozenset({0x0008010C, 0x0008010D})


def is_structural(tag: int, uid: str) -> bool:
    """True where a UID of `STRUCTURAL_UIDS` is a number that was given out in public or could be a manufacturer's class."""
    if uid.startswith(_REGISTRIES):
        return True
    return tag not in _MADE_BY_SITES and _PRIVATE_CLASS.fullmatch(uid) is not None


#: What the table does not name is decided by its VR: identity is prone to hide in these.
BY_VR = {
    "PN": "D", "DA": "D", "TM": "D", "DT": "D", "AE": "D", "UR": "D", "ST": "X", "LT": "X", "UT": "X", "UI": "U",
}  # fmt: skip


#: What an option keeps or cleans of the attributes that are decided by their VR.
_OPTIONS_BY_VR = {
    "DA": ((Option.FULL_DATES, "K"), (Option.MODIFIED_DATES, "C")),
    "TM": ((Option.FULL_DATES, "K"), (Option.MODIFIED_DATES, "C")),
    "DT": ((Option.FULL_DATES, "K"), (Option.MODIFIED_DATES, "C")),
    "UI": ((Option.UIDS, "K"),),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: an action code of Table E.1-1a and where it comes from."""

    code: str
    source: str
    #: What each option of the table's columns asks for: K (keep) or C (clean).
    options: tuple[tuple[Option, str], ...] = ()


@cache
def basic() -> dict[int, Rule]:
    """Table E.1-1 by tag; the repeating groups 50xx and 60xx are left to `rule`."""
    rules = {}
    for line in rows("ps3_15_e1.tsv"):
        tag, basic_code = line["tag"], line["basic"]
        # The rows `private`, 50xx and 60xx stand for groups: `rule` knows them.
        if tag.isalnum() and len(tag) == 8 and "x" not in tag:
            options = tuple((option, line[option.column]) for option in Option if line[option.column])
            rules[int(tag, 16)] = Rule(basic_code, f"PS3.15 Table E.1-1: {basic_code}", options)
    for tag in _REQUIRED_SOMEWHERE:
        rules[tag] = Rule("X/D", f"{rules[tag].source}, but some objects require it", rules[tag].options)
    for tag, (why, code) in _BEYOND_THE_TABLE.items():
        rules[tag] = Rule(code, f"Beyond Table E.1-1: {why}")
    # The value of a content item is of type 1 wherever there is such an item.
    text = "Beyond Table E.1-1: the text of a content item"
    rules[_TEXT_VALUE] = Rule("D", text, ((Option.CLEAN_DESCRIPTORS, "C"),))
    description = "Beyond Table E.1-1: free text of the author"
    rules[_CONTENT_DESCRIPTION] = Rule("D", description, ((Option.CLEAN_DESCRIPTORS, "C"),))
    return rules


def rule(tag: int, vr: str, nested: bool = False) -> Rule | None:
    """The rule for a tag, None where nothing has to be done. Private and unknown tags always have one."""
    group, element = tag >> 16, tag & 0xFFFF
    if group in (0x0000, 0x0002, 0x0004):
        return Rule("X", "Does not belong into a data set (PS3.15 E.1.1)")
    found = basic().get(tag)
    if found is not None:
        return found
    if element == 0:
        return Rule("X", "Group lengths are retired and would be wrong")
    if group & 1:
        return Rule("X", "Private attribute (PS3.15 E.1.1)")
    if group & 0xFF00 == 0x5000:
        return Rule("X", "PS3.15 Table E.1-1: curves (50xx,xxxx) X")
    if group & 0xFF00 == 0x6000:
        return Rule("X", "PS3.15 Table E.1-1: overlay (60xx,3000) X, with all of its group")
    if group & 0xFF00 == 0x7F00 and (nested or tag not in _PIXELS):
        return Rule("X", "Pixels that nobody is shown")
    if not is_known(tag):
        return Rule("X", "Not in the standard's dictionary: nobody can tell what it holds")
    if vr in BY_VR and tag not in STRUCTURAL_UIDS:
        return Rule(BY_VR[vr], f"Not in Table E.1-1; {vr} values may identify", _OPTIONS_BY_VR.get(vr, ()))
    return None


@cache
def codes() -> dict[str, str]:
    """CID 7050: meaning of each De-identification Method code."""
    return {line["code"]: line["meaning"] for line in rows("cid7050.tsv")}


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a table, by the names in its first line."""
    lines = (files("curtain.rules") / "tables" / name).read_text("utf-8").splitlines()
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"), strict=False)) for line in lines[1:] if line]
