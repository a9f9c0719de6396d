"""What must hold whatever happens, in any order: Hypothesis looks for a counterexample (design §2)."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Count as Number
from django.db.models import Sum
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from oseredok.base.core.errors import Conflict
from oseredok.base.core.periods import Period
from oseredok.spine.journal import actions, queries, visitors
from oseredok.spine.journal.drafts import Draft
from oseredok.spine.journal.guards import SLICES
from oseredok.spine.journal.models import (
    Count,
    Entry,
    FineCount,
    FineTally,
    GroupCount,
    MonthCount,
    MonthTally,
    SliceCount,
    SliceTally,
    Tally,
    Untallied,
)
from tests.journal.builders import NOON, Town

CELL = ("local_date", "place", "kind", "channel", "age_group")
MONTH_CELL = ("month", *CELL[1:])
FINE_CELL = (*MONTH_CELL, "theme", "outcome", "language", "social_status")
YEARS = Period(date(2025, 1, 1), date(2028, 1, 1))
SOME = settings(max_examples=25, deadline=None)

moments = st.datetimes(datetime(2025, 12, 30), datetime(2027, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001
NEW_YEAR = datetime(2026, 12, 31, 22, 0, tzinfo=UTC)  # midnight in Kyiv
SPRING = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # the clock jumps from 3:00 to 4:00
AUTUMN = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 4:00 becomes 3:00
MONTH_END = datetime(2026, 3, 31, 21, 0, tzinfo=UTC)  # 1 April in Kyiv

facts = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["visit", "help", "print"]),
        "place": st.sampled_from(["central", "branch"]),
        "occurred_at": st.one_of(moments, st.sampled_from([NOON, NOON - timedelta(days=1), NEW_YEAR])),
        "quantity": st.integers(1, 5),
        "channel": st.sampled_from(["in_person", "phone"]),
        "age_group": st.sampled_from(["", "0_14", "60p"]),
        "minutes": st.one_of(st.none(), st.integers(0, 90)),
        "outcome": st.sampled_from(["", "done"]),
        "language": st.sampled_from(["", "uk"]),
        "social_status": st.sampled_from(["", "pupil"]),
        "visitor": st.sampled_from([None, 0, 1]),
        "flags": st.sets(st.sampled_from(["idp", "veteran"])),
        "key": st.one_of(st.none(), st.sampled_from(["a", "b", "c"])),
    }
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("record"), facts),
        st.tuples(st.just("record_many"), st.lists(facts, max_size=4)),
        st.tuples(st.just("reverse"), st.integers(0, 30)),
        st.tuples(st.just("settle"), st.integers(1, 6)),
        st.tuples(st.just("rebuild"), st.none()),
    ),
    max_size=14,
)
LATER = datetime(2027, 6, 1, 9, tzinfo=UTC)


class Told:
    """A town to which the steps of an example are told."""

    def __init__(self) -> None:
        self.town = Town()
        self.readers = [self.town.reader(), self.town.reader()]

    def fact(self, told: dict[str, Any]) -> dict[str, Any]:
        kind = getattr(self.town, told["kind"])
        return {
            **told,
            "kind": kind,
            "place": getattr(self.town, told["place"]),
            "theme": self.town.theme if told["kind"] == "help" else None,
            "staff": self.town.librarian,
            "visitor": None if told["visitor"] is None else self.readers[told["visitor"]],
            # a key belongs to one kind at one place
            "key": told["key"] and f"{told['key']}-{told['kind']}-{told['place']}",
        }

    def do(self, step: str, told: Any) -> None:
        match step:
            case "record":
                self.record(told)
            case "record_many":
                with transaction.atomic():
                    actions.record_many(drafts=[Draft(now=LATER, **self.fact(one)) for one in told])
            case "reverse":
                self.reverse(told)
            case "settle":
                actions.settle(limit=told, batch=2)
            case "rebuild":
                actions.rebuild_tallies()

    def record(self, told: dict[str, Any]) -> Entry:
        with transaction.atomic():
            return actions.record(now=LATER, **self.fact(told))

    def reverse(self, number: int) -> None:
        entries = list(Entry.objects.order_by("pk"))
        if not entries:
            return
        with suppress(Conflict):  # reversed already, or a reversal
            self.town.reverse(entries[number % len(entries)], now=LATER)


def cells(rows: Any, entries: Any, cell: tuple[str, ...] = CELL) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    summed = rows.order_by().values_list(*cell).annotate(Sum("quantity"), Sum("minutes"), entries)
    return {row[:-3]: (row[-3], row[-2] or 0, row[-1]) for row in summed if any(row[-3:])}


def by_months(days: dict[tuple[Any, ...], tuple[int, int, int]]) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    found: dict[tuple[Any, ...], tuple[int, int, int]] = {}
    for (day, *cell), numbers in days.items():
        month = (day.replace(day=1), *cell)
        found[month] = tuple(a + b for a, b in zip(found.get(month, (0, 0, 0)), numbers, strict=True))  # type: ignore[assignment]
    return {cell: numbers for cell, numbers in found.items() if any(numbers)}


def from_entries(cell: tuple[str, ...] = CELL) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    standing = cells(Entry.objects.filter(reverses__isnull=True), Number("pk"), cell)
    taken = cells(Entry.objects.filter(reverses__isnull=False), Number("pk"), cell)
    found = {
        cell: tuple(a + b for a, b in zip(standing.get(cell, (0, 0, 0)), _less(taken.get(cell)), strict=True))
        for cell in standing
    }
    return {cell: numbers for cell, numbers in found.items() if any(numbers)}  # type: ignore[misc]


def slices_of(fine: Any) -> dict[str, dict[tuple[Any, ...], tuple[int, int, int]]]:
    """Fine cells added up by each attribute alone, and by none."""
    return {
        name: {
            (*cell[:3], "" if len(cell) == 3 or cell[3] is None else str(cell[3])): numbers
            for cell, numbers in cells(fine, Sum("entries"), (*MONTH_CELL[:3], *([name] if name else []))).items()
        }
        for name in SLICES
    }


def slice_cells(rows: Any, name: str) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    return cells(rows.filter(attribute=name), Sum("entries"), (*MONTH_CELL[:3], "value"))


def _less(numbers: tuple[int, int, int] | None) -> tuple[int, int, int]:
    quantity, minutes, entries = numbers or (0, 0, 0)
    return quantity, minutes, -entries  # sums carry their sign already, numbers of rows do not


class Invariants(TestCase):
    @SOME
    @given(steps)
    def test_counts_are_the_sums_of_entries_after_any_order_of_events(self, told: list[tuple[str, Any]]) -> None:
        town = Told()
        for step, details in told:
            town.do(step, details)
        assert cells(Count.objects.all(), Sum("entries")) == from_entries()
        assert cells(MonthCount.objects.all(), Sum("entries"), MONTH_CELL) == by_months(from_entries())
        fine = by_months(from_entries(("local_date", *FINE_CELL[1:])))
        assert cells(FineCount.objects.all(), Sum("entries"), FINE_CELL) == fine
        slices = slices_of(FineCount.objects.all())
        assert slices == {name: slice_cells(SliceCount.objects.all(), name) for name in SLICES}
        actions.settle()
        assert not Untallied.objects.exists()
        settled = cells(Tally.objects.all(), Sum("entries"))
        assert settled == from_entries()
        assert cells(MonthTally.objects.all(), Sum("entries"), MONTH_CELL) == by_months(settled)
        assert cells(FineTally.objects.all(), Sum("entries"), FINE_CELL) == fine
        assert slices == {name: slice_cells(SliceTally.objects.all(), name) for name in SLICES}
        actions.rebuild_tallies()
        assert slices == {name: slice_cells(SliceTally.objects.all(), name) for name in SLICES}
        assert cells(FineTally.objects.all(), Sum("entries"), FINE_CELL) == fine
        assert cells(MonthTally.objects.all(), Sum("entries"), MONTH_CELL) == by_months(settled)
        assert cells(Tally.objects.all(), Sum("entries")) == settled == cells(Count.objects.all(), Sum("entries"))

    @SOME
    @given(st.lists(facts, min_size=1, max_size=5), st.integers(0, 5))
    def test_an_entry_and_its_reversal_are_nothing_in_every_breakdown(
        self, told: list[dict[str, Any]], settled: int
    ) -> None:
        town = Told()
        for one in told:
            town.record(one)
        if settled:
            actions.settle(limit=settled)
        for entry in Entry.objects.all():
            town.town.reverse(entry, now=LATER)
        apart = {"id", "quantity", "minutes", "recorded_at", "gesture", "key", "reverses", "reason", "corrected_by"}
        names = [field.name for field in Entry._meta.concrete_fields if field.name not in apart]
        assert len(names) == 15
        for name in names:
            for row in Entry.objects.order_by().values(name).annotate(q=Sum("quantity"), m=Sum("minutes")):
                assert (row["q"], row["m"] or 0) == (0, 0), name
        for row in (
            Count.objects.order_by().values(*CELL).annotate(q=Sum("quantity"), m=Sum("minutes"), e=Sum("entries"))
        ):
            assert (row["q"], row["m"], row["e"]) == (0, 0, 0)
        assert queries.group_counts(period=YEARS) == {}
        assert visitors.distinct_visitors(period=YEARS) == 0

    @SOME
    @given(st.lists(moments, max_size=12))
    @example([NEW_YEAR, NEW_YEAR - timedelta(microseconds=1), NEW_YEAR + timedelta(microseconds=1)])
    @example([SPRING + timedelta(minutes=minutes) for minutes in (-60, -1, 0, 1, 60)])
    @example([AUTUMN + timedelta(minutes=minutes) for minutes in (-60, -1, 0, 1, 60)])
    @example([MONTH_END, MONTH_END - timedelta(seconds=1)])
    def test_days_add_up_to_months_and_months_to_the_year(self, at: list[datetime]) -> None:
        town = Town()
        for moment in at:
            town.record(occurred_at=moment, now=LATER)
        actions.settle(limit=len(at) // 2 or None)
        for year in (2025, 2026, 2027):
            whole = Period.year(year)
            by_month = [queries.total(period=month) for month in whole.months()]
            assert sum(by_month) == queries.total(period=whole)
            assert sum(by_month) == sum(1 for moment in at if whole.contains_moment(moment))
            rows = queries.sums(by=["month"], period=whole)
            assert {row["month"].month: row["total"] for row in rows} == {
                number: total for number, total in enumerate(by_month, 1) if total
            }
        for month in Period.year(2026).months():
            assert (
                queries.month_counts(period=month).aggregate(total=Sum("quantity"))["total"]
                == (queries.counts(period=month).aggregate(total=Sum("quantity"))["total"])
            )
            days = queries.sums(by=["local_date"], period=month)
            assert sum(row["total"] for row in days) == queries.total(period=month)

    @SOME
    @given(st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.booleans()), max_size=12))
    def test_one_key_records_once(self, told: list[tuple[str | None, bool]]) -> None:
        town = Town()
        for key, many in told:
            if many:
                draft = Draft(kind=town.visit, place=town.central, occurred_at=NOON, now=NOON, key=key, flags=["idp"])
                with transaction.atomic():
                    actions.record_many(drafts=[draft, draft])
            else:
                town.record(key=key, flags=["idp"])
        # one draft given twice is one fact, with a key or without
        expected = len({key for key, _ in told if key}) + sum(1 for key, _ in told if key is None)
        assert Entry.objects.count() == GroupCount.objects.count() == expected
        assert queries.total(period=Period.day(date(2026, 10, 14))) == expected

    @SOME
    @given(steps, steps)
    def test_sums_of_a_closed_period_never_change(
        self, before: list[tuple[str, Any]], after: list[tuple[str, Any]]
    ) -> None:
        town = Told()
        for step, details in before:
            town.do(step, details)
        closing = actions.close_period(
            place=None, period=Period.year(2026), staff=town.town.librarian, now=LATER + timedelta(seconds=1)
        )
        signed = cells(queries.as_of(closing=closing), Number("pk"))
        known = set(Entry.objects.values_list("pk", flat=True))
        for step, details in after:
            town.do(step, details)
        assert cells(queries.as_of(closing=closing), Number("pk")) == signed
        late = {entry.pk for entry in queries.entries(period=Period.year(2026)) if entry.after_closing}
        assert late == {entry.pk for entry in queries.entries(period=Period.year(2026))} - known

    @SOME
    @given(st.lists(facts, max_size=6))
    def test_many_at_once_are_the_same_as_one_by_one(self, told: list[dict[str, Any]]) -> None:
        town = Told()
        gesture = uuid4()
        drafts = [Draft(now=LATER, gesture=gesture, **town.fact(one)) for one in told]
        with transaction.atomic():
            together = actions.record_many(drafts=drafts)
        bulk, groups = fingerprints(together), queries.group_counts(period=YEARS)
        with transaction.atomic():
            one_by_one = [
                actions.record(now=LATER, gesture=gesture, **{**(fact := town.fact(one)), "key": fresh(fact["key"])})
                for one in told
            ]
        assert fingerprints(one_by_one) == bulk
        assert len(set(one_by_one)) == len(set(together))
        assert queries.group_counts(period=YEARS) == {flag: 2 * number for flag, number in groups.items()}
        assert Untallied.objects.count() == Entry.objects.count()
        assert cells(Count.objects.all(), Sum("entries")) == from_entries()


def fresh(key: str | None) -> str | None:
    return key and f"again-{key}"


def fingerprints(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    own = {"id", "key"}
    return [
        {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields if field.name not in own}
        for entry in Entry.objects.filter(pk__in=[entry.pk for entry in entries]).order_by("pk")
    ]
