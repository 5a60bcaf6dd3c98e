"""The pure modules of the page, tested by node's own runner: one file in units/ for each folder of web/src."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("unit", sorted((HERE / "units").glob("*.test.ts")), ids=lambda path: path.name.split(".")[0])
def test_unit(unit: Path, build: ModuleType, tmp_path: Path) -> None:
    if not (build.WEB / "node_modules").is_dir():
        pytest.skip("the page's packages are not installed; `python3 build.py test` does it")
    bundle = tmp_path / f"{unit.stem}.mjs"
    # Whatever asks for the engine finds none.
    scripts = {name: {"size": 0, "sha256": ""} for name in build.WORKERS}
    build.esbuild(unit, bundle, {"ENGINE_FILES": {}, "WORKER_FILES": scripts, "SAMPLE_SIZE": 0, "VERSION": "0"})
    done = subprocess.run([build.node(), "--test", bundle], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
