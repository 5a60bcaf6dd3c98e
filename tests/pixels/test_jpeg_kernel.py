"""The compiled part: it is what its source says, and asks for nothing."""

import pytest

from curtain.pixels.jpeg.kernel import kernel_bytes


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
