"""Different users are counted without knowing who they are."""

from datetime import UTC, date, datetime, timedelta

import pytest

from oseredok.base.core.periods import Period
from oseredok.spine.journal import visitors
from oseredok.spine.journal.models import Entry, VisitorSalt
from tests.journal.builders import NOON, Town

pytestmark = pytest.mark.django_db
YEAR = Period.year(2026)


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_reader_who_comes_often_is_one_user(town: Town) -> None:
    often, once = town.reader(), town.reader()
    for days in range(3):
        town.record(visitor=often, occurred_at=NOON - timedelta(days=days))
    town.record(visitor=once, place=town.branch)
    town.record()  # nobody known
    assert visitors.distinct_visitors(period=YEAR) == 2
    assert visitors.distinct_visitors(period=YEAR, places=[town.branch]) == 1
    assert visitors.distinct_visitors(period=YEAR, kinds=["journal-print"]) == 0
    assert visitors.distinct_visitors(period=Period.month(2026, 1)) == 0


def test_a_visitor_whose_every_entry_was_reversed_was_not_there(town: Town) -> None:
    reader = town.reader()
    town.reverse(town.record(visitor=reader))
    assert visitors.distinct_visitors(period=YEAR) == 0
    town.record(visitor=reader)
    assert visitors.distinct_visitors(period=YEAR) == 1


def test_the_key_changes_with_the_year_and_has_nothing_of_the_person(town: Town) -> None:
    reader = town.reader("Незабутько")
    new_year = datetime(2026, 12, 31, 22, 0, tzinfo=UTC)  # midnight in Kyiv
    keys = [
        town.record(visitor=reader, occurred_at=at, now=new_year).visitor_key
        for at in (NOON, new_year - timedelta(seconds=1), new_year)
    ]
    assert keys[0] == keys[1] != keys[2]
    assert [salt.year for salt in VisitorSalt.objects.order_by("year")] == [2026, 2027]
    reader.surname, reader.phone, reader.card_number = "Інша", "+380671234567", "777"
    reader.save()
    assert town.record(visitor=reader).visitor_key == keys[0]


def test_without_the_salt_of_its_year_a_key_is_nobodys(town: Town) -> None:
    reader = town.reader()
    before = town.record(visitor=reader).visitor_key
    VisitorSalt.objects.all().delete()
    assert town.record(visitor=reader).visitor_key != before
    assert Entry.objects.get(visitor_key=before).local_date == date(2026, 10, 14)


def test_people_who_only_looked_are_empty_keys(town: Town) -> None:
    assert town.record().visitor_key == ""
