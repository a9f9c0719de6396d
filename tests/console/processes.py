"""Helpers for tests that start real processes: a free port, a clean environment, a page fetched over HTTP."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
T = TypeVar("T")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**changes: str) -> dict[str, str]:
    """The environment of a person at home: nothing of ours is set, so the database is SQLite in the data folder."""
    ours = ("OSEREDOK_", "EMAIL_", "DJANGO_", "COVERAGE_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    for name in ("DATABASE_URL", "ALLOWED_HOSTS", "SECRET_KEY_FILE"):
        kept.pop(name, None)
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **changes}


def console(*arguments: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    """Run `oseredok` with these arguments to its end."""
    return subprocess.run(
        [sys.executable, "-m", "oseredok.console.main", *arguments],
        env=clean_environment(**changes),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def wait_until(seen: Callable[[], T | None], what: str) -> T:
    """Return what `seen` returns once it is true; fail after `PATIENCE` seconds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = seen()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


def fetch(url: str) -> tuple[int, bytes, dict[str, str]] | None:
    """Return status, body and headers (lower case); None while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310  (our own server)
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), {}
    except OSError:
        return None


class Running:
    """A running `oseredok serve` and what it has said so far."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path, address: str) -> None:
        self.process, self.log, self.address = process, log, address

    def said(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def pids(self, title: str) -> list[int]:
        return [int(pid) for pid in re.findall(rf"{title}: запущено.*процес (\d+)", self.said())]

    def get(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        return wait_until(lambda: fetch(self.address + path), f"an answer from {path}; it said:\n{self.said()}")


@contextmanager
def serving(
    *,
    python: Path | str = sys.executable,
    data: Path,
    cwd: Path,
    environment: dict[str, str],
    access_log: bool = False,
) -> Iterator[Running]:
    """Start a real, empty centre on a free port; stop it afterwards."""
    port, log = free_port(), cwd / "serve.log"
    command = [str(python), "-m", "oseredok.console.main", "serve", "--empty"]
    command += ["--access-log"] if access_log else []
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--data", str(data)],
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        running = Running(process, log, f"http://127.0.0.1:{port}")
        try:
            spoken = ("Осередок працює", "досі не відкривається")
            wait_until(
                lambda: any(words in running.said() for words in spoken) or process.poll() is not None, "the start"
            )
            assert "Осередок працює" in running.said(), running.said()
            yield running
        finally:
            process.terminate()
            process.wait(timeout=120)
