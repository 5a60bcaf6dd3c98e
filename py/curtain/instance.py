"""What is told of a de-identified object: only what remains in it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pydicom.uid import UID

from curtain.files.dataset import DataSet
from curtain.files.part10 import Dicom
from curtain.pixels.growth import Growth
from curtain.pixels.show import image_info
from curtain.places import Proposal
from curtain.risk import Risk
from curtain.rules.iod import types
from curtain.scan import PATIENT_ID, SERIES_INSTANCE_UID, SOP_CLASS_UID, SOP_INSTANCE_UID, STUDY_INSTANCE_UID
from curtain.share.names import output_name
from curtain.share.references import points_by_pixels, references_of
from curtain.transforms.changes import Changes
from curtain.transforms.cropped import why_not_crop

_STUDY_DATE, _MODALITY, _SERIES_DESCRIPTION, _STUDY_DESCRIPTION = 0x00080020, 0x00080060, 0x0008103E, 0x00081030
_SERIES_NUMBER, _INSTANCE_NUMBER = 0x00200011, 0x00200013
_IMAGE_POSITION_PATIENT, _IMAGE_ORIENTATION_PATIENT = 0x00200032, 0x00200037


@dataclass(frozen=True, slots=True)
class Instance:
    """One de-identified instance, as `Instance` in the page's types."""

    name: str
    size: int
    patient: str
    study: dict[str, str]
    series: dict[str, Any]
    uid: str
    number: int | None
    position: float | None
    sopClass: str
    transferSyntax: str
    image: dict[str, Any] | None
    actions: dict[str, int]
    #: `Changes.attributes` as one text (`attributes_text`): equal files share it in the page.
    attributes: str
    #: `curtain.share.references.references_of`.
    references: dict[str, list[str]]
    notes: list[str]
    #: `curtain.risk.Risk` of the source.
    risk: dict[str, Any]
    #: `curtain.pixels.record.record`; None where nothing was blanked.
    redactions: dict[str, Any] | None = None
    #: It points by pixel coordinates into what it refers to (`curtain.share.references.points_by_pixels`).
    pointsByPixels: bool = False
    #: `curtain.places.Proposal`s, for whoever reviews the image.
    proposals: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def describe(
    dicom: Dicom,
    size: int,
    changes: Changes,
    grows: Growth,
    notes: list[str],
    risk: Risk,
    redactions: dict[str, Any] | None = None,
    proposals: Iterable[Proposal] = (),
) -> Instance:
    """Describe an opened candidate.

    Parameters
    ----------
    size
        Bytes of the candidate.
    changes
        What was done to it.
    grows
        How redactions grow in its source.
    risk
        How closely its image has to be looked at.
    redactions
        What was blanked.
    proposals
        Where its image may hold text, by the header of its source.
    """
    dataset = dicom.dataset
    image = image_info(dicom)
    return Instance(
        name=output_name(dataset),
        size=size,
        patient=dataset.text(PATIENT_ID),
        study={
            "uid": dataset.text(STUDY_INSTANCE_UID),
            "description": dataset.text(_STUDY_DESCRIPTION),
            "date": dataset.text(_STUDY_DATE),
        },
        series={
            "uid": dataset.text(SERIES_INSTANCE_UID),
            "number": _first(dataset.ints(_SERIES_NUMBER)),
            "modality": dataset.text(_MODALITY),
            "description": dataset.text(_SERIES_DESCRIPTION),
        },
        uid=dataset.text(SOP_INSTANCE_UID),
        number=_first(dataset.ints(_INSTANCE_NUMBER)),
        position=slice_position(dataset),
        sopClass=_uid_name(dataset.text(SOP_CLASS_UID)),
        transferSyntax=_uid_name(dicom.syntax),
        image=None
        if image is None
        else {
            **image,
            "cannotCrop": image["cannotRedact"] or why_not_crop(types(dataset.text(SOP_CLASS_UID))),
            "grows": grows._asdict() if grows != Growth() else None,
        },
        actions=dict(changes.counts),
        attributes=attributes_text(changes.attributes),
        references=references_of(dataset),
        notes=notes,
        risk=risk.as_dict(),
        redactions=redactions,
        pointsByPixels=points_by_pixels(dataset),
        proposals=[each.as_dict() for each in proposals],
    )


def attributes_text(counts: Mapping[tuple[str, str], int]) -> str:
    """Counts by attribute and action as one line of JSON, the same for the same counts."""
    return json.dumps([[*key, count] for key, count in sorted(counts.items())], separators=(",", ":"))


def attributes_of(text: str) -> Counter[tuple[str, str]]:
    """The reverse of `attributes_text`."""
    return Counter({(name, action): count for name, action, count in json.loads(text)})


def slice_position(dataset: DataSet) -> float | None:
    """Distance of a slice along its normal in mm (PS3.3 C.7.6.2.1.1); None without position and orientation."""
    position, axes = dataset.floats(_IMAGE_POSITION_PATIENT), dataset.floats(_IMAGE_ORIENTATION_PATIENT)
    if len(position) != 3 or len(axes) != 6:
        return None
    row, column = axes[:3], axes[3:]
    normal = (
        row[1] * column[2] - row[2] * column[1],
        row[2] * column[0] - row[0] * column[2],
        row[0] * column[1] - row[1] * column[0],
    )
    distance = sum(a * b for a, b in zip(position, normal, strict=True))
    return distance if abs(distance) < 1e9 else None


def _first(values: list[int]) -> int | None:
    return values[0] if values else None


def _uid_name(uid: str) -> str:
    return UID(uid).name
