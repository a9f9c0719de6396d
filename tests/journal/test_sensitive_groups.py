"""Sensitive groups are counted apart: the number is right, the person cannot be found."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import override_settings

from oseredok.base.core.periods import Period
from oseredok.spine.journal import queries
from oseredok.spine.journal.models import Entry, GroupCount
from tests.journal.builders import NOON, Town

pytestmark = pytest.mark.django_db
DAY = Period.day(date(2026, 10, 14))


@pytest.fixture
def town() -> Town:
    return Town()


def test_groups_are_counted_and_their_reversal_is_counted_too(town: Town) -> None:
    town.record(flags=["idp", "disability"])
    entry = town.record(flags=["idp"], place=town.branch)
    assert queries.group_counts(period=DAY) == {"disability": 1, "idp": 2}
    assert queries.group_counts(period=DAY, places=[town.branch]) == {"idp": 1}
    town.reverse(entry)
    assert queries.group_counts(period=DAY) == {"disability": 1, "idp": 1}
    assert queries.group_counts(period=DAY, kinds=["journal-print"]) == {}


def test_a_flag_told_twice_and_an_entry_sent_twice_count_once(town: Town) -> None:
    for _ in range(2):
        town.record(flags=["idp", "idp"], key="tap")
    assert queries.group_counts(period=DAY) == {"idp": 1}


def test_the_table_has_nothing_to_join_it_to_a_person_or_an_entry(town: Town) -> None:
    for number in range(8):
        town.record(visitor=town.reader(), flags=["veteran"] if number % 2 else [], key=f"tap-{number}")
    names = {field.name for field in GroupCount._meta.concrete_fields}
    assert names == {"id", "flag", "kind", "place", "local_date", "quantity", "key"}
    # On every column that both tables have, all entries look alike from a group count.
    shared = ["local_date", "kind_id", "place_id", "quantity"]
    seen = {tuple(row) for row in Entry.objects.values_list(*shared)}
    assert seen == {tuple(row) for row in GroupCount.objects.values_list(*shared)}
    told: set[Any] = set()
    for entry in Entry.objects.all():
        told |= {str(getattr(entry, field.attname)) for field in Entry._meta.concrete_fields} | {entry.gesture.hex}
    assert not told & set(GroupCount.objects.values_list("key", flat=True))


def test_no_key_of_the_database_alone_makes_the_join(town: Town) -> None:
    """Without the secret key of the installation nothing in the tables turns an entry's key into a group's key."""
    town.record(flags=["idp"], key="tap")
    known = GroupCount.objects.get().key
    with override_settings(SECRET_KEY="another one"):
        town.record(flags=["idp"], key="tap-2", place=town.branch)
        entry = town.record(key="tap")
        assert town.reverse(entry)  # finds no group to reverse
    assert queries.group_counts(period=DAY) == {"idp": 2}
    assert GroupCount.objects.filter(key=known).exists()


def test_a_changed_secret_key_still_reverses_with_the_old_one_kept(town: Town) -> None:
    entry = town.record(flags=["idp"])
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[django_settings.SECRET_KEY]):
        town.reverse(entry)
    assert queries.group_counts(period=DAY) == {}


def test_no_foreign_key_leads_from_groups_to_entries_or_people(town: Town) -> None:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "journal_groupcount")
    targets = {told["foreign_key"][0] for told in constraints.values() if told["foreign_key"]}
    assert targets == {"offer_servicekind", "places_library"}


def test_group_counts_follow_the_day_of_the_entry(town: Town) -> None:
    town.record(flags=["idp"], occurred_at=NOON - timedelta(days=40))
    assert queries.group_counts(period=DAY) == {}
    assert queries.group_counts(period=Period.month(2026, 9)) == {"idp": 1}
