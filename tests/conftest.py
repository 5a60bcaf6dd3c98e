"""What tests share: the corpus, the built page, a server for it, and a browser.

Nothing of Playwright is imported here, so that engine tests run also where it is not installed (in Pyodide, for one).
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"

# How long an example takes says how busy the computer is: every core has tests to run.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep files in the order in which they were named: pytest puts all tests with a browser first, where they hinder each other."""
    places = {path: place for place, path in enumerate(config.args)}
    items.sort(key=lambda item: places.get(str(item.path), 0))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real public files; its catalogue.tsv names each."""
    if not (CORPUS / "catalogue.tsv").is_file():
        pytest.skip("the corpus ../shared/corpus is not there")
    return CORPUS


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """A folder for what a person may want to look at after the tests: screenshots, reports. Not committed."""
    folder = ROOT / "test-artefacts"
    folder.mkdir(exist_ok=True)
    return folder


# --- The built page and its server ----------------------------------------------------------------


@pytest.fixture(scope="session")
def build() -> ModuleType:
    """build.py as a module."""
    spec = importlib.util.spec_from_file_location("build", ROOT / "build.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["build"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def dist() -> Path:
    """dist/, built from what is in the tree now."""
    done = subprocess.run([sys.executable, ROOT / "build.py", "dist"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"the page could not be built:\n{done.stdout}{done.stderr}", pytrace=False)
    return ROOT / "dist"


@dataclass
class Served:
    """A running server of build.py and what it was asked."""

    url: str
    log: Path
    stop: Callable[[], None]
    _seen: int = field(default=0)

    def requests(self) -> list[dict[str, Any]]:
        """Every request since the start, each with time, method, path and status."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def mark(self) -> None:
        """`new_requests` tells what came after this."""
        self._seen = len(self.requests())

    def new_requests(self) -> list[dict[str, Any]]:
        return self.requests()[self._seen :]


@pytest.fixture(scope="session")
def serve_folder(build: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Serve a folder as `build.py serve` would, on a free port: `serve_folder(folder, policy="...")`."""
    with contextlib.ExitStack() as stack:

        def serve(folder: Path, **options: Any) -> Served:
            log = tmp_path_factory.mktemp("server") / "requests.jsonl"
            server = build.Server(folder, "127.0.0.1", 0, log=log, **options)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            stopped = threading.Event()

            def stop() -> None:
                if not stopped.is_set():
                    stopped.set()
                    server.shutdown()
                    server.server_close()

            stack.callback(stop)
            return Served(f"http://127.0.0.1:{server.server_address[1]}/", log, stop)

        yield serve


@pytest.fixture
def server(dist: Path, serve_folder: Callable[..., Served]) -> Iterator[Served]:
    """The built page, served as `build.py serve` does, with a log of its requests."""
    served = serve_folder(dist)
    yield served
    served.stop()


# --- The browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], pytestconfig: pytest.Config) -> dict[str, Any]:
    """pytest-playwright starts its browser with these. On CI a missing browser is a failure, elsewhere a skip.

    What is slow measures too: its browser is as people have it.
    """
    from browser_choice import BRIEF, QUIET, VARIABLE, find_browser

    found = find_browser()
    if found is None:
        message = f"no browser: install one with `python -m playwright install chromium`, or name one in {VARIABLE}"
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    brief = "not slow" in pytestconfig.option.markexpr
    launch = {**browser_type_launch_args, "args": [*QUIET, *(BRIEF if brief else [])]}
    return launch if found.executable is None else {**launch, "executable_path": found.executable}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1440, "height": 900}, "accept_downloads": True}
