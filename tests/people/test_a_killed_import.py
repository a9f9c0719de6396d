"""A real worker is killed in the middle of carrying a file over, and of taking it back: it goes on, and nothing is doubled."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.console.processes import ROOT, clean_environment, wait_until

pytestmark = pytest.mark.slow

ROWS = 700  # three transactions of 250


class Centre:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = clean_environment(OSEREDOK_DATA=str(data))

    def script(self, *arguments: str) -> str:
        command = [sys.executable, "-W", "ignore", "-m", "tests.people.importing_centre", *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tell(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.script("tell"))
        return told

    def ask(self, question: str) -> str:
        """Ask the database past the application, at once."""
        with closing(sqlite3.connect(self.data / "oseredok.sqlite3", timeout=120)) as base:
            return str(base.execute(question).fetchone()[0])

    def work_until(self, question: str, seen: Callable[[str], bool], *, kill: bool = False) -> None:
        """Run a worker until that is seen; end it with a word, or as a power cut would."""
        command = [sys.executable, "-m", "oseredok.console.main", "worker", "--data", str(self.data)]
        worker = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_until(lambda: seen(self.ask(question)), question)
        finally:
            os.kill(worker.pid, signal.SIGKILL if kill else signal.SIGTERM)
            worker.wait(timeout=120)


STATE = "SELECT state FROM imports_batch"
APPLIED = "SELECT count(*) FROM imports_row WHERE applied"
BROUGHT = "SELECT count(*) FROM people_reader WHERE given_name = 'Ніна'"


def test_a_killed_worker_goes_on_and_nothing_is_doubled(tmp_path: Path) -> None:
    centre = Centre(tmp_path / "data")
    centre.data.mkdir()
    centre.script("make", str(ROWS))
    centre.work_until(STATE, lambda state: state == "checked")

    centre.script("start")
    centre.work_until(APPLIED, lambda applied: applied != "0", kill=True)
    part = centre.tell()
    assert part["state"] == "running"
    assert 0 < part["applied"] < ROWS + 1, "killed in the middle"
    assert part["readers"] == part["counted"] == part["registrations"], "a chunk is whole or is not there"

    centre.work_until(STATE, lambda state: state == "done")
    told = centre.tell()
    every = ("readers", "names", "cards", "indexed", "registrations", "counted")
    assert {name: told[name] for name in every} == dict.fromkeys(every, ROWS)
    assert (told["applied"], told["taras"]) == (ROWS + 1, "taras@example.com")

    centre.script("undo")
    centre.work_until(BROUGHT, lambda brought: int(brought) < ROWS, kill=True)
    part = centre.tell()
    assert 0 < part["readers"] < ROWS, "killed in the middle"
    centre.work_until(STATE, lambda state: state == "undone")
    told = centre.tell()
    assert {name: told[name] for name in ("readers", "indexed", "registrations", "taras")} == {
        "readers": 0, "indexed": 0, "registrations": 0, "taras": "",
    }  # fmt: skip
    assert told["counted"] == told["reversed"] == ROWS, "the journal keeps both"
