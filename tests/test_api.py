"""Files on a disk: what is checked is what stands there."""

import hashlib
import io
import json
import os
import tomllib
import zipfile
from pathlib import Path

import pydicom
import pytest
from pydicom.uid import ImplicitVRLittleEndian

import curtain
from command_line import curtain as command
from command_line import files_in, key_file
from curtain import deidentify, deidentify_one, load_profile
from curtain.batch import archive, case, draft, work
from curtain.batch.case import Case, OutputInside
from curtain.share.boxes import BoxesError, read_boxes
from making import INSTANCE, KEY, PIXELS, as_bytes, ct


def put(path: Path, **attributes: object) -> Path:
    path.write_bytes(as_bytes(ct(**attributes)))
    return path


def test_the_version_stands_in_one_place():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    assert curtain.__version__ == project["version"]


def test_public_names_are_these_and_no_others():
    public = [
        "NotDicom",
        "Profile",
        "Quarantine",
        "Result",
        "__version__",
        "deidentify",
        "deidentify_one",
        "load_profile",
    ]
    assert sorted(curtain.__all__) == [*public, "new_key"]
    assert all(getattr(curtain, name).__doc__ for name in curtain.__all__)


def test_a_file_that_becomes_another_while_the_case_is_read_is_held_back(tmp_path, monkeypatch):
    victim = put(tmp_path / "a.dcm")
    original = case.plan

    def swap(*arguments):
        put(victim, PatientID="OTHER", PatientName="ROE^RICHARD")
        return original(*arguments)

    monkeypatch.setattr(case, "plan", swap)
    (result,) = deidentify([victim], tmp_path / "out", KEY)
    assert (result.outcome, result.code) == ("quarantined", "changed")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_a_file_that_changes_while_it_is_copied_does_not_come_out(tmp_path, monkeypatch):
    victim = put(tmp_path / "a.dcm", ICCProfile=bytes(100_000))
    original = work.copy

    def swap(pieces, source, target):
        pieces = list(pieces)
        data = victim.read_bytes()
        victim.write_bytes(data.replace(bytes(32), b"MUSTERMANN^ERIKA MUSTERMANN^ERIK", 1))
        original(pieces, source, target)

    monkeypatch.setattr(work, "copy", swap)
    # The preamble is the first run of zeros; the profile is where it must be found.
    data = victim.read_bytes()
    victim.write_bytes(b"\1" * 128 + data[128:])
    (result,) = deidentify([victim], tmp_path / "out", KEY)
    assert (result.outcome, result.code) == ("quarantined", "identity-found")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(work, "copy", full)
    (result,) = deidentify([put(tmp_path / "a.dcm")], tmp_path / "out", KEY)
    assert (result.outcome, result.code) == ("quarantined", "no-room")
    assert [*(tmp_path / "out").rglob("*")] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_files_does_not_stop_the_others(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    outcomes = {
        r.source.name: r.outcome
        for r in deidentify([tmp_path / "pipe", put(tmp_path / "a.dcm")], tmp_path / "out", KEY)
    }
    assert outcomes == {"pipe": "not-dicom", "a.dcm": "de-identified"}


# --- Folders and archives


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def series(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        put(folder / f"IM{number}", SOPInstanceUID=f"{INSTANCE}.{number}", InstanceNumber=number)
    return folder


def test_folder_and_archive_of_the_same_files_give_the_same_bytes(tmp_path):
    folder = series(tmp_path / "in", 3)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(folder.iterdir()):
            out.write(path, f"CD/{path.name}")
    results = list(deidentify([tmp_path / "a.zip"], tmp_path / "zip", KEY))
    assert {result.outcome for result in results} == {"de-identified"}
    assert [result.source for result in results] == [tmp_path / "a.zip" / "CD" / f"IM{number}" for number in range(3)]
    list(deidentify([folder], tmp_path / "folder", KEY))
    assert len(written(tmp_path / "zip")) == 3
    assert written(tmp_path / "zip") == written(tmp_path / "folder")


def test_bad_entry_of_an_archive_is_one_of_the_results(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("../up", as_bytes(ct()))
        out.writestr("good", as_bytes(ct()))
    results = {result.source.name: result for result in deidentify([tmp_path / "a.zip"], tmp_path / "out", KEY)}
    assert (results["up"].outcome, results["up"].code) == ("quarantined", "zip-path")
    assert results["up"].sentence == archive.SENTENCES["zip-path"]
    assert results["good"].outcome == "de-identified"
    assert {name: result.number for name, result in results.items()} == {"up": 1, "good": 2}


def test_result_tells_digests_and_old_uids_only_where_they_are_asked_for(tmp_path):
    source = put(tmp_path / "a.dcm")
    (plain,) = deidentify([source], tmp_path / "out", KEY)
    assert plain.sha256 == hashlib.sha256(plain.path.read_bytes()).hexdigest()
    assert (plain.source_sha256, plain.uids) == ("", {})
    assert plain.attributes["PatientID", "replace"] == 1
    (full,) = Case([source], tmp_path / "again", KEY, digests=True, uids=True).results()
    assert full.source_sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert full.uids[INSTANCE] == full.instance.uid
    assert INSTANCE not in repr(full)


def test_output_may_not_lie_among_the_originals(tmp_path):
    series(tmp_path / "in", 1)
    for output in (tmp_path / "in", tmp_path / "in" / "clean", tmp_path / "in" / ".." / "in"):
        with pytest.raises(OutputInside):
            list(deidentify([tmp_path / "in"], output, KEY))
    assert len(list((tmp_path / "in").iterdir())) == 1


def test_file_that_is_there_already_is_not_overwritten(tmp_path):
    source = put(tmp_path / "a.dcm")
    (first,) = deidentify([source], tmp_path / "out", KEY)
    first.path.write_bytes(b"mine")
    (second,) = deidentify([source], tmp_path / "out", KEY)
    assert (second.outcome, second.code) == ("quarantined", "exists")
    assert written(tmp_path / "out") == {first.instance.name: b"mine"}


def test_disk_without_links_is_written_to(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(draft.os, "link", refuse)
    source = put(tmp_path / "a.dcm")
    (first,) = deidentify([source], tmp_path / "out", KEY)
    (second,) = deidentify([source], tmp_path / "out", KEY)
    assert (first.outcome, second.code) == ("de-identified", "exists")
    assert hashlib.sha256(first.path.read_bytes()).hexdigest() == first.sha256
    assert list(written(tmp_path / "out")) == [first.instance.name]


@pytest.mark.parametrize(
    "name", ["../../a/b/c.dcm", "a/../b/c.dcm", "/a/b/c/d", "a/b/c", "a/b/c/d\n", "a/b/c/.d", "a/b//d", ""]
)
def test_identifier_that_leads_out_of_the_folder_is_no_name(tmp_path, name):
    with draft.Drafts(tmp_path / "out") as drafts:
        (drafts.path / "1").write_bytes(b"")
        with pytest.raises(curtain.Quarantine) as stop:
            drafts.become(drafts.path / "1", name)
    assert stop.value.code == "no-name"
    assert written(tmp_path) == {}


def test_work_that_is_broken_off_leaves_nothing_behind(tmp_path):
    running = deidentify([series(tmp_path / "in", 3)], tmp_path / "out", KEY)
    first = next(running)
    running.close()
    assert list(written(tmp_path / "out")) == [first.instance.name]


def test_mode_of_a_written_file_is_what_the_user_wants_for_new_files(tmp_path):
    old = os.umask(0o027)
    try:
        (result,) = deidentify([put(tmp_path / "a.dcm")], tmp_path / "out", KEY)
    finally:
        os.umask(old)
    assert result.path.stat().st_mode & 0o777 == 0o640


# --- One object


def test_bytes_stream_data_set_and_path_come_back_as_what_they_were(tmp_path):
    dataset = ct()
    data = as_bytes(dataset)
    stream = io.BytesIO(data)
    stream.read(7)
    as_path = deidentify_one(put(tmp_path / "a.dcm"), KEY, output=tmp_path / "out")
    clean = as_path.path.read_bytes()
    assert deidentify_one(data, KEY).content == clean
    assert deidentify_one(stream, KEY).content.read() == clean
    made = deidentify_one(dataset, KEY)
    assert made.sha256 == as_path.sha256 == hashlib.sha256(clean).hexdigest()
    assert as_bytes(made.content) == clean
    assert (made.content.PatientID, made.content.PixelData) == (made.instance.patient, PIXELS)
    assert dataset.PatientName == "MUSTERMANN^ERIKA"


def test_data_set_without_file_meta_is_written_as_it_is_encoded():
    dataset = pydicom.Dataset()
    dataset.update(ct())
    made = deidentify_one(dataset, KEY)
    assert made.outcome == "de-identified"
    assert made.content.PixelData == PIXELS
    dataset = ct(ImplicitVRLittleEndian)
    del dataset.file_meta.TransferSyntaxUID
    assert deidentify_one(dataset, KEY).content.file_meta.TransferSyntaxUID == ImplicitVRLittleEndian
    assert "TransferSyntaxUID" not in dataset.file_meta


@pytest.mark.parametrize(
    ("source", "outcome", "code"),
    [
        (b"", "not-dicom", "empty"),
        (io.BytesIO(b"no"), "not-dicom", "not-dicom"),
        (pydicom.Dataset(), "quarantined", "no-object"),
    ],
)
def test_object_that_does_not_come_out_says_why(source, outcome, code):
    result = deidentify_one(source, KEY)
    assert (result.outcome, result.code, result.content) == (outcome, code, None)
    assert len(result.sentence) > 20


def test_output_folder_is_for_paths_and_for_nothing_else(tmp_path):
    with pytest.raises(TypeError):
        deidentify_one(put(tmp_path / "a.dcm"), KEY)
    with pytest.raises(TypeError):
        deidentify_one(as_bytes(ct()), KEY, output=tmp_path)


def test_profile_by_name_shifts_dates():
    moved = deidentify_one(ct(), KEY, load_profile("research")).content
    assert moved.StudyDate not in ("", "20240131")
    assert deidentify_one(ct(), KEY).content.StudyDate == ""


def test_boxes_are_blanked_as_the_command_blanks_them(tmp_path):
    put(tmp_path / "a.dcm")
    size = {"rows": 16, "columns": 16, "x": 4, "y": 2, "width": 8, "height": 3}
    boxes, key = tmp_path / "boxes.json", key_file(tmp_path, KEY)
    boxes.write_text(json.dumps({"format": "curtain-boxes", "version": 2, "boxes": [size]}))
    words = ["--output", tmp_path / "command", "--key-file", key, "--boxes", boxes, "--reviewed"]
    assert command("redact", tmp_path / "a.dcm", *words).status == 0
    for number, given in enumerate((boxes, str(boxes), read_boxes(boxes.read_text()))):
        out = tmp_path / str(number)
        (result,) = deidentify([tmp_path / "a.dcm"], out, KEY, boxes=given, reviewed=True)
        assert files_in(out) == files_in(tmp_path / "command")
    written = pydicom.dcmread(result.path)
    assert written.BurnedInAnnotation == "NO"
    assert not written.pixel_array[2:5, 4:12].any() and written.pixel_array.any()


def test_boxes_that_cannot_be_read_stop_it_before_anything_is_written(tmp_path):
    put(tmp_path / "a.dcm")
    (tmp_path / "boxes.json").write_text("{}")
    for path in ("boxes.json", "none.json"):
        with pytest.raises(BoxesError):
            list(deidentify([tmp_path / "a.dcm"], tmp_path / "out", KEY, boxes=tmp_path / path))
    assert not (tmp_path / "out").exists()
