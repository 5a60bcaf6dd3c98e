"""What the viewer is given."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

import curtain
from curtain.files.part10 import open_dicom
from curtain.files.source import BytesSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.redact import Box, redact
from curtain.pixels.show import image_info, show_frame
from pixel_images import PYDICOM_FILES, as_dicom, image, mutations, opened, real_files

GREY = np.arange(24, dtype=np.int16).reshape(1, 4, 6) - 12


def item(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def shown(dataset, index=0):
    return show_frame(as_dicom(dataset), index)


@pytest.mark.parametrize("path", real_files())
def test_every_real_image_is_shown_or_says_why_not(path):
    dicom = opened(path)
    info = image_info(dicom)
    assert info["cannotShow"] is None or info["cannotShow"].endswith(".")
    try:
        frame = show_frame(dicom, 0)
    except Quarantine as refusal:
        assert refusal.sentence.endswith(".")
        return
    assert info["cannotShow"] is None
    data = frame["data"]
    assert data.flags.c_contiguous and data.dtype.isnative
    assert data.shape == (info["rows"], info["columns"]) + ((3,) if frame["kind"] == "rgb" else ())
    if frame["kind"] == "rgb":
        assert data.dtype == np.uint8
    else:
        assert data.dtype in (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.float32)
        assert frame["range"] == [data.min(), data.max()]


@pytest.mark.skipif(sys.platform == "emscripten", reason="there are no processes in a browser")
def test_the_facts_of_an_image_need_neither_numpy_nor_codecs():
    script = """if True:
        import sys
        sys.modules["numpy"] = sys.modules["imagecodecs"] = None
        from curtain.files.part10 import open_dicom
        from curtain.files.source import PathSource
        from curtain.pixels.image import pixel_element
        from curtain.pixels.redact import Box
        from curtain.pixels.show import image_info
        for path in sys.argv[1:]:
            info = image_info(open_dicom(PathSource(path)))
            print(info["rows"], info["redactedSyntax"])
    """
    files = [
        PYDICOM_FILES / "CT_small.dcm",
        PYDICOM_FILES / "SC_rgb_rle_32bit.dcm",
        PYDICOM_FILES / "examples_palette.dcm",
    ]
    environment = {"PYTHONPATH": str(Path(curtain.__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", script, *files], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "128 Explicit VR Little Endian",
        "100 RLE Lossless",
        "350 Explicit VR Little Endian",
    ]


def test_an_object_without_pixels_is_no_image():
    dataset = image(GREY)
    del dataset.PixelData
    assert image_info(as_dicom(dataset)) is None


def test_what_cannot_be_shown_cannot_be_redacted_and_still_tells_its_size():
    info = image_info(as_dicom(image(GREY, PhotometricInterpretation="HSV")))
    assert info["cannotShow"] == info["cannotRedact"] is not None
    assert (info["rows"], info["columns"], info["frames"], info["redactedSyntax"]) == (4, 6, 1, None)


def test_slope_windows_and_range_are_handed_on():
    frame = shown(
        image(
            GREY,
            RescaleSlope="2",
            RescaleIntercept="-1000",
            WindowCenter=["40", "-600"],
            WindowWidth=["400", "1500"],
            WindowCenterWidthExplanation=["SOFT", "LUNG"],
            VOILUTFunction="SIGMOID",
        )
    )
    assert (frame["slope"], frame["intercept"], frame["inverted"], frame["range"]) == (2, -1000, False, [-12, 11])
    assert frame["windows"] == [
        {"center": 40, "width": 400, "name": "SOFT", "function": "SIGMOID"},
        {"center": -600, "width": 1500, "name": "LUNG", "function": "SIGMOID"},
    ]
    assert frame["data"].dtype == np.int16 and np.array_equal(frame["data"], GREY[0])


def test_windows_that_cannot_be_drawn_are_left_out():
    assert shown(image(GREY, WindowCenter=["1", "2"], WindowWidth=["0", "9"]))["windows"] == [
        {"center": 2, "width": 9, "name": "", "function": "LINEAR"}
    ]


def test_each_frame_has_the_window_and_slope_of_its_functional_group():
    frames = np.zeros((2, 4, 6), np.uint16)
    shared = item(PixelValueTransformationSequence=[item(RescaleSlope="3", RescaleIntercept="1", RescaleType="US")])
    groups = [item(FrameVOILUTSequence=[item(WindowCenter=str(center), WindowWidth="8")]) for center in (10, 20)]
    groups[1].PixelValueTransformationSequence = [item(RescaleSlope="5", RescaleIntercept="7", RescaleType="US")]
    dataset = image(frames, SharedFunctionalGroupsSequence=[shared], PerFrameFunctionalGroupsSequence=groups)
    first, second = shown(dataset, 0), shown(dataset, 1)
    assert (first["windows"][0]["center"], first["slope"], first["intercept"]) == (10, 3, 1)
    assert (second["windows"][0]["center"], second["slope"], second["intercept"]) == (20, 5, 7)


def lut(values, first=0, bits=16, descriptor="US"):
    table = item(LUTData=list(values))
    table.add_new("LUTDescriptor", descriptor, [len(values), first, bits])
    table["LUTData"].VR = "US"
    return table


def test_a_modality_table_is_applied():
    table = lut(range(100, 1300, 50), -12, descriptor="SS")
    frame = shown(image(GREY, ModalityLUTSequence=[table], RescaleSlope="9", RescaleIntercept="9"))
    assert (frame["slope"], frame["intercept"]) == (1, 0)
    assert frame["data"].ravel().tolist() == list(range(100, 1300, 50))


def test_a_modality_table_that_makes_one_of_two_values_is_not_applied():
    attributes = {"WindowCenter": "40", "WindowWidth": "400", "VOILUTSequence": [lut([0, 2047, 4095], 5, 12)]}
    for table in (lut([100] * 24, -12, descriptor="SS"), lut([100, 200, 300], -1, descriptor="SS")):
        frame = shown(image(GREY, ModalityLUTSequence=[table], RescaleSlope="9", **attributes))
        assert np.array_equal(frame["data"], GREY[0]) and frame["range"] == [-12, 11]
        assert (frame["slope"], frame["intercept"], frame["windows"], frame["voiLut"]) == (1, 0, [], None)


def test_a_voi_table_is_scaled_to_the_screen():
    voi = shown(image(GREY.astype(np.uint16) + 12, VOILUTSequence=[lut([0, 2047, 4095], 5, 12)]))["voiLut"]
    assert voi["first"] == 5 and voi["values"].tolist() == [0, 127, 255]
    assert voi["values"].dtype == np.uint8


def test_monochrome1_is_inverted_by_the_page():
    assert shown(image(GREY, photometric="MONOCHROME1"))["inverted"] is True


def test_floating_point_pixels_are_shown_and_cannot_be_redacted():
    dataset = image(np.zeros((1, 2, 2), np.uint32))
    del dataset.PixelData, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation
    dataset.FloatPixelData = np.array([0.5, -2, np.nan, np.inf], "<f4").tobytes()
    dicom = as_dicom(dataset)
    assert image_info(dicom)["cannotShow"] is None and image_info(dicom)["cannotRedact"] is not None
    frame = show_frame(dicom, 0)
    assert frame["data"].dtype == np.float32 and frame["range"] == [-2, 0.5]
    del dataset.FloatPixelData
    dataset.DoubleFloatPixelData = np.array([1, 2, 3, 1e300], "<f8").tobytes()
    dataset.BitsAllocated = 64
    assert show_frame(as_dicom(dataset), 0)["range"] == [1, 3]


@pytest.mark.parametrize(
    "bits_stored, value, byte", [(16, 0xABCD, 0xAB), (12, 0x0ABC, 0xAB), (8, 0xAB, 0xAB), (6, 0x3F, 0xFC)]
)
def test_deep_colours_are_shown_by_their_highest_bits(bits_stored, value, byte):
    frames = np.full((1, 2, 2, 3), value, np.uint16)
    assert (shown(image(frames, photometric="RGB", bits_stored=bits_stored))["data"] == byte).all()


@pytest.mark.parametrize(
    "attributes, aspect",
    [
        ({}, 1),
        ({"PixelAspectRatio": ["2", "1"]}, 2),
        ({"PixelSpacing": ["0.5", "0.25"]}, 2),
        ({"ImagerPixelSpacing": ["0.1", "0.4"]}, 0.25),
        ({"PixelSpacing": ["0", "0"], "ImagerPixelSpacing": ["1", "2"]}, 0.5),
        ({"PixelAspectRatio": ["1", "100000"]}, 1),
        ({"SharedFunctionalGroupsSequence": [item(PixelMeasuresSequence=[item(PixelSpacing=["3", "1"])])]}, 3),
    ],
)
def test_pixels_keep_their_shape(attributes, aspect):
    assert image_info(as_dicom(image(GREY, **attributes)))["pixelAspect"] == pytest.approx(aspect)


@pytest.mark.parametrize(
    "attributes",
    [
        {"WindowCenter": "41"},
        {"VOILUTFunction": "SIGMOID"},
        {"PresentationLUTShape": "INVERSE"},
        {"PixelSpacing": ["2", "1"]},
        {"SharedFunctionalGroupsSequence": [item(FrameVOILUTSequence=[item(WindowCenter="1", WindowWidth="2")])]},
        {"PerFrameFunctionalGroupsSequence": [item(PixelValueTransformationSequence=[item(RescaleSlope="2")])]},
        {"VOILUTSequence": [item(LUTDescriptor=[4, 0, 8], LUTData=b"\0\0\1\0\2\0\3\0")]},
    ],
)
def test_header_that_draws_the_pixels_otherwise_is_told(attributes):
    usual = {"WindowCenter": "40", "WindowWidth": "400"}

    def shows(**more):
        return image_info(as_dicom(image(GREY, **(usual | more))))["shows"]

    assert shows(**attributes) != shows()
    assert shows(PatientName="A", SeriesDescription="B", WindowCenterWidthExplanation="C") == shows()


@pytest.mark.parametrize(
    "name", ["CT_small.dcm", "examples_palette.dcm", "SC_ybr_full_422_uncompressed.dcm", "rtdose.dcm"]
)
def test_damaged_headers_end_in_a_picture_or_a_sentence(name):
    data = (PYDICOM_FILES / name).read_bytes()
    # Most of what is turned round here is the header.
    for mutation in mutations(data[:6000], 150, seed=29):
        try:
            dicom = open_dicom(BytesSource(mutation + data[6000:]))
            info = image_info(dicom)
            if info is not None and info["cannotRedact"] is None:
                show_frame(dicom, 0)
                patch = redact(dicom, [Box(None, 1, 1, 3, 3)])
                assert sum(len(piece) for piece in patch.pieces() if isinstance(piece, bytes)) > 0
        except (Quarantine, NotDicom):
            continue
