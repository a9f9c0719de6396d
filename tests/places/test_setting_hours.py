"""The office changes hours: the week, the sanitary day, exceptions."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.library.places import actions, hours
from oseredok.library.places.models import PublicHoliday, WeeklyHours
from tests.places.schedules import kyiv
from tests.world import World

pytestmark = pytest.mark.django_db

NINE_TO_SIX = {weekday: [(time(9), time(18))] for weekday in range(5)}


def test_new_hours_start_on_their_day_and_history_stays(world: World) -> None:
    actions.set_weekly_hours(library=world.central, week=NINE_TO_SIX, starts_on=date(2026, 11, 2))
    assert hours.is_open(world.central, kyiv("2026-10-31", "18:30"))  # Saturday of the old week
    assert not hours.is_open(world.central, kyiv("2026-11-07", "12:00"))
    assert hours.is_open(world.central, kyiv("2026-11-02", "12:00"))  # Monday of the new one


def test_setting_hours_again_replaces_what_was_planned(world: World) -> None:
    for _twice in range(2):
        actions.set_weekly_hours(library=world.central, week=NINE_TO_SIX, starts_on=date(2026, 11, 2))
    rows = WeeklyHours.objects.filter(library=world.central)
    assert rows.filter(valid_from=date(2026, 11, 2)).count() == 5
    assert rows.filter(valid_to=date(2026, 11, 2)).count() == 5


@pytest.mark.parametrize(
    ("week", "code"),
    [
        ({}, "no-hours"),
        ({1: []}, "no-hours"),
        ({7: [(time(9), time(18))]}, "unknown-weekday"),
        ({1: [(time(18), time(9))]}, "closes-before-opens"),
        ({1: [(time(9), time(14)), (time(13), time(18))]}, "hours-overlap"),
    ],
)
def test_impossible_hours_are_refused_and_nothing_changes(world: World, week: Any, code: str) -> None:
    before = list(WeeklyHours.objects.values_list("pk", "valid_to"))
    with pytest.raises(Invalid) as refused:
        actions.set_weekly_hours(library=world.central, week=week, starts_on=date(2026, 11, 2))
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert list(WeeklyHours.objects.values_list("pk", "valid_to")) == before


def test_a_sanitary_day_closes_one_day_of_the_month_until_it_is_dropped(world: World) -> None:
    actions.set_sanitary_day(library=world.central, weekday=3, nth=-1, starts_on=date(2026, 1, 1))
    october = Period.month(2026, 10)
    assert date(2026, 10, 29) not in hours.working_days(world.central, october)
    actions.set_sanitary_day(library=world.central, weekday=None, starts_on=date(2026, 10, 1))
    assert date(2026, 10, 29) in hours.working_days(world.central, october)
    assert date(2026, 9, 24) not in hours.working_days(world.central, Period.month(2026, 9))


@pytest.mark.parametrize(("weekday", "nth", "code"), [(7, -1, "unknown-weekday"), (3, 5, "unknown-nth")])
def test_a_sanitary_day_that_not_every_month_has_is_refused(world: World, weekday: int, nth: int, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.set_sanitary_day(library=world.central, weekday=weekday, nth=nth, starts_on=date(2026, 1, 1))
    assert refused.value.code == code


def test_an_exception_closes_its_days_and_can_be_taken_back(world: World) -> None:
    day = date(2026, 10, 20)
    exception = actions.add_exception(
        library=world.central, kind="repairs", starts_on=day, ends_on=day + timedelta(days=2), note="ремонт даху"
    )
    assert not hours.is_open(world.central, kyiv("2026-10-21", "12:00"))
    assert hours.is_open(world.central, kyiv("2026-10-22", "12:00"))
    actions.remove_exception(exception=exception)
    actions.remove_exception(exception=exception)
    assert hours.is_open(world.central, kyiv("2026-10-21", "12:00"))


def test_an_exception_may_open_a_free_day(world: World) -> None:
    sunday = date(2026, 10, 18)
    actions.add_exception(
        library=world.central,
        kind="event",
        starts_on=sunday,
        ends_on=sunday + timedelta(days=1),
        opens_at=time(12),
        closes_at=time(16),
    )
    assert hours.is_open(world.central, kyiv("2026-10-18", "12:00"))
    assert not hours.is_open(world.central, kyiv("2026-10-18", "16:00"))


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"ends_on": date(2026, 10, 20)}, "not-a-period", "ends_on"),
        ({"opens_at": time(9)}, "half-hours", "closes_at"),
        ({"kind": "repairs", "opens_at": time(9), "closes_at": time(9)}, "closes-before-opens", "closes_at"),
        ({"kind": "event"}, "hours-needed", "opens_at"),
        ({"opens_at": time(9), "closes_at": time(12)}, "holiday-has-hours", "kind"),
    ],
)
def test_an_impossible_exception_is_refused(world: World, changed: dict[str, Any], code: str, field: str) -> None:
    told = {"kind": "sanitary", "starts_on": date(2026, 10, 20), "ends_on": date(2026, 10, 21), **changed}
    with pytest.raises(Invalid) as refused:
        actions.add_exception(library=world.central, **told)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_an_overlap_is_refused_and_names_what_is_there(world: World) -> None:
    actions.add_exception(
        library=world.central, kind="repairs", starts_on=date(2026, 10, 20), ends_on=date(2026, 10, 23)
    )
    with pytest.raises(Conflict) as refused:
        actions.add_exception(
            library=world.central, kind="sanitary", starts_on=date(2026, 10, 22), ends_on=date(2026, 10, 24)
        )
    assert refused.value.code == "exceptions-overlap"
    assert refused.value.message.replace("\u00a0", " ") == "На 22 жовтня уже є виняток: ремонт. Спершу приберіть його."
    # The next day is free, and so is the other library.
    actions.add_exception(
        library=world.central, kind="sanitary", starts_on=date(2026, 10, 23), ends_on=date(2026, 10, 24)
    )
    actions.add_exception(
        library=world.branch, kind="sanitary", starts_on=date(2026, 10, 22), ends_on=date(2026, 10, 24)
    )


# --- Public holidays --------------------------------------------------------------------------------


def julian_easter(year: int) -> date:
    """Easter of the Eastern calendar by Meeus, in the civil calendar (right from 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_each_year_has_eleven_holidays_with_easter_and_trinity_right(year: int) -> None:
    days = dict(PublicHoliday.objects.filter(date__year=year).values_list("date", "name"))
    assert len(days) == 11
    easter = julian_easter(year)
    assert days[easter] == "Пасха (Великдень)"
    assert days[easter + timedelta(days=49)] == "Трійця"


def test_holidays_say_that_nobody_checked_them_with_the_law_yet() -> None:
    assert PublicHoliday.objects.filter(checked_on__isnull=True).exclude(source="").count() == 44


def test_the_martial_law_switch_makes_holidays_working_or_free(world: World) -> None:
    christmas = kyiv("2026-12-25", "12:00")
    assert hours.is_open(world.central, christmas)
    world.system.holidays_are_working = False
    world.system.save()
    world.central.refresh_from_db()
    state = hours.state(world.central, christmas)
    assert state.sentence.replace("\u00a0", " ") == "Зачинено: Різдво Христове. Відчинимо завтра о 9:00"
