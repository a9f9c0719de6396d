"""Early warning: a target that is going to be missed while there is still time, with the arithmetic in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.periods import Period
from oseredok.base.core.text import counted, number, plural
from oseredok.base.preferences import queries as preferences
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator, full_name, indicator
from oseredok.management.indicators.formulas import Number
from oseredok.management.indicators.models import Target
from oseredok.management.indicators.numbers import Value, selection_of, values
from oseredok.management.indicators.preferences import WARN_AFTER
from oseredok.management.indicators.progress import working_days
from oseredok.management.indicators.selection import Selection
from oseredok.management.indicators.sources import Places
from oseredok.management.indicators.targets import LENGTHS, in_force, is_reached

WHOLE_FROM = 10
BEYOND = 4
"""So many times the present pace nobody reaches by trying harder."""


@dataclass(frozen=True)
class Warned:
    """One target in danger. `forecast` is where the present pace leads; the same as `value` where days do not add up."""

    indicator: Indicator
    target: Target
    period: Period
    value: Number
    forecast: Decimal
    sentence: str
    selection: Selection

    @property
    def place(self) -> Library | None:
        return self.target.place


def warnings(*, on: date, places: Places = None) -> list[Warned]:
    """Return the targets in force that are going to be missed, of the given libraries or of the whole system.

    Only finished days are counted, and only once enough working days are over (a preference): the first days of a
    month tell nothing.
    """
    wanted = None if places is None else {place.pk for place in places}
    after = preferences.value(WARN_AFTER)
    found = []
    for kind in LENGTHS:
        period = Period.containing(kind, on)
        if period.start == on:
            continue
        for target in in_force(period=period):
            if wanted is not None and target.place_id not in wanted:
                continue
            warned = _warned(target, period, on=on, after=after)
            if warned is not None:
                found.append(warned)
    return found


def _warned(target: Target, period: Period, *, on: date, after: int) -> Warned | None:
    try:
        one = indicator(target.indicator)
    except KeyError:  # its indicator is gone with an older version
        return None
    places = None if target.place is None else [target.place]
    yesterday = on - timedelta(days=1)
    days = working_days(period=period, places=places, on=yesterday)
    if days.begun * 100 < days.all * after:
        return None
    so_far = Period(period.start, on)
    value = values([one], period=so_far, places=places)[one.code]
    if value.number is None:
        return None
    told = (
        _pace(one, value.number, target.value, days.begun, days.all)
        if one.adds_up
        else _level(one, value, target.value)
    )
    if told is None:
        return None
    forecast, sentence = told
    return Warned(
        indicator=one,
        target=target,
        period=period,
        value=value.number,
        forecast=forecast,
        sentence=sentence,
        selection=selection_of(one, period=so_far, places=places),
    )


def _pace(one: Indicator, so_far: Number, target: Decimal, begun: int, all_days: int) -> tuple[Decimal, str] | None:
    """What is gathered day by day: where the pace leads, and which pace is needed."""
    forecast = (Decimal(so_far) * all_days / begun).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if is_reached(one, forecast, target):
        return None
    left = all_days - begun
    told = {
        "name": full_name(one),
        "value": number(so_far),
        "begun": number(begun),
        "all": number(all_days),
        "forecast": number(forecast),
        "target": number(target),
    }
    if one.direction == "down":
        sentence = _(
            "{name}: {value} за {begun} із {all} робочих днів; таким темпом буде {forecast}, а має бути не більше {target}"
        )
        return forecast, sentence.format(**told)
    if not left:
        sentence = _("{name}: {value} за всі {all} робочих днів; до цілі {target} забракло {gap}")
        return forecast, sentence.format(gap=number(target - so_far), **told)
    gap = Decimal(target - so_far)
    if _is_too_late(left, all_days, needed=gap / left, pace=Decimal(so_far) / begun):
        sentence = _(
            "{name}: {value} за {begun} із {all} робочих днів; {verb} {days}, і ціль {target} навряд чи надолужити: "
            "таким темпом буде {forecast}"
        )
        days = counted(left, _("робочий день"), _("робочі дні"), _("робочих днів"))
        verb = plural(left, _("лишився"), _("лишилося"), _("лишилося"))
        return forecast, sentence.format(days=days, verb=verb, **told)
    needed, pace = _rates(gap / left, Decimal(so_far) / begun)
    sentence = _(
        "{name}: {value} за {begun} із {all} робочих днів; таким темпом буде {forecast} із {target}; "
        "треба по {needed} на день, а не по {pace}"
    )
    return forecast, sentence.format(needed=number(needed), pace=number(pace), **told)


def _is_too_late(left: int, all_days: int, *, needed: Decimal, pace: Decimal) -> bool:
    """Whether a needed pace would only mock: late in the period, when it is many times the present one.

    A pace that hardly differs from the present one is told to the last day.
    """
    return (left * 3 <= all_days and needed > pace * BEYOND) or (left * 8 <= all_days and needed > pace * 2)


def _rates(needed: Decimal, pace: Decimal) -> tuple[Decimal, Decimal]:
    """Whole numbers where they differ, else with as many digits as tell them apart; what is ten or more stays whole."""
    for digits in range(3):
        step = Decimal(1).scaleb(-digits)
        up, now = needed.quantize(step, rounding=ROUND_CEILING), pace.quantize(step, rounding=ROUND_HALF_UP)
        if up > now and (now or not pace):
            break
    return (needed.quantize(Decimal(1), rounding=ROUND_CEILING) if needed >= WHOLE_FROM else up), now


def _level(one: Indicator, value: Value, target: Decimal) -> tuple[Decimal, str] | None:
    """A share, a mean or a stock: how far it is, and for a share what would mend it."""
    now = Decimal(value.number or 0)
    if is_reached(one, now, target):
        return None
    told = {"name": full_name(one), "now": number(now), "unit": one.unit, "target": number(target)}
    if value.n is None:
        return now, _("{name}: зараз {now}, а ціль {target} ({unit})").format(**told)
    told["n"] = number(value.n)
    if value.is_of_few:
        return None  # a few answers more may turn it round: nothing to be alarmed at yet
    if one.direction == "down" or target >= 100:
        return now, _("{name}: {now} % з {n}, а ціль {target} %").format(**told)
    good = (now * value.n / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    more = ((target * value.n / 100 - good) / (1 - target / 100)).quantize(Decimal(1), rounding=ROUND_CEILING)
    return now, _(
        "{name}: {now} % з {n}, а ціль {target} %; дійти до неї допоможуть щонайменше {more} добрих поспіль"
    ).format(more=number(max(more, Decimal(1))), **told)
