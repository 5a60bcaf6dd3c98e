"""Secrets to plant: unique, of the right shape, and too improbable to be found by chance.

A secret is made from the name of its hiding place, so that it is the same in every run. Nothing here knows the engine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALNUM = _LETTERS + "0123456789"


@dataclass(frozen=True)
class Secret:
    """What stands in a hiding place, and what to look for: texts in any case and encoding, bytes as they are."""

    place: str
    texts: tuple[str, ...] = ()
    raw: tuple[bytes, ...] = ()
    #: Of the attribute that holds it, where it is a valid value there.
    tag: int = 0
    vr: str = ""


class Chance:
    """Numbers that follow from a place's name."""

    def __init__(self, place: str) -> None:
        self._number = int.from_bytes(hashlib.sha512(place.encode()).digest(), "big")

    def below(self, limit: int) -> int:
        self._number, found = divmod(self._number, limit)
        return found

    def word(self, length: int, alphabet: str = _ALNUM) -> str:
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(length))


def text(place: str, length: int = 14) -> tuple[str, tuple[str, ...]]:
    """Capitals and digits, valid in every text VR, AE and CS included."""
    word = Chance(place).word(length)
    return word, (word,)


def person(place: str) -> tuple[str, tuple[str, ...]]:
    chance = Chance(place)
    family, given = chance.word(9, _LETTERS), chance.word(8, _LETTERS)
    return f"{family}^{given}", (family, given)


def date(place: str) -> tuple[str, tuple[str, ...]]:
    """A date of a time to come: no stamp, dummy or shift makes one by chance."""
    chance = Chance(place)
    year, month, day = 2600 + chance.below(7200), 1 + chance.below(12), 1 + chance.below(28)
    spellings = (f"{year}{month:02}{day:02}", f"{year}-{month:02}-{day:02}", f"{year}.{month:02}.{day:02}")
    others = (f"{day:02}.{month:02}.{year}", f"{month:02}/{day:02}/{year}", f"{day:02}{month:02}{year}")
    return spellings[0], (*spellings, *others)


def time(place: str) -> tuple[str, tuple[str, ...]]:
    chance = Chance(place)
    whole = f"{chance.below(24):02}{chance.below(60):02}{chance.below(60):02}.{chance.below(1_000_000):06}"
    return whole, (whole,)


def datetime(place: str) -> tuple[str, tuple[str, ...]]:
    day, days = date(place)
    moment, _ = time(place + " o'clock")
    return f"{day}{moment}+0130", (*days, moment)


def uid(place: str) -> tuple[str, tuple[str, ...]]:
    """A UID with a date and a long number in it."""
    chance = Chance(place)
    day, _ = date(place)
    number = str(10**17 + chance.below(9 * 10**17))
    return f"1.2.826.0.1.3680043.8.{day}.{number}", (number, f".{day}.")


def decimal(place: str) -> tuple[str, tuple[str, ...]]:
    number = f"{1000 + Chance(place).below(9000)}.{Chance(place + '.').below(10**9):09}"
    return number, (number,)


def whole(place: str) -> tuple[str, tuple[str, ...]]:
    number = str(10**9 + Chance(place).below(10**9))
    return number, (number,)


def address(place: str) -> tuple[str, tuple[str, ...]]:
    word = Chance(place).word(14)
    return f"https://{word.lower()}.example/{word}", (word,)


def age(place: str) -> tuple[str, tuple[str, ...]]:
    return f"{100 + Chance(place).below(899)}W", ()


_MAKERS = {
    "AS": age, "DA": date, "DS": decimal, "DT": datetime, "IS": whole, "PN": person, "TM": time, "UI": uid, "UR": address,
}  # fmt: skip


def value(vr: str, place: str) -> tuple[bytes, tuple[str, ...]]:
    """A value of a VR, valid and of even length, and the texts to look for in what comes out."""
    made, texts = _MAKERS.get(vr, text)(place)
    data = made.encode("ascii")
    return data + (b"\0" if vr == "UI" else b" ") * (len(data) % 2), texts
