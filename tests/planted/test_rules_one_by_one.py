"""Every rule is needed: with any one turned off, some planted secret comes out, or a file that must be held back does.

The check of the output plays no part here: what leaves `write` is searched, so that rules are tested alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from pydicom.datadict import dictionary_VR

from curtain import write as writing
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource, encode
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.pixels import comments, hidden
from curtain.rules import decide, table, treatments
from curtain.rules.options import Option
from curtain.rules.profile import BASIC, Profile
from curtain.rules.table import Rule
from curtain.scan import scan
from curtain.transforms import clean, guard
from curtain.write import policy_of, write
from making import as_bytes, ct, order
from planted.independent_search import IndependentSearch
from planted.objects import SPECIAL, empty, encodings
from planted.places import TOGETHER, Planted, Planting, general, ordinary_rows, plant_row

PATIENT_NAME, PATIENT_ID = 0x00100010, 0x00100020
#: Rows for what follows the pixels, and for objects that are held back: they are tried elsewhere.
ROWS_APART = dict.fromkeys((0x00420011, 0xFFFAFFFA, 0xFFFCFFFC))
FULL_DATES = Profile(options=frozenset({Option.FULL_DATES}))
RETAIN_UIDS = Profile(options=frozenset({Option.UIDS}))


@cache
def suite() -> list[Planted]:
    """What every rule is tried on."""
    files = [planted for make in (*SPECIAL, encodings) for planted in make()]
    for what in TOGETHER:
        for name in ("CT", "MR"):
            dataset = empty(name)
            planting = general(name, dataset, what)
            files.append(Planted(planting.name, as_bytes(dataset), planting.secrets))
    return files


def leaks(planted: Planted, profile: Profile = BASIC) -> list[str]:
    """The places whose secrets come out, or the file itself where it ends otherwise than it should."""
    source = BytesSource(planted.data)
    try:
        scan(source)
        candidate = write(source, order(profile=profile))
    except Quarantine as stop:
        return [] if stop.code == planted.held else [f"{planted.name}: {stop.code}"]
    if planted.held and planted.held != "unseen":
        # What hides behind an image is for the check of the output to refuse.
        return [f"{planted.name}: not held back"]
    made = PieceSource(candidate.pieces, candidate.source)
    found = IndependentSearch(planted.secrets).in_bytes(made.read(0, made.size))
    return [] if planted.held else found


def found_in(files: str, profile: Profile = BASIC) -> list[str]:
    """All leaks of the files whose names match."""
    return [place for planted in suite() if re.search(files, planted.name) for place in leaks(planted, profile)]


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Decisions are remembered: before and behind a rule that is turned off they are forgotten."""
    policy_of.cache_clear()
    yield
    policy_of.cache_clear()


def test_with_all_rules_on_nothing_comes_out():
    assert found_in("") == []


# --- The rows of the tables -------------------------------------------------------------------------


@pytest.fixture
def no_nets(monkeypatch) -> None:
    """Without the nets under the table: rules by VR, unknown tags, values that do not fit, the patient's own strings."""
    monkeypatch.setattr(table, "BY_VR", {})
    monkeypatch.setattr(table, "is_known", lambda tag: True)
    monkeypatch.setattr(clean, "fits", lambda *_: True)
    monkeypatch.setattr(clean.Cleaner, "_identifies", lambda *_: False, raising=False)


def rules_without(*tags: int) -> Callable[[], dict[int, Rule]]:
    remaining = {tag: rule for tag, rule in table.basic().items() if tag not in tags}
    return lambda: remaining


def every_rule() -> list[tuple[int, str]]:
    """Tag and VR of each row of Table E.1-1, and of each that the engine adds to it."""
    rows = {tag: vr for tag, vr, _ in ordinary_rows()}
    added = {tag: dictionary_VR(tag) for tag in table.basic() if tag > 0x00080000 and tag not in rows | ROWS_APART}
    assert len(rows) > 600 and len(added) > 20
    return list((rows | added).items())


def test_without_its_row_the_value_of_any_attribute_of_the_table_comes_out(monkeypatch, no_nets):
    whole, needless = table.basic, []
    for tag, vr in every_rule():
        if tag in (PATIENT_NAME, PATIENT_ID):
            # They become the pseudonym, whatever the table says; see below.
            continue
        dataset, planting = ct(), Planting("row")
        plant_row(planting, dataset, tag, vr)
        monkeypatch.setattr(table, "basic", whole)
        monkeypatch.setattr(table, "basic", rules_without(tag))
        policy_of.cache_clear()
        if not leaks(Planted("row", as_bytes(dataset), planting.secrets)):
            needless.append(f"({tag >> 16:04X},{tag & 0xFFFF:04X})")
    assert needless == []


