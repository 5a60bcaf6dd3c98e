"""An echocardiogram of a heart that never beat, with the patient's name burned into every frame."""

import numpy as np
from pydicom.dataset import Dataset, FileDataset
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGBaseline8Bit, UltrasoundMultiFrameImageStorage

from curtain.sample.font import draw
from curtain.sample.headers import code, file, item, patient_and_study, uid

FRAMES = 30
ROWS, COLUMNS = 600, 800
#: Milliseconds between frames.
FRAME_TIME = 33.333
_QUALITY = 60

#: Apex of the sector in pixels, its radii, its half angle, and millimetres a pixel.
_APEX = (410, 44)
_NEAR, _FAR, _HALF_ANGLE = 12, 520, np.radians(41)
_MM_PER_PIXEL = 160 / (_FAR - _NEAR)

_WHITE, _GREY, _BLUE, _YELLOW = (235, 235, 235), (170, 176, 182), (120, 180, 255), (240, 210, 90)


def ultrasound_cine() -> FileDataset:
    """The cine: 30 colour frames, JPEG baseline, YBR_FULL_422."""
    import imagecodecs

    frames = [
        imagecodecs.jpeg8_encode(frame, level=_QUALITY, colorspace="RGB", outcolorspace="YCbCr", subsampling="422")
        for frame in _frames()
    ]
    return file(_header(frames), JPEGBaseline8Bit)


def _frames() -> list[np.ndarray]:
    """RGB frames (rows, columns, 3) of one heart beat."""
    x, y = np.meshgrid(np.arange(COLUMNS) - _APEX[0], np.arange(ROWS) - _APEX[1])
    radius, angle = np.hypot(x, y), np.arctan2(x, y)
    sector = (radius > _NEAR) & (radius < _FAR) & (np.abs(angle) < _HALF_ANGLE)
    speckle = _speckle()
    return [_frame(2 * np.pi * number / FRAMES, radius, angle, sector, speckle) for number in range(FRAMES)]


def _speckle() -> np.ndarray:
    """Fully developed speckle in beam coordinates, (depth, beam): the envelope of filtered complex noise."""
    generator = np.random.default_rng(1964)
    shape = (1024, 256)
    noise = generator.normal(size=shape) + 1j * generator.normal(size=shape)
    depth, beam = np.fft.fftfreq(shape[0])[:, None], np.fft.fftfreq(shape[1])[None, :]
    spectrum = np.exp(-((depth / 0.1) ** 2) - (beam / 0.09) ** 2)
    envelope = np.abs(np.fft.ifft2(np.fft.fft2(noise) * spectrum))
    return envelope / envelope.mean()


def _frame(phase: float, radius: np.ndarray, angle: np.ndarray, sector: np.ndarray, speckle: np.ndarray) -> np.ndarray:
    # The heart shortens and twists a little; tissue takes its speckle along.
    beat = 0.5 - 0.5 * np.cos(phase)
    depth = radius + 9 * beat * np.exp(-(((radius - 250) / 150) ** 2))
    beam = angle + 0.02 * np.sin(phase) * np.exp(-(((radius - 300) / 170) ** 2))
    rows = (depth * 1.9).astype(int) % speckle.shape[0]
    columns = ((beam / _HALF_ANGLE + 1) * 0.5 * (speckle.shape[1] - 1)).astype(int) % speckle.shape[1]
    echo = _tissue(depth, beam, beat) * speckle[rows, columns]
    # Logarithmic compression, and beams that fade with depth.
    grey = 118 + 46 * np.log(np.maximum(echo, 1e-4)) - 0.05 * np.maximum(radius - 180, 0)
    grey = np.where(sector, np.clip(grey, 0, 235), 0)
    image = np.repeat(np.rint(grey).astype(np.uint8)[:, :, None], 3, axis=2)
    _flow(image, radius, angle, sector, phase)
    _annotate(image, phase)
    return image


def _tissue(depth: np.ndarray, beam: np.ndarray, beat: float) -> np.ndarray:
    """Reflectivity of a four-chamber view: myocardium, dark cavities, bright valves and pericardium."""
    x, y = depth * np.sin(beam), depth * np.cos(beam)
    echo = np.full(depth.shape, 0.55)
    echo += 1.6 * np.exp(-(((depth - 38) / 16) ** 2))
    heart = ((x - 6) / 178) ** 2 + ((y - 268) / 222) ** 2
    echo = np.where(heart < 1, 0.75, echo)
    echo += 2.2 * np.exp(-(((heart - 1.02) / 0.05) ** 2))
    small = 1 - 0.24 * beat
    large = 0.86 + 0.2 * beat
    ventricles = ((58, 222, 50 * small, 108 * small), (-60, 230, 41 * small, 94 * small))
    atria = ((60, 388, 56 * large, 54 * large), (-62, 386, 52 * large, 50 * large))
    for left, top, a, b in ventricles + atria:
        # Walls are rough: trabeculae, and a beam that is wider than a wall is thin.
        wobble = 0.05 * np.sin(7 * np.arctan2(y - top, x - left) + left) + 0.03 * np.sin(
            17 * np.arctan2(y - top, x - left)
        )
        inside = 1 - np.hypot((x - left) / a, (y - top) / b) + wobble
        echo += np.clip(inside / 0.12, 0, 1) * (0.04 - echo)
    # Septum and leaflets, which open towards the apex while the ventricles fill.
    echo += 1.1 * np.exp(-(((x + 3) / 7) ** 2)) * ((y > 90) & (y < 440))
    lift = 46 * (1 - beat)
    for hinge, tip in ((8, 1), (118, -1), (-12, -1), (-118, 1)):
        along = (x - hinge) * tip
        leaflet = np.abs(y - (326 - lift * np.clip(along / 48, 0, 1) ** 2)) < 4
        echo = np.where(leaflet & (along > 0) & (along < 50 - 0.45 * lift), 2.6, echo)
    return echo


