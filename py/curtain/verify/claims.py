"""What an object that is said to be de-identified shows of itself, whoever did it: without the original and without a key.

This is what a server can check of anything that is uploaded to it. That nothing is found does not make an object clean: a dummy cannot be
told from a value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curtain.files.dataset import PIXEL_DATA, TEXT_VRS, DataSet, Element, decode
from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.hidden import hidden_in
from curtain.pixels.image import pixel_element
from curtain.pixels.tables import refuse_text_in_tables
from curtain.rules.decide import Action
from curtain.rules.options import Option
from curtain.rules.overrides import Strategy
from curtain.rules.private import creator_of, is_creator, is_private, safe_vr
from curtain.rules.profile import Profile
from curtain.scan import (
    MEDIA_STORAGE_SOP_INSTANCE_UID,
    PATIENT_ID,
    SERIES_INSTANCE_UID,
    SOP_CLASS_UID,
    SOP_INSTANCE_UID,
)
from curtain.transforms.changes import Changes, path_text
from curtain.transforms.clean import Cleaner
from curtain.transforms.keyed import Keyed
from curtain.transforms.stamps import BASIC_PROFILE, CLEAN_PIXEL_DATA
from curtain.verify.days import NO_DAYS, days_in
from curtain.verify.reading import Reading, reading_of
from curtain.verify.secrets import NOBODY
from curtain.write import policy_of

_PATIENT_IDENTITY_REMOVED = 0x00120062
_DEIDENTIFICATION_METHOD, _DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120063, 0x00120064
_CODE_VALUE, _CODING_SCHEME_DESIGNATOR = 0x00080100, 0x00080102
_BURNED_IN_ANNOTATION, _RECOGNIZABLE_VISUAL_FEATURES = 0x00280301, 0x00280302
_LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303
#: Titles and addresses of applications, and private information (PS3.10 7.1).
_META_THAT_NAMES = (0x00020016, 0x00020017, 0x00020018, 0x00020026, 0x00020027, 0x00020028, 0x00020100, 0x00020102)
_PREAMBLE = 128
_DATES = {"UNMODIFIED": Option.FULL_DATES, "MODIFIED": Option.MODIFIED_DATES}
_BOTH_DATES = frozenset({Option.FULL_DATES, Option.MODIFIED_DATES})
_TAKEN_AWAY = frozenset({Action.REMOVE, Action.EMPTY, Action.CAP_AGE, Action.YEAR_ONLY})

_PATTERNS = {
    "e-mail": ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")),
    "phone": (
        "a telephone number",
        re.compile(r"\+\d[\d ()/.-]{7,}\d|\(\d{3}\) ?\d{3}-\d{4}|(?<!\d)\d{3}-\d{3}-\d{4}(?!\d)"),
    ),
    "number": ("a social security number", re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")),
    "name": (
        "the name of a person",
        re.compile(r"[^\W\d_]{2,}\^+[^\W\d_]{2,}|\b(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau|Mme)\b\.? +[^\W\d_a-z][^\W\d_]+"),
    ),
}
#: What stands by chance where devices write.
_IN_DEVICES = ("e-mail",)
#: The standard's own parts and editions look like dates.
_STANDARD = re.compile(r"\bPS ?3\.\d+(?: \d{4}[a-e])?")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in an object that should not be so, or that a person should know.

    Attributes
    ----------
    code
        Stable.
    path
        Where it is, as tags; "" for the whole object.
    sentence
        In plain words, without any value.
    is_note
        True where it breaks no rule.
    """

    code: str
    path: str
    sentence: str
    is_note: bool = False


def findings(dicom: Dicom, profile: Profile | None = None) -> list[Finding]:
    """What an opened object shows; without `profile` it is held to the options that it claims itself."""
    return list(_findings(dicom, profile))


