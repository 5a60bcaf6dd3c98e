"""What a profile says of single attributes, apart from the tables: a strategy for a path.

A path is a keyword (`PatientSex`), a tag (`(0010,0040)`), a private attribute (`(0009,"CREATOR",02)`), or several with
full stops between them (`RequestAttributesSequence.ScheduledProcedureStepID`). It holds wherever an attribute's own path
ends so; with a stroke in front (`/PatientSex`) at the root only. `vr:DA` stands for all attributes of a value
representation. What is longer is stronger.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

from pydicom.datadict import keyword_for_tag, tag_for_keyword

from curtain.files.dataset import dictionary_vr, multiplicity
from curtain.rules.private import plain
from curtain.rules.table import rows


class OverrideError(ValueError):
    """A path or strategy that cannot be used; the text is a plain sentence."""


class Strategy(StrEnum):
    """What can be done to an attribute. The values are the words that a user reads and writes."""

    KEEP = "keep"
    REMOVE = "remove"
    EMPTY = "empty"
    REPLACE = "replace"
    ADD = "add"
    RANDOMISE = "randomise"
    PSEUDONYM = "pseudonym"
    HASH = "hash"
    NEW_UID = "new UID"
    SHIFT = "shift"
    YEAR_ONLY = "year only"
    AGE_BAND = "age band"
    CAP_AGE = "cap age"
    ZIP_AREA = "ZIP area"
    CLEAN = "clean"
    SCRIPT = "script"

    @property
    def takes_text(self) -> bool:
        """True for one that says more than its name."""
        return self in _ARGUMENTS


#: Those that say more than their name, and what they say by themselves.
_ARGUMENTS = {Strategy.REPLACE: "", Strategy.ADD: "", Strategy.SCRIPT: "", Strategy.AGE_BAND: "10"}
_ALWAYS_PSEUDONYM = frozenset({0x00100010, 0x00100020})
#: What an object is read by, what says how it was de-identified, and its pixels: all of these have rules of their own.
_FIXED = frozenset(
    {0x00080005, 0x00080016, 0x00080018, 0x00120062, 0x00120063, 0x00120064, 0x00280301, 0x00280303}
)  # fmt: skip
#: Of the image pixel module (PS3.3 C.7.6.3), and the number of frames: numbers and terms of the standard, without which
#: nobody could read the pixels.
OF_PIXELS = frozenset(
    {
        0x00280002, 0x00280003, 0x00280004, 0x00280006, 0x00280008, 0x00280010, 0x00280011, 0x00280100, 0x00280101, 0x00280102,
        0x00280103,
    }
)  # fmt: skip
_FIXED_GROUPS = frozenset({0x0000, 0x0002, 0x0004, 0x7FE0, 0xFFFA, 0xFFFC})
#: Of a whole value representation: the parts of codes are of the same kinds as free text, and say what things are.
_NEVER_BY_VR = frozenset({0x00080100, 0x00080102, 0x00080103, 0x00080104, 0x00080115, 0x00080119, 0x00080120})
#: Dates and times of birth: no rule for a kind keeps them, as no option of the standard that keeps dates does.
_NEVER_KEPT_BY_VR = frozenset({0x00100030, 0x00100032, 0x00100033})
_NO_KINDS = frozenset({"UI", "SQ", "AT", "*"})
_TAG = re.compile(r"\(?([0-9A-Fa-f]{4}),? ?([0-9A-Fa-f]{4})\)?")
_PRIVATE = re.compile(r'\(?([0-9A-Fa-f]{3}[13579BDFbdf]), ?"([^"]{1,64})", ?([0-9A-Fa-f]{2})\)?')
_VR = re.compile(r"vr:([A-Z]{2})")
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z0-9]{1,80}")
#: A full stop in the name of a creator is none between two attributes.
_STEP = re.compile(r'\((?:[^")]|"[^"]*")*\)|[^.]+')
_DEEPEST, _LONGEST_TEXT = 16, 10_240
#: A text that is put in must be what its VR wants (PS3.5 6.2).
_VALUES = {
    "AE": r"[!-\[\]-~][ -\[\]-~]{0,15}", "AS": r"\d{3}[DWMY]", "CS": r"[A-Z0-9_ ]{1,16}", "DA": r"\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    "DS": r"[-+]?\d{1,10}(\.\d{1,8})?", "DT": r"\d{4,14}(\.\d{1,6})?([-+]\d{4})?", "IS": r"[-+]?\d{1,10}",
    "LO": r"[^\\\x00-\x1f]{1,64}", "PN": r"[^\\\x00-\x1f]{1,64}", "SH": r"[^\\\x00-\x1f]{1,16}",
    "TM": r"(?:[01]\d|2[0-3])([0-5]\d([0-5]\d(\.\d{1,6})?)?)?", "UC": r"[^\\\x00-\x1f]{1,1024}", "UR": r"[!-\[\]-~]{1,1024}",
}  # fmt: skip
_ANY_TEXT = r"[^\x00-\x08\x0b\x0e-\x1f]{1,1024}"

#: One attribute of a path: its tag, for a private one without its block, and its creator in plain form.
Step = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Override:
    """One line of a profile. `parse` makes one of what a user writes.

    Attributes
    ----------
    path
        In its one spelling: keywords where there are any.
    text
        What replaces the value, the years of an age band, the expression of a script; "" otherwise.
    """

    path: str
    strategy: Strategy
    text: str = ""

    @classmethod
    def parse(cls, path: str, value: object) -> Self:
        """An override of what stands in a file: a strategy's name, or a table of it and its text. Raises OverrideError."""
        name, text = value, None
        if isinstance(value, Mapping) and len(value) == 1:
            ((name, text),) = value.items()
            # 10 as well as "10".
            text = str(text) if name == Strategy.AGE_BAND and type(text) is int else text
            if tag_for_keyword(path) is not None and tag_for_keyword(str(name)) is not None:
                # Without quotes TOML makes tables of it.
                raise OverrideError(f'A path with full stops stands between quotes: "{path}.{name}".')
        try:
            strategy = Strategy(name)  # type: ignore[arg-type]
        except ValueError:
            raise OverrideError(f"There is no such strategy. The strategies are: {', '.join(Strategy)}.") from None
        if text is not None and (not strategy.takes_text or not isinstance(text, str)):
            raise OverrideError(f"The strategy {strategy} takes no such text.")
        text = text if text is not None else _ARGUMENTS.get(strategy, "")
        root, steps, vr = parsed(path)
        _permitted(steps, vr, strategy, text)
        return cls(spelled(root, steps, vr), strategy, text)

    def as_value(self) -> str | dict[str, str]:
        """The reverse of `parse`, without the path."""
        return {str(self.strategy): self.text} if self.strategy.takes_text else str(self.strategy)

    @property
    def tag(self) -> int:
        """The tag of the attribute itself, of a private one without its block; 0 for a whole VR."""
        _, steps, _ = parsed(self.path)
        return steps[-1][0] if steps else 0


