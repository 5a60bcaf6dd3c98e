"""Boxes in sequential JPEG: what is touched is flat, and every other coefficient is the one it was."""

import random
from itertools import product

import pytest

pytest.importorskip("numpy")

import imagecodecs
import numpy as np

from curtain.outcome import Quarantine
from curtain.pixels import jpeg
from curtain.pixels.jpeg.rewrite import flat
from jpeg_exact import expect_exact
from jpeg_streams import Made, read

GREY = [(1, 1, 1, 0)]
SAMPLING = {
    "grey": GREY,
    "grey with factors": [(1, 2, 2, 0)],
    "4:4:4": [(1, 1, 1, 0), (2, 1, 1, 1), (3, 1, 1, 1)],
    "4:2:2": [(1, 2, 1, 0), (2, 1, 1, 1), (3, 1, 1, 1)],
    "4:4:0": [(1, 1, 2, 0), (2, 1, 1, 1), (3, 1, 1, 1)],
    "4:2:0": [(1, 2, 2, 0), (2, 1, 1, 1), (3, 1, 1, 1)],
    "4:1:1": [(1, 4, 1, 0), (2, 1, 1, 1), (3, 1, 1, 1)],
    "3 to 2": [(1, 3, 1, 0), (2, 2, 2, 1), (3, 1, 1, 1)],
    "four components": [(67, 1, 1, 0), (77, 1, 1, 0), (89, 1, 1, 1), (75, 2, 1, 1)],
}
YCC = imagecodecs.JPEG8.CS.YCbCr
TABLES = ("wide", "tight", "mixed")


def scans_of(components: list) -> dict[str, list[list[int]]]:
    names = [component[0] for component in components]
    if len(names) == 1:
        return {"one scan": [names]}
    return {"one scan": [names], "a scan each": [[name] for name in names], "two scans": [names[:1], names[1:]]}


