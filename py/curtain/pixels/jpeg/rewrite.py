"""The walk through a stream that writes it anew: segments as they are, scans by the kernel."""

from collections.abc import Sequence
from dataclasses import replace

from curtain.outcome import Quarantine
from curtain.pixels.jpeg.grid import Rectangle
from curtain.pixels.jpeg.kernel import Job, Mode, Part, Ran, Status, run
from curtain.pixels.jpeg.stream import (
    DHT,
    DNL,
    DQT,
    DRI,
    Frame,
    ScanPart,
    Segment,
    read_quantization,
    read_scan,
    segments,
)
from curtain.pixels.jpeg.tables import Table, made_for, read_tables, segment
from curtain.pixels.streams import EOI, SOS, BadStream

#: DC differences of 8 bits reach category 11, those of 12 bits 15 (F.1.2.1, table F.1).
_HIGHEST_DC = {8: 11, 12: 15}


class Rewriter:
    """Writes one stream with the units in some rectangles flat."""

    def __init__(self, data: bytes, frame: Frame, fill: Sequence[int], rectangles: Sequence[Rectangle]) -> None:
        self.new_tables = False
        self._data = data
        self._frame = frame
        self._grid = frame.grid
        self._rectangles = rectangles
        self._fill = {component.name: value for component, value in zip(frame.components, fill, strict=True)}
        self._steps: dict[int, int] = {}
        self._restart = 0
        #: Huffman tables by place, 0 to 3 DC and 4 to 7 AC: of the input, and as a reader of the output has them.
        self._tables: list[Table | None] = [None] * 8
        self._known: list[Table | None] = [None] * 8
        #: By place, the DHT segment (a place in `_out`) that defines a table which no scan has used yet.
        self._unused: dict[int, int] = {}
        self._scanned: set[int] = set()
        self._out: list[bytes] = [b"\xff\xd8"]

    def run(self) -> bytes:
        """The new stream. Raises `BadStream`, or Quarantine (`cannot-redact`) where a scan cannot be written."""
        for each in segments(self._data):
            if each.marker == SOS:
                self._scan(each)
                continue
            if each.marker == DHT:
                self._define(each)
            elif each.marker == DQT:
                self._steps.update(read_quantization(each.body))
            elif each.marker == DRI:
                if len(each.body) != 2:
                    raise BadStream("a restart interval is cut off")
                self._restart = int.from_bytes(each.body, "big")
            elif each.marker == DNL and (int.from_bytes(each.body, "big") != self._frame.rows or len(each.body) != 2):
                raise BadStream("two numbers of lines")
            elif each.marker == EOI and len(self._scanned) < len(self._frame.components):
                raise BadStream("a component without a scan")
            self._out.append(self._data[each.start : each.stop])
        return b"".join(self._out)

    def _scan(self, header: Segment) -> None:
        parts = read_scan(self._frame, header.body)
        names = {part.component.name for part in parts}
        if names & self._scanned:
            raise BadStream("a component is scanned twice")
        self._scanned |= names
        # Two bits are the least that a block takes: beyond that, memory would be asked for in vain.
        if self._grid.across * self._grid.down > 4 * (len(self._data) - header.stop):
            raise BadStream("there is less data than the image has units")
        places = {place for part in parts for place in (part.dc, 4 + part.ac)}
        if any(self._tables[place] is None for place in places):
            raise BadStream("a scan without its Huffman tables")
        coded = tuple(table if place in places else None for place, table in enumerate(self._tables))
        job = Job(
            parts=tuple(self._part(part) for part in parts),
            restart=self._restart,
            unit_columns=self._grid.across,
            unit_rows=self._grid.down,
            highest=_HIGHEST_DC[self._frame.precision],
            coded=coded,
            written=coded,
        )
        job, ran = self._write(job, header.stop)
        for place in sorted(places):
            self._provide(place, job.written[place])
        self._out += (self._data[header.start : header.stop], ran.scan)

    def _define(self, each: Segment) -> None:
        for kind, place, table in read_tables(each.body):
            self._tables[4 * kind + place] = self._known[4 * kind + place] = table
            self._unused[4 * kind + place] = len(self._out)

    def _provide(self, place: int, table: Table | None) -> None:
        """See that a reader has the table in this place: in the segment that defines it for this scan, or in a new one."""
        at = self._unused.pop(place, None)
        if table == self._known[place] or table is None:
            return
        self._known[place] = table
        if at is None:
            self._out.append(segment([(place // 4, place % 4, table)]))
            return
        defined = [*read_tables(self._out[at][4:])]
        self._out[at] = segment(
            [(kind, slot, table if 4 * kind + slot == place else old) for kind, slot, old in defined]
        )

    def _part(self, part: ScanPart) -> Part:
        component, grid = part.component, self._grid
        if component.quantization not in self._steps:
            raise BadStream("a component without a quantization table")
        return Part(
            h=component.h,
            v=component.v,
            # Blocks that hold samples of the component (A.1.1, A.2.4).
            columns=-(-grid.columns * component.h // grid.unit_width),
            rows=-(-grid.rows * component.v // grid.unit_height),
            dc=part.dc,
            ac=part.ac,
            fill=flat(self._fill[component.name], self._frame.precision, self._steps[component.quantization]),
        )

    def _write(self, job: Job, start: int) -> tuple[Job, Ran]:
        """The scan with the tables that it has; else with new ones in place of those that lack a code."""
        data = memoryview(self._data)[start:]
        units = self._grid.mask(self._rectangles)
        ran = run(job, Mode.COPY, data, units)
        if ran.status == Status.NO_CODE:
            counted = run(job, Mode.COUNT, data, units)
            _check(counted)
            job = replace(job, written=tuple(map(_sufficient, job.coded, counted.counts)))
            ran = run(job, Mode.RECODE, data, units)
            self.new_tables = True
        _check(ran)
        return job, ran


def flat(sample: int, precision: int, step: int) -> int:
    """The quantized DC coefficient of a block of one sample.

    Black and white are meant to be just that: there the coefficient is the next one beyond, which a decoder clips.
    """
    middle, highest = 1 << precision - 1, (1 << precision) - 1
    wanted = 8 * (sample - middle)
    if sample in (0, highest):
        beyond = wanted // step if sample == 0 else -(-wanted // step)
        # With steps as large as the range, some decoders clip no longer what lies so far beyond.
        if abs(beyond * step) <= 16 * middle:
            return beyond
    return round(wanted / step)


def _sufficient(table: Table | None, counts: Sequence[int]) -> Table | None:
    """The table where it has all codes that are needed, else a new one."""
    if table is None or all(not count or symbol in table.values for symbol, count in enumerate(counts)):
        return table
    return made_for(counts)


def _check(ran: Ran) -> None:
    if ran.status in (Status.DAMAGED, Status.BAD_TABLE, Status.BAD_JOB):
        raise BadStream("a scan is damaged or incomplete")
    if ran.status != Status.DONE:
        raise Quarantine(
            "cannot-redact", "The compressed data of this image is too unusual to be blanked block by block."
        )
