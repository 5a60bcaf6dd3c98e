"""Say what a profile does to an attribute, and why.

TAG is a tag, keyword or name: `0010,0040`, PatientSex, "patient's sex"; a path through sequences, as a profile has it
(`RequestAttributesSequence.ScheduledProcedureStepID`); or a private attribute with its creator, `(7053,"Philips PET Private
Group",00)`. Where no attribute is called so, those that it may mean are named. No file is read.
"""

import argparse
import json
from textwrap import wrap

from curtain.command import given
from curtain.command.say import CLEAN, WRONG, Wrong, line, plain, problem
from curtain.rules.ask import AskError, Explained, NoSuchAttribute, explain_attribute, found
from curtain.rules.overrides import Override
from curtain.rules.profile import Profile

_WIDTH = 100
_SUGGESTED = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tag", metavar="TAG", help="the attribute")
    parser.add_argument(
        "--sop-class",
        default="",
        metavar="UID",
        help="only in objects of this storage class; its name of pydicom's will do, CTImageStorage",
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    given.add_profile(parser)


def run(chosen: argparse.Namespace) -> int:
    profile = given.profile(chosen)
    try:
        explained = explain_attribute(chosen.tag, profile, chosen.sop_class)
    except NoSuchAttribute as wrong:
        return _suggest(chosen.tag, profile, str(wrong))
    except AskError as wrong:
        raise Wrong(str(wrong)) from None
    if chosen.json:
        line(json.dumps({"profile": profile.name} | explained.as_dict(), indent=1))
    else:
        for text in _told(explained, profile):
            line(text)
    return CLEAN


def _suggest(query: str, profile: Profile, why: str) -> int:
    """Name what a query may mean. Raises Wrong where it means nothing."""
    attributes = found(query, profile, _SUGGESTED)
    if not attributes:
        raise Wrong(why)
    problem(f"No attribute is called {plain(query)}. These may be meant:")
    width = max(len(each.path) for each in attributes)
    for each in attributes:
        line(f"{each.tag} {each.path:{width}}  {each.does}")
    return WRONG


def _told(explained: Explained, profile: Profile) -> list[str]:
    """What is said to a person, line by line."""
    attribute, row = explained.attribute, explained.row
    words = [attribute.tag, attribute.keyword, attribute.name, f"({attribute.vr})"]
    lines = [" ".join(filter(None, words))]
    if attribute.path != attribute.keyword:
        lines.append(f"Path: {attribute.path}")
    ruled = f"{row.source}. {row.words[0].upper()}{row.words[1:]}." if row.code else "None names it."
    lines += _part("The rule", [ruled, *_asked(explained)])
    lines += _part(f"With the profile {plain(profile.name)}", _outcomes(explained))
    if attribute.override is not None:
        lines += _part("The profile says of it", [_rule(attribute.override)])
    lines += _part(
        "And in single series or objects",
        [f"{each.scope} {each.uid}: {_rule(rule)}" for each, rule in explained.only],
    )
    lines += _part(
        "Options that would change it",
        [f"{'without' if each.chosen else 'with'} {each.option}: {each.does}" for each in explained.options],
    )
    lines += _part("A profile may say of it", [f"{each.name}: {each.words}" for each in attribute.strategies])
    lines += _part("To be known", list(explained.notes))
    return lines


def _rule(override: Override) -> str:
    said = f"{override.strategy}: {override.text}" if override.text else str(override.strategy)
    return f"{plain(override.path)}: {plain(said)}"


def _asked(explained: Explained) -> list[str]:
    words = {"K": "Kept", "C": "Cleaned"}
    return [f"{words.get(code, code)} ({code}) with {option}." for option, code in explained.row.options]


def _outcomes(explained: Explained) -> list[str]:
    """What is done, by type where that makes a difference."""
    kinds = explained.types
    if len({(kind.action, kind.why) for kind in kinds}) == 1:
        return [f"{kinds[0].action}. {kinds[0].why}."]
    return [
        f"{kind.action}, where it is of type {kind.type}. {kind.why}. In {_classes(kind.classes, kind.examples)}."
        for kind in kinds
    ]


def _classes(count: int, examples: tuple[str, ...]) -> str:
    many = f"{count} storage class{'' if count == 1 else 'es'}"
    return f"{many}, such as {', '.join(examples)}" if examples else many


def _part(title: str, texts: list[str]) -> list[str]:
    """A heading with its lines, indented; nothing where there are none."""
    if not texts:
        return []
    indents = {"initial_indent": "  ", "subsequent_indent": "    ", "break_on_hyphens": False}
    wrapped = [each for text in texts for each in wrap(text, _WIDTH, **indents)]
    return [f"{title}:", *wrapped]
