"""The tail is added to the tally in the background, again and again."""

from datetime import date, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oseredok.base.core.periods import Period
from oseredok.spine.journal import actions, queries, tasks
from oseredok.spine.journal.models import Tally, Untallied
from tests.journal.builders import NOON, Town

pytestmark = pytest.mark.django_db


def test_settling_moves_the_tail_in_batches_and_changes_no_number() -> None:
    town = Town()
    for age_group in ("60p", "60p", "0_14", "60p"):
        town.record(age_group=age_group, minutes=5)
    assert actions.settle(limit=3, batch=2) == 3
    assert Untallied.objects.count() == 1
    assert queries.total(period=Period.day(NOON.date())) == 4
    assert actions.settle() == 1
    assert actions.settle() == 0
    cell = Tally.objects.get(age_group="60p")
    assert (cell.quantity, cell.minutes, cell.entries) == (3, 15, 3)


def test_the_command_settles_and_rebuilds() -> None:
    town = Town()
    town.record()
    out = StringIO()
    call_command("settle", stdout=out)
    Tally.objects.update(quantity=99)  # somebody's hand in the database
    call_command("settle", rebuild=True, stdout=out)
    assert out.getvalue() == "Додано записів до підсумків: 1.\nПідсумки пораховано заново: 1.\n"
    assert queries.total(period=Period.day(NOON.date())) == 1


def test_the_worker_settles_and_queues_its_next_turn_once() -> None:
    Town().record()
    assert tasks.keep_settling()
    assert not tasks.keep_settling()
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    assert tasks.settle_journal.func() == 1
    assert not Untallied.objects.exists()
    waiting = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    assert waiting.run_after is not None


def test_counts_of_months_are_asked_for_whole_months_only() -> None:
    Town().record(quantity=2)
    october = queries.month_counts(period=Period.month(2026, 10)).get()
    assert (october.month, october.quantity) == (date(2026, 10, 1), 2)
    with pytest.raises(ValueError, match="whole months"):
        queries.month_counts(period=Period.week(NOON.date()))


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(1, 800))
@example(date(2026, 1, 31), 1)
@example(date(2026, 1, 31), 29)
@example(date(2025, 12, 1), 31)
@settings(deadline=None)
def test_a_period_is_its_whole_months_and_the_days_at_its_ends(start: date, length: int) -> None:
    period = Period(start, start + timedelta(days=length))
    cut = queries.pieces(period)
    assert (cut[0].start, cut[-1].end) == (period.start, period.end)
    assert all(one.end == other.start for one, other in pairwise(cut))
    whole = [piece for piece in cut if queries.is_whole_months(piece)]
    inside = [month for month in period.months() if period.start <= month.start and month.end <= period.end]
    assert [(one.start, one.end) for one in whole] == ([(inside[0].start, inside[-1].end)] if inside else [])
    assert len(cut) <= 3
