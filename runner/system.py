"""System packages that only the tests need: a browser, servers, a print queue, an office, a screen, a font that pages do not ship."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from oseredok.console.say import say, step


@dataclass(frozen=True)
class Need:
    """Something outside Python, how to know that it is there, and what stays untested without it.

    `package` names one package of Debian or several.
    """

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


def freeradius() -> Path | None:
    """Return the RADIUS server, when its module `rest` and the tools that speak to it are there too."""
    modules = (Path("/usr/lib/freeradius/rlm_rest.so"), Path("/usr/lib64/freeradius/rlm_rest.so"))
    if not (shutil.which("radclient") and any(module.exists() for module in modules)):
        return None
    return _first(shutil.which("freeradius"), shutil.which("radiusd"))


def _cups() -> Path | None:
    return _first(shutil.which("cupsd"), *Path("/usr/sbin").glob("cupsd"))


def _cups_pdf() -> Path | None:
    return _first(*Path("/usr/share/ppd/cups-pdf").glob("*.ppd"))


def _office() -> Path | None:
    return _first(shutil.which("soffice"), shutil.which("libreoffice"))


def _yaz_client() -> Path | None:
    return _first(shutil.which("yaz-client"))


def _font() -> Path | None:
    return _first(*Path("/usr/share/fonts").rglob("*.ttf")) if sys.platform == "linux" else Path()


def virtual_screen() -> Path | None:
    """Return an X server without a monitor, when a window manager, keys to press and what Qt draws with are there too."""
    if sys.platform != "linux":
        return Path()
    if not all(map(shutil.which, ("openbox", "xdotool", "xrandr", "xsetroot"))):
        return None
    drawing = (
        "xcb-cursor",
        "xcb-icccm",
        "xcb-image",
        "xcb-keysyms",
        "xcb-render-util",
        "xkbcommon-x11",
        "xkbfile",
        "Xtst",
        "EGL",
    )
    return _first(shutil.which("Xvfb")) if all(map(find_library, drawing)) else None


def _first(*candidates: str | Path | None) -> Path | None:
    return next((Path(candidate) for candidate in candidates if candidate), None)


NEEDS = (
    Need(package="chromium", without="перевірки у браузері", find=chromium),
    Need(package="postgresql", without="усі перевірки на PostgreSQL", find=postgres_folder),
    Need(
        package="freeradius freeradius-rest freeradius-utils",
        without="Wi-Fi зі справжнім RADIUS-сервером",
        find=freeradius,
    ),
    Need(package="cups", without="друк через справжню чергу", find=_cups),
    Need(package="printer-driver-cups-pdf", without="друк через справжню чергу", find=_cups_pdf),
    Need(package="libreoffice-writer-nogui", without="друк документів DOCX та ODT", find=_office),
    Need(
        package="xvfb openbox xdotool x11-xserver-utils libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1"
        " libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libxkbfile1 libxtst6 libegl1 libgl1",
        without="програму робочого місця на віртуальному екрані",
        find=virtual_screen,
    ),
    Need(package="yaz", without="SRU зі справжнім клієнтом і Z39.50", find=_yaz_client),
    Need(package="fonts-dejavu-core", without="вигляд сторінок із запасним шрифтом", find=_font),
)


def install_missing() -> list[Need]:
    """Install what is missing where that is ours to do (root on Debian); return what stays missing, and say it."""
    missing = [need for need in NEEDS if need.find() is None]
    if not missing:
        return []
    packages = [package for need in missing for package in need.package.split()]
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
