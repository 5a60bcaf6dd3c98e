"""A CT series of a chest that never was."""

from collections.abc import Iterator

import numpy as np
from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from curtain.sample.headers import code, file, item, patient_and_study, uid

SLICES = 24
SIZE = 512
#: Millimetres: pixel, slice distance.
SPACING, THICKNESS = 0.742188, 5.0
#: Stored value of what the scanner did not see, and the rescale intercept.
PADDING, INTERCEPT = -2000, -1024

#: Hounsfield units.
_NOISE_STEP = 8
_AIR, _LUNG, _FAT, _MUSCLE, _BLOOD, _LIVER, _BONE, _MARROW = -1000, -860, -95, 55, 145, 95, 520, 180


def ct_series() -> Iterator[FileDataset]:
    """The slices from head to foot, explicit VR little endian, 16 bits signed."""
    for index in range(SLICES):
        yield file(_header(index, _stored(index)), ExplicitVRLittleEndian)


class _Slice:
    """Paints soft-edged shapes, in millimetres from the centre, onto one slice."""

    def __init__(self) -> None:
        axis = (np.arange(SIZE) - SIZE / 2 + 0.5) * SPACING
        self.x, self.y = axis[None, :], axis[:, None]
        self.hounsfield = np.full((SIZE, SIZE), _AIR, np.float64)

    def paint(self, cover: np.ndarray, value: float) -> None:
        self.hounsfield += cover * (value - self.hounsfield)

    def ellipse(self, x: float, y: float, a: float, b: float, power: float = 2.0) -> np.ndarray:
        """Cover of a (super)ellipse: 1 inside, 0 outside, a pixel's width between."""
        radius = (np.abs((self.x - x) / a) ** power + np.abs((self.y - y) / b) ** power) ** (1 / power)
        return np.clip((1 - radius) * min(a, b) / SPACING + 0.5, 0, 1)


def _stored(index: int) -> np.ndarray:
    """Stored values of a slice, (rows, columns) int16."""
    z = index / (SLICES - 1)
    art = _Slice()
    body = art.ellipse(0, 4, 168 + 8 * z, 112 + 6 * z, 2.4)
    art.paint(body, _FAT)
    art.paint(art.ellipse(0, 5, 152 + 6 * z, 98 + 5 * z, 2.4), _MUSCLE)
    chest = art.ellipse(0, 2, 138 + 6 * z, 86 + 5 * z, 2.3)
    art.paint(chest, _FAT)
    _lungs(art, z)
    _mediastinum(art, z)
    _abdomen(art, z)
    _vessels(art, z)
    _lesions(art, z)
    _ribs(art, z)
    _spine(art, z)
    art.paint(np.clip(1 - np.abs(np.hypot(art.x, art.y + 420) - 547) / 3, 0, 1) * (np.abs(art.x) < 190), -300)
    generator = np.random.default_rng(4711 + index)
    noise = generator.normal(0, 7, (SIZE, SIZE))
    # Reconstruction smooths along rows and columns. Whole steps of the noise, and none in air, keep the download small.
    noise = (noise + np.roll(noise, 1, 0) + np.roll(noise, 1, 1) + np.roll(noise, (1, 1), (0, 1))) / 2
    steps = np.rint(noise * (body > 0) / _NOISE_STEP) * _NOISE_STEP
    stored = np.clip(np.rint(art.hounsfield) + steps - INTERCEPT, 0, 4095)
    field = np.hypot(art.x, art.y) <= SIZE * SPACING / 2
    return np.where(field, stored, PADDING).astype(np.int16)


def _lungs(art: _Slice, z: float) -> None:
    size = 0.72 + 0.28 * np.sin(np.pi * min(0.15 + z * 0.75, 1))
    for side in (-1, 1):
        lung = art.ellipse(side * 74, 2, 60 * size, 78 * size, 2.2)
        # The mediastinum presses in, more on the left where the heart is.
        lung *= 1 - art.ellipse(10 if side > 0 else 0, -6, 46 + 18 * z, 60, 2)
        density = _LUNG + 40 * np.clip(art.y / 80, -1, 1)
        art.hounsfield += lung * (density - art.hounsfield)


