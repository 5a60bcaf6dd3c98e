"""What is done to one file, in whatever process: it is scanned, and later written and checked."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from curtain.batch.draft import Target, not_written
from curtain.batch.inputs import Input, opened
from curtain.batch.telling import Telling
from curtain.examine import examine
from curtain.files.part10 import open_dicom
from curtain.files.pieces import Piece, copy
from curtain.files.source import PathSource, Source
from curtain.instance import Instance
from curtain.outcome import NotDicom, Quarantine, unexpected
from curtain.pixels.record import untouched_digest
from curtain.pixels.show import image_info
from curtain.plan import Patient
from curtain.rules.profile import Profile
from curtain.scan import Facts, scan
from curtain.share.boxes import BoxList
from curtain.transforms.keyed import Keyed
from curtain.write import Order, write

_BLOCK = 1 << 20
Stop = NotDicom | Quarantine
Tell = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Setup:
    """What holds for all files of a case.

    Attributes
    ----------
    drafts
        The folder in which files are written before they have a name.
    digests
        The source is digested too, and what a redaction left as it was.
    uids
        Old UIDs are told with the new ones.
    boxes
        What is blanked.
    reviewed
        A person vouches for the pixels of all files, as far as they can be shown.
    """

    key: bytes
    profile: Profile
    drafts: Path
    digests: bool = False
    uids: bool = False
    boxes: BoxList | None = None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """A task; its answer is Facts, or why there are none."""

    file: Input


@dataclass(frozen=True, slots=True)
class Write:
    """A task; its answer is Written, or why nothing was."""

    file: Input
    patient: Patient
    facts: Facts


@dataclass(frozen=True, slots=True)
class Written:
    """A draft that was checked and may have its name, `instance.name`."""

    draft: Path
    instance: Instance
    sha256: str
    source_sha256: str
    uids: dict[str, str]


class Work:
    """Turns a task into its answer, whatever happens; only a want of memory ends it."""

    def __init__(self, setup: Setup, tell: Tell) -> None:
        self._setup, self._tell = setup, tell
        self._keyed = Keyed(setup.key)
        self._drafted = 0

    def __call__(self, task: Scan | Write) -> Facts | Written | Stop:
        try:
            return self._scan(task) if isinstance(task, Scan) else self._write(task)
        except (NotDicom, Quarantine) as stop:
            # Without its trace, which holds on to the file.
            return stop.with_traceback(None)
        except MemoryError:
            raise
        except Exception:
            return unexpected()

    def _scan(self, task: Scan) -> Facts:
        with opened(task.file, self._tell) as source:
            return scan(source)

    def _write(self, task: Write) -> Written:
        # With the old UIDs asked for, each file has its own, to know which ones were its.
        keyed = Keyed(self._setup.key) if self._setup.uids else self._keyed
        setup = self._setup
        with self._planned(task) as source, self._draft() as draft:
            # A person who reviewed them saw other bytes than these, whatever decoded those.
            reviewed = setup.reviewed and _can_be_shown(source)
            order = Order(task.patient, keyed, pixels_reviewed=reviewed, profile=setup.profile, listed=setup.boxes)
            candidate = write(source, order)
            sha256 = self._copy(candidate.pieces, candidate.source, draft)
            with PathSource(draft) as written:
                opened = Telling(written, self._tell)
                instance = examine(opened, candidate, order)
                if setup.digests and instance.redactions:
                    told = {**instance.redactions, "untouched_sha256": untouched_digest(opened, instance.redactions)}
                    instance = replace(instance, redactions=told)
            source_sha256 = _digest(source) if setup.digests else ""
            uids = keyed.known_uids() if setup.uids else {}
            return Written(draft, instance, sha256, source_sha256, uids)

    @contextmanager
    def _planned(self, task: Write) -> Iterator[Source]:
        """A file once more, if it is still the one that was planned."""
        with opened(task.file, self._tell, again=True) as source:
            if scan(source) != task.facts:
                raise Quarantine("changed", "The file was changed while the case was read. Add it again.")
            yield source

    def _copy(self, pieces: Iterable[Piece], source: Source, draft: Path) -> str:
        try:
            with draft.open("xb") as file:
                target = Target(file, self._tell)
                copy(pieces, source, target)  # type: ignore[arg-type] - all that it needs of a file
                return target.sha256
        except OSError as error:
            raise not_written(error) from None

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        """A name that no other process uses. The file is gone again where something stops the work on it."""
        self._drafted += 1
        path = self._setup.drafts / f"{os.getpid()}-{self._drafted}.part"
        try:
            yield path
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _can_be_shown(source: Source) -> bool:
    """False for what nobody has seen as it comes out, whatever they say: a video, for example."""
    info = image_info(open_dicom(source))
    return info is None or info["cannotShow"] is None


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    for offset in range(0, source.size, _BLOCK):
        digest.update(source.read(offset, min(_BLOCK, source.size - offset)))
    return digest.hexdigest()
