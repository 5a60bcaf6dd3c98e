"""What a process of `test_lanes` does: it must be importable by another process."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path


class Trouble:
    """Answers a task (a word, and a number) unless the word says something else."""

    def __init__(self, setup: Path, tell: Callable[[], None]) -> None:
        self._folder, self._tell = setup, tell

    def __call__(self, task: tuple[str, int]) -> tuple[int, int]:
        word, number = task
        first = not (self._folder / str(number)).exists()
        (self._folder / str(number)).touch()
        if word == "die" or (word == "die once" and first):
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "raise":
            raise ValueError("MUSTERMANN^ERIKA")
        if word == "hang" or (word == "hang once" and first):
            time.sleep(600)
        if word == "spin":
            while True:
                pass
        if word == "slow":
            for _ in range(30):
                time.sleep(0.1)
                self._tell()
        if word == "long":
            return number, len(bytes(5_000_000))
        return number, os.getpid()


def no_start(*_: object) -> None:
    """A process that ends before it has begun."""
    os._exit(3)
