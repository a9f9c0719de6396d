"""A copy becomes a centre on another computer, on the other database, from an older version; the former one survives."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from oseredok.base.backup import switch
from tests.backup.computers import Computer, postgresql

pytestmark = pytest.mark.slow

HISTORY = {"runs", "kinds_of_runs", "vendor", "next_reader"}  # PostgreSQL counts on past a number that was rolled back


def same(one: dict[str, Any], two: dict[str, Any]) -> None:
    """Everything that people see is equal; the history of copies belongs to the computer."""
    for name in set(one) - HISTORY:
        assert one[name] == two[name], name
    assert two["next_reader"] >= one["next_reader"]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    computer = Computer(tmp_path_factory.mktemp("first") / "data")
    computer.script("make")
    return computer


@pytest.fixture(scope="module")
def told(first: Computer, copy: Path) -> dict[str, Any]:
    found = first.tell()
    assert found["signs_in"]
    assert found["guarded"]
    assert found["tally_holds"]
    assert found["next_reader"] == 4, "the erased third reader's number is not given again"
    return found


@pytest.fixture(scope="module")
def copy(first: Computer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("stick") / "copy.zip"
    said = first.must("backup", "--to", file)
    assert "перевірено" in said
    assert "Копія без пароля" in said
    return file


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[Computer]]:
    with postgresql(tmp_path, "one") as computers:
        yield computers


def test_another_computer_becomes_the_same_centre(copy: Path, told: dict[str, Any], tmp_path: Path) -> None:
    second = Computer(tmp_path / "second")
    said = second.must("restore", copy)
    assert "підсумки щоденника збігаються" in said
    found = second.tell()
    same(told, found)
    assert found["kinds_of_runs"] == ["restore"]
    assert not (second.data / "restoring").exists()
    assert not (second.data / switch.NOTE).exists()


def test_from_sqlite_to_postgresql_and_back(
    copy: Path, told: dict[str, Any], servers: list[Computer], tmp_path: Path
) -> None:
    (server,) = servers
    server.must("restore", copy)
    on_server = server.tell()
    assert on_server["vendor"] == "postgresql"
    same(told, on_server)

    back = tmp_path / "back.zip"
    server.must("backup", "--to", back)
    assert "Копія ціла" in server.must("backup", "--check", back)
    third = Computer(tmp_path / "third")
    third.must("restore", back)
    found = third.tell()
    assert found["vendor"] == "sqlite"
    same(told, found)

    assert "--replace" in server.refused("restore", back)
    said = server.must("restore", "--replace", back)
    assert "before_restore_" in said, "the former schema is kept"
    same(told, server.tell())
    with psycopg.connect(server.database_url) as asking:
        schemas = [name for (name,) in asking.execute("SELECT nspname FROM pg_namespace")]
        assert asking.info.transaction_status
        assert sum(name.startswith("before_restore_") for name in schemas) == 2
        assert "oseredok_restoring" not in schemas
        assert "працює" in server.refused("restore", "--replace", back), "somebody is connected"


def test_a_centre_is_replaced_only_when_asked_and_the_former_one_is_kept(
    first: Computer, copy: Path, told: dict[str, Any], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(first.data, data)
    here = Computer(data)
    with sqlite3.connect(data / "oseredok.sqlite3") as database:
        database.execute("UPDATE people_reader SET surname = 'Інша' WHERE surname = 'Шевченко'")
    database.close()
    (data / "files" / "новий.txt").write_text("після копії", encoding="utf-8")
    before = (data / "oseredok.sqlite3").read_bytes()

    assert "--replace" in here.refused("restore", copy)
    assert (data / "oseredok.sqlite3").read_bytes() == before

    said = here.must("restore", "--replace", copy)
    kept = next(data.glob("before-restore-*"))
    assert str(kept) in said
    found = here.tell()
    same(told, found)
    assert found["runs"][:-1] == told["runs"], "the history of copies is carried over"
    assert found["kinds_of_runs"][-1] == "restore"
    assert (kept / "files" / "новий.txt").exists()
    with sqlite3.connect(kept / "oseredok.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM people_reader WHERE surname = 'Інша'").fetchone() == (1,)
    database.close()


def test_a_copy_of_an_older_version_is_brought_to_this_one(tmp_path: Path) -> None:
    old, file = Computer(tmp_path / "old"), tmp_path / "old.zip"
    old.script("old", file)
    new = Computer(tmp_path / "new")
    new.must("restore", file)
    with sqlite3.connect(new.data / "oseredok.sqlite3") as database:
        rows = database.execute("SELECT surname, card_number, category, created_on FROM people_reader").fetchall()
        steps = database.execute("SELECT type, created_at IS NOT NULL FROM mfa_authenticator").fetchall()
        surveys = database.execute("SELECT COUNT(*) FROM surveys_survey").fetchone()
        counted = database.execute("SELECT SUM(quantity) FROM journal_count").fetchone()
        triggers = database.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    database.close()
    assert rows == [("Стус", "000123", "local", "2026-10-14")]
    assert steps == [("totp", 1)], "the columns of the new version are filled"
    assert surveys == (0,), "the room that came later is there"
    assert counted == (5,)
    assert triggers[0] >= 10
    assert "Базі даних бракує змін" not in new.run("check").stdout


def test_a_power_cut_at_the_very_switch_is_finished_by_the_next_start(
    copy: Path, told: dict[str, Any], tmp_path: Path
) -> None:
    here = Computer(tmp_path / "here")
    here.must("restore", copy)
    data = here.data
    # As if the power had gone between the two moves of the database: the former one is away, the new one not in place.
    (data / "aside").mkdir()
    (data / "oseredok.sqlite3").rename(data / "oseredok.sqlite3.restoring")
    moves = [
        switch.Move(
            str(data / "oseredok.sqlite3.restoring"), str(data / "oseredok.sqlite3"), str(data / "aside" / "db")
        )
    ]
    switch.write_down(data, moves)
    here.run("check")
    assert not (data / switch.NOTE).exists()
    same(told, here.tell())


def test_a_running_centre_is_not_restored_over(first: Computer, copy: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(first.data, data)
    database = sqlite3.connect(data / "oseredok.sqlite3")
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("SELECT COUNT(*) FROM people_reader").fetchone()
        assert "зараз працює" in Computer(data).refused("restore", "--replace", copy)
    finally:
        database.close()
