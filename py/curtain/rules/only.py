"""Rules for one series or one object, beside those of a profile that hold for all files.

They are named by new UIDs, which the case key gives and no rule changes: an old one would identify.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from curtain.rules.overrides import Override, OverrideError, Step, parsed

_UID = re.compile(r"(?=.{1,64}\Z)[0-9]+(?:\.[0-9]+)*")
STUDY_INSTANCE_UID, SERIES_INSTANCE_UID = 0x0020000D, 0x0020000E
#: By these a rule finds its objects, and objects each other.
_NAMING = frozenset({0x00080018, STUDY_INSTANCE_UID, SERIES_INSTANCE_UID})


class Scope(StrEnum):
    """Whom a rule is for, the wider first. The values are the keys of a profile's file."""

    SERIES = "series"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Only:
    """What a profile says of one series or one object; `uid` is its new SeriesInstanceUID or SOPInstanceUID."""

    scope: Scope
    uid: str
    attributes: tuple[Override, ...]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON and TOML."""
        return {str(self.scope): self.uid, "attributes": {each.path: each.as_value() for each in self.attributes}}


def uids_by_scope(objects: Iterable[tuple[str, str]]) -> dict[Scope, set[str]]:
    """Of objects, each given by its new SeriesInstanceUID and SOPInstanceUID: what a rule can name."""
    uids: dict[Scope, set[str]] = {scope: set() for scope in Scope}
    for series, instance in objects:
        uids[Scope.SERIES].add(series)
        uids[Scope.OBJECT].add(instance)
    return uids


def is_uid(text: object) -> bool:
    """True for what can stand for a series or an object."""
    return isinstance(text, str) and _UID.fullmatch(text) is not None


def check_can_be_scoped(override: Override) -> None:
    """Raises OverrideError where something can be said of all files only."""
    _, steps, vr = parsed(override.path)
    if vr:
        raise OverrideError("A rule for all attributes of a kind holds for the whole case only.")
    if steps[-1][0] in _NAMING:
        raise OverrideError("The UIDs of an object, its series and its study have no rule for one series or object.")


def laid_over(rules: tuple[Override, ...], stronger: Iterable[Override]) -> tuple[Override, ...]:
    """Both, where `stronger` go before `rules`: what they cover is left out, and of two others the longer path wins anyway."""
    by_step: dict[Step, list[tuple[bool, tuple[Step, ...]]]] = defaultdict(list)
    for each in stronger:
        root, steps, _ = parsed(each.path)
        by_step[steps[-1]].append((root, steps))

    def is_covered(rule: Override) -> bool:
        root, steps, vr = parsed(rule.path)
        if vr:
            return False
        return any(
            (root and steps == its) if at_root else steps[-len(its) :] == its
            for at_root, its in by_step.get(steps[-1], ())
        )

    left = [each for each in rules if not is_covered(each)]
    return tuple(sorted([*left, *stronger], key=lambda each: each.path))
