"""Descriptions cleaned word by word (PS3.15 E.3.5): what belongs to the patient goes, what belongs to radiology stays."""

from collections.abc import Callable
from functools import lru_cache

from curtain.descriptors.clean import Cleaned, Descriptors
from curtain.rules.profile import Profile
from curtain.verify.secrets import KINDS, Secrets

__all__ = ["Cleaned", "Descriptors", "cleaner", "describer"]


def describer(secrets: Secrets, profile: Profile) -> Callable[..., str]:
    """A function that cleans the descriptions of one patient, each with the tag of its attribute; its words are looked up once for all
    files."""
    clean = cleaner(secrets, profile)
    return lambda text, tag=0: clean(text, tag).text


def cleaner(secrets: Secrets, profile: Profile) -> Callable[..., Cleaned]:
    """As `describer`, but the function tells what goes, too."""
    strings = tuple(frozenset(getattr(secrets, kind)) for kind in KINDS)
    return lambda text, tag=0: _descriptors(strings, profile.keep_words).clean(text, tag)


@lru_cache(maxsize=64)
def _descriptors(strings: tuple[frozenset[str], ...], keep_words: frozenset[str]) -> Descriptors:
    return Descriptors(Secrets(**{kind: set(values) for kind, values in zip(KINDS, strings, strict=True)}), keep_words)
