"""The command where nothing but Curtain and pydicom is installed."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from command_line import PACKAGE, files_in, series


def test_header_engine_and_command_work_without_numpy(tmp_path: Path):
    """A folder in front of all others stands in the way of numpy and of all else that is an extra."""
    for name in ("numpy", "imagecodecs", "cryptography", "PIL"):
        (tmp_path / "bare" / name).mkdir(parents=True)
        (tmp_path / "bare" / name / "__init__.py").write_text(f"raise ImportError('no {name} here')")
    series(tmp_path / "in", 2)
    environment = os.environ | {"PYTHONPATH": f"{tmp_path / 'bare'}{os.pathsep}{PACKAGE}"}

    def curtain(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "curtain", *map(str, words)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    done = curtain("deidentify", tmp_path / "in", "--output", tmp_path / "out", "--report", tmp_path / "report.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(files_in(tmp_path / "out")) == 2
    assert curtain("check", tmp_path / "out").returncode == 0
    assert curtain("search", tmp_path / "in").returncode == 0
    (tmp_path / "word").write_text("open sesame")
    words = ["--crosswalk", tmp_path / "c", "--crosswalk-passphrase-file", tmp_path / "word"]
    refused = curtain("deidentify", tmp_path / "in", "--output", tmp_path / "other", *words)
    assert refused.returncode == 2
    assert "cryptography" in refused.stderr
    assert not (tmp_path / "other").exists()


@pytest.mark.slow
def test_pip_install_gives_the_command(tmp_path: Path):
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    # setuptools leaves its work behind where it finds the sources.
    shutil.copytree(PACKAGE, tmp_path / "sources" / "py", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PACKAGE.parent / name, tmp_path / "sources")
    install = [scripts / "python", "-m", "pip", "install", "--quiet", tmp_path / "sources"]
    subprocess.run(install, check=True, env=environment)
    # Whatever the engine reads from files of its own has to be installed with it.
    series(
        tmp_path / "in",
        3,
        StudyDescription="CT head of Erika Mustermann",
        ImageComments="no findings",
        PatientAge="041Y",
    )
    words = ["deidentify", tmp_path / "in", "--output", tmp_path / "out", "--jobs", "2", "--profile", "research"]
    done = subprocess.run([scripts / "curtain", *words], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(files_in(tmp_path / "out")) == 3
    assert all(b"CT head" in data and b"Erika" not in data for data in files_in(tmp_path / "out").values())
    has_numpy = subprocess.run([scripts / "python", "-c", "import numpy"], capture_output=True, check=False)
    assert has_numpy.returncode != 0
