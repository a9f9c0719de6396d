"""The database itself refuses to change history, whoever asks and however."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import TransactionTestCase

from oseredok.base.core.periods import Period
from oseredok.spine.journal import actions
from oseredok.spine.journal.models import ClosedPeriod, Entry, GroupCount, Untallied
from tests.journal.builders import NOON, Town

FROZEN = ("journal_entry", "journal_groupcount", "journal_closedperiod")
COLUMNS = {
    "journal_entry": ", ".join(f.column for f in Entry._meta.concrete_fields if f.column not in ("id", "quantity")),
    "journal_groupcount": "key, flag, kind_id, place_id, local_date",
}
# What a database offers to get rid of a row without UPDATE or DELETE.
BACK_WAYS = {
    "sqlite": [
        f"INSERT OR REPLACE INTO {table} ({more}{columns}, quantity) SELECT {more}{columns}, 99 FROM {table}"  # noqa: S608
        for table, columns in COLUMNS.items()
        for more in ("", "id, ")
    ],
    "postgresql": [
        *(f"TRUNCATE {table} CASCADE" for table in FROZEN),
        *(
            f"INSERT INTO {table} ({columns}, quantity) SELECT {columns}, 99 FROM {table} "  # noqa: S608
            "ON CONFLICT (key) DO UPDATE SET quantity = 99"
            for table, columns in COLUMNS.items()
        ),
    ],
}


@pytest.fixture
def history(db: None) -> Iterator[Entry]:
    """An entry, its group count and a closed period."""
    town = Town()
    entry = town.record(flags=["idp"], key="tap")
    actions.close_period(
        place=town.central, period=Period.month(2026, 9), staff=town.librarian, now=NOON + timedelta(days=1)
    )
    connection.check_constraints()  # PostgreSQL does not empty a table with checks still waiting
    yield entry
    entry.refresh_from_db()
    assert (entry.quantity, entry.key) == (1, "tap")
    assert GroupCount.objects.get().quantity == 1


def refused(sql: str) -> str:
    with pytest.raises(IntegrityError) as answer, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(answer.value)


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "DELETE FROM {} WHERE id > 0"])
def test_raw_sql_is_refused_with_a_sentence(history: Entry, table: str, statement: str) -> None:
    assert f"{table} is append-only: record a reversal instead" in refused(statement.format(table))


def test_the_orm_is_refused_too(history: Entry) -> None:
    history.quantity = 5
    changes: list[Callable[[], object]] = [
        history.save,
        lambda: Entry.objects.update(minutes=1),
        lambda: GroupCount.objects.all().delete(),
        lambda: ClosedPeriod.objects.all().delete(),
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    with pytest.raises(ProtectedError):
        history.delete()


@pytest.mark.parametrize("statement", BACK_WAYS[connection.vendor])
def test_the_back_ways_of_the_database_are_refused(history: Entry, statement: str) -> None:
    assert "append-only" in refused(statement)


def test_every_inserted_entry_joins_the_untallied_tail(history: Entry) -> None:
    assert Untallied.objects.get().entry == history


def test_only_a_reversal_takes_away(history: Entry) -> None:
    for change in ({"quantity": -1}, {"quantity": 0}, {"reason": "slip"}, {"minutes": -3}):
        copy = Entry.objects.get(pk=history.pk)
        copy.pk, copy.key = None, "other"
        for name, value in change.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_the_suite_empties_the_journal_and_the_guards_stand_again() -> None:
    town = Town()
    town.record()
    TransactionTestCase("run")._fixture_teardown()
    assert not Entry.objects.exists()
    Town().record()
    assert "append-only" in refused("DELETE FROM journal_entry")
