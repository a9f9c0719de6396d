"""What hours may be: pure checks that refuse with a sentence for people."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words, day_and_month
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.places.models import HoursException, Library
from oseredok.library.places.wording import DAYS, clock_words

Week = Mapping[int, Sequence[tuple[time, time]]]


def check_week(week: Week) -> None:
    """Raises Invalid: `no-hours`, `unknown-weekday`, `closes-before-opens`, `hours-overlap`."""
    if not any(week.values()):
        raise Invalid(_("Впишіть години хоча б для одного дня."), code="no-hours")
    for weekday, spans in week.items():
        if weekday not in range(7):
            raise Invalid(_("Такого дня тижня немає."), code="unknown-weekday")
        named = {"day": DAYS[weekday]}
        for opens, closes in spans:
            if opens >= closes:
                raise Invalid(
                    _("Час відчинення має бути раніше за час зачинення: %(day)s.") % named, code="closes-before-opens"
                )
        ordered = sorted(spans)
        for one, two in itertools.pairwise(ordered):
            if two[0] < one[1]:
                raise Invalid(
                    _("Проміжки перетинаються: %(day)s, %(time)s.") % {**named, "time": clock_words(two[0])},
                    code="hours-overlap",
                )


def check_exception(
    *, kind: str, starts_on: date, ends_on: date, opens_at: time | None, closes_at: time | None
) -> None:
    """Raises Invalid: `not-a-period`, `half-hours`, `closes-before-opens`, `hours-needed`, `holiday-has-hours`."""
    if ends_on <= starts_on:
        raise Invalid(_("Останній день не може бути раніше за перший."), code="not-a-period", field="ends_on")
    if (opens_at is None) != (closes_at is None):
        raise Invalid(_("Впишіть обидва часи: відчинення і зачинення."), code="half-hours", field="closes_at")
    if opens_at is not None and closes_at is not None and opens_at >= closes_at:
        raise Invalid(
            _("Зачиняємо пізніше, ніж відчиняємо: перевірте час."), code="closes-before-opens", field="closes_at"
        )
    if kind == HoursException.Kind.EVENT and opens_at is None:
        raise Invalid(_("Впишіть, о котрій відчиняємо і зачиняємо."), code="hours-needed", field="opens_at")
    if kind in (HoursException.Kind.SANITARY, HoursException.Kind.HOLIDAY) and opens_at is not None:
        raise Invalid(
            _("Цього дня зачинено, тому годин не вказуйте. Коротший день запишіть як «особливі години»."),
            code="holiday-has-hours",
            field="kind",
        )


def check_works(*, library: Library, on: date) -> None:
    """Raises Conflict (`place_closed`) for a library that is closed for good by that day."""
    if library.closed_on is not None and library.closed_on <= on:
        raise Conflict(
            _("%(name)s: зачинено назавжди з %(day)s")
            % {"name": library.short_name, "day": date_words(library.closed_on)},
            code="place_closed",
        )


def check_no_overlap(*, starts_on: date, ends_on: date, others: Iterable[HoursException]) -> None:
    """Raises Conflict (`exceptions-overlap`), naming the exception that is there already."""
    for other in others:
        if other.starts_on < ends_on and starts_on < other.ends_on:
            day = day_and_month(max(starts_on, other.starts_on))
            raise Conflict(
                _("На %(day)s уже є виняток: %(kind)s. Спершу приберіть його.")
                % {"day": day, "kind": other.note or other.get_kind_display()},
                code="exceptions-overlap",
                field="starts_on",
            )
