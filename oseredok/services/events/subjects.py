"""How the journal names an event to people: diary part III and the drill-down ask by id."""

from __future__ import annotations

from django.urls import reverse

from oseredok.services.events.models import HeldEvent
from oseredok.services.events.queries import details
from oseredok.spine.journal.subjects import Subject


def describe(ids: list[str]) -> dict[str, Subject]:
    """Return the title, the address and the particulars of each event found."""
    events = HeldEvent.objects.select_related("form", "responsible").filter(pk__in=ids)
    return {
        str(event.pk): Subject(title=event.title, url=reverse("events:event", args=[event.pk]), details=details(event))
        for event in events
    }
