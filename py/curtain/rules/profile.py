"""A profile: the Basic Profile with the options that somebody chose. Policy as data, in a TOML file or by name."""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from curtain.rules.options import Option, OptionError, combined, parse_options

_VERSION = 1
#: Ten years, so that a shifted date says little about the true one and stays a plausible one.
_SHIFT_DAYS = 3650
_LONGEST_SHIFT = 36_500
_LARGEST_FILE = 1 << 20
_KEYS = frozenset({"version", "name", "options", "shift_days", "birth_year", "long_text", "keep_words", "salt"})
_SALT = re.compile(r"([0-9a-f]{32})?")


class ProfileError(ValueError):
    """A profile that cannot be used; the text is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is to be done, apart from any key.

    Attributes
    ----------
    shift_days
        With modified dates: the dates of a patient move by 1 to so many days, backwards or forwards.
    birth_year
        PatientBirthDate becomes 1 January of its year, instead of empty.
    long_text
        Where descriptions are cleaned, long texts (ST, LT, UT) are too; otherwise they go.
    keep_words
        Words that may stay in descriptions although no list has them; never those of the patient.
    salt
        32 hex digits for a key from a passphrase (`curtain.keys`), so that it can be made again; no part of the digest.
    """

    name: str = "basic"
    options: frozenset[Option] = frozenset()
    shift_days: int = _SHIFT_DAYS
    birth_year: bool = False
    long_text: bool = False
    keep_words: frozenset[str] = frozenset()
    salt: str = ""

    def __post_init__(self) -> None:
        combined(self.options)
        if not 1 <= self.shift_days <= _LONGEST_SHIFT:
            raise ProfileError(f"Dates can be shifted by at most 1 to {_LONGEST_SHIFT} days.")
        if not _SALT.fullmatch(self.salt):
            raise ProfileError("The salt of a profile is 32 hexadecimal digits.")

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON and TOML."""
        return {
            "version": _VERSION,
            "name": self.name,
            "options": sorted(self.options),
            "shift_days": self.shift_days,
            "birth_year": self.birth_year,
            "long_text": self.long_text,
            "keep_words": sorted(self.keep_words),
            "salt": self.salt,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The reverse of `as_dict`; missing keys have their defaults. Raises ProfileError or OptionError."""
        unknown = data.keys() - _KEYS
        if unknown:
            raise ProfileError(
                f"The profile has a setting that is not known. The settings are: {', '.join(sorted(_KEYS))}."
            )
        if data.get("version", _VERSION) != _VERSION:
            raise ProfileError(f"The profile is of another version; this program reads version {_VERSION}.")
        kinds = {
            "name": str,
            "options": list,
            "shift_days": int,
            "birth_year": bool,
            "long_text": bool,
            "keep_words": list,
            "salt": str,
        }
        for key, kind in kinds.items():
            if key in data and type(data[key]) is not kind:
                raise ProfileError(f"In the profile, {key} is of the wrong kind.")
        chosen = {key: data[key] for key in ("name", "shift_days", "birth_year", "long_text", "salt") if key in data}
        words = frozenset(map(str, data.get("keep_words", ())))
        return cls(options=parse_options(map(str, data.get("options", ()))), keep_words=words, **chosen)

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of what the profile does: two with the same digest do the same."""
        rules = {key: value for key, value in self.as_dict().items() if key not in ("name", "salt")}
        canonical = json.dumps(rules, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


BASIC = Profile()


def load(name_or_path: str) -> Profile:
    """A profile that ships with Curtain, by its name, or one in a TOML file. Raises ProfileError or OptionError."""
    shipped = names()
    if name_or_path in shipped:
        return _read((files("curtain.rules") / "profiles" / f"{name_or_path}.toml").read_bytes())
    path = Path(name_or_path)
    try:
        if path.is_file() and path.stat().st_size <= _LARGEST_FILE:
            return _read(path.read_bytes())
    except OSError:
        pass
    raise ProfileError(
        f"There is no profile of this name, and no profile file. The profiles are: {', '.join(shipped)}."
    )


@cache
def names() -> tuple[str, ...]:
    """The names of the profiles that ship with Curtain."""
    folder = files("curtain.rules") / "profiles"
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")))


def _read(data: bytes) -> Profile:
    try:
        return Profile.from_dict(tomllib.loads(data.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ProfileError("The profile is not valid TOML.") from None


__all__ = ["BASIC", "Option", "OptionError", "Profile", "ProfileError", "load", "names"]
