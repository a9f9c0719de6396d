"""`oseredok import-records`: a file comes in at the keyboard; killed in the middle, the same command goes on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.catalogue.importing import book, iso
from tests.console.processes import ROOT, clean_environment, console, wait_until

pytestmark = pytest.mark.slow

RECORDS = 6_000  # six transactions of a thousand


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    assert console("migrate", "--data", str(data)).returncode == 0
    return data


def ask(data: Path, question: str) -> int:
    """Ask the database past the application."""
    with closing(sqlite3.connect(data / "oseredok.sqlite3", timeout=120)) as base:
        return int(base.execute(question).fetchone()[0])


IN = "SELECT count(*) FROM catalogue_record"
COPIES = "SELECT count(*) FROM catalogue_copy"


def test_a_killed_import_goes_on_with_the_same_command_and_nothing_is_doubled(centre: Path, tmp_path: Path) -> None:
    path = tmp_path / "koha.mrc"
    path.write_bytes(iso(*(book(number, f"Книга {number}") for number in range(RECORDS))))
    arguments = ("import-records", str(path), "--origin", "Koha", "--data", str(centre), "--yes")
    command = [sys.executable, "-m", "oseredok.console.main", *arguments]
    process = subprocess.Popen(
        command, env=clean_environment(), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: ask(centre, IN) or None, "the first records")
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=120)
    part = ask(centre, IN)
    assert 0 < part < RECORDS, "killed in the middle"
    assert ask(centre, COPIES) == part, "a chunk is whole or is not there"
    done = console(*arguments)
    assert done.returncode == 0, done.stderr
    assert f"Продовжуємо із запису {part + 1}." in done.stdout
    assert (ask(centre, IN), ask(centre, COPIES)) == (RECORDS, RECORDS)


def test_refusals_are_one_sentence(centre: Path, tmp_path: Path) -> None:
    missing = console("import-records", str(tmp_path / "no.mrc"), "--data", str(centre))
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr.startswith("Немає такого файлу:")
    path = tmp_path / "koha.mrc"
    path.write_bytes(iso(book(1)))
    unasked = console("import-records", str(path), "--data", str(centre))
    assert unasked.returncode == 1
    assert "--yes" in unasked.stderr
    assert "1\u00a0новий запис" in unasked.stdout
    wrong = console("import-records", str(path), "--encoding", "utf-99", "--data", str(centre))
    assert wrong.stderr.strip() == "Виберіть кодування."
    assert ask(centre, IN) == 0
