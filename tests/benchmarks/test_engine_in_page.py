"""What one file of 150 elements costs a worker of the page, by stage, beside pydicom in the same Pyodide.

    python3 build.py test -m slow -s tests/benchmarks/test_engine_in_page.py

The numbers are kept in test-artefacts/engine_in_page.json.
"""

import base64
import json
from pathlib import Path

import pytest

from long_header import ct_of_150_elements

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HERE = Path(__file__).parent


@pytest.fixture
def site(dist, build, tmp_path):
    folder = tmp_path / "bench"
    folder.mkdir()
    (folder / "runtime").symlink_to(build.PYODIDE)
    (folder / "pyodide").symlink_to(dist / "pyodide")
    for name in ("engine_in_page.js", "engine_in_page.py"):
        (folder / name).symlink_to(HERE / name)
    (folder / "index.html").write_text('<!doctype html><title>Bench</title><link rel="icon" href="data:,">')
    return folder


def test_milliseconds_by_stage(build, site, serve_folder, page, artefacts):
    # This worker comes by its address, which the page itself never does.
    page.goto(serve_folder(site, policy=build.POLICY.replace("worker-src blob:", "worker-src 'self'")).url)
    page.set_default_timeout(300_000)
    answer = page.evaluate(
        """(text) => new Promise((resolve, reject) => {
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            const worker = new Worker('engine_in_page.js', { type: 'module' });
            worker.onmessage = (event) => resolve(event.data);
            worker.onerror = (event) => reject(new Error(event.message));
            worker.postMessage(new File([bytes], 'a'));
        })""",
        base64.b64encode(ct_of_150_elements()).decode(),
    )
    assert "error" not in answer, answer["error"]
    measured = answer["measured"]
    pydicom = measured["pydicom reads and writes"]
    print()
    for stage, milliseconds in measured.items():
        print(f"  {stage:<40} {milliseconds:6.2f} ms  {milliseconds / pydicom:5.2f} times pydicom")
    (artefacts / "engine_in_page.json").write_text(json.dumps(measured, indent=2))
    to_candidate = sum(measured[stage] for stage in ("scan", "write", "blob of the candidate"))
    print(f"  {'scan to candidate':<40} {to_candidate:6.2f} ms  {to_candidate / pydicom:5.2f} times pydicom")
    assert to_candidate < 2 * pydicom
