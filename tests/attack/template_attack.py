"""Reads a blanked digit back from the pixels around its box, where the redaction lets it (Ho and Chang 2012).

    .venv/bin/python tests/attack/template_attack.py

A digit is burned into a picture, which is compressed as JPEG: each block that holds a stroke rings, also outside the
strokes. The digit is then blanked in one of several ways. The attacker knows everything but the digit and the background:
font, place, encoder, quality, the way of blanking. From pictures of their own they learn how the surroundings of the box look
on average for each digit, and take the digit that is closest. Ten digits: guessing is right in one case of ten.

Ways of blanking:

filled, compressed again
    decoded, the box filled with black, encoded as JPEG of the same quality.
filled, kept lossless
    decoded, the box filled with black, and stored without a further loss.
blocks, without margin
    `curtain.pixels.jpeg`, only the units that the box touches.
blocks
    `curtain.pixels.jpeg` as it is used: one unit more on each side.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "py")] if __name__ == "__main__" else []

from curtain.pixels import jpeg  # noqa: E402

#: Five by seven, a row to a word.
GLYPHS = [
    "01110 10001 10011 10101 11001 10001 01110", "00100 01100 00100 00100 00100 00100 01110",
    "01110 10001 00001 00010 00100 01000 11111", "11111 00010 00100 00010 00001 10001 01110",
    "00010 00110 01010 10010 11111 00010 00010", "11111 10000 11110 00001 00001 10001 01110",
    "00110 01000 10000 11110 10001 10001 01110", "11111 00001 00010 00100 01000 01000 01000",
    "01110 10001 10001 01110 10001 10001 01110", "01110 10001 10001 01111 00001 00010 01100",
]  # fmt: skip
SCALE = 2
SIDE = 96
#: Where the digit stands: its strokes and its box end within blocks, as they do in real pictures.
LEFT, TOP = 43, 37
BOX = (LEFT, TOP, 5 * SCALE, 7 * SCALE)
#: So far around the box the attacker looks.
REACH = 26
QUALITY = 75

Blanking = Callable[[bytes], np.ndarray]


def picture(digit: int, chance: np.random.Generator) -> bytes:
    """A JPEG of a digit over a background that is never the same."""
    y, x = np.mgrid[:SIDE, :SIDE]
    slope = chance.uniform(-0.3, 0.3, 2)
    samples = 60 + slope[0] * (x - SIDE / 2) + slope[1] * (y - SIDE / 2) + chance.normal(0, 5, (SIDE, SIDE))
    glyph = np.array([[int(dot) for dot in row] for row in GLYPHS[digit].split()], bool)
    strokes = np.kron(glyph, np.ones((SCALE, SCALE), bool))
    samples[TOP : TOP + strokes.shape[0], LEFT : LEFT + strokes.shape[1]][strokes] = 230
    grey = samples.clip(0, 255).astype(np.uint8)
    return imagecodecs.jpeg8_encode(np.repeat(grey[:, :, None], 3, 2), level=QUALITY, subsampling="420")


def filled(stream: bytes) -> np.ndarray:
    samples = imagecodecs.jpeg8_decode(stream)
    x, y, width, height = BOX
    samples[y : y + height, x : x + width] = 0
    return samples


def filled_and_compressed(stream: bytes) -> np.ndarray:
    return imagecodecs.jpeg8_decode(imagecodecs.jpeg8_encode(filled(stream), level=QUALITY, subsampling="420"))


def blocks_without_margin(stream: bytes) -> np.ndarray:
    return imagecodecs.jpeg8_decode(jpeg.redact(stream, [BOX], margin=0).stream)


def blocks(stream: bytes) -> np.ndarray:
    return imagecodecs.jpeg8_decode(jpeg.redact(stream, [BOX]).stream)


WAYS: dict[str, Blanking] = {
    "filled, compressed again": filled_and_compressed,
    "filled, kept lossless": filled,
    "blocks, without margin": blocks_without_margin,
    "blocks": blocks,
}


def surroundings(samples: np.ndarray) -> np.ndarray:
    """What is seen around the box, with the slope of the background taken away."""
    x, y, width, height = BOX
    seen = samples[y - REACH : y + height + REACH, x - REACH : x + width + REACH, 0].astype(float)
    rows, columns = np.mgrid[: seen.shape[0], : seen.shape[1]]
    ring = np.ones(seen.shape, bool)
    ring[REACH:-REACH, REACH:-REACH] = False
    known = np.stack([np.ones(ring.sum()), rows[ring], columns[ring]], 1)
    values = seen[ring]
    return values - known @ np.linalg.lstsq(known, values, rcond=None)[0]


def attack(way: Blanking, learned: int, tried: int, seed: int = 0) -> float:
    """The share of digits that are read rightly: `tried` of each, after `learned` of each."""
    chance = np.random.default_rng(seed)

    def views(count: int) -> np.ndarray:
        return np.array([[surroundings(way(picture(digit, chance))) for _ in range(count)] for digit in range(10)])

    known = views(learned)
    templates = known.mean(1)
    # A place counts as much as it tells digits apart, beside how much it varies anyway.
    weights = 1 / (known.var(1).mean(0) + 1)
    seen = views(tried)
    distances = ((seen[:, :, None] - templates) ** 2 * weights).sum(-1)
    return float((distances.argmin(-1) == np.arange(10)[:, None]).mean())


def main() -> None:
    learned, tried = 100, 100
    print(f"{'way of blanking':<28} read rightly ({10 * tried} digits; guessing: 10 %)")
    for name, way in WAYS.items():
        print(f"{name:<28} {attack(way, learned, tried):6.1%}")


if __name__ == "__main__":
    main()
