"""Whole files that are cropped: what comes out is a valid object, and nothing in its bytes is of what lay outside."""

import io
import re
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    UltrasoundImageStorage,
)

from curtain.examine import examine
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import PathSource, Source
from curtain.instance import Instance
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.crop import Crop
from curtain.pixels.image import pixel_element, read_image
from curtain.pixels.redact import Box
from curtain.plan import plan
from curtain.rules.options import Option
from curtain.rules.overrides import Override
from curtain.rules.profile import Profile
from curtain.scan import SOP_CLASS_UID, scan
from curtain.transforms.keyed import Keyed
from curtain.write import Order, write
from dciodvfy import errors, needs_dciodvfy
from making import KEY, inflated, order, source
from pixel_images import CORPUS_FILES, PYDICOM_FILES, image

SECRET = b"MUSTERMANN^ERIKA"


def written(given: Source, wanted: Order) -> tuple[bytes, Instance, list[str]]:
    """The candidate's bytes, after all checks; what is told of it, and its notes."""
    candidate = write(given, wanted)
    made = PieceSource(candidate.pieces, candidate.source)
    instance = examine(made, candidate, wanted)
    return made.read(0, made.size), instance, candidate.notes


def first_of_each_kind() -> list:
    """Small real files: one for each SOP class and transfer syntax that can be cut."""
    found: dict[tuple[str, str], Path] = {}
    folders = [PYDICOM_FILES.glob("*.dcm"), CORPUS_FILES.iterdir() if CORPUS_FILES.is_dir() else ()]
    for path in (each for folder in folders for each in sorted(folder)):
        try:
            dicom = open_dicom(PathSource(path))
            if path.stat().st_size < 1 << 21 and pixel_element(dicom.dataset) is not None:
                read_image(dicom)
                found.setdefault((dicom.dataset.text(SOP_CLASS_UID), dicom.syntax), path)
        except (NotDicom, Quarantine):
            continue
    return [pytest.param(path, id=path.name[:60]) for path in found.values()]


def kinds_of_errors(path: Path) -> set[str]:
    return {re.sub(r"expected \d+", "expected", each) for each in errors(path)}


@needs_dciodvfy
@pytest.mark.parametrize("path", first_of_each_kind())
def test_a_real_file_is_as_valid_cropped_as_it_is_whole(path, tmp_path):
    given = PathSource(path)
    dicom = open_dicom(given)
    read = read_image(dicom)
    try:
        case = plan({"it": scan(given)}, Keyed(KEY))
        patient = case.patients[case.files["it"]]
        whole, uncut, _ = written(given, Order(patient, Keyed(KEY)))
    except Quarantine as stop:
        pytest.skip(f"held back: {stop.code}")
    crop = Crop(read.columns // 9, read.rows // 8, read.columns * 3 // 4, read.rows)
    try:
        cut, instance, _ = written(given, Order(patient, Keyed(KEY), crop=crop))
    except Quarantine as stop:
        assert stop.code in ("cannot-crop", "empty-crop", "cannot-decode")
        assert (stop.code == "cannot-crop") == (uncut.image["cannotCrop"] is not None)
        return
    assert uncut.image["cannotCrop"] is None
    assert instance.redactions is not None
    kept = instance.redactions["crop"]["kept"]
    assert (instance.image["columns"], instance.image["rows"]) == (kept[2], kept[3])
    if dicom.syntax == DeflatedExplicitVRLittleEndian:
        # dciodvfy reads none.
        return
    for name, data in (("whole", whole), ("cut", cut)):
        (tmp_path / name).write_bytes(data)
    assert not kinds_of_errors(tmp_path / "cut") - kinds_of_errors(tmp_path / "whole")


def with_a_secret(syntax: str, **attributes: object):
    """A cine with a name in the first and last rows of each frame, and a rectangle of 7 around a region of its own."""
    samples = np.full((3, 40, 64), 7, np.uint8)
    for row in (0, 5, 39):
        samples[:, row, 3 : 3 + len(SECRET)] = np.frombuffer(SECRET, np.uint8)
    return image(samples, syntax, SOPClassUID=UltrasoundImageStorage, **attributes)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian])
