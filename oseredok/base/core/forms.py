"""Form fields that accept what people type."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import parse_date, parse_time
from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import display_phone, normalise_phone


class WholeField(forms.IntegerField):
    """A whole number, its thousands apart or not: `14500`, `14 500`, with any of the spaces that people and Excel put."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {"required": _("Напишіть число."), "invalid": _("Напишіть число цифрами.")}

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class FractionField(forms.DecimalField):
    """A number as people write it: `1 234,5`, `1234.50`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {
        "required": _("Напишіть число."),
        "invalid": _("Напишіть число цифрами."),
        "min_value": _("Напишіть число від нуля."),
        "max_digits": _("Число завелике."),
        "max_whole_digits": _("Число завелике."),
        "max_decimal_places": _("Забагато цифр після коми."),
    }

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for whole
        text = "".join(value.split()).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        """Write `1234,5` for 1234.50; what was typed stays as it was typed."""
        if not isinstance(value, Decimal):
            return value
        whole = value == value.to_integral_value()
        return str(value.quantize(Decimal(1)) if whole else value.normalize()).replace(".", ",")


class UkDateField(forms.DateField):
    """A day typed as `1.2.26`, `01/02/2026`, `2026-02-01` or `1 лютого 2026`. Gives a date."""

    widget = forms.DateInput(format="%d.%m.%Y")
    default_error_messages = {"required": _("Вкажіть дату.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except Invalid as error:
            raise forms.ValidationError(error.message, code=error.code) from None


class UkTimeField(forms.TimeField):
    """A time typed as `9:05`, `9.05` or `0905`. Gives a time."""

    widget = forms.TimeInput(format="%H:%M")
    default_error_messages = {"required": _("Вкажіть час.")}

    def to_python(self, value: Any) -> time_of_day | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time_of_day):
            return value
        try:
            return parse_time(str(value))
        except Invalid as error:
            raise forms.ValidationError(error.message, code=error.code) from None


class PhoneField(forms.CharField):
    """A phone number in any usual writing. Gives E.164 text, or empty text."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
    default_error_messages = {"required": _("Напишіть номер телефону.")}

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        if not text:
            return ""
        try:
            return normalise_phone(text)
        except Invalid as error:
            raise forms.ValidationError(error.message, code=error.code) from None

    def prepare_value(self, value: Any) -> Any:
        return display_phone(value) if isinstance(value, str) and value.startswith("+") else value
