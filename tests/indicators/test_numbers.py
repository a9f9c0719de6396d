"""Numbers counted by hand from a diary known by heart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oseredok.base.core.periods import Period
from oseredok.management.indicators import queries
from oseredok.management.indicators.catalogue import INDICATORS, SECTIONS, indicator
from oseredok.management.indicators.formulas import Distinct
from tests.indicators.book import record, take_back, written
from tests.world import World

pytestmark = pytest.mark.django_db
OCTOBER = Period.month(2026, 10)
YEAR = Period.year(2026)

BY_HAND = {
    "visits.total": 42,
    "visits.service": 30,
    "visits.events": 12,
    "visits.children": 10,
    "users.registered": 5,
    "users.new": 1,
    "users.reregistered": 4,
    "users.age_22_35": 1,
    "users.age_60p": 4,
    "contacts.remote": 3,
    "ref.total": 4,
    "ref.thematic": 1,
    "ref.fact": 1,
    "ref.address": 2,
    "ref.verify": 0,
    "ref.virtual": 3,
    "ref.refused": 1,
    "consult.total": 2,
    "consult.minutes": 50,
    "consult.eservices": 1,
    "services.total": 9,
    "services.access": 3,
    "services.wifi": 3,
    "print.pages": 40,
    "print.colour_pages": 0,
    "copy.pages": 0,
    "scan.pages": 0,
    "paid.units": 40,
    "loans.total": 7,
    "loans.kind_book": 6,
    "loans.kind_periodical": 1,
    "loans.lang_uk": 6,
    "loans.lang_foreign": 1,
    "mean.attendance": Decimal("6.0"),
    "mean.reading": Decimal("1.4"),
    "mean.consult_minutes": Decimal("25.0"),
    "mean.ref_virtual": Decimal("75.0"),
}


def test_every_number_is_what_a_person_would_count(world: World) -> None:
    written(world)
    values = queries.values(INDICATORS, period=OCTOBER, places=[world.central])
    assert {code: values[code].number for code in BY_HAND} == BY_HAND


def test_the_whole_system_counts_branches_too(world: World) -> None:
    written(world)
    assert queries.value("visits.service", period=OCTOBER) == 34
    assert queries.value("visits.service", period=OCTOBER, places=[world.branch]) == 4


def test_nothing_recorded_is_zero_and_a_ratio_of_nothing_is_absent(world: World) -> None:
    assert queries.value("visits.total", period=OCTOBER) == 0
    assert queries.value("mean.attendance", period=OCTOBER) is None


def test_an_evening_visit_stays_in_its_kyiv_month(world: World) -> None:
    written(world)
    assert queries.value("visits.service", period=Period.month(2026, 9), places=[world.central]) == 9


def test_months_add_up_to_the_year(world: World) -> None:
    written(world)
    for one in INDICATORS:
        if one.adds_up:
            months = queries.monthly(one, period=YEAR)
            assert len(months) == 12
            assert sum(value.number or 0 for _month, value in months) == (queries.value(one, period=YEAR) or 0), (
                one.code
            )


def test_libraries_add_up_to_the_system(world: World) -> None:
    written(world)
    places = [world.central, world.branch, world.second_branch]
    for one in INDICATORS:
        if one.adds_up:
            parts = queries.by_place(one, period=YEAR, places=places)
            assert sum(value.number or 0 for _place, value in parts) == (queries.value(one, period=YEAR) or 0), one.code


def test_a_breakdown_adds_up_to_its_number(world: World) -> None:
    written(world)
    for code in ("visits.total", "consult.total", "consult.minutes", "loans.total", "ref.total", "services.total"):
        for by in ("age", "channel", "kind", "theme", "outcome"):
            shares = queries.breakdown(code, by=by, period=OCTOBER)
            assert sum(share.number for share in shares) == queries.value(code, period=OCTOBER), (code, by)


def test_finer_ages_of_readers_join_the_band_of_the_tap(world: World) -> None:
    written(world)
    shares = queries.breakdown("visits.service", by="age", period=OCTOBER, places=[world.central])
    assert {share.code: share.number for share in shares} == {"0_14": 10, "36_59": 12, "60p": 8}


def test_every_number_opens_exactly_its_entries(world: World) -> None:
    written(world)
    for one in INDICATORS:
        value = queries.values([one], period=OCTOBER, places=[world.central])[one.code]
        again = queries.Selection.parse(dict(part.split("=") for part in value.selection.query.split("&")))
        assert again == value.selection
        sums = queries.totals(queries.selected_entries(again))
        if one.breaks_down:
            assert sums[one.formula.of] == value.number, one.code  # type: ignore[attr-defined]
        elif isinstance(one.formula, Distinct):
            assert sums["visitors"] == value.number


def test_every_share_opens_exactly_its_entries(world: World) -> None:
    written(world)
    for code in ("visits.total", "consult.total", "loans.total", "services.total"):
        for by in ("age", "channel", "kind", "theme", "outcome"):
            for share in queries.breakdown(code, by=by, period=OCTOBER):
                sums = queries.totals(queries.selected_entries(share.selection))
                assert sums["quantity"] == share.number, (code, by, share.code)


def test_the_heat_map_counts_kyiv_hours_and_opens_them(world: World) -> None:
    written(world)
    record(world, "visit", day=date(2026, 10, 27), hour=18, quantity=2)  # winter time has begun by then
    cells = queries.weekday_hours("visits.total", period=OCTOBER, places=[world.central])
    assert {(cell.weekday, cell.hour): cell.number for cell in cells} == {(3, 12): 10, (1, 12): 32, (1, 18): 2}
    for cell in cells:
        assert queries.totals(queries.selected_entries(cell.selection))["quantity"] == cell.number


def test_different_people_count_once(world: World) -> None:
    for day in (6, 7):
        record(world, "visit", day=date(2026, 10, day), visitor=world.taras)
    record(world, "visit", day=date(2026, 10, 7), visitor=world.daryna)
    take_back(world, record(world, "visit", day=date(2026, 10, 9), visitor=world.daryna))
    record(world, "visit", day=date(2026, 10, 9))
    assert queries.value("users.active", period=OCTOBER) == 2
    months = queries.monthly("users.active", period=YEAR)
    assert [value.number for _month, value in months][9] == 2


def test_many_numbers_take_few_statements(world: World, django_assert_max_num_queries: object) -> None:
    written(world)
    with django_assert_max_num_queries(17 + 2 * 3):  # two for the hours of each library  # type: ignore[operator]
        queries.values(INDICATORS, period=YEAR)


def test_a_share_tells_of_how_many_it_is_and_how_far_the_truth_may_be(world: World) -> None:
    written(world)
    share = queries.values([indicator("mean.ref_virtual")], period=OCTOBER, places=[world.central])["mean.ref_virtual"]
    assert (share.number, share.n, share.is_of_few) == (Decimal("75.0"), 4, True)
    assert share.interval == (Decimal("30.1"), Decimal("95.4"))  # Wilson, 3 of 4
    assert queries.values([indicator("visits.total")], period=OCTOBER)["visits.total"].interval is None


def test_many_numbers_by_month_and_library_are_those_of_each_alone(world: World) -> None:
    written(world)
    places = [world.central, world.branch]
    grid = queries.monthly_by_place(INDICATORS, period=YEAR, places=places)
    by_place = queries.by_place_many(INDICATORS, period=OCTOBER, places=places)
    for one in INDICATORS:
        for place in places:
            assert grid[one.code][place.pk] == queries.monthly(one, period=YEAR, places=[place]), one.code
            alone = queries.values([one], period=OCTOBER, places=[place])[one.code]
            assert {found.pk: value for found, value in by_place[one.code]}[place.pk] == alone, one.code


def test_codes_are_unique_and_every_indicator_has_a_section() -> None:
    codes = [one.code for one in INDICATORS]
    assert len(codes) == len(set(codes))
    assert sum(len(section.indicators) for section in SECTIONS) == len(INDICATORS)
