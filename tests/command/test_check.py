"""`curtain check`: with and without the originals."""

import json
from pathlib import Path

import pydicom

from command_line import curtain, files_in, key_file, series
from curtain import deidentify, load_profile
from curtain.command import main
from curtain.transforms.keyed import Keyed
from making import INSTANCE, KEY, SERIES, as_bytes, ct


def clean(folder: Path, *given: Path, profile: str = "basic") -> Path:
    assert {result.outcome for result in deidentify(given, folder, KEY, load_profile(profile))} == {"de-identified"}
    return folder


def spoil(path: Path, **attributes: object) -> None:
    dataset = pydicom.dcmread(path)
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    dataset.save_as(path)


def test_clean_folder_is_clean_with_and_without_the_originals(tmp_path: Path):
    series(tmp_path / "in", 3)
    for profile in ("basic", "research"):
        clean(tmp_path / profile, tmp_path / "in", profile=profile)
        for words in ([], ["--profile", profile], ["--against", tmp_path / "in"]):
            done = curtain("check", tmp_path / profile, *words, "--jobs", 2)
            assert (done.status, done.err) == (0, "")
            assert "3 files checked; something is found in 0." in done.out


def test_findings_are_told_by_path_and_never_by_value(tmp_path: Path):
    clean(tmp_path / "out", series(tmp_path / "in", 3))
    first, second, _ = sorted((tmp_path / "out").rglob("*.dcm"))
    spoil(first, AccessionNumber="ACC778899", BurnedInAnnotation="YES")
    second.write_bytes(as_bytes(ct())[:-50])
    done = curtain("check", tmp_path / "out")
    assert done.status == 3
    found = sorted(line.removeprefix(f"found: {tmp_path}/out/") for line in done.err.splitlines())
    assert [line.split("dcm: ")[1] for line in found if first.name in line] == [
        "(0008,0050): The profile does not keep what stands here. [profile]",
        "(0028,0301): It says that text is burned into the image. [burned-in]",
    ]
    assert [line[-11:] for line in found if second.name in line] == ["[truncated]"]
    assert "ACC778899" not in done.err + done.out
    assert "2 files checked; something is found in 2." in done.out


def test_originals_tell_what_their_strings_are(tmp_path: Path):
    """Nobody can see from outside that a device is called as the patient is, that a file has her number, or whose an old UID is."""
    clean(tmp_path / "out", series(tmp_path / "in", 4))
    one, two, three, four = sorted((tmp_path / "out").rglob("*.dcm"))
    spoil(one, ManufacturerModelName="Mustermann Erika")
    spoil(two, IrradiationEventUID=f"{INSTANCE}.1")
    three.rename(three.with_name("MRN-4711-08.dcm"))
    spoil(four, PatientID="MRN-4711-08")
    assert curtain("check", tmp_path / "out").status == 0
    done = curtain("check", tmp_path / "out", "--against", tmp_path / "in")
    assert done.status == 3
    places = {line.split("dcm: ")[1].split(": ")[0] for line in done.err.splitlines()}
    assert places == {"(0008,1090)", "(0008,3010)", "the file name", "(0010,0020)"}
    assert "4711" not in done.err.replace("MRN-4711-08.dcm", "")


def test_key_tells_whose_file_it_is(tmp_path: Path):
    """Without it one patient's number is looked for in all files; with it also a day that is back in its old place is found."""
    series(tmp_path / "in", 1)
    series(
        tmp_path / "in",
        1,
        start=1,
        PatientID="CT7-RADIOLOGY",
        PatientName="ROE^RICHARD",
        StudyInstanceUID="1.2.3",
        StudyDate="20190605",
    )
    series(tmp_path / "in", 1, start=2, StationName="CT7-RADIOLOGY")
    clean(tmp_path / "out", tmp_path / "in", profile="research")
    words = ["check", tmp_path / "out", "--against", tmp_path / "in"]
    done = curtain(*words)
    assert done.status == 3
    assert done.err.count("(0008,1010): Something of a patient of the originals is still here. [identity-found]") == 1
    with_key = [*words, "--key-file", key_file(tmp_path)]
    assert curtain(*with_key).status == 0
    for path in (tmp_path / "out").rglob("*.dcm"):
        if pydicom.dcmread(path).InstanceNumber == 0:
            spoil(path, ContentDate="20240131")
    done = curtain(*with_key)
    assert done.status == 3
    assert "(0008,0023): Something of a patient of the originals is still here. [identity-found]" in done.err


def test_profile_is_one_to_be_held_to(tmp_path: Path):
    clean(tmp_path / "out", series(tmp_path / "in", 1), profile="research")
    done = curtain("check", tmp_path / "out", "--profile", "basic")
    assert done.status == 3
    assert "the option retain-modified-dates was applied, which the profile does not have. [other-option]" in done.err


