"""Reading held events."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, date_words
from oseredok.base.core.periods import Period
from oseredok.base.core.text import initials, number
from oseredok.base.ui.parts import Row
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


def summary(event: HeldEvent) -> list[Row]:
    """What is known about an event, in words: only what was filled in."""
    told = details(event)
    at = clock.local(event.held_at)
    rows = [
        (_("Коли"), f"{date_words(at.date())}, {clock_time(at)}"),
        (_("Де"), event.place.name),
        (_("Форма"), told["form"]),
        (_("Як проходив"), told["mode"]),
        (_("Присутніх у бібліотеці"), number(event.present_offline)),
        (_("Присутніх онлайн"), number(event.present_online) if event.present_online else ""),
        (_("Переглядів запису"), number(event.views) if event.views else ""),
        (_("Для 6-НК"), _("захід з особистісного розвитку") if event.personal_development else ""),
        (_("Для кого"), event.addressee),
        (_("Представлено документів"), number(event.documents_shown) if event.documents_shown else ""),
        (_("Партнери"), event.partners),
        (_("Відповідальний працівник"), told["responsible"]),
        (_("Примітка"), event.note),
        (_("Посилання"), event.link),
    ]
    return [Row(name, value) for name, value in rows if value]


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