def _findings(dicom: Dicom, profile: Profile | None) -> Iterator[Finding]:
    dataset = dicom.dataset
    yield from _file(dicom)
    yield from _stamps(dataset)
    yield from _pixels(dicom)
    claimed = _claimed(dataset)
    if claimed >= _BOTH_DATES:
        words = "It says that dates were kept and that they were changed"
        yield _told("claims", _DEIDENTIFICATION_METHOD_CODE_SEQUENCE, words)
    for option in sorted(claimed - profile.options) if profile else ():
        words = f"It says that the option {option} was applied, which the profile does not have"
        yield _told("other-option", _DEIDENTIFICATION_METHOD_CODE_SEQUENCE, words)
    judged = profile.of_object(*new_uids(dataset)) if profile else claimed_profile(dataset)
    yield from _private(dataset, judged, ())
    yield from _conformance(dicom, judged)
    yield from _patterns(dataset, judged, ())


def claimed_profile(dataset: DataSet) -> Profile:
    """The profile that an object says of itself, as far as this program can carry it out; of two that contradict, the stricter."""
    options = _claimed(dataset)
    if options >= _BOTH_DATES:
        options -= {Option.FULL_DATES}
    return Profile("claimed", options, birth_year=True, long_text=True)


def new_uids(dataset: DataSet) -> tuple[str, str]:
    """Of its series and of itself, by which a profile has rules for single ones."""
    return dataset.text(SERIES_INSTANCE_UID), dataset.text(SOP_INSTANCE_UID)


def _claimed(dataset: DataSet) -> frozenset[Option]:
    codes = _codes(dataset)
    return frozenset(option for option in Option if option.code in codes)


def _told(code: str, tag: int | str, words: str, is_note: bool = False) -> Finding:
    return Finding(code, tag if isinstance(tag, str) else path_text((tag,)), f"{words}.", is_note)


def _file(dicom: Dicom) -> Iterator[Finding]:
    meta = dicom.meta
    if meta.text(MEDIA_STORAGE_SOP_INSTANCE_UID) != dicom.dataset.text(SOP_INSTANCE_UID):
        yield _told(
            "file-meta", "file meta (0002,0003)", "The file meta information names another instance than the object"
        )
    for tag in _META_THAT_NAMES:
        if tag in meta.elements:
            yield _told(
                "file-meta", f"file meta {path_text((tag,))}", "The file meta information says where the file was"
            )
    # A deflated object was inflated into another source, which has no preamble.
    if (
        dicom.source.size > _PREAMBLE + 4
        and dicom.source.read(_PREAMBLE, 4) == b"DICM"
        and any(dicom.source.read(0, _PREAMBLE))
    ):
        yield _told("preamble", "", "The preamble of the file is not empty: anything can stand there")
    if dicom.trailing:
        yield _told("trailing", "", "There are bytes behind the end of the object that are no part of it")


def _stamps(dataset: DataSet) -> Iterator[Finding]:
    if dataset.text(_PATIENT_IDENTITY_REMOVED) != "YES":
        yield _told("no-stamp", _PATIENT_IDENTITY_REMOVED, "It does not say that the patient's identity was removed")
    codes = _codes(dataset)
    if not codes and not dataset.text(_DEIDENTIFICATION_METHOD):
        yield _told("no-method", _DEIDENTIFICATION_METHOD, "It does not say how it was de-identified")
    elif BASIC_PROFILE not in codes:
        yield _told(
            "no-method", _DEIDENTIFICATION_METHOD_CODE_SEQUENCE, "It does not say that the Basic Profile was applied"
        )
    dates = dataset.text(_LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED)
    option = _DATES.get(dates)
    if (option is None and dates not in ("", "REMOVED")) or (option is not None and option.code not in codes):
        yield _told(
            "claims", _LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, "It contradicts itself on what was done to dates"
        )


def _codes(dataset: DataSet) -> frozenset[str]:
    items = dataset.items(_DEIDENTIFICATION_METHOD_CODE_SEQUENCE)
    return frozenset(
        item.text(_CODE_VALUE) for item in items if item.text(_CODING_SCHEME_DESIGNATOR) in ("DCM", "99DCM")
    )


