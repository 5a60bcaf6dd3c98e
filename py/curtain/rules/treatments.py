"""What each storage class gets: a stated treatment, in `tables/treatments.tsv`. A class without one is held back.

A line of the table names IODs (of `tables/sop_iod.tsv`, with `*` for any letters) and, where that is not enough, what an
object must hold: attributes, alone or with one of their values, `|` between several. The first line that fits counts.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from pydicom.uid import UID_dictionary

from curtain.files.dataset import DataSet
from curtain.outcome import Quarantine
from curtain.rules.iod import iod_of, sop_classes, types
from curtain.rules.table import rows

_CONDITION = re.compile(r"\(([0-9A-F]{4}),([0-9A-F]{4})\)(?:=(.+))?")


@dataclass(frozen=True, slots=True)
class Treatment:
    """One line of the table.

    Attributes
    ----------
    what
        The objects, in words.
    words
        What is done to them, in words.
    code, sentence
        Why they are held back; "" where they are cleaned.
    """

    kind: str
    what: str
    words: str
    code: str
    sentence: str
    iods: tuple[str, ...]
    #: Tag, and the value that one of its values is, "" for any.
    where: tuple[tuple[int, str], ...]

    @property
    def is_held_back(self) -> bool:
        return bool(self.code)

    def is_for(self, iod: str) -> bool:
        """True for an IOD that the line names."""
        return any(fnmatchcase(iod, pattern) for pattern in self.iods)

    def fits(self, dataset: DataSet) -> bool:
        """True for an object that holds what the line asks for."""
        return not self.where or any(
            tag in dataset.elements and (not value or value in dataset.texts(tag)) for tag, value in self.where
        )


@cache
def treatments() -> tuple[Treatment, ...]:
    """All lines, in their order."""
    return tuple(
        Treatment(
            kind=line["kind"],
            what=line["what"],
            words=line["treatment"],
            code=line["code"] if line["outcome"] == "quarantine" else "",
            sentence=line["sentence"],
            iods=tuple(line["iods"].split()),
            where=tuple(map(_condition, filter(None, line["where"].split("|")))),
        )
        for line in rows("treatments.tsv")
    )


def _condition(text: str) -> tuple[int, str]:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise ValueError("treatments.tsv: a condition is a tag, or a tag and a value")
    return int(match[1] + match[2], 16), match[3] or ""


@cache
def is_class(name: str) -> bool:
    """True for what a profile can name: a kind of the table, a storage class by pydicom's keyword, or a UID."""
    return name in {each.kind for each in treatments()} or iod_of(uid_of(name)) != ""


def is_named(sop_class_uid: str, kind: str, names: Collection[str]) -> bool:
    """True where one of `names` (`is_class`) stands for an object."""
    return kind in names or any(uid_of(name) == sop_class_uid for name in names)


@cache
def uid_of(name: str) -> str:
    """The UID of a class by pydicom's keyword; a UID is its own, "" where there is no such class."""
    return name if name[:1].isdigit() else next((uid for uid, entry in UID_dictionary.items() if entry[4] == name), "")


@cache
def of_class(sop_class_uid: str) -> tuple[Treatment, ...]:
    """The lines for a class, those with a condition included; () for a class that no line names."""
    iod = iod_of(sop_class_uid)
    return tuple(each for each in treatments() if each.is_for(iod)) if iod else ()


def treatment(sop_class_uid: str) -> Treatment | None:
    """What an ordinary object of a class gets; None where nothing is stated."""
    return next((each for each in of_class(sop_class_uid) if not each.where), None)


def admit(sop_class_uid: str, dataset: DataSet, held_back: Collection[str] = ()) -> Treatment:
    """The treatment of an object; `held_back` are the classes that a profile holds back.

    Raises Quarantine where its class is private or missing, has no treatment, or is held back.
    """
    types(sop_class_uid)
    found = next((each for each in of_class(sop_class_uid) if each.fits(dataset)), None)
    if found is None:
        raise Quarantine(
            "no-treatment",
            "Nobody has stated yet how this kind of object is to be cleaned, so it is held back. Leave it out.",
        )
    if found.is_held_back:
        raise Quarantine(found.code, found.sentence)
    if held_back and is_named(sop_class_uid, found.kind, held_back):
        raise Quarantine("held-by-profile", "The profile holds back all objects of this kind.")
    return found


def stated() -> list[tuple[Treatment, list[str]]]:
    """Each line with the SOP classes that it is for; one with a condition has none of its own."""
    by_line: dict[Treatment, list[str]] = {each: [] for each in treatments()}
    for uid in sop_classes():
        found = treatment(uid)
        if found is not None:
            by_line[found].append(uid)
    return list(by_line.items())
