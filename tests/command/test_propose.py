"""`curtain propose`, as processes: boxes for a person to read, which `curtain redact` takes."""

import io
import json
from pathlib import Path

import jsonschema
import numpy as np
import pydicom
import pytest

from command_line import PACKAGE, Done, curtain, files_in, key_file
from curtain.command import main
from making import INSTANCE, SERIES, STUDY
from pixel_images import image
from ultrasound_regions import ECG, WAVEFORM, region

ROWS, COLUMNS = 64, 96
SCHEMA = json.loads((PACKAGE / "curtain" / "share" / "boxes.schema.json").read_text())
SCRIPT = """All of this maker's small images
{ Manufacturer.equals("Acme") * Rows.isLessThan("100") * !StationName.contains("EYES") }
(0,0,96,7) (-20,-10,20,10)
"""


def add(folder: Path, number: int, pixels: np.ndarray | None = None, series: int = 1, **attributes: object) -> None:
    """An object of one patient in a folder."""
    folder.mkdir(exist_ok=True)
    dataset = image(np.full((1, ROWS, COLUMNS), 90, np.uint8) if pixels is None else pixels)
    dataset.PatientBirthDate, dataset.StudyInstanceUID, dataset.Manufacturer = "19570812", STUDY, "Acme"
    dataset.SeriesInstanceUID, dataset.SOPInstanceUID = f"{SERIES}.{series}", f"{INSTANCE}.{number}"
    dataset.InstanceNumber = number
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    dataset.save_as(folder / f"IM{number}", enforce_file_format=True)


def propose(folder: Path, *words: object) -> Done:
    output = ["--output", folder / "boxes.json", "--jobs", 1]
    return curtain("propose", folder / "in", "--key-file", key_file(folder), *output, *words)


def boxes(folder: Path) -> list[dict]:
    content = json.loads((folder / "boxes.json").read_text())
    jsonschema.validate(content, SCHEMA)
    return content["boxes"]


def test_what_a_script_and_headers_propose_is_blanked_once_a_person_gives_the_file(tmp_path):
    add(tmp_path / "in", 1)
    add(tmp_path / "in", 2)
    add(tmp_path / "in", 3, series=2, StationName="EYES", SequenceOfUltrasoundRegions=[region(10, 10, 79, 49)])
    regions = [region(0, 20, 95, 39), region(0, 40, 47, 59, ECG, WAVEFORM)]
    add(tmp_path / "in", 4, series=2, StationName="EYES", SequenceOfUltrasoundRegions=regions)
    script = tmp_path / "pixels.script"
    script.write_text(SCRIPT)
    done = propose(tmp_path, "--script", script)
    assert (done.status, done.err) == (0, "")
    assert "Signature 1 (line 2)" in done.out and "4 files" in done.out and "Acme" not in done.out
    size = {"rows": ROWS, "columns": COLUMNS}
    found = boxes(tmp_path)
    told = [{name: value for name, value in box.items() if name not in ("series", "instance")} for box in found]
    assert told == [
        {**size, "x": 0, "y": 0, "width": 96, "height": 8},
        {**size, "x": 76, "y": 54, "width": 20, "height": 10},
        {**size, "x": 10, "y": 10, "width": 70, "height": 40, "outside": True},
        {**size, "x": 0, "y": 0, "width": 96, "height": 20},
        {**size, "x": 48, "y": 40, "width": 48, "height": 20},
        {**size, "x": 0, "y": 60, "width": 96, "height": 4},
    ]
    assert ["series" in box for box in found] == [True, True, False, False, False, False]

    words = ["--boxes", tmp_path / "boxes.json", "--key-file", tmp_path / "key.json", "--jobs", 1]
    redacted = curtain("redact", tmp_path / "in", "--output", tmp_path / "out", *words)
    assert redacted.status == 0
    files = [pydicom.dcmread(io.BytesIO(data)) for data in files_in(tmp_path / "out").values()]
    kept = {int(each.InstanceNumber): each.pixel_array > 0 for each in files}
    expected = np.ones((ROWS, COLUMNS), bool)
    expected[:8] = expected[54:, 76:] = False
    assert np.array_equal(kept[1], expected) and np.array_equal(kept[2], expected)
    assert np.array_equal(np.argwhere(kept[3])[[0, -1]], [[10, 10], [49, 79]]) and kept[3].sum() == 40 * 70
    assert kept[4].sum() == 20 * 96 + 20 * 48


def test_what_stands_still_in_a_cine_is_looked_for_when_asked(tmp_path):
    noise = np.random.default_rng(3)
    cine = np.zeros((6, 160, 200), np.uint8)
    cine[:, 40:140, 60:180] = noise.integers(0, 255, (6, 100, 120))
    cine[:, 8:20, 10:90:2] = 220
    add(tmp_path / "in", 1, cine)
    assert propose(tmp_path, "--unchanging").status == 0
    (box,) = boxes(tmp_path)
    assert (box["x"], box["y"], box["width"], box["height"]) == (8, 6, 83, 16)


def test_a_profile_has_scripts_too_and_what_stops_is_told(tmp_path):
    add(tmp_path / "in", 1)
    (tmp_path / "in" / "IM2").write_bytes(bytes(128) + b"DICM" + b"\xff" * 40)
    profile = tmp_path / "site.toml"
    filters = "%filter graylist\nLABEL all of them\n  equals Manufacturer acme\n  coordinates 0,0,96,5\n"
    profile.write_text(f"version = 1\npixel_scripts = [{json.dumps(filters)}]\n")
    script = tmp_path / "x"
    script.write_text('{ true. } (0,0,50,50)\n{ Manufacturer.resembles("Acme") } (1,1,2,2)\n')
    done = propose(tmp_path, "--profile", profile, "--script", script)
    assert done.status == 3 and "quarantined" in done.err and "in line 2" in done.err
    assert [box["height"] for box in boxes(tmp_path)] == [5, 51]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nothing of the kind", "no profile"),
        ("version = 1\n", "no place in an image"),
        ("{ true. } (0,0,1,1)" * 3000, "too many"),
        (None, "--key-file"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(tmp_path, capsys, text, said):
    add(tmp_path / "in", 1)
    words = ["propose", str(tmp_path / "in"), "--output", str(tmp_path / "boxes.json")]
    if text is not None:
        (tmp_path / "x").write_text(text)
        words += ["--script", str(tmp_path / "x"), "--key-file", str(key_file(tmp_path))]
    assert main(words) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "boxes.json").exists()
