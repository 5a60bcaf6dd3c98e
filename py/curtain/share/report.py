"""The report of a case: what was done, to be filed beside it. It carries no identity.

A source file is a number in it, in the order in which the files were given; the crosswalk, which is another
file, says which. Of a source's digest it has only an HMAC, since whoever holds the archive could find the
patient by the digest itself. It has no date: the day of the work may be close to the day of the examination.
`report.schema.json` beside this module describes it; `report_page` makes a page of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydicom.datadict import DicomDictionary, RepeatersDictionary

from curtain._version import __version__
from curtain.rules.only import uids_by_scope
from curtain.rules.option_words import explain
from curtain.rules.overrides import Override
from curtain.rules.private import without_strangers
from curtain.rules.profile import Profile
from curtain.rules.table import EDITION, codes
from curtain.share.references import Missing
from curtain.transforms.stamps import BASIC_PROFILE, CLEAN_PIXEL_DATA

FORMAT, VERSION = "curtain-report", 1

#: The three ends of every file, and what a person kept back although it came out clean.
OUTCOMES = ("de-identified", "quarantined", "not-dicom", "left-out")
PIXELS = ("reviewed", "not reviewed", "none")
#: How a frame was seen, and whether.
SEEN = ("one by one", "contact sheet", "projection", "not seen")
#: Answers to whether somebody looked for what no program finds: jewellery with a name, a face, a tattoo, rare anatomy.
FOUND = ("nothing", "stays", "not looked for")
#: What somebody adds to the images of a case to teach with them.
TEACHING = ("key_images", "drawings", "copies")

_TAG = r"\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\)"
_NAMED_BY_TAG = re.compile(rf"(?:private )?{_TAG}\Z")
_PATH = re.compile(rf"(?:file meta )?{_TAG}(?:(?:\[\d+\])?\.{_TAG})*|the file name")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of the case.

    Attributes
    ----------
    number
        1, 2, ... in the order in which the files were given: the only name of the source in the report.
    outcome
        One of `OUTCOMES`.
    code, sentence
        Why it did not come out; "" for a de-identified one.
    output
        Its name by the new identifiers.
    sha256
        Of the output, in hex.
    source_hmac
        `Keyed.source_digest` of the SHA-256 of the source; "" where the source was not digested.
    pixels
        One of `PIXELS`.
    redactions
        `curtain.pixels.record.record`, with `untouched_sha256`; None where nothing was blanked.
    seen
        How many frames a person saw in which of the ways of `SEEN`; None where nobody is known to have looked.
    waiver
        Why it was approved although not all of it was seen; else "". It names nobody (`curtain.share.said`).
    """

    number: int
    outcome: str
    code: str = ""
    sentence: str = ""
    output: str = ""
    sha256: str = ""
    source_hmac: str = ""
    sop_class: str = ""
    notes: tuple[str, ...] = ()
    pixels: str = "not reviewed"
    redactions: Mapping[str, Any] | None = None
    seen: Mapping[str, int] | None = None
    waiver: str = ""


