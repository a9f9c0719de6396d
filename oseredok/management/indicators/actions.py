"""Setting and ending monthly targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import indicator as indicator_of
from oseredok.management.indicators.models import Target


@transaction.atomic
def set_target(*, indicator: str, place: Library | None, value: Decimal, valid_from: date, source: str = "") -> Target:
    """Set a monthly target from the month of `valid_from` on; the one before it ends there.

    Raises Invalid: no such indicator, a ratio (its months have no target), a value that is not positive.
    """
    try:
        found = indicator_of(indicator)
    except KeyError:
        raise Invalid(_("Такого показника немає."), code="indicator-unknown", field="indicator") from None
    if not found.adds_up:
        raise Invalid(_("Для середніх показників місячної цілі не ставимо."), code="not-a-sum", field="indicator")
    if value <= 0:
        raise Invalid(_("Ціль має бути більшою за нуль."), code="not-positive", field="value")
    starts_on = valid_from.replace(day=1)
    same = Target.objects.select_for_update().filter(indicator=indicator, place=place)
    same.filter(valid_from__gte=starts_on).delete()  # planned for later or from this very month: replaced
    for target in same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=starts_on)):
        target.valid_to = starts_on
        target.save(update_fields=["valid_to"])
    return Target.objects.create(
        indicator=indicator, place=place, value=value, valid_from=starts_on, source=source.strip()
    )


@transaction.atomic
def end_target(*, target: Target, on: date) -> Target:
    """End a target with the month before `on`'s month; one that has not begun by then is taken away.

    Raises Conflict: it has ended already.
    """
    target = Target.objects.select_for_update().get(pk=target.pk)
    month = on.replace(day=1)
    if target.valid_to is not None and target.valid_to <= month:
        raise Conflict(_("Ця ціль уже не діє."), code="target-ended")
    if target.valid_from >= month:
        target.delete()
        return target
    target.valid_to = month
    target.save(update_fields=["valid_to"])
    return target
