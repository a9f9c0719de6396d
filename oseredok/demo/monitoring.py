"""The demo's monitorings: the last half-year published, the last quarter still a draft."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account, Role
from oseredok.library.places.models import Library
from oseredok.management.reports.monitoring import actions, choices, decisions, files, queries
from oseredok.management.reports.monitoring.models import Monitoring

CONCLUSIONS = """Люди приходять рівно протягом усього півріччя; найбільше їх у дні, коли є консультації з е-послуг.
Допомога з електронними послугами стала другою причиною прийти після книжок.
Заходів більше, ніж торік, але на вечірні приходить мало людей."""

DECISIONS = (
    ("Додати шість розеток у залі коворкінгу", "Завідувачка центру", 120),
    ("Провести щомісячне заняття з е-послуг для людей від 60 років", "Консультантка центру", 150),
    ("Перенести вечірні зустрічі на суботу й порівняти відвідування", "Завідувачка центру", 180),
)


def write_monitorings(*, libraries: dict[str, Library], staff: dict[str, Account], now: datetime) -> None:
    """Make both of the central library; the director approves by an order."""
    central, director = libraries["central"], _director(staff["olena"], libraries)
    half = Period.containing("half_year", clock.local_date(now)).previous()
    if half.end <= clock.local_date(now) - timedelta(days=4):
        _publish(central, half, director)
    quarter = Period.containing("quarter", clock.local_date(now)).previous()
    at = clock.moment_at(quarter.end, time(16)) + timedelta(days=2)
    if at < now:
        draft = _start(central, quarter, director, at=at)
        actions.conclude(
            monitoring=draft, conclusions=CONCLUSIONS.split("\n")[0], nothing_to_decide=False, duty=director
        )


def _director(account: Account, libraries: dict[str, Library]) -> Duty:
    places = list(libraries.values())
    return Duty(account, places[0], places, frozenset({Role.DIRECTOR}), held=frozenset({(Role.DIRECTOR, None)}))


def _start(place: Library, period: Period, duty: Duty, *, at: datetime) -> Monitoring:
    return actions.start(
        period=period, places=[place], codes=choices.default_codes(), close_period=True, duty=duty, now=at
    )


def _publish(place: Library, period: Period, duty: Duty) -> None:
    at = clock.moment_at(period.end, time(9, 12)) + timedelta(days=2)
    one = _start(place, period, duty, at=at)
    actions.conclude(monitoring=one, conclusions=CONCLUSIONS, nothing_to_decide=False, duty=duty)
    for what, who, days in DECISIONS:
        until = period.end + timedelta(days=days)
        decisions.decide(monitoring=one, what=what, who=who, until=until, duty=duty)
    dated = period.end + timedelta(days=2)
    one = actions.approve(
        monitoring=one, order_number="23-о", order_date=dated, position=duty.account.position, duty=duty, now=at
    )
    for kind in queries.OUTPUTS:
        files.keep(monitoring=one, kind=kind, now=at)
    actions.publish(monitoring=one, duty=duty, now=at + timedelta(hours=1))
