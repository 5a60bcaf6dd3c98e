"""PS3.15 Table E.3.4-1: what Clean Structured Content does to a content item, by its concept name and value type.

It also says which codes can be believed: a value under a scheme that nobody published, or one that its scheme cannot have,
is free text.
"""

import re
from collections.abc import Iterable
from functools import cache

from curtain.rules.codes import is_published
from curtain.rules.options import Option
from curtain.rules.table import Rule, rows

#: Edition of PS3.15 that Table E.3.4-1 was taken from.
EDITION = "2025e"

#: The same concepts in the codes that SNOMED CT had in DICOM before 2019 (PS3.16 8.1): by designator SRT, SNM3 or 99SDM.
_BEFORE_SCT = {
    "PA-30029": "440252007",
    "DF-0070B": "398164008",
    "DF-0068E": "398325003",
    "R-42B89": "371524004",
    "DD-60002": "116224001",
    "F-00033": "271921002",
    "G-C0E3": "363698007",
    "F-02455": "160476009",
    "G-D321": "398201009",
    "G-D320": "397898000",
}
_RETIRED_SCHEMES = frozenset({"SRT", "SNM3", "99SDM"})

#: Calibration Responsible Party: the table lets its text be cleaned, but a name has no words that may stay.
_PARTIES = frozenset({"113724"})

#: What a code of these schemes looks like.
_FORMATS = {
    # Modalities and the like are words.
    "DCM": re.compile(
        r"\d{6}|[A-Z]{1,4}|ARCHIVE|CAPTURE|CTPROTOCOL|FILMD|IVOCT|M3D|MEDIM|Margin|NEARLINE|OFFLINE|ONLINE|OPTBSV|OPTENF|PRINT"
        r"|RTDOSE|RTIMAGE|RTPLAN|RTRECORD|RTSTRUCT|STAIN|TEXTUREMAP|UNAVAILABLE"
    ),
    "SCT": re.compile(r"\d{6,18}"),
    "LN": re.compile(r"(?:LP|LA|MTHU|C)?\d{1,7}(?:-\d)?"),
    "SRT": re.compile(r"[A-Z][A-Z0-9]?-[0-9A-Z]{3,9}"),
    "RADLEX": re.compile(r"RP?ID\d{1,6}"),
    "UMLS": re.compile(r"C\d{7}"),
    "NCIt": re.compile(r"C\d{2,7}"),
    "FMA": re.compile(r"\d{1,7}"),
    "MDC": re.compile(r"(?:\d{1,2}: ?)?\d{1,10}"),
}
_FORMATS["SNM3"] = _FORMATS["99SDM"] = _FORMATS["SRT"]
_ANY_CODE = re.compile(r"[!-~]{1,32}")
#: What a term does not have: a name with its separators, an address of mail, a number with as many digits as an ID, a date.
_NO_TERM = re.compile(
    r"[^\W\d]{2}\^[^\W\d]{2}|@|(?<![.\d])\d{6,}|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}"
)


@cache
def _concepts() -> dict[tuple[str, str, str], Rule]:
    found = {}
    for line in rows("ps3_15_sr_e3_4.tsv"):
        # Table E.1-1 has the same columns under these names.
        options = tuple((option, code) for option in Option if (code := line.get(option.column, "")) in ("K", "C"))
        if line["code_value"] in _PARTIES:
            options = ()
        scheme = line["scheme"].split(" ")[0]
        found[scheme.casefold(), line["code_value"], line["value_type"]] = Rule(
            line["basic"], f"PS3.15 Table E.3.4-1: {line['meaning']}, {line['value_type']} {line['basic']}", options
        )
    return found


def concept(codes: Iterable[tuple[str, str]], value_type: str) -> Rule | None:
    """The row for a content item, None where the table has none.

    Parameters
    ----------
    codes
        The (CodingSchemeDesignator, code value) of its concept name, equivalent codes included.
    value_type
        As in ValueType (0040,A040).
    """
    for scheme, value in codes:
        if scheme in _RETIRED_SCHEMES and value in _BEFORE_SCT:
            scheme, value = "SCT", _BEFORE_SCT[value]
        found = _concepts().get((scheme.casefold(), value, value_type))
        if found is not None:
            return found
    return None


def is_code(scheme: str, value: str) -> bool:
    """True where a code is of a published scheme and looks like one of its codes."""
    return is_published(scheme) and _FORMATS.get(scheme, _ANY_CODE).fullmatch(value) is not None


def is_term(meaning: str) -> bool:
    """False for a CodeMeaning that holds what no published term does."""
    return _NO_TERM.search(meaning) is None
