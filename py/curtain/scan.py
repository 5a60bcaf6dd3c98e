"""First stage: from one file's header to the facts that the plan for the whole case needs."""

from dataclasses import asdict, dataclass, field

from curtain.files.part10 import open_dicom
from curtain.files.source import Source
from curtain.rules.iod import types
from curtain.verify.secrets import Secrets

SOP_CLASS_UID, SOP_INSTANCE_UID = 0x00080016, 0x00080018
STUDY_INSTANCE_UID, SERIES_INSTANCE_UID = 0x0020000D, 0x0020000E
PATIENT_NAME, PATIENT_ID, ISSUER_OF_PATIENT_ID = 0x00100010, 0x00100020, 0x00100021
PATIENT_BIRTH_DATE, PATIENT_SEX = 0x00100030, 0x00100040
MEDIA_STORAGE_SOP_CLASS_UID, MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020002, 0x00020003


@dataclass(slots=True)
class Facts:
    """Who a file belongs to and what it is. All of it identifies: it stays in memory."""

    patient_id: str = ""
    issuer: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    study: str = ""
    series: str = ""
    instance: str = ""
    #: What all files of the patient are searched for, by kind (`curtain.verify.secrets.KINDS`).
    strings: dict[str, list[str]] = field(default_factory=dict)

    def as_dict(self) -> dict:
        """As plain data, for JSON."""
        return asdict(self)


def scan(source: Source) -> Facts:
    """Read the header of one file.

    Raises
    ------
    NotDicom, Quarantine
        As `curtain.files.part10.open_dicom`; a private or missing SOP class is quarantined here already.
    """
    dicom = open_dicom(source, header_only=True)
    dataset = dicom.dataset
    types(dataset.text(SOP_CLASS_UID) or dicom.meta.text(MEDIA_STORAGE_SOP_CLASS_UID))
    secrets = Secrets.of(dataset)
    return Facts(
        patient_id=dataset.text(PATIENT_ID),
        issuer=dataset.text(ISSUER_OF_PATIENT_ID),
        name=dataset.text(PATIENT_NAME),
        birth_date=dataset.text(PATIENT_BIRTH_DATE),
        sex=dataset.text(PATIENT_SEX),
        study=dataset.text(STUDY_INSTANCE_UID),
        series=dataset.text(SERIES_INSTANCE_UID),
        instance=dataset.text(SOP_INSTANCE_UID) or dicom.meta.text(MEDIA_STORAGE_SOP_INSTANCE_UID),
        strings=secrets.strings(),
    )