def test_findings_as_json(tmp_path: Path):
    series(tmp_path / "in", 1)
    (tmp_path / "in" / "README").write_text("text")
    done = curtain("check", tmp_path / "in", "--json")
    assert (done.status, done.err) == (3, "")
    told = json.loads(done.out)
    assert (told["format"], told["version"]) == ("curtain-check", 1)
    one, two = told["files"]
    assert {"code": "no-stamp", "path": "(0012,0062)", "is_note": False}.items() <= one["findings"][0].items()
    assert [each["code"] for each in two["findings"]] == ["not-dicom"]
    assert "MUSTERMANN" not in done.out


def test_original_that_cannot_be_read_is_told(tmp_path: Path):
    clean(tmp_path / "out", series(tmp_path / "in", 1))
    (tmp_path / "in" / "cut").write_bytes(as_bytes(ct())[:-50])
    done = curtain("check", tmp_path / "out", "--against", tmp_path / "in")
    assert done.status == 0
    assert "1 file of the originals cannot be read" in done.err


def test_nothing_is_written(tmp_path: Path):
    series(tmp_path / "in", 2)
    before = files_in(tmp_path)
    assert curtain("check", tmp_path / "in", "--against", tmp_path / "in").status == 3
    assert curtain("search", tmp_path / "in", "--json").status == 0
    assert files_in(tmp_path) == before


def test_wrong_use_is_told(tmp_path: Path):
    key = key_file(tmp_path)
    gone, here = str(tmp_path / "gone"), str(tmp_path)
    for words in ([gone], [here, "--against", gone], [here, "--profile", "none"], [here, "--key-file", str(key)], []):
        assert main(["check", *words]) == 2


# --- search


def test_search_tells_what_would_change(tmp_path: Path):
    series(tmp_path / "in", 2, OtherPatientIDs="ZZ-12345678")
    (tmp_path / "in" / "cut").write_bytes(as_bytes(ct())[:-50])
    done = curtain(
        "search", tmp_path / "in", "--json", "--key-file", key_file(tmp_path), "--profile", "research", "--jobs", 2
    )
    assert done.status == 3
    assert "identifies" in done.err
    told = json.loads(done.out)
    assert told["identifies"] is True
    assert "identifies the patients" in told["warning"]
    by_name = {Path(file["source"]).name: file for file in told["files"]}
    assert by_name["cut"]["code"] == "truncated"
    (row,) = [row for row in by_name["IM0000"]["attributes"] if row["keyword"] == "StudyDate"]
    assert (row["before"], row["action"]) == ("20240131", "shift")
    assert "ZZ-12345678" in by_name["IM0001"]["looked_for"]["ids"]
    # What is told is what is done.
    list(deidentify([tmp_path / "in"], tmp_path / "out", KEY, load_profile("research")))
    assert {file.get("output") for file in told["files"]} - {None} == files_in(tmp_path / "out").keys()
    written = pydicom.dcmread(tmp_path / "out" / by_name["IM0000"]["output"])
    assert written.StudyDate == row["after"]


def test_search_without_json_tells_no_value(tmp_path: Path):
    series(tmp_path / "in", 2)
    done = curtain("search", tmp_path / "in")
    assert done.status == 0
    assert "PatientBirthDate: empty (2)" in done.out
    assert "2 files would be de-identified" in done.out
    for value in ("MUSTERMANN", "20240131", "MRN-4711-08", INSTANCE):
        assert value not in done.out + done.err


def test_a_rule_for_one_series_holds_for_no_other(tmp_path: Path):
    series(tmp_path / "in", 1)
    series(tmp_path / "in", 1, start=1, SeriesInstanceUID="1.2.826.0.1.3680043.9.1.7")
    uid = Keyed(KEY).uid(SERIES)
    (tmp_path / "mine.toml").write_text(f'[[only]]\nseries = "{uid}"\nattributes = {{ StudyDate = "keep" }}\n')
    clean(tmp_path / "out", tmp_path / "in", profile=str(tmp_path / "mine.toml"))
    words = ["--profile", tmp_path / "mine.toml", "--against", tmp_path / "in"]
    done = curtain("check", tmp_path / "out", *words, "--jobs", 1)
    assert (done.status, done.err) == (0, "")
    for path in (tmp_path / "out").rglob("*.dcm"):
        spoil(path, StudyDate="20240131")
    done = curtain("check", tmp_path / "out", *words, "--jobs", 1)
    assert done.status != 0 and "something is found in 1." in done.out
