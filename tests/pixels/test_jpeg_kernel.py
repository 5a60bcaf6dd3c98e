"""The compiled part: it is what its source says, and asks for nothing."""

import random

import pytest

from curtain.outcome import Quarantine
from curtain.pixels import jpeg
from curtain.pixels.jpeg import kernel, rewrite
from curtain.pixels.jpeg.kernel import kernel_bytes
from jpeg_streams import Made


@pytest.mark.slow
def test_the_compiled_kernel_is_what_its_source_makes(build, tmp_path):
    """Slow: where the compiler is not there yet, it is fetched (90 MB)."""
    build.prepare_python("kernel", None)
    build.compile_kernel(tmp_path / "kernel.wasm")
    assert (tmp_path / "kernel.wasm").read_bytes() == kernel_bytes()


def test_the_kernel_is_small_and_imports_nothing():
    """Without imports a program in WebAssembly can reach nothing but its own memory."""
    data = kernel_bytes()
    assert len(data) < 20_000
    assert data[:8] == b"\0asm\1\0\0\0"
    sections, at = [], 8
    while at < len(data):
        kind, size, shift = data[at], 0, 0
        at += 1
        while True:
            size |= (data[at] & 0x7F) << shift
            shift += 7
            at += 1
            if data[at - 1] < 0x80:
                break
        sections.append(kind)
        at += size
    imports, exports = 2, 7
    assert imports not in sections and exports in sections


def a_stream() -> bytes:
    return Made(40, 40, [(1, 1, 1, 0)], [[1]]).noise(random.Random(0)).stream()


def test_without_wasmtime_the_image_is_kept_back_with_a_reason(monkeypatch):
    def missing(*_):
        raise ImportError

    monkeypatch.setattr(rewrite, "run", missing)
    with pytest.raises(Quarantine, match="wasmtime") as kept:
        jpeg.redact(a_stream(), [(0, 0, 9, 9)])
    assert kept.value.code == "cannot-redact"


def test_memory_that_a_large_frame_took_is_given_back(monkeypatch):
    jpeg.redact(a_stream(), [(0, 0, 9, 9)])
    assert len(kernel._spare) == 1
    monkeypatch.setattr(kernel, "_KEPT_MEMORY", 0)
    jpeg.redact(a_stream(), [(0, 0, 9, 9)])
    assert not kernel._spare


def test_a_kernel_that_fails_is_not_used_again(monkeypatch):
    jpeg.redact(a_stream(), [(0, 0, 9, 9)])

    def fails(*_):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(type(kernel._spare[0]), "read", fails)
        with pytest.raises(RuntimeError):
            jpeg.redact(a_stream(), [(0, 0, 9, 9)])
    assert not kernel._spare
    assert jpeg.redact(a_stream(), [(0, 0, 9, 9)]).stream


def test_no_memory_is_an_outcome_and_no_crash():
    """A scan that says to have more units than there can be is not even given to the kernel; this asks it all the same."""
    jpeg.redact(a_stream(), [(0, 0, 9, 9)])
    machine = kernel._spare.pop()
    assert machine.call("prepare", 1 << 29, 1, 1) == 0
    assert machine.call("prepare", 1, 1 << 29, 1) == 0
    assert machine.call("prepare", 1, 1, 1 << 30) == 0
