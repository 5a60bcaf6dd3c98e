"""A header as long as scanners write them, to measure with."""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from making import as_bytes, ct

#: What a CT scanner writes beside what `making.ct` has: most of it technique, some of it about the patient and the stay.
_MORE: dict[str, object] = {
    "SpecificCharacterSet": "ISO_IR 100", "InstanceCreationDate": "20240131", "InstanceCreationTime": "101512.330000",
    "SeriesDate": "20240131", "AcquisitionDate": "20240131", "SeriesTime": "101503.120000", "AcquisitionTime": "101508.450000",
    "ContentTime": "101508.450000", "InstitutionName": "Klinikum am Park", "InstitutionAddress": "Parkstr. 1, Musterstadt",
    "StationName": "CT99", "StudyDescription": "CT Thorax mit KM", "SeriesDescription": "Thorax 1.0 Br40 S3",
    "InstitutionalDepartmentName": "Radiologie", "PerformingPhysicianName": "HOLM^PETRA", "OperatorsName": "RTA^1",
    "ManufacturerModelName": "Drive 3000", "PatientAge": "066Y", "PatientSize": "1.68", "PatientWeight": "71",
    "OtherPatientIDs": "A-99123", "EthnicGroup": "n/a", "Occupation": "Lehrerin", "AdditionalPatientHistory": "Zn. OP 2019",
    "PregnancyStatus": 4, "PatientComments": "keine", "BodyPartExamined": "CHEST", "ScanOptions": "HELICAL",
    "SliceThickness": "1", "KVP": "100", "DataCollectionDiameter": "500", "DeviceSerialNumber": "70815",
    "SoftwareVersions": "syngo XY 2022A", "ProtocolName": "Thorax_KM", "ReconstructionDiameter": "360",
    "DistanceSourceToDetector": "1085.6", "DistanceSourceToPatient": "595", "GantryDetectorTilt": "0", "TableHeight": "155",
    "RotationDirection": "CW", "ExposureTime": "285", "XRayTubeCurrent": "214", "Exposure": "61", "FilterType": "FLAT",
    "GeneratorPower": "21", "FocalSpots": "1.2", "DateOfLastCalibration": "20240131", "TimeOfLastCalibration": "070112",
    "ConvolutionKernel": "Br40f", "PatientPosition": "HFS", "SingleCollimationWidth": 0.6, "TotalCollimationWidth": 57.6,
    "TableSpeed": 185.1, "TableFeedPerRotation": 52.7, "SpiralPitchFactor": 0.92, "CTDIvol": 4.1,
    "ExposureModulationType": "XYZ_EC", "EstimatedDoseSaving": 32.5, "ContrastBolusAgent": "APPLIED",
    "ContrastBolusVolume": "80", "ContrastFlowRate": "3", "AcquisitionNumber": 4,
    "ImagePositionPatient": ["-180", "-354.5", "-213.5"], "ImageOrientationPatient": ["1", "0", "0", "0", "1", "0"],
    "PositionReferenceIndicator": "", "SliceLocation": "-213.5", "ImageComments": "", "PixelSpacing": ["0.703125", "0.703125"],
    "SmallestImagePixelValue": 0, "LargestImagePixelValue": 2410, "WindowCenter": ["40", "-600"], "WindowWidth": ["400", "1200"],
    "RescaleIntercept": "-1024", "RescaleSlope": "1", "RescaleType": "HU", "WindowCenterWidthExplanation": ["W1", "W2"],
    "LossyImageCompression": "00", "RequestingPhysician": "BRINKMANN^OTTO", "RequestingService": "Station 4",
    "RequestedProcedureDescription": "CT Thorax", "AdmissionID": "ADM-20240130", "CurrentPatientLocation": "4 West",
    "PerformedProcedureStepStartDate": "20240131", "PerformedProcedureStepStartTime": "101503",
    "PerformedProcedureStepID": "PPS77", "PerformedProcedureStepDescription": "CT Thorax", "MedicalAlerts": "",
    "IssuerOfPatientID": "KLINIKUM", "PatientBirthTime": "", "ReasonForStudy": "Dyspnoe", "StudyComments": "", "PatientReligiousPreference": "keine",
}  # fmt: skip


def _code(value: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "DCM", meaning
    return code


def ct_of_150_elements() -> bytes:
    """A CT image of 16x16 with 150 elements, 18 of them private and 8 in sequences."""
    dataset = ct(**_MORE)
    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = "1.2.840.10008.3.1.2.3.3", "1.2.3.4.5"
    dataset.ReferencedStudySequence = Sequence([reference])
    dataset.ProcedureCodeSequence = Sequence([_code("P5-08000", "Computed tomography")])
    dataset.RequestAttributesSequence = Sequence([_code("77", "Request")])
    for group, creator in ((0x0019, "SIEMENS CT VA0  COAD"), (0x0029, "SIEMENS CSA HEADER")):
        block = dataset.private_block(group, creator, create=True)
        for number in range(8):
            block.add_new(number, "LO", f"value {number}")
    dataset.file_meta.ImplementationVersionName = "SCANNER_1"
    return as_bytes(dataset)
