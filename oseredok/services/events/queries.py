"""Reading held events."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.periods import Period
from oseredok.base.core.text import initials
from oseredok.library.places.models import Library
from oseredok.services.events.models import HeldEvent


def held(*, places: Iterable[Library] | None = None, period: Period | None = None) -> QuerySet[HeldEvent]:
    """Events held, the latest first, cancelled ones too."""
    events = HeldEvent.objects.select_related("place", "form", "responsible")
    if places is not None:
        events = events.filter(place__in=list(places))
    if period is not None:
        events = events.filter(held_at__gte=period.starts_at, held_at__lt=period.ends_at)
    return events.order_by("-held_at", "-pk")


def details(event: HeldEvent) -> dict[str, str]:
    """What diary part III prints about an event beyond its numbers (facts: 6nk §5.3)."""
    person = event.responsible
    return {
        "mode": str(event.get_mode_display()),
        "form": event.form.name,
        "addressee": event.addressee,
        "present_offline": str(event.present_offline),
        "present_online": str(event.present_online),
        "views": str(event.views),
        "documents_shown": str(event.documents_shown),
        "partners": event.partners,
        "responsible": initials(person.last_name, person.first_name, person.patronymic) or person.username,
        "note": " · ".join(part for part in (event.note, event.link) if part),
        "cancelled": _("скасовано") if event.cancelled_at else "",
    }