def _mediastinum(art: _Slice, z: float) -> None:
    art.paint(art.ellipse(6, -8, 38, 52), -70)
    if z < 0.35:
        arch = 1 - abs(z - 0.2) / 0.2
        art.paint(art.ellipse(14, -14, 16 + 14 * max(arch, 0), 15), _BLOOD)
        art.paint(art.ellipse(-24, -22, 10, 9), _BLOOD + 60)
    if 0.3 < z < 0.8:
        grown = np.sin(np.pi * (z - 0.3) / 0.55)
        art.paint(art.ellipse(24, -26, 38 + 26 * grown, 30 + 22 * grown), 60)
        art.paint(art.ellipse(44, -16, 18 + 14 * grown, 14 + 12 * grown), _BLOOD)
        art.paint(art.ellipse(2, -30, 18 * grown + 4, 16 * grown + 4), _BLOOD - 15)
        art.paint(art.ellipse(18, 4, 20 * grown + 4, 12 * grown + 3), _BLOOD + 5)
    # Descending aorta, oesophagus, airways.
    art.paint(art.ellipse(24, 34, 13, 13), _BLOOD)
    art.paint(art.ellipse(4, 26, 7, 5), 40)
    if z < 0.3:
        art.paint(art.ellipse(0, 8, 11, 10), 30)
        art.paint(art.ellipse(0, 8, 9, 8), _AIR)
    elif z < 0.55:
        apart = (z - 0.3) * 130
        for side in (-1, 1):
            art.paint(art.ellipse(side * (8 + apart), 9 + apart / 4, 8, 7), 20)
            art.paint(art.ellipse(side * (8 + apart), 9 + apart / 4, 6, 5.4), _AIR)


def _abdomen(art: _Slice, z: float) -> None:
    if z > 0.66:
        dome = (z - 0.66) / 0.34
        art.paint(art.ellipse(-66, -2, 26 + 44 * dome, 30 + 48 * dome, 2.2), _LIVER)
        art.paint(art.ellipse(-50, 2, 5, 4), _BLOOD + 10)
        art.paint(art.ellipse(-82, -20, 4, 3), _BLOOD + 10)
    if z > 0.8:
        dome = (z - 0.8) / 0.2
        art.paint(art.ellipse(84, 30, 12 + 26 * dome, 10 + 22 * dome), 110)
        art.paint(art.ellipse(62, -38, 14 + 24 * dome, 10 + 14 * dome), 35)
        art.paint(art.ellipse(62, -46, 10 + 18 * dome, 4 + 8 * dome), -940)


def _vessels(art: _Slice, z: float) -> None:
    """Branches that leave the hila and wander outwards from slice to slice."""
    generator = np.random.default_rng(815)
    inside = art.hounsfield < -600
    for _ in range(150):
        side = generator.choice((-1, 1))
        angle, start, reach = (
            generator.uniform(-np.pi / 2, np.pi / 2),
            generator.uniform(0.1, 0.8),
            generator.uniform(0.1, 0.5),
        )
        slope, width = generator.normal(0, 0.5), generator.uniform(1.0, 3.4)
        along = (z - start) / reach
        if not -1 < along < 1:
            continue
        distance = 18 + 48 * abs(along)
        x = side * (34 + distance * np.cos(angle) * 0.9)
        y = 6 + distance * np.sin(angle + slope * along) * 1.05
        radius = width * (1.25 - abs(along))
        art.paint(art.ellipse(x, y, radius * 1.3, radius) * inside, 40)


def _lesions(art: _Slice, z: float) -> None:
    for x, y, centre, radius, value in ((-88, 22, 0.46, 11, 35), (92, -34, 0.25, 5, 20), (-70, 10, 0.92, 9, 40)):
        depth = (z - centre) * (SLICES - 1) * THICKNESS
        if abs(depth) < radius:
            inner = np.sqrt(radius**2 - depth**2)
            lobes = 1 + 0.06 * np.cos(5 * np.arctan2(art.y - y, art.x - x))
            distance = np.hypot(art.x - x, art.y - y) / lobes
            art.paint(np.clip((inner - distance) / SPACING + 0.5, 0, 1), value)


def _ribs(art: _Slice, z: float) -> None:
    ring = np.hypot(art.x / (146 + 6 * z), (art.y - 3) / (93 + 5 * z))
    angle = np.arctan2((art.y - 3) / 93, art.x / 146)
    # Ribs slope down towards the front, so a slice cuts several, each at another place.
    phase = np.cos(9 * (np.abs(angle + np.pi / 2) - np.pi / 2) + 38 * z)
    cover = np.clip((1 - np.abs(ring - 1) / 0.045) * 3, 0, 1) * np.clip((phase - 0.35) * 4, 0, 1)
    core = np.clip((1 - np.abs(ring - 1) / 0.022) * 3, 0, 1) * np.clip((phase - 0.55) * 4, 0, 1)
    cover *= np.abs(art.x) > 20
    art.paint(cover, _BONE)
    art.paint(core * (np.abs(art.x) > 20), _MARROW)
    sternum = art.ellipse(0, -84 - 5 * z, 20, 7, 3)
    art.paint(sternum, _BONE - 120)
    art.paint(art.ellipse(0, -84 - 5 * z, 17, 4.5, 3), _MARROW - 60)


