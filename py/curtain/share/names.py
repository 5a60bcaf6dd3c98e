"""Names inside a zip or a folder, made of new identifiers only."""

from curtain.files.dataset import DataSet
from curtain.scan import PATIENT_ID, SERIES_INSTANCE_UID, SOP_INSTANCE_UID, STUDY_INSTANCE_UID


def output_name(cleaned: DataSet) -> str:
    """`PATIENT/STUDY/SERIES/INSTANCE.dcm`; folders by the last digits of the new UIDs to stay short."""
    study, series = cleaned.text(STUDY_INSTANCE_UID)[-8:], cleaned.text(SERIES_INSTANCE_UID)[-8:]
    return f"{cleaned.text(PATIENT_ID)}/study-{study}/series-{series}/{cleaned.text(SOP_INSTANCE_UID)}.dcm"
