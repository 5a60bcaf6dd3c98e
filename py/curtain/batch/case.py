"""The stages over a whole case on a disk: all files are scanned, the case is planned, each file is written."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from curtain.batch.draft import Drafts
from curtain.batch.inputs import Input, Inputs
from curtain.batch.lanes import Here, Lanes, Lost
from curtain.batch.work import Scan, Setup, Stop, Work, Write, Written
from curtain.outcome import NotDicom, Quarantine, unexpected
from curtain.plan import Plan, plan
from curtain.result import Result
from curtain.rules.profile import BASIC, Profile
from curtain.scan import Facts
from curtain.share.boxes import BoxList
from curtain.transforms.keyed import Keyed

#: The page says the same of a worker of its own.
_LOST = {
    Lost.DIED: "The engine broke down over this file twice, so nothing of it is taken away. It may be damaged, or need more "
    "memory than there is. The other files are not affected.",
    Lost.SILENT: "The engine stood still over this file twice, so nothing of it is taken away. It may be damaged, or lie on a "
    "drive that does not answer: copy it to another place and add it again. The other files are not affected.",
}

#: Called with what is being done ("Reading", "Writing"), how many files are through, and how many there are.
Progress = Callable[[str, int, int], None]


class OutputInside(ValueError):
    """The output folder lies in a folder that is read; the text is a plain sentence."""


class Case:
    """One case; `results` may be walked once.

    Parameters
    ----------
    given
        Files, folders and zip archives.
    output
        Folder for `PATIENT/STUDY/SERIES/INSTANCE.dcm`. Nothing in it is overwritten.
    jobs
        How many processes work at once; 0: none but this one.
    digests
        Results tell the digest of their source, and of what a redaction left as it was.
    uids
        Results tell their old UIDs.
    boxes
        What is blanked.
    reviewed
        A person vouches for the pixels of all files, as far as they can be shown.

    Attributes
    ----------
    facts, plan
        What is known of the case when all files are scanned: facts by the number of their file. Both identify.
    """

    def __init__(
        self,
        given: Iterable[str | os.PathLike[str]],
        output: str | os.PathLike[str],
        key: bytes,
        profile: Profile = BASIC,
        *,
        jobs: int = 0,
        digests: bool = False,
        uids: bool = False,
        boxes: BoxList | None = None,
        reviewed: bool = False,
        progress: Progress = lambda what, done, total: None,
    ) -> None:
        self._given = [Path(path) for path in given]
        self._output = Path(output)
        refuse_inside(self._given, self._output)
        self._keyed = Keyed(key)
        self._setup = {
            "key": key,
            "profile": profile,
            "digests": digests,
            "uids": uids,
            "boxes": boxes,
            "reviewed": reviewed,
        }
        self._jobs = jobs
        self._progress = progress
        self.facts: dict[int, Facts] = {}
        self.plan = Plan({}, {})

    def results(self) -> Iterator[Result[Any]]:
        """One for each file, in no certain order.

        Raises `curtain.batch.lanes.NoStart`, and OSError where the output folder cannot be made.
        """
        with Inputs(self._given) as inputs, Drafts(self._output) as drafts:
            setup = Setup(drafts=drafts.path, **self._setup)
            files = list(inputs)
            lanes = Lanes(self._jobs, Work, setup) if self._jobs else Here(Work, setup)
            try:
                self.facts = yield from scan_all(lanes, files, self._progress)
                self.plan = plan({str(number): facts for number, facts in self.facts.items()}, self._keyed)
                wanted = yield from place_all(self.plan, self.facts, files)
                for done, (at, answer) in enumerate(lanes.run(wanted), 1):
                    self._progress("Writing", done, len(wanted))
                    yield _named(wanted[at].file, answer, drafts)
            finally:
                lanes.close()


def scan_all(
    lanes: Lanes | Here, files: list[Input], progress: Progress
) -> Generator[Result[Any], None, dict[int, Facts]]:
    """Scan all files: yields those that cannot be, and returns the facts of the others by their number."""
    found: dict[int, Facts] = {}
    for done, (at, answer) in enumerate(lanes.run(map(Scan, files)), 1):
        progress("Reading", done, len(files))
        if isinstance(answer, Facts):
            found[files[at].number] = answer
        else:
            yield stopped(files[at], answer)
    # The plan depends on the order of the files, and that must not depend on who was quickest.
    return dict(sorted(found.items()))


def place_all(case: Plan, facts: Mapping[int, Facts], files: list[Input]) -> Generator[Result[Any], None, list[Write]]:
    """Yields the files that the plan holds back, and returns what is to be done for the others."""
    tasks = []
    for file in files:
        place = case.files.get(str(file.number))
        if isinstance(place, Quarantine):
            yield stopped(file, place)
        elif place is not None:
            tasks.append(Write(file, case.patients[place], facts[file.number]))
    return tasks


def refuse_inside(given: Iterable[Path], output: Path) -> None:
    """Raises OutputInside where what is written would lie among what is read."""
    target = output.resolve()
    for path in given:
        if path.is_dir() and target.is_relative_to(path.resolve()):
            raise OutputInside("The output folder lies in a folder that is to be read. Choose another place for it.")


def _named(file: Input, answer: Written | Stop | Lost, drafts: Drafts) -> Result[Any]:
    """What a file has become. Only this process gives names: what another one was doing when it ended has none."""
    if not isinstance(answer, Written):
        return stopped(file, answer)
    try:
        path = drafts.become(answer.draft, answer.instance.name)
    except Quarantine as stop:
        return stopped(file, stop)
    except Exception:
        return stopped(file, unexpected())
    return Result(
        file.shown,
        "de-identified",
        path,
        answer.instance,
        number=file.number,
        sha256=answer.sha256,
        source_sha256=answer.source_sha256,
        uids=answer.uids,
    )


def stopped(file: Input, stop: object) -> Result[Any]:
    """The result of a file that gave this answer instead of what was wanted."""
    if isinstance(stop, Lost):
        stop = Quarantine(stop.value, _LOST[stop])
    return Result.stopped(file.shown, file.number, stop if isinstance(stop, NotDicom | Quarantine) else unexpected())
