"""Setting and ending targets; choosing what stands on one's own dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.dates import short_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Kind, Period
from oseredok.base.core.text import number
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import indicator as indicator_of
from oseredok.management.indicators.indicator import Indicator
from oseredok.management.indicators.models import Length, Target, Watched


@transaction.atomic
def set_target(
    *,
    indicator: str,
    place: Library | None,
    value: Decimal,
    valid_from: date,
    length: str = Length.MONTH,
    valid_to: date | None = None,
    source: str = "",
    replace: bool = False,
) -> Target:
    """Set a target for each month (quarter, half-year, year) from the one that `valid_from` is in; `valid_to` is its end.

    The target before it ends there and goes on after `valid_to`. One that begins at the same time or later is put aside only with `replace`.

    Raises:
        Invalid: no such indicator, a value that is not positive, a share above 100 %, an end before the beginning.
        Conflict: another target begins within this time (`target-overlaps`).
    """
    one = _indicator(indicator)
    if value <= 0:
        raise Invalid(_("Ціль має бути більшою за нуль."), code="not-positive", field="value")
    if one.kind_of_number == "share" and value > 100:
        raise Invalid(_("Частка не буває більшою за 100 %."), code="over-hundred", field="value")
    starts_on = Period.containing(_kind(length), valid_from).start
    ends_on = None if valid_to is None else Period.containing(_kind(length), valid_to - timedelta(days=1)).end
    if ends_on is not None and ends_on <= starts_on:
        raise Invalid(_("Кінець має бути пізніше за початок."), code="target-backwards", field="valid_to")
    same = Target.objects.select_for_update().filter(indicator=indicator, place=place, length=length)
    later = same.filter(valid_from__gte=starts_on)
    if ends_on is not None:
        later = later.filter(valid_from__lt=ends_on)
    _put_aside(later, replace=replace)
    earlier = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=starts_on), valid_from__lt=starts_on)
    for target in earlier:
        goes_on = ends_on is not None and (target.valid_to is None or target.valid_to > ends_on)
        if goes_on and ends_on is not None:
            Target.objects.create(
                indicator=indicator, place=place, length=length, value=target.value, valid_from=ends_on,
                valid_to=target.valid_to, source=target.source,
            )  # fmt: skip
        target.valid_to = starts_on
        target.save(update_fields=["valid_to"])
    return Target.objects.create(
        indicator=indicator, place=place, length=length, value=value, valid_from=starts_on, valid_to=ends_on,
        source=source.strip(),
    )  # fmt: skip


def _indicator(code: str) -> Indicator:
    try:
        return indicator_of(code)
    except KeyError:
        raise Invalid(_("Такого показника немає."), code="indicator-unknown", field="indicator") from None


def _kind(length: str) -> Kind:
    if length not in Length.values:
        raise Invalid(_("Виберіть, на який час ця ціль."), code="length-unknown", field="length")
    return cast(Kind, length)


def _put_aside(targets: QuerySet[Target], *, replace: bool) -> None:
    found = list(targets)
    if found and not replace:
        raise Conflict(
            _("На цей час уже є ціль {value}, вона діє з {day}. Позначте, що її треба замінити.").format(
                value=number(found[0].value), day=short_date(found[0].valid_from)
            ),
            code="target-overlaps",
            field="valid_from",
        )
    for target in found:
        target.delete()


@transaction.atomic
def end_target(*, target: Target, on: date) -> Target:
    """End a target with the period before the one that `on` is in; one that has not begun by then is taken away.

    Raises Conflict: it has ended already.
    """
    target = Target.objects.select_for_update().get(pk=target.pk)
    month = Period.containing(_kind(target.length), on).start
    if target.valid_to is not None and target.valid_to <= month:
        raise Conflict(_("Ця ціль уже не діє."), code="target-ended")
    if target.valid_from >= month:
        target.delete()
        return target
    target.valid_to = month
    target.save(update_fields=["valid_to"])
    return target


MOST_WATCHED = 30


@transaction.atomic
def watch(*, account: Account, indicators: Sequence[str]) -> None:
    """Keep these indicators on the account's dashboard, in this order; none brings back the common ones.

    Raises Invalid: an unknown code, or more than `MOST_WATCHED`.
    """
    codes = list(dict.fromkeys(indicators))
    for code in codes:
        _indicator(code)
    if len(codes) > MOST_WATCHED:
        raise Invalid(
            _("На панелі вміщується {most} показників.").format(most=MOST_WATCHED), code="too-many", field="indicators"
        )
    Watched.objects.filter(account=account).delete()
    Watched.objects.bulk_create(
        Watched(account=account, indicator=code, position=position) for position, code in enumerate(codes)
    )
