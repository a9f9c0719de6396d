"""`python3 run.py`: from nothing to a working centre in the browser."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from oseredok.console import folder, serve
from oseredok.console.problems import ConsoleError
from runner import environment
from runner.environment import ROOT


def start(options: argparse.Namespace) -> int:
    """Make the environment when needed, then become `oseredok serve` in it; return its exit code."""
    serve.refuse_a_taken_port(host=options.host, port=options.port)
    data = folder.open_folder(data_folder(options))
    return become(
        "serve",
        "--host",
        options.host,
        "--port",
        str(options.port),
        "--data",
        str(data),
        "--empty" if options.empty else "--demo",
    )


def become(*arguments: str) -> int:
    """Make the environment when needed, then become `oseredok` with these arguments; return its exit code."""
    environment.ensure(["requirements/app.txt"])
    command = [str(environment.python()), "-m", "oseredok.console.main", *arguments]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    variables["OSEREDOK_LAUNCHER"] = "python3 run.py"
    variables.setdefault("OSEREDOK_DATA", str(home_of_commands()))
    if sys.platform != "win32":
        # One process less, and Ctrl-C or SIGTERM go straight to the supervisor.
        os.execve(command[0], command, variables)  # noqa: S606  (our own command line)
    return _wait_for(command, variables)


def home_of_commands() -> Path:
    """Return whose data a command means when nobody says: the real centre's where there is one, not the demo's."""
    real = ROOT / "var" / "centre"
    return real if real.exists() else ROOT / "var"


def data_folder(options: argparse.Namespace) -> Path:
    """Return where this start keeps its data: a real centre never shares a folder with the demo."""
    if options.data:
        return Path(options.data)
    if os.environ.get("OSEREDOK_DATA"):
        return Path(os.environ["OSEREDOK_DATA"])
    return ROOT / "var" / "centre" if options.empty else ROOT / "var"


def _wait_for(command: list[str], variables: dict[str, str]) -> int:
    """Run the supervisor as a child: Windows cannot replace a process. Ctrl-C reaches both; the child decides."""
    try:
        child = subprocess.Popen(command, env=variables)
    except OSError as error:
        raise ConsoleError("Власне середовище зіпсовано: видаліть теку .venv і запустіть ще раз.") from error
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue
