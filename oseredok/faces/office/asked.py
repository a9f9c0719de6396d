"""What the address of a list asks for, kept within the libraries that the person may see."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.faces.office.audience import NUMBERS
from oseredok.library.people.access import StaffRequest
from oseredok.management.indicators.queries import Selection


def asked(request: StaffRequest) -> Selection:
    """Read the address. Without days: the present month. Raises Invalid: unclear, or a library of others."""
    selection = Selection.parse(request.GET.dict())
    today = local_date(timezone.now())
    if selection.period is None and not selection.subject:
        selection = replace(selection, period=Period.month(today.year, today.month))
    allowed = [place.pk for place in request.duty.places_of(*NUMBERS)]
    places = tuple(place for place in selection.places if place in allowed)
    if selection.places and not places:
        raise Invalid(_("Записи цієї бібліотеки вам не відкриті."), code="place-not-yours", field="place")
    return selection.at(places or allowed)
