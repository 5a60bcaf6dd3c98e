"""Processes that work side by side, each on one file at a time.

`concurrent.futures` gives up all its work when one process dies, and never ends one that hangs. Here it is known
which file was the last of a process: that process is replaced, its file is tried once more, and all others go on.
"""

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from typing import Any

#: Seconds without a word after which a process is taken for hanging. It speaks with every read and write.
SILENCE = 120.0
_START_SILENCE = 120.0
_SPEAK_EVERY = 1.0
_LOOK_EVERY = 0.5
_START_TRIES = 5
_KILL_PATIENCE = 5.0
_NO_START = (
    "The processes that should do the work did not start. In a program of your own, call Curtain under "
    'if __name__ == "__main__", or leave out jobs.'
)

#: Called with a setup and a function that tells that there is progress; gives what turns a task into an answer.
Maker = Callable[[Any, Callable[[], None]], Callable[[Any], Any]]


class Lost(Enum):
    """The answer of a task over which a process was lost twice."""

    DIED = "worker-died"
    SILENT = "no-progress"


class NoStart(RuntimeError):
    """The processes do not start; the text is a plain sentence."""


class Here:
    """The same without any process: one task after another."""

    def __init__(self, make: Maker, setup: object) -> None:
        self._work = make(setup, lambda: None)

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        """As `Lanes.run`."""
        for number, task in enumerate(tasks):
            try:
                answer = self._work(task)
            except MemoryError:
                answer = Lost.DIED
            yield number, answer

    def close(self) -> None:
        """Nothing to end."""


class Lanes:
    """Processes by `spawn`, so that nothing of this process (its memory, its open files) is in them.

    Parameters
    ----------
    jobs
        How many at once.
    make, setup
        Called in each process; both travel by pickle, through a pipe and not in the process' arguments.
    """

    def __init__(self, jobs: int, make: Maker, setup: object) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._make, self._setup = make, setup
        self._jobs = jobs
        self._lanes: list[_Lane] = []
        self._ever_started, self._failed_starts = False, 0

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        """The answers as they come, each with the number of its task from 0; `Lost` where there is none.

        Raises NoStart.
        """
        fresh = (_Task(number, content) for number, content in enumerate(tasks))
        again: deque[_Task] = deque()
        while True:
            self._hand_out(again, fresh)
            busy = [lane for lane in self._lanes if lane.task is not None]
            if not busy:
                return
            ready = wait([lane.connection for lane in busy], _LOOK_EVERY)
            for lane in busy:
                task = lane.task
                assert task is not None
                lost = None
                if lane.connection in ready:
                    try:
                        answered, answer = lane.hear()
                    except (EOFError, OSError):
                        lost = Lost.DIED
                    else:
                        self._ever_started, self._failed_starts = True, 0
                        if answered:
                            yield task.number, answer
                elif time.monotonic() - lane.heard > (SILENCE if lane.started else _START_SILENCE):
                    lost = Lost.SILENT
                if lost is None:
                    continue
                self._end(lane)
                if lane.started and task.tried:
                    yield task.number, lost
                else:
                    again.append(self._next_try(lane, task))

    def _next_try(self, lane: "_Lane", task: "_Task") -> "_Task":
        if lane.started:
            return _Task(task.number, task.content, tried=True)
        # No fault of the task. Once processes have started, one that did not was killed by somebody.
        self._failed_starts += 1
        if not self._ever_started or self._failed_starts > _START_TRIES:
            raise NoStart(_NO_START)
        return task

    def close(self) -> None:
        """End all processes, whatever they do."""
        while self._lanes:
            self._end(self._lanes[-1])

    def _hand_out(self, again: "deque[_Task]", fresh: Iterator["_Task"]) -> None:
        """Give work to all that have none; a process is started only when there is work for it."""
        idle = [lane for lane in self._lanes if lane.task is None]
        while idle or len(self._lanes) < self._jobs:
            task = again.popleft() if again else next(fresh, None)
            if task is None:
                return
            if idle:
                lane = idle.pop()
            else:
                lane = _Lane(self._context, self._make, self._setup)
                self._lanes.append(lane)
            lane.give(task)

    def _end(self, lane: "_Lane") -> None:
        self._lanes.remove(lane)
        lane.process.kill()
        # One that waits for a dead drive cannot even be killed.
        lane.process.join(_KILL_PATIENCE)
        lane.connection.close()


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    content: Any
    tried: bool = False


class _Lane:
    """One process and the pipe to it."""

    def __init__(self, context: Any, make: Maker, setup: object) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, make, setup), daemon=True)
        with _interrupts_blocked():
            self.process.start()
        theirs.close()
        self.started = False
        self.task: _Task | None = None
        self.heard = time.monotonic()

    def give(self, task: _Task) -> None:
        """Nothing is sent to a process that has not asked for it: neither side ever waits for the other to read."""
        self.task, self.heard = task, time.monotonic()
        if self.started:
            self._send()

    def hear(self) -> tuple[bool, Any]:
        """Whether this is the answer, and the answer. Raises EOFError or OSError where the process is gone."""
        kind, answer = self.connection.recv()
        self.heard = time.monotonic()
        if kind == "started":
            self.started = True
            self._send()
        elif kind == "done":
            self.task = None
        return kind == "done", answer

    def _send(self) -> None:
        assert self.task is not None
        # One that died while it had nothing to do is heard as its end.
        with suppress(OSError):
            self.connection.send(self.task.content)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Ctrl+C reaches all processes of a terminal: the new one inherits that it is none of its business."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


def _serve(connection: Connection, make: Maker, setup: object) -> None:
    """What a process does until nobody is at the other end of its pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    spoken = 0.0

    def tell() -> None:
        nonlocal spoken
        now = time.monotonic()
        if now - spoken >= _SPEAK_EVERY:
            spoken = now
            connection.send(("alive", None))

    try:
        work = make(setup, tell)
        connection.send(("started", None))
        while True:
            connection.send(("done", work(connection.recv())))
    except BaseException:
        # No trace: it may quote a file. Whoever waits hears the end of the pipe.
        os._exit(1)
