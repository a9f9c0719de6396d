"""Forms of lent laptops: the state in which one goes and comes, and which of the history are shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.forms import UkDateField
from oseredok.base.ui.fields import DayInput
from oseredok.library.places.models import Library
from oseredok.services.seats.models import Handout, Kind, Seat

_ANY = ("", lazy("усі"))


class OutForm(forms.Form):
    condition = forms.ChoiceField(
        label=lazy("У якому стані видаємо"), choices=Handout.Condition.choices, initial=Handout.Condition.FINE
    )


class BackForm(forms.Form):
    condition = forms.ChoiceField(
        label=lazy("У якому стані повернули"), choices=Handout.Condition.choices, initial=Handout.Condition.FINE
    )
    note = forms.CharField(
        label=lazy("Що сталося"), max_length=160, required=False,
        error_messages={"max_length": lazy("Коротше: до 160 літер.")},
    )  # fmt: skip


class HistoryForm(forms.Form):
    """Which handouts are listed."""

    seat = forms.ChoiceField(label=lazy("Ноутбук"), required=False)
    since = UkDateField(label=lazy("З якого дня"), widget=DayInput(), required=False)
    until = UkDateField(label=lazy("До якого дня"), widget=DayInput(), required=False)
    how = forms.ChoiceField(
        label=lazy("Як повернули"),
        choices=[
            _ANY,
            ("bad", lazy("зламаним або без чогось")),
            ("marked", lazy("із подряпинами")),
            ("late", lazy("із запізненням")),
        ],
        required=False,
    )

    def __init__(self, data: Any = None, *, place: Library) -> None:
        super().__init__(data)
        seats = Seat.objects.filter(room__library=place, kind=Kind.LAPTOP)
        choices = [_ANY, *((str(one.public_id), one.name) for one in seats)]
        self.fields["seat"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("Останній день не може бути раніше за перший."))
        return data

    def chosen(self) -> dict[str, Any]:
        """Return the arguments of `lent.history`; what is wrong filters nothing."""
        if not self.is_bound or not self.is_valid():
            return {}
        return dict(self.cleaned_data)
