"""Different people of any months, places and kinds: what is remembered equals the entries after any order of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.journal import actions, visitors
from oseredok.spine.journal.models import Entry, HeadCount, HeadTally, VisitorCount, VisitorTally
from tests.journal.builders import NOON, Town
from tests.journal.test_invariants import SOME, YEARS, Told, steps

GROUPINGS: tuple[tuple[visitors.Bucket, ...], ...] = (
    (), ("place",), ("month",), ("day",), ("place", "month"), ("month", "place"),
)  # fmt: skip
OCTOBER = Period.month(2026, 10)
periods = st.one_of(
    st.sampled_from([YEARS, Period.year(2026), OCTOBER, Period.quarter(2026, 4), Period(date(2026, 1, 1), date(2026, 10, 15))]),
    st.tuples(st.dates(date(2025, 12, 30), date(2027, 1, 2)), st.integers(1, 400)).map(
        lambda told: Period(told[0], told[0] + timedelta(days=told[1]))
    ),
)  # fmt: skip


def from_entries(
    by: Sequence[visitors.Bucket], period: Period, places: Iterable[Library] | None, kinds: Iterable[ServiceKind] | None
) -> dict[tuple[Any, ...], int]:
    """The same by the plainest means: whoever has an entry that nobody took back came."""
    came: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for entry in Entry.objects.filter(reverses__isnull=True, reversal__isnull=True).exclude(visitor_key=""):
        if not period.contains(entry.local_date):
            continue
        if (places is not None and entry.place not in places) or (kinds is not None and entry.kind not in kinds):
            continue
        of = {"place": entry.place_id, "month": entry.local_date.replace(day=1), "day": entry.local_date}
        came[tuple(of[bucket] for bucket in by)].add(entry.visitor_key)
    return {key: len(people) for key, people in came.items()}


def remembered(model: Any) -> dict[tuple[Any, ...], int]:
    """People by month, place and the kinds that they came for."""
    rows = model.objects.order_by().values_list("month", "place_id", "kinds", "people")
    found: dict[tuple[Any, ...], int] = defaultdict(int)
    for month, place, kinds, people in rows:
        found[month, place, frozenset(int(kind) for kind in kinds.strip(",").split(","))] += people
    return {key: people for key, people in found.items() if people}


def by_sets_of_kinds() -> dict[tuple[Any, ...], int]:
    kinds: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for entry in Entry.objects.filter(reverses__isnull=True, reversal__isnull=True).exclude(visitor_key=""):
        kinds[entry.local_date.replace(day=1), entry.place_id, entry.visitor_key].add(entry.kind_id)
    found: dict[tuple[Any, ...], int] = defaultdict(int)
    for (month, place, _person), of in kinds.items():
        found[month, place, frozenset(of)] += 1
    return dict(found)


class Invariants(TestCase):
    @SOME
    @given(steps, periods, st.sampled_from(["all", "central", "none"]), st.sampled_from(["all", "two", "one", "none"]))
    def test_different_people_are_those_of_the_entries_after_any_order_of_events(
        self, told: list[tuple[str, Any]], period: Period, where: str, what: str
    ) -> None:
        town = Told()
        for step, details in told:
            town.do(step, details)
        town_ = town.town
        places = {"all": None, "central": [town_.central], "none": []}[where]
        kinds = {"all": None, "two": [town_.visit, town_.help], "one": [town_.print], "none": []}[what]

        def check() -> None:
            for by in GROUPINGS:
                expected = from_entries(by, period, places, kinds)
                assert visitors.visitors_by(by, period=period, places=places, kinds=kinds) == expected, by

        check()
        assert remembered(HeadCount) == by_sets_of_kinds()
        actions.settle(batch=2)
        check()
        assert remembered(HeadCount) == remembered(HeadTally) == by_sets_of_kinds()
        actions.rebuild_tallies()
        check()
        assert remembered(HeadTally) == by_sets_of_kinds()


@pytest.mark.django_db
def test_a_person_of_two_kinds_two_places_and_two_months_is_one_person() -> None:
    town = Town()
    reader = town.reader()
    for kind in (town.visit, town.print):
        for place in (town.central, town.branch):
            for days in (0, 30):
                town.record(visitor=reader, kind=kind, place=place, occurred_at=NOON - timedelta(days=days))
    both, codes = Period(date(2026, 9, 1), date(2026, 11, 1)), ["journal-visit", "journal-print"]
    for _turn in range(2):
        assert visitors.distinct_visitors(period=both, kinds=codes) == 1
        months = visitors.visitors_by(["month"], period=both, kinds=codes)
        assert months == {(date(2026, 9, 1),): 1, (date(2026, 10, 1),): 1}
        cells = visitors.visitors_by(["place", "month"], period=both)
        assert len(cells) == 4
        assert set(cells.values()) == {1}
        actions.settle()


@pytest.mark.django_db
def test_who_was_remembered_and_taken_back_is_not_counted_even_before_settling() -> None:
    town = Town()
    reader = town.reader()
    entry = town.record(visitor=reader)
    town.record(visitor=town.reader())
    actions.settle()
    assert HeadTally.objects.get().people == 2
    town.reverse(entry)
    place_month = (town.central.pk, date(2026, 10, 1))
    for _turn in range(2):
        assert visitors.visitors_by(["place", "month"], period=OCTOBER) == {place_month: 1}
        assert visitors.distinct_visitors(period=OCTOBER) == 1
        actions.settle()
    assert [row.people for row in HeadTally.objects.all()] == [1]


@pytest.mark.django_db
def test_a_month_whose_only_visitor_was_taken_back_is_left_out_not_zero() -> None:
    town = Town()
    entry = town.record(visitor=town.reader())
    actions.settle()
    town.reverse(entry)
    for _turn in range(2):
        assert visitors.visitors_by(["place", "month"], period=OCTOBER) == {}
        assert visitors.visitors_by(["month"], period=OCTOBER) == {}
        actions.settle()


@pytest.mark.django_db
def test_what_is_remembered_of_a_visitor_is_no_more_than_the_entry_says() -> None:
    """No day, no gesture, no age: a month, a place, a kind and the key that the entry has."""
    own = {"id", "quantity"}
    assert {field.name for field in VisitorTally._meta.get_fields()} - own == {"month", "place", "kind", "visitor_key"}
    assert {field.name for field in HeadTally._meta.get_fields()} == {"id", "month", "place", "kinds", "people"}
    town = Town()
    town.record()
    assert not VisitorCount.objects.exists()
    actions.settle()
    assert not VisitorTally.objects.exists()
    assert not HeadTally.objects.exists()
