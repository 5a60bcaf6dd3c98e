"""The kinds of objects that are planted: CT, MR, PET, DX, CR, mammograms, ultrasound, RTSTRUCT, SEG and SR."""

from collections.abc import Sequence

import numpy as np
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    ComprehensiveSRStorage,
    ComputedRadiographyImageStorage,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    DigitalMammographyXRayImageStorageForPresentation,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    MRImageStorage,
    PositronEmissionTomographyImageStorage,
    RTStructureSetStorage,
    SegmentationStorage,
    UltrasoundImageStorage,
)

from scoreboard.headers import Study, body, start
from scoreboard.pictures import mask, noise, screen
from scoreboard.sheet import Sheet, code, item
from scoreboard.vendors import add_private

_SIZE = 32
_SPACING = ["0.75", "0.75"]
#: The Talairach brain atlas: a frame of reference that is nobody's own (PS3.6 Table A-2).
_ATLAS = "1.2.840.10008.1.4.1.1"
#: How a scanner's files arrive.
_SYNTAXES = [
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
]


def ct(study: Study, series: str, number: int, index: int, scout: str) -> Sheet:
    """A slice that refers to the series' scout."""
    sheet = _slice(study, "CT", CTImageStorage, series, number, index)
    dataset = sheet.dataset
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.KVP, dataset.XRayTubeCurrent, dataset.ExposureTime = "120", str(180 + index), "500"
    dataset.ConvolutionKernel, dataset.FilterType, dataset.ScanOptions = "B30f", "BODY FILTER", "HELICAL MODE"
    dataset.SpiralPitchFactor, dataset.CTDIvol = 0.984375, 6.41
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = "-1024", "1", "HU"
    dataset.AcquisitionNumber, dataset.AcquisitionDate, dataset.AcquisitionTime = 1, _day(study), study.at(12)
    dataset.ContrastBolusRoute, dataset.ContrastBolusVolume = "IV", "80"
    dataset.IrradiationEventUID = f"{series}.8"
    sheet.write(ContrastBolusAgent="[Iomeprol 400]", ImageComments=study.fill("[120 kV] {A:$typed}"))
    dataset.ReferencedImageSequence = [_reference(CTImageStorage, scout)]
    body(dataset, "CHEST", "51185008", "Chest")
    return sheet


def mr(study: Study, series: str, number: int, index: int, scout: str) -> Sheet:
    """A slice of a head."""
    sheet = _slice(study, "MR", MRImageStorage, series, number, index)
    dataset = sheet.dataset
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "M", "ND"]
    dataset.ScanningSequence, dataset.SequenceVariant, dataset.ScanOptions = "GR", ["SP", "MP"], "IR"
    dataset.MRAcquisitionType, dataset.SequenceName = "3D", "*tfl3d1_ns"
    dataset.RepetitionTime, dataset.EchoTime, dataset.InversionTime, dataset.FlipAngle = "2300", "2.98", "900", "9"
    dataset.MagneticFieldStrength, dataset.ImagingFrequency, dataset.EchoTrainLength = "3", "123.25", "1"
    dataset.ReceiveCoilName, dataset.SAR = "HEAD_32", "0.04"
    dataset.AcquisitionDateTime = f"{_day(study)}{study.at(14)}.217500+0100"
    dataset.SourceImageSequence = [_reference(MRImageStorage, scout)]
    if index % 4 == 3:
        dataset.FrameOfReferenceUID = _ATLAS
    sheet.write(DerivationDescription="[Distortion corrected 3D]")
    body(dataset, "HEAD", "69536005", "Head")
    return sheet


def pet(study: Study, series: str, number: int, index: int, scout: str) -> Sheet:
    """A slice with the injection that its values are counted from."""
    sheet = _slice(study, "PT", PositronEmissionTomographyImageStorage, series, number, index)
    dataset = sheet.dataset
    dataset.ImageType, dataset.SeriesType, dataset.Units = ["ORIGINAL", "PRIMARY"], ["WHOLE BODY", "IMAGE"], "BQML"
    dataset.CorrectedImage, dataset.DecayCorrection, dataset.CountsSource = ["ATTN", "DECY"], "START", "EMISSION"
    dataset.AcquisitionDate, dataset.AcquisitionTime, dataset.ActualFrameDuration = _day(study), study.at(60), "120000"
    dataset.FrameReferenceTime, dataset.ImageIndex, dataset.NumberOfSlices = "60000.5", index + 1, 40
    dataset.RescaleIntercept, dataset.RescaleSlope = "0", "2.115"
    dose = item(
        Radiopharmaceutical="FDG",
        RadiopharmaceuticalStartTime="070500.000000",
        RadiopharmaceuticalStartDateTime=f"{_day(study)}070500.000000",
        RadionuclideTotalDose="312000000",
        RadionuclideHalfLife="6586.2",
        RadionuclideCodeSequence=[code("77004003", "SCT", "^18^Fluorine")],
    )
    dataset.RadiopharmaceuticalInformationSequence = [dose]
    dataset.ReferencedImageSequence = [_reference(CTImageStorage, scout)]
    body(dataset, "WHOLEBODY", "38266002", "Whole body")
    return sheet


