"""Choosing what everybody sees."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.faces.front.work import queries
from oseredok.faces.front.work.models import ShownIndicator

MOST = 12
"""More tiles nobody reads."""


@transaction.atomic
def choose_shown(*, codes: Sequence[str]) -> None:
    """Show these indicators, in this order.

    Raises:
        Invalid: none, too many, one that does not exist or has no meaning for a month.
    """
    listed = list(dict.fromkeys(codes))
    known = {one.code for one in queries.candidates()}
    if not listed:
        raise Invalid(_("Лишіть на сторінці хоча б один показник."), code="nothing-shown")
    if len(listed) > MOST:
        raise Invalid(_("Забагато: покажіть не більше {most}.").format(most=MOST), code="many-shown")
    if any(code not in known for code in listed):
        raise Invalid(_("Такого показника немає."), code="indicator-unknown")
    rows = {row.indicator: row for row in ShownIndicator.objects.select_for_update()}
    for code, row in rows.items():
        if code not in listed:
            row.delete()
    for order, code in enumerate(listed, 1):
        row = rows.get(code) or ShownIndicator(indicator=code)
        if row.pk is None or row.order != order:
            row.order = order
            row.save()
