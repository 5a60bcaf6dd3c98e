"""The tests of the engine once more, inside Pyodide in the browser: what is tested natively is what the page runs.

The same test functions run under the same pytest, on the wheels and the bytecode that dist/ ships.
"""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pydicom
import pytest

import same_redactions
from command_line import curtain, files_in, key_file
from making import KEY

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
TESTS = HERE.parent

# What runs twice; the corpus is not sent along, so its tests skip themselves there.
AGAIN = ("files", "pixels", "rules", "transforms", "verify", "test_plan.py", "test_properties.py", "test_write.py")

# What cannot, or need not, and why.
ONLY_NATIVE = {
    "test_the_facts_of_an_image_need_neither_numpy_nor_codecs": "starts a program",
    "test_ybr_becomes_rgb_as_with_pydicom": "pydicom's floats round otherwise in WebAssembly, at more places",
    "test_common_names_and_numbers_hold_no_clean_file_back": "counts over a vocabulary; the search itself runs in others",
    "test_restarts_of_pillow": "needs Pillow",
    "test_a_progressive_jpeg_becomes_jpeg_ls": "needs Pillow",
    "test_coefficients_as_libjpeg_reads_them": "needs Pillow and jpeglib",
    "test_between_cjpeg_and_djpeg": "starts a program",
    "test_the_compiled_kernel_is_what_its_source_makes": "starts a compiler",
}
CHOICE = ["-k", " and ".join(f"not {name}" for name in ONLY_NATIVE)]

PYTEST = (
    "_pytest",
    "pytest",
    "pluggy",
    "iniconfig",
    "packaging",
    "pygments",
    "py",
    "hypothesis",
    "_hypothesis_globals",
    "sortedcontainers",
)


def packed_tests(redactions: Path | None = None) -> bytes:
    """A zip of the tests, of pytest itself, and of pydicom's sample files, which the shipped wheel leaves out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:

        def add(folder: Path, into: str, suffixes: tuple[str, ...] = ()) -> None:
            for file in sorted(folder.rglob("*")):
                inside = file.relative_to(folder)
                wanted = file.is_file() and (not suffixes or file.suffix in suffixes)
                if wanted and "__pycache__" not in inside.parts and inside.parts[0] != "web":
                    archive.write(file, f"{into}/{inside.as_posix()}")

        add(TESTS, "tests")
        for name in PYTEST:
            origin = Path(importlib.util.find_spec(name).origin)
            if origin.name == "__init__.py":
                add(origin.parent, f"site/{name}", (".py", ".json"))
            else:
                archive.write(origin, f"site/{origin.name}")
        archive.write(TESTS.parent / "pyproject.toml", "pyproject.toml")
        data = Path(importlib.util.find_spec("pydicom").origin).parent / "data" / "test_files"
        add(data, "pydicom_test_files")
        if redactions is not None:
            add(redactions, "tests/redactions")
    return buffer.getvalue()


@pytest.fixture
def runner_site(dist: Path, build: ModuleType, tmp_path: Path) -> Path:
    site = tmp_path / "runner"
    site.mkdir()
    (site / "runtime").symlink_to(build.PYODIDE)
    (site / "pyodide").symlink_to(dist / "pyodide")
    for name in ("python_runner.js", "python_runner.py"):
        (site / name).symlink_to(HERE / name)
    (site / "tests.zip").write_bytes(packed_tests())
    (site / "index.html").write_text('<!doctype html><title>Runner</title><link rel="icon" href="data:,">')
    return site


def native_tests() -> set[str]:
    """The ids of the same tests, as pytest collects them here."""
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", *CHOICE, *(str(TESTS / path) for path in AGAIN)],
        capture_output=True, text=True, cwd=TESTS.parent, check=True,
    ).stdout  # fmt: skip
    return {line for line in listed.splitlines() if "::" in line}


def test_engine_passes_the_same_tests_in_the_browser(
    build: ModuleType, runner_site: Path, serve_folder: Callable[..., Any], page: Any
) -> None:
    report = run(build, runner_site, serve_folder, page, [*CHOICE, *(f"tests/{path}" for path in AGAIN)])
    ran = {test for test, outcome in report["outcomes"].items() if outcome == "passed"}
    skipped = {test for test, outcome in report["outcomes"].items() if outcome == "skipped"}
    # One by one, the same functions; those that take the files of the corpus one by one have fewer cases there.
    assert functions(ran | skipped) == functions(native_tests())
    assert len(ran) > 200 and len(ran) > 9 * len(skipped), f"skipped in the browser: {sorted(skipped)}"
    print(f"{len(ran)} tests passed in the browser, {len(skipped)} skipped; the slowest, in seconds:")
    for test, seconds in sorted(report["seconds"].items(), key=lambda each: -each[1])[:15]:
        print(f"{seconds:8.1f} {test}")


def functions(tests: set[str]) -> set[str]:
    return {test.split("[")[0] for test in tests}


def test_the_page_redacts_as_the_command_does(
    build: ModuleType, runner_site: Path, serve_folder: Callable[..., Any], page: Any, tmp_path: Path
) -> None:
    """Bytes for bytes, but where a codec may be another build."""
    case, key = tmp_path / "case", key_file(tmp_path, KEY)
    case.mkdir()
    same_redactions.write_case(case)
    (case / "boxes.json").rename(tmp_path / "boxes.json")
    words = ["--output", tmp_path / "out", "--key-file", key, "--boxes", tmp_path / "boxes.json", "--jobs", 1]
    done = curtain("redact", case, *words)
    assert (done.status, done.err) == (0, "")

    names = [*same_redactions.EXACT, *same_redactions.SAMPLES]
    made = {}
    for path, data in files_in(tmp_path / "out").items():
        name = names[int(pydicom.dcmread(io.BytesIO(data)).InstanceNumber) - 1]
        made[name] = path
        (case / f"{name}.out").write_bytes(data)
    (case / "made.json").write_text(json.dumps(made))
    (runner_site / "tests.zip").write_bytes(packed_tests(case))
    report = run(build, runner_site, serve_folder, page, ["tests/same_redactions.py"])
    assert list(report["outcomes"].values()) == ["passed"] * len(names)


def run(
    build: ModuleType, runner_site: Path, serve_folder: Callable[..., Any], page: Any, words: list[str]
) -> dict[str, Any]:
    """What pytest in the browser reports, all of which passed."""
    # pytest is a worker by its address, which the page itself never starts.
    policy = build.POLICY.replace("worker-src blob:", "worker-src 'self'")
    page.goto(serve_folder(runner_site, policy=policy).url)
    page.set_default_timeout(300_000)
    answer = page.evaluate(
        """(words) => new Promise((resolve, reject) => {
            const worker = new Worker('python_runner.js', { type: 'module' });
            worker.onmessage = (event) => resolve(event.data);
            worker.onerror = (event) => reject(new Error(event.message));
            worker.postMessage(words);
        })""",
        words,
    )
    assert "error" not in answer, answer["error"]
    report = answer["report"]
    assert report["platform"] == "emscripten"
    assert report["status"] == 0, "\n\n".join(report["problems"][:5]) or report["said"]
    return report