def dx(study: Study, series: str, number: int, index: int, scout: str) -> Sheet:
    """A radiograph with text burned in and an overlay."""
    sheet = start(study, "DX", DigitalXRayImageStorageForPresentation, series, number)
    dataset = sheet.dataset
    _burned(sheet, study, 96, 224, number, colour=False)
    dataset.ImageType = ["ORIGINAL", "PRIMARY"]
    dataset.PresentationIntentType, dataset.PixelIntensityRelationship, dataset.PixelIntensityRelationshipSign = (
        "FOR PRESENTATION",
        "LOG",
        -1,
    )
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = "0", "1", "US"
    dataset.PresentationLUTShape, dataset.LossyImageCompression, dataset.BurnedInAnnotation = "IDENTITY", "00", "YES"
    dataset.DetectorType, dataset.DetectorID = "SCINTILLATOR", f"DET-{study.person.patient_id[-3:]}-X"
    dataset.DateOfLastDetectorCalibration, dataset.TimeOfLastDetectorCalibration = _day(study), "053000"
    dataset.KVP, dataset.Exposure, dataset.ViewPosition, dataset.ImageLaterality = "110", "4", "PA", "U"
    dataset.ImagerPixelSpacing, dataset.WindowCenter, dataset.WindowWidth = ["0.14", "0.14"], "128", "256"
    dataset.PatientOrientation, dataset.AcquisitionContextSequence = ["L", "F"], []
    dataset.add_new(0x60000010, "US", 16)
    dataset.add_new(0x60000011, "US", 16)
    dataset.add_new(0x60000022, "LO", study.person.typed)
    dataset.add_new(0x60000040, "CS", "G")
    dataset.add_new(0x60003000, "OW", mask(1, 16, 16, number))
    body(dataset, "CHEST", "51185008", "Chest")
    add_private(sheet, study, "DX")
    sheet.syntax = ExplicitVRLittleEndian
    return sheet


def cr(study: Study, series: str, number: int, index: int, scout: str) -> Sheet:
    """A hand."""
    sheet = start(study, "CR", ComputedRadiographyImageStorage, series, number)
    _pixels(sheet.dataset, noise(_SIZE, _SIZE, number))
    dataset = sheet.dataset
    dataset.CassetteID, dataset.PlateID, dataset.PlateType = "KASS-19", "PL-551-7", "FINE"
    dataset.ViewPosition, dataset.KVP, dataset.ImagerPixelSpacing = "LL", "55", ["0.1", "0.1"]
    dataset.PatientOrientation = ["L", "F"]
    dataset.Sensitivity = "211"
    body(dataset, "HAND", "85562004", "Hand")
    _icon(dataset, number)
    add_private(sheet, study, "CR")
    sheet.syntax = ImplicitVRLittleEndian
    return sheet


