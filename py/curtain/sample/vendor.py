"""An object of a vendor's private SOP class, as discs often carry one: nobody else can tell what it holds."""

from pydicom.dataset import FileDataset
from pydicom.uid import ExplicitVRLittleEndian

from curtain.sample.headers import file, patient_and_study, uid

#: Siemens CSA Non-Image Storage.
_PRIVATE_CLASS = "1.3.12.2.1107.5.9.1"


def vendor_object() -> FileDataset:
    """Raw data of the CT, with the patient's name deep inside."""
    dataset = patient_and_study("ct study", "20240314", "142955.000", "CT THORAX MIT KM", "A2024031400815")
    dataset.SOPClassUID = _PRIVATE_CLASS
    dataset.SOPInstanceUID = uid("vendor object")
    dataset.Modality = "OT"
    dataset.Manufacturer = "MUSTER MEDICAL SYSTEMS"
    dataset.SeriesInstanceUID = uid("vendor series")
    dataset.SeriesNumber = 99
    dataset.InstanceNumber = 1
    dataset.SeriesDescription = "RAW DATA MUSTERMANN"
    block = dataset.private_block(0x0029, "SIEMENS CSA NON-IMAGE", create=True)
    block.add_new(0x08, "CS", "RAWDATA")
    block.add_new(0x10, "OB", b"MUSTERMANN^ERIKA 19640812 ".ljust(2048, b"\0"))
    return file(dataset, ExplicitVRLittleEndian)
