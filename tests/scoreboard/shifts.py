"""By how many days the dates of each patient moved: MIDI-B asks only that a date is another one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from scoreboard.key import Check
from scoreboard.reading import Read


def shifts(checks: Iterable[Check], outputs: Mapping[int, Read]) -> dict[str, set[int]]:
    """Days by PatientID: one number for each patient, and not 0, where intervals stay what they were (PS3.15 E.3.6)."""
    checks = list(checks)
    patients = {check.number: check.text for check in checks if check.action == "patid_consistent"}
    values: dict[tuple[int, str], list[str]] = defaultdict(list)
    for check in checks:
        if check.action == "date_shifted":
            values[(check.number, check.path)].append(check.text)
    found: dict[str, set[int]] = defaultdict(set)
    for (number, path), old in values.items():
        output = outputs.get(number)
        new = output.values.get(path, "").split("\\") if output is not None else []
        for before, after in zip(old, new, strict=False):
            if after:
                found[patients[number]].add((_day(after) - _day(before)).days)
    return dict(found)


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