def mg(study: Study, series: str, number: int, index: int, scout: str) -> Sheet:
    """One of the four views."""
    sheet = start(study, "MG", DigitalMammographyXRayImageStorageForPresentation, series, number)
    dataset = sheet.dataset
    _pixels(dataset, noise(_SIZE, _SIZE, number))
    side, view = ("R", "L")[index % 2], ("CC", "MLO")[index // 2 % 2]
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.PresentationIntentType, dataset.PixelIntensityRelationship, dataset.PixelIntensityRelationshipSign = (
        "FOR PRESENTATION",
        "LOG",
        -1,
    )
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = "0", "1", "US"
    dataset.PresentationLUTShape, dataset.LossyImageCompression, dataset.BurnedInAnnotation = "IDENTITY", "00", "NO"
    dataset.ImageLaterality, dataset.ViewPosition, dataset.OrganExposed, dataset.PositionerType = (
        side,
        view,
        "BREAST",
        "MAMMOGRAPHIC",
    )
    dataset.ViewCodeSequence = [code("399162004", "SCT", "cranio-caudal")]
    dataset.BodyPartThickness, dataset.CompressionForce, dataset.KVP = "52", "98", "28"
    dataset.DetectorType, dataset.DetectorID, dataset.ImagerPixelSpacing = (
        "DIRECT",
        f"MGDET-{number % 7}",
        ["0.07", "0.07"],
    )
    watcher = item(ValueType="PNAME", PersonName=study.person.performing)
    dataset.PatientOrientation, dataset.AcquisitionContextSequence = ["P", "L"], [watcher]
    dataset.IrradiationEventUID = f"{series}.{index + 1}"
    body(dataset, "BREAST", "76752008", "Breast")
    _icon(dataset, number)
    add_private(sheet, study, "MG")
    sheet.syntax = ExplicitVRLittleEndian
    return sheet


def us(study: Study, series: str, number: int, index: int, scout: str) -> Sheet:
    """A colour image of a screen with the patient's data on it; every third as JPEG."""
    sheet = start(study, "US", UltrasoundImageStorage, series, number)
    dataset = sheet.dataset
    _burned(sheet, study, 112, 256, number, colour=True, compressed=index % 3 == 2)
    dataset.ImageType, dataset.BurnedInAnnotation = ["ORIGINAL", "PRIMARY", "ABDOMINAL", "0001"], "YES"
    dataset.LossyImageCompression = "01" if index % 3 == 2 else "00"
    dataset.AcquisitionDateTime = f"{_day(study)}{study.at(20)}"
    dataset.TransducerType, dataset.MechanicalIndex, dataset.PatientOrientation = "CURVED LINEAR", "0.8", ""
    dataset.SequenceOfUltrasoundRegions = [
        item(RegionSpatialFormat=1, RegionDataType=1, RegionFlags=0, PhysicalUnitsXDirection=3, PhysicalDeltaX=0.0273)
    ]
    dataset.TransducerIdentificationSequence = [
        item(Manufacturer=study.vendor, ManufacturerModelName="C5-1", DeviceSerialNumber="TX-9182")
    ]
    dataset.StageName, dataset.HeartRate = "REST", "75"
    body(dataset, "ABDOMEN", "818983003", "Abdomen")
    add_private(sheet, study, "US")
    return sheet


def rtstruct(study: Study, series: str, number: int, images: Sequence[Dataset]) -> Sheet:
    """Contours on a series of slices."""
    sheet = start(study, "RTSTRUCT", RTStructureSetStorage, series, number)
    dataset, first = sheet.dataset, images[0]
    dataset.StructureSetDate, dataset.StructureSetTime = _day(study), study.at(200)
    slices = [_reference(each.SOPClassUID, each.SOPInstanceUID) for each in images]
    within = item(SeriesInstanceUID=first.SeriesInstanceUID, ContourImageSequence=slices)
    referred = item(
        ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1",
        ReferencedSOPInstanceUID=first.StudyInstanceUID,
        RTReferencedSeriesSequence=[within],
    )
    dataset.ReferencedFrameOfReferenceSequence = [
        item(FrameOfReferenceUID=first.FrameOfReferenceUID, RTReferencedStudySequence=[referred])
    ]
    region = item(ROINumber=1, ReferencedFrameOfReferenceUID=first.FrameOfReferenceUID, ROIGenerationAlgorithm="MANUAL")
    dataset.StructureSetROISequence = [region]
    contour = item(
        ContourImageSequence=[_reference(first.SOPClassUID, first.SOPInstanceUID)],
        ContourGeometricType="CLOSED_PLANAR",
        NumberOfContourPoints=3,
        ContourData=["0.5", "1.5", "-10", "4.5", "1.5", "-10", "2.5", "6.25", "-10"],
    )
    dataset.ROIContourSequence = [item(ROIDisplayColor=[255, 0, 0], ReferencedROINumber=1, ContourSequence=[contour])]
    dataset.RTROIObservationsSequence = [
        item(
            ObservationNumber=1,
            ReferencedROINumber=1,
            RTROIInterpretedType="GTV",
            ROIInterpreter=study.person.referring,
        )
    ]
    dataset.ApprovalStatus, dataset.ReviewDate, dataset.ReviewTime = "APPROVED", _day(study), study.at(220)
    dataset.ReviewerName = study.person.performing
    sheet.write(
        StructureSetLabel="[Planning]",
        StructureSetName=study.fill("[Lung plan] {A:$typed}"),
        StructureSetDescription=study.fill("[Adaptive replan], {A:$doctor} {C:$dots}"),
    )
    sheet.write(region, ROIName="[GTV lung]", ROIDescription=study.fill("[Drawn on average] by {A:$doctor}"))
    sheet.syntax = ImplicitVRLittleEndian
    return sheet


def seg(study: Study, series: str, number: int, images: Sequence[Dataset]) -> Sheet:
    """A binary mask over a series of slices, with functional groups that name each of them."""
    sheet = start(study, "SEG", SegmentationStorage, series, number)
    dataset, first = sheet.dataset, images[0]
    dataset.FrameOfReferenceUID, dataset.ImageType = first.FrameOfReferenceUID, ["DERIVED", "PRIMARY"]
    dataset.ContentLabel, dataset.ContentDescription, dataset.ContentCreatorName = (
        "LIVER",
        "Liver",
        study.person.referring,
    )
    dataset.SegmentationType = "BINARY"
    space = study.new_uid()
    dataset.DimensionOrganizationSequence = [item(DimensionOrganizationUID=space)]
    dataset.SegmentSequence = [
        item(
            SegmentNumber=1,
            SegmentLabel="Liver",
            SegmentAlgorithmType="AUTOMATIC",
            SegmentAlgorithmName="LIVERNET",
            TrackingID="LESION-1",
            TrackingUID=study.new_uid(),
            SegmentedPropertyCategoryCodeSequence=[code("123037004", "SCT", "Anatomical Structure")],
            SegmentedPropertyTypeCodeSequence=[code("10200004", "SCT", "Liver")],
        )
    ]
    dataset.ReferencedSeriesSequence = [
        item(
            SeriesInstanceUID=first.SeriesInstanceUID,
            ReferencedInstanceSequence=[_reference(each.SOPClassUID, each.SOPInstanceUID) for each in images],
        )
    ]
    groups = []
    for position, each in enumerate(images):
        purpose = [code("121322", "DCM", "Source image for image processing operation")]
        source = _reference(each.SOPClassUID, each.SOPInstanceUID)
        source.PurposeOfReferenceCodeSequence = purpose
        derivation = item(SourceImageSequence=[source], DerivationCodeSequence=[code("113076", "DCM", "Segmentation")])
        groups.append(
            item(
                DerivationImageSequence=[derivation],
                FrameContentSequence=[item(DimensionIndexValues=[1, position + 1])],
                PlanePositionSequence=[item(ImagePositionPatient=list(each.ImagePositionPatient))],
                SegmentIdentificationSequence=[item(ReferencedSegmentNumber=1)],
            )
        )
    dataset.PerFrameFunctionalGroupsSequence = groups
    dataset.SharedFunctionalGroupsSequence = [
        item(PixelMeasuresSequence=[item(PixelSpacing=_SPACING, SliceThickness="5")])
    ]
    dataset.NumberOfFrames, dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = len(images), _SIZE, _SIZE, 1
    dataset.PhotometricInterpretation, dataset.LossyImageCompression = "MONOCHROME2", "00"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 1, 1, 0, 0
    dataset.PixelData = mask(len(images), _SIZE, _SIZE, number)
    dataset["PixelData"].VR = "OB"
    sheet.syntax = ExplicitVRLittleEndian
    return sheet


def sr(study: Study, series: str, number: int, images: Sequence[Dataset]) -> Sheet:
    """A signed report on some images."""
    sheet = start(study, "SR", ComprehensiveSRStorage, series, number)
    dataset, first, person = sheet.dataset, images[0], study.person
    dataset.CompletionFlag, dataset.VerificationFlag = "COMPLETE", "VERIFIED"
    dataset.ValueType, dataset.ContinuityOfContent = "CONTAINER", "SEPARATE"
    dataset.ConceptNameCodeSequence = [code("18748-4", "LN", "Diagnostic imaging report")]
    dataset.VerifyingObserverSequence = [
        item(
            VerifyingOrganization=person.hospital,
            VerificationDateTime=f"{_day(study)}174512",
            VerifyingObserverName=person.referring,
            VerifyingObserverIdentificationCodeSequence=[],
        )
    ]
    dataset.AuthorObserverSequence = [
        item(ObserverType="PSN", PersonName=person.performing, InstitutionName=person.hospital)
    ]
    dataset.ReferencedPerformedProcedureStepSequence = [_reference("1.2.840.10008.3.1.2.3.3", study.new_uid())]
    evidence = item(
        SeriesInstanceUID=first.SeriesInstanceUID,
        ReferencedSOPSequence=[_reference(each.SOPClassUID, each.SOPInstanceUID) for each in images],
    )
    dataset.CurrentRequestedProcedureEvidenceSequence = [
        item(StudyInstanceUID=study.uid, ReferencedSeriesSequence=[evidence])
    ]
    dataset.PerformedProcedureCodeSequence = []
    name = item(RelationshipType="HAS OBS CONTEXT", ValueType="PNAME", PersonName=person.performing)
    name.ConceptNameCodeSequence = [code("121008", "DCM", "Person Observer Name")]
    words = item(RelationshipType="CONTAINS", ValueType="TEXT")
    words.ConceptNameCodeSequence = [code("121071", "DCM", "Finding")]
    sheet.write(words, TextValue=study.fill("{A:$typed} born {C:$born}, {B:$address}: [no lesion]. Dr. {A:$doctor}"))
    image = item(RelationshipType="CONTAINS", ValueType="IMAGE")
    image.ReferencedSOPSequence = [_reference(first.SOPClassUID, first.SOPInstanceUID)]
    dataset.ContentSequence = [name, words, image]
    sheet.syntax = ExplicitVRLittleEndian
    return sheet


def _slice(study: Study, modality: str, sop_class: str, series: str, number: int, index: int) -> Sheet:
    sheet = start(study, modality, sop_class, series, number)
    dataset = sheet.dataset
    dataset.FrameOfReferenceUID, dataset.PositionReferenceIndicator = study.frame_of_reference, "XY"
    dataset.ImagePositionPatient = ["-12.0", "-12.0", f"{-40 + 5 * index}.5"]
    dataset.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    dataset.SliceThickness, dataset.SliceLocation, dataset.PatientPosition = "5", f"{-40 + 5 * index}.5", "HFS"
    dataset.PixelSpacing, dataset.WindowCenter, dataset.WindowWidth = _SPACING, ["40", "-600"], ["400", "1500"]
    _pixels(dataset, noise(_SIZE, _SIZE, number))
    add_private(sheet, study, modality)
    sheet.syntax = _SYNTAXES[int(series.rsplit(".", 1)[1]) % len(_SYNTAXES)]
    return sheet


def _pixels(dataset: Dataset, samples: np.ndarray) -> None:
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = samples.shape[0], samples.shape[1], 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
    dataset.PixelData = samples.astype("<u2").tobytes()
    dataset["PixelData"].VR = "OW"


def _burned(
    sheet: Sheet, study: Study, rows: int, columns: int, seed: int, colour: bool, compressed: bool = False
) -> None:
    """An image with name, number and date on it, as a screen shows them; `boxes` tell where."""
    dataset, latin = sheet.dataset, study.person.name.split("=")[0].replace("^", " ").strip()
    name = latin if latin.isascii() else f"PATIENT {study.person.account}"
    samples, sheet.boxes = screen(rows, columns, seed, [name, study.person.patient_id, f"{study.day:%d.%m.%Y}"], colour)
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = rows, columns, 3 if colour else 1
    dataset.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 8, 8, 7, 0
    if colour:
        dataset.PlanarConfiguration = 0
    if compressed:
        import imagecodecs

        dataset.PhotometricInterpretation = "YBR_FULL_422"
        stream = imagecodecs.jpeg8_encode(samples, level=90, colorspace="RGB", outcolorspace="YCbCr", subsampling="422")
        dataset.PixelData = encapsulate([stream])
    else:
        dataset.PixelData = samples.tobytes()
    dataset["PixelData"].VR = "OB"
    sheet.syntax = JPEGBaseline8Bit if compressed else ExplicitVRLittleEndian


def _icon(dataset: Dataset, seed: int) -> None:
    icon = item()
    _pixels(icon, noise(8, 8, seed))
    dataset.IconImageSequence = [icon]


def _reference(sop_class: str, instance: str) -> Dataset:
    return item(ReferencedSOPClassUID=sop_class, ReferencedSOPInstanceUID=instance)


def _day(study: Study) -> str:
    return f"{study.day:%Y%m%d}"