def allowed(tag: int, vr: str) -> tuple[Strategy, ...]:
    """The strategies that an attribute of this VR can have; none where a rule of its own holds always."""
    if tag in _FIXED or tag in OF_PIXELS or tag >> 16 in _FIXED_GROUPS or tag >> 24 in (0x50, 0x60):
        return ()
    if tag in _ALWAYS_PSEUDONYM:
        return (Strategy.PSEUDONYM,)
    if tag >> 16 & 1:
        return (Strategy.KEEP, Strategy.REMOVE, Strategy.EMPTY)
    return tuple(strategy for strategy in Strategy if _goes_with(strategy, vr))


def words_of(strategy: Strategy) -> str:
    """What a strategy does, in a plain sentence."""
    return _strategies()[strategy][1]


class Overrides:
    """The overrides of one profile, found by path."""

    def __init__(self, overrides: tuple[Override, ...]) -> None:
        self._by_step: dict[Step, list[tuple[bool, tuple[Step, ...], Override]]] = {}
        self._by_vr: dict[str, Override] = {}
        self.added: list[tuple[int, Override]] = []
        self.has_private = False
        for each in overrides:
            root, steps, vr = parsed(each.path)
            if vr:
                self._by_vr[vr] = each
                continue
            self._by_step.setdefault(steps[-1], []).append((root, steps[:-1], each))
            self.has_private |= any(creator for _, creator in steps)
            if each.strategy is Strategy.ADD and len(steps) == 1:
                self.added.append((steps[0][0], each))
        for found in self._by_step.values():
            found.sort(key=lambda each: (each[0], len(each[1])), reverse=True)

    def __bool__(self) -> bool:
        return bool(self._by_step or self._by_vr)

    def find(self, tag: int, vr: str, parents: tuple[int, ...], creator: str = "") -> Override | None:
        """The strongest override of an attribute.

        Parameters
        ----------
        parents
            The sequences that it stands in, outermost first; () at the root.
        creator
            That of a private attribute, in plain form.
        """
        step = (tag & 0xFFFF00FF, creator) if creator else (tag, "")
        for root, above, override in self._by_step.get(step, ()):
            if root and len(parents) != len(above):
                continue
            if len(above) <= len(parents) and all(
                (parent if not wanted[1] else parent & 0xFFFF00FF) == wanted[0]
                for parent, wanted in zip(parents[len(parents) - len(above) :], above, strict=True)
            ):
                return override
        found = self._by_vr.get(vr) if self._by_vr else None
        if found is None or tag >> 16 & 1 or tag in _NEVER_BY_VR or found.strategy not in allowed(tag, vr):
            return None
        if found.strategy is Strategy.KEEP and tag in _NEVER_KEPT_BY_VR:
            return None
        return found


@cache
def _strategies() -> dict[Strategy, tuple[frozenset[str], str]]:
    return {
        Strategy(line["strategy"]): (frozenset(line["vrs"].split()), line["words"]) for line in rows("strategies.tsv")
    }


