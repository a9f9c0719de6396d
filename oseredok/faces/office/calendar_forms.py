"""Forms of the calendar: an exception, a public holiday."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.forms import UkDateField, UkTimeField
from oseredok.base.ui.fields import ClockInput, DayInput
from oseredok.library.places.models import HoursException


class ExceptionForm(forms.Form):
    """Days that differ from the week. People name the last day; the schedule keeps the day after it."""

    kind = forms.ChoiceField(label=lazy("Що буде"), choices=HoursException.Kind.choices, initial="event")
    starts_on = UkDateField(label=lazy("З якого дня"), widget=DayInput())
    last_day = UkDateField(
        label=lazy("До якого дня"), widget=DayInput(), required=False, help_text=lazy("Порожньо: лише один день.")
    )
    opens_at = UkTimeField(label=lazy("Відчиняємо"), widget=ClockInput(), required=False)
    closes_at = UkTimeField(label=lazy("Зачиняємо"), widget=ClockInput(), required=False)
    note = forms.CharField(
        label=lazy("Пояснення для людей"),
        max_length=200,
        required=False,
        help_text=lazy("Стоятиме на дверях і на сайті, наприклад «передсвятковий день»."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Останній день не може бути раніше за перший."))
        if first and last and (last - first) > timedelta(days=366):
            self.add_error("last_day", _("Довше за рік не буває: для цього змініть тиждень."))
        return data

    def details(self) -> dict[str, Any]:
        """Return the arguments of `add_exception`."""
        data = dict(self.cleaned_data)
        last = data.pop("last_day") or data["starts_on"]
        return {**data, "ends_on": last + timedelta(days=1)}


class OutageForm(forms.Form):
    """A stretch of a day in which the light may be off."""

    day = UkDateField(label=lazy("День"), widget=DayInput())
    since = UkTimeField(label=lazy("З"), widget=ClockInput(), error_messages={"required": lazy("Впишіть час.")})
    until = UkTimeField(
        label=lazy("До"),
        widget=ClockInput(),
        help_text=lazy("До кінця дня: 00:00."),
        error_messages={"required": lazy("Впишіть час.")},
    )
    note = forms.CharField(
        label=lazy("Звідки відомо"),
        max_length=120,
        required=False,
        help_text=lazy("Наприклад, «графік обленерго, черга 3.1»."),
        error_messages={"max_length": lazy("Коротше: до 120 літер.")},
    )


class HolidayForm(forms.Form):
    """A public holiday of the law."""

    date = UkDateField(label=lazy("Дата"), widget=DayInput())
    name = forms.CharField(label=lazy("Назва"), max_length=100, error_messages={"required": lazy("Напишіть назву.")})
    source = forms.CharField(
        label=lazy("Джерело"), max_length=200, required=False, initial=lazy("КЗпП України, ст. 73")
    )
    checked_on = UkDateField(label=lazy("Коли звірено"), widget=DayInput(), required=False)
