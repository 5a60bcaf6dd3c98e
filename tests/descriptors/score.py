"""Prints how much of what was planted went, and how many words of radiology stayed: python tests/descriptors/score.py [--show]

With --show also what went wrong in the open half. The sealed half is a percentage, always.
"""

import sys
from collections import Counter
from functools import cache
from pathlib import Path

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(root / "py"), str(root / "tests")]

from curtain.descriptors import Descriptors
from descriptors.planting import cases, left_of, lost_of


@cache
def score(sealed: bool) -> tuple[float, float, int, list[tuple[str, str, str, list[str], list[str]]]]:
    """Share of the descriptions of which nothing planted is left, share of the words that stayed, how many descriptions, and what went
    wrong (nothing of the sealed half)."""
    planted = clean = words = kept = number = 0
    wrong = []
    for case in cases():
        if case.sealed != sealed:
            continue
        number += 1
        cleaned = Descriptors(case.secrets).clean(case.text).text
        left, lost = left_of(case, cleaned), lost_of(case, cleaned)
        planted += bool(case.planted)
        clean += bool(case.planted) and not left
        words += len(case.kept)
        kept += len(case.kept) - len(lost)
        if (left or lost) and not sealed:
            wrong.append((case.kind, case.text, cleaned, left, lost))
    return clean / planted, kept / words, number, wrong


if __name__ == "__main__":
    for sealed in (False, True):
        clean, kept, number, wrong = score(sealed)
        print(
            f"{'sealed' if sealed else 'open'} half, {number} descriptions: {clean:.3%} free of what was planted, {kept:.3%} of the words kept"
        )
        if not sealed and "--show" in sys.argv:
            for kind, text, cleaned, left, lost in wrong:
                print(f"  [{kind}] {text!r} -> {cleaned!r} left {left} lost {lost}")
            print(Counter(word for *_, lost in wrong for word in lost).most_common(200))
