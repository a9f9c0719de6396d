"""Targets for any length of time, and the warning while there is still time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from oseredok.base.core.errors import Conflict
from oseredok.base.core.periods import Period
from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.library.people.models import Account
from oseredok.management.indicators import actions, queries
from oseredok.management.indicators.letters import warn_leaders
from oseredok.management.indicators.models import Target
from oseredok.management.indicators.preferences import WARN_AFTER, WARN_BY_LETTER
from tests.indicators.book import record
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
# Working days of October 2026, Tuesday to Saturday: 1, 2, 3 | 6–10 | 13–17 | 20–24 | 27–31: 23 in all.
TENTH = date(2026, 10, 14)  # nine working days are over: 1, 2, 3, 6, 7, 8, 9, 10, 13


def aim(world: World, amount: object, **told: object) -> Target:
    values = {
        "indicator": "visits.total", "place": world.central, "value": Decimal(str(amount)),
        "valid_from": date(2026, 10, 1), **told,
    }  # fmt: skip
    return actions.set_target(**values)  # type: ignore[arg-type]


def sentences(on: date = TENTH, **told: object) -> list[str]:
    return [one.sentence for one in queries.warnings(on=on, **told)]  # type: ignore[arg-type]


def test_a_month_that_goes_too_slowly_is_told_with_its_arithmetic(world: World) -> None:
    aim(world, 150)
    record(world, "visit", day=date(2026, 10, 6), quantity=41)
    record(world, "visit", day=TENTH, quantity=30)  # today is not over: it is not counted
    warned = queries.warnings(on=TENTH)[0]
    assert (warned.value, warned.forecast) == (41, 105)
    assert warned.sentence == (
        "Відвідувань усього: 41 за 9 із 23 робочих днів; таким темпом буде 105 із 150; треба по 8 на день, а не по 5"
    )
    assert warned.place == world.central


def test_a_month_that_goes_well_is_silent(world: World) -> None:
    aim(world, 100)
    record(world, "visit", day=date(2026, 10, 6), quantity=41)
    assert sentences() == []


def test_the_first_days_tell_nothing(world: World) -> None:
    aim(world, 150)
    assert sentences(date(2026, 10, 1)) == []
    assert sentences(date(2026, 10, 8)) == []  # five of 23 working days
    assert len(sentences(date(2026, 10, 9))) == 1  # six of 23 is over a quarter
    set_value(declared=WARN_AFTER, text="50", by="Ольга", now=NOW)
    assert sentences(date(2026, 10, 9)) == []


@pytest.mark.parametrize(
    ("day", "visits", "told"),
    [
        (28, 20, "лишилося 4\u00a0робочі дні, і ціль 150 навряд чи надолужити: таким темпом буде 24"),
        (31, 90, "лишився 1\u00a0робочий день, і ціль 150 навряд чи надолужити: таким темпом буде 94"),
        (30, 130, "треба по 10 на день, а не по 6"),  # two days left, and not twice as much a day
        (14, 2, "треба по 11 на день, а не по 0,2"),  # half of the month is ahead
    ],
)
def test_late_in_a_month_a_pace_that_nobody_reaches_is_said_in_words(
    world: World, day: int, visits: int, told: str
) -> None:
    aim(world, 150)
    record(world, "visit", day=date(2026, 10, 6), quantity=visits)
    assert sentences(date(2026, 10, day))[0].endswith(told), sentences(date(2026, 10, day))


def test_a_slow_pace_is_told_as_finely_as_it_takes(world: World) -> None:
    aim(world, 20)
    record(world, "visit", day=date(2026, 10, 6), quantity=7)
    assert sentences()[0].endswith("таким темпом буде 18 із 20; треба по 1 на день, а не по 0,8"), sentences()


def test_what_should_be_rare_warns_when_there_is_too_much(world: World) -> None:
    aim(world, 3, indicator="ref.refused")
    record(world, "reference_fact", day=date(2026, 10, 6), outcome="refused", quantity=2)
    assert sentences() == [
        "Довідки: відмов і переадресацій: 2 за 9 із 23 робочих днів; таким темпом буде 5, а має бути не більше 3"
    ]


def test_a_share_warns_when_enough_were_counted(world: World) -> None:
    aim(world, 80, indicator="iso.ref_answered")
    record(world, "reference_fact", day=date(2026, 10, 6), outcome="done", quantity=7)
    record(world, "reference_fact", day=date(2026, 10, 6), outcome="refused", quantity=3)
    assert sentences() == [], "ten are too few to be alarmed at"
    record(world, "reference_fact", day=date(2026, 10, 7), outcome="done", quantity=21)
    record(world, "reference_fact", day=date(2026, 10, 7), outcome="refused", quantity=9)
    told = sentences()[0].replace("\u00a0", " ")
    # 28 of 40 is 70 %; (28 + 20) of (40 + 20) is 80 %.
    assert told == (
        "Частка довідок, на які відповіли: 70 % з 40, а ціль 80 %; дійти до неї допоможуть щонайменше 20 добрих поспіль"
    )


def test_a_quarter_has_a_target_of_its_own(world: World) -> None:
    aim(world, 600, length="quarter", valid_from=date(2026, 10, 20))
    assert Target.objects.get().valid_from == date(2026, 10, 1)
    assert sentences() == [], "only nine of 66 working days"
    assert "таким темпом буде 0 із 600" in sentences(date(2026, 11, 10))[0]
    assert queries.target_of("visits.total", period=Period.quarter(2026, 4), places=[world.central]) == 600
    assert queries.target_of("visits.total", period=Period.month(2026, 10), places=[world.central]) is None


def test_only_the_targets_of_the_libraries_asked_about_are_told(world: World) -> None:
    aim(world, 150)
    aim(world, 30, place=world.branch)
    aim(world, 500, place=None)
    assert len(sentences()) == 3
    assert len(sentences(places=[world.branch])) == 1


def test_a_longer_target_goes_before_the_sum_of_its_parts(world: World) -> None:
    aim(world, 150, valid_from=date(2026, 1, 1))
    half = Period.half_year(2026, 2)
    assert queries.target_of("visits.total", period=half, places=[world.central]) == 900
    aim(world, 1000, length="half_year", valid_from=date(2026, 7, 1))
    assert queries.target_of("visits.total", period=half, places=[world.central]) == 1000


def test_a_share_keeps_its_target_in_longer_and_shorter_periods(world: World) -> None:
    aim(world, 80, indicator="iso.ref_answered", length="half_year", valid_from=date(2026, 7, 1))
    for period in (Period.month(2026, 10), Period.half_year(2026, 2), Period.year(2026)):
        assert queries.target_of("iso.ref_answered", period=period, places=[world.central]) == 80, period


def test_two_targets_for_one_time_are_asked_about(world: World) -> None:
    aim(world, 150, valid_from=date(2026, 11, 1))
    with pytest.raises(Conflict) as asked:
        aim(world, 160, valid_from=date(2026, 10, 1))
    assert asked.value.code == "target-overlaps"
    assert "ціль 150, вона діє з 01.11.2026" in asked.value.message
    aim(world, 160, valid_from=date(2026, 10, 1), replace=True)
    assert [target.value for target in Target.objects.all()] == [160]


def test_a_target_for_some_months_leaves_the_one_around_it(world: World) -> None:
    aim(world, 100, valid_from=date(2026, 1, 1))
    aim(world, 60, valid_from=date(2026, 7, 1), valid_to=date(2026, 9, 1))
    told = [
        queries.target_of("visits.total", period=Period.month(2026, n), places=[world.central]) for n in range(6, 10)
    ]
    assert told == [100, 60, 60, 100]


def test_a_letter_goes_only_where_the_centre_wants_it_and_once_for_a_period(world: World) -> None:
    aim(world, 150, source="проєкт коворкінгу")
    record(world, "visit", day=date(2026, 10, 6), quantity=41)
    Account.objects.filter(pk__in=[world.head.pk, world.director.pk]).update(email="lead@example.com")
    assert warn_leaders(now=NOW) == 0
    assert not Letter.objects.exists()
    set_value(declared=WARN_BY_LETTER, text="yes", by="Ольга", now=NOW)
    for day in range(2):
        assert warn_leaders(now=NOW + timedelta(days=day)) == 1
    assert Letter.objects.count() == 2  # to the head and to the director
    text = Letter.objects.first().text  # type: ignore[union-attr]
    assert "таким темпом буде 105 із 150" in text
    assert "Звідки ціль: проєкт коворкінгу." in text
