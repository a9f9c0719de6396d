"""A letter does not wait behind an hour of import: long jobs have a lane of their own, and the system page tells of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from oseredok.base.backup import tasks as backup
from oseredok.base.jobs import health, lanes, queries
from oseredok.base.mail import tasks as mail
from oseredok.console.work import LaneRunner
from oseredok.library.people.imports import tasks as imports
from oseredok.library.privacy import tasks as privacy
from oseredok.management.closing import tasks as closing
from tests.jobs.work import simple

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 120.0
began, may_end = threading.Event(), threading.Event()


@task(queue_name=lanes.LONG)
def long_one() -> None:
    began.set()
    assert may_end.wait(PATIENCE)


@task(queue_name=lanes.LONG)
def short_after_long() -> None:
    return None


@pytest.fixture(autouse=True)
def signs_of_life() -> Iterator[None]:
    for event in (began, may_end):
        event.clear()
    for lane in lanes.LANES:
        lane.heartbeat.write_text("1", encoding="ascii")
    yield
    for lane in lanes.LANES:
        lane.heartbeat.unlink(missing_ok=True)


def state(of: object) -> str:
    return str(DBTaskResult.objects.get(task_path=of.module_path).status)  # type: ignore[attr-defined]


def go(lane: lanes.Lane) -> None:
    """Do what is ready on a lane, then return."""
    runner = LaneRunner(lane)
    runner.worker.batch, runner.worker.interval = True, 0
    runner.run()


@pytest.fixture
def long_lane() -> Iterator[threading.Thread]:
    """The long lane busy with a job that does not end."""

    def run() -> None:
        try:
            go(lanes.LONG_LANE)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert began.wait(PATIENCE)
        yield thread
    finally:
        may_end.set()
        thread.join(PATIENCE)


@pytest.fixture
def ordered() -> None:
    long_one.enqueue()
    short_after_long.enqueue()
    simple.enqueue()


@pytest.mark.usefixtures("ordered")
def test_a_quick_task_is_done_while_a_long_one_goes_on(long_lane: threading.Thread) -> None:
    go(lanes.QUICK_LANE)
    assert state(simple) == TaskResultStatus.SUCCESSFUL
    assert (state(long_one), state(short_after_long)) == (TaskResultStatus.RUNNING, TaskResultStatus.READY)
    may_end.set()
    long_lane.join(PATIENCE)
    assert state(long_one) == state(short_after_long) == TaskResultStatus.SUCCESSFUL


@pytest.mark.usefixtures("ordered", "long_lane")
def test_the_system_page_tells_what_lasts_and_who_waits_and_that_is_no_alarm() -> None:
    now = timezone.now() + timedelta(minutes=12)
    for lane in lanes.LANES:
        lane.heartbeat.touch()
    DBTaskResult.objects.filter(task_path=simple.module_path).delete()
    told = health.find_long_lane(timezone.now())
    assert told is not None
    assert told.level is health.Level.WELL
    assert "Довге завдання триває 0 хв" in told.sentence
    assert told.sentence.endswith("За ним чекає: 1\xa0завдання.")
    assert health.find_queue(now).level is health.Level.WELL, "long ones wait behind a long one as long as it lasts"
    simple.enqueue()
    assert health.find_queue(now).level is health.Level.BAD, "but a letter does not"


@pytest.mark.usefixtures("ordered")
def test_a_long_task_that_waits_behind_nothing_is_an_alarm() -> None:
    DBTaskResult.objects.exclude(task_path=long_one.module_path).delete()
    assert queries.overdue_count(now=timezone.now() + timedelta(minutes=12), patience=health.QUEUE_PATIENCE) == 1


def test_each_lane_that_falls_silent_is_told() -> None:
    now = timezone.now()
    free = health.find_long_lane(now)
    assert free is not None
    assert free.level is health.Level.WELL
    lanes.LONG_LANE.heartbeat.unlink()
    silent = health.find_long_lane(now)
    assert silent is not None
    assert silent.level is health.Level.BAD
    assert "Довгі завдання стоять" in silent.sentence
    assert health.find_worker(now).level is health.Level.WELL
    lanes.QUICK_LANE.heartbeat.unlink()
    assert health.find_worker(now).level is health.Level.BAD
    assert health.find_long_lane(now) is None, "one sentence is enough when nothing works at all"


def test_a_lane_that_broke_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runner, calls = LaneRunner(lanes.LONG_LANE), []

    def run() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionError("the database was out")
        runner.stop()

    monkeypatch.setattr(runner, "run", run)
    monkeypatch.setattr("oseredok.console.work.PAUSE_SECONDS", 0)
    assert runner.is_moving
    runner.run_for_ever()
    assert len(calls) == 2
    assert not runner.is_moving, "a lane that has just broken leaves no sign of life"


@pytest.mark.parametrize(
    "of",
    [
        backup.back_up, backup.look_after_copies, closing.export, privacy.keep_terms,
        imports.check_file, imports.carry_file, imports.undo_file,
    ],
)  # fmt: skip
def test_what_may_last_is_on_the_long_lane(of: object) -> None:
    assert of.queue_name == lanes.LONG  # type: ignore[attr-defined]


def test_letters_are_on_the_quick_lane() -> None:
    assert mail.deliver_letter.queue_name == mail.sweep.queue_name == "default"
