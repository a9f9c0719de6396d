"""A mistake is taken back by an entry with the opposite sign."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.library.people.models import Account
from oseredok.spine.journal import actions, queries
from oseredok.spine.journal.models import Entry, Reason
from tests.journal.builders import NOON, Town

pytestmark = pytest.mark.django_db
DAY = Period.day(date(2026, 10, 14))
NEXT_WEEK = NOON + timedelta(days=7)


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_reversal_is_the_same_with_the_opposite_sign_on_the_same_day(town: Town) -> None:
    entry = town.record(kind=town.print, quantity=6, minutes=4, age_group="60p", visitor=town.reader())
    chief = Account.objects.create(username="chief")
    with transaction.atomic():
        reversal = actions.reverse(entry=entry, staff=chief, now=NEXT_WEEK, reason=Reason.WRONG_DETAILS)
    assert (reversal.quantity, reversal.minutes, reversal.reverses) == (-6, -4, entry)
    assert (reversal.local_date, reversal.occurred_at) == (entry.local_date, entry.occurred_at)
    assert (reversal.recorded_at, reversal.reason) == (NEXT_WEEK, "wrong_details")
    assert reversal.visitor_key == entry.visitor_key != ""
    assert (reversal.staff, reversal.corrected_by) == (town.librarian, chief)
    assert queries.total(period=DAY) == 0


def test_twice_is_a_conflict(town: Town) -> None:
    entry = town.record()
    town.reverse(entry)
    with pytest.raises(Conflict) as refused:
        town.reverse(entry)
    assert refused.value.code == "already-reversed"
    assert Entry.objects.count() == 2


def test_a_reversal_is_not_reversed_but_recorded_anew(town: Town) -> None:
    reversal = town.reverse(town.record())
    with pytest.raises(Conflict) as refused:
        town.reverse(reversal)
    assert refused.value.code == "reversal-of-reversal"
    town.record()
    assert queries.total(period=DAY) == 1


@pytest.mark.parametrize("reason", ["", "передумали"])
def test_a_reason_of_the_list_is_required(town: Town, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        town.reverse(town.record(), reason=reason)
    assert refused.value.code == "reason"


def test_what_is_reversed_is_read_from_the_database_not_from_memory(town: Town) -> None:
    entry = town.record(quantity=3)
    entry.quantity, entry.age_group = 7, "60p"
    reversal = town.reverse(entry)
    assert (reversal.quantity, reversal.age_group) == (-3, "")


def test_lists_tell_what_was_reversed(town: Town) -> None:
    kept, taken = town.record(), town.record()
    reversal = town.reverse(taken)
    listed = {entry.pk: entry.is_reversed for entry in queries.entries(period=DAY)}
    assert listed == {kept.pk: False, taken.pk: True, reversal.pk: False}
    assert list(queries.entries(period=DAY, only_standing=True)) == [kept]


def test_a_list_with_reversals_takes_one_query(town: Town, django_assert_num_queries: object) -> None:
    for _ in range(3):
        town.reverse(town.record(kind=town.help, theme=town.theme))
    with django_assert_num_queries(1):  # type: ignore[operator]
        for entry in queries.entries(period=DAY, places=[town.central]):
            assert all([entry.kind.group, entry.place, entry.staff, entry.theme])
            assert getattr(entry, "reversal", None) or entry.corrected_by


def test_entries_of_a_kind_not_rendered_any_more_can_still_be_reversed(town: Town) -> None:
    entry = town.record()
    town.visit.is_active = False
    town.visit.save()
    assert town.reverse(entry).quantity == -1
