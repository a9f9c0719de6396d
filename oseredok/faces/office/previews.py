"""What the door would say: the change is really made, read back and undone, so that the preview cannot differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from oseredok.library.places import hours, wording
from oseredok.library.places.models import Library
from oseredok.library.places.wording import COMING_DAYS


@dataclass(frozen=True)
class Door:
    """The lines on the door, and the days near that differ from the week."""

    lines: list[str]
    coming: list[str]


def door(library: Library, *, on: date, days: int = COMING_DAYS) -> Door:
    """Return what the door says on the day."""
    schedule = hours.load(library)
    return Door(wording.hours_lines(schedule, on), wording.coming_lines(schedule, on, days=days))


def door_after(change: Callable[[], object], library: Library, *, on: date, until: date | None = None) -> Door:
    """Return what the door would say after `change`, which raises as it would; nothing stays.

    With `until` the days up to it are looked through, so that a day far ahead is told too.
    """
    days = max(COMING_DAYS, (until - on).days + 1) if until else COMING_DAYS
    with transaction.atomic():
        change()
        library = Library.objects.select_related("system").get(pk=library.pk)
        told = door(library, on=on, days=min(days, timedelta(days=400).days))
        transaction.set_rollback(True)
    return told
