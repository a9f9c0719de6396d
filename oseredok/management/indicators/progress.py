"""How the month goes: the fact, the target, and how much there should be by today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from oseredok.base.core.periods import Period
from oseredok.base.core.text import number, plural
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.formulas import Number
from oseredok.management.indicators.models import Target
from oseredok.management.indicators.numbers import Places, selection_of, value
from oseredok.management.indicators.selection import Selection


@dataclass(frozen=True)
class Progress:
    """`target` and `expected_by_today` are None when nobody set a target for this place and month."""

    indicator: Indicator
    value: Number
    target: Decimal | None
    expected_by_today: Decimal | None
    sentence: str
    selection: Selection

    @property
    def is_behind(self) -> bool:
        return self.expected_by_today is not None and self.value < self.expected_by_today


def target_of(one: Indicator | str, *, month: Period, places: Places = None) -> Decimal | None:
    """The monthly target in force when the month begins.

    A library has its own target; several libraries together have the sum of theirs when each has one; the whole
    system has the one set for the system, else the sum. A system of one library is that library.
    """
    targets = Target.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=month.start),
        indicator=indicator(one).code,
        valid_from__lt=month.end,
    ).order_by("valid_from", "pk")
    by_place = {target.place_id: target.value for target in targets}  # the latest one wins
    if not by_place:
        return None
    everywhere = list(Library.objects.filter(closed_on__isnull=True).values_list("pk", flat=True))
    wanted = everywhere if places is None else [place.pk for place in places]
    whole_system = set(wanted) >= set(everywhere)
    if whole_system and None in by_place:
        return by_place[None]
    own = [by_place[place] for place in wanted if place in by_place]
    return sum(own, Decimal()) if own and len(own) == len(wanted) else None


def share_of_month(*, month: Period, places: Places, on: date) -> Decimal:
    """Which part of the month's working days has begun by `on`, that day inside. 0 before the month, 1 after it."""
    if on < month.start:
        return Decimal(0)
    if on >= month.last:
        return Decimal(1)
    libraries = Library.objects.filter(closed_on__isnull=True) if places is None else places
    worked = planned = 0
    for library in libraries:
        days = hours.working_days(library, month)
        planned += len(days)
        worked += sum(day <= on for day in days)
    if not planned:  # nobody set the hours yet: calendar days are the best guess
        planned, worked = month.length, (on - month.start).days + 1
    return Decimal(worked) / Decimal(planned)


def progress(one: Indicator | str, *, month: Period, on: date, places: Places = None) -> Progress:
    """The month's number against its target, by working days: «На 23 більше, ніж мало бути на сьогодні»."""
    one = indicator(one)
    now = value(one, period=month, places=places) or 0
    target = target_of(one, month=month, places=places)
    expected = None
    if target is not None:
        share = share_of_month(month=month, places=places, on=on)
        expected = (target * share).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Progress(
        indicator=one,
        value=now,
        target=target,
        expected_by_today=expected,
        sentence=_sentence(now, target, expected, running=month.contains(on)),
        selection=selection_of(one, period=month, places=places),
    )


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
