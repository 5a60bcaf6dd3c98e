"""Sequential JPEG streams made from coefficients, and coefficients read from streams: slow, plain, and apart from the engine.

Both follow ISO 10918-1 to the letter and share nothing with `curtain.pixels.jpeg` but the standard.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from struct import pack

#: Blocks of one component: by row and column, 64 coefficients in zigzag order each.
Blocks = list[list[list[int]]]


def category(value: int) -> int:
    return abs(value).bit_length()


# --- Reading -------------------------------------------------------------------------------------------


@dataclass
class Read:
    """What a stream says."""

    precision: int = 0
    rows: int = 0
    columns: int = 0
    #: Name, h, v, place of the quantization table.
    components: list[tuple[int, int, int, int]] = field(default_factory=list)
    blocks: dict[int, Blocks] = field(default_factory=dict)
    steps: dict[int, list[int]] = field(default_factory=dict)
    restarts: int = 0
    #: Markers in order, restarts left out.
    markers: list[int] = field(default_factory=list)


def read(stream: bytes, strict: bool = True) -> Read:
    """Decode a stream down to its quantized coefficients. Any error is an exception.

    Strictly, a code of ones alone is an error, which decoders put up with.
    """
    out, at = Read(), 2
    tables: dict[int, dict[tuple[int, int], int]] = {}
    quantization: dict[int, list[int]] = {}
    interval = 0
    assert stream[:2] == b"\xff\xd8"
    while True:
        assert stream[at] == 0xFF
        while stream[at + 1] == 0xFF:
            at += 1
        marker = stream[at + 1]
        out.markers.append(marker)
        if marker == 0xD9:
            assert not stream[at + 2 :].strip(b"\0"), "something behind the end"
            return out
        length = int.from_bytes(stream[at + 2 : at + 4], "big")
        body = stream[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xC4:
            while body:
                counts, values = body[1:17], body[17 : 17 + sum(body[1:17])]
                tables[body[0]] = codes_of(counts, values, strict)
                body = body[17 + len(values) :]
        elif marker == 0xDB:
            while body:
                width = (body[0] >> 4) + 1
                raw = body[1 : 1 + 64 * width]
                quantization[body[0] & 15] = [
                    int.from_bytes(raw[i : i + width], "big") for i in range(0, len(raw), width)
                ]
                body = body[1 + len(raw) :]
        elif marker == 0xDD:
            interval = int.from_bytes(body, "big")
        elif marker in (0xC0, 0xC1):
            out.precision, out.rows, out.columns = body[0], *(int.from_bytes(body[i : i + 2], "big") for i in (1, 3))
            out.components = [
                (body[i], body[i + 1] >> 4, body[i + 1] & 15, body[i + 2]) for i in range(6, len(body), 3)
            ]
            if len(out.components) == 1:
                name, _, _, place = out.components[0]
                out.components = [(name, 1, 1, place)]
        elif marker == 0xDA:
            if not out.rows:
                dnl = stream.index(b"\xff\xdc\x00\x04", at)
                out.rows = int.from_bytes(stream[dnl + 4 : dnl + 6], "big")
            at = _read_scan(out, stream, at, body, tables, quantization, interval)
        else:
            assert marker == 0xFE or marker == 0xDC or 0xE0 <= marker <= 0xEF, f"marker {marker:x}"


def codes_of(counts: bytes, values: bytes, strict: bool = True) -> dict[tuple[int, int], int]:
    """Length and code of each symbol (Annex C)."""
    found, code, symbols = {}, 0, iter(values)
    for length, count in enumerate(counts, 1):
        for _ in range(count):
            assert code < (1 << length) - strict
            found[length, code] = next(symbols)
            code += 1
        code <<= 1
    return found


def _read_scan(out, stream, at, header, tables, quantization, interval) -> int:
    known = {component[0]: component for component in out.components}
    parts = []
    for i in range(header[0]):
        name, places = header[1 + 2 * i], header[2 + 2 * i]
        _, h, v, place = known[name]
        parts.append((name, h, v, tables[places >> 4], tables[0x10 | places & 15]))
        out.steps[name] = quantization[place]
        assert name not in out.blocks
        out.blocks[name] = []
    units, _, _ = layout(out, [name for name, *_ in parts])
    reader, last = _Bits(stream, at), dict.fromkeys(known, 0)
    for number, unit in enumerate(units):
        if interval and number and number % interval == 0:
            reader.restart((number // interval - 1) % 8)
            out.restarts += 1
            last = dict.fromkeys(known, 0)
        for name, row, column in unit:
            dc, ac = next((dc, ac) for other, _, _, dc, ac in parts if other == name)
            size = reader.symbol(dc)
            last[name] += reader.extra(size)
            block, k = [last[name]] + [0] * 63, 1
            while k < 64:
                symbol = reader.symbol(ac)
                if symbol == 0:
                    break
                k += symbol >> 4
                if symbol & 15:
                    block[k] = reader.extra(symbol & 15)
                else:
                    assert symbol == 0xF0
                k += 1
            rows = out.blocks[name]
            while len(rows) <= row:
                rows.append([])
            while len(rows[row]) <= column:
                rows[row].append([])
            rows[row][column] = block
    return reader.end()


class _Bits:
    def __init__(self, stream: bytes, at: int) -> None:
        self.stream, self.at, self.left, self.byte = stream, at, 0, 0

    def bit(self) -> int:
        if not self.left:
            self.byte = self.stream[self.at]
            self.at += 1
            if self.byte == 0xFF:
                assert self.stream[self.at] == 0, "a marker within the data"
                self.at += 1
            self.left = 8
        self.left -= 1
        return self.byte >> self.left & 1

    def symbol(self, table: dict[tuple[int, int], int]) -> int:
        code = 0
        for length in range(1, 17):
            code = code << 1 | self.bit()
            if (length, code) in table:
                return table[length, code]
        raise AssertionError("no such code")

    def extra(self, size: int) -> int:
        value = 0
        for _ in range(size):
            value = value << 1 | self.bit()
        return value if not size or value >> size - 1 else value - (1 << size) + 1

    def restart(self, number: int) -> None:
        self._align()
        while self.stream[self.at + 1] == 0xFF:
            self.at += 1
        assert self.stream[self.at : self.at + 2] == bytes((0xFF, 0xD0 + number))
        self.at += 2

    def _align(self) -> None:
        assert self.byte & ((1 << self.left) - 1) == (1 << self.left) - 1, "padded with something else than ones"
        self.left = 0

    def end(self) -> int:
        self._align()
        assert self.stream[self.at] == 0xFF and self.stream[self.at + 1] not in range(0xD0, 0xD8)
        return self.at


def layout(image: Read | Made, names: Sequence[int]) -> tuple[list[list[tuple[int, int, int]]], int, int]:
    """The units of a scan in order, each with its blocks as name, row and column; and the frame's units across and down."""
    h_max = max(component[1] for component in image.components)
    v_max = max(component[2] for component in image.components)
    across, down = -(-image.columns // (8 * h_max)), -(-image.rows // (8 * v_max))
    known = {component[0]: component for component in image.components}
    if len(names) == 1:
        _, h, v, _ = known[names[0]]
        samples = -(-image.columns * h // h_max), -(-image.rows * v // v_max)
        wide, high = -(-samples[0] // 8), -(-samples[1] // 8)
        return [[(names[0], row, column)] for row in range(high) for column in range(wide)], across, down
    units = []
    for y in range(down):
        for x in range(across):
            unit = []
            for name in names:
                _, h, v, _ = known[name]
                unit += [(name, y * v + j, x * h + i) for j in range(v) for i in range(h)]
            units.append(unit)
    return units, across, down


# --- Making --------------------------------------------------------------------------------------------


@dataclass
class Made:
    """A stream to be made: `stream()` writes it.

    `tables` is "wide" (a code for every symbol), "tight" (for those that occur, and no others) or "mixed" (a
    new one before each scan, wide for DC and tight for AC); with `once` they all stand before the first scan.
    """

    columns: int
    rows: int
    components: list[tuple[int, int, int, int]]
    scans: list[list[int]]
    precision: int = 8
    interval: int = 0
    tables: str = "wide"
    once: bool = False
    dnl: bool = False
    wide_steps: bool = False
    fill_bytes: bool = False
    head: bytes = b""
    step: int = 3
    blocks: dict[int, Blocks] = field(default_factory=dict)

    def noise(self, chance: random.Random, *, dense: float = 0.2, full: bool = False) -> Made:
        """Random coefficients; with `full` the last is never zero, so that no block needs an end."""
        limit = (1 << self.precision + 2) // self.step
        h_max, v_max = max(c[1] for c in self.components), max(c[2] for c in self.components)
        across, down = -(-self.columns // (8 * h_max)), -(-self.rows // (8 * v_max))
        for name, h, v, _ in self.components:
            rows = []
            for _ in range(down * v):
                row = []
                for _ in range(across * h):
                    block = [chance.randint(-limit, limit - 1)]
                    block += [
                        chance.randint(-limit, limit) >> chance.randint(0, 9) if chance.random() < dense else 0
                        for _ in range(63)
                    ]
                    if full:
                        block[63] = chance.choice((-1, 1, 2))
                    row.append(block)
                rows.append(row)
            self.blocks[name] = rows
        return self

    def stream(self) -> bytes:
        baseline = self.precision == 8 and not self.wide_steps and self.tables != "mixed"
        out = [b"\xff\xd8", self.head]
        for place in sorted({component[3] for component in self.components}):
            steps = [self.step + place] + [self.step + place + k for k in range(63)]
            body = bytes((place,)) + bytes(steps)
            if self.wide_steps:
                body = bytes((0x10 | place,)) + pack(">64H", *steps)
            out.append(_segment(0xDB, body))
        parts = b"".join(bytes((name, h << 4 | v, place)) for name, h, v, place in self.components)
        rows = 0 if self.dnl else self.rows
        out.append(
            _segment(
                0xC0 if baseline else 0xC1,
                pack(">BHHB", self.precision, rows, self.columns, len(self.components)) + parts,
            )
        )
        if self.interval:
            out.append(_segment(0xDD, pack(">H", self.interval)))
        coded = [self._symbols(layout(self, names)[0]) for names in self.scans]
        used = [self._used(names, symbols) for names, symbols in zip(self.scans, coded, strict=True)]
        if self.once:
            used = [sum(used, Counter())]
        for number, (names, symbols) in enumerate(zip(self.scans, coded, strict=True)):
            places = self._places(names)
            for table in sorted({table for table, _ in used[number]} if number < len(used) else ()):
                counted = Counter({symbol: count for (other, symbol), count in used[number].items() if other == table})
                if self.tables == "wide" or (self.tables == "mixed" and table < 0x10):
                    counted = counted + Counter(every(table >> 4, self.precision))
                out.append(_segment(0xC4, bytes((table,)) + made_table(counted)))
            tables = {}
            for segment in out:
                if segment[:2] == b"\xff\xc4":
                    tables[segment[4]] = {
                        symbol: code for code, symbol in codes_of(segment[5:21], segment[21:]).items()
                    }
            scan = b"".join(bytes((name, places[name] << 4 | places[name])) for name in names)
            out.append(_segment(0xDA, bytes((len(names),)) + scan + bytes((0, 63, 0))))
            out.append(self._data(symbols, places, tables))
            if self.dnl and not number:
                out.append(_segment(0xDC, pack(">H", self.rows)))
        return b"".join(out) + (b"\xff\xff\xd9" if self.fill_bytes else b"\xff\xd9")

    def _places(self, names: list[int]) -> dict[int, int]:
        """Which tables a component has: the first of a scan those in place 0, others those in place 1."""
        return {name: min(i, 1) for i, name in enumerate(names)}

    def _used(self, names: list[int], symbols: list) -> Counter[tuple[int, int]]:
        """How often a symbol occurs, by table (class and place as in DHT)."""
        used: Counter[tuple[int, int]] = Counter()
        for unit in symbols:
            for name, coded in unit or ():
                for at, (symbol, _, _) in enumerate(coded):
                    used[self._places(names)[name] | (0x10 if at else 0), symbol] += 1
        return used

    def _symbols(self, units) -> list[list | None]:
        """For each unit its blocks as symbols with extra bits; None for a restart."""
        out, last = [], Counter()
        for number, unit in enumerate(units):
            if self.interval and number and number % self.interval == 0:
                out.append(None)
                last = Counter()
            coded = []
            for name, row, column in unit:
                block = self.blocks[name][row][column]
                difference = block[0] - last[name]
                last[name] = block[0]
                one, run = [(category(difference), difference, category(difference))], 0
                for value in block[1:]:
                    if not value:
                        run += 1
                        continue
                    one += [(0xF0, 0, 0)] * (run // 16)
                    one.append(((run % 16) << 4 | category(value), value, category(value)))
                    run = 0
                coded.append((name, one + [(0, 0, 0)] * (run > 0)))
            out.append(coded)
        return out

    def _data(self, symbols, places, tables) -> bytes:
        out, bits, restarts = [], [], 0

        def close() -> None:
            text = "".join(bits)
            text += "1" * (-len(text) % 8)
            bits.clear()
            data = int(text or "0", 2).to_bytes(len(text) // 8, "big")
            out.append(data.replace(b"\xff", b"\xff\0"))

        for unit in symbols:
            if unit is None:
                close()
                out.append((b"\xff" if self.fill_bytes else b"") + bytes((0xFF, 0xD0 + restarts % 8)))
                restarts += 1
                continue
            for name, coded in unit:
                for at, (symbol, value, size) in enumerate(coded):
                    length, code = tables[places[name] | (0x10 if at else 0)][symbol]
                    bits.append(f"{code:0{length}b}")
                    if size:
                        bits.append(f"{value if value > 0 else value + (1 << size) - 1:0{size}b}")
        close()
        return b"".join(out)


def every(kind: int, precision: int) -> list[int]:
    """All symbols of a DC (0) or AC (1) table."""
    if not kind:
        return list(range(12 if precision == 8 else 16))
    sizes = range(1, 11 if precision == 8 else 15)
    return [0, 0xF0] + [run << 4 | size for run in range(16) for size in sizes]


def made_table(counted: Counter[int]) -> bytes:
    """Lengths and symbols of a legal code: Huffman's (K.2), or one of a single length where that is too long."""
    groups = [(count, [symbol]) for symbol, count in counted.items()] + [(0, [256])]
    lengths: Counter[int] = Counter()
    while len(groups) > 1:
        groups.sort(key=lambda group: (-group[0], -max(group[1])))
        one, two = groups.pop(), groups.pop()
        lengths.update(one[1] + two[1])
        groups.append((one[0] + two[0], one[1] + two[1]))
    del lengths[256]
    if max(lengths.values()) > 16:
        lengths = Counter(dict.fromkeys(lengths, (len(lengths) + 1).bit_length()))
    ordered = sorted(lengths, key=lambda symbol: (lengths[symbol], symbol))
    return bytes(sum(length == n for length in lengths.values()) for n in range(1, 17)) + bytes(ordered)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + pack(">H", len(body) + 2) + body
