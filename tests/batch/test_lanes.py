"""Processes side by side: whatever one of them does to itself, the others' work is done."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import lane_work
from curtain.batch import lanes as module
from curtain.batch.lanes import Here, Lanes, Lost, NoStart

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals here")


def run(tmp_path: Path, *words: str, jobs: int = 2) -> dict[int, object]:
    lanes = Lanes(jobs, lane_work.Trouble, tmp_path)
    try:
        found = list(lanes.run([(word, number) for number, word in enumerate(words)]))
    finally:
        lanes.close()
    assert len(found) == len(words)
    return dict(found)


def test_each_task_has_one_answer_from_another_process(tmp_path: Path):
    found = run(tmp_path, *["work"] * 20)
    assert {number: answer[0] for number, answer in found.items()} == {number: number for number in range(20)}
    processes = {answer[1] for answer in found.values()}
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


def test_no_process_is_started_without_work(tmp_path: Path):
    assert run(tmp_path) == {}
    assert len({answer[1] for answer in run(tmp_path, "work", jobs=5).values()}) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_task_that_kills_its_process_is_tried_twice_and_no_other_is_lost(tmp_path: Path, jobs: int):
    found = run(tmp_path, "work", "die", "work", "die once", "work", "raise", "work", jobs=jobs)
    lost = {number for number, answer in found.items() if answer is Lost.DIED}
    assert lost == {1, 5}
    assert {number for number, answer in found.items() if isinstance(answer, tuple)} == {0, 2, 3, 4, 6}


def test_task_that_hangs_is_ended_and_one_that_is_only_slow_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "SILENCE", 1.8)
    found = run(tmp_path, "hang", "slow", "work", "hang once", "spin", "work")
    assert {number for number, answer in found.items() if answer is Lost.SILENT} == {0, 4}


def test_trace_of_a_failure_is_shown_nowhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    run(tmp_path, "raise")
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def test_long_answers_block_nobody(tmp_path: Path):
    assert {answer[1] for answer in run(tmp_path, *["long"] * 5).values()} == {5_000_000}


def test_processes_that_do_not_start_are_no_fault_of_a_file(tmp_path: Path):
    lanes = Lanes(2, lane_work.no_start, tmp_path)
    with pytest.raises(NoStart):
        list(lanes.run(["work"]))
    lanes.close()


def test_closing_ends_all_processes(tmp_path: Path):
    lanes = Lanes(2, lane_work.Trouble, tmp_path)
    running = lanes.run([("work", 0), ("hang", 1), ("hang", 2)])
    next(running)
    processes = [lane.process for lane in lanes._lanes]
    lanes.close()
    assert [process.is_alive() for process in processes] == [False, False]


def test_want_of_memory_here_is_an_answer_too():
    def want(_: object) -> None:
        raise MemoryError

    assert list(Here(lambda setup, tell: want, None).run([1, 2])) == [(0, Lost.DIED), (1, Lost.DIED)]


def test_program_without_a_guard_is_told_so(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"no DICOM")
    (tmp_path / "program.py").write_text(
        f"from curtain import deidentify\nlist(deidentify([{str(tmp_path / 'a')!r}], {str(tmp_path / 'out')!r}, bytes(32), jobs=1))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "py")}
    done = subprocess.run(
        [sys.executable, tmp_path / "program.py"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "__main__" in done.stderr.splitlines()[-1]
