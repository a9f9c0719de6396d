"""How long a centre takes to open its doors: the first start in an empty folder, later ones, and Django's own server.

    .venv/bin/python -m bench.starting [--times 5]

Promise (README): a later start within 5 s. Beside it stands what a developer would otherwise run over the same database.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=5, help="measurements of each later start")
    times = options.parse_args().times
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="oseredok-starting-") as folder:
        place = Path(folder)
        print(f"  {'the first start, with its database':44} {_ours(place):5.1f} s", flush=True)
        for words, start in (("a later start", _ours), ("runserver on the same database", _runserver)):
            print(f"  {words:44} {_median(start, place, times):5.1f} s, median of {times}", flush=True)


def _median(start: Callable[[Path], float], place: Path, times: int) -> float:
    return statistics.median(start(place) for _ in range(times))


def _ours(place: Path) -> float:
    """Return the seconds until the centre says that it is open; its end is waited for and not counted."""
    from tests.console.processes import clean_environment, serving

    began = time.monotonic()
    with serving(data=place / "data", cwd=place, environment=clean_environment()):
        return time.monotonic() - began


def _runserver(place: Path) -> float:
    from tests.console.processes import fetch, free_port

    port = free_port()
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        env={**os.environ, "OSEREDOK_DATA": str(place / "data")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while fetch(f"http://127.0.0.1:{port}/") is None and process.poll() is None:
            time.sleep(0.05)
        if process.poll() is not None:
            raise SystemExit("runserver did not start")
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    main()
