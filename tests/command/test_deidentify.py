"""`curtain deidentify`, as processes: what comes out, what is told, and how it ends."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import jsonschema
import pydicom
import pytest

from command_line import PACKAGE, curtain, files_in, key_file, series, start
from curtain import deidentify
from curtain.command import main
from curtain.keys import KeyFile, derive, write_key_file
from curtain.rules.profile import load
from curtain.transforms.keyed import Keyed
from making import INSTANCE, KEY, PIXELS, as_bytes, ct

IDENTITY = ["MUSTERMANN", "ERIKA", "MRN-4711-08", "ACC778899", "BRINKMANN", INSTANCE]
NAME = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/study-\d{8}/series-\d{8}/2\.25\.\d+\.dcm")


def test_folder_becomes_a_clean_folder(tmp_path: Path):
    series(tmp_path / "in", 3)
    (tmp_path / "in" / "README.TXT").write_text("Bilder von Erika Mustermann")
    done = curtain("deidentify", tmp_path / "in", "--output", tmp_path / "out", "--jobs", 2)
    assert done.status == 0
    files = files_in(tmp_path / "out")
    assert len(files) == 3
    assert all(NAME.fullmatch(name) for name in files)
    for data in files.values():
        assert not [identity for identity in IDENTITY if identity.encode() in data]
        assert PIXELS in data
    assert done.err == f"not DICOM: {tmp_path}/in/README.TXT: This is not a DICOM file. It is left out. [not-dicom]\n"
    assert "3 files of 1 patient de-identified" in done.out
    assert "0 quarantined, 1 no DICOM" in done.out
    assert "Nobody has looked at the pixels" in done.out
    assert done.out.count("No key was given") == 1
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_same_key_gives_the_same_bytes_in_every_run_and_with_any_number_of_processes(tmp_path: Path):
    series(tmp_path / "in", 5)
    key = key_file(tmp_path)
    for jobs in (1, 2, 3):
        done = curtain(
            "deidentify", tmp_path / "in", "--output", tmp_path / f"out{jobs}", "--key-file", key, "--profile", "research",
            "--jobs", jobs,
        )  # fmt: skip
        assert done.status == 0
        assert "No key" not in done.out
    list(deidentify([tmp_path / "in"], tmp_path / "here", bytes(range(32)), load("research")))
    expected = files_in(tmp_path / "here")
    assert len(expected) == 5
    assert all(files_in(tmp_path / f"out{jobs}") == expected for jobs in (1, 2, 3))


def test_two_runs_without_a_key_have_nothing_in_common(tmp_path: Path):
    series(tmp_path / "in", 1)
    for number in (1, 2):
        assert curtain("deidentify", tmp_path / "in", "--output", tmp_path / f"out{number}").status == 0
    assert not files_in(tmp_path / "out1").keys() & files_in(tmp_path / "out2").keys()


def test_key_from_a_passphrase_with_the_salt_of_a_key_file_or_of_a_profile(tmp_path: Path):
    series(tmp_path / "in", 1)
    salt = bytes(range(16))
    (tmp_path / "key.json").write_text(write_key_file(KeyFile(salt=salt)))
    (tmp_path / "mine.toml").write_text(f'version = 1\nname = "mine"\nsalt = "{salt.hex()}"\n')
    # Composed or not, with the line's end of any system: one passphrase.
    (tmp_path / "one").write_bytes("Käse im Schrank\n".encode())
    (tmp_path / "two").write_bytes("\ufeffKa\u0308se im Schrank\r\n".encode())
    by_file = ["--key-file", tmp_path / "key.json", "--passphrase-file", tmp_path / "one"]
    by_profile = ["--profile", tmp_path / "mine.toml", "--passphrase-file", tmp_path / "two"]
    for number, words in enumerate((by_file, by_profile)):
        assert curtain("deidentify", tmp_path / "in", "--output", tmp_path / f"out{number}", *words).status == 0
    list(deidentify([tmp_path / "in"], tmp_path / "here", derive("Käse im Schrank", salt)))
    assert files_in(tmp_path / "out0") == files_in(tmp_path / "out1") == files_in(tmp_path / "here")


def test_options_are_added_to_the_profile(tmp_path: Path):
    series(tmp_path / "in", 1, StationName="CT7", PatientSize=1.75)
    words = ["--option", "retain-device-identity", "--option", "retain-patient-characteristics"]
    assert curtain("deidentify", tmp_path / "in", "--output", tmp_path / "out", *words).status == 0
    ((_, data),) = files_in(tmp_path / "out").items()
    made = pydicom.dcmread(next((tmp_path / "out").rglob("*.dcm")))
    assert (made.StationName, made.PatientSize) == ("CT7", 1.75)
    assert b"MUSTERMANN" not in data


def test_bad_files_are_told_and_stop_no_other(tmp_path: Path):
    series(tmp_path / "in", 2)
    whole = as_bytes(ct(SOPInstanceUID="1.2.3.4"))
    (tmp_path / "in" / "cut").write_bytes(whole[:-100])
    (tmp_path / "in" / "twin").write_bytes((tmp_path / "in" / "IM0000").read_bytes())
    with zipfile.ZipFile(tmp_path / "cd.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("../climbs", whole)
        out.writestr("DICOM/IM7", as_bytes(ct(SOPInstanceUID=f"{INSTANCE}.7")))
    done = curtain("deidentify", tmp_path / "in", tmp_path / "cd.zip", "--output", tmp_path / "out")
    assert done.status == 3
    said = dict(re.findall(r"^quarantined: (.*?): .* \[(.*)\]$", done.err, re.MULTILINE))
    assert said == {
        f"{tmp_path}/in/cut": "truncated", f"{tmp_path}/in/twin": "duplicate", f"{tmp_path}/cd.zip/../climbs": "zip-path",
    }  # fmt: skip
    assert "3 files of 1 patient de-identified" in done.out
    assert "3 quarantined" in done.out
    assert len(files_in(tmp_path / "out")) == 3


def test_patient_of_all_files_is_known_before_the_first_is_written(tmp_path: Path):
    """A name that stands in one file only is searched for in the others: here a birth name in a device's name."""
    series(tmp_path / "in", 1, PatientBirthName="WINTERKORN^ERIKA")
    series(tmp_path / "in", 1, start=1, ManufacturerModelName="Scanner of Erika Winterkorn")
    words = ["--option", "retain-device-identity", "--jobs", 2]
    done = curtain("deidentify", tmp_path / "in", "--output", tmp_path / "out", *words)
    assert done.status == 3
    assert "[identity-found]" in done.err
    assert "WINTERKORN" not in (done.err + done.out).upper()


