"""`curtain key`, `curtain pseudonym` and `curtain crosswalk`."""

import json
import re
from pathlib import Path

import pytest

from command_line import curtain, key_file, series
from curtain import deidentify
from curtain.command import main
from curtain.keys import derive, read_key_file
from curtain.transforms.keyed import Keyed
from making import KEY, STUDY


def test_new_key_is_random_and_for_its_owner_only(tmp_path: Path):
    for name in ("a", "b"):
        assert curtain("key", "--output", tmp_path / name).status == 0
    first, second = ((tmp_path / name).read_text() for name in ("a", "b"))
    assert read_key_file(first).key != read_key_file(second).key
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert read_key_file(first).key.hex() not in curtain("key", "--output", tmp_path / "c").out


def test_key_for_a_passphrase_is_a_salt(tmp_path: Path):
    assert curtain("key", "--output", tmp_path / "a", "--passphrase").status == 0
    content = read_key_file((tmp_path / "a").read_text())
    assert content.key is None
    (tmp_path / "word").write_text("open sesame")
    told = curtain(
        "pseudonym", "--key-file", tmp_path / "a", "--passphrase-file", tmp_path / "word", "--patient-id", "4711"
    )
    keyed = Keyed(derive("open sesame", content.salt))
    assert told.out.startswith(f"pseudonym: {keyed.pseudonym(json.dumps(['', '4711']))}\n")


def test_key_overwrites_nothing(tmp_path: Path):
    (tmp_path / "a").write_text("mine")
    done = curtain("key", "--output", tmp_path / "a")
    assert (done.status, (tmp_path / "a").read_text()) == (2, "mine")
    assert curtain("key", "--output", tmp_path / "no" / "a").status == 2


def pseudonym(tmp_path: Path, *words: str) -> str:
    done = curtain("pseudonym", "--key-file", key_file(tmp_path), *words)
    assert done.status == 0, done.err
    return done.out.splitlines()[0].removeprefix("pseudonym: ")


def became(tmp_path: Path, **attributes: object) -> str:
    (result,) = deidentify([series(tmp_path / "in", 1, **attributes)], tmp_path / "out", KEY)
    return result.instance.patient


def test_patient_is_found_by_id_and_issuer(tmp_path: Path):
    expected = became(tmp_path, IssuerOfPatientID="St. Elsewhere")
    assert pseudonym(tmp_path, "--patient-id", "MRN-4711-08", "--issuer", "St. Elsewhere") == expected
    assert pseudonym(tmp_path, "--patient-id", "MRN-4711-08") != expected


def test_patient_whose_id_anybody_has_is_found_by_the_person(tmp_path: Path):
    expected = became(tmp_path, PatientID="ANON")
    words = ["--patient-id", "ANON", "--name", "MUSTERMANN^ERIKA", "--birth-date", "19570812", "--sex", "F"]
    assert pseudonym(tmp_path, *words) == expected
    done = curtain("pseudonym", "--key-file", tmp_path / "key.json", "--patient-id", "ANON")
    assert (done.status, done.out) == (2, "")
    assert "anybody may have this ID" in done.err


def test_patient_without_a_name_is_found_by_the_study(tmp_path: Path):
    expected = became(tmp_path, PatientID="ANON", PatientName="")
    assert pseudonym(tmp_path, "--patient-id", "ANON", "--study", STUDY) == expected


def test_patient_whose_id_stood_for_several_is_found_by_the_study(tmp_path: Path):
    series(tmp_path / "in", 1)
    series(tmp_path / "in", 1, start=1, PatientName="ROE^RICHARD", StudyInstanceUID="1.2.3")
    by_study = {
        result.number: result.instance.patient for result in deidentify([tmp_path / "in"], tmp_path / "out", KEY)
    }
    assert len(set(by_study.values())) == 2
    assert pseudonym(tmp_path, "--patient-id", "MRN-4711-08", "--study", STUDY) == by_study[1]
    assert pseudonym(tmp_path, "--patient-id", "MRN-4711-08", "--study", "1.2.3") == by_study[2]


def test_without_a_key_nobody_can_tell():
    done = curtain("pseudonym", "--patient-id", "4711")
    assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"format": "curtain-crosswalk"}'])
def test_what_is_no_crosswalk_is_told_as_such(tmp_path: Path, data: bytes):
    (tmp_path / "c").write_bytes(data)
    (tmp_path / "word").write_text("open sesame")
    done = curtain("crosswalk", tmp_path / "c", "--passphrase-file", tmp_path / "word")
    assert (done.status, done.out) == (2, "")


def test_every_word_has_help(capsys):
    overview = curtain("--help")
    assert overview.status == 0
    assert curtain("--version").out.startswith("curtain ")
    words = re.findall(r"^    ([a-z]+)\b", overview.out, re.MULTILINE)
    assert {"deidentify", "redact", "check", "search", "key"} <= set(words)
    for word in words:
        assert main([word, "--help"]) == 0
        said = capsys.readouterr()
        assert said.err == "" and f"curtain {word}" in said.out
    assert curtain("nothing").status == 2
