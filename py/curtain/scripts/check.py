"""Expressions before they are used: parameters put in, and what in them could not be carried out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from curtain.rules.overrides import Strategy
from curtain.rules.profile import Profile
from curtain.scripts.elements import reference
from curtain.scripts.functions import whole
from curtain.scripts.grammar import (
    FUNCTIONS,
    Call,
    ExpressionError,
    Script,
    Text,
    calls,
    parse,
    quoted,
    render,
    unquoted,
)
from curtain.scripts.patterns import pattern, replacement_fits
from curtain.scripts.pixel_filter import is_recipe, read_pixel_filter
from curtain.scripts.pixel_script import read_pixel_script
from curtain.scripts.report import ScriptError

_NUMBERS = {"truncate": 1, "pathelement": 1, "round": 1}


def bound(script: Script, parameters: Mapping[str, str]) -> Script:
    """A script with the values of its parameters in it. Raises ExpressionError where there is no such parameter."""
    return _joined(_bound(part, parameters) for part in script)


def problem(script: Script) -> str:
    """Why a script cannot be carried out here, "" where it can. Its parameters are put in."""
    try:
        parse(render(script))
        for call in calls(script):
            _check(call)
    except ExpressionError as error:
        return str(error)
    return ""


def unusable(profile: Profile) -> Iterator[tuple[str, str]]:
    """The paths of a profile whose scripts cannot be carried out here, and why: such attributes are removed."""
    for override in profile.all_rules():
        if override.strategy is Strategy.SCRIPT:
            try:
                why = problem(parse(override.text))
            except ExpressionError as error:
                why = str(error)
            if why:
                yield override.path, why


def unreadable_pixel_script(profile: Profile) -> str:
    """Why one of the scripts for pixels cannot be read, "" where all can."""
    for number, text in enumerate(profile.pixel_scripts, 1):
        try:
            (read_pixel_filter if is_recipe(text) else read_pixel_script)(text)
        except ScriptError as error:
            return f"In the profile, script {number} for pixels cannot be used. {error}"
    return ""


def _bound(part: Text | Call, parameters: Mapping[str, str]) -> Text | Call:
    if isinstance(part, Text):
        return part
    if part.name == "param":
        return Text(_value(part.arguments[0], parameters))
    arguments = tuple(
        quoted(_value(argument, parameters)) if place in FUNCTIONS[part.name].parameters else argument
        for place, argument in enumerate(part.arguments)
    )
    # The second of three arguments is an element, the second of two the number of days.
    if part.name == "incrementdate" and len(part.arguments) == 3:
        arguments = (arguments[0], part.arguments[1], arguments[2])
    return replace(part, arguments=arguments, branches=tuple(bound(branch, parameters) for branch in part.branches))


def _value(argument: str, parameters: Mapping[str, str]) -> str:
    argument = unquoted(argument)
    if argument[:1] not in ("@", "$"):
        return argument
    try:
        return parameters[argument[1:]]
    except KeyError:
        raise ExpressionError("The script has no parameter of the name that is used here.") from None


def _joined(parts) -> Script:
    """Texts that stand side by side are one."""
    joined: list[Text | Call] = []
    for part in parts:
        if isinstance(part, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + part.text)
        elif part != Text(""):
            joined.append(part)
    return tuple(joined)


def _check(call: Call) -> None:
    """Raises ExpressionError where a call cannot be carried out."""
    function = FUNCTIONS[call.name]
    if function.missing:
        raise ExpressionError(f"@{call.name} {function.missing}.")
    for place in function.elements:
        if place < len(call.arguments):
            names = call.arguments[place].split("|") if call.name == "lookup" else [call.arguments[place]]
            if any(reference(name) is None for name in names):
                raise ExpressionError(f"@{call.name} names an element that is not known.")
    if call.name == "incrementdate":
        if len(call.arguments) == 3 and reference(call.arguments[1]) is None:
            raise ExpressionError("@incrementdate names an element that is not known.")
        if len(call.arguments) == 2 and whole(unquoted(call.arguments[1])) is None:
            raise ExpressionError("@incrementdate has no number of days.")
    if call.name in _NUMBERS and whole(unquoted(call.arguments[_NUMBERS[call.name]])) is None:
        raise ExpressionError(f"@{call.name} has no number.")
    if call.name == "hashuid" and len(call.arguments) == 3:
        raise ExpressionError("@hashuid reads the script of another element.")
    _check_patterns(call)


def _check_patterns(call: Call) -> None:
    arguments = [unquoted(argument) for argument in call.arguments]
    if call.name == "contents" and len(arguments) > 1:
        found = pattern(arguments[1])
        if len(arguments) > 2 and not replacement_fits(arguments[2], found):
            raise ExpressionError("The replacement names a group that the pattern does not have.")
    elif call.name == "if" and arguments[1] == "matches" and len(arguments) > 2:
        pattern(arguments[2].strip())
    elif call.name == "lookup" and len(arguments) > 2:
        if arguments[2] not in ("keep", "remove", "empty", "skip", "default", "ignore", "UC"):
            raise ExpressionError("@lookup has no such action.")
        if arguments[2] == "ignore" and len(arguments) > 3:
            pattern(arguments[3])
    elif call.name == "blank" and not re.fullmatch(r"\D*\d{0,9}\D*", arguments[0]):
        raise ExpressionError("@blank has no number.")
