"""Texts as MIDI-B's scorer compares them: lower case, word by word, without stop words and punctuation."""

import re

_WORD = re.compile(r"[^\W_]+(?:[-.'’/:@_][^\W_]+)*")
_ENGLISH = (
    "a about after again all am an and any are as at be because been before being below between both but by can did do does doing "
    "down during each few for from further had has have having he her here hers him his how i if in into is it its just me more "
    "most my no nor not now of off on once only or other our out over own same she should so some such than that the their them "
    "then there these they this those through to too under until up very was we were what when where which while who whom why will "
    "with you your"
)
#: Between the words of names and addresses in other languages; `de` stands in every degraded image.
_PARTICLES = "de del des der di da do dos du la le van von"
_STOP_WORDS = frozenset(f"{_ENGLISH} {_PARTICLES}".split())


def words(text: str) -> list[str]:
    """The words that a check looks for. Single letters and digits are left out: they stand in every text."""
    return [word for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in _STOP_WORDS]


def share_of(value: str, text: str) -> float:
    """How much of `text` stands in `value`: 1 where all of it does, otherwise the share of its words that do.

    Two numbers are compared as numbers. A word counts wherever its letters stand, also inside another word.
    """
    value, text = value.lower(), text.lower()
    if _is_number(value) and _is_number(text):
        return float(float(value) == float(text))
    if text in value:
        return 1.0
    looked_for = words(text)
    return sum(word in value for word in looked_for) / len(looked_for) if looked_for else 0.0


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit()
