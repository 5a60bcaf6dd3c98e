"""Words that say nothing of a person where a device or a code speaks: a patient may be called Head, White or Philips."""

import re
from functools import cache
from importlib.resources import files

from pydicom.datadict import DicomDictionary
from pydicom.uid import UID_dictionary

from curtain.descriptors.words import words

_WORD = re.compile(r"[a-z]+")

#: Coding schemes that the standard names (PS3.16 8): their meanings are not written by hand.
_SCHEMES = frozenset(
    {
        "99SDM", "ACR", "ASTM-sigpurpose", "BARI", "BI", "C4", "C5", "CD8", "CPT4", "DC", "DCM", "DCMUID", "FMA", "HCPCS", "I10", "I10P", "I11",
        "I9", "I9C", "IBSI", "ICD-9", "ICD-9-CM", "ICD-10", "ICD-10-CM", "ICD-11", "ICDO3", "IEEE11073", "IETF4646", "ISO639_1", "ISO639_2", "ISO3166_1",
        "ISO3166_2", "ISO5218_1", "ISO_OID", "ITIS_TSN", "JC10", "JJ1017", "LN", "MA", "MAYOASRG", "MDC", "MDNS", "MGI", "MPATH", "MSH",
        "NCDR", "NCIt", "NCIT", "NDC", "NEU", "NICIP", "NYUMCCG", "POS", "PUBCHEM_CID", "RADELEMENT", "RADLEX", "RFC3066", "RFC4646", "RFC5646", "RO", "SCPECG",
        "SCT", "SNM", "SNM3", "SRT", "UBERON", "UCUM", "UMLS", "UNS", "UPC", "X12.3",
    }
)  # fmt: skip


@cache
def vocabulary() -> frozenset[str]:
    """Words in lower case: those of the standard's attributes and UIDs, and a list."""
    found: set[str] = set()
    for name in (*(entry[2] for entry in DicomDictionary.values()), *(entry[0] for entry in UID_dictionary.values())):
        found.update(_WORD.findall(name.lower()))
    for line in (files("curtain.verify") / "tables" / "words.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            found.update(line.split())
    return frozenset(found)


@cache
def with_descriptions(whose: str) -> frozenset[str]:
    """The same, and what the cleaning of descriptions leaves although the patient, or one of the staff, is called so."""
    lists = words()
    return vocabulary() | (lists.marks["core"] if whose == "patient" else lists.allowed)


def is_standard_scheme(designator: str) -> bool:
    """True for a CodingSchemeDesignator of the standard; 99..., L and all others are somebody's own."""
    return designator in _SCHEMES