def _spine(art: _Slice, z: float) -> None:
    disc = (z * (SLICES - 1)) % 5 < 1
    art.paint(art.ellipse(0, 56, 22, 17, 2.3), 110 if disc else _BONE)
    if not disc:
        art.paint(
            art.ellipse(0, 56, 19.5, 14.5, 2.3),
            _MARROW + 25 * np.cos(art.x * 1.1 + 2 * np.sin(art.y)) * np.cos(art.y * 1.4),
        )
    art.paint(art.ellipse(0, 80, 19, 11), _BONE + 40)
    art.paint(art.ellipse(0, 79, 11, 8.5), 35)
    for side in (-1, 1):
        art.paint(art.ellipse(side * 30, 79, 15, 5, 2.5), _BONE - 60)
        art.paint(art.ellipse(side * 17, 72, 5, 8), _BONE)
    art.paint(art.ellipse(0, 97, 4.5, 15), _BONE)
    art.paint(art.ellipse(0, 97, 2.4, 12), _MARROW)


def _header(index: int, stored: np.ndarray) -> Dataset:
    position = 152.5 - THICKNESS * index
    seconds = 143207 + index // 3
    dataset = patient_and_study("ct study", "20240314", "142955.000", "CT THORAX MIT KM", "A2024031400815")
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = uid(f"ct image {index}")
    dataset.InstanceCreationDate = dataset.SeriesDate = dataset.AcquisitionDate = dataset.ContentDate = "20240314"
    dataset.InstanceCreationTime = "143518"
    dataset.SeriesTime = "143155.417"
    dataset.AcquisitionTime = f"{seconds}.{index % 3 * 310:03}"
    dataset.ContentTime = "143518.220"
    dataset.Modality = "CT"
    dataset.Manufacturer = "MUSTER MEDICAL SYSTEMS"
    dataset.ManufacturerModelName = "Modell CT 64"
    dataset.StationName = "CT1MUSTER"
    dataset.DeviceSerialNumber = "MU-0099-4711"
    dataset.SoftwareVersions = ["syn64", "v7.2.0815"]
    dataset.GantryID = "GANTRY-4711"
    dataset.DateOfLastCalibration = "20240311"
    dataset.TimeOfLastCalibration = "063000"
    dataset.SeriesDescription = "THORAX 5.0 B30F"
    dataset.SeriesInstanceUID = uid("ct series")
    dataset.SeriesNumber = 2
    dataset.AcquisitionNumber = 1
    dataset.InstanceNumber = index + 1
    dataset.PerformingPhysicianName = "STRAHLER^STEFAN^^DR."
    dataset.OperatorsName = "MTRA^MARTINA"
    dataset.ReferencedStudySequence = [
        item(ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1", ReferencedSOPInstanceUID=uid("ct study request"))
    ]
    dataset.ReferencedImageSequence = [
        item(ReferencedSOPClassUID=CTImageStorage, ReferencedSOPInstanceUID=uid("ct scout"))
    ]
    dataset.BodyPartExamined = "CHEST"
    dataset.PatientPosition = "HFS"
    dataset.ProtocolName = "Thorax_KM Dr. Strahler"
    dataset.ScanOptions = "HELICAL MODE"
    dataset.ContrastBolusAgent = "IOMEPROL 400"
    dataset.ContrastBolusRoute = "IV"
    dataset.ContrastBolusVolume = "80"
    dataset.ContrastBolusStartTime = "143110"
    dataset.ContrastFlowRate = "3"
    dataset.KVP = "120"
    dataset.SliceThickness = f"{THICKNESS}"
    dataset.SpacingBetweenSlices = f"{THICKNESS}"
    dataset.DataCollectionDiameter = "500"
    dataset.ReconstructionDiameter = "380"
    dataset.DistanceSourceToDetector = "949"
    dataset.DistanceSourceToPatient = "541"
    dataset.GantryDetectorTilt = "0"
    dataset.TableHeight = "171.5"
    dataset.RotationDirection = "CW"
    dataset.ExposureTime = "500"
    dataset.XRayTubeCurrent = str(180 + 4 * (index % 7))
    dataset.Exposure = str(90 + 2 * (index % 7))
    dataset.FilterType = "BODY FILTER"
    dataset.GeneratorPower = "60000"
    dataset.FocalSpots = "1.2"
    dataset.ConvolutionKernel = "B30F"
    dataset.SingleCollimationWidth = 0.625
    dataset.TotalCollimationWidth = 40.0
    dataset.TableSpeed = 55.0
    dataset.TableFeedPerRotation = 39.37
    dataset.SpiralPitchFactor = 0.984375
    dataset.CTDIvol = 6.41 + 0.05 * (index % 7)
    dataset.CTDIPhantomTypeCodeSequence = [code("113691", "DCM", "IEC Body Dosimetry Phantom")]
    dataset.EstimatedDoseSaving = 18.0
    dataset.AnatomicRegionSequence = [code("51185008", "SCT", "Chest")]
    dataset.FrameOfReferenceUID = uid("ct frame of reference")
    dataset.PositionReferenceIndicator = "XY"
    dataset.ImagePositionPatient = [f"{-SIZE / 2 * SPACING:.4f}", f"{-SIZE / 2 * SPACING + 20:.4f}", f"{position}"]
    dataset.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    dataset.SliceLocation = f"{position}"
    dataset.ImageComments = "MUSTERMANN E. / 120 kV"
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows = dataset.Columns = SIZE
    dataset.PixelSpacing = [f"{SPACING}", f"{SPACING}"]
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit = 15
    dataset.PixelRepresentation = 1
    dataset.add_new("SmallestImagePixelValue", "SS", int(stored.min()))
    dataset.add_new("LargestImagePixelValue", "SS", int(stored.max()))
    dataset.add_new("PixelPaddingValue", "SS", PADDING)
    dataset.BurnedInAnnotation = "NO"
    dataset.WindowCenter = ["40", "-600"]
    dataset.WindowWidth = ["400", "1500"]
    dataset.WindowCenterWidthExplanation = ["MEDIASTINUM", "LUNG"]
    dataset.RescaleIntercept = f"{INTERCEPT}"
    dataset.RescaleSlope = "1"
    dataset.RescaleType = "HU"
    _private(dataset, index)
    dataset.PixelData = stored.astype("<i2").tobytes()
    dataset["PixelData"].VR = "OW"
    return dataset


def _private(dataset: Dataset, index: int) -> None:
    """Private groups as two vendors lay them out; some hold what the public elements were cleaned of."""
    block = dataset.private_block(0x0009, "GEMS_IDEN_01", create=True)
    block.add_new(0x01, "LO", "GE_GENESIS_FF")
    block.add_new(0x02, "SH", "CT01MUSTER")
    block.add_new(0x04, "SH", "Modell CT 64")
    block.add_new(0x27, "SL", 1710426715)
    block.add_new(0x30, "SH", "MUSTERMANN ERIKA")
    block.add_new(0xE3, "UI", uid("ct equipment"))
    block = dataset.private_block(0x0019, "GEMS_ACQU_01", create=True)
    block.add_new(0x02, "SL", 912)
    block.add_new(0x03, "DS", "388.8")
    block.add_new(0x18, "LO", "I")
    block.add_new(0x23, "DS", "55.0")
    block.add_new(0x27, "DS", "0.5")
    block.add_new(0x2C, "SL", 984 + index)
    block = dataset.private_block(0x0027, "GEMS_IMAG_01", create=True)
    block.add_new(0x10, "SS", 0)
    block.add_new(0x1C, "SL", 600)
    block.add_new(0x50, "FL", 152.5 - THICKNESS * index)
    block = dataset.private_block(0x0029, "SIEMENS CSA HEADER", create=True)
    block.add_new(0x08, "CS", "IMAGE NUM 4")
    block.add_new(0x09, "LO", "20240314")
    block.add_new(0x10, "OB", b"SV10\4\3\2\1" + b"PatientName\0 MUSTERMANN^ERIKA".ljust(248, b"\0"))
    block = dataset.private_block(0x0043, "GEMS_PARM_01", create=True)
    block.add_new(0x10, "US", 400)
    block.add_new(0x12, "SS", [14, 2, 3])
    block.add_new(0x27, "SH", "/2.0:1")
    block.add_new(0x28, "OB", b"Dr. Strahler \0")
