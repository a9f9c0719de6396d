"""A booking found: by its code alone, or at the desk also by the label on the board, a name or a phone."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import normalise_phone
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.places.models import Library
from oseredok.services.seats.models import LIVE, Hold

MOST = 20
_CODE = re.compile(r"\d{3}[\s-]?\d{3}")
_LABEL = re.compile(r"[аa]?\s*[-–]?\s*(\d{2})", re.IGNORECASE)


def six_digits(typed: str) -> str:
    """Return a code as it is kept, written with or without a space. Raises Invalid (`code-unclear`), field `code`."""
    digits = re.sub(r"[\s\-]", "", typed)
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise Invalid(_("У коді має бути шість цифр."), code="code-unclear", field="code")
    return digits


def live(code: str) -> Hold | None:
    """Return the booking, offer or session that a code opens."""
    found = Hold.objects.filter(code=code, state__in=LIVE)
    return found.select_related("seat__room", "place__system", "reader").first()


def find(place: Library, typed: str, *, now: datetime) -> list[Hold]:
    """Return holds of today and later that what was typed may mean, the nearest first, at most twenty."""
    typed = display_apostrophe(tidy(typed))
    if not typed:
        return []
    today, tomorrow = clock.day_bounds(clock.local_date(now))
    ahead = Hold.objects.filter(place=place, ends_at__gte=today).select_related("seat", "series", "reader")
    if _CODE.fullmatch(typed):
        return list(ahead.filter(code=re.sub(r"\D", "", typed))[:MOST])
    if label := _LABEL.fullmatch(typed):
        number = int(label[1])
        return [hold for hold in ahead.filter(starts_at__lt=tomorrow) if hold.pk % 100 == number][:MOST]
    return list(ahead.filter(_person(typed))[:MOST])


def _person(typed: str) -> Q:
    named = Q(nickname__icontains=typed) | Q(series__title__icontains=typed) | Q(reader__surname__istartswith=typed)
    try:
        phone = normalise_phone(typed)
    except Invalid:
        return named
    return named | Q(phone=phone) | Q(reader__phone=phone)
