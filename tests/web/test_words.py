"""English in disguise: all that the page says stands in the catalogue, and words a third longer have room."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from layout import faults, rest
from person import Person
from walk import DESTINATION, HOLD, REMARK, Walk, write_case

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
RECORD = (HERE / "record_workers.js").read_text(encoding="utf-8")
WORDS = (HERE / "visible_words.js").read_text(encoding="utf-8")

_PLAIN = re.compile("[A-Za-z]{3,}")
_DISGUISE = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
)

#: What no language says otherwise.
SAME_EVERYWHERE = [
    # Names of files that the page writes, and of the command that reads one.
    "curtain-case.zip", "curtain-case.json", "curtain-report.html", "teaching.json", "curtain crosswalk curtain-crosswalk.json",
    # Names of files in the sample case.
    "DICOM/", "README.TXT",
]  # fmt: skip


def disguised(english: str) -> str:
    """As web/src/words/pseudo.ts does it."""
    return re.sub("[AEIOUaeiou]", lambda vowel: vowel[0] * 2, english).translate(_DISGUISE)


def plain_words(texts: Iterable[str], known: Iterable[str]) -> list[str]:
    """The English words in these texts that are no part of a known text that stands there."""
    by_word: defaultdict[str, set[str]] = defaultdict(set)
    for each in known:
        for word in _PLAIN.findall(each):
            by_word[word].add(each)
    return sorted({
        word
        for text in texts
        for word in _PLAIN.findall(text)
        if not any(each in text for each in by_word[word])
    })  # fmt: skip


def test_every_word_is_in_the_catalogue_and_longer_ones_have_room(
    dist: Path, serve_folder: Callable[..., Any], page: Any, tmp_path: Path
) -> None:
    write_case(tmp_path)
    title = "Curtain"
    given = [title, DESTINATION["name"], REMARK]
    given += [part for path in tmp_path.rglob("*") for part in path.relative_to(tmp_path).parts]
    words: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}

    def look(step: str, show: str = "") -> None:
        rest(page)
        told = page.evaluate("() => [...told]")
        words[step] = plain_words(page.evaluate(WORDS), [*told, *given, *SAME_EVERYWHERE])
        found[step] = faults(page)

    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(RECORD)
    page.add_init_script(HOLD)
    config = {"title": title, "language": "en-XA", "destinations": [DESTINATION]}
    person = Person.at(page, serve_folder(dist, config=config).url, wait=False)
    Walk(person, tmp_path, look, disguised).all()
    assert {step: plain for step, plain in words.items() if plain} == {}
    assert {step: what for step, what in found.items() if what} == {}
    # It does look: a word that stands in the code alone is found.
    page.locator(".brand").evaluate("brand => brand.append('overlooked')")
    assert plain_words(page.evaluate(WORDS), given) != []
