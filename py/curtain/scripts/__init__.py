"""Scripts that sites own already: read into a profile, with a report on every line.

What has no equal here is said, line by line, and the attribute is removed: an import keeps nothing that the script did not ask for.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace

from curtain.rules.options import OptionError
from curtain.rules.profile import Profile, ProfileError, parse
from curtain.scripts import ctp, properties, recipe
from curtain.scripts.check import unreadable_pixel_script, unusable
from curtain.scripts.markup import nodes
from curtain.scripts.pixel_filter import is_recipe
from curtain.scripts.pixel_script import is_pixel_script, read_pixel_script
from curtain.scripts.report import Imported, Kind, Line, Outcome, ScriptError

#: Bytes and lines of one file.
LARGEST = 8 << 20
_MOST_LINES = 100_000
_MOST_RULES = 20_000
_OLD_SCRIPT = re.compile(r"^[ \t]*#?[ \t]*(set\.\[|param\.|keep\.(group|safe)|remove\.[a-z])", re.MULTILINE)
_ENTRY = re.compile(r"[^\s/\"'\[\]]+/")
_RSNA = re.compile(r"@(uid|ptid|acc)(\(|$)")


def read(texts: Mapping[str, bytes], ctp_hashes: bool = False) -> Imported:
    """Import a script with its lookup tables, or a profile as it is.

    Parameters
    ----------
    texts
        The files by their names: one script, recipe or profile, and any number of lookup tables.
    ctp_hashes
        Hashes are CTP's own instead of keyed ones.

    Raises
    ------
    ScriptError
        Where a file is none of these, or they do not go together.
    """
    table: dict[str, str] = {}
    table_lines: list[Line] = []
    others: list[tuple[str, bytes, str]] = []
    for name, data in texts.items():
        text = _text(data)
        found = _table(text)
        if found is not None:
            again = found.keys() & table.keys()
            table |= found
            why = f"{len(found)} lines." + (f" {len(again)} of them stand in another table as well." * bool(again))
            table_lines.append(Line(0, "", Outcome.OTHER if again else Outcome.SAME, why, name))
        else:
            others.append((name, data, text))
    if len(others) > 1:
        raise ScriptError("There are several scripts: one is imported at a time, with its lookup tables.")
    lines = tuple(sorted(table.items()))
    if not others:
        if not table_lines:
            raise ScriptError("There is no script.")
        made = ctp.imported([], lines, ctp_hashes, kind=Kind.TABLE)
        return Imported(made.profile, tuple(table_lines), Kind.TABLE)
    made = _script(*others[0], lines, ctp_hashes)
    if table and made.kind in (Kind.RECIPE, Kind.PIXELS):
        raise ScriptError("A recipe and a script for pixels read no lookup table.")
    if table and made.kind is Kind.PROFILE:
        merged = tuple(sorted((dict(made.profile.lookup) | table).items()))
        made = replace(made, profile=replace(made.profile, lookup=merged))
    return replace(made, lines=(*made.lines, *table_lines))


def _script(name: str, data: bytes, text: str, table: tuple[tuple[str, str], ...], ctp_hashes: bool) -> Imported:
    if text.lstrip().startswith("<"):
        rules = ctp.from_markup(nodes(data), text)
        kind = Kind.RSNA if any(rule.kind == "e" and _RSNA.match(rule.script) for rule in rules) else Kind.CTP
        return _bounded(rules, table, ctp_hashes, name, kind)
    if is_recipe(text):
        if len(text.splitlines()) > _MOST_RULES:
            raise ScriptError("The recipe has too many lines.")
        return recipe.imported(text, name)
    profile = _profile(text)
    if profile is not None:
        return profile
    if _OLD_SCRIPT.search(text):
        return _bounded(ctp.from_properties(text), table, ctp_hashes, name, Kind.CTP)
    if is_pixel_script(text):
        made = read_pixel_script(text, name)
        profile = Profile(name=f"imported {Kind.PIXELS}", pixel_scripts=(text,))
        return Imported(profile, made.lines, Kind.PIXELS, goes_beside=True)
    raise ScriptError("The file is no profile, no script of CTP or RSNA, no lookup table and no deid recipe.")


def _bounded(
    rules: list[ctp.Rule], table: tuple[tuple[str, str], ...], ctp_hashes: bool, name: str, kind: Kind
) -> Imported:
    if len(rules) > _MOST_RULES:
        raise ScriptError("The script has too many lines.")
    return ctp.imported(rules, table, ctp_hashes, name, kind)


def _profile(text: str) -> Imported | None:
    """A profile of Curtain's own, None for what is no TOML."""
    try:
        if not tomllib.loads(text):
            return None
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    try:
        profile = parse(text.encode())
        if wrong := unreadable_pixel_script(profile):
            raise ScriptError(wrong)
        lines = (Line(0, path, Outcome.NO_EQUAL, f"{why} The attribute is removed.") for path, why in unusable(profile))
        return Imported(profile, tuple(lines), Kind.PROFILE)
    except (ProfileError, OptionError) as error:
        raise ScriptError(str(error)) from None


def _table(text: str) -> dict[str, str] | None:
    """The lines of a lookup table: a kind, a stroke and a value, and what becomes of it. None for what is no table."""
    if text.lstrip().startswith(("<", "%", "[")) or _OLD_SCRIPT.search(text) or is_recipe(text):
        return None
    found = {}
    for entry in properties.entries(text):
        if not _ENTRY.match(entry.key):
            return None
        found[entry.key.strip()] = entry.value.strip()
    return found or None


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise ScriptError("The file is too long for a script.")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        raise ScriptError("The file has too many lines for a script.")
    return text.replace("\0", "\ufffd")


__all__ = ["LARGEST", "Imported", "Kind", "Line", "Outcome", "ScriptError", "read"]
