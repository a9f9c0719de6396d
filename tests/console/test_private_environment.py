"""`run.py` makes its own environment, repairs a half-made one, and says why when it cannot."""

import importlib.util
import json
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from oseredok.console.problems import ConsoleError
from runner import environment

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose lock names one package that pip can take from nowhere but a closed door."""
    venv = tmp_path / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "STAMP", venv / "oseredok-installed.json")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "lock.txt").write_text("", encoding="ascii")
    return tmp_path


@pytest.mark.slow
def test_a_first_start_fills_it_and_a_later_one_leaves_it_alone(checkout: Path) -> None:
    assert environment.ensure(["lock.txt"]) is True
    assert environment.ensure(["lock.txt"]) is False
    (checkout / "lock.txt").write_text("# a newer lock\n", encoding="ascii")
    assert environment.ensure(["lock.txt"]) is True


@pytest.mark.slow
def test_a_half_made_environment_is_made_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to("/nonexistent/python")
    (checkout / ".venv" / "oseredok-installed.json").write_text('{"python": ', encoding="ascii")
    assert environment.ensure(["lock.txt"]) is True
    assert json.loads(environment.STAMP.read_text("ascii"))["python"] == f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.mark.slow
def test_no_network_on_the_first_start_is_told(checkout: Path) -> None:
    (checkout / "lock.txt").write_text("django==5.2.19 --hash=sha256:" + "0" * 64 + "\n", encoding="ascii")
    with pytest.raises(ConsoleError, match="під’єднайте інтернет"):
        environment.ensure(["lock.txt"])
    assert not environment.STAMP.exists()


def test_a_python_without_venv_is_told_the_package(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    with pytest.raises(ConsoleError, match=r"sudo apt install python3\.\d+-venv"):
        environment.ensure(["lock.txt"])


def test_a_full_disk_is_told_before_the_download(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 10**9, 10**6))
    with pytest.raises(ConsoleError, match="немає місця"):
        environment.ensure(["lock.txt"])


def test_the_locks_carry_hashes_and_no_address_of_an_index() -> None:
    for name in ("app.txt", "dev.txt"):
        lock = (environment.ROOT / "requirements" / name).read_text("utf-8")
        assert "://" not in lock
        packages = [block for block in lock.split("\n\n") if "==" in block] or [lock]
        assert packages
        for line in lock.splitlines():
            if "==" in line and not line.startswith(("#", " ")):
                assert line.endswith("\\"), f"{line} has no hash"
