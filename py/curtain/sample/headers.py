"""Headers for the sample case: as talkative as those of a real scanner, and all of it invented."""

from hashlib import sha256
from typing import Any

from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import UID

#: The patient, as the hospital's systems would spell her everywhere.
NAME = "MUSTERMANN^ERIKA"
PATIENT_ID = "4711-0815"
BIRTH_DATE = "19640812"
HOSPITAL = "KLINIKUM MUSTERSTADT"


def uid(name: str) -> UID:
    """A UID that is always the same for a name (PS3.5 B.2)."""
    return UID(f"2.25.{int.from_bytes(sha256(b'curtain sample ' + name.encode()).digest()[:15])}")


def item(**attributes: Any) -> Dataset:
    """A data set, or an item of a sequence, from keywords."""
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence (PS3.3 8.8)."""
    return item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def file(dataset: Dataset, transfer_syntax: str) -> FileDataset:
    """A data set as a file that can be saved."""
    meta = FileMetaDataset()
    meta.FileMetaInformationVersion = b"\0\1"
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = UID(transfer_syntax)
    meta.ImplementationClassUID = uid("implementation")
    meta.ImplementationVersionName = "MUSTERPACS_7_2"
    meta.SourceApplicationEntityTitle = "MUSTER_CT1"
    made = FileDataset("", dataset, file_meta=meta, preamble=b"\0" * 128)
    return made


def patient_and_study(study: str, date: str, time: str, description: str, accession: str) -> Dataset:
    """The Patient, Clinical Trial free, and General Study modules, and what hospitals add to them."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.PatientName = NAME
    dataset.PatientID = PATIENT_ID
    dataset.IssuerOfPatientID = "MUSTERSTADT_KIS"
    dataset.PatientBirthDate = BIRTH_DATE
    dataset.PatientSex = "F"
    dataset.PatientAge = "059Y"
    dataset.PatientSize = "1.68"
    dataset.PatientWeight = "71"
    dataset.OtherPatientIDsSequence = [
        item(PatientID="G123456789", TypeOfPatientID="TEXT", IssuerOfPatientID="MUSTERKASSE")
    ]
    dataset.OtherPatientNames = "GABLER^ERIKA"
    dataset.PatientAddress = "Heidestrasse 17, 51147 Musterstadt"
    dataset.PatientTelephoneNumbers = "+49 30 23125 001"
    dataset.EthnicGroup = "NOT STATED"
    dataset.Occupation = "Teacher"
    dataset.SmokingStatus = "NO"
    dataset.PregnancyStatus = 4
    dataset.PatientComments = "Frau Mustermann speaks to Dr. Beispiel only; call daughter Sabine on +49 30 23125 002"
    dataset.AdditionalPatientHistory = "Cough for 6 weeks. Mother (Mustermann, Hilde) had TB."
    dataset.MedicalAlerts = "IODINE"
    dataset.Allergies = "PENICILLIN"
    dataset.StudyInstanceUID = uid(study)
    dataset.StudyDate = date
    dataset.StudyTime = time
    dataset.StudyID = "90210"
    dataset.StudyDescription = description
    dataset.AccessionNumber = accession
    dataset.ReferringPhysicianName = "BEISPIEL^BERND^^DR."
    dataset.ReferringPhysicianTelephoneNumbers = "+49 30 23125 100"
    dataset.PhysiciansOfRecord = "VORBILD^VERA^^PROF."
    dataset.NameOfPhysiciansReadingStudy = "LESER^LUDWIG^^DR."
    dataset.AdmittingDiagnosesDescription = "R05 COUGH"
    dataset.AdmissionID = "F2024-00815"
    dataset.AdmittingDate = date
    dataset.CurrentPatientLocation = "WARD 4B BED 12"
    dataset.InstitutionName = HOSPITAL
    dataset.InstitutionAddress = "Am Musterplatz 1, 51147 Musterstadt"
    dataset.InstitutionalDepartmentName = "RADIOLOGIE"
    dataset.RequestingPhysician = "BEISPIEL^BERND^^DR."
    dataset.RequestingService = "PNEUMOLOGIE"
    dataset.RequestedProcedureDescription = description
    dataset.RequestedProcedureCodeSequence = [code("CTTHO", "99MUSTER", description)]
    dataset.PerformedProcedureStepStartDate = date
    dataset.PerformedProcedureStepStartTime = time
    dataset.PerformedProcedureStepID = f"PPS{accession[-4:]}"
    dataset.PerformedProcedureStepDescription = description
    dataset.RequestAttributesSequence = [
        item(
            AccessionNumber=accession,
            ReferencedStudySequence=[
                item(ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1", ReferencedSOPInstanceUID=uid(study + " request"))
            ],
            RequestedProcedureID=f"RP{accession[-4:]}",
            RequestedProcedureDescription=description,
            ReasonForTheRequestedProcedure="Erika Mustermann, 59 y, known to Dr. Beispiel, query nodule",
            ScheduledProcedureStepID=f"SPS{accession[-4:]}",
            ScheduledProcedureStepDescription=description,
            ScheduledProtocolCodeSequence=[code("CTTHO1", "99MUSTER", description)],
        )
    ]
    return dataset
