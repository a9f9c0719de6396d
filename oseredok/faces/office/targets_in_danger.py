"""Targets that are going to be missed, told to those who lead: on the office's first page and beside the targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.faces.office.audience import TARGETS
from oseredok.faces.office.scope import ALL
from oseredok.faces.office.target_rows import whole_system
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision
from oseredok.management.indicators.queries import Warned, warnings


def targets_in_danger(duty: Duty, now: datetime) -> Iterator[Decision]:
    """What the first page of the office says."""
    yield from warned_of(duty, on=local_date(now))


def warned_of(duty: Duty, *, on: date) -> list[Decision]:
    """Of the libraries where one leads, and of the whole system for those who lead it all."""
    mine = {place.pk for place in duty.places_of(*TARGETS)}
    everywhere = whole_system(duty)
    return [
        Decision(_sentence(one), _url(one))
        for one in warnings(on=on)
        if (one.target.place_id in mine if one.target.place_id else everywhere)
    ]


def _sentence(one: Warned) -> str:
    place = one.place.short_name if one.place else _("Уся система")
    return _("{place}, {period}. {sentence}").format(place=place, period=one.period.title, sentence=one.sentence)


def _url(one: Warned) -> str:
    place = str(one.target.place_id) if one.target.place_id else ALL
    query = urlencode({"period": one.period.code, "place": place})
    return f"{reverse('office:indicator', args=[one.indicator.code])}?{query}"