def test_what_stood_in_pixels_outside_is_not_in_the_file(syntax):
    dataset = with_a_secret(syntax)
    whole, _, _ = written(source(dataset), order())
    cut, _, _ = written(source(dataset), order(crop=Crop(0, 6, 64, 33)))
    assert SECRET in inflated(whole)
    assert SECRET not in inflated(cut)
    dataset = pydicom.dcmread(io.BytesIO(cut))
    assert (dataset.Rows, dataset.Columns, dataset.NumberOfFrames) == (33, 64, 3)
    assert dataset.PixelData == b"\7" * (3 * 33 * 64)


def test_icons_overlays_and_private_data_that_a_profile_keeps_go_with_a_crop():
    dataset = with_a_secret(ExplicitVRLittleEndian)
    icon = Dataset()
    icon.Rows, icon.Columns, icon.BitsAllocated, icon.SamplesPerPixel = 4, 4, 8, 1
    icon.PhotometricInterpretation, icon.PixelData = "MONOCHROME2", SECRET
    icon["PixelData"].VR = "OB"
    dataset.IconImageSequence = [icon]
    dataset.private_block(0x0099, "ACME", create=True).add_new(1, "OB", b"\1\2\3\4 a picture")
    keeps = [Override.parse("IconImageSequence", "keep"), Override.parse('(0099,"ACME",01)', "keep")]
    profile = Profile("keeps", attributes=tuple(keeps))
    whole, _, _ = written(source(dataset), order(profile=profile))
    assert b"a picture" in whole
    cut, _, _ = written(source(dataset), order(profile=profile, crop=Crop(0, 6, 64, 33)))
    assert b"a picture" not in cut and SECRET not in cut


def test_a_reviewed_crop_says_that_nothing_is_burned_in():
    dataset = with_a_secret(ExplicitVRLittleEndian, BurnedInAnnotation="YES")
    for reviewed, expected in ((True, "NO"), (False, "YES")):
        cut, _, _ = written(source(dataset), order(pixels_reviewed=reviewed, crop=Crop(0, 6, 64, 33)))
        assert pydicom.dcmread(io.BytesIO(cut)).BurnedInAnnotation == expected


def test_redactions_are_in_the_coordinates_of_the_whole_image():
    dataset = with_a_secret(ExplicitVRLittleEndian)
    cut, instance, notes = written(source(dataset), order(boxes=[Box(1, 10, 8, 5, 4)], crop=Crop(8, 6, 20, 10)))
    frames = pydicom.dcmread(io.BytesIO(cut)).pixel_array
    assert not frames[1, 2:6, 2:7].any()
    frames[1, 2:6, 2:7] = 7
    assert (frames == 7).all()
    assert instance.redactions == {
        "boxes": [{"frames": [2, 2], "asked": [10, 8, 5, 4], "blanked": [10, 8, 5, 4]}],
        "syntax_before": "Explicit VR Little Endian", "syntax_after": "Explicit VR Little Endian", "untouched": 0,
        "crop": {"asked": [8, 6, 20, 10], "kept": [8, 6, 20, 10], "size": [64, 40]},
    }  # fmt: skip
    assert notes == []


def test_a_crop_to_the_whole_image_changes_nothing():
    dataset = with_a_secret(ExplicitVRLittleEndian)
    whole, _, _ = written(source(dataset), order())
    cut, instance, _ = written(source(dataset), order(crop=Crop(0, 0, 64, 40)))
    assert cut == whole and instance.redactions is None
    boxed, instance, _ = written(source(dataset), order(boxes=[Box(None, 0, 0, 64, 6)], crop=Crop(0, 0, 64, 40)))
    assert "crop" not in instance.redactions and SECRET in boxed


def test_where_uids_are_kept_a_crop_is_told_to_have_that_of_the_whole_image():
    dataset = with_a_secret(ExplicitVRLittleEndian)
    profile = Profile("uids", frozenset((Option.UIDS,)))
    cut, _, notes = written(source(dataset), order(profile=profile, crop=Crop(0, 6, 64, 33)))
    assert pydicom.dcmread(io.BytesIO(cut)).SOPInstanceUID == dataset.SOPInstanceUID
    assert any("has the UID of the whole one" in note for note in notes)


def test_a_crop_of_what_has_no_image_keeps_it_back():
    dataset = with_a_secret(ExplicitVRLittleEndian)
    del dataset.PixelData
    with pytest.raises(Quarantine) as stop:
        write(source(dataset), order(crop=Crop(0, 0, 5, 5)))
    assert stop.value.code == "no-pixels"
