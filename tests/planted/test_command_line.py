"""The same files through the command: no secret in the files, in their report, in the sealed crosswalk or in what is said."""

from __future__ import annotations

from pathlib import Path

from command_line import curtain, key_file
from making import INSTANCE, as_bytes
from planted.independent_search import IndependentSearch
from planted.objects import SPECIAL, empty
from planted.places import TOGETHER, Planted, general

PASSPHRASE = "a long and boring passphrase"


def case() -> list[Planted]:
    """One case of many files, each with an instance UID of its own."""
    files = [planted for make in SPECIAL for planted in make()]
    for what in TOGETHER:
        dataset = empty("CT")
        planting = general("CT", dataset, what)
        files.append(Planted(planting.name, as_bytes(dataset), planting.secrets))
    for number, planted in enumerate(files):
        # Of the same length, so that nothing else moves.
        own = INSTANCE[: len(INSTANCE) - 7] + str(1_000_000 + number)
        planted.data = planted.data.replace(INSTANCE.encode(), own.encode())
    return files


def test_nothing_that_the_command_writes_or_says_has_a_secret(tmp_path: Path):
    files = case()
    (tmp_path / "in").mkdir()
    (tmp_path / "papers").mkdir()
    for number, planted in enumerate(files):
        (tmp_path / "in" / f"{number}{planted.file_name and '-' + planted.file_name}").write_bytes(planted.data)
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    done = curtain(
        "deidentify", tmp_path / "in", "--output", tmp_path / "out", "--report", tmp_path / "papers" / "report.json",
        "--key-file", key_file(tmp_path), "--crosswalk", tmp_path / "papers" / "crosswalk.json", "--crosswalk-passphrase-file", tmp_path / "passphrase",
    )  # fmt: skip
    assert done.status == 3
    search = IndependentSearch(secret for planted in files for secret in planted.secrets)
    assert search.in_folder(tmp_path / "out") == []
    assert search.in_folder(tmp_path / "papers") == []
    written = list((tmp_path / "out").rglob("*.dcm"))
    assert len(written) >= 0.7 * len(files)
    assert {path.name for path in (tmp_path / "papers").iterdir()} == {"report.json", "report.html", "crosswalk.json"}
    # A path that was given is told to who gave it.
    names = {secret.place for planted in files if planted.file_name for secret in planted.secrets}
    assert set(search.in_text(done.out + done.err)) <= names
