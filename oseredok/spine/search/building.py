"""A fresh index filled from the rooms; a large one by several processes at once.

The words of a text cost most of it, and one process of Python uses one core. So each hand, a process of its own, takes part
after part of the large sources and writes an index of its own in a folder beside; in the end their segments are put together.
A hand ends with its parts, or when this process is gone; what it leaves is thrown away with the next switch.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock

import oseredok
from oseredok.spine.search import sources
from oseredok.spine.search.engines.base import Engine
from oseredok.spine.search.rows import rows_of

Tell = Callable[[int], None]

MOST_HANDS = 8
FEWEST_PARTS = 4
"""A hand takes a second or two to get up: what one process does in a few is not worth it."""
HAND = (sys.executable, "-m", "oseredok.spine.search.hand")


def fill(engine: Engine, *, tell: Tell, hand: Sequence[str] = HAND) -> int:
    """Put everything that the rooms have into an empty index; return how many rows. `hand` is the command of one."""
    parts = _parts_of_large_sources()
    beside = engine.beside()
    many = min(_cores(), MOST_HANDS, len(parts) // 2) if beside and len(parts) >= FEWEST_PARTS else 0
    if many < 2 or beside is None:
        return _put_all(engine, Done(tell), without=frozenset())
    waiting: SimpleQueue[tuple[str, int, int]] = SimpleQueue()
    for part in parts:
        waiting.put(part)
    done = Done(tell)
    hands = [Hand(beside.folder / f"hand-{number}", hand) for number in range(many)]
    with ThreadPoolExecutor(many) as pool:
        try:
            working = [pool.submit(one.work, waiting, done) for one in hands]
            _put_all(engine, done, without=frozenset(code for code, _first, _last in parts))
            for one in working:
                one.result()
        finally:
            for other in hands:
                other.stop()
    beside.unite([one.folder for one in hands])
    return done.total


class Done:
    """How many rows there are so far, told by threads."""

    def __init__(self, tell: Tell) -> None:
        self.total = 0
        self._tell, self._lock = tell, Lock()

    def add(self, many: int) -> None:
        with self._lock:
            self.total += many
            self._tell(self.total)


class Hand:
    """A process that writes parts of the index into a folder of its own (`hand.py`)."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self.folder = folder
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, str(folder)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(_where_oseredok_is())},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="ascii",
        )

    def work(self, waiting: SimpleQueue[tuple[str, int, int]], done: Done) -> None:
        """Hand over parts until there are none, then wait until all is written. Raises RuntimeError when it died."""
        assert self.process.stdin is not None  # noqa: S101 - asked for above
        while True:
            try:
                part = waiting.get_nowait()
            except Empty:
                break
            try:
                self.process.stdin.write(json.dumps(part) + "\n")
                self.process.stdin.flush()
            except OSError as broken:
                raise RuntimeError("a hand that builds the index has died") from broken
            done.add(int(self._answer()))
        self.process.stdin.close()
        self._answer()

    def stop(self) -> None:
        """End it, whatever it does; harmless when it is through."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def _answer(self) -> str:
        assert self.process.stdout is not None  # noqa: S101 - asked for above
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("a hand that builds the index has died")
        return answer


def _put_all(engine: Engine, done: Done, *, without: frozenset[str]) -> int:
    batch = engine.batch(fresh=True)
    for source in sources.all_sources():
        if source.code not in without:
            for row in rows_of(source, None):
                batch.put(row)
                done.add(1)
    batch.commit()
    return done.total


def _parts_of_large_sources() -> list[tuple[str, int, int]]:
    return [
        (source.code, first, last)
        for source in sources.all_sources()
        if source.parts and len(found := source.parts.spans()) >= FEWEST_PARTS
        for first, last in found
    ]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _where_oseredok_is() -> list[str]:
    before = os.environ.get("PYTHONPATH", "")
    return [str(Path(oseredok.__file__).parent.parent), *([before] if before else [])]
