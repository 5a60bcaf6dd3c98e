"""The planted case: synthetic patients with several studies and series, and references that cross them.

    planted = plant(patients=4, studies=1, slices=2, seed=1)
    write(planted[0], Path("0001.dcm"))

Nothing here imports the engine: the objects are made and written by pydicom, so that no mistake of ours is planted
and expected at the same time. The same numbers make the same bytes.
"""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from pydicom.uid import UID

from scoreboard import objects
from scoreboard.headers import Study
from scoreboard.people import Person, people
from scoreboard.sheet import Sheet

#: The kinds of visits, in turn; each kind of object is in some.
_KINDS = ("PT", "MR", "DX", "MG", "US", "CT")
_VENDORS = ("SIEMENS", "GE MEDICAL SYSTEMS", "Philips Medical Systems")


def plant(patients: int, studies: int, slices: int, seed: int) -> list[Sheet]:
    """The objects of a case.

    Parameters
    ----------
    patients
        Six show every kind of object.
    studies
        Visits of each patient; a follow-up is of the same kind.
    slices
        Images of a series of slices.
    """
    sheets: list[Sheet] = []
    for index, person in enumerate(people(patients, seed)):
        for visit in range(studies):
            study = _visit(person, index, visit, seed)
            for sheet in _objects(study, slices, len(sheets) + 1):
                _name_the_sender(sheet, study)
                sheets.append(sheet)
    return sheets


def write(sheet: Sheet, path: Path) -> None:
    """Write an object as a file (PS3.10)."""
    dataset, syntax = sheet.dataset, UID(sheet.syntax)
    dataset.set_original_encoding(syntax.is_implicit_VR, syntax.is_little_endian)
    if "PixelData" in dataset:
        dataset["PixelData"].is_undefined_length = syntax.is_encapsulated
    dataset.save_as(path, enforce_file_format=True)


def _visit(person: Person, index: int, visit: int, seed: int) -> Study:
    dice = random.Random(f"visit {seed} {index} {visit}")
    day = person.first_visit + timedelta(visit * dice.randint(90, 400))
    return Study(
        person, _KINDS[(index + index // len(_KINDS)) % len(_KINDS)], day, _VENDORS[(index // 2) % len(_VENDORS)], dice
    )


def _objects(study: Study, slices: int, first: int) -> Iterator[Sheet]:
    """The objects of one visit; `first` is the number of the first, and each has its own in the whole case."""
    number = first

    def series(make: Callable[..., Sheet], count: int) -> list[Sheet]:
        nonlocal number
        uid, made = study.new_uid(), []
        for index in range(count):
            scout = made[0].dataset.SOPInstanceUID if made else study.new_uid()
            made.append(make(study, uid, number, index, scout))
            number += 1
        return made

    def about(make: Callable[..., Sheet], images: list[Sheet]) -> Sheet:
        nonlocal number
        number += 1
        return make(study, study.new_uid(), number - 1, [sheet.dataset for sheet in images])

    if study.kind in ("PT", "CT"):
        images = series(objects.ct, slices)
        yield from images
        if study.kind == "PT":
            yield from series(objects.pet, slices)
            yield about(objects.rtstruct, images)
        yield about(objects.seg, images)
    elif study.kind == "MR":
        images = series(objects.mr, slices)
        yield from images
        yield from series(objects.mr, slices)
        yield about(objects.sr, images)
    elif study.kind == "DX":
        yield from series(objects.dx, 2)
        yield from series(objects.cr, 1)
        yield from series(objects.ct, slices)
    elif study.kind == "MG":
        images = series(objects.mg, 4)
        yield from images
        yield about(objects.sr, images)
    else:
        yield from series(objects.us, 3)


def _name_the_sender(sheet: Sheet, study: Study) -> None:
    """Group 0002 and the preamble as an archive leaves them."""
    meta = sheet.dataset.file_meta
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = (
        sheet.dataset.SOPClassUID,
        sheet.dataset.SOPInstanceUID,
    )
    meta.TransferSyntaxUID, meta.ImplementationClassUID = UID(sheet.syntax), UID("1.2.276.0.7230010.3.0.3.6.7")
    meta.ImplementationVersionName, meta.SourceApplicationEntityTitle = "MUSTERPACS_7_2", "RAD_" + study.kind + "_77"
    sheet.dataset.preamble = f"{study.person.patient_id} {study.day:%Y%m%d}".encode("ascii").ljust(128, b"\0")
