"""Curtain from a program of your own: files to a folder, or one object in memory.

Without a person there is no review: what is written here claims nothing about its pixels, unless the caller says that
somebody has looked at them.
"""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from copy import copy, deepcopy
from typing import TYPE_CHECKING, Any, BinaryIO, overload

from pydicom import Dataset, dcmread, dcmwrite
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from curtain.examine import examine
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource, Source, StreamSource
from curtain.outcome import NotDicom, Quarantine, unexpected
from curtain.plan import plan
from curtain.result import Result
from curtain.rules.profile import BASIC, Profile
from curtain.scan import scan
from curtain.transforms.keyed import Keyed
from curtain.write import Order, write

if TYPE_CHECKING:
    from curtain.share.boxes import BoxList

__all__ = ["Result", "deidentify", "deidentify_one", "examine"]

_FILE = "0"


def deidentify(
    files: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    key: bytes,
    profile: Profile = BASIC,
    *,
    jobs: int = 0,
    boxes: "str | os.PathLike[str] | BoxList | None" = None,
    reviewed: bool = False,
) -> Iterator[Result[Any]]:
    """De-identify files as one case into the folder `output`; yield one result for each file.

    Parameters
    ----------
    files
        Paths of files, folders and zip archives; what is no DICOM is told as such.
    output
        Folder for `PATIENT/STUDY/SERIES/INSTANCE.dcm`. Nothing in it is overwritten.
    key
        The case key, at least 16 bytes. The same key gives the same pseudonyms, UIDs and shifts of dates.
    profile
        The Basic Profile with the options chosen; `curtain.load_profile` reads one.
    jobs
        How many processes work at once. Needs a main program under ``if __name__ == "__main__"``, as all of
        `multiprocessing` does; a file at which a process dies or hangs is quarantined, and the others go on. With 0
        the work is done here.
    boxes
        What is blanked and cut: a file as `curtain redact --boxes` takes it (share/boxes.schema.json), or what
        `curtain.share.boxes.read_boxes` made of its text. UIDs in it are new ones, so the key has to be that of the review.
    reviewed
        A person has looked at the pixels of all files and vouches for them, as `--reviewed` of the command.

    Raises ValueError where `output` lies in one of the folders that are read, or where `boxes` is no such file
    (`curtain.share.boxes.BoxesError`), and OSError where the output cannot be made.
    """
    # Not above: a browser, which imports this module too, has no processes and no folders.
    from curtain.batch.case import Case
    from curtain.share.boxes import BoxList, load_boxes

    listed = boxes if boxes is None or isinstance(boxes, BoxList) else load_boxes(boxes)
    yield from Case(files, output, key, profile, jobs=jobs, boxes=listed, reviewed=reviewed).results()


@overload
def deidentify_one(source: bytes, key: bytes, profile: Profile = ...) -> Result[bytes]: ...
@overload
def deidentify_one(source: BinaryIO, key: bytes, profile: Profile = ...) -> Result[io.BytesIO]: ...
@overload
def deidentify_one(source: Dataset, key: bytes, profile: Profile = ...) -> Result[Dataset]: ...
@overload
def deidentify_one(
    source: str | os.PathLike[str], key: bytes, profile: Profile = ..., *, output: str | os.PathLike[str]
) -> Result[None]: ...
def deidentify_one(
    source: bytes | BinaryIO | Dataset | str | os.PathLike[str],
    key: bytes,
    profile: Profile = BASIC,
    *,
    output: str | os.PathLike[str] | None = None,
) -> Result[Any]:
    """De-identify one object, as a case of its own, and give back the same kind of thing.

    Bytes, a binary stream that can seek, or a pydicom `Dataset` come back as the result's `content`; a path comes back as
    its `path`, a file in the folder `output`. What is given is not changed. Where the outcome is not `de-identified`
    there is neither, and `code` and `sentence` say why.

    An object alone is searched for what its own header says of its patient; `deidentify` knows what the other files say.
    """
    if isinstance(source, str | os.PathLike):
        if output is None:
            raise TypeError("a path needs an output folder")
        (result,) = deidentify([source], output, key, profile)
        return result
    if output is not None:
        raise TypeError("an output folder is for paths: other objects come back in memory")
    keyed = Keyed(key)
    try:
        opened = _source_of(source)
        facts = scan(opened)
        case = plan({_FILE: facts}, keyed)
        order = Order(case.patients[str(case.files[_FILE])], keyed, profile=profile)
        candidate = write(opened, order)
        made = PieceSource(candidate.pieces, candidate.source)
        # What leaves are the bytes that were checked, and no others.
        data = made.read(0, made.size)
        instance = examine(BytesSource(data), candidate, order)
    except (NotDicom, Quarantine) as stop:
        return Result.stopped(None, 1, stop)
    except MemoryError:
        raise
    except Exception:
        return Result.stopped(None, 1, unexpected())
    return Result(
        None,
        "de-identified",
        instance=instance,
        number=1,
        sha256=hashlib.sha256(data).hexdigest(),
        content=_like(source, data),
    )


def _source_of(source: bytes | BinaryIO | Dataset) -> Source:
    if isinstance(source, bytes):
        return BytesSource(source)
    if not isinstance(source, Dataset):
        return StreamSource(source)
    buffer = io.BytesIO()
    try:
        dcmwrite(buffer, _with_syntax(source), enforce_file_format=True)
    except Exception:
        raise Quarantine(
            "no-object",
            "This data set cannot be written as a DICOM file: something that every object needs is missing.",
        ) from None
    return BytesSource(buffer.getvalue())


def _with_syntax(dataset: Dataset) -> Dataset:
    """The data set, or one of the same elements that says how it is encoded: as it was read, else explicit little endian."""
    meta = getattr(dataset, "file_meta", None)
    if meta is not None and "TransferSyntaxUID" in meta:
        return dataset
    implicit, little = dataset.original_encoding
    named = copy(dataset)
    named.file_meta = FileMetaDataset() if meta is None else deepcopy(meta)
    named.file_meta.TransferSyntaxUID = (
        ImplicitVRLittleEndian if implicit else ExplicitVRBigEndian if little is False else ExplicitVRLittleEndian
    )
    return named


def _like(source: bytes | BinaryIO | Dataset, data: bytes) -> bytes | io.BytesIO | Dataset:
    if isinstance(source, bytes):
        return data
    stream = io.BytesIO(data)
    return dcmread(stream) if isinstance(source, Dataset) else stream
