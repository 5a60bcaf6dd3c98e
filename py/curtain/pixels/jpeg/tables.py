"""Huffman tables of JPEG (ISO 10918-1 B.2.4.2, Annex C): read, written, and made for what has to be coded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from struct import pack

from curtain.pixels.streams import BadStream

LONGEST = 16


@dataclass(frozen=True)
class Table:
    """How many codes there are of each length from 1 to 16, and their symbols in the order of the codes."""

    counts: bytes
    values: bytes

    def packed(self) -> bytes:
        """Of a fixed size: 16 counts, 256 symbols."""
        return self.counts + self.values.ljust(256, b"\0")


def read_tables(body: bytes) -> Iterator[tuple[int, int, Table]]:
    """Class (0 DC, 1 AC), place (0 to 3) and content of the tables in a DHT segment.

    Raises `BadStream` where they are cut off, or where they are no code.
    """
    at = 0
    while at < len(body):
        kind, place = body[at] >> 4, body[at] & 15
        counts = body[at + 1 : at + 1 + LONGEST]
        values = body[at + 1 + LONGEST :][: sum(counts)]
        if kind > 1 or place > 3 or len(counts) < LONGEST or len(values) < sum(counts) or not values:
            raise BadStream("a Huffman table is cut off, or belongs nowhere")
        if sum(count << LONGEST - length for length, count in enumerate(counts, 1)) > 1 << LONGEST:
            raise BadStream("a Huffman table has more codes than there can be")
        if len(set(values)) < len(values):
            raise BadStream("a Huffman table has two codes for one symbol")
        yield kind, place, Table(counts, values)
        at += 1 + LONGEST + len(values)


def segment(tables: Iterable[tuple[int, int, Table]]) -> bytes:
    """A DHT segment with tables, each behind its class and place."""
    body = b"".join(bytes((kind << 4 | place,)) + table.counts + table.values for kind, place, table in tables)
    return b"\xff\xc4" + pack(">H", len(body) + 2) + body


def made_for(counts: Sequence[int]) -> Table:
    """The shortest code for symbols that occur so often, no code longer than 16 bits and none of ones alone.

    By package-merge: of the cheapest packages of each length, a symbol's codes are as long as it is often in them.
    """
    # One more symbol, the rarest, takes the code of ones alone (K.2), which the standard forbids.
    reserved = 256
    leaves = sorted((count, (symbol,)) for symbol, count in enumerate(counts) if count)
    leaves.insert(0, (0, (reserved,)))
    row = leaves
    for _ in range(LONGEST - 1):
        pairs = [(one[0] + two[0], one[1] + two[1]) for one, two in zip(row[::2], row[1::2], strict=False)]
        row = sorted(leaves + pairs, key=lambda package: package[0])
    lengths = dict.fromkeys((leaf[1][0] for leaf in leaves), 0)
    for _, symbols in row[: 2 * len(leaves) - 2]:
        for symbol in symbols:
            lengths[symbol] += 1
    # The reserved one comes last among the longest, and is left out.
    del lengths[reserved]
    ordered = sorted(lengths, key=lambda symbol: (lengths[symbol], -counts[symbol], symbol))
    return Table(bytes(list(lengths.values()).count(length) for length in range(1, LONGEST + 1)), bytes(ordered))
