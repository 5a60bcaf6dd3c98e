"""Make a profile of a script that a site owns: of CTP, of RSNA's anonymizer, or a deid recipe.

Prints what became of each line that does not mean the same here; what has no equal is removed, never kept. Several files are
one script with its lookup tables. A profile with a lookup table names patients: keep it as you keep the table.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from curtain.command import given
from curtain.command.say import CLEAN, HELD, Wrong, line, plain

# All commands load this module, and only this one needs these: they are loaded when it runs.
if TYPE_CHECKING:
    from curtain.scripts import Imported, Line

WORD = "import"
#: By the values of `curtain.scripts.Outcome`.
_WORDS = {
    "same": "means the same here",
    "stricter": "is stricter here",
    "other": "gives another result",
    "no equal": "has no equal here",
    "off": "is turned off",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a script, and its lookup tables")
    parser.add_argument("--output", required=True, metavar="FILE", help="the profile; it must not be there yet")
    parser.add_argument("--all", action="store_true", help="print the lines that mean the same here as well")
    parser.add_argument(
        "--ctp-hashes",
        action="store_true",
        help="hashes as CTP makes them, instead of keyed ones: anybody can find names and dates by trying them out",
    )


def run(chosen: argparse.Namespace) -> int:
    from curtain.scripts import Outcome, ScriptError, read

    output = Path(chosen.output)
    given.refuse_existing([output])
    try:
        made = read({name: given.script(name) for name in chosen.files}, chosen.ctp_hashes)
    except ScriptError as error:
        raise Wrong(str(error)) from None
    try:
        given.save_new(output, made.profile.as_toml().encode(), private=bool(made.profile.lookup))
    except OSError:
        raise Wrong("the profile cannot be written") from None
    _tell(made, output, chosen.all)
    return HELD if made.count(Outcome.NO_EQUAL) else CLEAN


def _tell(made: "Imported", output: Path, everything: bool) -> None:
    from curtain.scripts import Outcome

    line(f"{made.kind}: {plain(output)} holds the profile.")
    for outcome in Outcome:
        count = made.count(outcome)
        if count:
            line(f"{count:,} line{'' if count == 1 else 's'}: {_WORDS[outcome]}")
    several = len({each.file for each in made.lines}) > 1
    for each in made.lines:
        if everything or each.outcome not in (Outcome.SAME, Outcome.OFF):
            line(_told(each, several))


def _told(each: "Line", several: bool) -> str:
    file = f"{plain(each.file)}, " if several else ""
    where = f"{file}line {each.number}" if each.number else f"{file}the whole"
    return ": ".join(part for part in (where, f"{each.outcome}", plain(each.text), plain(each.why)) if part)
