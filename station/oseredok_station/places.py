"""Where files of the program lie, on Linux and on Windows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "oseredok-station"


def shared_settings() -> Path:
    """Return the settings of the whole computer, which only its administrator writes."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / NAME / f"{NAME}.conf"
    return Path("/etc") / f"{NAME}.conf"


def own_settings() -> Path:
    """Return the settings of one account, which are read when the computer has none."""
    if sys.platform == "win32":
        return _local() / f"{NAME}.conf"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / f"{NAME}.conf"


def data() -> Path:
    """Return the folder of the profile (cookies, the page's own memory), the log and the lock."""
    if sys.platform == "win32":
        return _local()
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / NAME


def _local() -> Path:
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / NAME
