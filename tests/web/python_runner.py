"""Runs inside Pyodide (see python_runner.js): pytest on /project/tests; the last expression is its report as JSON."""

import contextlib
import io
import json
import os
import pathlib
import shutil
import sys
import types

sys.path[:0] = ["/project/site", "/project/tests"]
os.chdir("/project")

# pytest wants a debugger to hook into; the real one needs a part of the standard library that the page does not ship.
sys.modules["pdb"] = types.ModuleType("pdb")
sys.modules["pdb"].Pdb = object
sys.modules["pdb"].set_trace = None

import pydicom  # noqa: E402
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

shutil.move("/project/pydicom_test_files", pathlib.Path(pydicom.__file__).parent / "data" / "test_files")


#: Where hypothesis keeps what a test asked for.
SETTINGS = "_hypothesis_internal_use_settings"


class Report:
    """What became of each test, and how long it took."""

    def __init__(self) -> None:
        self.outcomes = {}
        self.seconds = {}
        self.problems = []

    def pytest_collection_modifyitems(self, items) -> None:
        """All examples are tried natively; here, where all is slow, a quarter of them shows that nothing differs."""
        for test in {item.function for item in items if hasattr(item.function, SETTINGS)}:
            given = getattr(test, SETTINGS)
            setattr(test, SETTINGS, settings(given, max_examples=-(-given.max_examples // 4)))

    def pytest_runtest_logreport(self, report) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome
        if report.failed:
            self.problems.append(f"{report.nodeid}\n{report.longreprtext}")

    def pytest_collectreport(self, report) -> None:
        if report.failed:
            self.problems.append(f"{report.nodeid}\n{report.longreprtext}")


report = Report()
said = io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    # Pyodide has neither file descriptors to capture nor threads for a watchdog.
    quiet = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:threadexception", "--capture=sys"]
    status = pytest.main([*quiet, *words], plugins=[report])  # noqa: F821 - set by python_runner.js
json.dumps(
    {
        "outcomes": report.outcomes,
        "seconds": report.seconds,
        "problems": report.problems,
        "status": int(status),
        "said": said.getvalue(),
        "platform": sys.platform,
    }
)
