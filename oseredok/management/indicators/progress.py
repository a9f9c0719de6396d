"""How the month goes: the fact, the target, and how much there should be by today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.periods import Period
from oseredok.base.core.text import number, plural
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.formulas import Number
from oseredok.management.indicators.numbers import selection_of, value
from oseredok.management.indicators.selection import Selection
from oseredok.management.indicators.sources import Places
from oseredok.management.indicators.targets import is_reached, target_of


@dataclass(frozen=True)
class Progress:
    """`target` is None when nobody set one for this place and period, `expected_by_today` where days tell nothing."""

    indicator: Indicator
    value: Number
    target: Decimal | None
    expected_by_today: Decimal | None
    sentence: str
    selection: Selection
    is_known: bool = True

    @property
    def is_behind(self) -> bool:
        if self.target is None or not self.is_known:
            return False
        if self.expected_by_today is not None:
            return self.value < self.expected_by_today
        return not is_reached(self.indicator, self.value, self.target)


@dataclass(frozen=True)
class WorkingDays:
    """Working days of libraries in a period: how many there are, and how many have begun by a day, that day inside."""

    begun: int
    all: int

    @property
    def share(self) -> Decimal:
        return Decimal(self.begun) / Decimal(self.all)


def working_days(*, period: Period, places: Places, on: date) -> WorkingDays:
    """Count working days; where nobody has set the hours yet, calendar days are the best guess."""
    libraries = Library.objects.filter(closed_on__isnull=True) if places is None else places
    begun = planned = 0
    for library in libraries:
        days = hours.working_days(library, period)
        planned += len(days)
        begun += sum(day <= on for day in days)
    if not planned:
        planned, begun = period.length, min(max((on - period.start).days + 1, 0), period.length)
    return WorkingDays(begun, planned)


def share_of_month(*, month: Period, places: Places, on: date) -> Decimal:
    """Which part of the month's working days has begun by `on`, that day inside. 0 before the month, 1 after it."""
    if on < month.start:
        return Decimal(0)
    if on >= month.last:
        return Decimal(1)
    return working_days(period=month, places=places, on=on).share


def progress(one: Indicator | str, *, month: Period, on: date, places: Places = None) -> Progress:
    """The period's number against its target, by working days: «На 23 більше, ніж мало бути на сьогодні»."""
    one = indicator(one)
    found = value(one, period=month, places=places)
    now = found or 0
    target = target_of(one, period=month, places=places)
    expected = None
    if target is not None and one.adds_up and one.direction != "down":
        share = share_of_month(month=month, places=places, on=on)
        expected = (target * share).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if target is not None and expected is None:
        sentence = _plain_sentence(one, found, target)
    else:
        sentence = _sentence(now, target, expected, running=month.contains(on))
    return Progress(
        indicator=one,
        value=now,
        target=target,
        expected_by_today=expected,
        sentence=sentence,
        selection=selection_of(one, period=month, places=places),
        is_known=found is not None,
    )


def _plain_sentence(one: Indicator, found: Number | None, target: Decimal) -> str:
    """Of what is not gathered day by day: a share, a mean, a stock, or what there should be little of."""
    if found is None:
        return _("Числа ще немає; ціль %(n)s.") % {"n": number(target)}
    if is_reached(one, found, target):
        return _("Ціль виконано.")
    gap = abs(Decimal(found) - target)
    if one.direction == "down":
        return _("Більше за ціль на %(n)s.") % {"n": number(gap)}
    return _("До цілі бракує %(n)s.") % {"n": number(gap)}


def _sentence(now: Number, target: Decimal | None, expected: Decimal | None, *, running: bool) -> str:
    if target is None or expected is None:
        return _("Цілі на цей місяць немає.")
    if now >= target:
        above = now - target
        return _("Ціль виконано.") if not above else _("Ціль перевищено на %(n)s.") % {"n": number(above)}
    gap = Decimal(now) - expected
    if not running:
        return _("До цілі забракло %(n)s.") % {"n": number(target - now)}
    if gap > 0:
        return _("На %(n)s більше, ніж мало бути на сьогодні.") % {"n": number(gap)}
    if gap < 0:
        left = target - now
        return _("На %(n)s менше, ніж мало бути на сьогодні. До цілі %(verb)s %(left)s.") % {
            "n": number(-gap),
            "left": number(left),
            "verb": plural(left, _("лишилася"), _("лишилося"), _("лишилося")),
        }
    if not expected:
        return _("Робочих днів цього місяця ще не було.")
    return _("Рівно стільки, скільки мало бути на сьогодні.")
