"""A page of the tests' own around the engine as it is built: the engine without the rest of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def engine_bundle(dist: Path, build: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """engine_page.ts bundled against the same build of the engine that dist/ holds."""
    target = tmp_path_factory.mktemp("bundle") / "engine_page.js"
    define = json.loads((build.WORK / "define.json").read_text())
    build.esbuild(HERE / "engine_page.ts", target, define)
    return target


@pytest.fixture
def engine_site(dist: Path, engine_bundle: Path, tmp_path: Path) -> Path:
    """A folder like dist/ whose page is only the engine. Its files are links: replace one, and nothing else changes."""
    site = tmp_path / "site"
    (site / "pyodide").mkdir(parents=True)
    for file in (dist / "pyodide").iterdir():
        (site / "pyodide" / file.name).symlink_to(file)
    for name in ("worker.js", "zip-worker.js", "unzip-worker.js", "sample.bin"):
        (site / name).symlink_to(dist / name)
    (site / "engine_page.js").symlink_to(engine_bundle)
    (site / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>Engine</title><link rel="icon" href="data:,">'
        '<script type="module" src="engine_page.js"></script>'
    )
    return site


@pytest.fixture
def bare_dist(dist: Path, tmp_path: Path) -> Path:
    """A folder like dist/ whose page carries no policy of its own: only a header can bring one."""
    site = tmp_path / "bare"
    site.mkdir()
    for file in dist.iterdir():
        (site / file.name).symlink_to(file)
    page = (site / "index.html").read_text()
    (site / "index.html").unlink()
    (site / "index.html").write_text(re.sub(r"<meta http-equiv=[^>]*>", "", page))
    return site


@pytest.fixture
def open_engine(page: Any) -> Callable[[str], dict[str, Any]]:
    """Open an address that serves `engine_site`, wait until the engine is ready or has failed, and tell which."""

    def open_at(url: str) -> dict[str, Any]:
        page.goto(url)
        page.wait_for_function("() => window.engine && ['ready', 'failed'].includes(engine.state)", timeout=60_000)
        return page.evaluate("() => ({state: engine.state, refusal: engine.refusal, startedIn: engine.startedIn})")

    return open_at
