"""A book that is only read in the hall: a seat may be booked from its page."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.collections.catalogue.beside import Button, Offer
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.library.places.models import Library
from oseredok.services.seats import hall as halls


def _to_read_here(record: Record, now: datetime) -> Button | None:
    only_here = Copy.objects.filter(record=record, status=Copy.Status.READING_ROOM, location__library__isnull=False)
    for place in Library.objects.filter(pk__in=only_here.values("location__library")).select_related("system"):
        if halls.rules_of(place).booking_open and halls.seats_of(place, clock.local_date(now)):
            return Button(f"{reverse('seats:when')}?at={place.code}", _("Забронювати місце"), "armchair")
    return None


TO_READ_HERE = Offer("seats", 10, _to_read_here)
