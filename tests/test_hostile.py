"""Bad input: each file ends as it must, in no time, and the good ones beside it come out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from curtain import deidentify
from curtain.api import Result
from curtain.files.fragments import number_of_frames
from curtain.files.part10 import open_dicom
from curtain.files.source import PathSource
from curtain.pixels.show import show_frame
from hostile_files import CLEAN, HELD, OTHER, STOWAWAY, hostile_files, image
from making import KEY


def put(folder: Path, files: dict[str, bytes]) -> list[Path]:
    paths = [folder / name for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return paths


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """One case of all of them."""
    folder = tmp_path_factory.mktemp("hostile")
    files = {name: each.data for name, each in hostile_files().items()} | {"good": image(100)}
    started = time.monotonic()
    found = list(deidentify(put(folder, files), folder / "out", KEY))
    assert time.monotonic() - started < 20
    assert len(found) == len(files)
    return {result.source.name: result for result in found}


@pytest.mark.parametrize("name", hostile_files())
def test_hostile_file_ends_as_it_must(name: str, results: dict[str, Result]) -> None:
    expected, found = hostile_files()[name], results[name]
    outcome = HELD if expected.code_unseen else expected.outcome
    assert (found.outcome, found.code) == (outcome, expected.code_unseen or expected.code)
    assert found.outcome == CLEAN or len(found.sentence) > 20
    assert b"MUSTERMANN" not in found.sentence.encode()


def test_good_file_among_them_comes_out(results: dict[str, Result]) -> None:
    assert results["good"].outcome == CLEAN


def test_nothing_that_hides_behind_an_object_comes_out(results: dict[str, Result]) -> None:
    written = [result.path for result in results.values() if result.path]
    assert len(written) == 7
    for path in written:
        assert STOWAWAY not in path.read_bytes()
        assert b"MUSTERMANN" not in path.read_bytes()


@pytest.mark.parametrize(
    "name", [name for name, each in hostile_files().items() if each.outcome == CLEAN and each.frames]
)
def test_what_comes_out_can_be_decoded(name: str, results: dict[str, Result]) -> None:
    dicom = open_dicom(PathSource(results[name].path))
    frames = [show_frame(dicom, index)["data"] for index in range(hostile_files()[name].frames)]
    assert all(frame.any() for frame in frames)
    assert number_of_frames(dicom) == len({frame.tobytes() for frame in frames})


def test_file_that_changes_or_vanishes_in_between_is_held_back(tmp_path: Path) -> None:
    paths = put(tmp_path, {"changed": image(1), "gone": image(2), "good": image(3), "last": b""})
    running = deidentify(paths, tmp_path / "out", KEY)
    assert next(running).outcome == OTHER  # all headers are read now
    paths[0].write_bytes(image(1, PatientName="WINTERKORN^HILDE"))
    paths[1].unlink()
    outcomes = {result.source.name: result.outcome for result in running}
    assert outcomes == {"changed": HELD, "gone": HELD, "good": CLEAN}
