"""The stages in a row: what the page does over dropped files, over files on a disk.

Without a person there is no review: what is written here never claims anything about its pixels.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from curtain.files.pieces import copy
from curtain.files.source import PathSource, Source
from curtain.instance import Instance, describe
from curtain.outcome import NotDicom, Quarantine, unexpected
from curtain.plan import plan
from curtain.rules.profile import BASIC, Profile
from curtain.scan import Facts, scan
from curtain.transforms.keyed import Keyed
from curtain.verify.check import check
from curtain.write import Candidate, Order, write


@dataclass(frozen=True, slots=True)
class Result:
    """How one file ended: as `de-identified`, `quarantined` or `not-dicom`."""

    source: Path
    outcome: str
    #: Set for a de-identified file.
    path: Path | None = None
    instance: Instance | None = None
    #: Set for the others.
    code: str = ""
    sentence: str = ""


def deidentify(
    files: Iterable[str | os.PathLike[str]], output: str | os.PathLike[str], key: bytes, profile: Profile = BASIC
) -> Iterator[Result]:
    """De-identify files as one case into the folder `output`; yield one result for each file.

    Parameters
    ----------
    files
        Paths of files; what is no DICOM is told as such.
    output
        Folder for `PATIENT/STUDY/SERIES/INSTANCE.dcm`.
    key
        The case key, at least 16 bytes. The same key gives the same pseudonyms, UIDs and shifts of dates.
    profile
        The Basic Profile with the options chosen; `curtain.rules.profile.load` reads one.
    """
    keyed = Keyed(key)
    paths = [Path(file) for file in files]
    facts: dict[str, Facts] = {}
    for path in paths:
        try:
            with PathSource(path) as source:
                facts[str(path)] = scan(source)
        except (NotDicom, Quarantine) as stop:
            yield _stopped(path, stop)
        except Exception:
            yield _stopped(path, unexpected())
    case = plan(facts, keyed)
    for path in paths:
        if str(path) not in facts:
            continue
        place = case.files[str(path)]
        if isinstance(place, Quarantine):
            yield _stopped(path, place)
            continue
        try:
            yield _write(path, Path(output), Order(case.patients[place], keyed, profile=profile), facts[str(path)])
        except (NotDicom, Quarantine) as stop:
            yield _stopped(path, stop)
        except Exception:
            yield _stopped(path, unexpected())


def examine(opened: Source, candidate: Candidate, order: Order) -> Instance:
    """Check the bytes of a candidate and describe what remains. Raises Quarantine."""
    dicom = check(opened, order.patient.pseudonym, candidate.secrets)
    return describe(dicom, opened.size, candidate.changes, candidate.notes)


def _write(path: Path, output: Path, order: Order, planned: Facts) -> Result:
    """Write under a name of its own, check what then stands on the disk, and only then give it its name."""
    output.mkdir(parents=True, exist_ok=True)
    with PathSource(path) as source, _Draft(output) as draft:
        if scan(source) != planned:
            raise Quarantine("changed", "The file was changed while the case was read. Add it again.")
        candidate = write(source, order)
        draft.write(candidate)
        with PathSource(draft.path) as written:
            instance = examine(written, candidate, order)
        return Result(path, "de-identified", draft.become(output / instance.name), instance)


class _Draft:
    """A file that is gone again unless it earned its name."""

    def __init__(self, folder: Path) -> None:
        descriptor, name = tempfile.mkstemp(prefix=".curtain-", suffix=".part", dir=folder)
        os.close(descriptor)
        self.path = Path(name)

    def write(self, candidate: Candidate) -> None:
        with self.path.open("wb") as file:
            copy(candidate.pieces, candidate.source, file)

    def become(self, target: Path) -> Path:
        """Raises Quarantine where a file of that name is there already."""
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            # A link, unlike a rename, refuses to take another file's place.
            os.link(self.path, target)
        except FileExistsError:
            raise Quarantine(
                "exists", "The output folder has a file of this name already. Nothing was overwritten."
            ) from None
        return target

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.path.unlink(missing_ok=True)


def _stopped(path: Path, stop: NotDicom | Quarantine) -> Result:
    outcome = "not-dicom" if isinstance(stop, NotDicom) else "quarantined"
    return Result(path, outcome, code=stop.code, sentence=stop.sentence)