def a_box(chance: random.Random, columns: int, rows: int) -> tuple[int, int, int, int]:
    x, y = chance.randrange(columns), chance.randrange(rows)
    return x, y, chance.randint(1, max(1, columns // 3)), chance.randint(1, max(1, rows // 3))


CASES = [
    pytest.param(name, scan, interval, tables, precision, id=f"{name}, {scan}, {interval}, {tables}, {precision} bits")
    for name, components in SAMPLING.items()
    for scan, interval, tables, precision in product(scans_of(components), (0, 3), TABLES, (8, 12))
]


@pytest.mark.parametrize("name, scan, interval, tables, precision", CASES)
def test_only_the_units_of_a_box_change(name, scan, interval, tables, precision):
    components = SAMPLING[name]
    chance = random.Random(f"{name}{scan}{interval}{tables}{precision}")
    made = Made(
        chance.randint(33, 70),
        chance.randint(17, 60),
        components,
        scans_of(components)[scan],
        precision,
        interval,
        tables,
        dnl=chance.random() < 0.3,
        wide_steps=chance.random() < 0.3,
        fill_bytes=chance.random() < 0.3,
        step=chance.choice((1, 2, 3, 16, 99)),
    ).noise(chance, full=tables == "tight" and chance.random() < 0.5)
    source = made.stream()
    fill = tuple(chance.choice((0, 100, 128, (1 << precision) - 1)) for _ in components)
    done = jpeg.redact(source, [a_box(chance, made.columns, made.rows)], fill, margin=chance.choice((0, 1)))
    expect_exact(source, done, fill)


def test_every_way_of_sampling_shares_units_between_boxes_and_covers_the_edges():
    for components in SAMPLING.values():
        made = Made(61, 43, components, scans_of(components)["one scan"]).noise(random.Random(5))
        source = made.stream()
        done = jpeg.redact(
            source, [(0, 0, 1, 1), (60, 42, 5, 5), (58, 40, 1, 1), (20.4, 10.2, 0.1, 0.1)], (9,) * len(components)
        )
        expect_exact(source, done)
        assert done.units[1][0] + done.units[1][2] == 61 and done.units[1][1] + done.units[1][3] == 43


def test_a_box_over_all_leaves_nothing_of_the_image():
    made = Made(50, 50, SAMPLING["4:2:0"], [[1, 2, 3]]).noise(random.Random(1))
    one = read(jpeg.redact(made.stream(), [(0, 0, 50, 50)]).stream)
    other = read(jpeg.redact(made.noise(random.Random(2)).stream(), [(0, 0, 50, 50)]).stream)
    assert one.blocks == other.blocks


def test_a_box_grows_to_whole_units_and_one_more():
    source = Made(100, 90, SAMPLING["4:2:2"], [[1, 2, 3]]).noise(random.Random(3)).stream()
    assert jpeg.grown(source, (40, 20, 9, 5), margin=0) == (32, 16, 32, 16)
    assert jpeg.grown(source, (40, 20, 9, 5)) == (16, 8, 64, 32)
    assert jpeg.grown(source, (0, 80, 1000, 1000)) == (0, 72, 100, 18)
    assert jpeg.redact(source, [(40, 20, 9, 5)]).units == [(16, 8, 64, 32)]
    # The header alone is enough to show it.
    assert jpeg.grown(source[: source.index(b"\xff\xda") + 20], (40, 20, 9, 5)) == (16, 8, 64, 32)


def test_a_table_without_the_codes_that_are_needed_is_replaced_and_said_so():
    components = SAMPLING["4:4:4"]
    made = Made(64, 64, components, [[1, 2, 3]], tables="tight").noise(random.Random(4), full=True)
    for name in made.blocks:
        for row in made.blocks[name]:
            for block in row:
                block[0] = 7
    source = made.stream()
    done = jpeg.redact(source, [(20, 20, 9, 9)])
    after = expect_exact(source, done)
    assert done.new_tables
    # In the place of the old ones: both are not needed.
    assert after.markers == read(source).markers
    assert len(done.stream) <= len(source)
    wide = Made(64, 64, components, [[1, 2, 3]], blocks=made.blocks).stream()
    assert not jpeg.redact(wide, [(20, 20, 9, 9)]).new_tables


@pytest.mark.parametrize("tables", TABLES)
@pytest.mark.parametrize("first", [1, 2, 3])
def test_a_new_table_is_for_its_scan_alone(tables, first):
    """The three scans share one table. One of them needs another, and those behind it get the old one back."""
    order = [first, *({1, 2, 3} - {first})]
    made = Made(64, 64, SAMPLING["4:4:4"], [[name] for name in order], tables=tables, once=True)
    made.noise(random.Random(6), full=True)
    for name in order[1:]:
        # Gray all over: whatever is blanked there, nothing new is needed but the end of a block.
        made.blocks[name] = [[[0, *block[1:]] for block in row] for row in made.blocks[name]]
    source = made.stream()
    assert read(source).markers.count(0xC4) == 2
    expect_exact(source, jpeg.redact(source, [(20, 20, 9, 9)]))


def test_segments_before_the_frame_are_kept_as_they_are():
    head = (
        b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + b"\xff\xff\xfe\x00\x06\xffabc" + b"\xff\xe5\x00\x05\xff\x00\xd9"
    )
    source = Made(40, 40, GREY, [[1]], head=head, tables="wide").noise(random.Random(8)).stream()
    done = jpeg.redact(source, [(0, 0, 8, 8)])
    before = source[: source.index(b"\xff\xda")].replace(b"\xff\xff\xfe", b"\xff\xfe")
    assert done.stream.startswith(before)


def test_padding_behind_the_image_is_no_part_of_it():
    source = Made(40, 40, GREY, [[1]]).noise(random.Random(8)).stream()
    assert jpeg.redact(source + b"\0", [(0, 0, 8, 8)]) == jpeg.redact(source, [(0, 0, 8, 8)])


@pytest.mark.parametrize("precision", [8, 12])
@pytest.mark.parametrize("step", [1, 2, 3, 5, 16, 17, 99, 255])
def test_black_and_white_are_exact_whatever_the_step(precision, step):
    """By the arithmetic of a decoder: DC times its step, an eighth of that, from the middle, clipped."""
    highest = (1 << precision) - 1

    def shown(sample: int) -> float:
        value = flat(sample, precision, step) * step / 8 + (highest + 1) // 2
        return min(max(value, 0), highest)

    assert shown(0) == 0 and shown(highest) == highest
    assert shown((highest + 1) // 2) == (highest + 1) // 2
    assert abs(shown(highest // 3) - highest // 3) <= step / 16


# --- Images of real encoders ----------------------------------------------------------------------------


def ycc(stream: bytes) -> np.ndarray:
    """Samples as they are stored, (rows, columns, components)."""
    samples = imagecodecs.jpeg8_decode(stream)
    if samples.ndim == 3:
        samples = imagecodecs.jpeg8_decode(stream, colorspace=YCC, outcolorspace=YCC)
    return samples.reshape(*samples.shape[:2], -1)


def expect_seen(source: bytes, done: jpeg.Redacted) -> None:
    """Decoders show the same outside the units, and one colour within.

    Chroma with fewer samples is smoothed between them by libjpeg: up to two pixels from the rim it may be another.
    """
    before, after = ycc(source), ycc(done.stream)
    for component in range(before.shape[2]):
        inside, rim = np.zeros(before.shape[:2], bool), np.zeros(before.shape[:2], bool)
        for x, y, width, height in done.units:
            inside[y : y + height, x : x + width] = True
        if component:
            for x, y, width, height in done.units:
                rim[max(y - 2, 0) : y + height + 2, max(x - 2, 0) : x + width + 2] = True
                rim[y + 2 : max(y + height - 2, y + 2), x + 2 : max(x + width - 2, x + 2)] = False
        old, new = before[:, :, component], after[:, :, component]
        assert np.array_equal(old[~inside & ~rim], new[~inside & ~rim])
        assert len(np.unique(new[inside & ~rim])) <= 1


def a_picture(columns: int, rows: int, seed: int = 0) -> np.ndarray:
    """Noise over shapes, so that blocks are full, half full and empty."""
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[:rows, :columns]
    smooth = np.stack([(x * 3 + y) % 256, (y * 2) % 256, 255 * ((x // 20 + y // 20) % 2)], 2)
    noise = chance.integers(0, 256, smooth.shape)
    return np.where((x < columns // 2)[:, :, None], noise, smooth).astype(np.uint8)


@pytest.mark.parametrize("optimize", [False, True])
@pytest.mark.parametrize("sampling", ["444", "422", "420", "440", "411", "grey"])
@pytest.mark.parametrize("size", [(64, 48), (83, 61), (15, 7)])
def test_streams_of_libjpeg(size, sampling, optimize):
    picture = a_picture(*size)
    if sampling == "grey":
        source = imagecodecs.jpeg8_encode(np.ascontiguousarray(picture[:, :, 0]), level=85, optimize=optimize)
    else:
        source = imagecodecs.jpeg8_encode(picture, level=85, subsampling=sampling, optimize=optimize)
    done = jpeg.redact(source, [(size[0] // 2, size[1] // 2, 7, 5)])
    expect_exact(source, done)
    expect_seen(source, done)
    assert len(done.stream) <= len(source) * 1.01


def test_a_large_noisy_image_does_not_grow():
    noise = np.random.default_rng(0).integers(0, 256, (768, 1024, 3), np.uint8)
    for sampling, optimize in product(("444", "422", "420"), (False, True)):
        source = imagecodecs.jpeg8_encode(noise, level=90, subsampling=sampling, optimize=optimize)
        done = jpeg.redact(source, [(100, 20, 300, 40), (800, 700, 8, 8)])
        expect_seen(source, done)
        assert len(done.stream) <= len(source)


@pytest.mark.parametrize("optimize", [False, True])
def test_twelve_bits(optimize):
    values = np.random.default_rng(2).integers(0, 4096, (45, 70)).astype(np.uint16)
    try:
        source = imagecodecs.jpeg8_encode(values, level=90, bitspersample=12, optimize=optimize)
    except TypeError:
        pytest.skip("this imagecodecs does not encode 12 bits")
    assert read(source).precision == 12
    done = jpeg.redact(source, [(20, 20, 10, 10)])
    expect_exact(source, done, (0,))
    before, after = imagecodecs.jpeg8_decode(source), imagecodecs.jpeg8_decode(done.stream)
    x, y, width, height = done.units[0]
    assert not after[y : y + height, x : x + width].any()
    after[y : y + height, x : x + width] = before[y : y + height, x : x + width]
    assert np.array_equal(before, after)


def test_red_green_and_blue_are_black_in_their_own_way():
    rgb = imagecodecs.JPEG8.CS.RGB
    source = imagecodecs.jpeg8_encode(a_picture(64, 64), level=90, colorspace=rgb, outcolorspace=rgb, subsampling="444")
    done = jpeg.redact(source, [(20, 20, 10, 10)])
    x, y, width, height = done.units[0]
    assert not imagecodecs.jpeg8_decode(done.stream)[y : y + height, x : x + width].any()


def test_the_header_tells_what_is_black_where_the_stream_does_not():
    made = Made(40, 40, SAMPLING["4:4:4"], [[1, 2, 3]]).noise(random.Random(2))
    for head, photometric, chroma in (
        (b"", "RGB", 0),
        (b"", "YBR_FULL_422", 128),
        (b"", "", 128),
        (b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0", "RGB", 128),
        (b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\0", "YBR_FULL", 0),
        (b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\1", "RGB", 128),
    ):
        made.head = head
        source = made.stream()
        done = jpeg.redact(source, [(9, 9, 9, 9)], photometric=photometric)
        expect_exact(source, done, (0, chroma, chroma))


def test_colour_is_black_for_a_viewer():
    source = imagecodecs.jpeg8_encode(a_picture(64, 64), level=60, subsampling="444")
    done = jpeg.redact(source, [(20, 20, 10, 10)])
    x, y, width, height = done.units[0]
    assert not imagecodecs.jpeg8_decode(done.stream)[y : y + height, x : x + width].any()


# --- Refusals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marker, words",
    [(0xC2, "progressive"), (0xC3, "lossless"), (0xC6, "hierarchical"), (0xC9, "arithmetic"), (0xCA, "arithmetic")],
)
def test_other_processes_are_named(marker, words):
    source = Made(32, 32, GREY, [[1]]).noise(random.Random(0)).stream()
    with pytest.raises(jpeg.OtherProcess) as refused:
        jpeg.redact(source.replace(b"\xff\xc0", bytes((0xFF, marker)), 1), [(0, 0, 9, 9)])
    assert words in refused.value.sentence


def test_lossless_jpeg_is_named():
    source = imagecodecs.jpeg8_encode(np.ascontiguousarray(a_picture(64, 64)[:, :, 0]), lossless=True)
    with pytest.raises(jpeg.OtherProcess, match="lossless"):
        jpeg.redact(source, [(0, 0, 9, 9)])


@pytest.mark.parametrize(
    "box", [(0, 0, 0, 5), (40, 0, 5, 5), (-9, 0, 9, 5), (0, 0, float("nan"), 5), (0, float("inf"), 3, 5)]
)
def test_a_box_without_size_or_outside_is_refused(box):
    source = Made(40, 40, GREY, [[1]]).noise(random.Random(0)).stream()
    with pytest.raises(Quarantine) as kept:
        jpeg.redact(source, [box])
    assert kept.value.code == "empty-redaction"


def test_no_box_at_all_is_refused():
    with pytest.raises(Quarantine, match="no box"):
        jpeg.redact(Made(40, 40, GREY, [[1]]).noise(random.Random(0)).stream(), [])


def test_a_colour_that_does_not_go_with_the_image_is_refused():
    source = Made(40, 40, GREY, [[1]]).noise(random.Random(0)).stream()
    for fill in ((0, 0, 0), (256,), (-1,)):
        with pytest.raises(Quarantine, match="colour"):
            jpeg.redact(source, [(0, 0, 5, 5)], fill)


def test_a_thumbnail_that_would_show_the_text_is_refused():
    head = b"\xff\xe0\x00\x13JFIF\0\1\1\0\0\1\0\1\1\1abc"
    source = Made(40, 40, GREY, [[1]], head=head).noise(random.Random(0)).stream()
    with pytest.raises(Quarantine) as kept:
        jpeg.redact(source, [(0, 0, 5, 5)])
    assert kept.value.code == "unseen"
