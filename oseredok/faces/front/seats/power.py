"""Planned power cuts as booking tells them: before the first time that one touches, and again where a seat is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core.clock import day_bounds
from oseredok.library.places import outages
from oseredok.library.places.models import PlannedOutage
from oseredok.services.seats.hall import HallDay, Slot
from oseredok.services.seats.models import Kind


def before_slots(hall: HallDay, slots: Sequence[Slot]) -> dict[datetime, str]:
    """Return beginnings of times → what to say before them. What is over, or comes when nothing begins, is not said."""
    found: dict[datetime, list[PlannedOutage]] = {}
    for outage in outages.between(hall.place, *day_bounds(hall.day)):
        first = next((slot.starts_at for slot in slots if slot.starts_at >= outage.starts_at), None)
        if first is not None and first < outage.ends_at:
            found.setdefault(first, []).append(outage)
    return {at: _told(hall, many) for at, many in found.items()}


def during(hall: HallDay, starts_at: datetime, ends_at: datetime) -> str:
    """Return what is to be known of a chosen stretch; empty when the light is to be on all through it."""
    return _told(hall, outages.between(hall.place, starts_at, ends_at))


def _told(hall: HallDay, many: Sequence[PlannedOutage]) -> str:
    if not many:
        return ""
    spans = ", ".join(outages.span(one) for one in many)
    said = _("Можливе вимкнення світла: {spans}.").format(spans=spans)
    return f"{said} {_works(hall)}"


def _works(hall: HallDay) -> str:
    has_laptops = any(one.seat.kind == Kind.LAPTOP for one in hall.seats)
    has_backup = any(one.seat.backup_power for one in hall.seats)
    if has_laptops and has_backup:
        return _("Ноутбуки та місця з резервним живленням працюватимуть.")
    if has_laptops:
        return _("Ноутбуки працюватимуть від батареї.")
    if has_backup:
        return _("Місця з резервним живленням працюватимуть.")
    return _("Комп’ютери тоді не працюватимуть.")
