"""Writing numbers by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.base.core.text import tidy
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.indicators import figures
from oseredok.management.indicators.catalogue import full_name
from oseredok.management.indicators.catalogue import indicator as indicator_of
from oseredok.management.indicators.indicator import Indicator
from oseredok.management.indicators.models import Figure

KINDS = ("month", "quarter", "half_year", "year")
MOST = Decimal("999999999999.99")
ODD = 10
"""A number so many times larger or smaller than the last one is asked about."""


@transaction.atomic
def write_figures(
    *,
    written: Mapping[str, Decimal | None],
    place: Library | None,
    period: Period,
    staff: Account,
    now: datetime,
    source: str = "",
    sure: bool = False,
) -> list[Figure]:
    """Write numbers of a period at a library (None: the whole system) down; None takes a number back.

    What stands already is not written again. All or nothing. Returns the new rows.

    Raises:
        Invalid: an indicator that is not written by hand, a period that has not begun, a number that cannot be.
        Conflict: numbers far from the last ones (`figures-odd`), unless `sure`.
    """
    _check_period(period, now=now)
    if place is not None:
        Library.objects.select_for_update().get(pk=place.pk)  # two people who save at once come one after the other
    held = figures.current(indicators=written)
    key = None if place is None else place.pk
    rows, odd = [], []
    for code, value in written.items():
        one = _by_hand(code)
        _check_value(one, value)
        span = figures.day_of(period, kind=one.kind_of_number)
        known = held.get(code, {}).get(key, [])
        standing = next((row.value for row in known if (row.starts_on, row.ends_on) == (span.start, span.end)), None)
        if value == standing:
            continue
        if _is_odd(value, [row for row in known if row.ends_on <= span.start and _alike(row, span)]):
            odd.append(one)
        rows.append(
            Figure(
                indicator=code, place=place, starts_on=span.start, ends_on=span.end, value=value,
                source=tidy(source)[:200], written_at=now, written_by=staff,
            )
        )  # fmt: skip
    if odd and not sure:
        names = ", ".join(f"«{full_name(one)}»" for one in odd[:5])
        raise Conflict(
            _("Дуже відрізняється від минулого: {names}. Перевірте й підтвердьте, що все правильно.").format(
                names=names
            ),
            code="figures-odd",
            field="sure",
        )
    for row in rows:
        row.save()
    return rows


def _check_period(period: Period, *, now: datetime) -> None:
    if period.kind not in KINDS:
        raise Invalid(_("Числа вносимо за місяць, квартал, півріччя або рік."), code="period-odd", field="period")
    if period.start > local_date(now):
        raise Invalid(_("Цей період ще не почався."), code="period-ahead", field="period")


def _by_hand(code: str) -> Indicator:
    try:
        one = indicator_of(code)
    except KeyError:
        raise Invalid(_("Такого показника немає."), code="indicator-unknown", field="indicator") from None
    if not one.is_written_by_hand:
        raise Invalid(
            _("«{name}» система рахує сама.").format(name=full_name(one)), code="indicator-computed", field="indicator"
        )
    return one


def _check_value(one: Indicator, value: Decimal | None) -> None:
    if value is None:
        return
    if not value.is_finite() or value < 0 or value > MOST:
        raise Invalid(_("Напишіть число від нуля."), code="figure-impossible", field=one.code)
    if value != round(value, one.digits):
        raise Invalid(
            _("Тут потрібне ціле число.") if not one.digits else _("Після коми не більше двох цифр."),
            code="figure-too-fine",
            field=one.code,
        )


def _alike(row: Figure, span: Period) -> bool:
    """Whether the row tells of about as long a time: a month is not compared with a year."""
    return abs((row.ends_on - row.starts_on).days - span.length) < 5


def _is_odd(value: Decimal | None, earlier: list[Figure]) -> bool:
    if value is None or not earlier:
        return False
    last = max(earlier, key=lambda row: row.ends_on).value
    return bool(last and value and max(last, value) / min(last, value) >= ODD)
