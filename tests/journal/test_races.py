"""Two desks at once, for real: threads and processes that commit into the same database."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from oseredok.base.core.errors import Conflict
from oseredok.base.core.periods import Period
from oseredok.spine.journal import actions, queries
from oseredok.spine.journal.models import Entry, GroupCount, Untallied, VisitorSalt
from tests.journal.builders import NOON, Town

pytestmark = pytest.mark.django_db(transaction=True)
DAY = Period.day(NOON.date())
ROUNDS = 8


@pytest.fixture
def town(transactional_db: None) -> Town:
    return Town()


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """Run all in threads that start together; return their answers or what they raised."""
    start = threading.Barrier(len(work))
    answers: list[Any] = [None] * len(work)

    def run(number: int, do: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=120)
            answers[number] = do()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, do)) for number, do in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers


def test_two_desks_with_one_key_record_once(town: Town) -> None:
    for number in range(ROUNDS):
        answers = at_once(*[lambda n=number: town.record(key=f"tap-{n}", flags=["idp"])] * 3)
        assert len({entry.pk for entry in answers}) == 1, answers
    assert Entry.objects.count() == GroupCount.objects.count() == ROUNDS
    assert queries.total(period=DAY) == ROUNDS


def test_the_one_who_was_second_still_has_a_usable_transaction(town: Town) -> None:
    def two_entries(own: str) -> tuple[Entry, Entry]:
        with transaction.atomic():
            return town.record(key="shared"), town.record(key=own)

    answers = at_once(lambda: two_entries("one"), lambda: two_entries("two"))
    assert answers[0][0] == answers[1][0]
    assert set(Entry.objects.values_list("key", flat=True)) == {"shared", "one", "two"}


def test_two_who_reverse_one_entry_reverse_it_once(town: Town) -> None:
    for _ in range(ROUNDS):
        entry = town.record(flags=["veteran"])
        answers = at_once(*[lambda e=entry: town.reverse(e)] * 2)
        assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "Entry"], answers
        assert next(answer for answer in answers if isinstance(answer, Conflict)).code == "already-reversed"
    assert queries.total(period=DAY) == 0
    assert queries.group_counts(period=DAY) == {}


def test_a_new_year_gets_one_salt_whoever_comes_first(town: Town) -> None:
    reader = town.reader()
    answers = at_once(*[lambda: town.record(visitor=reader)] * 3)
    assert len({entry.visitor_key for entry in answers}) == 1, answers
    assert VisitorSalt.objects.count() == 1


def test_numbers_stay_exact_while_they_are_settled(town: Town) -> None:
    for _ in range(60):
        town.record()

    def read() -> set[int]:
        return {queries.total(period=DAY) for _ in range(40)}

    seen, *settled = at_once(read, lambda: actions.settle(batch=3), lambda: actions.settle(batch=4))
    assert seen == {60}
    assert sum(settled) == 60, settled
    assert not Untallied.objects.exists()


def test_recording_settling_and_rebuilding_at_once_lose_nothing(town: Town) -> None:
    def record_ten() -> None:
        for _ in range(10):
            town.record()

    def rebuild() -> None:
        for _ in range(3):
            actions.rebuild_tallies()

    answers = at_once(record_ten, record_ten, lambda: [actions.settle(batch=2) for _ in range(6)], rebuild)
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert queries.total(period=DAY) == 20
    actions.settle()
    assert queries.total(period=DAY) == 20


def test_a_closing_and_an_entry_at_once_agree_on_who_was_first(town: Town) -> None:
    later = NOON + timedelta(days=30)
    for month in (1, 2, 3, 4):
        period = Period.month(2026, month)
        at = period.starts_at + timedelta(hours=9)
        closing, entry = at_once(
            lambda p=period: actions.close_period(place=None, period=p, staff=town.librarian, now=later),
            lambda a=at: town.record(occurred_at=a, now=later),
        )
        in_time = queries.as_of(closing=closing).filter(pk=entry.pk).exists()
        late = queries.entries(period=period).get(pk=entry.pk).after_closing
        assert in_time is not late


def test_processes_with_the_same_keys_record_each_once(town: Town) -> None:
    script = """
import sys
import django
django.setup()
from datetime import datetime
from django.db import transaction
from oseredok.library.places.models import Library
from oseredok.spine.journal import actions
place = Library.objects.get(pk=int(sys.argv[1]))
now = datetime.fromisoformat(sys.argv[2])
for number in range(15):
    with transaction.atomic():
        actions.record(kind="journal-visit", place=place, occurred_at=now, now=now, key=f"offline-{number}")
"""
    racing = [start_process(script, [str(town.central.pk), NOON.isoformat()]) for _ in range(2)]
    for process in racing:
        _, complaints = process.communicate(timeout=120)
        assert process.returncode == 0, complaints
    assert Entry.objects.count() == 15
    assert queries.total(period=DAY) == 15


def start_process(script: str, arguments: Iterable[str]) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "oseredok.settings",
        "DATABASE_URL": database_url(),
        "OSEREDOK_DATA": str(settings.DATA),
    }
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def database_url() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgres://{told['USER']}{password}@{told['HOST']}{port}/{told['NAME']}"