def test_report_and_crosswalk_are_two_files(tmp_path: Path):
    series(tmp_path / "Erika Mustermann", 2)
    (tmp_path / "Erika Mustermann" / "bad").write_bytes(as_bytes(ct(SOPInstanceUID="1.2.3.4"))[:-100])
    (tmp_path / "word").write_text("open sesame\n")
    done = curtain(
        "deidentify", tmp_path / "Erika Mustermann", "--output", tmp_path / "out", "--key-file", key_file(tmp_path),
        "--profile", "research", "--report", tmp_path / "report.json", "--crosswalk", tmp_path / "crosswalk.json",
        "--crosswalk-passphrase-file", tmp_path / "word",
    )  # fmt: skip
    assert done.status == 3
    report, page = (tmp_path / "report.json").read_text(), (tmp_path / "report.html").read_text()
    sealed = (tmp_path / "crosswalk.json").read_text()
    for text in (report, page, sealed):
        assert not [identity for identity in [*IDENTITY, "Erika", str(tmp_path)] if identity in text]
    told = json.loads(report)
    schema = json.loads((PACKAGE / "curtain" / "share" / "report.schema.json").read_text())
    jsonschema.validate(told, schema)
    assert told["outcomes"] == {"de-identified": 2, "quarantined": 1, "not-dicom": 0, "left-out": 0}
    assert [file["number"] for file in told["files"]] == [1, 2, 3]
    assert {file.get("output") for file in told["files"]} - {None} == files_in(tmp_path / "out").keys()
    opened = curtain("crosswalk", tmp_path / "crosswalk.json", "--passphrase-file", tmp_path / "word")
    assert opened.status == 0
    content = json.loads(opened.out)
    assert content["patients"][0]["patient_id"] == "MRN-4711-08"
    assert {file["source"] for file in content["files"]} == {f"{tmp_path}/Erika Mustermann/IM000{n}" for n in (0, 1)}
    assert INSTANCE + ".1" in {uid["old"] for uid in content["uids"]}
    assert oct((tmp_path / "crosswalk.json").stat().st_mode & 0o777) == "0o600"
    assert "identifies" in opened.err
    who = curtain("pseudonym", "--key-file", tmp_path / "key.json", "--patient-id", "-", said="MRN-4711-08\n")
    assert who.out == (
        f"pseudonym: {content['patients'][0]['pseudonym']}\nshift_days: {content['patients'][0]['shift_days']}\n"
    )


