"""By what a person opens a computer: the code of a booking or of the desk's slip, or the card and PIN."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Код"),
        max_length=20,
        help_text=_("Шість цифр із броні або з талона."),
        error_messages={"required": _("Введіть шість цифр."), "max_length": _("У коді має бути шість цифр.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class CardForm(forms.Form):
    card = forms.CharField(
        label=_("Номер читацького квитка"),
        max_length=40,
        error_messages={"required": _("Введіть номер квитка."), "max_length": _("Номер задовгий. Перевірте його.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=20,
        error_messages={"required": _("Введіть PIN."), "max_length": _("PIN має бути з 4–6 цифр.")},
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