def make_report(
    profile: Profile,
    entries: Iterable[FileEntry],
    attributes: Mapping[tuple[str, str], int],
    references: Mapping[str, tuple[int, int]] | None = None,
    key_kept: bool = True,
    missing: Iterable[Missing] = (),
    review: Mapping[str, str] | None = None,
    teaching: Mapping[str, int] | None = None,
    objects: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Put the report together, as plain data for JSON.

    Parameters
    ----------
    attributes
        How often each action was done to each attribute, by (attribute, action), as `Changes.attributes`; of the
        files that came out. What is neither a keyword of the standard nor a tag is counted as "other": a name can be written there.
    references
        By the attribute that holds them, how many references lead to an object of the case and how many out of
        it: `curtain.share.references.count`.
    missing
        What objects of the case refer to and the case does not have: `curtain.share.references.missing`.
    review
        What a person said of the whole case: `found`, one of `FOUND`, and a `note` that names nobody. None without one.
    teaching
        How many key images and drawings there are of what came out, and how many files are copies with drawings burned in, by
        `TEACHING`. Captions and texts are not told. None without any.
    objects
        The new SeriesInstanceUID and SOPInstanceUID of each object that came out. Rules for other series and objects are
        counted, not told: a UID that nothing came out with may be an old one, or of another case.
    key_kept
        False for a random key that is forgotten: then nobody can make the same pseudonyms again.
    """
    files = [_file(entry) for entry in entries]
    clean = [file for file in files if file["outcome"] == "de-identified"]
    pixels = Counter(file["pixels"] for file in clean)
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "Curtain", "version": __version__, "standard": f"DICOM PS3.15 {EDITION}"},
        "profile": {
            "name": profile.name,
            "options": sorted(profile.options),
            "shift_days": profile.shift_days if profile.shifts_dates else None,
            "birth_year": profile.birth_year,
            "attributes": _overrides(profile.attributes),
            **_only(profile, objects),
            "classes": sorted(profile.classes),
            "sha256": profile.digest,
        },
        "key": "kept" if key_kept else "forgotten",
        "codes": _codes(profile, bool(pixels["reviewed"])),
        "outcomes": {outcome: sum(file["outcome"] == outcome for file in files) for outcome in OUTCOMES},
        "pixels": {state: pixels[state] for state in PIXELS},
        **({"review": _review(review)} if review else {}),
        **({"teaching": {what: teaching[what] for what in TEACHING}} if teaching and any(teaching.values()) else {}),
        "attributes": _attributes(attributes),
        "references": _references(references or {}),
        "missing": [
            {
                "uid": each.uid,
                "attributes": sorted({_public_name(name) for name in each.attributes}),
                "objects": each.objects,
            }
            for each in missing
        ],
        "findings": [
            {"file": file["number"], "code": file["code"], "path": path}
            for file in files
            if file["outcome"] == "quarantined"
            for path in _PATH.findall(file["sentence"])
        ],
        "files": files,
    }


def _file(entry: FileEntry) -> dict[str, Any]:
    if entry.outcome not in OUTCOMES or entry.pixels not in PIXELS:
        raise ValueError("an outcome or a state of pixels that the report does not know")
    file: dict[str, Any] = {"number": entry.number, "outcome": entry.outcome}
    if entry.outcome != "de-identified":
        return {**file, "code": entry.code, "sentence": entry.sentence}
    return {
        **file,
        "output": entry.output,
        "sha256": entry.sha256,
        "source_hmac": entry.source_hmac,
        "sop_class": entry.sop_class,
        "pixels": entry.pixels,
        "notes": list(entry.notes),
        **({"seen": {how: entry.seen.get(how, 0) for how in SEEN}} if entry.seen else {}),
        **({"waiver": entry.waiver} if entry.waiver else {}),
        **({"redactions": dict(entry.redactions)} if entry.redactions else {}),
    }


def _review(review: Mapping[str, str]) -> dict[str, str]:
    if review["found"] not in FOUND:
        raise ValueError("an answer that the report does not know")
    return {"found": review["found"], "note": review["note"]}


def _only(profile: Profile, objects: Iterable[tuple[str, str]]) -> dict[str, Any]:
    there = uids_by_scope(objects)
    known = [each for each in profile.only if each.uid in there[each.scope]]
    others = len(profile.only) - len(known)
    told = [{each.scope: each.uid, "attributes": _overrides(each.attributes)} for each in known]
    return {**({"only": told} if told else {}), **({"only_others": others} if others else {})}


def _overrides(rules: Iterable[Override]) -> dict[str, str]:
    """The strategies by their paths; attributes whose paths are the same without the names of their creators are counted."""
    told: dict[str, str] = {}
    same: Counter[str] = Counter()
    for each in rules:
        path = without_strangers(each.path)
        same[path] += 1
        told[path if same[path] == 1 else f"{path} {same[path]}"] = str(each.strategy)
    return told


def _codes(profile: Profile, reviewed: bool) -> list[dict[str, str]]:
    """The items of DeidentificationMethodCodeSequence; 113101 only stands in the files that somebody looked at."""
    wanted = [BASIC_PROFILE, *([CLEAN_PIXEL_DATA] if reviewed else []), *(option.code for option in profile.options)]
    words = {option.code: explain(option).keeps for option in profile.options}
    return [
        {"code": code, "meaning": codes()[code], **({"keeps": words[code]} if code in words else {})}
        for code in sorted(wanted)
    ]


def _attributes(counts: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    public: Counter[tuple[str, str]] = Counter()
    for (name, action), count in counts.items():
        public[(_public_name(name), action)] += count
    return [{"attribute": name, "action": action, "count": count} for (name, action), count in sorted(public.items())]


def _references(counts: Mapping[str, tuple[int, int]]) -> list[dict[str, Any]]:
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for name, (into, out) in counts.items():
        inside[_public_name(name)] += into
        outside[_public_name(name)] += out
    return [{"attribute": name, "in_case": inside[name], "out_of_case": outside[name]} for name in sorted(inside)]


def _public_name(name: str) -> str:
    return name if name in _keywords() or _NAMED_BY_TAG.match(name) else "other"


@cache
def _keywords() -> frozenset[str]:
    """Of all public attributes, retired and repeating ones included."""
    return frozenset(entry[4] for entry in (*DicomDictionary.values(), *RepeatersDictionary.values())) - {""}