def _flow(image: np.ndarray, radius: np.ndarray, angle: np.ndarray, sector: np.ndarray, phase: float) -> None:
    """Colour Doppler: filling towards the probe is red, a small leak back is blue."""
    x, y = radius * np.sin(angle), radius * np.cos(angle)
    window = sector & (np.abs(angle - 0.2) < 0.24) & (radius > 150) & (radius < 450)
    for sign, middle, spread, depth, length in ((1, 62, 26, 270, 70), (-1, 70, 15, 385, 48)):
        strength = max(sign * np.cos(phase), 0) * np.exp(-(((x - middle) / spread) ** 2) - ((y - depth) / length) ** 2)
        ripple = 0.09 * np.sin(x * 0.55 + 3 * np.sin(y * 0.21)) + 0.09 * np.sin(
            y * 0.47 + 2 * np.sin(x * 0.33) + 3 * phase
        )
        seen = window & (strength + ripple > 0.3)
        level = np.clip(strength + ripple, 0, 1)[seen]
        hot = np.stack((120 + 135 * level, 20 + 200 * np.maximum(level - 0.45, 0), 20 + 10 * level), axis=1)
        image[seen] = np.clip(hot if sign > 0 else hot[:, ::-1], 0, 255).astype(np.uint8)
    edge = sector & (np.abs(np.abs(angle - 0.2) - 0.24) < 1.2 / np.maximum(radius, 1)) & (radius > 150) & (radius < 450)
    edge |= (np.abs(angle - 0.2) < 0.24) & ((np.abs(radius - 150) < 0.7) | (np.abs(radius - 450) < 0.7))
    image[edge] = _GREY


def _annotate(image: np.ndarray, phase: float) -> None:
    """What the scanner writes: at the top who and when, at the side how."""
    image[:38] = np.maximum(image[:38], (14, 18, 24))
    draw(image, "MUSTERMANN, ERIKA", 12, 6, _WHITE)
    draw(image, "4711-0815  12.08.1964 F", 12, 22, _GREY)
    draw(image, "KLINIKUM MUSTERSTADT", 300, 6, _WHITE)
    draw(image, "Dr. Strahler", 300, 22, _GREY)
    draw(image, "02.04.2024", 668, 6, _WHITE)
    draw(image, "09:41:27", 668, 22, _GREY)
    side = (
        "TTE ADULT",
        "S5-1",
        "30 Hz",
        "16.0cm",
        "",
        "2D",
        " 62%",
        " C 50",
        " P Low",
        " HPen",
        "",
        "CF",
        " 59%",
        " 2.5 MHz",
        " WF High",
    )
    for line, text in enumerate(side):
        draw(image, text, 12, 70 + 20 * line, _BLUE if text in ("2D", "CF") else _GREY)
    draw(image, "TIS 1.2  MI 1.1", 12, 572, _GREY)
    draw(image, "JPEG", 740, 572, _GREY)
    draw(image, "+61.6", 676, 62, _GREY)
    draw(image, "-61.6 cm/s", 640, 232, _GREY)
    ramp = np.linspace(1, -1, 140)
    bar = np.zeros((140, 16, 3))
    bar[..., 0] = np.where(ramp > 0, 90 + 165 * ramp, 15)[:, None]
    bar[..., 1] = (110 * np.abs(ramp) ** 2)[:, None]
    bar[..., 2] = np.where(ramp < 0, 90 - 165 * ramp, 15)[:, None]
    image[84:224, 700:716] = bar.astype(np.uint8)
    for centimetre in range(0, 17, 2):
        row = int(_APEX[1] + _NEAR + centimetre * 10 / _MM_PER_PIXEL)
        if row < ROWS:
            image[row, 772 : 788 if centimetre % 4 == 0 else 780] = _WHITE
            if centimetre % 4 == 0:
                draw(image, str(centimetre), 748, row - 3, _GREY, scale=1)
    # Electrocardiogram with a marker that runs along.
    time = np.arange(300)
    beat = (time / 100 + 0.15) % 1
    trace = 5 * np.exp(-(((beat - 0.2) / 0.03) ** 2)) - 6 * np.exp(-(((beat - 0.32) / 0.012) ** 2))
    trace += 26 * np.exp(-(((beat - 0.35) / 0.013) ** 2)) + 8 * np.exp(-(((beat - 0.62) / 0.05) ** 2))
    tops = np.rint(582 - trace).astype(int)
    for column, (top, before) in enumerate(zip(tops[1:], tops, strict=False), start=250):
        image[min(top, before) : max(top, before) + 2, column] = (90, 220, 120)
    marker = 350 + int(phase / (2 * np.pi) * 100)
    image[552:592, marker : marker + 2] = _YELLOW
    draw(image, "75 bpm", 564, 572, (90, 220, 120))


