"""Files that start the program with the desktop's session: Linux (autostart or systemd), Windows (a scheduled task)."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from oseredok_station import places
from oseredok_station.keep import STAFF_LEFT
from oseredok_station.problems import StationError

UNIT = f"{places.NAME}.service"

DESKTOP_FILE = """[Desktop Entry]
Type=Application
Name=Oseredok Station
Name[uk]=Робоче місце бібліотеки
Exec={command}
Terminal=false
NoDisplay=true
X-GNOME-Autostart-enabled=true
"""

SYSTEMD_FILE = f"""[Unit]
Description=Oseredok Station: covers the desktop until a session starts
PartOf=graphical-session.target
After=graphical-session.target
StartLimitIntervalSec=0

[Service]
ExecStart={{command}}
Restart=always
RestartSec=1
SuccessExitStatus={STAFF_LEFT}
RestartPreventExitStatus={STAFF_LEFT}

[Install]
WantedBy=graphical-session.target
"""

TASK_FILE = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>Oseredok Station</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Principals><Principal id="Author"><GroupId>S-1-5-32-545</GroupId><RunLevel>LeastPrivilege</RunLevel></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>4</Priority>
  </Settings>
  <Actions Context="Author"><Exec><Command>{program}</Command><Arguments>{arguments}</Arguments></Exec></Actions>
</Task>
"""


@dataclass(frozen=True)
class Written:
    """A file of autostart, and the command that has to be typed after it, if any."""

    file: Path
    then: str = ""


def install(*, systemd: bool = False) -> Written:
    """Write the file for this platform: for everybody when run by the administrator, else for this account.

    One of the two ways of Linux holds at a time: the other's file is taken away. Raises `StationError` where nothing may be written.
    """
    remove()
    if sys.platform == "win32":
        return _task()
    if systemd:
        return _unit()
    return Written(_write(_autostart() / f"{places.NAME}.desktop", DESKTOP_FILE.format(command=desktop_line("keep"))))


def remove() -> list[Path]:
    """Take away what `install` wrote; return those files."""
    files = (
        [_windows_task()]
        if sys.platform == "win32"
        else [_autostart() / f"{places.NAME}.desktop", _units() / UNIT, _wanted() / UNIT]
    )
    there = [file for file in files if file.exists() or file.is_symlink()]
    try:
        for file in there:
            file.unlink()
    except OSError as error:
        raise StationError(f"Не вдалося прибрати {error.filename}: {error.strerror}.") from error
    return there


def task(program: str, arguments: str) -> str:
    """Return the scheduled task that starts the program when anybody signs in."""
    return TASK_FILE.format(program=escape(program), arguments=escape(arguments))


def _task() -> Written:
    # Without a console window; `keep` itself has none to write to.
    program = str(Path(sys.executable).with_name("pythonw.exe"))
    file = _write(_windows_task(), task(program, "-m oseredok_station keep"), encoding="utf-16")
    command = ["schtasks", "/Create", "/F", "/TN", places.NAME, "/XML", str(file)]
    return Written(file, subprocess.list2cmdline(command))


def _unit() -> Written:
    file = _write(_units() / UNIT, SYSTEMD_FILE.format(command=_line()))
    _wanted().mkdir(parents=True, exist_ok=True)
    (_wanted() / UNIT).symlink_to(file)
    return Written(file, "systemctl --user daemon-reload")


def desktop_line(*arguments: str, program: str = sys.executable) -> str:
    """Return the command as a desktop file wants it: in double quotes that are not a shell's, then escaped once more as a text."""
    parts = (program, "-m", "oseredok_station", *arguments)
    return " ".join(part if re.fullmatch(r"[\w./-]+", part) else _quoted(part) for part in parts)


def _quoted(part: str) -> str:
    inside = re.sub(r'(["`$\\])', r"\\\1", part)
    return f'"{inside}"'.replace("\\", "\\\\").replace("%", "%%")


def _line(*arguments: str) -> str:
    return shlex.join([sys.executable, "-m", "oseredok_station", *arguments])


def _write(file: Path, text: str, *, encoding: str = "utf-8") -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding=encoding)
    except OSError as error:
        raise StationError(f"Не вдалося записати {file}: {error.strerror}.") from error
    return file


def _is_for_everybody() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _config() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _autostart() -> Path:
    return Path("/etc/xdg/autostart") if _is_for_everybody() else _config() / "autostart"


def _units() -> Path:
    return Path("/etc/systemd/user") if _is_for_everybody() else _config() / "systemd" / "user"


def _wanted() -> Path:
    return _units() / "graphical-session.target.wants"


def _windows_task() -> Path:
    return places.shared_settings().with_name(f"{places.NAME}.xml")
