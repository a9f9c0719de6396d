"""What the library lets run at the start and at the end of a session."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from oseredok_station import commands, logs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, logger="oseredok_station.commands"):
        yield caplog


def test_commands_run_in_the_order_in_which_they_were_asked_for(tmp_path: Path) -> None:
    runner, diary = commands.Runner(), tmp_path / "a diary"
    runner.ask("on_end", f"sh -c 'sleep 0.2; echo end >> \"{diary}\"'", 30)
    runner.ask("on_start", f"sh -c 'echo start >> \"{diary}\"'", 30)
    runner.wait()
    assert diary.read_text().split() == ["end", "start"]


def test_the_exit_is_logged_and_what_was_printed_is_not(
    log: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    runner = commands.Runner()
    runner.ask("on_end", "sh -c 'echo заява-Олени.odt; exit 3'", 30)
    runner.wait()
    assert "on_end: ended with 3" in log.text
    assert "заява" not in log.text
    assert capfd.readouterr().out == ""


def test_one_that_takes_too_long_is_ended_with_what_it_started(log: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    runner, child = commands.Runner(), tmp_path / "child"
    runner.ask("on_start", f"sh -c 'sleep 600 & echo $! > {child}; wait'", 0.5)
    runner.wait()
    assert "on_start: ended by us" in log.text
    assert not _is_running(int(child.read_text()))


def test_one_that_is_not_there_stops_nothing(log: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    runner = commands.Runner()
    for command in ("/no/such/program", "sh -c 'not closed", f"touch {tmp_path / 'later'}", ""):
        runner.ask("on_start", command, 30)
    runner.wait()
    assert log.text.count("could not start") == 2
    assert (tmp_path / "later").exists()


def test_the_log_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setattr(logs, "SIZE", 2000)
    logs.start(tmp_path / "new")
    for number in range(200):
        logging.getLogger("oseredok_station").info("shows page: %s", number)
    for handler in root.handlers:
        handler.close()
    files = sorted(tmp_path.glob("new/*"))
    assert [file.name for file in files] == ["station.log", "station.log.1", "station.log.2"]
    assert max(file.stat().st_size for file in files) <= 2000


def _is_running(pid: int) -> bool:
    """Return whether a process is there; one that has ended may stay a zombie until its parent looks."""
    for _try in range(50):
        state = ""
        with suppress(OSError):
            state = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0]
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
        if state in {"", "Z", "X"}:
            return False
        time.sleep(0.1)
    return True
