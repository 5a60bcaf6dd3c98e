"""The ten actions of MIDI-B, asked of what a de-identifier wrote.

================  ======================================================  ===============  ============
action            passes when                                             missing element  missing file
================  ======================================================  ===============  ============
tag_retained      the element is there, even empty                        fails            fails
text_notnull      the element is there and has a value                    fails            fails
text_retained     the text, or each of its words, stands in the value     fails            fails
text_removed      neither the text nor one of its words does              passes           passes
date_shifted      the old date is not inside the value                    passes           passes
uid_changed       the old UID is not inside the value                     passes           passes
uid_consistent    the value is what the old UID became everywhere         passes           fails
patid_consistent  the value is what the old PatientID became everywhere   passes           fails
pixels_retained   the bytes of PixelData are the same                     fails            fails
pixels_hidden     nothing can be read in the box any more                 fails            passes
================  ======================================================  ===============  ============

Where MIDI-B asks for the tool's own tables of UIDs and PatientIDs, they are found in its output: a planted object is
known again by its InstanceNumber, an old UID became what stands in most of the places where it stood. Two old ones that
became the same new one became nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scoreboard.key import Check
from scoreboard.reading import Read, read
from scoreboard.seeing import Reader
from scoreboard.words import share_of, words

ACTIONS = (
    "tag_retained", "text_notnull", "text_retained", "text_removed", "date_shifted", "uid_changed", "uid_consistent",
    "patid_consistent", "pixels_retained", "pixels_hidden",
)  # fmt: skip
CATEGORIES = ("hipaa.z", "hipaa.m", "dicom.p15", "dicom.iod", "dicom.safe", "tcia.ptkb", "tcia.p15", "tcia.rev")
#: Why a check fails of which the file is missing.
NO_FILE = "no file"
#: What a removed, changed or hidden thing needs no file for.
_GONE_IS_GOOD = frozenset({"text_removed", "date_shifted", "uid_changed", "pixels_hidden"})
#: Places that say what a UID became; references elsewhere follow them.
_OWN = frozenset({"<(0008,0018)>", "<(0020,000d)>", "<(0020,000e)>"})
_OWN_WEIGHT = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """A check and how it ended.

    Attributes
    ----------
    share
        1 for a pass; of a text that was removed or kept in part, how much was, as MIDI-B scores it.
    why
        What went wrong, in words; empty for a pass.
    """

    check: Check
    passed: bool
    share: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Became:
    """What each old identifier became."""

    uids: Mapping[str, str]
    patients: Mapping[str, str]


def read_outputs(files: Iterable[Path]) -> dict[int, Read]:
    """The output by the numbers of the planted objects. Raises ValueError where two files have one number."""
    found: dict[int, Read] = {}
    for path in files:
        output = read(path)
        if output.number in found:
            raise ValueError(f"{path.name} and {found[output.number].path.name} are the same planted object")
        found[output.number] = output
    return found


def score(checks: Iterable[Check], outputs: Mapping[int, Read], reader: Reader) -> list[Answer]:
    """Ask every check."""
    checks = list(checks)
    became = Became(_became(checks, outputs, "uid_consistent"), _became(checks, outputs, "patid_consistent"))
    return [_ask(check, outputs.get(check.number), became, reader) for check in checks]


def _became(checks: Iterable[Check], outputs: Mapping[int, Read], action: str) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for check in checks:
        output = outputs.get(check.number)
        value = output.values.get(check.path, "") if output is not None and check.action == action else ""
        if value:
            votes[check.text][value] += _OWN_WEIGHT if check.path in _OWN else 1
    found = {old: counted.most_common(1)[0][0] for old, counted in votes.items()}
    taken = Counter(found.values())
    return {old: new for old, new in found.items() if taken[new] == 1}


def _ask(check: Check, output: Read | None, became: Became, reader: Reader) -> Answer:
    if output is None:
        good = check.action in _GONE_IS_GOOD
        return Answer(check, good, float(good), "" if good else NO_FILE)
    if check.action.startswith("pixels"):
        return _ask_pixels(check, output, reader)
    value = output.values.get(check.path)
    if check.action == "tag_retained":
        return _answer(check, value is not None, "element gone")
    if check.action == "text_notnull":
        return _answer(check, bool(value), "element gone" if value is None else "empty")
    if check.action == "text_retained":
        if not value:
            return _answer(check, False, "element gone" if value is None else "empty")
        share = share_of(value, check.text)
        return Answer(check, share == 1, share, "" if share == 1 else "another value")
    if value is None:
        return Answer(check, True, 1.0)
    if check.action == "text_removed":
        left = _share_left(value, check.text)
        return Answer(check, left == 0, 1 - left, "" if left == 0 else "still there")
    if check.action in ("date_shifted", "uid_changed"):
        return _answer(check, check.text not in value, "still there")
    table = became.uids if check.action == "uid_consistent" else became.patients
    return _answer(check, value == table.get(check.text), "empty" if not value else "not what it became elsewhere")


def _share_left(value: str, text: str) -> float:
    """As `share_of`; of a name each component, since a de-identifier that turns them round keeps them all."""
    whole = share_of(value, text)
    parts = [part for part in text.lower().replace("=", "^").split("^") if len(part) > 1]
    if whole == 1 or len(parts) < 2:
        return whole
    return max(whole, sum(part in value.lower() for part in parts) / len(parts))


def _ask_pixels(check: Check, output: Read, reader: Reader) -> Answer:
    if check.action == "pixels_retained":
        return _answer(check, output.pixels == check.text, "other bytes" if output.pixels else "element gone")
    if not output.pixels or check.box is None:
        return _answer(check, False, "element gone")
    return _answer(check, reader.hidden(output.path, check.box, words(check.text)), "can still be read")


def _answer(check: Check, passed: bool, why: str) -> Answer:
    return Answer(check, passed, float(passed), "" if passed else why)
