"""Forms of the office: a monthly target, a test letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import SECTIONS


class TargetForm(forms.Form):
    indicator = forms.ChoiceField(label=_("Показник"), initial="visits.total")
    place = forms.ModelChoiceField(
        label=_("Бібліотека"), queryset=Library.objects.none(), required=False, empty_label=_("Уся система")
    )
    value = forms.DecimalField(
        label=_("Ціль на місяць"),
        max_digits=12,
        decimal_places=2,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Напишіть число."), "invalid": _("Напишіть число цифрами.")},
    )
    valid_from = forms.DateField(
        label=_("З якого місяця"),
        input_formats=["%Y-%m", "%m.%Y", "%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%m.%Y"),
        help_text=_("Наприклад, 10.2026"),
        error_messages={"required": _("Вкажіть місяць."), "invalid": _("Напишіть місяць так: 10.2026.")},
    )
    source = forms.CharField(
        label=_("Звідки ця ціль"), max_length=200, required=False, help_text=_("Наприклад, проєкт коворкінгу, розділ 5")
    )

    def __init__(self, *args: Any, places: list[Library], whole_system: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, place = self.fields["indicator"], self.fields["place"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - tells the type checker
        assert isinstance(place, forms.ModelChoiceField)  # noqa: S101
        chosen.choices = [
            (section.name, [(one.code, one.name) for one in section.indicators if one.adds_up]) for section in SECTIONS
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
