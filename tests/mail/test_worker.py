"""The background worker and the minute's sweep, as they run in a library."""

import threading
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from oseredok.base.mail import tasks
from oseredok.base.mail.actions import deliver_due, queue_test_letter
from oseredok.base.mail.models import Letter, State
from tests.mail.server import Postbox

NOW = datetime(2026, 10, 14, 8, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def run_worker() -> None:
    """Do all errands that are ready, as `db_worker --batch` does, without touching the test's signals."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


def turns(status: str) -> int:
    return DBTaskResult.objects.filter(task_path=tasks.sweep.module_path, status=status).count()


def test_the_worker_sends_a_letter_only_after_the_commit(postbox: Postbox) -> None:
    with transaction.atomic():
        queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
        assert not postbox.letters
    run_worker()
    assert len(postbox.letters) == 1
    assert Letter.objects.get().state == State.SENT


def test_a_letter_survives_a_worker_whose_errand_was_lost(postbox: Postbox) -> None:
    queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
    DBTaskResult.objects.all().delete()
    tasks.keep_sweeping()
    run_worker()
    assert len(postbox.letters) == 1


def test_each_sweep_orders_the_next_one_a_minute_later(postbox: Postbox) -> None:
    tasks.keep_sweeping()
    before = timezone.now()
    run_worker()
    assert turns(TaskResultStatus.SUCCESSFUL) == 1
    following = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    assert before + timedelta(seconds=59) < following.run_after < timezone.now() + timedelta(seconds=61)


def test_several_workers_keep_one_chain_of_sweeps(postbox: Postbox) -> None:
    assert tasks.keep_sweeping()
    assert not tasks.keep_sweeping()
    tasks.sweep.enqueue()  # as two workers that started in the same instant would
    run_worker()
    assert turns(TaskResultStatus.READY) == 1


def test_a_sweep_that_breaks_still_orders_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*, now: datetime) -> int:
        raise RuntimeError("database is away")

    monkeypatch.setattr(tasks, "sweep_once", broken)
    tasks.keep_sweeping()
    run_worker()
    assert turns(TaskResultStatus.FAILED) == 1
    assert turns(TaskResultStatus.READY) == 1


def test_old_turns_do_not_pile_up(postbox: Postbox) -> None:
    tasks.keep_sweeping()
    run_worker()
    DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).update(
        finished_at=timezone.now() - timedelta(hours=2)
    )
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).delete()
    tasks.keep_sweeping()
    run_worker()
    assert turns(TaskResultStatus.SUCCESSFUL) == 1


def test_two_workers_never_send_one_letter_twice(postbox: Postbox) -> None:
    for number in range(12):
        queue_test_letter(to="olena@example.com", key=f"test:{number}", now=NOW)
    start = threading.Barrier(2)
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            start.wait(timeout=120)
            deliver_due(now=NOW)
        except BaseException as trouble:
            troubles.append(trouble)  # a thread's failure must fail the test
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    assert not troubles
    assert len({letter["Message-ID"] for letter in postbox.letters}) == 12
    assert len(postbox.letters) == 12
    assert set(Letter.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


def test_one_turn_by_hand_says_what_it_did(postbox: Postbox) -> None:
    queue_test_letter(to="olena@example.com", key="test:1", now=timezone.now())
    out = StringIO()
    call_command("sweep", stdout=out)
    assert out.getvalue() == "Надіслано: 1. У черзі: 0. Чекають налаштування пошти: 0. Не надіслано: 0.\n"


def test_a_turn_without_settings_says_that_letters_wait() -> None:
    with override_settings(EMAIL_CONFIGURED=False):
        queue_test_letter(to="olena@example.com", key="test:1", now=timezone.now())
        out = StringIO()
        call_command("sweep", stdout=out)
    assert "Чекають налаштування пошти: 1." in out.getvalue()
