"""The form of a decision to close."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import UkDateField
from oseredok.base.ui.fields import DayInput
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.closing import actions
from oseredok.management.closing.models import Closing


class ClosingForm(forms.Form):
    place = forms.ModelChoiceField(
        label=_("Що закриваємо"), queryset=Library.objects.none(), required=False, empty_label=_("Увесь центр")
    )
    decided_by = forms.ChoiceField(label=_("Чиє рішення"), choices=Closing.DecidedBy.choices)
    order_number = forms.CharField(
        label=_("Номер"), max_length=40, error_messages={"required": _("Напишіть номер рішення чи наказу.")}
    )
    order_date = UkDateField(label=_("Дата рішення"), widget=DayInput())
    ground = forms.CharField(
        label=_("Підстава"),
        max_length=300,
        help_text=_("Наприклад: зміна структури бібліотеки, п. 9.1 Положення."),
        error_messages={"required": _("Напишіть, на якій підставі.")},
    )
    planned_on = UkDateField(
        label=_("День закриття"), help_text=_("Перший день, коли бібліотека вже не працює."), widget=DayInput()
    )
    chair = forms.CharField(
        label=_("Голова ліквідаційної комісії"),
        max_length=160,
        help_text=_("Прізвище, ім’я, посада."),
        error_messages={"required": _("Назвіть голову комісії.")},
    )
    members = forms.CharField(
        label=_("Члени комісії"),
        required=False,
        max_length=5000,
        help_text=_("Кожен з нового рядка."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches = Library.objects.filter(closed_on__isnull=True, is_central=False)
        self.fields["place"].queryset = branches  # type: ignore[attr-defined]

    def carry_out(self, *, by: Account, now: datetime) -> Closing:
        """Write the decision down. Raises `DomainError`."""
        told = {**self.cleaned_data, "members": self.cleaned_data["members"].splitlines()}
        return actions.prepare(**told, by=by, now=now)
