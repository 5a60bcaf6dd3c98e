"""Damaged objects of every syntax that can be redacted: a reason or a blank box, and never a process that hangs or ends."""

import sys
import time

import pytest

from curtain.pixels.encoders import ENCODERS
from curtain.pixels.syntaxes import BLOCKS, NATIVE, SYNTAXES, WHOLE

#: In the browser a codec that ends the process ends the worker, which has tests of its own (tests/web/test_codec_fuzz.py).
pytestmark = pytest.mark.skipif(sys.platform == "emscripten", reason="there are no processes")


def expect_none_wrong(found, wrong) -> None:
    assert wrong == []
    came = {came for _, came in found}
    # Some damage does not matter, and most of it does, in more than one way.
    assert "redacted" in came and len(came) > 4


def test_damaged_objects_are_redacted_or_refused_with_a_reason():
    from redact_fuzz import run

    expect_none_wrong(*run(seed=20261121, count=300))


@pytest.mark.slow
def test_damaged_objects_for_minutes():
    from redact_fuzz import run

    seed = time.time_ns() % (1 << 32)
    print(f"seed {seed}")
    found, wrong = run(seed, seconds=300)
    print(found.total())
    expect_none_wrong(found, wrong)


def test_every_way_to_redact_is_tried():
    from redact_fuzz import objects, syntaxes

    tried = {SYNTAXES[uid].redacts for uid in syntaxes()}
    assert tried == {*ENCODERS, BLOCKS, NATIVE, WHOLE}
    encoded = {uid for uid, syntax in SYNTAXES.items() if syntax.redacts in (*ENCODERS, BLOCKS)}
    assert encoded <= syntaxes()
    assert len(objects()) > 50


def test_a_box_that_is_not_blank_would_be_found():
    from curtain.pixels.redact import Box
    from redact_fuzz import Wrong, as_file, expect_blank, objects

    for name in ("raw 8 bit", "JPEG 4:2:0", "RLE 12 signed"):
        data = as_file(objects()[name])
        with pytest.raises(Wrong):
            expect_blank(data, data, [Box(1, 10, 8, 14, 9)])
