"""Whatever keeps a centre from starting is said in one sentence with its cure, and the exit code tells it too."""

import io
import runpy
import socket
import sqlite3
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from oseredok.console import prepare
from oseredok.console.main import main
from oseredok.console.problems import ConsoleError
from tests.console.processes import ROOT, console

Usage = namedtuple("Usage", "total used free")


def one_sentence(text: str) -> str:
    line = text.strip()
    assert "\n" not in line
    assert "Traceback" not in line
    return line


def test_a_taken_port_is_told_with_another_to_try(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as neighbour:
        neighbour.bind(("127.0.0.1", 0))
        neighbour.listen()
        port = neighbour.getsockname()[1]
        assert main(["serve", "--port", str(port), "--data", str(tmp_path)]) == 1
    assert f"Порт {port} на 127.0.0.1 уже зайнятий" in one_sentence(capsys.readouterr().err)


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "дані"
    path.write_text("", encoding="utf-8")
    assert main(["check", "--data", str(path)]) == 1
    assert "це файл, а не тека" in one_sentence(capsys.readouterr().err)


def test_a_full_disk_is_told_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 10**9, 0))
    assert main(["migrate", "--data", str(tmp_path)]) == 1
    assert "немає місця" in one_sentence(capsys.readouterr().err)


def test_a_wrong_port_is_told_by_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", "--port", "99999"])
    assert stopped.value.code == 2
    assert "порт — це число від 1 до 65535" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_refused() -> None:
    prepare.refuse_a_newer_database()
    MigrationRecorder(connection).record_applied("journal", "9999_from_the_future")
    with pytest.raises(ConsoleError, match=r"новіша версія Осередку .*\(невідома зміна journal.9999_from_the_future\)"):
        prepare.refuse_a_newer_database()


@pytest.mark.slow
def test_the_command_line_says_it_too_for_newer_and_for_broken_databases(tmp_path: Path) -> None:
    assert console("migrate", "--data", str(tmp_path)).returncode == 0
    with sqlite3.connect(tmp_path / "oseredok.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_next', '2030-01-01')"
        )
    database.close()
    newer = console("migrate", "--data", str(tmp_path))
    assert newer.returncode == 1
    assert "новіша версія Осередку" in one_sentence(newer.stderr)

    broken_folder = tmp_path / "broken"
    broken_folder.mkdir()
    (broken_folder / "oseredok.sqlite3").write_bytes(b"not a database at all " * 400)
    broken = console("migrate", "--data", str(broken_folder))
    assert broken.returncode == 1
    assert "Файл бази даних пошкоджено" in one_sentence(broken.stderr)


@pytest.mark.slow
def test_a_postgresql_that_is_not_there_is_told(tmp_path: Path) -> None:
    absent = console("migrate", "--data", str(tmp_path), DATABASE_URL="postgres://nobody@127.0.0.1:9/none")
    assert absent.returncode == 1
    assert "перевірте DATABASE_URL" in one_sentence(absent.stderr)


def test_an_old_python_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "version_info", (3, 6, 15, "final", 0))
    monkeypatch.setattr(sys, "stderr", said)
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "run.py"))
    assert stopped.value.code == 1
    assert "Цей Python застарий (3.6), потрібен 3.11" in said.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
