"""`oseredok check` says in sentences what is wrong with a centre and what to do."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django import Settings

from oseredok.base.backup.models import Run
from oseredok.base.core import database
from oseredok.base.core.health import Level, findings
from oseredok.base.core.text import NBSP
from oseredok.base.jobs.health import heartbeat_file
from oseredok.base.jobs.lanes import LANES
from oseredok.console import work
from oseredok.spine.search import indexer
from tests.world import World, give_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def said(level: Level) -> str:
    return "\n".join(str(finding) for finding in findings(now=timezone.now()) if finding.level is level)


def queued() -> DBTaskResult:
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="a.task", backend_name="default", run_after=get_date_max()
    )


@pytest.mark.usefixtures("searchable")
def test_a_running_centre_is_well(settings: Settings) -> None:
    indexer.rebuild()
    settings.EMAIL_CONFIGURED, settings.EMAIL_HOST = True, "mail.example"
    for lane in LANES:
        lane.heartbeat.write_text("1", encoding="ascii")
    Run.objects.create(asked="schedule", state="good", started_at=timezone.now(), finished_at=timezone.now())
    assert said(Level.BAD) == said(Level.ADVICE) == ""
    assert "усі зміни внесено" in said(Level.WELL)
    assert "Пошук працює: " in said(Level.WELL)


def test_a_worker_that_never_ran_and_one_that_fell_silent_are_told(data: Path) -> None:
    assert "ще не запускали" in said(Level.BAD)
    heartbeat_file().write_text("1", encoding="ascii")
    long_ago = time.time() - 600
    os.utime(heartbeat_file(), (long_ago, long_ago))
    assert "мовчить 10 хв" in said(Level.BAD)


def test_a_queue_that_stands_is_told() -> None:
    row = queued()
    assert "Завдання чекають" not in said(Level.BAD)
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=datetime.now(tz=UTC) - timedelta(hours=1))
    assert "Завдання чекають понад 5 хвилин: 1" in said(Level.BAD)


def test_mail_that_is_not_configured_is_advice(settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = False
    assert "задайте EMAIL_URL" in said(Level.ADVICE)


def test_missing_and_foreign_migrations_are_told() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*MigrationLoader(connection).graph.leaf_nodes("journal")[0])
    assert "oseredok migrate" in said(Level.BAD)
    recorder.record_applied("journal", "9999_from_the_future")
    assert "новіша версія" in said(Level.BAD)


def test_a_worker_takes_up_what_it_was_doing_when_it_died() -> None:
    mine, theirs, waiting = queued(), queued(), queued()
    mine.claim(work.worker_id())
    theirs.claim("another-machine")
    assert work.take_up_abandoned(work.worker_id()) == 1
    assert [row.status for row in (DBTaskResult.objects.get(pk=row.pk) for row in (mine, theirs, waiting))] == [
        "READY",
        "RUNNING",
        "READY",
    ]
    assert DBTaskResult.objects.get(pk=mine.pk).run_after > timezone.now()


def test_an_errand_that_comes_once_an_hour_is_not_overdue() -> None:
    row = queued()
    DBTaskResult.objects.filter(pk=row.pk).update(
        enqueued_at=timezone.now() - timedelta(hours=1), run_after=timezone.now() - timedelta(seconds=10)
    )
    assert "Завдання чекають" not in said(Level.BAD)


def test_a_clock_that_woke_up_in_the_past_is_told() -> None:
    woke_up = datetime(2001, 1, 1, tzinfo=UTC)
    assert any("показує 2001 рік" in str(finding) for finding in findings(now=woke_up))


def test_a_site_open_to_others_without_https_is_advice(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "biblioteka.example"]
    assert "без HTTPS" in said(Level.ADVICE)
    settings.HTTPS = True
    assert "через HTTPS" in said(Level.WELL)


def test_leaders_without_a_second_step_are_named(world: World) -> None:
    assert "Ще не мають другого кроку входу: Ольга Т., Юрій Щ. Хай" in said(Level.ADVICE).replace(NBSP, " ")
    for who in ("director", "administrator"):
        give_second_step(world.accounts[who])
    assert "входять у два кроки" in said(Level.WELL)


def test_what_needs_the_database_is_not_asked_while_it_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "unknown_change", lambda: "journal.9999_from_the_future")
    seen = list(findings(now=timezone.now()))
    assert "новіша версія" in seen[0].sentence
    assert not [one for one in seen if "Черга" in one.sentence]
