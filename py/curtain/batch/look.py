"""A case that is only looked at: scanned and planned as if it were to be written, and nothing is."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from curtain.batch.case import Progress, place_all, scan_all, stopped
from curtain.batch.inputs import Inputs
from curtain.batch.lanes import Lanes
from curtain.batch.work import Setup, Work, Write
from curtain.files.source import Source
from curtain.plan import plan
from curtain.result import Result
from curtain.rules.profile import Profile
from curtain.transforms.keyed import Keyed
from curtain.write import Order


class Look(Work):
    """Instead of writing a file, tells something of it."""

    def tell(self, source: Source, order: Order) -> dict[str, Any]:
        """What is told of one file. Raises as `curtain.write.write`."""
        raise NotImplementedError

    def _write(self, task: Write) -> dict[str, Any]:  # type: ignore[override] - another answer
        with self._planned(task) as source:
            return self.tell(source, Order(task.patient, self._keyed, profile=self._setup.profile))


def look_at(
    given: Iterable[Path], look: type[Look], key: bytes, profile: Profile, jobs: int, progress: Progress
) -> Iterator[Result[Any] | tuple[Write, dict[str, Any]]]:
    """Of each file what `look` tells of it, with its task, or the result of one that would not come out.

    Raises `curtain.batch.lanes.NoStart`.
    """
    with Inputs(given) as inputs:
        files = list(inputs)
        lanes = Lanes(jobs, look, Setup(key, profile, Path()))
        try:
            facts = yield from scan_all(lanes, files, progress)
            case = plan({str(number): each for number, each in facts.items()}, Keyed(key))
            tasks = yield from place_all(case, facts, files)
            for done, (at, answer) in enumerate(lanes.run(tasks), 1):
                progress("Looking", done, len(tasks))
                yield (tasks[at], answer) if isinstance(answer, dict) else stopped(tasks[at].file, answer)
        finally:
            lanes.close()
