"""A profile: the Basic Profile with what somebody chose beyond it. Policy as data, in a TOML file or by name."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, Self

from curtain.rules.only import SERIES_INSTANCE_UID, Only, Scope, check_can_be_scoped, is_uid, laid_over
from curtain.rules.options import Option, OptionError, combined, parse_options
from curtain.rules.overrides import Override, OverrideError, Overrides, Strategy
from curtain.rules.treatments import is_class

_VERSION = 1
#: Ten years, so that a shifted date says little about the true one and stays a plausible one.
_SHIFT_DAYS = 3650
_LONGEST_SHIFT = 36_500
#: A lookup table of a hundred thousand patients fits in.
_LARGEST_FILE = 16 << 20
#: What a file may hold, and of which kind each is.
_KINDS: dict[str, type] = {
    "version": int,
    "name": str,
    "options": list,
    "shift_days": int,
    "birth_year": bool,
    "long_text": bool,
    "keep_words": list,
    "keep_texts": list,
    "attributes": dict,
    "classes": dict,
    "lookup": dict,
    "ctp_hashes": bool,
    "uid_root": str,
    "pixel_scripts": list,
    "only": list,
    "salt": str,
}
_WORDS = re.compile(r"/?[A-Za-z0-9.:,() ]{1,80}")
_SALT = re.compile(r"([0-9a-f]{32})?")
#: A UID has 64 characters: some of them are the hash.
_UID_ROOT = re.compile(r"(?=.{0,50}\Z)(?:[0-2](?:\.(?:0|[1-9]\d*))+)?")
_MOST_SCRIPTS, _LONGEST_SCRIPTS = 20, 2 << 20
_MOST_ONLY = 10_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: The one thing that can be said of a kind of object: the tables say how each is cleaned, and no profile says less.
_HOLD_BACK = "hold back"


_QUOTES = (
    "Words stand between quotes, and so does what stands before = where it has other than letters and digits in it."
)


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
    keep_texts
        SHA-256, in hex, of each cleaned long text that somebody read and accepted: it stays although `long_text` is off.
    attributes
        What is done to single attributes, by path (`curtain.rules.overrides`).
    classes
        Storage classes that are held back: UIDs, names of pydicom's, or kinds of `tables/treatments.tsv`.
    lookup
        The lines of a lookup table that scripts of `attributes` read, as key and value. Identifies.
    ctp_hashes
        Hash functions of scripts give CTP's own results, which anybody can try out; otherwise the case key is in them.
    uid_root
        With `ctp_hashes`: new UIDs are this root and CTP's hash of the old one, instead of keyed ones.
    pixel_scripts
        CTP's scripts for pixels and filters of deid: where images may hold text, which is proposed to whoever reviews them. Nothing is
        done by them alone.
    only
        What is done to attributes of single series and objects, by their new UIDs (`curtain.rules.only`).
    salt
        32 hex digits for a key from a passphrase (`curtain.keys`), so that it can be made again; no part of the digest.
    """

    name: str = "basic"
    options: frozenset[Option] = frozenset()
    shift_days: int = _SHIFT_DAYS
    birth_year: bool = False
    long_text: bool = False
    keep_words: frozenset[str] = frozenset()
    keep_texts: frozenset[str] = frozenset()
    attributes: tuple[Override, ...] = ()
    classes: frozenset[str] = frozenset()
    lookup: tuple[tuple[str, str], ...] = ()
    ctp_hashes: bool = False
    uid_root: str = ""
    pixel_scripts: tuple[str, ...] = ()
    only: tuple[Only, ...] = ()
    salt: str = ""

    def __post_init__(self) -> None:
        combined(self.options)
        if not 1 <= self.shift_days <= _LONGEST_SHIFT:
            raise ProfileError(f"Dates can be shifted by at most 1 to {_LONGEST_SHIFT} days.")
        if not all(map(_SHA256.fullmatch, self.keep_texts)):
            raise ProfileError("A text that stays is named by 64 hexadecimal digits, its SHA-256.")
        if not _UID_ROOT.fullmatch(self.uid_root) or (self.uid_root and not self.ctp_hashes):
            raise ProfileError("A root for UIDs is one, as 1.2.3, and goes with CTP's hashes alone.")
        if len(self.pixel_scripts) > _MOST_SCRIPTS or sum(map(len, self.pixel_scripts)) > _LONGEST_SCRIPTS:
            raise ProfileError("The profile has too many scripts for pixels, or too long ones.")
        if self.only and (wrong := self.no_only()):
            raise ProfileError(wrong)
        if not _SALT.fullmatch(self.salt):
            raise ProfileError("The salt of a profile is 32 hexadecimal digits.")

    def __hash__(self) -> int:
        # Of what is short: thousands of overrides and lines of a table would be gone through for each file.
        counts = (len(self.attributes), len(self.lookup), len(self.only))
        return hash((self.name, self.options, self.shift_days, *counts, self.ctp_hashes))

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
            "keep_texts": sorted(self.keep_texts),
            "attributes": {each.path: each.as_value() for each in self.attributes},
            "classes": dict.fromkeys(sorted(self.classes), _HOLD_BACK),
            "lookup": dict(self.lookup),
            "ctp_hashes": self.ctp_hashes,
            **({"uid_root": self.uid_root} if self.uid_root else {}),
            **({"pixel_scripts": list(self.pixel_scripts)} if self.pixel_scripts else {}),
            **({"only": [each.as_dict() for each in self.only]} if self.only else {}),
            "salt": self.salt,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The reverse of `as_dict`; missing keys have their defaults. Raises ProfileError or OptionError."""
        if not data.keys() <= _KINDS.keys():
            raise ProfileError(
                f"The profile has a setting that is not known. The settings are: {', '.join(sorted(_KINDS))}."
            )
        if data.get("version", _VERSION) != _VERSION:
            raise ProfileError(f"The profile is of another version; this program reads version {_VERSION}.")
        for key, kind in _KINDS.items():
            if key in data and type(data[key]) is not kind:
                raise ProfileError(f"In the profile, {key} is of the wrong kind.")
        plain = ("name", "shift_days", "birth_year", "long_text", "ctp_hashes", "uid_root", "salt")
        return cls(
            options=parse_options(map(str, data.get("options", ()))),
            keep_words=frozenset(map(str, data.get("keep_words", ()))),
            keep_texts=frozenset(map(str, data.get("keep_texts", ()))),
            attributes=_overrides(data.get("attributes", {})),
            classes=_classes(data.get("classes", {})),
            pixel_scripts=tuple(map(str, data.get("pixel_scripts", ()))),
            only=_only(data.get("only", [])),
            lookup=tuple(sorted((str(key), str(value)) for key, value in data.get("lookup", {}).items())),
            **{key: data[key] for key in plain if key in data},
        )

    def as_toml(self) -> str:
        """As a file that `parse` reads; what is as it always is does not stand in it."""
        data, usual = self.as_dict(), Profile().as_dict()
        chosen = {key: value for key, value in data.items() if key in ("version", "name") or value != usual.get(key)}
        tables = {key: value for key, value in chosen.items() if isinstance(value, dict)}
        lines = [f"{key} = {_toml(value)}" for key, value in chosen.items() if key not in (*tables, "only")]
        for key, table in tables.items():
            lines += ["", f"[{key}]", *_toml_lines(table)]
        for each in self.only:
            rules = each.as_dict().pop("attributes")
            lines += ["", "[[only]]", f"{each.scope} = {_toml(each.uid)}", "[only.attributes]", *_toml_lines(rules)]
        return "\n".join(lines) + "\n"

    @property
    def shifts_dates(self) -> bool:
        """True where dates move by each patient's own number of days, all of them or those of single attributes."""
        return Option.MODIFIED_DATES in self.options or any(
            each.strategy is Strategy.SHIFT for each in self.all_rules()
        )

    def all_rules(self) -> Iterator[Override]:
        """Those for all files, and those for single series and objects."""
        return chain(self.attributes, *(each.attributes for each in self.only))

    def no_only(self) -> str | None:
        """A plain sentence where this profile can have no rules for single series or objects, else None."""
        if Option.UIDS in self.options:
            return "Rules for one series or one object go by new UIDs, and with retain-uids there are none."
        override = self.overrides().find(SERIES_INSTANCE_UID, "UI", ())
        if override is not None and override.strategy is not Strategy.NEW_UID:
            return "Rules for one series go by its new UID, so SeriesInstanceUID can have no rule beside them."
        return None

    def of_object(self, series: str, instance: str, origins: Iterable[tuple[str, str]] = ()) -> Self:
        """The profile as it holds for one object.

        Parameters
        ----------
        series, instance
            Its new SeriesInstanceUID and SOPInstanceUID. What is said of the object goes before what is said of its series,
            and that before what holds for all.
        origins
            The same of the images that it is a copy of, the first one first: what is said of them holds for it too, before what
            holds for all; and what is said of itself or its series goes before that.
        """
        if not self.only:
            return self
        concerned: list[Only] = []
        for uids in (*origins, (series, instance)):
            for scope, uid in zip((Scope.SERIES, Scope.OBJECT), uids, strict=True):
                concerned += (each for each in self.only if each.scope is scope and each.uid == uid)
        return _of_object(self, tuple(concerned))

    def overrides(self) -> Overrides:
        """`attributes`, found by path."""
        return _found_by_path(self.attributes)

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
        return parse((files("curtain.rules") / "profiles" / f"{name_or_path}.toml").read_bytes())
    path = Path(name_or_path)
    try:
        if path.is_file() and path.stat().st_size <= _LARGEST_FILE:
            return parse(path.read_bytes())
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


