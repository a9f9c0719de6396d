"""A part that dies is started again, later each time; what was started is stopped, whatever happens."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from oseredok.console.supervisor import Part, Supervisor, delay_before_restart, reason_of_death
from tests.console.processes import wait_until

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


@contextmanager
def supervised(*commands: list[str]) -> Iterator[Supervisor]:
    parts = [
        Part(title=f"Частина {number}", command=command, environment=os.environ)
        for number, command in enumerate(commands)
    ]
    with Supervisor(parts) as supervisor:
        watching = threading.Thread(target=supervisor.run)
        watching.start()
        try:
            yield supervisor
        finally:
            supervisor.stop()
            watching.join(timeout=120)


def is_alive(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_part_is_started_again_and_the_reason_logged(caplog: pytest.LogCaptureFixture) -> None:
    with supervised(SLEEPER, SLEEPER) as supervisor:
        killed, neighbour = (part.pid for part in supervisor.parts)
        assert killed
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: supervisor.parts[0].pid not in {None, killed}, "a new process")
        assert is_alive(supervisor.parts[0].pid)
        assert supervisor.parts[1].pid == neighbour
    assert "Частина 0: процес зупинився, сигнал SIGKILL; запускаємо знову через 0.5 с" in caplog.text


def test_a_part_that_fails_at_once_is_not_started_in_a_hot_loop(caplog: pytest.LogCaptureFixture) -> None:
    with supervised([sys.executable, "-c", "raise SystemExit(7)"]) as supervisor:
        wait_until(lambda: supervisor.parts[0].failures >= 2, "a second failure")
    assert "код виходу 7; запускаємо знову через 0.5 с" in caplog.text
    assert "код виходу 7; запускаємо знову через 1 с" in caplog.text


def test_stopping_leaves_no_process_behind() -> None:
    grandchild = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); time.sleep(600)"
    with supervised(SLEEPER, [sys.executable, "-c", grandchild]) as supervisor:
        pids = [part.pid for part in supervisor.parts]
        assert all(is_alive(pid) for pid in pids)
    assert not any(is_alive(pid) for pid in pids)


def test_a_second_request_to_stop_ends_a_part_that_does_not_listen() -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    with supervised([sys.executable, "-c", deaf]) as supervisor:
        pid = supervisor.parts[0].pid
        supervisor.stop()
        supervisor.stop()
    assert not is_alive(pid)


@pytest.mark.parametrize(("failures", "seconds"), [(1, 0.5), (2, 1), (3, 2), (4, 4), (7, 32), (8, 60), (1000, 60)])
def test_the_delay_grows_to_a_minute(failures: int, seconds: float) -> None:
    assert delay_before_restart(failures) == seconds


def test_the_reason_is_told_in_words() -> None:
    assert reason_of_death(0) == "код виходу 0"
    assert reason_of_death(-15) == "сигнал SIGTERM"
    assert reason_of_death(-250) == "сигнал 250"
