"""Files on a disk: what is checked is what stands there."""

import os
import tomllib
from pathlib import Path

import pytest

import curtain
from curtain import api, deidentify
from making import KEY, as_bytes, ct


def put(path: Path, **attributes: object) -> Path:
    path.write_bytes(as_bytes(ct(**attributes)))
    return path


def test_the_version_stands_in_one_place():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    assert curtain.__version__ == project["version"]


def test_public_names_are_these_and_no_others():
    public = ["NotDicom", "Profile", "Quarantine", "Result", "__version__", "deidentify", "new_key"]
    assert sorted(curtain.__all__) == public


def test_a_file_that_becomes_another_while_the_case_is_read_is_held_back(tmp_path, monkeypatch):
    victim = put(tmp_path / "a.dcm")
    original = api.plan

    def swap(*arguments):
        put(victim, PatientID="OTHER", PatientName="ROE^RICHARD")
        return original(*arguments)

    monkeypatch.setattr(api, "plan", swap)
    (result,) = deidentify([victim], tmp_path / "out", KEY)
    assert (result.outcome, result.code) == ("quarantined", "changed")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_a_file_that_changes_while_it_is_copied_does_not_come_out(tmp_path, monkeypatch):
    victim = put(tmp_path / "a.dcm", ICCProfile=bytes(100_000))
    original = api.copy

    def swap(pieces, source, target):
        pieces = list(pieces)
        data = victim.read_bytes()
        victim.write_bytes(data.replace(bytes(32), b"MUSTERMANN^ERIKA MUSTERMANN^ERIK", 1))
        original(pieces, source, target)

    monkeypatch.setattr(api, "copy", swap)
    # The preamble is the first run of zeros; the profile is where it must be found.
    data = victim.read_bytes()
    victim.write_bytes(b"\1" * 128 + data[128:])
    (result,) = deidentify([victim], tmp_path / "out", KEY)
    assert (result.outcome, result.code) == ("quarantined", "identity-found")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(api, "copy", full)
    (result,) = deidentify([put(tmp_path / "a.dcm")], tmp_path / "out", KEY)
    assert result.outcome == "quarantined"
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_files_does_not_stop_the_others(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    outcomes = {
        r.source.name: r.outcome
        for r in deidentify([tmp_path / "pipe", put(tmp_path / "a.dcm")], tmp_path / "out", KEY)
    }
    assert outcomes == {"pipe": "not-dicom", "a.dcm": "de-identified"}