def parse(data: bytes) -> Profile:
    """A profile from the bytes of a TOML file. Raises ProfileError or OptionError."""
    try:
        # Editors of Windows put a mark in front of UTF-8.
        return Profile.from_dict(tomllib.loads(data.decode("utf-8-sig")))
    except tomllib.TOMLDecodeError as error:
        # Where, and nothing of what stands there.
        place = re.search(r"\(at (line \d+, column \d+|end of document)\)\Z", str(error))
        raise ProfileError(f"The profile is not valid TOML{f', at {place[1]}' if place else ''}. {_QUOTES}") from None
    except (UnicodeDecodeError, RecursionError):
        raise ProfileError("The profile is not valid TOML.") from None


def _overrides(table: dict[str, Any], entry: int = 0) -> tuple[Override, ...]:
    """What a table says; that of `only` which has the number `entry`, or that for all files."""
    found: dict[str, Override] = {}
    for number, (path, value) in enumerate(table.items(), 1):
        place = f"line {number} of attributes{f' in entry {entry} of only' if entry else ''}{_called(path)}"
        try:
            override = Override.parse(path, value)
            if entry:
                check_can_be_scoped(override)
        except OverrideError as error:
            raise ProfileError(f"In the profile, {place}: {error}") from None
        if override.path in found:
            raise ProfileError(f"In the profile, {place} says something of an attribute once more.")
        found[override.path] = override
    return tuple(sorted(found.values(), key=lambda each: each.path))


