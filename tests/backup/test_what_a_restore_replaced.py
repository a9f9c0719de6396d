"""What a restore has replaced is kept for its time, told with the day it goes, and then goes: it holds readers' data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from oseredok.base.backup import choices, former, switch
from oseredok.base.preferences.actions import set_value

pytestmark = pytest.mark.django_db

THEN = datetime(2026, 10, 14, 8, tzinfo=UTC)
OLD, NEW = "before-restore-20261014-080000", "before-restore-20261110-080000"


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    for name in (OLD, NEW):
        (tmp_path / name / "files").mkdir(parents=True)
        (tmp_path / name / "files" / "скан.pdf").write_text("x")
    return tmp_path


def test_it_goes_when_its_time_is_over_and_not_before(data: Path) -> None:
    assert former.forget_old(now=THEN + timedelta(days=30, seconds=-1)) == 0
    assert former.forget_old(now=THEN + timedelta(days=30)) == 1
    assert not (data / OLD).exists()
    assert (data / NEW).exists()


def test_the_library_sets_the_time(data: Path) -> None:
    set_value(declared=choices.KEEP_FORMER, text="3", by="Ольга Т.", now=THEN)
    assert [one.goes_at.date().isoformat() for one in former.all_kept() if one.folder] == ["2026-10-17", "2026-11-13"]
    assert former.forget_old(now=THEN + timedelta(days=3)) == 1
    assert not (data / OLD).exists()


def test_what_only_looks_alike_is_not_touched(data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("work")
    (elsewhere / "дорого.txt").write_text("x")
    (data / "before-restore-20261001-080000").symlink_to(elsewhere)
    for name in ("before-restore-mine", "before-restore-20261399-080000", "before-restore-20261014-080000-copy"):
        (data / name).mkdir()
    (data / "before-restore-20261002-080000").write_text("a file, not a folder")
    assert former.forget_old(now=THEN + timedelta(days=400)) == 2
    assert (elsewhere / "дорого.txt").exists()
    assert sorted(path.name for path in data.glob("before-restore-*")) == [
        "before-restore-20261001-080000",
        "before-restore-20261002-080000",
        "before-restore-20261014-080000-copy",
        "before-restore-20261399-080000",
        "before-restore-mine",
    ]


def test_nothing_goes_while_a_restore_is_not_finished(data: Path) -> None:
    switch.write_down(data, [], schema="before_restore_20261014_080000")
    assert former.forget_old(now=THEN + timedelta(days=400)) == 0
    switch.forget(data)
    assert former.forget_old(now=THEN + timedelta(days=400)) == 2


@pytest.fixture
def schema() -> str:
    name = "before_restore_20261014_080000"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
        cursor.execute(f"CREATE TABLE {name}.reader (surname text)")
    return name


@pytest.mark.postgresql
def test_a_former_schema_goes_too(schema: str) -> None:
    assert f"PostgreSQL: {schema}" in [one.words for one in former.all_kept()]
    assert former.forget_old(now=THEN + timedelta(days=29)) == 0
    former.forget_old(now=THEN + timedelta(days=31))
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_namespace WHERE nspname = %s", [schema])
        assert cursor.fetchone()[0] == 0
