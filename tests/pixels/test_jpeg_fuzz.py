"""Hostile and random JPEG streams: exact, or an error with a reason; never a hang, never text that stays."""

import faulthandler
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytest.importorskip("numpy")

import imagecodecs
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.outcome import Quarantine
from curtain.pixels import jpeg
from jpeg_exact import expect_exact, touched
from jpeg_streams import Made, read

#: Seconds after which whatever runs is taken for a hang: all of it takes milliseconds.
HANG = 300


@st.composite
def streams(draw) -> Made:
    """A legal stream of any shape: one to four components, any factors, any split into scans."""
    factors = st.integers(1, 4)
    count = draw(st.integers(1, 4))
    components = [(name + 1, draw(factors), draw(factors), draw(st.integers(0, 3))) for name in range(count)]
    names = [name + 1 for name in range(count)]
    cut = draw(st.integers(0, count - 1))
    scans = [scan for scan in (names[:cut], names[cut:]) if scan]
    if any(len(scan) > 1 and sum(h * v for name, h, v, _ in components if name in scan) > 10 for scan in scans):
        scans = [[name] for name in names]
    precision = draw(st.sampled_from((8, 12)))
    made = Made(
        draw(st.integers(1, 70)),
        draw(st.integers(1, 50)),
        components,
        scans,
        precision,
        draw(st.sampled_from((0, 0, 1, 2, 7))),
        draw(st.sampled_from(("wide", "tight", "mixed"))),
        draw(st.booleans()),
        dnl=draw(st.booleans()),
        wide_steps=draw(st.booleans()),
        fill_bytes=draw(st.booleans()),
        step=draw(st.sampled_from((1, 2, 7, 150))),
    )
    return made.noise(
        random.Random(draw(st.integers(0, 1 << 30))),
        dense=draw(st.sampled_from((0, 0.05, 0.5))),
        full=draw(st.booleans()),
    )


@given(made=streams(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_legal_stream_changes_in_its_boxes_alone(made, data):
    place = st.tuples(
        st.floats(0, made.columns - 1), st.floats(0, made.rows - 1), st.floats(0.01, 40), st.floats(0.01, 40)
    )
    boxes = data.draw(st.lists(place, min_size=1, max_size=3))
    fill = tuple(data.draw(st.integers(0, (1 << made.precision) - 1)) for _ in made.components)
    source = made.stream()
    expect_exact(source, jpeg.redact(source, boxes, fill, margin=data.draw(st.integers(0, 2))), fill)


def seeds() -> list[bytes]:
    colour = [(1, 2, 2, 0), (2, 1, 1, 1), (3, 1, 1, 1)]
    chance = random.Random(11)
    return [
        Made(40, 40, colour, [[1, 2, 3]], interval=2).noise(chance).stream(),
        Made(40, 40, colour, [[1], [2, 3]], tables="tight").noise(chance, dense=0.05).stream(),
        Made(33, 20, [(1, 1, 1, 0)], [[1]], 12, tables="mixed", dnl=True).noise(chance).stream(),
        Made(33, 20, [(1, 1, 1, 0)], [[1]], fill_bytes=True).noise(chance, dense=0.8).stream(),
    ]


def mutated(stream: bytes, chance: random.Random) -> bytes:
    data = bytearray(stream)
    scan = stream.index(b"\xff\xda")
    for _ in range(chance.choice((1, 1, 2, 8))):
        kind = chance.randrange(7)
        # Half of all mistakes in the headers, which are short.
        at = chance.randrange(2, max(scan, 3)) if chance.random() < 0.5 else chance.randrange(len(data))
        at = min(at, len(data) - 1)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at] = chance.choice((0, 1, 0xFF, 0x80, 0xD0, 0xDA, 0xC4, chance.randrange(256)))
        elif kind == 2:
            del data[at : at + chance.choice((1, 2, 9, 100))]
        elif kind == 3:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 30))))
        elif kind == 4:
            other = chance.randrange(len(data))
            data[at:at] = data[other : other + chance.choice((4, 40, 400))]
        elif kind == 5:
            data[at:at] = bytes((0xFF, chance.choice((0xD0, 0xD1, 0xD9, 0xDA, 0xC4, 0xDB, 0xDD, 0xDC, 0, 0xFF))))
        else:
            del data[chance.randrange(len(data)) :]
        if len(data) < 4:
            break
    return bytes(data)


