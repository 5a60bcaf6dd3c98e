"""`curtain attributes`: what is done to each attribute, and no value unless it is asked for."""

import csv
import json
from pathlib import Path

from command_line import Done, curtain, files_in, series
from making import INSTANCE, as_bytes, ct

SECRETS = ("MUSTERMANN", "ERIKA", "MRN-4711-08", "19570812", "BRINKMANN", "ACC778899", "Xyzolator", "Zimmer", INSTANCE)


def case(folder: Path) -> Path:
    """Two patients; a private creator whose name somebody made up."""
    series(folder, 2, StudyDescription="CT Thorax Xyzolator", ImageComments='=Zimmer "12"\nab')
    other = ct(
        PatientID="77", PatientName="OTHER^ONE", PatientSex="M", SOPInstanceUID=f"{INSTANCE}.77", StudyInstanceUID="1.2.77"
    )  # fmt: skip
    other.private_block(0x0009, "MUSTERMANN ERIKA", create=True).add_new(0x01, "LO", "Zimmer 12")
    other.private_block(0x0019, "GEMS_ACQU_01", create=True).add_new(0x01, "LO", "Zimmer 13")
    (folder / "other").write_bytes(as_bytes(other))
    return folder


def lines(done: Done) -> dict[str, list[str]]:
    """The words of each line of the table by its attribute."""
    return {line.split()[0]: line.split() for line in done.out.splitlines() if line[:1] not in (" ", "")}


def test_the_table_tells_what_is_done_and_no_value(tmp_path: Path):
    done = curtain("attributes", case(tmp_path / "in"), "--profile", "research", "--jobs", 2)
    assert (done.status, done.err) == (0, "")
    table = lines(done)
    assert table["StudyDescription"][1:9] == ["LO", "clean", "2", "1", "1", "the", "same", "everywhere"]
    assert table["PatientSex"][1:9] == ["CS", "keep", "3", "2", "2", "the", "same", "within"]
    assert table["SOPInstanceUID"][1:8] == ["UI", "new", "UID", "3", "2", "3", "differs"]
    assert '(0009,"?",01)' in table
    assert '(0019,"gems_acqu_01",01)' in table
    assert "3 files of 2 patients" in done.out
    assert not [secret for secret in SECRETS if secret.lower() in done.out.lower()]


def test_files_without_values_have_none_either(tmp_path: Path):
    done = curtain(
        "attributes", case(tmp_path / "in"), "--csv", tmp_path / "a.csv", "--json", tmp_path / "a.json", "--jobs", 2
    )  # fmt: skip
    assert (done.status, done.err) == (0, "")
    for name in ("a.csv", "a.json"):
        text = (tmp_path / name).read_text("utf-8-sig")
        assert "StudyDescription" in text
        assert not [secret for secret in SECRETS if secret.lower() in text.lower()]
    told = json.loads((tmp_path / "a.json").read_text())
    assert (told["format"], told["identifies"], told["files"]) == ("curtain-attributes", False, 3)
    (sex,) = [row for row in told["rows"] if row["path"] == "PatientSex"]
    assert (sex["same"], sex["distinct"], sex["left"]) == ("patient", 2, {"value": 3, "empty": 0, "dummy": 0})


def test_values_are_written_where_they_are_asked_for_with_a_warning(tmp_path: Path):
    words = ("--with-values", "--csv", tmp_path / "a.csv", "--json", tmp_path / "a.json")
    done = curtain("attributes", case(tmp_path / "in"), *words, "--profile", "research", "--jobs", 2)
    assert done.status == 0
    assert "identifies the patients" in done.err
    assert not [secret for secret in SECRETS if secret.lower() in (done.out + done.err).lower()]
    for name in ("a.csv", "a.json"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    (description,) = [line for line in table if line["attribute"] == "StudyDescription"]
    assert (description["before"], description["after"], description["files with it"]) == (
        "CT Thorax Xyzolator", "CT Thorax", "2",
    )  # fmt: skip
    # A spreadsheet would compute what begins with an equals sign.
    (comment,) = [line for line in table if line["attribute"] == "ImageComments"]
    assert comment["before"] == '\'=Zimmer "12"\nab'
    told = json.loads((tmp_path / "a.json").read_text())
    assert told["identifies"] is True
    assert [word["word"] for word in told["words"]] == ["Xyzolator"]


def test_wrong_use_is_told_before_anything_is_read(tmp_path: Path):
    (tmp_path / "there.csv").write_text("mine")
    for words, said in (
        (["--with-values"], "values are not told on standard output"),
        (["--csv", tmp_path / "there.csv"], "nothing is overwritten"),
        (["--csv", tmp_path / "a", "--json", tmp_path / "a"], "two files"),
    ):
        done = curtain("attributes", series(tmp_path / "in", 1), *words)
        assert done.status == 2
        assert said in done.err
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_what_cannot_be_cleaned_is_told_and_stops_no_other(tmp_path: Path):
    folder = series(tmp_path / "in", 2)
    (folder / "broken").write_bytes(as_bytes(ct(SOPInstanceUID=f"{INSTANCE}.9"))[:-60])
    (folder / "notes.txt").write_text("hello")
    before = files_in(folder)
    done = curtain("attributes", folder, "--jobs", 1)
    assert done.status == 3
    assert "[truncated]" in done.err
    assert "2 files of 1 patient" in done.out
    assert "1 quarantined, 1 no DICOM" in done.out
    assert files_in(folder) == before
