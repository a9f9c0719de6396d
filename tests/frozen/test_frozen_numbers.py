"""Numbers are kept as they were: nothing recorded later is mixed in, and nobody changes them unseen."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.management.indicators import actions as targets
from oseredok.management.indicators.catalogue import INDICATORS
from oseredok.management.reports.frozen import guards, queries
from oseredok.management.reports.frozen.actions import freeze
from oseredok.management.reports.frozen.models import Cell, Line, Snapshot
from tests.indicators import book
from tests.world import World

OCTOBER = Period.month(2026, 10)
LATER = clock.moment_at(date(2026, 11, 2), time(9))
CODES = ("visits.total", "visits.service", "mean.ref_virtual", "users.active")


def frozen(world: World, *codes: str, **told: object) -> Snapshot:
    return freeze(codes=codes or CODES, period=OCTOBER, places=None, now=LATER, **told)  # type: ignore[arg-type]


def test_a_frozen_row_holds_the_number_and_what_it_is_compared_with(world: World) -> None:
    book.written(world)
    targets.set_target(indicator="visits.total", place=None, value=Decimal(40), valid_from=date(2026, 1, 1))
    visits = frozen(world).rows[0]
    assert (visits.code, visits.number, visits.target) == ("visits.total", 46, 40)
    assert [(point.key, point.number) for point in visits.months] == [("2026-10", 46)]
    assert [(point.label, point.number) for point in visits.places] == [
        ("Центральна", 42), ("Філія «Заріччя»", 4), ("Філія у Високому", 0),
    ]  # fmt: skip
    assert "from=2026-10-01" in visits.query
    assert "відвідування" in visits.formula.casefold()


def test_what_the_journal_had_not_begun_to_count_is_no_zero(world: World) -> None:
    """The diary of the book begins on 7 October 2025: October of that year counts, September does not."""
    book.written(world)
    assert frozen(world).rows[0].year_ago == 35
    september = freeze(codes=CODES, period=Period.quarter(2026, 2), places=None, now=LATER)
    assert september.rows[0].year_ago is None


def test_an_entry_written_down_later_changes_nothing_frozen_and_is_listed(world: World) -> None:
    book.written(world)
    snapshot = frozen(world)
    late = book.record(world, "visit", day=date(2026, 10, 20), quantity=3, now=LATER)
    kept = Snapshot.objects.get(pk=snapshot.pk)
    assert kept.rows[0].number == 46
    corrections = queries.corrections_since(kept)
    assert [(one.row.code, one.now, one.difference) for one in corrections] == [
        ("visits.total", 49, 3),
        ("visits.service", 37, 3),
    ]
    assert list(queries.late_entries(kept)) == [late]


def test_a_late_entry_of_another_place_or_month_is_not_listed(world: World) -> None:
    book.written(world)
    snapshot = freeze(codes=CODES, period=OCTOBER, places=[world.branch], now=LATER)
    book.record(world, "visit", day=date(2026, 10, 20), quantity=3, now=LATER)
    book.record(world, "visit", day=date(2026, 11, 1), quantity=3, place=world.branch, now=LATER)
    assert not queries.corrections_since(snapshot)
    assert not queries.late_entries(snapshot).exists()


def test_a_renamed_library_keeps_its_old_name_in_what_was_frozen(world: World) -> None:
    snapshot = freeze(codes=CODES, period=OCTOBER, places=[world.branch], now=LATER)
    world.branch.short_name = "Філія №1"
    world.branch.save()
    assert Snapshot.objects.get(pk=snapshot.pk).content.places[0].name == "Філія «Заріччя»"


def test_every_indicator_of_the_catalogue_is_read_back_as_it_was_frozen(world: World) -> None:
    book.written(world)
    snapshot = frozen(world, *(one.code for one in INDICATORS))
    assert len(Snapshot.objects.get(pk=snapshot.pk).rows) == len(INDICATORS)
    assert snapshot.content.digest == snapshot.digest


def test_the_same_numbers_give_the_same_digest_and_other_numbers_another(world: World) -> None:
    book.written(world)
    first, second = frozen(world), frozen(world)
    assert first.digest == second.digest
    book.record(world, "visit", day=date(2026, 10, 20), now=LATER)
    assert frozen(world).digest != first.digest


@pytest.mark.parametrize("table", guards.TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_what_is_frozen(world: World, table: str, verb: str) -> None:
    book.written(world)
    frozen(world)
    with pytest.raises(DatabaseError, match="is frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table=table))


def test_a_number_slipped_in_past_the_program_is_found_on_reading(world: World) -> None:
    book.written(world)
    snapshot = frozen(world)
    line = Line.objects.filter(snapshot=snapshot).first()
    assert line is not None
    Cell.objects.create(
        snapshot=snapshot, code=line.code, series="month", order=9, key="2026-11", label="листопад", number=1
    )
    with pytest.raises(queries.Changed):
        _ = Snapshot.objects.get(pk=snapshot.pk).rows


@pytest.mark.parametrize(
    ("codes", "period", "code"),
    [
        (CODES, Period.half_year(2026, 2), "period-not-over"),
        (("visits.none",), OCTOBER, "indicator-unknown"),
        ((), OCTOBER, "no-indicators"),
    ],
)
def test_what_cannot_be_frozen_is_refused(world: World, codes: tuple[str, ...], period: Period, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        freeze(codes=codes, period=period, places=None, now=LATER)
    assert refusal.value.code == code