@pytest.mark.parametrize("vr", table.BY_VR)
def test_without_its_rule_some_attribute_of_a_vr_comes_out(vr, monkeypatch):
    monkeypatch.delitem(table.BY_VR, vr)
    assert found_in("^CT, by VR|declared otherwise")


# --- The other rules ----------------------------------------------------------------------------------


def exempt(monkeypatch, condition: Callable[[int, str, bool], bool]) -> None:
    """As if there were no rule for the attributes of a condition on tag, VR and depth."""
    original = table.rule

    def rule(tag: int, vr: str, nested: bool = False) -> Rule | None:
        return None if condition(tag, vr, nested) else original(tag, vr, nested)

    monkeypatch.setattr(decide, "rule", rule)


GROUPS: dict[str, tuple[str, Callable[[int, str, bool], bool]]] = {
    "signatures": ("^CT, by VR", lambda tag, vr, nested: tag == 0xFFFAFFFA),
    "padding": ("^CT, by VR", lambda tag, vr, nested: tag == 0xFFFCFFFC),
    "private attributes": ("^CT, by VR", lambda tag, vr, nested: tag >> 16 & 1),
    "private attributes in implicit VR": ("implicit VR private", lambda tag, vr, nested: tag >> 16 & 1),
    "commands": ("^CT, odd", lambda tag, vr, nested: tag >> 16 == 0),
    "file meta information": ("^CT, odd", lambda tag, vr, nested: tag >> 16 == 2),
    "directory records": ("misplaced", lambda tag, vr, nested: tag >> 16 == 4),
    "group lengths": ("misplaced", lambda tag, vr, nested: tag >> 16 == 8 and not tag & 0xFFFF),
    "curves": ("^CT, odd", lambda tag, vr, nested: tag >> 24 == 0x50),
    "overlays": ("^CT, odd", lambda tag, vr, nested: tag >> 24 == 0x60),
    "pixels that nobody is shown": ("^CT, odd", lambda tag, vr, nested: tag >> 24 == 0x7F),
    "pixels in sequences": ("^CT, odd", lambda tag, vr, nested: tag >> 24 == 0x7F and nested),
    "tags that nobody knows": ("^CT, odd", lambda tag, vr, nested: not table.is_known(tag) and tag < 0x50000000),
}


@pytest.mark.parametrize("name", GROUPS)
def test_without_its_rule_a_group_comes_out(name, monkeypatch):
    files, condition = GROUPS[name]
    monkeypatch.setattr(clean, "fits", lambda *_: True)
    exempt(monkeypatch, condition)
    assert found_in(files)


def off(target: object, name: str, instead: object) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda monkeypatch: monkeypatch.setattr(target, name, instead)


def without_pseudonym(monkeypatch) -> None:
    monkeypatch.setattr(clean, "PATIENT_NAME", -1)
    monkeypatch.setattr(clean, "PATIENT_ID", -1)
    monkeypatch.setattr(table, "BY_VR", {})
    monkeypatch.setattr(table, "basic", rules_without(PATIENT_NAME, PATIENT_ID))


def old_meta(monkeypatch) -> None:
    """Preamble and group 0002 as the source has them."""
    seen = {}

    def opened(source):
        seen["dicom"], seen["head"] = open_dicom(source), source.read(0, 132)
        return seen["dicom"]

    monkeypatch.setattr(writing, "open_dicom", opened)
    monkeypatch.setattr(
        writing, "part10_head", lambda *_: [seen["head"], *encode(seen["dicom"].meta, False, True).pieces()]
    )


def declared_vr_alone(monkeypatch) -> None:
    """What a file says of a VR is believed."""
    original = table.rule
    asked: list[int] = []

    def rule(tag: int, vr: str, nested: bool = False) -> Rule | None:
        # The second question for a tag is the one by the dictionary's VR.
        found = None if asked[-1:] == [tag] else original(tag, vr, nested)
        asked.append(tag)
        return found

    monkeypatch.setattr(decide, "rule", rule)
    monkeypatch.setattr(clean, "fits", lambda *_: True)


def dictionary_vr_alone(monkeypatch) -> None:
    """What the dictionary says of a VR is believed."""
    original = table.rule
    monkeypatch.setattr(decide, "rule", lambda tag, vr, nested=False: original(tag, decide.dictionary_vr(tag), nested))
    monkeypatch.setattr(clean, "fits", lambda *_: True)


def sequences_without_items(monkeypatch) -> None:
    original = clean.dictionary_vr
    monkeypatch.setattr(clean, "dictionary_vr", lambda tag: "LO" if original(tag) == "SQ" else original(tag))


