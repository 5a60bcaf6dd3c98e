"""Identity at places where no check looks: MIDI-B asks about the element that held it, and a value may move."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoreboard.key import Check
from scoreboard.reading import Read

#: Shorter texts stand in others by chance.
_SHORTEST = 6
#: Patient, study, series and file, as the output names them.
_NAMES = 4


@dataclass(frozen=True, slots=True)
class Stray:
    """Something that had to go, and where it still stands."""

    number: int
    path: str
    text: str


def strays(checks: Iterable[Check], outputs: Mapping[int, Read]) -> list[Stray]:
    """Search every output, and its name, for what its own checks say has to go, wherever it stood."""
    wanted: dict[int, set[str]] = defaultdict(set)
    kept: dict[int, list[str]] = defaultdict(list)
    for check in checks:
        if check.action in ("text_removed", "uid_changed") and len(check.text) >= _SHORTEST:
            wanted[check.number].add(check.text.lower())
        elif check.action == "text_retained":
            kept[check.number].append(check.text.lower())
    found = []
    for number, output in outputs.items():
        places = output.values | {"the file name": "/".join(output.path.parts[-_NAMES:])}
        lowered = {path: value.lower() for path, value in places.items()}
        allowed, everything = "\n".join(kept[number]), "\n".join(lowered.values())
        for text in sorted(wanted[number]):
            # Philips may be a patient and a manufacturer.
            if text in everything and text not in allowed:
                found += [Stray(number, path, text) for path, value in lowered.items() if text in value]
    return found
