"""Runs the compiled kernel (kernel.c): natively in wasmtime, in Pyodide by the browser's own WebAssembly.

Beside `curtain.browser` this is the one place that knows Pyodide: it is the same engine in both worlds, on
another machine. The kernel sees nothing but its own memory.
"""

import atexit
import sys
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from struct import pack, unpack, unpack_from
from typing import Any, Protocol

from curtain.pixels.jpeg.tables import Table

#: A scan may grow by this much: a quarter for codes that are long, and what a short one needs.
_ROOM = 1 << 20
#: An instance with more memory than this is given up after use: WebAssembly's memory never shrinks.
_KEPT_MEMORY = 64 << 20

# As struct job lies in memory.
_HEAD, _COMPONENT, _TABLE, _COUNTS = 24, 28, 272, 256 * 4
_TABLES_AT = _HEAD + 4 * _COMPONENT
_COUNTS_AT = _TABLES_AT + 16 * _TABLE
_PLACES_AT = _COUNTS_AT + 8 * _COUNTS

_PART = ("h", "v", "columns", "rows", "dc", "ac", "fill")


class Mode(IntEnum):
    """COPY keeps the codes; where one is missing, COUNT finds what is needed and RECODE writes with other tables."""

    COPY = 0
    COUNT = 1
    RECODE = 2


class Status(IntEnum):
    """How a run ended."""

    DONE = 0
    DAMAGED = 1
    NO_CODE = 2
    NO_ROOM = 3
    BAD_TABLE = 4
    BAD_JOB = 5
    OUT_OF_RANGE = 6


@dataclass(frozen=True)
class Part:
    """A component in a scan: blocks in a unit across and down, blocks of the whole, tables, DC of a flat block."""

    h: int
    v: int
    columns: int
    rows: int
    dc: int
    ac: int
    fill: int


@dataclass(frozen=True)
class Job:
    """What to do with a scan. `coded` and `written` are 4 DC and 4 AC tables, None where there is none."""

    parts: tuple[Part, ...]
    restart: int
    unit_columns: int
    unit_rows: int
    #: Highest category of a DC difference.
    highest: int
    coded: tuple[Table | None, ...]
    written: tuple[Table | None, ...]

    def packed(self, mode: Mode) -> bytes:
        numbers = (mode, len(self.parts), self.restart, self.unit_columns, self.unit_rows, self.highest)
        parts = [pack("<6Ii", *(getattr(part, name) for name in _PART)) for part in self.parts]
        tables = [table.packed() if table else bytes(_TABLE) for table in (*self.coded, *self.written)]
        return b"".join((pack("<6I", *numbers), *parts, bytes(_COMPONENT * (4 - len(parts))), *tables))


@dataclass(frozen=True)
class Ran:
    """What came of it: bytes of the input that belong to the scan, the new scan, and symbols counted by table."""

    status: Status
    consumed: int = 0
    scan: bytes = b""
    counts: tuple[tuple[int, ...], ...] = ()


class Machine(Protocol):
    """WebAssembly with one instance of the kernel in it."""

    def call(self, name: str, *numbers: int) -> int: ...
    def write(self, at: int, data: Any) -> None: ...
    def read(self, at: int, length: int) -> bytes: ...
    def memory(self) -> int: ...


_spare: list[Machine] = []


def run(job: Job, mode: Mode, data: memoryview, units: bytearray) -> Ran:
    """Run the kernel on a scan.

    Parameters
    ----------
    job, mode
        What to do.
    data
        The scan's entropy-coded data and what follows it, to the end of the stream.
    units
        One byte for each unit of the frame, row by row; not 0 where it is to become flat.

    Raises
    ------
    ImportError
        Natively, where wasmtime is not installed.
    """
    try:
        # Taken out while it is used: another thread has another, and one that fails is never used again.
        machine = _spare.pop()
    except IndexError:
        machine = _InBrowser() if sys.platform == "emscripten" else _Native(*_native())
    ran = _run(machine, job, mode, data, units)
    if not _spare and machine.memory() <= _KEPT_MEMORY:
        _spare.append(machine)
    return ran


def _run(machine: Machine, job: Job, mode: Mode, data: memoryview, units: bytearray) -> Ran:
    room = len(data) + len(data) // 4 + _ROOM
    if not machine.call("prepare", len(data), len(units), room):
        return Ran(Status.NO_ROOM)
    at = machine.call("job")
    places = unpack("<5I", machine.read(at + _PLACES_AT, 20))
    machine.write(at, job.packed(mode))
    machine.write(places[0], data)
    machine.write(places[2], units)
    status = Status(machine.call("run"))
    if status != Status.DONE:
        return Ran(status)
    consumed, produced = unpack("<2I", machine.read(at + _PLACES_AT + 20, 8))
    if mode == Mode.COUNT:
        counts = machine.read(at + _COUNTS_AT, 8 * _COUNTS)
        return Ran(status, consumed, counts=tuple(unpack_from("<256I", counts, _COUNTS * table) for table in range(8)))
    return Ran(status, consumed, machine.read(places[3], produced))


def kernel_bytes() -> bytes:
    """The compiled kernel."""
    return files(__package__).joinpath("kernel.wasm").read_bytes()


@cache
def _native() -> tuple[Any, Any]:
    """wasmtime's engine and the kernel compiled for this machine."""
    import wasmtime

    # Let go of while wasmtime's own modules are still there: at the end of the program it would complain.
    atexit.register(_spare.clear)
    atexit.register(_native.cache_clear)
    engine = wasmtime.Engine()
    return engine, wasmtime.Module(engine, kernel_bytes())


class _Native:
    def __init__(self, engine: Any, module: Any) -> None:
        import wasmtime

        self._store = wasmtime.Store(engine)
        self._exports = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._memory = self._exports["memory"]

    def call(self, name: str, *numbers: int) -> int:
        return self._exports[name](self._store, *numbers) & 0xFFFFFFFF

    def write(self, at: int, data: Any) -> None:
        self._memory.write(self._store, data, at)

    def read(self, at: int, length: int) -> bytes:
        return bytes(self._memory.read(self._store, at, at + length))

    def memory(self) -> int:
        return self._memory.data_len(self._store)


@cache
def _in_browser() -> Any:
    import js  # type: ignore[import-not-found]

    data = kernel_bytes()
    buffer = js.Uint8Array.new(len(data))
    buffer.assign(data)
    # At once, not as a promise: in a worker a browser compiles any size so.
    return js.WebAssembly.Module.new(buffer)


class _InBrowser:
    def __init__(self) -> None:
        import js  # type: ignore[import-not-found]

        self._js = js
        self._exports = js.WebAssembly.Instance.new(_in_browser()).exports

    def call(self, name: str, *numbers: int) -> int:
        return getattr(self._exports, name)(*numbers) & 0xFFFFFFFF

    def _bytes(self, at: int, length: int) -> Any:
        # Asked for each time: memory that has grown is another buffer.
        return self._js.Uint8Array.new(self._exports.memory.buffer, at, length)

    def write(self, at: int, data: Any) -> None:
        self._bytes(at, len(data)).assign(data)

    def read(self, at: int, length: int) -> bytes:
        return self._bytes(at, length).to_bytes()

    def memory(self) -> int:
        return self._exports.memory.buffer.byteLength
