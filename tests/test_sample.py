"""The sample case: valid, small, the same every time, and nobody's."""

import gzip
import json

import numpy as np
import pydicom
import pytest

from curtain.files.part10 import open_dicom
from curtain.files.source import PathSource
from curtain.outcome import NotDicom
from curtain.pixels.show import image_info, show_frame
from curtain.sample import bundle, write_sample
from dciodvfy import errors, needs_dciodvfy


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    return folder, write_sample(folder)


def test_it_lies_there_like_a_disc_from_a_hospital(case):
    folder, paths = case
    names = [path.relative_to(folder).as_posix() for path in paths]
    assert names[0] == "DICOM/ST000001/SE000001/IM000001" and names[-1] == "README.TXT"
    assert len(names) == 27
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == paths


def test_it_is_the_same_every_time(case, dist):
    """As the build drew it, in a process of its own."""
    folder, _ = case
    assert bundle(folder) == (dist / "sample.bin").read_bytes()


def test_the_bundle_is_small_and_unpacks_by_its_index(case):
    folder, _ = case
    packed = bundle(folder)
    assert len(packed) < 4_000_000
    data = gzip.decompress(packed)
    end = 4 + int.from_bytes(data[:4], "little")
    for entry in json.loads(data[4:end]):
        assert data[end : end + entry["size"]] == (folder / entry["path"]).read_bytes()
        end += entry["size"]
    assert end == len(data)


def test_the_series_is_a_stack_of_ct_slices(case):
    folder, _ = case
    slices = [pydicom.dcmread(path) for path in sorted((folder / "DICOM/ST000001/SE000001").iterdir())]
    assert len(slices) == 24 and len({dataset.SOPInstanceUID for dataset in slices}) == 24
    positions = [dataset.ImagePositionPatient[2] for dataset in slices]
    assert np.allclose(np.diff(positions), -5)
    for dataset in slices[::8]:
        hounsfield = dataset.pixel_array + int(dataset.RescaleIntercept)
        assert dataset.pixel_array.shape == (512, 512)
        # Lung, soft tissue and bone are all there.
        assert [(hounsfield > low).mean() > 0.01 for low in (-900, -100, 300)] == [True] * 3


def test_headers_are_as_talkative_as_real_ones(case):
    folder, _ = case
    dataset = pydicom.dcmread(folder / "DICOM/ST000001/SE000001/IM000001")
    assert len(dataset) >= 150
    request = dataset.RequestAttributesSequence[0]
    assert "Mustermann" in request.ReasonForTheRequestedProcedure
    assert any(element.tag.is_private for element in dataset)


def test_the_cine_has_a_name_burned_in_that_can_be_read_and_moves(case):
    folder, _ = case
    dicom = open_dicom(PathSource(folder / "DICOM/ST000002/SE000001/IM000001"))
    info = image_info(dicom)
    assert (info["rows"], info["columns"], info["frames"], info["photometric"]) == (600, 800, 30, "YBR_FULL_422")
    first, later = (show_frame(dicom, index)["data"].astype(int) for index in (0, 12))
    assert (first[6:20, 12:216].max(axis=2) > 180).sum() > 500
    assert np.abs(first[:38] - later[:38]).mean() < 1 < np.abs(first[60:560, 150:640] - later[60:560, 150:640]).mean()
    # Flow is in colour.
    assert (first.max(axis=2) - first.min(axis=2) > 100).sum() > 1000


def test_one_file_is_of_a_private_class_and_one_is_no_dicom(case):
    folder, _ = case
    assert not pydicom.dcmread(folder / "DICOM/ST000001/SE000002/IM000001").SOPClassUID.startswith("1.2.840.10008.")
    with pytest.raises(NotDicom):
        open_dicom(PathSource(folder / "README.TXT"))


@needs_dciodvfy
def test_the_images_are_valid(case):
    folder, _ = case
    for name in ("ST000001/SE000001/IM000001", "ST000001/SE000001/IM000024", "ST000002/SE000001/IM000001"):
        assert errors(folder / "DICOM" / name) == set()
