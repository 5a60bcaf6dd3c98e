"""What all planted objects have in common: patient, study, series and equipment, as talkative as in hospitals."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from pydicom.dataset import Dataset

from scoreboard.people import Person
from scoreboard.sheet import Sheet, code, item

_STUDIES = {
    "PT": [
        "PET-CT [Ganzkoerper FDG] {A:$typed}",
        "[PET/CT SKULL BASE TO MID-THIGH]",
        "[TEP-TDM au FDG corps entier]",
        "[F18 FDG WHOLE BODY INITIAL]",
    ],
    "CT": [
        "CT [Thorax Abdomen native and portal venous]",
        "[CT CHEST W/O CONTRAST]",
        "[CT ABDOMEN PELVIS W CONTRAST] {R:$accession}",
        "[TC torace con mdc] {A:$typed}",
        "[Thorax^01_THORAX_ROUTINE (Adult)]",
    ],
    "MR": [
        "MRI [brain with gadolinium], Dr. {A:$doctor}",
        "[MR LUMBAR SPINE WITHOUT CONTRAST]",
        "[IRM du genou droit]",
        "[Schädel MRT mit KM] {C:$dots}",
        "[MRI PROSTATE MULTIPARAMETRIC]",
    ],
    "DX": [
        "[Chest 2 views], MRN {H:$mrn}",
        "[XR CHEST PA AND LATERAL]",
        "[Rx tórax dos proyecciones]",
        "[Knochenalter linke Hand]",
    ],
    "MG": [
        "[Screening mammogram bilateral]",
        "[MAMMOGRAM DIAGNOSTIC LEFT W CAD]",
        "[Mammographie bilatérale de dépistage] {A:$typed}",
    ],
    "US": [
        "[Abdomen complete] {C:$dots}",
        "[US RENAL AND BLADDER]",
        "[Doppler der Beinvenen rechts]",
        "[US THYROID] ref {A:$referring}",
    ],
}
_SERIES = {
    "CT": [
        "[Thorax 5.0 B30f]",
        "[Abdomen portal venous 3.0] {A:$typed}",
        "[Topogram 0.6 T80s]",
        "[AXIAL LUNG 1.25MM BONE PLUS]",
        "[Cor MPR 2.0 I41f 3]",
        "[Recon 3: SCOUT]",
        "[DOSE REPORT] {C:$slashes}",
        "[ABD/PEL 2.5 STND] {A:$last}",
        "[Schädel nativ 4.0 H31s]",
        "[Bolus tracking premonitoring]",
    ],
    "PT": [
        "[PET WB uncorrected]",
        "[PET WB corrected] {C:$dots}",
        "[WB AC 3D OSEM 3i24s]",
        "[PET brain dynamic 30 min p.i.]",
        "[MIP rotating]",
        "[NAC] {R:$accession}",
    ],
    "MR": [
        "[t1 mprage sag p2 iso]",
        "[ep2d diff b1000 ADC] {R:$accession}",
        "[t2 tse tra 320]",
        "[AX T2 FLAIR FS]",
        "[Localizer 3 plane]",
        "[DWI b50 400 800 TRACEW]",
        "[SAG T1 POST GAD] {A:$last}",
        "[3D TOF MRA circle of Willis]",
        "[BOLD resting state]",
        "[T2W_TSE_TRA_CLEAR]",
    ],
    "DX": ["[PA erect]", "[LATERAL]", "[W033 Chest PA] {A:$typed}", "[Hand links a.p.]"],
    "CR": ["[Hand left oblique]", "[Knee AP standing]"],
    "MG": ["[R MLO tomosynthesis]", "[L CC C-View]", "[R CC spot magnification] {C:$short}"],
    "US": ["[Liver and spleen] {A:$typed}", "[RT KIDNEY SAG]", "[GB transverse decubitus]"],
    "RTSTRUCT": ["[Contours planning] {A:$doctor}"],
    "SEG": ["[Liver segmentation]"],
    "SR": ["[Structured report]"],
}
_PROTOCOLS = [
    "[Standard adult] {A:$doctor}",
    "[1.1 ROUTINE CHEST]",
    "[5.12 Abdomen triple phase] {A:$typed}",
    "[HEAD_NEURO_TRAUMA]",
    "[Ganzkörper low dose]",
    "[tfl_mprage_p2]",
    "[Kids abdomen under 20 kg]",
]
_COMMENTS = [
    "[Motion artefact at the base]. Patient {A:$typed}, call {D:$phone}",
    "{A:$typed} {C:$born}; [port catheter right subclavian]",
    "[Breath hold incomplete]; reported to {A:$doctor} on {C:$dashes}, mail {F:$mail}",
    "[Prior study for comparison] {R:$accession} of {C:$slashes}",
    "[Hip prosthesis left], serial {M:SN-88$account}; MRN {H:$mrn}",
    "{A:$given $typed}: [claustrophobia, sedated with midazolam]",
    "[Contrast extravasation 20 ml left forearm]; see {N:https://pacs.$domain/v?s=$accession}",
    "[Post void residual 40 ml], seen {C:$month} by {A:$last}",
    "[Dose reduced, creatinine 1.9 mg/dl, eGFR 38]; informed consent {C:$short} {A:$last, $given}",
    "[Images degraded by metal]. Send CD to {B:$address}",
    "[Metallclips nach Cholezystektomie]; Rückruf {D:$phone}",
    "[Keine Voraufnahmen verfügbar]. Versicherung {I:$plan}",
]
_HISTORIES = [
    "[Cough for six weeks, former smoker]. Lives at {B:$address}",
    "[Known melanoma, resected]. Daughter {A:Sabine Quandt} on {D:$phone}",
    "[Status after whipple procedure]; insured {I:$plan}, account {J:$account}",
    "[Suspected pulmonary embolism]; fax results to {E:+49 30 991 4471}",
    "[Type 2 diabetes, hypertension]; works at {B:$hospital}",
    "[Zustand nach Sturz, Kopfschmerz], wohnhaft {B:$address}",
    "[Breast cancer left] 2016, [tamoxifen]. SSN {G:078-05-1120}",
]
#: What the patient is and has, one of each.
_OCCUPATIONS = [
    "[Teacher]",
    "[Farmer]",
    "[Retired]",
    "[Nurse]",
    "[Electrician]",
    "[Student]",
    "[Office clerk]",
]
_ALLERGIES = ["[Penicillin]", "[Iodinated contrast]", "[Latex]", "[No known allergies]", "[Pollen]"]
_NEEDS = ["[Wheelchair]", "[Interpreter]", "[Walking aid]", "[Hearing impaired]", "[None]"]
_STATES = ["[Anaemic]", "[Conscious]", "[Sedated]", "[Diabetic]", "[Pacemaker]"]
_DIAGNOSES = [
    "[R05 cough]",
    "[C34.1 lung cancer upper lobe]",
    "[Verdacht auf Pneumonie]",
    "[Abdominal pain]",
    "[M54.5 low back pain]",
]
_SERVICES = [
    "[Pneumology]",
    "[Emergency]",
    "[Internal medicine]",
    "[Onkologie]",
    "[Orthopaedics outpatients]",
    "[Urology]",
]
#: An age that by itself is an identifier.
_OLD = "[Fall at home, hip pain], aged {C:$age}; lives at {B:$address}"
_REASONS = [
    "[Staging of lymphoma] for {A:$doctor}",
    "[Query nodule right upper lobe], seen {C:$slashes}",
    "[Follow-up]",
]
_OLDEST = 90
_VENDORS = {
    "SIEMENS": ("Biograph 64", "1.3.12.2.1107.5.1.4"),
    "GE MEDICAL SYSTEMS": ("Discovery 750", "1.2.840.113619.2.55.3"),
    "Philips Medical Systems": ("Ingenia 3T", "1.3.46.670589.11"),
}


@dataclass(slots=True)
class Study:
    """One visit of a person."""

    person: Person
    kind: str
    day: date
    vendor: str
    dice: random.Random
    uid: str = ""
    frame_of_reference: str = ""
    accession: str = ""
    request: str = ""
    title: str = ""
    _numbers: int = field(default=0)

    def __post_init__(self) -> None:
        self.uid, self.frame_of_reference, self.request = self.new_uid(), self.new_uid(), self.new_uid()
        self.title = self.dice.choice(_STUDIES[self.kind])
        self.accession = f"A{self.day:%Y%m%d}{self.dice.randint(1000, 9999)}"

    def new_uid(self) -> str:
        """As scanners make them: with the day and the time inside."""
        self._numbers += 1
        root = _VENDORS[self.vendor][1]
        return f"{root}.{self.dice.randint(10000, 99999)}.{self.day:%Y%m%d}{self.dice.randint(10**9, 10**10)}.{self._numbers}"

    def fill(self, template: str, **more: str) -> str:
        """A marked text about this visit."""
        return self.person.fill(template, self.day, accession=self.accession, **more)

    def at(self, minutes: int) -> str:
        """A time of the visit, so many minutes after its start."""
        return f"{8 + minutes // 60:02}{minutes % 60:02}{self.dice.randint(0, 59):02}"


def start(study: Study, modality: str, sop_class: str, series_uid: str, number: int) -> Sheet:
    """An object with all modules above the image. `number` becomes InstanceNumber and is unique in the whole set.

    InstanceNumber identifies nobody, no row of Table E.1-1 names it, and every planted kind of object has it:
    the output is told apart by it.
    """
    sheet = Sheet()
    dataset = sheet.dataset
    if study.person.charset:
        dataset.SpecificCharacterSet = study.person.charset.split("\\")
    dataset.SOPClassUID, dataset.SOPInstanceUID = sop_class, study.new_uid()
    dataset.Modality, dataset.InstanceNumber = modality, number
    _patient(sheet, study)
    _study(sheet, study, modality)
    _series(sheet, study, modality, series_uid)
    _equipment(sheet, study, modality)
    return sheet


def _patient(sheet: Sheet, study: Study) -> None:
    dataset, person, dice = sheet.dataset, study.person, random.Random(study.person.patient_id)
    dataset.PatientName, dataset.PatientID = person.name, person.patient_id
    dataset.IssuerOfPatientID = f"{person.hospital.split()[-1].upper()}_KIS"
    dataset.PatientBirthDate, dataset.PatientBirthTime = f"{person.birth:%Y%m%d}", "031500"
    dataset.PatientSex = person.sex
    dataset.PatientAge = f"{person.age(study.day):03}Y"
    dataset.PatientSize, dataset.PatientWeight = "1.68", str(52 + person.age(study.day) % 40)
    dataset.EthnicGroup = ("White", "Asian", "Not stated")[(len(person.address) + 1) % 3]
    dataset.SmokingStatus = "NO"
    if person.sex == "F":
        dataset.PregnancyStatus = 4
    dataset.OtherPatientIDsSequence = [
        item(PatientID=person.insurance, TypeOfPatientID="TEXT", IssuerOfPatientID="MUSTERKASSE"),
        item(PatientID=person.account, TypeOfPatientID="TEXT", IssuerOfPatientID="BILLING"),
    ]
    dataset.OtherPatientNames = f"GABLER^{person.name.split('=')[0].split('^')[1]}"
    dataset.PatientMotherBirthName = "QUANDT^HILDE"
    dataset.PatientAddress = person.address[:64]
    dataset.PatientTelephoneNumbers = person.phone
    dataset.PatientTelecomInformation = f"mailto:{person.mail}"
    dataset.MilitaryRank, dataset.CountryOfResidence, dataset.RegionOfResidence = "SERGEANT", "ATLANTIS", "LOWLANDS"
    dataset.PatientReligiousPreference = "PASTAFARIAN"
    sheet.write(
        Occupation=study.fill(dice.choice(_OCCUPATIONS)),
        Allergies=dice.choice(_ALLERGIES),
        MedicalAlerts=study.fill("[Iodine reaction], tell {A:$doctor}"),
        SpecialNeeds=dice.choice(_NEEDS),
        PatientState=dice.choice(_STATES),
        PatientComments=study.fill(_COMMENTS[(len(person.name) + study.day.day) % len(_COMMENTS)]),
        AdditionalPatientHistory=study.fill(
            _OLD if person.age(study.day) >= _OLDEST else _HISTORIES[study.day.day % len(_HISTORIES)]
        ),
    )
    if person.birth.month % 4 == 0:
        _trial(sheet, study)
    if study.day.month % 3 == 0:
        # A record that was merged: the values from before stand inside the object.
        before = item(PatientName="QUANDT^HILDEGARD", PatientID="OLD-88123")
        dataset.OriginalAttributesSequence = [
            item(
                AttributeModificationDateTime=f"{study.day:%Y%m%d}120000",
                ModifyingSystem="MPI",
                SourceOfPreviousValues=person.hospital,
                ReasonForTheAttributeModification="CORRECT",
                ModifiedAttributesSequence=[before],
            )
        ]


def _trial(sheet: Sheet, study: Study) -> None:
    """The person takes part in a study of its own ids."""
    dataset = sheet.dataset
    dataset.ClinicalTrialSponsorName, dataset.ClinicalTrialProtocolID = "MUSTERPHARMA", "MUPH-0815-2"
    dataset.ClinicalTrialProtocolName, dataset.ClinicalTrialSiteID = "PROTECT-2", "SITE-44"
    dataset.ClinicalTrialSiteName, dataset.ClinicalTrialSubjectID = (
        study.person.hospital,
        f"SUBJ-{study.person.account[-5:]}",
    )
    dataset.ClinicalTrialTimePointID = "VISIT-3"
    sheet.write(ClinicalTrialTimePointDescription=study.fill("[Baseline before treatment] {C:$dots}"))


def _study(sheet: Sheet, study: Study, modality: str) -> None:
    dataset, person, day = sheet.dataset, study.person, f"{study.day:%Y%m%d}"
    dice = random.Random(study.uid)
    dataset.StudyInstanceUID, dataset.StudyDate, dataset.StudyTime = study.uid, day, study.at(0)
    dataset.StudyID, dataset.AccessionNumber = f"ST{study.accession[-6:]}", study.accession
    dataset.ReferringPhysicianName = person.referring
    dataset.ReferringPhysicianTelephoneNumbers = "+49 30 23125 100"
    dataset.PhysiciansOfRecord, dataset.NameOfPhysiciansReadingStudy = person.performing, person.performing
    dataset.AdmissionID, dataset.AdmittingDate = f"F{day}-77", f"{study.day - timedelta(2):%Y%m%d}"
    dataset.CurrentPatientLocation = "WARD 4B BED 12"
    dataset.RequestingPhysician = person.referring
    dataset.IssuerOfAdmissionID = "KIS7"
    dataset.ReferencedStudySequence = [
        item(ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1", ReferencedSOPInstanceUID=study.request)
    ]
    dataset.ReferringPhysicianIdentificationSequence = [
        item(
            PersonAddress=person.hospital_address,
            PersonTelephoneNumbers="+49 30 23125 101",
            InstitutionName=person.hospital,
            InstitutionAddress=person.hospital_address,
            PersonIdentificationCodeSequence=[],
        )
    ]
    request = item(
        AccessionNumber=study.accession,
        StudyInstanceUID=study.uid,
        RequestedProcedureID=f"RP{study.accession[-4:]}",
        ScheduledProcedureStepID=f"SPS{study.accession[-4:]}",
    )
    dataset.RequestAttributesSequence = [request]
    sheet.write(
        StudyDescription=study.fill(study.title),
        AdmittingDiagnosesDescription=study.fill(dice.choice(_DIAGNOSES)),
        RequestingService=study.fill(dice.choice(_SERVICES)),
        ReasonForStudy=study.fill(_REASONS[study.day.day % len(_REASONS)]),
        RequestedProcedureDescription=study.fill("[$chest] {A:$typed}"),
    )
    sheet.write(
        request,
        RequestedProcedureDescription="[Tumour staging]",
        ScheduledProcedureStepDescription="[Routine protocol]",
        ReasonForTheRequestedProcedure=study.fill("{A:$typed}, born {C:$born}, [query nodule]"),
    )
    dataset.RequestedProcedureCodeSequence = [code("CTTHO", "99MUSTER", "Chest examination")]


def _series(sheet: Sheet, study: Study, modality: str, uid: str) -> None:
    dataset, day = sheet.dataset, f"{study.day:%Y%m%d}"
    dataset.SeriesInstanceUID, dataset.SeriesDate, dataset.SeriesTime = uid, day, study.at(10)
    dataset.SeriesNumber = int(uid.rsplit(".", 1)[1])
    dataset.PerformingPhysicianName, dataset.OperatorsName = study.person.performing, "TECHNIK^TINA"
    dataset.PerformedProcedureStepStartDate, dataset.PerformedProcedureStepStartTime = day, study.at(9)
    dataset.PerformedProcedureStepID = f"PPS{study.accession[-4:]}"
    dataset.ContentDate, dataset.ContentTime = day, study.at(30)
    dataset.InstanceCreationDate, dataset.InstanceCreationTime = day, study.at(31)
    # The same in all instances of a series.
    dice = random.Random(uid)
    sheet.write(
        SeriesDescription=study.fill(dice.choice(_SERIES[modality])),
        ProtocolName=study.fill(dice.choice(_PROTOCOLS)),
        PerformedProcedureStepDescription=study.fill("[Routine acquisition] {C:$slashes}"),
        CommentsOnThePerformedProcedureStep=study.fill(dice.choice(_COMMENTS)),
    )
    operator = item(InstitutionName=study.person.hospital)
    badge = code("{K:RT-20981}", "99STAFF", "{A:Technik, Tina}")
    operator.PersonIdentificationCodeSequence = [badge]
    sheet.write(badge, CodeValue="{K:RT-20981}", CodeMeaning="{A:Technik, Tina}")
    dataset.OperatorIdentificationSequence = [operator]


def _equipment(sheet: Sheet, study: Study, modality: str) -> None:
    dataset, person = sheet.dataset, study.person
    dataset.Manufacturer, dataset.ManufacturerModelName = study.vendor, _VENDORS[study.vendor][0]
    dataset.InstitutionName, dataset.InstitutionAddress = person.hospital, person.hospital_address
    dataset.InstitutionalDepartmentName = "RADIOLOGY EAST"
    dataset.StationName, dataset.DeviceSerialNumber = (
        f"{modality}ROOM{len(person.name) % 5}",
        f"SN{4711 + len(person.name)}",
    )
    dataset.SoftwareVersions = ["syn64", "v7.2.0815"]
    last = [f"{study.day - timedelta(days):%Y%m%d}" for days in (40, 9)]
    dataset.DateOfLastCalibration, dataset.TimeOfLastCalibration = last, ["063000", "064512.5"]
    dataset.InstanceCreatorUID = f"{_VENDORS[study.vendor][1]}.77"
    if modality in ("CT", "PT", "MR"):
        dataset.GantryID = "GANTRY-4711"
    dataset.RetrieveAETitle, dataset.StationAETitle = "ARCHIVE7", "SCAN7"
    dataset.PerformedStationName, dataset.PerformedStationAETitle = dataset.StationName, "SCAN7"
    dataset.PerformedLocation = "Basement 2"
    dataset.DeviceUID = f"{_VENDORS[study.vendor][1]}.88.{4711 + len(person.name)}"
    dataset.UDISequence = [item(UniqueDeviceIdentifier="(01)04056869063456(21)4711", DeviceDescription="Scanner")]


def body(dataset: Dataset, region: str, value: str, meaning: str) -> None:
    """Which part of the body was examined: it has to stay, also where the patient's name is the same word."""
    dataset.BodyPartExamined = region
    dataset.AnatomicRegionSequence = [code(value, "SCT", meaning)]
