"""The command line: starting with the desktop, the code, refusals; and that the package is what it says."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from oseredok_station import install, settings, staff_code
from oseredok_station.keep import STAFF_LEFT
from tests.station import waiting
from tests.station.program import PACKAGE, command_of, environment

CODE = "verba-71"
SOURCES = sorted((PACKAGE / "oseredok_station").rglob("*.py"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def station(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in an account of its own that is not the administrator's."""
    variables = {**environment(), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data")}
    # Root writes for the whole computer; here it must not.
    program = "import os, sys; os.geteuid = lambda: 1000\nfrom oseredok_station.main import main\nsys.exit(main())"
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env=variables, input=typed, capture_output=True, text=True, check=False, timeout=120)


def install_it(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    file = str(home / "station.conf")
    return station(
        home, "install", "--settings", file, "--address", "biblioteka.example", *arguments, typed=CODE + "\n"
    )


def test_installing_writes_autostart_the_address_and_the_code(home: Path) -> None:
    done = install_it(home)
    assert (done.returncode, done.stderr) == (0, "")
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.read(home / "config" / "autostart" / "oseredok-station.desktop", encoding="utf-8")
    assert desktop["Desktop Entry"]["Exec"].endswith("-m oseredok_station keep")
    kept = settings.load(home / "station.conf")
    assert kept.address == "https://biblioteka.example"
    assert staff_code.opens(CODE, kept.exit_code)
    assert CODE not in (home / "station.conf").read_text(encoding="utf-8")


def test_the_unit_of_systemd_takes_the_place_of_autostart_and_starts_again_after_a_crash(home: Path) -> None:
    install_it(home)
    done = install_it(home, "--systemd")
    assert "systemctl --user daemon-reload" in done.stdout
    assert not (home / "config" / "autostart" / "oseredok-station.desktop").exists()
    units = home / "config" / "systemd" / "user"
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[method-assign,assignment]
    unit.read(units / "oseredok-station.service", encoding="utf-8")
    assert unit["Service"]["Restart"] == "always"
    assert unit["Service"]["RestartPreventExitStatus"] == str(STAFF_LEFT)
    assert unit["Service"]["ExecStart"].endswith("-m oseredok_station")
    wanted = units / "graphical-session.target.wants" / "oseredok-station.service"
    assert wanted.resolve() == units / "oseredok-station.service"


def test_removing_takes_away_what_was_written(home: Path) -> None:
    install_it(home, "--systemd")
    assert station(home, "remove").stdout.count("Прибрано") == 2
    assert [path for path in (home / "config").rglob("*") if not path.is_dir()] == []
    assert station(home, "remove").stdout == ""


def test_a_desktop_file_may_hold_any_folder() -> None:
    line = install.desktop_line("keep", program="/home/Олена/моя програма 100%/$x/python")
    assert line == '"/home/Олена/моя програма 100%%/\\\\$x/python" -m oseredok_station keep'
    assert (
        install.desktop_line(program="/opt/oseredok-station/bin/python")
        == "/opt/oseredok-station/bin/python -m oseredok_station"
    )


def test_a_task_of_windows_is_whole_and_keeps_the_program_running() -> None:
    task = install.task(r"C:\Програми & інше\pythonw.exe", "-m oseredok_station keep")
    root = ET.fromstring(task.partition("?>")[2])  # noqa: S314  (what we have just written)
    inside = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert inside["Command"] == r"C:\Програми & інше\pythonw.exe"
    assert inside["ExecutionTimeLimit"] == "PT0S"
    assert inside["RunLevel"] == "LeastPrivilege"


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (("code", "--settings", "{home}/a.conf"), "123\n", "не коротший за 6 знаків"),
        (("install", "--address", "ftp://a.example", "--settings", "{home}/a.conf"), "", "починається з https://"),
        (("code", "--settings", "{home}/broken.conf"), CODE, "Не вдалося прочитати налаштування"),
        (("code", "--settings", "{home}/file/a.conf"), CODE, "Не вдалося"),
        (("--address", "ftp://a.example", "--data", "{home}"), "", "починається з https://"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(home: Path, arguments: tuple[str, ...], typed: str, sentence: str) -> None:
    (home / "broken.conf").write_text("no section", encoding="utf-8")
    (home / "file").touch()
    done = station(home, *(argument.format(home=home) for argument in arguments), typed=typed)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "config").exists()


def test_what_stands_before_a_command_counts_too(home: Path) -> None:
    done = station(home, "--settings", str(home / "chosen.conf"), "code", typed=CODE + "\n")
    assert done.returncode == 0
    assert (home / "chosen.conf").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="an orphan has another parent there")
def test_a_keeper_ends_when_the_session_that_started_it_is_over(home: Path) -> None:
    broken = home / "broken.conf"
    broken.write_text("no section", encoding="utf-8")
    keeper = f"{sys.executable} -m oseredok_station keep --settings {broken} --data {home} >&2 & echo $!; read _"
    with subprocess.Popen(
        ["sh", "-c", keeper],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as session:  # fmt: skip
        assert session.stdout is not None
        pid = int(session.stdout.readline())
        log = home / "station.log"
        waiting.until("a second try", lambda: log.exists() and "again in" in log.read_text(encoding="utf-8"))
        assert command_of(pid), "as long as the session lasts, it keeps"
        session.communicate("\n")
    waiting.until("its end", lambda: not command_of(pid))


# --- The package ----------------------------------------------------------------------------------------------
def test_every_file_parses_on_python_3_9() -> None:
    assert SOURCES
    for file in SOURCES:
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_it_needs_nothing_but_the_standard_library_and_qt_and_without_a_screen_not_even_that() -> None:
    with_qt = set()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            roots = {name.partition(".")[0] for name in names}
            assert roots <= {*sys.stdlib_module_names, "oseredok_station", "PySide6", "shiboken6"}, file
            if roots & {"PySide6", "shiboken6"}:
                with_qt.add(file.parent.name)
    assert with_qt == {"shell"}


@pytest.mark.slow
def test_its_wheel_holds_the_whole_package_and_one_command(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for file in (
        *SOURCES,
        *(PACKAGE / name for name in ("pyproject.toml", "README.md", "LICENSE", "oseredok_station/py.typed")),
    ):
        target = source / file.relative_to(PACKAGE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = zipfile.ZipFile(next(tmp_path.glob("*.whl")))
    packed = set(wheel.namelist())
    assert {str(file.relative_to(PACKAGE)) for file in SOURCES} <= packed
    described = {name.rpartition("/")[2]: wheel.read(name).decode() for name in packed if ".dist-info/" in name}
    assert "oseredok-station = oseredok_station.main:main" in described["entry_points.txt"]
    assert "Requires-Python: >=3.9" in described["METADATA"]
    assert "LICENSE" in described
