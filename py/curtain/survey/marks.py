"""What a user's judgement of an attribute, a word or a text becomes: a line of the profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from curtain.descriptors.text import composed
from curtain.files.dataset import dictionary_vr
from curtain.rules.overrides import OF_PIXELS, Override, OverrideError, Step, Strategy, allowed, parsed, spelled
from curtain.rules.private import is_private
from curtain.rules.profile import Profile, ProfileError
from curtain.survey.rows import UNNAMED, is_creators, path_of
from curtain.verify.secrets import folded

_CREATOR = "A private creator stays where an attribute of its block does, and goes with the last of them."
_NO_CREATOR = "Nobody says whose private attribute this is, so it always goes."
_UID = "UIDs are made new, the same one for the same, so that objects still fit together; no single attribute differs."
_OWN_RULE = "This attribute has a rule that no profile changes."
_PIXELS = "It says how the pixels are stored; without it nobody could read them."
_PSEUDONYM = "It is always the pseudonym of the patient."
_NO_NAME = "No profile can name this attribute: its path is too deep, or its private creator is none."


@dataclass(frozen=True, slots=True)
class Marks:
    """What can be said of one attribute.

    Attributes
    ----------
    path
        That of the overrides: of this attribute at this place and no other.
    safe, unsafe
        None where there is no such override.
    fixed
        Why there is neither, in a plain sentence.
    """

    path: str = ""
    safe: Override | None = None
    unsafe: Override | None = None
    fixed: str = ""


@lru_cache(maxsize=8192)
def marks_of(steps: tuple[Step, ...]) -> Marks:
    """The marks that an attribute of a survey can have."""
    tag, creator = steps[-1]
    if any(map(is_creators, steps)):
        return Marks(fixed=_CREATOR)
    if any(is_private(each) and not name for each, name in steps):
        return Marks(fixed=_NO_CREATOR)
    if any(name.endswith(UNNAMED) for _, name in steps):
        return Marks(fixed=_NO_NAME)
    if tag in OF_PIXELS:
        return Marks(fixed=_PIXELS)
    vr = dictionary_vr(tag)
    strategies = allowed(tag, vr)
    if Strategy.REMOVE not in strategies:
        return Marks(fixed=_PSEUDONYM if strategies else _OWN_RULE)
    if vr == "UI" and not creator:
        return Marks(fixed=_UID)
    # With the stroke it says nothing of the same attribute elsewhere, whose values are others.
    path = spelled(True, steps)
    try:
        safe = next((each for each in (Strategy.KEEP, Strategy.CLEAN) if each in strategies), None)
        return Marks(path, safe and Override.parse(path, str(safe)), Override.parse(path, str(Strategy.REMOVE)))
    except OverrideError:
        return Marks(fixed=_NO_NAME)


def judged(steps: tuple[Step, ...], safe: bool) -> Override:
    """The override that a mark becomes. Raises ProfileError, whose text says why there is none."""
    marks = marks_of(steps)
    made = marks.safe if safe else marks.unsafe
    if made is None:
        raise ProfileError(marks.fixed or "This attribute can only be marked as not safe.")
    return made


def judge(
    profile: Profile,
    marks: Iterable[Mapping[str, Any]] = (),
    words: Iterable[Mapping[str, Any]] = (),
    texts: Iterable[Mapping[str, Any]] = (),
) -> Profile:
    """The profile with a user's judgements in it.

    Parameters
    ----------
    marks
        `path` of a row that was shown, and `safe`: true, false, or None to take back what was said of it.
    words, texts
        `word` or `digest`, as they were shown, and `accept`.

    Raises ProfileError.
    """
    overrides = {each.path: each for each in profile.attributes}
    for mark in marks:
        steps = _steps(mark["path"])
        overrides.pop(spelled(True, steps), None)
        if mark["safe"] is not None:
            override = judged(steps, bool(mark["safe"]))
            overrides[override.path] = override
    kept = set(profile.keep_words)
    for about in words:
        # One word may be written in several ways: what is accepted or not is all of them.
        spelling = _compared(about["word"])
        kept = {word for word in kept if _compared(word) != spelling}
        if about["accept"] and spelling:
            kept.add(about["word"])
    digests = set(profile.keep_texts)
    for about in texts:
        (digests.add if about["accept"] else digests.discard)(about["digest"])
    return replace(
        profile,
        attributes=tuple(sorted(overrides.values(), key=lambda each: each.path)),
        keep_words=frozenset(kept),
        keep_texts=frozenset(digests),
    )


def _compared(word: str) -> str:
    return folded(composed(word)).strip()


def _steps(path: str) -> tuple[Step, ...]:
    """The reverse of `path_of`, for attributes that can be named."""
    try:
        root, steps, vr = parsed(path)
    except OverrideError as wrong:
        raise ProfileError(str(wrong)) from None
    if root or vr or path_of(steps) != path:
        raise ProfileError("This is no path of an attribute that was found.")
    return steps