#: By name: the files that show it, and how the rule is turned off.
RULES: dict[str, tuple[str, Callable[[pytest.MonkeyPatch], None]]] = {
    "pseudonym": ("character set, Latin 1", without_pseudonym),
    "preamble and file meta": ("^file meta$", old_meta),
    "new UIDs": ("^CT, odd", off(clean.Cleaner, "_new_uids", lambda self, element, dataset: element)),
    "UIDs of sites where the standard's stand": ("^CT, by VR", off(clean.Cleaner, "_names_a_site", lambda *_: False)),
    "sequences are walked": ("^CT, odd", off(clean.Cleaner, "_sequence", lambda self, action, element, *_: element)),
    "items made anew": ("^SR$", off(clean, "dummy_items", lambda *_: None)),
    "sequences that cannot be read": ("declared otherwise", sequences_without_items),
    "meanings of local codes": ("^CT, by VR", off(clean, "is_published", lambda _: True)),
    "values of another kind": ("^CT, odd", off(clean, "fits", lambda *_: True)),
    "text behind numbers": ("^CT, odd", off(clean, "mended", lambda vr, element, dataset: element)),
    "VR by the dictionary": ("^CT, wrong VRs", declared_vr_alone),
    "VR by the file": ("^CT, wrong VRs", dictionary_vr_alone),
    "comments of frames": ("^frame", off(writing, "strip", lambda _: None)),
    "offsets that are none": ("offset table, ", off(comments, "_is_no_table", lambda *_: False)),
    "extended offsets that are none": ("extended offset tables", off(writing, "tables_that_are_none", lambda _: [])),
    "comments of encoders only": ("^frame", off(comments, "is_encoder", lambda _: True)),
    "segments of JPEG": ("^frame", off(comments, "kept_segment", lambda marker, body: body)),
    "comments of tiles": ("^frame", off(comments, "_refuse_comments_in_tiles", lambda *_: None)),
    "classes that nobody can clean": (
        "class|voice|scan|inventory|label|document",
        off(writing, "admit", lambda *_: None),
    ),
    "spare bits": ("spare bits", off(writing, "hidden_in", lambda *_: None)),
    "overlays in the picture's bits": ("overlay in the picture", off(hidden, "_is_spare", lambda *_: True)),
}


@pytest.mark.parametrize("name", RULES)
def test_without_it_something_comes_out(name, monkeypatch):
    files, turn_off = RULES[name]
    turn_off(monkeypatch)
    assert found_in(files)


@pytest.mark.parametrize(
    "line", [each for each in treatments.treatments() if each.is_held_back], ids=lambda each: each.kind
)
def test_without_its_line_an_object_is_not_held_back_or_not_for_its_reason(line, monkeypatch):
    remaining = tuple(each for each in treatments.treatments() if each is not line)
    treatments.of_class.cache_clear()
    monkeypatch.setattr(treatments, "treatments", lambda: remaining)
    try:
        assert found_in("class|voice|scan|inventory|label|document")
    finally:
        treatments.of_class.cache_clear()


@pytest.mark.parametrize("vr", ["AS", "CS", "DS", "IS"])
def test_without_its_form_text_passes_for_a_value(vr, monkeypatch):
    monkeypatch.delitem(guard._FORMATS, vr)
    monkeypatch.setattr(table, "basic", rules_without(0x00101010))
    assert found_in("^CT, odd")


@pytest.mark.parametrize("vr", ["SH", "LO"])
def test_without_a_limit_a_label_can_be_a_letter(vr, monkeypatch):
    monkeypatch.setitem(guard._LONGEST, vr, 1 << 20)
    assert found_in("^CT, odd")


@pytest.mark.parametrize("vr", ["US", "FD"])
def test_without_a_count_text_passes_for_numbers(vr, monkeypatch):
    monkeypatch.delitem(guard._WIDTHS, vr)
    assert found_in("^CT in implicit VR, wrong VRs")


def test_dates_that_are_kept_have_to_be_dates(monkeypatch):
    assert [place for place in found_in("^CT, odd", FULL_DATES) if "text behind" in place] == []
    monkeypatch.setattr(guard, "valid", lambda *_: True)
    found = found_in("^CT, odd", FULL_DATES)
    assert {what for what in ("date and time", "date", "time") if f"CT, odd: text behind a {what}" in found} == {
        "date and time",
        "date",
        "time",
    }


def test_uids_that_are_kept_have_to_be_uids(monkeypatch):
    dataset, planting = ct(), Planting("kept UID")
    planting.put(dataset, 0x00081155, "LO", "text in a UID")
    dataset[0x00081155] = dataset.get_item(0x00081155)._replace(VR="UI")
    planted = Planted("kept UID", as_bytes(dataset), planting.secrets)
    assert leaks(planted, RETAIN_UIDS) == []
    monkeypatch.delitem(guard._FORMATS, "UI")
    assert leaks(planted, RETAIN_UIDS)