def test_crosswalk_opens_with_its_passphrase_only(tmp_path: Path):
    series(tmp_path / "in", 1)
    (tmp_path / "word").write_text("open sesame")
    (tmp_path / "other").write_text("close sesame")
    words = ["--crosswalk", tmp_path / "c", "--crosswalk-passphrase-file", tmp_path / "word"]
    assert curtain("deidentify", tmp_path / "in", "--output", tmp_path / "out", *words).status == 0
    done = curtain("crosswalk", tmp_path / "c", "--passphrase-file", tmp_path / "other")
    assert (done.status, done.out) == (2, "")
    assert "sesame" not in done.err


def test_rules_for_one_series_or_object_need_the_key_that_they_were_made_with(tmp_path: Path):
    series(tmp_path / "in", 2)
    uid = Keyed(KEY).uid(f"{INSTANCE}.1")
    (tmp_path / "mine.toml").write_text(f'[[only]]\nobject = "{uid}"\nattributes = {{ PatientSex = "keep" }}\n')
    words = ["deidentify", tmp_path / "in", "--profile", tmp_path / "mine.toml", "--jobs", 1]
    done = curtain(*words, "--output", tmp_path / "none")
    assert done.status == 2 and "which only the same key gives again" in done.err
    assert not (tmp_path / "none").exists()
    done = curtain(*words, "--output", tmp_path / "out", "--key-file", key_file(tmp_path))
    assert (done.status, done.err) == (0, "")
    sexes = {path.stem: str(pydicom.dcmread(path).PatientSex) for path in (tmp_path / "out").rglob("*.dcm")}
    assert sexes.pop(uid) == "F" and [*sexes.values()] == [""]
    done = curtain(*words, "--output", tmp_path / "other", "--key-file", key_file(tmp_path, bytes(32)))
    assert done.status == 3 and "entry 1 of only in the profile is for nothing that came out" in done.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["in", "--output", "in/out"], "lies in a folder that is to be read"),
        (["in", "--output", "in"], "lies in a folder that is to be read"),
        (["gone", "--output", "out"], "there is no file or folder"),
        (["in", "--output", "file"], "cannot be made"),
        (["in", "--output", "out", "--profile", "none"], "no profile of this name"),
        (["in", "--output", "out", "--option", "none"], "no option of this name"),
        (["in", "--output", "out", "--option", "retain-full-dates", "--option", "retain-modified-dates"], "not both"),
        (["in", "--output", "out", "--key-file", "file"], "no key file"),
        (["in", "--output", "out", "--key-file", "gone"], "cannot be read"),
        (
            ["in", "--output", "out", "--key-file", "key.json", "--passphrase-file", "word"],
            "a passphrase has no part in it",
        ),
        (["in", "--output", "out", "--key-file", "salt.json"], "run this on a terminal"),
        (["in", "--output", "out", "--passphrase-file", "word"], "a passphrase needs a salt"),
        (["in", "--output", "out", "--key-file", "salt.json", "--passphrase-file", "lines"], "has to hold one line"),
        (["in", "--output", "out", "--report", "file"], "is there already"),
        (["in", "--output", "out", "--report", "page.json"], "is there already"),
        (["in", "--output", "out", "--report", "r.html"], "the report is JSON"),
        (["in", "--output", "out", "--report", "no/r.json"], "there is no folder"),
        (["in", "--output", "out", "--crosswalk", "c"], "run this on a terminal"),
        (["in", "--output", "out", "--crosswalk", "out/c", "--crosswalk-passphrase-file", "word"], "keep it apart"),
        (["in", "--output", "out", "--crosswalk-passphrase-file", "word"], "is for --crosswalk"),
        (["in", "--output", "out", "--report", "c", "--crosswalk", "c"], "are two files"),
        (["", "--output", "out"], "an empty word"),
        (["in", "--output", ""], "an empty word"),
        (["in", "--output", "out", "--jobs", "0"], "invalid number of jobs"),
        (["in"], "--output"),
        ([], "required"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    series(tmp_path / "in", 1)
    key_file(tmp_path)
    (tmp_path / "salt.json").write_text(write_key_file(KeyFile(salt=bytes(16))))
    (tmp_path / "word").write_text("secret")
    (tmp_path / "lines").write_text("secret\nsecret\n")
    for name in ("file", "page.html"):
        (tmp_path / name).write_text("mine")
    before = files_in(tmp_path)
    paths = {*before, "in", "out", "gone", "in/out", "page.json", "r.html", "no/r.json", "c", "out/c"}
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["deidentify", *(str(tmp_path / word) if word in paths else word for word in words)]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert "secret" not in said.err
    assert said.out == ""
    assert files_in(tmp_path) == before


def test_nothing_is_overwritten(tmp_path: Path):
    series(tmp_path / "in", 2)
    words = ["deidentify", tmp_path / "in", "--output", tmp_path / "out", "--key-file", key_file(tmp_path)]
    assert curtain(*words).status == 0
    before = files_in(tmp_path / "out")
    series(tmp_path / "in", 1, start=7)
    again = curtain(*words)
    assert again.status == 3
    assert again.err.count("[exists]") == 2
    after = files_in(tmp_path / "out")
    assert len(after) == 3
    assert before.items() <= after.items()


def test_name_of_a_file_does_not_steer_the_terminal(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "\x1b[2Jevil\n\x07.txt").write_bytes(b"x")
    done = curtain("deidentify", tmp_path / "in", "--output", tmp_path / "out")
    assert done.status == 0
    assert "\x1b" not in done.err
    assert done.err.count("\n") == 1


def test_nothing_of_the_patient_is_in_the_arguments_of_the_processes(tmp_path: Path):
    series(tmp_path / "in", 120)
    running = start(
        "deidentify", tmp_path / "in", "--output", tmp_path / "out", "--jobs", 2, "--key-file", key_file(tmp_path)
    )
    seen, typed = set(), set()
    while running.poll() is None:
        typed |= set(said_by(running.pid))
        seen |= {said for child in children(running.pid) for said in said_by(child)}
        time.sleep(0.02)
    assert running.returncode == 0
    # Between fork and exec a process shows the words of its parent, which the user typed.
    seen -= typed
    assert seen
    for said in seen:
        assert KEY.hex() not in said
        assert not [identity for identity in [*IDENTITY, str(tmp_path)] if identity in said]
    running.communicate()


def children(process: int) -> list[int]:
    try:
        return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def said_by(process: int) -> list[str]:
    try:
        return [Path(f"/proc/{process}/cmdline").read_text()]
    except OSError:
        return []


def begin(tmp_path: Path, *words: object) -> subprocess.Popen[str]:
    """A run over many files, when the first of them are written."""
    running = start("deidentify", tmp_path / "in", "--output", tmp_path / "out", *words, start_new_session=True)
    deadline = time.monotonic() + 60
    while not any((tmp_path / "out").rglob("*.dcm")):
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return running


needs_processes = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")


@needs_processes
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_leaves_whole_files_and_no_process(tmp_path: Path, number: int, status: int):
    series(tmp_path / "in", 900)
    running = begin(tmp_path, "--jobs", 2)
    workers = children(running.pid)
    # As a terminal does: to all processes of the group at once.
    os.killpg(running.pid, number) if number == signal.SIGINT else running.send_signal(number)
    out, err = running.communicate(timeout=30)
    assert running.returncode == status
    assert "Stopped" in err
    assert "Traceback" not in err + out
    files = files_in(tmp_path / "out")
    assert 0 < len(files) < 900
    for name, data in files.items():
        assert NAME.fullmatch(name)
        assert data.endswith(PIXELS)
    deadline = time.monotonic() + 10
    while any(said_by(worker) != [""] and Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@needs_processes
def test_killed_processes_cost_no_file(tmp_path: Path):
    """Each of a few kills hits another process; a file is tried again, and all come out."""
    series(tmp_path / "in", 200)
    running = begin(tmp_path, "--jobs", 2)
    for _ in range(3):
        workers = [worker for worker in children(running.pid) if "spawn_main" in "".join(said_by(worker))]
        if workers:
            os.kill(workers[0], signal.SIGKILL)
        time.sleep(0.05)
    out, _ = running.communicate(timeout=60)
    assert len(files_in(tmp_path / "out")) == 200
    assert "200 files" in out
    assert running.returncode == 0


def test_file_that_kills_its_process_is_quarantined_and_stops_no_other(tmp_path: Path):
    """A plug-in for the file that nobody can survive: `sitecustomize` makes the engine die of one."""
    series(tmp_path / "in", 3)
    (tmp_path / "in" / "DEADLY").write_bytes(b"deadly" + bytes(200))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        "import curtain.files.part10 as part10, curtain.scan as scan, os, signal\n"
        "def deadly(source, header_only=False, original=part10.open_dicom):\n"
        "    if source.read(0, 6) == b'deadly':\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return original(source, header_only)\n"
        "scan.open_dicom = deadly\n"
    )
    done = curtain_with(tmp_path / "site", "deidentify", tmp_path / "in", "--output", tmp_path / "out", "--jobs", "1")
    assert done.returncode == 3
    assert re.search(r"DEADLY: .* \[worker-died\]", done.stderr)
    assert len(files_in(tmp_path / "out")) == 3


def curtain_with(site: Path, *words: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": f"{site}{os.pathsep}{PACKAGE}"}
    return subprocess.run(
        [sys.executable, "-m", "curtain", *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path):
    pty = pytest.importorskip("pty")
    series(tmp_path / "in", 30)
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "curtain", "deidentify", str(tmp_path / "in"), "--output", str(tmp_path / "out")]
    running = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | {"PYTHONPATH": str(PACKAGE)}
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:
            break
        if not chunk:
            break
        said += chunk
    assert running.wait() == 0
    os.close(ours)
    assert b"Reading [" in said
    assert b"30 of 30" in said
    assert b"Writing [########################]" in said


def at_a_terminal(typed: bytes, *words: object) -> tuple[int, str]:
    """Run with a terminal for stdin and stderr, on which this is typed; the status, and what is seen there."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "curtain", *map(str, words)], stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(PACKAGE)}, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:
            break
        seen += chunk
        # What is typed before the echo is off would be seen.
        if chunk.endswith(b": ") and typed:
            line, _, typed = typed.partition(b"\n")
            os.write(ours, line + b"\n")
    os.close(ours)
    return running.wait(), seen.decode()


def test_passphrase_is_asked_for_at_a_terminal_and_not_shown(tmp_path: Path):
    series(tmp_path / "in", 1)
    salt = bytes(range(16))
    (tmp_path / "key.json").write_text(write_key_file(KeyFile(salt=salt)))
    words = ["deidentify", tmp_path / "in", "--key-file", tmp_path / "key.json", "--output"]
    status, seen = at_a_terminal("Käse\nKäse\n".encode(), *words, tmp_path / "out")
    assert status == 0
    assert "Käse" not in seen
    list(deidentify([tmp_path / "in"], tmp_path / "here", derive("Käse", salt)))
    assert files_in(tmp_path / "out") == files_in(tmp_path / "here")
    status, seen = at_a_terminal("Käse\nKase\n".encode(), *words, tmp_path / "other")
    assert status == 2
    assert "differ" in seen
    assert not (tmp_path / "other").exists()


def test_reader_who_has_seen_enough_ends_no_work(tmp_path: Path):
    series(tmp_path / "in", 40)
    for number in range(40):
        (tmp_path / "in" / f"text{number}").write_text("no image")
    running = start("deidentify", tmp_path / "in", "--output", tmp_path / "out", "--report", tmp_path / "report.json")
    running.stdout.close()
    running.stderr.close()
    assert running.wait(60) == 0
    assert len(files_in(tmp_path / "out")) == 40
    assert (tmp_path / "report.html").exists()
