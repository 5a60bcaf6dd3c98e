"""The scoreboard over a small case: what must be perfect is, what is missing is known, and a wrong rule is seen."""

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.datadict import tag_for_keyword

from curtain.files.part10 import open_dicom
from curtain.rules.decide import Action, Decision, Policy
from curtain.rules.profile import load
from curtain.write import policy_of
from scoreboard import key, run
from scoreboard.run import Board, Planted, planted, play
from scoreboard.score import ACTIONS, CATEGORIES

TESTS = Path(__file__).resolve().parents[1]
#: Whatever is lost besides these is lost to a mistake.
PERFECT = [action for action in ACTIONS if action != "text_retained"]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return planted(tmp_path_factory.mktemp("planted"), run.SMALL)


@pytest.fixture(scope="module")
def board(case: Planted, tmp_path_factory: pytest.TempPathFactory) -> Board:
    return play(case, tmp_path_factory.mktemp("output"))


def test_plant_key_and_score_know_nothing_of_the_engine():
    modules = [
        "plant",
        "key",
        "score",
        "seeing",
        "reading",
        "tables",
        "sheet",
        "objects",
        "vendors",
        "headers",
        "people",
    ]
    program = (
        f"import sys; sys.path[0] = {str(TESTS)!r}\n"
        f"from scoreboard import {', '.join(modules)}\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'curtain'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_action_is_asked_and_every_category(case):
    asked = {(check.action, category) for check in case.checks for category, _ in check.categories}
    assert {action for action, _ in asked} == set(ACTIONS)
    assert {category for _, category in asked} == set(CATEGORIES)


def test_every_kind_of_object_is_planted(case, board):
    assert {answer.check.text for answer in board.answers if answer.check.keyword == "Modality" and answer.check.text} == {
        "CT", "MR", "PT", "DX", "CR", "MG", "US", "RTSTRUCT", "SR", "SEG"
    }  # fmt: skip


def test_the_same_seed_plants_the_same_bytes(case, tmp_path):
    again = planted(tmp_path, run.SMALL)
    assert [file.read_bytes() for file in again.files] == [file.read_bytes() for file in case.files]
    assert key.digest(again.checks) == key.digest(case.checks)


def test_every_file_comes_out(board):
    assert {outcome.code for outcome in board.outcomes.values()} == {""}


@pytest.mark.parametrize("action", PERFECT)
def test_nothing_is_lost_of(board, action):
    lost = [answer for answer in board.answers if answer.check.action == action and not answer.passed]
    assert not lost, lost[:3]


def test_nothing_is_found_where_no_check_looks(board):
    assert not board.strays


def test_the_dates_of_a_patient_move_together(board):
    assert len(board.shifts) == run.SMALL.patients
    assert all(len(days) == 1 and 0 not in days for days in board.shifts.values())
    assert len(set.union(*board.shifts.values())) > 1


def test_of_the_texts_that_should_stay_999_of_1000_do(board):
    asked = [answer for answer in board.answers if answer.check.action == "text_retained"]
    lost = [(answer.check.keyword, answer.check.text) for answer in asked if not answer.passed]
    assert len(asked) > 1_000 and len(lost) <= 0.001 * len(asked), lost[:5]


def test_the_table_and_the_report_tell_the_same(board):
    found = json.loads(json.dumps(run.report(board, "research")))
    assert sum(each["checks"] for each in found["missing"]) == found["checks"] - found["passed"]
    assert found["checks"] == len(board.answers)
    text = run.table(found)
    for action in ACTIONS:
        assert action in text


def test_the_command_prints_the_table_and_writes_the_report(tmp_path):
    command = [sys.executable, TESTS / "scoreboard" / "run.py", "--small", "--keep", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "patid_consistent" in done.stdout
    written = json.loads((TESTS.parent / "test-artefacts" / "scoreboard-small.json").read_text("utf-8"))
    assert len(json.loads((tmp_path / "key.json").read_text("utf-8"))) == written["checks"]


# --- A wrong rule lowers the score ---------------------------------------------------------------


@pytest.fixture(scope="module")
def few(case: Planted) -> Planted:
    """One file of each kind, a second CT slice, and somebody over ninety."""
    kinds = {check.number: check.text for check in case.checks if check.keyword == "Modality" and check.text}
    first = {kind: number for number, kind in sorted(kinds.items(), reverse=True)}
    old = next(
        check.number for check in case.checks if check.keyword == "PatientAge" and check.action == "text_removed"
    )
    numbers = {*first.values(), first["CT"] + 1, old}
    files = [case.files[number - 1] for number in sorted(numbers)]
    boxes = {file: boxes for file, boxes in case.boxes.items() if file in files}
    return Planted(files, boxes, [check for check in case.checks if check.number in numbers])


@pytest.fixture(scope="module")
def right(few: Planted, tmp_path_factory: pytest.TempPathFactory) -> Board:
    return play(few, tmp_path_factory.mktemp("right"))


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is held back: a leak shall be seen by the scoreboard itself."""
    monkeypatch.setattr("curtain.examine.check", lambda candidate, *_: open_dicom(candidate))


@pytest.fixture
def undecided() -> Iterator[None]:
    """No decision is remembered from before, and no wrong one afterwards."""
    policy_of.cache_clear()
    yield
    policy_of.cache_clear()


Patch = Callable[[pytest.MonkeyPatch], None]


def rule(keyword: str, action: Action) -> Patch:
    """A wrong rule for an attribute; one that keeps it is as if it had none, so that nothing else looks at it."""
    tag, decide = tag_for_keyword(keyword), Policy.decide

    def wrong(self: Policy, asked: int, *rest: object) -> Decision:
        return Decision(action, "") if asked == tag else decide(self, asked, *rest)

    return lambda monkeypatch: monkeypatch.setattr(Policy, "decide", wrong)


def everywhere(**functions: Callable[..., object]) -> Patch:
    """Wrong functions, by their full names with `__` for a full stop."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        for name, function in functions.items():
            monkeypatch.setattr(name.replace("__", "."), function)

    return patch


def keeping_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curtain.transforms.clean.PATIENT_NAME", 0)
    rule("PatientName", Action.KEEP)(monkeypatch)


def of_every_call(kind: str) -> Callable[..., str]:
    count = itertools.count(1)
    return lambda *_: f"{'2.25.' if kind == 'uid' else 'P'}{next(count)}"


WRONG = {
    "the name stays": ("text_removed", keeping_the_name),
    "a physician stays": ("text_removed", rule("ReferringPhysicianName", Action.KEEP)),
    "the accession number stays": ("text_removed", rule("AccessionNumber", Action.KEEP)),
    "a description stays as it was": ("text_removed", rule("ReasonForStudy", Action.KEEP)),
    "a merged record stays": ("text_removed", rule("OriginalAttributesSequence", Action.KEEP)),
    "ages are told as they are": ("text_removed", everywhere(curtain__transforms__values__capped_age=lambda text: text.strip())),
    "every private element is safe": (
        "text_removed",
        everywhere(curtain__rules__decide__safe_vr=lambda *_: "LO", curtain__transforms__clean__safe_vr=lambda *_: "LO"),
    ),
    "dates do not move": ("date_shifted", everywhere(curtain__transforms__keyed__Keyed__days=lambda *_: 0)),
    "one date stays": ("date_shifted", rule("StudyDate", Action.KEEP)),
    "UIDs stay": ("uid_changed", everywhere(curtain__transforms__keyed__Keyed__uid=lambda _, uid, *root: uid)),
    "references stay": ("uid_changed", rule("ReferencedSOPInstanceUID", Action.KEEP)),
    "a UID is another one each time": ("uid_consistent", everywhere(curtain__transforms__keyed__Keyed__uid=of_every_call("uid"))),
    "every file is a patient": ("patid_consistent", everywhere(curtain__plan___identity=of_every_call("patient"))),
    "a parameter goes": ("text_retained", rule("KVP", Action.REMOVE)),
    "a coded part of the body goes": ("text_retained", rule("AnatomicRegionSequence", Action.REMOVE)),
    "the sex goes": ("text_retained", rule("PatientSex", Action.EMPTY)),
    "no private element is safe": ("text_retained", everywhere(curtain__rules__decide__safe_vr=lambda *_: None)),
    "a required attribute is empty": ("text_notnull", rule("FrameOfReferenceUID", Action.EMPTY)),
    "a required attribute goes": ("tag_retained", rule("StudyID", Action.REMOVE)),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_rule_lowers_the_score(few, right, tmp_path, undecided, monkeypatch, unchecked, name):
    action, patch = WRONG[name]
    patch(monkeypatch)
    wrong = play(few, tmp_path)
    assert {outcome.code for outcome in wrong.outcomes.values()} == {""}
    assert wrong.passed(action) < right.passed(action)


def test_a_description_that_goes_lowers_the_score(few, right, tmp_path, undecided, monkeypatch):
    if "clean-descriptors" not in load("research").options:
        pytest.skip("the research profile does not clean descriptions yet: there is none to lose")
    rule("SeriesDescription", Action.REMOVE)(monkeypatch)
    assert play(few, tmp_path).passed("text_retained") < right.passed("text_retained")


def test_text_that_nobody_blanks_lowers_the_score(few, right, tmp_path):
    assert right.passed("pixels_hidden") == 1
    assert play(replace(few, boxes={}), tmp_path).passed("pixels_hidden") == 0


def test_a_blanked_image_without_text_lowers_the_score(few, right, tmp_path):
    slice_ = next(file for file in few.files if file not in few.boxes)
    wrong = play(replace(few, boxes=few.boxes | {slice_: [(4, 4, 8, 8)]}), tmp_path)
    assert wrong.passed("pixels_retained") < right.passed("pixels_retained")


def test_identity_that_moves_is_seen(few, tmp_path, undecided, monkeypatch, unchecked):
    """Into an element that was never asked about: the software's version tells the patient's number."""
    moved = few.checks[0].number
    secret = next(check.text for check in few.checks if check.action == "patid_consistent" and check.number == moved)
    monkeypatch.setattr("curtain.write.__version__", f"1 {secret}")
    assert {(stray.text, stray.path) for stray in play(few, tmp_path).strays} >= {(secret.lower(), "<(0012,0063)>")}


def test_dates_that_move_apart_are_seen(few, tmp_path, undecided, monkeypatch):
    count = itertools.count(1)
    monkeypatch.setattr("curtain.transforms.keyed.Keyed.days", lambda *_: next(count))
    assert any(len(days) > 1 for days in play(few, tmp_path).shifts.values())


def test_a_file_that_is_held_back_lowers_the_score(few, right, tmp_path, undecided, monkeypatch):
    keeping_the_name(monkeypatch)
    wrong = play(few, tmp_path)
    assert {outcome.code for outcome in wrong.outcomes.values()} != {""}
    assert wrong.passed("text_removed") == 1
    assert all(
        wrong.passed(action) < right.passed(action) for action in ("tag_retained", "text_retained", "pixels_retained")
    )
