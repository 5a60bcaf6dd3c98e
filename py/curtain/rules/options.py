"""The options of PS3.15 E.3 that can be combined with the Basic Profile."""

from collections.abc import Iterable
from enum import StrEnum


class Option(StrEnum):
    """An option, by the name that users write."""

    CLEAN_GRAPHICS = "clean-graphics"
    CLEAN_STRUCTURED_CONTENT = "clean-structured-content"
    CLEAN_DESCRIPTORS = "clean-descriptors"
    FULL_DATES = "retain-full-dates"
    MODIFIED_DATES = "retain-modified-dates"
    PATIENT_CHARACTERISTICS = "retain-patient-characteristics"
    DEVICE = "retain-device-identity"
    UIDS = "retain-uids"
    SAFE_PRIVATE = "retain-safe-private"
    INSTITUTION = "retain-institution-identity"

    @property
    def code(self) -> str:
        """De-identification Method code, CID 7050."""
        return _CODES[self]

    @property
    def column(self) -> str:
        """Column of Table E.1-1."""
        return _COLUMNS[self]


_CODES = {
    Option.CLEAN_GRAPHICS: "113103",
    Option.CLEAN_STRUCTURED_CONTENT: "113104",
    Option.CLEAN_DESCRIPTORS: "113105",
    Option.FULL_DATES: "113106",
    Option.MODIFIED_DATES: "113107",
    Option.PATIENT_CHARACTERISTICS: "113108",
    Option.DEVICE: "113109",
    Option.UIDS: "113110",
    Option.SAFE_PRIVATE: "113111",
    Option.INSTITUTION: "113112",
}
_COLUMNS = {
    Option.CLEAN_GRAPHICS: "clean_graph",
    Option.CLEAN_STRUCTURED_CONTENT: "clean_struct_cont",
    Option.CLEAN_DESCRIPTORS: "clean_desc",
    Option.FULL_DATES: "rtn_long_full",
    Option.MODIFIED_DATES: "rtn_long_modif",
    Option.PATIENT_CHARACTERISTICS: "rtn_pat_chars",
    Option.DEVICE: "rtn_dev_id",
    Option.UIDS: "rtn_uids",
    Option.SAFE_PRIVATE: "rtn_safe_priv",
    Option.INSTITUTION: "rtn_inst_id",
}


class OptionError(ValueError):
    """Options that cannot be had, or not together; the text is a plain sentence."""


def parse_options(names: Iterable[str]) -> frozenset[Option]:
    """The options of these names. Raises OptionError."""
    chosen = set()
    for name in names:
        try:
            chosen.add(Option(name))
        except ValueError:
            raise OptionError(f"There is no option of this name. The options are: {', '.join(Option)}.") from None
    return combined(chosen)


def combined(chosen: Iterable[Option]) -> frozenset[Option]:
    """The same options where they go together. Raises OptionError."""
    options = frozenset(chosen)
    if {Option.FULL_DATES, Option.MODIFIED_DATES} <= options:
        raise OptionError("Dates are either kept (retain-full-dates) or shifted (retain-modified-dates), not both.")
    return options