def _pixels(dicom: Dicom) -> Iterator[Finding]:
    dataset = dicom.dataset
    if dataset.text(_RECOGNIZABLE_VISUAL_FEATURES) == "YES":
        yield _told("face", _RECOGNIZABLE_VISUAL_FEATURES, "It says that somebody could be recognised in the image")
    if pixel_element(dataset) is None:
        return
    try:
        refuse_text_in_tables(dicom)
        if hidden_in(dicom) is not None:
            yield _told("spare-bits", PIXEL_DATA, "Something is hidden in spare bits of the image, as old overlays are")
    except Quarantine as stop:
        if stop.code in ("text-in-table", "overlay-in-pixels"):
            yield Finding(stop.code, "", stop.sentence)
    burned = dataset.text(_BURNED_IN_ANNOTATION)
    if burned == "YES":
        yield _told("burned-in", _BURNED_IN_ANNOTATION, "It says that text is burned into the image")
    elif burned != "NO" or CLEAN_PIXEL_DATA not in _codes(dataset):
        words = "Nobody vouches for the pixels: text may be burned into the image"
        yield _told("pixels-unknown", _BURNED_IN_ANNOTATION, words, is_note=True)


def _private(dataset: DataSet, profile: Profile, path: tuple[int, ...]) -> Iterator[Finding]:
    for element in dataset:
        here = (*path, element.tag)
        for number, item in enumerate(element.items or (), 1):
            if not is_private(element.tag):
                yield from _private(item, profile, (*here, number))
        if is_private(element.tag) and not is_creator(element.tag) and element.length:
            creator = creator_of(element.tag, dataset)
            safe = Option.SAFE_PRIVATE in profile.options and safe_vr(element.tag, creator)
            override = profile.overrides().find(element.tag, element.vr, path[::2], creator)
            if not safe and (override is None or override.strategy is not Strategy.KEEP):
                words = "A private attribute stands here that is not known to be safe"
                yield Finding("private", path_text(here), f"{words}.")


def _as_it_is(text: str, _: int) -> str:
    return text


def _stays(*_: object) -> tuple[str, str]:
    return "keep", ""


def _conformance(dicom: Dicom, profile: Profile) -> Iterator[Finding]:
    """What the profile would still take away. What it would replace cannot be told from its dummy."""
    dataset = dicom.dataset
    changes = Changes(with_rows=True)
    try:
        policy = policy_of(dataset.text(SOP_CLASS_UID), profile)
        # Which words another program lets stay is its choice: what they look like is judged below.
        describe = _as_it_is
        patient = dataset.text(PATIENT_ID)
        # What a script would make of what it made says nothing: it may be a hash.
        Cleaner(policy, Keyed(bytes(16)), patient, changes, describe=describe, script=_stays).clean(dataset)
    except Quarantine as stop:
        yield Finding(stop.code, "", stop.sentence)
        return
    inside = ""
    for row in changes.rows:
        tag = int(row.tag[1:5] + row.tag[6:10], 16)
        if row.action not in _TAKEN_AWAY or not row.before or row.before == "0 items" or is_private(tag):
            continue
        if inside and row.path.startswith(inside):
            continue
        inside = f"{row.path}["
        yield Finding("profile", row.path, "The profile does not keep what stands here.")


def _patterns(dataset: DataSet, profile: Profile, path: tuple[int, ...]) -> Iterator[Finding]:
    for element in dataset:
        here = (*path, element.tag)
        for number, item in enumerate(element.items or (), 1):
            yield from _patterns(item, profile, (*here, number))
        if element.value and element.vr in TEXT_VRS and not is_private(element.tag):
            for what in _looks_like(element, dataset, profile):
                yield Finding("pattern", path_text(here), f"This looks like {what}.")


def _looks_like(element: Element, dataset: DataSet, profile: Profile) -> Iterator[str]:
    reading = reading_of(element.tag, element.vr, profile)
    if reading in (Reading.VOCABULARY, Reading.MAKER, Reading.RETAINED) or element.vr in (
        "UI",
        "CS",
        "DA",
        "DT",
        "TM",
        "AS",
        "DS",
        "IS",
    ):
        return
    text = _STANDARD.sub(" ", decode(element.value or b"", dataset.charset).strip(" \0"))
    for code, (what, pattern) in _PATTERNS.items():
        if reading is Reading.DEVICE and code not in _IN_DEVICES:
            continue
        for hit in pattern.findall(text):
            if code != "name" or not {word.casefold() for word in _LETTERS.findall(hit)} <= NOBODY:
                yield what
                break
    if reading is not Reading.DEVICE and days_in(text.lower()) - NO_DAYS:
        yield "a date"