def _header(frames: list[bytes]) -> Dataset:
    dataset = patient_and_study("us study", "20240402", "093015", "ECHOKARDIOGRAPHIE TTE", "A2024040200042")
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "TTE", "0001"]
    dataset.SOPClassUID = UltrasoundMultiFrameImageStorage
    dataset.SOPInstanceUID = uid("us image")
    dataset.InstanceCreationDate = dataset.SeriesDate = dataset.ContentDate = "20240402"
    dataset.InstanceCreationTime = "094131"
    dataset.SeriesTime = "093117"
    dataset.ContentTime = "094127"
    dataset.AcquisitionDateTime = "20240402094127.120"
    dataset.Modality = "US"
    dataset.Manufacturer = "MUSTER MEDICAL SYSTEMS"
    dataset.ManufacturerModelName = "Modell Echo 7"
    dataset.StationName = "ECHO2MUSTER"
    dataset.DeviceSerialNumber = "US-0815-22"
    dataset.SoftwareVersions = "ECHO_7.0.4"
    dataset.SeriesDescription = "4CH COLOR"
    dataset.SeriesInstanceUID = uid("us series")
    dataset.SeriesNumber = 1
    dataset.InstanceNumber = 1
    dataset.PerformingPhysicianName = "STRAHLER^STEFAN^^DR."
    dataset.OperatorsName = "SCHALL^SONJA"
    dataset.ProtocolName = "TTE ADULT"
    dataset.TransducerData = "S5-1"
    dataset.HeartRate = "75"
    dataset.PatientOrientation = ""
    dataset.StageName = "REST"
    dataset.StageNumber = 1
    dataset.NumberOfStages = 1
    dataset.ViewName = "4CH"
    dataset.ViewNumber = 1
    dataset.NumberOfViewsInStage = 1
    dataset.AnatomicRegionSequence = [code("80891009", "SCT", "Heart")]
    dataset.NumberOfFrames = len(frames)
    dataset.FrameIncrementPointer = 0x00181063
    dataset.FrameTime = f"{FRAME_TIME}"
    dataset.CineRate = 30
    dataset.RecommendedDisplayFrameRate = 30
    dataset.StartTrim = 1
    dataset.StopTrim = len(frames)
    dataset.ActualFrameDuration = 33
    dataset.EffectiveDuration = f"{FRAME_TIME * len(frames) / 1000:.3f}"
    dataset.SequenceOfUltrasoundRegions = [_region()]
    dataset.SamplesPerPixel = 3
    dataset.PhotometricInterpretation = "YBR_FULL_422"
    dataset.PlanarConfiguration = 0
    dataset.Rows, dataset.Columns = ROWS, COLUMNS
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelRepresentation = 0
    dataset.UltrasoundColorDataPresent = 1
    dataset.BurnedInAnnotation = "YES"
    dataset.LossyImageCompression = "01"
    dataset.LossyImageCompressionRatio = f"{ROWS * COLUMNS * 3 * len(frames) / sum(map(len, frames)):.1f}"
    dataset.LossyImageCompressionMethod = "ISO_10918_1"
    block = dataset.private_block(0x200D, "Philips US Imaging DD 001", create=True)
    block.add_new(0x01, "LO", "4CH")
    block.add_new(0x02, "LO", "Mustermann Erika 4711-0815")
    dataset.PixelData = encapsulate(frames, has_bot=True)
    dataset["PixelData"].VR = "OB"
    return dataset


def _region() -> Dataset:
    """Where the sector lies and how large a pixel is (PS3.3 C.8.5.5)."""
    width = int(_FAR * np.sin(_HALF_ANGLE))
    return item(
        RegionSpatialFormat=1,
        RegionDataType=2,
        RegionFlags=2,
        RegionLocationMinX0=_APEX[0] - width,
        RegionLocationMinY0=_APEX[1],
        RegionLocationMaxX1=_APEX[0] + width,
        RegionLocationMaxY1=min(_APEX[1] + _FAR, ROWS - 1),
        ReferencePixelX0=width,
        ReferencePixelY0=0,
        PhysicalUnitsXDirection=3,
        PhysicalUnitsYDirection=3,
        ReferencePixelPhysicalValueX=0.0,
        ReferencePixelPhysicalValueY=0.0,
        PhysicalDeltaX=_MM_PER_PIXEL / 10,
        PhysicalDeltaY=_MM_PER_PIXEL / 10,
        TransducerFrequency=2500,
    )
