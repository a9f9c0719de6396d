"""Verbs about public holidays: the list of the law, kept by the office with its source."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.places.models import PublicHoliday


@transaction.atomic
def add_holiday(*, day: date, name: str, source: str, checked_on: date | None, today: date) -> PublicHoliday:
    """Add a public holiday.

    Raises Invalid (`no_name`, `checked_later`) and Conflict (`holiday_taken`): the day has one already.
    """
    name = display_apostrophe(tidy(name))
    if not name:
        raise Invalid(_("Напишіть назву."), code="no_name", field="name")
    if checked_on is not None and checked_on > today:
        raise Invalid(_("Звірити можна сьогодні або раніше."), code="checked_later", field="checked_on")
    try:
        with transaction.atomic():
            return PublicHoliday.objects.create(date=day, name=name, source=tidy(source), checked_on=checked_on)
    except IntegrityError:
        raise Conflict(_("На цей день свято вже записано."), code="holiday_taken", field="date") from None


@transaction.atomic
def remove_holiday(*, holiday: PublicHoliday) -> None:
    """Take a holiday off the list; taking it off twice is no error."""
    for found in PublicHoliday.objects.filter(pk=holiday.pk):
        found.delete()
