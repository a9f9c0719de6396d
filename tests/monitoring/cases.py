"""A half-year of Тихогори with numbers known by heart, and the steps of its monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from unittest.mock import patch

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.people.access import Duty
from oseredok.library.people.duty import duty_of
from oseredok.management.indicators import actions as targets
from oseredok.management.reports.monitoring import actions, choices, decisions, files, queries
from oseredok.management.reports.monitoring.models import Decision, Monitoring
from tests.indicators import book
from tests.world import World

HALF = Period.half_year(2026, 1)
NOW = clock.moment_at(date(2026, 7, 3), time(9, 12))
VISITS = (131, 148, 172, 186, 179, 192)


def written(world: World) -> World:
    """1 008 visits and twice as many months of help; a year before 888 visits; targets of the founding paper."""
    for month, number in enumerate(VISITS, 1):
        day = date(2026, month, 14)
        book.record(world, "visit", day=day, quantity=number - 20, age_group="36_59", hour=10 + month)
        book.record(world, "visit", day=day, quantity=20, age_group="60p", place=world.branch)
        book.record(world, "coworking_seat", day=day, quantity=number // 2)
        book.record(world, "eservice_help", day=day, quantity=10 + month, theme="subsidy")
        book.record(world, "reference_thematic", day=day, quantity=5, theme="pension")
        book.record(world, "visit", day=date(2025, month, 14), quantity=148, age_group="36_59")
        book.record(world, "eservice_help", day=date(2025, month, 14), quantity=10, theme="subsidy")
    targets.set_target(indicator="visits.total", place=None, value=Decimal(150), valid_from=date(2025, 1, 1))
    return world


def duty(world: World, who: str) -> Duty:
    found = duty_of(account=world.accounts[who], session={})  # type: ignore[arg-type]
    assert found is not None
    return found


def started(world: World, *, who: str = "director", period: Period = HALF, now: datetime = NOW) -> Monitoring:
    """A draft of the whole system."""
    return actions.start(
        period=period, places=None, codes=choices.default_codes(), close_period=False, duty=duty(world, who), now=now
    )


def ready(world: World, *, now: datetime = NOW) -> Monitoring:
    """A draft that lacks nothing."""
    one = started(world, now=now)
    director = duty(world, "director")
    actions.conclude(monitoring=one, conclusions="Людей більшає.", nothing_to_decide=False, duty=director)
    decisions.decide(
        monitoring=one, what="Додати розетки в залі", who="Завідувач", until=date(2026, 9, 1), duty=director
    )
    return Monitoring.objects.get(pk=one.pk)


def approved(world: World, *, now: datetime = NOW) -> Monitoring:
    return actions.approve(
        monitoring=ready(world, now=now),
        order_number="41-о",
        order_date=date(2026, 7, 3),
        position="Директор",
        duty=duty(world, "director"),
        now=now,
    )


@dataclass(frozen=True)
class Samples:
    """What the addresses of the monitoring need: a draft, a published one of the half-year before, their decisions."""

    draft: Monitoring
    published: Monitoring
    decision: Decision
    former: Decision


def samples(world: World) -> Samples:
    """Both of the central library, small: one indicator, and one file where seven would be made."""
    director = duty(world, "director")

    def start(period: Period) -> Monitoring:
        one = actions.start(
            period=period,
            places=[world.central],
            codes=["visits.total"],
            close_period=False,
            duty=director,
            now=world.now,
        )
        actions.conclude(monitoring=one, conclusions="Людей більшає.", nothing_to_decide=False, duty=director)
        return one

    first = start(Period.half_year(2025, 2))
    former = decisions.decide(
        monitoring=first, what="Додати розетки", who="Завідувач", until=date(2026, 12, 1), duty=director
    )
    first = actions.approve(
        monitoring=first,
        order_number="1-о",
        order_date=date(2026, 1, 5),
        position="Директор",
        duty=director,
        now=world.now,
    )
    with patch.object(queries, "OUTPUTS", ("csv",)):
        files.keep(monitoring=first, kind="csv", now=world.now)
        first = actions.publish(monitoring=first, duty=director, now=world.now)
    draft = start(HALF)
    decision = decisions.decide(
        monitoring=draft, what="Купити лампи", who="Завідувач", until=date(2026, 12, 1), duty=director
    )
    return Samples(draft, first, decision, former)
