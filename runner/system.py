"""System packages that only the tests need: a browser, PostgreSQL, and a font for what the pages do not ship."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oseredok.console.say import say, step


@dataclass(frozen=True)
class Need:
    """Something outside Python, how to know that it is there, and what stays untested without it."""

    package: str
    without: str
    find: Callable[[], Path | None]


def chromium() -> Path | None:
    """Return a browser of Chromium's family."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    places = [
        Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
        Path(os.environ.get("PROGRAMFILES", "/nonexistent"), "Google/Chrome/Application/chrome.exe"),
    ]
    return _first(*(shutil.which(name) for name in names), *(place for place in places if place.exists()))


def postgres_folder() -> Path | None:
    """Return the newest PostgreSQL's folder with `initdb` and `pg_ctl`, which Debian keeps off the path."""
    suffix = ".exe" if sys.platform == "win32" else ""
    patterns = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
    found = [Path("/").glob(pattern.lstrip("/")) for pattern in patterns]
    folders = sorted((folder for group in found for folder in group), key=lambda path: path.parent.name, reverse=True)
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    return _first(*(folder for folder in folders if (folder / f"initdb{suffix}").exists()))


def _font() -> Path | None:
    return _first(*Path("/usr/share/fonts").rglob("*.ttf")) if sys.platform == "linux" else Path()


def _first(*candidates: str | Path | None) -> Path | None:
    return next((Path(candidate) for candidate in candidates if candidate), None)


NEEDS = (
    Need(package="chromium", without="перевірки у браузері", find=chromium),
    Need(package="postgresql", without="усі перевірки на PostgreSQL", find=postgres_folder),
    Need(package="fonts-dejavu-core", without="вигляд сторінок із запасним шрифтом", find=_font),
)


def install_missing() -> list[Need]:
    """Install what is missing where that is ours to do (root on Debian); return what stays missing, and say it."""
    missing = [need for need in NEEDS if need.find() is None]
    if not missing:
        return []
    packages = [need.package for need in missing]
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Системні пакунки для перевірок: " + ", ".join(packages)):
            _apt(packages)
        missing = [need for need in NEEDS if need.find() is None]
    for need in missing:
        say(f"  ! немає {need.package}: пропустимо {need.without}")
    if missing:
        say("  ! щоб перевірити все: sudo apt install " + " ".join(need.package for need in missing))
    return missing


def _apt(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-q", "-o", "Dpkg::Use-Pty=0"]
    for command in (
        ["apt-get", "update", *quiet],
        ["apt-get", "install", "-y", "--no-install-recommends", *quiet, *packages],
    ):
        if subprocess.run(command, env=environment, check=False).returncode:
            say(f"    не вийшло: {' '.join(command)}")
            return