def _goes_with(strategy: Strategy, vr: str) -> bool:
    vrs = _strategies()[strategy][0]
    return vr in vrs or "*" in vrs


def _permitted(steps: tuple[Step, ...], vr: str, strategy: Strategy, text: str) -> None:
    """Raises OverrideError where an attribute cannot be treated so."""
    tag = steps[-1][0] if steps else 0
    vr = vr or dictionary_vr(tag)
    if strategy not in (allowed(tag, vr) if tag else [each for each in Strategy if _goes_with(each, vr)]):
        if tag in _ALWAYS_PSEUDONYM:
            raise OverrideError("PatientName and PatientID are always the pseudonym of the patient.")
        if tag in _FIXED or tag in OF_PIXELS or tag >> 16 in _FIXED_GROUPS:
            raise OverrideError("This attribute has a rule that no profile changes.")
        if strategy is Strategy.KEEP and vr == "UI":
            raise OverrideError("Single UIDs cannot be kept: objects would no longer fit together. See retain-uids.")
        raise OverrideError(f"The strategy {strategy} does not go with values of the kind {vr}.")
    if strategy is Strategy.AGE_BAND and not (text.isascii() and text.isdigit() and 2 <= int(text[:3]) <= 50):
        raise OverrideError("An age band is 2 to 50 years.")
    if strategy in (Strategy.REPLACE, Strategy.ADD):
        _fitting(tag, vr, text)
    if strategy is Strategy.SCRIPT and not 0 < len(text) <= _LONGEST_TEXT:
        raise OverrideError("A script is an expression.")
    if strategy is Strategy.ADD and len(steps) != 1:
        raise OverrideError("Attributes can be added at the root only.")


def _fitting(tag: int, vr: str, text: str) -> None:
    """Raises OverrideError where a text is not as many values of a kind as an attribute has (PS3.6)."""
    if vr not in _VALUES:
        if not re.fullmatch(_ANY_TEXT, text):
            raise OverrideError(f"The text is no value of the kind {vr}.")
        return
    values = text.split("\\")
    if not all(re.fullmatch(_VALUES[vr], value) for value in values):
        raise OverrideError(f"The text is no value of the kind {vr}.")
    fewest, most = multiplicity(tag) if tag else (1, 1)
    if len(values) < fewest or (most is not None and len(values) > most):
        many = f"{fewest}" if most == fewest else f"{fewest} to {most}" if most else f"at least {fewest}"
        raise OverrideError(
            "The attribute has one value."
            if most == 1
            else f"The attribute has {many} values, with strokes (\\) between them."
        )


def parsed(path: str) -> tuple[bool, tuple[Step, ...], str]:
    """True for a path from the root, its steps, or else the VR that it stands for. Raises OverrideError."""
    match = _VR.fullmatch(path)
    if match:
        if match[1] not in {vr for vrs, _ in _strategies().values() for vr in vrs} - _NO_KINDS:
            raise OverrideError("There is no such value representation, or nothing can be said of all of its kind.")
        return False, (), match[1]
    root = path.startswith("/")
    parts = path.removeprefix("/")
    texts = _STEP.findall(parts)
    if not 0 < len(texts) <= _DEEPEST or ".".join(texts) != parts:
        raise _no_path()
    steps = tuple(map(_step, texts))
    if any(dictionary_vr(tag) != "SQ" and not creator for tag, creator in steps[:-1]):
        raise OverrideError("Only a sequence can stand before a full stop in a path.")
    return root, steps, ""


def _step(text: str) -> Step:
    private = _PRIVATE.fullmatch(text)
    if private:
        return int(private[1] + "00" + private[3], 16), plain(private[2])
    number = _TAG.fullmatch(text)
    tag = int(number[1] + number[2], 16) if number else None
    if number is None and _KEYWORD.fullmatch(text):
        tag = tag_for_keyword(text)
    if tag is None or (tag >> 16 & 1):
        raise _no_path()
    return tag, ""


def _no_path() -> OverrideError:
    return OverrideError(
        'An attribute is named by its keyword, its tag as (gggg,eeee), or for a private one as (gggg,"CREATOR",ee).'
    )


def spelled(root: bool, steps: tuple[Step, ...], vr: str = "") -> str:
    """The one spelling of a path: the reverse of `parsed`."""
    if vr:
        return f"vr:{vr}"
    return ("/" if root else "") + ".".join(map(_step_text, steps))


def _step_text(step: Step) -> str:
    tag, creator = step
    if creator:
        return f'({tag >> 16:04X},"{creator}",{tag & 0xFF:02X})'
    keyword = keyword_for_tag(tag)
    # The keyword of a repeating group does not say which of its tags is meant, and one attribute has none.
    return (
        keyword
        if _KEYWORD.fullmatch(keyword) and tag_for_keyword(keyword) == tag
        else f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
    )
