"""The private environment in `.venv`: made, filled from the locked files, repaired, and left alone when it is right."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from oseredok.console.problems import DISK_FULL, ConsoleError
from oseredok.console.say import say, seconds, step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "oseredok-installed.json"
SPACE_TO_INSTALL = 800 * 1024 * 1024

_NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|Connection(?: to \S+)? (?:timed out|refused)|ConnectionError"
    r"|Failed to establish|Name or service not known|Temporary failure in name resolution|getaddrinfo failed"
    r"|Network is unreachable|ProxyError|Max retries exceeded|\(from versions: none\)",
    re.IGNORECASE,
)
_NO_SPACE = re.compile(r"No space left on device|Errno 28|not enough space", re.IGNORECASE)


def python() -> Path:
    """Return the environment's own Python."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def ensure(locks: Sequence[str]) -> bool:
    """Make the environment hold exactly what the locked files name; return whether anything had to be done.

    Nothing is asked of the network when it is right already. Raises `ConsoleError` with the cure.
    """
    wanted = _wanted(locks)
    if _is_right(wanted):
        return False
    _refuse_a_full_disk()
    if _version_of(python()) != _this_version() or not _has_pip():
        _make()
    _install(locks)
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="ascii")
    return True


def _wanted(locks: Sequence[str]) -> dict[str, str]:
    """Return what the stamp of a right environment says: the lock files' hashes and the Python they are for."""
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in locks}
    return {"python": _this_version(), **wanted}


def _is_right(wanted: dict[str, str]) -> bool:
    try:
        found = json.loads(STAMP.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False
    # More may be installed than this start needs: `run.py test` adds the tools.
    return wanted.items() <= found.items() and _version_of(python()) == wanted["python"]


def _this_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _version_of(executable: Path) -> str:
    """Return `3.11` for a Python that works, an empty string for one that does not (half made, moved, removed)."""
    command = [str(executable), "-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def _has_pip() -> bool:
    command = [str(python()), "-I", "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _refuse_a_full_disk() -> None:
    if shutil.disk_usage(ROOT).free < SPACE_TO_INSTALL:
        raise ConsoleError(DISK_FULL)


def _make() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise ConsoleError(
            f"Цьому Python бракує модуля {missing[0]}: у Debian та Ubuntu виконайте "
            f"sudo apt install python{_this_version()}-venv, в інших системах перевстановіть Python з python.org."
        )
    with step(f"Власне середовище Python {_this_version()} у .venv"):
        code, tail = _run([sys.executable, "-m", "venv", "--clear", str(VENV)], environment=os.environ.copy())
        if code:
            raise _failure(tail, doing="створити власне середовище")


def _install(locks: Sequence[str]) -> None:
    pinned = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)
    total = len({package for name in locks for package in pinned.findall((ROOT / name).read_text("utf-8"))})
    command = [str(python()), "-m", "pip", "install", "--require-hashes", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "--no-warn-script-location"]
    for name in locks:
        command += ["-r", str(ROOT / name)]
    # Answers of pip are read below, so they must come in English.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8", "PIP_NO_COLOR": "1"}
    with step(f"Пакунки: до {total}, кожен звірено за контрольною сумою"):
        code, tail = _run(command, environment=environment, progress=_Progress(total))
        if code:
            raise _failure(tail, doing="встановити пакунки")


class _Progress:
    """Turns pip's lines into «[7 з 48] django», each printed as it happens."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.seen: set[str] = set()

    def __call__(self, line: str) -> None:
        found = re.match(r"\s*(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9_.-]+)", line)
        if found and found[1].lower() not in self.seen:
            self.seen.add(found[1].lower())
            say(f"    [{len(self.seen)} з {self.total}] {found[1]}")
        elif line.startswith("Installing collected packages"):
            say("    завантажено, розкладаємо …")


def _run(
    command: Sequence[str], *, environment: dict[str, str], progress: _Progress | None = None
) -> tuple[int, list[str]]:
    """Run a command, hand each line to `progress` at once; return the exit code and the last lines."""
    tail: list[str] = []
    started = time.monotonic()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            tail = [*tail[-199:], line.rstrip()]
            if progress:
                progress(line)
    if process.returncode:
        say(f"    не вийшло ({seconds(time.monotonic() - started)})")
    return process.returncode, tail


def _failure(tail: list[str], *, doing: str) -> ConsoleError:
    """Say in one sentence why pip or venv failed."""
    text = "\n".join(tail)
    if _NO_SPACE.search(text):
        return ConsoleError(DISK_FULL)
    if "DO NOT MATCH THE HASHES" in text:
        return ConsoleError(
            "Завантажений пакунок не збігається з контрольною сумою: запустіть ще раз; якщо повториться, "
            "не встановлюйте його й повідомте розробників."
        )
    if _NO_NETWORK.search(text):
        return ConsoleError(
            "Немає мережі, а перший запуск завантажує пакунки: під’єднайте інтернет і запустіть ще раз; "
            "далі мережа не потрібна."
        )
    if "ensurepip" in text:
        return ConsoleError(
            f"Цьому Python бракує ensurepip: у Debian та Ubuntu виконайте sudo apt install python{_this_version()}-venv."
        )
    reason = next((line for line in reversed(tail) if "error" in line.lower()), tail[-1] if tail else "")
    return ConsoleError(f"Не вдалося {doing}: {reason.strip()}")
