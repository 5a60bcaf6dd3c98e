"""An option keeps what it says and nothing else: every planted secret that comes out stands where Table E.1-1 says K."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from pydicom.datadict import tag_for_keyword

from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.rules.options import Option, OptionError, combined
from curtain.rules.profile import Profile, load
from curtain.write import write
from making import as_bytes, order
from planted.independent_search import IndependentSearch
from planted.objects import SPECIAL, empty
from planted.places import TOGETHER, Planted, general, table
from planted.tokens import Secret

#: Beside the table's rows: what an option says of a whole kind of values.
_KEPT_VRS = {Option.FULL_DATES: {"DA", "TM", "DT"}, Option.UIDS: {"UI"}}
#: The number of a content item, which stays with clean structured content.
_NUMERIC_VALUE = 0x0040A30A
#: Kept with dates, but what is planted there is no offset.
_TIMEZONE_OFFSET = 0x00080201


def built() -> list[Option]:
    """The options that the engine can carry out."""
    found = []
    for option in Option:
        try:
            combined([option])
        except OptionError:
            continue
        found.append(option)
    return found


_SEQUENCES = {int(row["tag"], 16) for row in table() if row["vr"] == "SQ"}


@cache
def files() -> list[Planted]:
    planted = [each for make in SPECIAL for each in make() if not each.held]
    for what in TOGETHER:
        for name in ("CT", "SEG", "NM"):
            dataset = empty(name)
            planting = general(name, dataset, what)
            planted.append(Planted(planting.name, as_bytes(dataset), planting.secrets))
    return planted


def days_only(secret: Secret) -> Secret:
    """Dates are moved and times of day are not: of those only the days may not come out."""
    if secret.vr == "TM":
        return replace(secret, texts=())
    return replace(secret, texts=secret.texts[:-1]) if secret.vr == "DT" else secret


def tags(option: Option, code: str) -> set[int]:
    """The attributes for which the table has this code in an option's column."""
    rows = (row for row in table() if row[option.column] == code and row["tag"] != "private" and "x" not in row["tag"])
    return {int(row["tag"], 16) for row in rows}


def may_stay(secret: Secret, option: Option) -> bool:
    if 0 < secret.tag < 0x00080000:
        # Commands, file meta information and directory records have no place in a data set, whatever is kept (PS3.15 E.1.1).
        return False
    if secret.tag in tags(option, "K") - {_TIMEZONE_OFFSET} or secret.vr in _KEPT_VRS.get(option, ()):
        return True
    if option is Option.CLEAN_STRUCTURED_CONTENT and secret.tag == _NUMERIC_VALUE:
        return True
    # A sequence is cleaned inside, where a label without a rule stays.
    return secret.vr == "SH" and secret.tag in tags(option, "C") & _SEQUENCES


@pytest.mark.parametrize("option", built())
def test_an_option_keeps_what_the_table_says_and_nothing_else(option):
    profile = Profile(options=frozenset({option}))
    unexpected = []
    for planted in files():
        secrets = list(map(days_only, planted.secrets)) if option is Option.MODIFIED_DATES else planted.secrets
        try:
            candidate = write(BytesSource(planted.data), order(profile=profile))
        except Quarantine:
            continue
        made = PieceSource(candidate.pieces, candidate.source)
        found = set(IndependentSearch(secrets).in_bytes(made.read(0, made.size)))
        unexpected += [secret.place for secret in secrets if secret.place in found and not may_stay(secret, option)]
    assert unexpected == []


#: What each profile says may stay, whoever it is of.
_SAID_TO_STAY = {
    "strict": {"Manufacturer", "RescaleType"},
    "hipaa": {"PatientAge", "PatientSex", "PatientSize", "PatientWeight"},
}


@pytest.mark.parametrize("name", sorted(_SAID_TO_STAY))
def test_a_profile_with_rules_of_its_own_keeps_what_it_says_and_nothing_else(name):
    profile, unexpected = load(name), []
    for planted in files():
        try:
            candidate = write(BytesSource(planted.data), order(profile=profile))
        except Quarantine:
            continue
        made = PieceSource(candidate.pieces, candidate.source)
        found = set(IndependentSearch(planted.secrets).in_bytes(made.read(0, made.size)))
        kept = {tag_for_keyword(keyword) for keyword in _SAID_TO_STAY[name]}
        unexpected += [
            secret.place
            for secret in planted.secrets
            if secret.place in found
            and secret.tag not in kept
            and not any(may_stay(secret, option) for option in profile.options)
        ]
    assert unexpected == []
