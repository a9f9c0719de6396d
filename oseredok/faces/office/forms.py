"""Forms of the office: a target, a test letter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import FractionField
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import SECTIONS, full_name
from oseredok.management.indicators.models import Length


class TargetForm(forms.Form):
    indicator = forms.ChoiceField(label=_("Показник"), initial="visits.total")
    place = forms.ModelChoiceField(
        label=_("Бібліотека"), queryset=Library.objects.none(), required=False, empty_label=_("Уся система")
    )
    length = forms.ChoiceField(label=_("На який час"), choices=Length.choices, initial=Length.MONTH)
    value = FractionField(label=_("Ціль"), max_digits=12, decimal_places=2)
    valid_from = forms.DateField(
        label=_("З якого місяця"),
        input_formats=["%Y-%m", "%m.%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%m.%Y"),
        help_text=_("Наприклад, 10.2026"),
        error_messages={"required": _("Вкажіть місяць."), "invalid": _("Напишіть місяць так: 10.2026.")},
    )
    valid_to = forms.DateField(
        label=_("По який місяць, включно"),
        input_formats=["%Y-%m", "%m.%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%m.%Y"),
        required=False,
        help_text=_("Порожньо: поки не зміните"),
        error_messages={"invalid": _("Напишіть місяць так: 12.2026.")},
    )
    source = forms.CharField(
        label=_("Звідки ця ціль"), max_length=200, required=False, help_text=_("Наприклад, проєкт коворкінгу, розділ 5")
    )

    replace = forms.BooleanField(label=_("Замінити ціль, яка вже є на цей час"), required=False)

    def clean_valid_to(self) -> date | None:
        """The month that was named is inside: the target ends with its last day."""
        last: date | None = self.cleaned_data["valid_to"]
        return Period.month(last.year, last.month).end if last else None

    def __init__(self, *args: Any, places: list[Library], whole_system: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, place = self.fields["indicator"], self.fields["place"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101
        chosen.choices = [
            (section.name, [(one.code, full_name(one)) for one in section.indicators]) for section in SECTIONS
        ]
        place.queryset = Library.objects.filter(pk__in=[one.pk for one in places])
        if not whole_system:
            place.required, place.empty_label = True, None


class TestLetterForm(forms.Form):
    __test__ = False  # not a test, whatever pytest thinks of the name

    to = forms.EmailField(
        label=_("Куди надіслати"),
        error_messages={
            "required": _("Напишіть адресу."),
            "invalid": _("Перевірте адресу: вона має виглядати так: olena@example.com."),
        },
    )
