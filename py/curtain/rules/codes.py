"""Coding schemes whose meanings are published: PS3.16 Table 8-1. In any other the meaning is what a site typed."""

#: Designators. Vendors' own begin with 99, a site's with L or anything; neither is listed.
_PUBLISHED = frozenset(
    {
        "99SDM", "ACR", "ASTM-sigpurpose", "BARI", "BI", "BIRADS", "C4", "C5", "CD2", "CTCAE", "DC", "DCM", "DCMUID", "FMA", "HCPT",
        "HGNC", "HL7", "HPC", "I10", "I10C", "I10P", "I9", "I9C", "IBSI", "ICD10", "ICDO3", "ICPC", "ISO3166_1", "ISO639_1",
        "ISO639_2", "ITIS_TSN", "LN", "MA", "MAYOASRG", "MDC", "MDNS", "MSH", "NCDR", "NCIt", "NDC", "NEU", "NICIP", "NIST_INChI",
        "NYUMCCG", "PATHLEX", "POS", "PUBCHEM_CID", "RADELEMENT", "RADLEX", "RFC3066", "RFC5646", "RO", "RXNORM", "SCT",
        "SNM", "SNM2", "SNM3", "SRT", "UBERON", "UCUM", "UMLS", "UNS", "UPC", "UNICODE",
    }
)  # fmt: skip


def is_published(designator: str) -> bool:
    """True where a CodeMeaning under this CodingSchemeDesignator is a term that anybody can look up."""
    return designator in _PUBLISHED
