"""Texts made of texts: what each strategy makes of a value (`curtain.rules.overrides`), dates and ages included."""

import re
from dataclasses import dataclass

from curtain.rules.decide import Action
from curtain.transforms.dates import age_band, capped_age, randomised, shifted, year_only
from curtain.transforms.keyed import Keyed

_ONE_VALUE = frozenset({"LT", "ST", "UT", "UR"})
_DATES = frozenset({"DA", "DT", "TM"})
#: 20,000 people and fewer live where a ZIP code begins so (45 CFR 164.514(b)(2)(i)(B); the list of HHS's guidance).
_SMALL_AREAS = frozenset(
    {
        "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884", "890", "893",
    }
)  # fmt: skip
_ZIP = re.compile(r"(?<![\w-])([0-9]{3})[0-9]{2}(?:-[0-9]{4})?(?![\w-])")
_AREA = re.compile(r"[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Whose:
    """Of whom and in which object a value stands.

    Attributes
    ----------
    days
        The patient's shift of dates.
    longest
        The longest shift that there can be.
    instance
        The object's old UID.
    """

    keyed: Keyed
    pseudonym: str
    days: int
    longest: int
    instance: str


def changed(action: Action, argument: str, vr: str, text: str, whose: Whose, place: str) -> str | None:
    """The new text of an attribute, all its values; None where it is none that the action is meant for.

    Parameters
    ----------
    argument
        The years of an age band.
    place
        Where in the object it stands: what is randomised differs from place to place.
    """
    if action is Action.SHIFT:
        return shifted(vr, text, whose.days) if vr in _DATES else None
    values = [text.strip(" \0")] if vr in _ONE_VALUE else [value.strip(" \0") for value in text.split("\\")]
    made = [_one(action, argument, vr, value, whose, place) if value else value for value in values]
    return None if None in made else "\\".join(map(str, made))


def _one(action: Action, argument: str, vr: str, value: str, whose: Whose, place: str) -> str | None:
    match action:
        case Action.YEAR_ONLY:
            return year_only(vr, value)
        case Action.CAP_AGE:
            return capped_age(value)
        case Action.AGE_BAND:
            return age_band(value, int(argument))
        case Action.ZIP_AREA:
            return zip_area(value)
        case Action.PSEUDONYM:
            return whose.pseudonym
        case Action.HASH:
            return whose.keyed.token("hash", value)
        case Action.RANDOMISE:
            here = f"{whose.instance}\0{place}\0{value}"
            if vr in _DATES:
                return randomised(vr, value, whose.keyed.days(here, whose.longest))
            return whose.keyed.token("random", here)
    return None


def zip_area(text: str) -> str | None:
    """The first three digits of the last ZIP code in a text, 000 where too few people live there; None without any."""
    found = [text] if _AREA.fullmatch(text) else _ZIP.findall(text)
    return None if not found else "000" if found[-1] in _SMALL_AREAS else found[-1]
