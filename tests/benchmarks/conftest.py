"""What benchmarks share: measured numbers are printed, and kept in test-artefacts/measured.json."""

import json
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture(scope="module")
def told(artefacts) -> Iterator[Callable[[str, object], None]]:
    measured: dict[str, object] = {}

    def tell(what: str, value: object) -> None:
        measured[what] = value
        print(f"\n  {what}: {value}")

    yield tell
    target = artefacts / "measured.json"
    before = json.loads(target.read_text()) if target.exists() else {}
    target.write_text(json.dumps(before | measured, indent=2))
