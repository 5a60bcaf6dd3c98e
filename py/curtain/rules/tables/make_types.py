"""Makes the tables of attribute types from highdicom's copy of PS3.3; run again for another edition.

    pip download --no-deps highdicom==0.28.2
    python py/curtain/rules/tables/make_types.py highdicom-0.28.2-py3-none-any.whl

`iod_types.json`: IOD → its modules → type of each attribute at the root (3 left out), and of those in items that a compound
action of Table E.1-1 asks for. `nested_types.json`: the strictest type anywhere of each attribute in the items of a sequence.
"""

import json
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
#: Strictest first.
_ORDER = ["1", "1C", "2", "2C", "3"]


def _stricter(table: dict[str, str], key: str, kind: str) -> None:
    if _ORDER.index(kind) < _ORDER.index(table.get(key, "3")):
        table[key] = kind


def main(wheel: str) -> None:
    """Write both tables beside this file."""
    with zipfile.ZipFile(wheel) as archive:
        modules = json.loads(archive.read("highdicom/_standard/module_attribute_map.json"))
        iods = json.loads(archive.read("highdicom/_standard/iod_module_map.json"))
    tables = json.loads((HERE / "iod_types.json").read_text("utf-8"))
    nested: dict[str, str] = {}
    for name, rows in modules.items():
        root: dict[str, str] = {}
        for row in rows:
            keyword, kind, path = row["keyword"], row["type"], row["path"]
            if kind not in _ORDER:
                continue
            if path:
                _stricter(nested, f"{path[-1]}/{keyword}", kind)
            else:
                _stricter(root, keyword, kind)
        kept = {key: kind for key, kind in tables["modules"].get(name, {}).items() if "/" in key}
        if root or kept:
            tables["modules"][name] = dict(sorted({**root, **kept}.items()))
    for name, iod in tables["iods"].items():
        # What an object must have; of what it can have, the modules that the table names already.
        for row in iods.get(name, ()):
            if row["usage"] == "M" and row["key"] in tables["modules"] and row["key"] not in iod.setdefault("M", []):
                iod["M"].append(row["key"])
    for name, data in (("iod_types.json", tables), ("nested_types.json", dict(sorted(nested.items())))):
        (HERE / name).write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