def _only(entries: list[Any]) -> tuple[Only, ...]:
    if len(entries) > _MOST_ONLY:
        raise ProfileError("The profile has rules for too many series and objects.")
    found: dict[tuple[Scope, str], Only] = {}
    for number, entry in enumerate(entries, 1):
        scopes = [scope for scope in Scope if isinstance(entry, dict) and entry.keys() == {scope, "attributes"}]
        if not scopes or type(entry["attributes"]) is not dict or not entry["attributes"]:
            raise ProfileError(
                f"In the profile, entry {number} of only has a series or an object, and attributes, and nothing else."
            )
        (scope,) = scopes
        uid = entry[scope]
        if not is_uid(uid):
            raise ProfileError(f"In the profile, entry {number} of only names its {scope} by no UID.")
        if (scope, uid) in found:
            raise ProfileError(f"In the profile, entry {number} of only is for the same {scope} as one before it.")
        found[scope, uid] = Only(scope, uid, _overrides(entry["attributes"], number))
    return tuple(found[key] for key in sorted(found))


#: One object for all files that the same entries concern, the weakest first: what is made of its rules is made once.
@lru_cache(maxsize=64)
def _of_object(profile: Profile, concerned: tuple[Only, ...]) -> Profile:
    rules = profile.attributes
    for each in concerned:
        rules = laid_over(rules, each.attributes)
    return replace(profile, attributes=rules, only=())


def _called(path: str) -> str:
    """The path in brackets, where it is no more than words of the standard and numbers could be."""
    return f" ({path})" if _WORDS.fullmatch(path) else ""


def _classes(table: dict[str, Any]) -> frozenset[str]:
    if any(value != _HOLD_BACK for value in table.values()):
        raise ProfileError(f'In the profile, classes can only be told to "{_HOLD_BACK}".')
    if not all(map(is_class, table)):
        raise ProfileError("In the profile, classes names a kind of object that is not known.")
    return frozenset(table)


#: By the tuple itself: a script can have thousands of overrides, which would be hashed for each element of each file.
_found: dict[int, tuple[tuple[Override, ...], Overrides]] = {}
_MOST_FOUND = 8


def _found_by_path(attributes: tuple[Override, ...]) -> Overrides:
    known = _found.get(id(attributes))
    if known is None:
        if len(_found) >= _MOST_FOUND:
            _found.clear()
        # The tuple is held as well, so that no other can have its id.
        known = _found[id(attributes)] = attributes, Overrides(attributes)
    return known[1]


def _toml_lines(table: dict[str, Any]) -> list[str]:
    return [f"{_toml(name)} = {_toml(value)}" for name, value in table.items()]


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(name)} = {_toml(each)}" for name, each in value.items()) + " }"
    # A string, number or list is written alike in both, but for one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


__all__ = ["BASIC", "Option", "OptionError", "Profile", "ProfileError", "load", "names", "parse"]
