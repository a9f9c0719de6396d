"""Reminders by e-mail: two hours before a booking made earlier than that."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from oseredok.services.seats import hall, letters, rules
from oseredok.services.seats.models import Hold, State

BEFORE = timedelta(hours=2)


@transaction.atomic
def send_due(*, now: datetime) -> int:
    """Queue a letter for each booking that is near and was made earlier; return how many. Nobody is reminded twice."""
    due = list(
        Hold.objects.select_for_update(of=("self",))
        .filter(state=State.BOOKED, reminded_at__isnull=True, starts_at__gt=now, starts_at__lte=now + BEFORE)
        .filter(made_at__lt=F("starts_at") - BEFORE)
        .filter(~Q(email="") | Q(reader__isnull=False))
        .select_related("seat__room", "place__system", "reader")
    )
    for hold in due:
        grace = rules.minutes_words(hall.rules_of(hold.place).grace)
        letters.write("seat_reminder", hold, now=now, key=f"{hold.starts_at:%Y%m%d%H%M}", grace=grace)
    Hold.objects.filter(pk__in=[hold.pk for hold in due]).update(reminded_at=now)
    return len(due)
