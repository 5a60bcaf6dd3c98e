"""Whether text in a box can still be read."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from scoreboard import plant, run
from scoreboard.pictures import screen
from scoreboard.seeing import Reader


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, tuple[int, int, int, int], str]]:
    """Planted screens with the first box of each: grey, colour, and colour as JPEG."""
    folder, found = tmp_path_factory.mktemp("screens"), []
    for number, sheet in enumerate(plant.plant(5, 1, 1, run.SEED)):
        if sheet.boxes:
            plant.write(sheet, folder / str(number))
            found.append((folder / str(number), sheet.boxes[0][:4], sheet.boxes[0][4]))
    return found


def program(folder: Path, text: str) -> str:
    """A program that reads this text in every image."""
    made = folder / "reader"
    made.write_text(f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\nprint({text!r})\n", "utf-8")
    made.chmod(0o755)
    return str(made)


def test_text_is_seen_in_every_form_of_pixels(screens):
    assert len(screens) == 5
    assert not any(Reader("").hidden(path, box, ["x"]) for path, box, _ in screens)


def test_a_box_of_one_value_hides_everything():
    samples, boxes = screen(40, 200, 1, ["MUSTERMANN"], colour=False)
    left, top, width, height, _ = boxes[0]
    assert np.ptp(samples[top : top + height, left : left + width]) > 200
    assert (left + width, top + height) < (200, 40)


def test_a_box_outside_the_image_hides_nothing(screens):
    path, _, _ = screens[0]
    assert not Reader("").hidden(path, (5000, 5000, 10, 10), ["x"])


@pytest.mark.skipif(os.name == "nt", reason="programs have no first line there")
def test_a_program_that_reads_one_of_the_words_decides(screens, tmp_path):
    path, box, text = screens[0]
    first = text.lower().split()[0]
    assert not Reader(program(tmp_path, f"seen: {text}")).hidden(path, box, [first])
    assert Reader(program(tmp_path, "nothing")).hidden(path, box, [first])
    assert Reader(program(tmp_path, "")).how == "Tesseract"