@contextmanager
def no_hang() -> Iterator[None]:
    """End the process, with a traceback, where something does not come to an end. In the browser there is no such watch."""
    if sys.platform == "emscripten":
        yield
        return
    faulthandler.dump_traceback_later(HANG, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def expect_safe(stream: bytes) -> bool:
    """Redact a stream that may be anything. True where it was; then it is flat for a reader of its own and for libjpeg."""
    try:
        with no_hang():
            done = jpeg.redact(stream, [(9, 9, 8, 8)], margin=0)
    except (Quarantine, jpeg.OtherProcess) as refused:
        assert refused.sentence
        return False
    after = read(done.stream, strict=False)
    blank = touched(after, done.units)
    for name, rows in after.blocks.items():
        levels = {rows[row][column][0] for row, column in blank[name] if row < len(rows) and column < len(rows[row])}
        assert len(levels) == 1
        assert not any(
            any(rows[row][column][1:]) for row, column in blank[name] if row < len(rows) and column < len(rows[row])
        )
    return True


@pytest.mark.parametrize("seed", range(8))
def test_mutated_streams(seed):
    chance = random.Random(seed)
    sources = seeds()
    done = sum(expect_safe(mutated(chance.choice(sources), chance)) for _ in range(60))
    # Some mistakes leave a legal stream; most do not.
    assert done < 60


@pytest.mark.slow
def test_mutated_streams_for_minutes():
    chance, sources = random.Random(time.time_ns()), seeds()
    end, done, tried = time.monotonic() + 180, 0, 0
    while time.monotonic() < end:
        done += expect_safe(mutated(chance.choice(sources), chance))
        tried += 1
    assert 0 < done < tried


@pytest.mark.parametrize("number", range(4))
def test_a_stream_cut_anywhere_is_refused(number):
    source = seeds()[number]
    for at in [*range(0, 60), *range(60, len(source) - 2, max(1, len(source) // 60)), len(source) - 1]:
        assert not expect_safe(source[:at])


@pytest.mark.parametrize("number", range(4))
def test_a_scan_that_ends_early_is_refused(number):
    """What decoders show as grey, or as the last line again, is nothing that can be judged."""
    source = seeds()[number]
    scan = source.rindex(b"\xff\xda")
    for at in range(scan + 20, len(source) - 2, max(1, (len(source) - scan) // 40)):
        end = at - 1 if source[at - 1] == 0xFF else at
        assert not expect_safe(source[:end] + b"\xff\xd9")


def grey(**options) -> bytes:
    return Made(40, 40, [(1, 1, 1, 0)], [[1]], **options).noise(random.Random(0)).stream()


def replaced(stream: bytes, old: bytes, new: bytes) -> bytes:
    assert stream.count(old) == 1
    return stream.replace(old, new)


HUGE = grey()
FRAME = HUGE.index(b"\xff\xc0")
SCAN = HUGE.index(b"\xff\xda")

HOSTILE = {
    "nothing": b"",
    "no image": b"\xff\xd8\xff\xd9",
    "another format": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a frame of four thousand million pixels": HUGE[: FRAME + 5] + b"\xff\xff\xff\xff" + HUGE[FRAME + 9 :],
    "no columns": HUGE[: FRAME + 7] + b"\0\0" + HUGE[FRAME + 9 :],
    "no rows, nor any behind": HUGE[: FRAME + 5] + b"\0\0" + HUGE[FRAME + 7 :],
    "two numbers of rows": replaced(grey(dnl=True), b"\xff\xdc\0\4\0\x28", b"\xff\xdc\0\4\0\x29"),
    "a factor of nothing": HUGE[: FRAME + 11] + b"\0" + HUGE[FRAME + 12 :],
    "a factor of five": HUGE[: FRAME + 11] + b"\x51" + HUGE[FRAME + 12 :],
    "another depth": HUGE[: FRAME + 4] + b"\x09" + HUGE[FRAME + 5 :],
    "a step of nothing": replaced(HUGE, b"\xff\xdb\0\x43\0\3", b"\xff\xdb\0\x43\0\0"),
    "no tables": HUGE[:2] + HUGE[FRAME : FRAME + 13] + HUGE[SCAN:],
    "more codes than there can be": replaced(HUGE, HUGE[FRAME + 13 : FRAME + 18 + 16], HUGE[FRAME + 13 : FRAME + 18] + b"\3" + bytes(13) + b"\0\x09"),
    "two frames": HUGE[:SCAN] + HUGE[FRAME : FRAME + 13] + HUGE[SCAN:],
    "two scans of one component": HUGE[:-2] + HUGE[SCAN:],
    "a second image behind": HUGE + HUGE,
    "a comment behind the scan": HUGE[:-2] + b"\xff\xfe\0\x07NAME!\xff\xd9",
    "a scan of a component that is not there": HUGE[: SCAN + 5] + b"\7" + HUGE[SCAN + 6 :],
    "fill bytes without end": HUGE[:2] + b"\xff" * 1_000_000,
    "segments without end": HUGE[:2] + b"\xff\xfe\0\2" * 250_000,
    "a restart where none should be": HUGE[: SCAN + 10 + 40].rstrip(b"\xff") + b"\xff\xd0" + HUGE[SCAN + 50 :],
    "restarts in a wrong order": replaced(grey(interval=12), b"\xff\xd1", b"\xff\xd2"),
    "a restart too few": replaced(grey(interval=12), b"\xff\xd0", b""),
    "data between the last unit of an interval and its restart": replaced(grey(interval=12), b"\xff\xd0", b"NAME\xff\xd0"),
    "an interval too many": grey(interval=12)[:-2] + b"\xff\xd2" + HUGE[SCAN + 10 :],
    "differences of twelve bits in an image of eight": Made(40, 40, [(1, 1, 1, 0)], [[1]], 12, step=1)
    .noise(random.Random(0))
    .stream()
    .replace(b"\xff\xc1\0\x0b\x0c", b"\xff\xc1\0\x0b\x08"),
    "a stuffed zero behind fill bytes": HUGE[: SCAN + 30].rstrip(b"\xff") + b"\xff\xff\0" + HUGE[SCAN + 30 :],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_streams_are_refused_at_once(name):
    assert not expect_safe(HOSTILE[name])


def test_data_behind_the_last_block_of_a_scan_is_left_out():
    """A picture twice as high, with the height of half of it: decoders stop there, and so does what is written."""
    whole = Made(40, 80, [(1, 1, 1, 0)], [[1]]).noise(random.Random(3)).stream()
    frame = whole.index(b"\xff\xc0")
    half = whole[: frame + 5] + b"\0\x28" + whole[frame + 7 :]
    done = jpeg.redact(half, [(9, 9, 8, 8)])
    assert len(done.stream) < len(half) * 0.7
    assert len(read(done.stream).blocks[1]) == 5


def test_a_table_with_a_code_of_ones_alone_is_put_up_with():
    """Some old encoders write them, and decoders take them."""
    source = grey(tables="tight")
    at = source.index(b"\xff\xc4") + 5
    counts = bytearray(source[at : at + 16])
    last = max(i for i, count in enumerate(counts) if count)
    assert counts[last]
    # One symbol more of the longest length, which is the code that Huffman's method leaves free.
    counts[last] += 1
    length = int.from_bytes(source[at - 3 : at - 1], "big") + 1
    end = at + 16 + sum(source[at : at + 16])
    values = source[at + 16 : end]
    unused = next(symbol for symbol in range(12) if symbol not in values)
    odd = (
        source[: at - 3]
        + length.to_bytes(2, "big")
        + source[at - 1 : at]
        + counts
        + values
        + bytes((unused,))
        + source[end:]
    )
    done = jpeg.redact(odd, [(9, 9, 8, 8)])
    assert imagecodecs.jpeg8_decode(done.stream).shape == (40, 40)
