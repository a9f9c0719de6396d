"""What other pages of the site say about the hall."""

from __future__ import annotations

from django import template
from django.utils import timezone

from oseredok.faces.front.seats import hall_now as halls
from oseredok.faces.front.seats.hall_now import HallNow
from oseredok.library.places.models import Library

register = template.Library()


@register.simple_tag
def hall_now(place: Library | None) -> HallNow | None:
    """How many seats are free in the hall of a library; nothing where there are no seats."""
    return halls.hall_now(place, now=timezone.now()) if place else None
