"""Shapes and what the engine blanks for them, for whoever draws the same before the engine is asked: web/src/review/shapes.

`PYTHONPATH=py:tests python tests/shape_vectors.py` writes the file anew after a change of `curtain.pixels.shapes`.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from curtain.pixels.areas import areas_of, read_box
from curtain.pixels.growth import Growth

FILE = Path(__file__).parent / "web" / "units" / "shape_vectors.json"
ROWS, COLUMNS = 44, 61
GROWS = {"none": None, "blocks": Growth(8, 8, 8, 8), "units": Growth(16, 8, 16, 8), "margin": Growth(1, 1, 5, 5)}

#: x, y, width, height and what is said beside them.
SHAPES = {
    "circle": ((20, 10, 12, 12), {"shape": "ellipse"}),
    "flat": ((3, 20, 55, 3), {"shape": "ellipse"}),
    "dot": ((30, 30, 1, 1), {"shape": "ellipse"}),
    "over the edge": ((-9, -4, 31, 22), {"shape": "ellipse"}),
    "triangle": ((10, 5, 30, 30), {"shape": "polygon", "points": [[10, 5], [40, 5], [10, 35]]}),
    "star": ((10, 2, 40, 38), {"shape": "polygon", "points": [[30, 2], [42, 40], [10, 16], [50, 16], [18, 40]]}),
    "two turns": ((4, 4, 50, 36), {"shape": "polygon", "points": [[4, 4], [54, 4], [54, 40], [4, 40], [4, 4], [20, 10], [40, 10], [40, 30], [20, 30], [20, 10]]}),
    "a hole": ((4, 4, 50, 36), {"shape": "polygon", "points": [[4, 4], [54, 4], [54, 40], [4, 40], [4, 4], [20, 10], [20, 30], [40, 30], [40, 10], [20, 10]]}),
    "rectangle": ((7, 9, 21, 13), {}),
}  # fmt: skip


def shapes() -> Iterator[tuple[str, dict]]:
    """Names and redactions as the page writes them."""
    chance = random.Random(7)
    for name, ((x, y, width, height), more) in SHAPES.items():
        box = {"frame": 0, "x": x, "y": y, "width": width, "height": height, **more}
        yield name, box
        yield f"outside {name}", {**box, "outside": True}
    for number in range(6):
        points = [[chance.randrange(-5, COLUMNS + 5), chance.randrange(-5, ROWS + 5)] for _ in range(3 + number)]
        across, down = ([point[axis] for point in points] for axis in (0, 1))
        place = {"x": min(across), "y": min(down), "width": max(across) - min(across), "height": max(down) - min(down)}
        yield f"random {number}", {"frame": 0, **place, "shape": "polygon", "points": points}


def vectors() -> list[dict]:
    return [
        {
            "name": f"{name}, {kind}",
            "rows": ROWS,
            "columns": COLUMNS,
            "grows": grows and grows._asdict(),
            "redaction": box,
            # Top, bottom, left and right.
            "areas": [list(area[:4]) for area in areas_of(read_box(box), ROWS, COLUMNS, grows or Growth())],
        }
        for name, box in shapes()
        for kind, grows in GROWS.items()
    ]


if __name__ == "__main__":
    FILE.write_text("[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in vectors()) + "\n]\n")
