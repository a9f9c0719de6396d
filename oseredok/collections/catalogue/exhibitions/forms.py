"""What staff fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.ui.fields import DayInput


class ExhibitionForm(forms.Form):
    title = forms.CharField(label=_("Назва"), max_length=120, error_messages={"required": _("Дайте виставці назву.")})
    intro = forms.CharField(
        label=_("Про що виставка"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Два-три речення для читача."),
    )
    starts_on = forms.DateField(
        label=_("З якого дня"), widget=DayInput, error_messages={"required": _("Скажіть, з якого дня показувати.")}
    )
    ends_on = forms.DateField(
        label=_("До якого дня"), required=False, widget=DayInput, help_text=_("Порожньо: доки не знімете.")
    )


class ExhibitForm(forms.Form):
    record = forms.CharField(
        label=_("Яка книга"),
        max_length=300,
        help_text=_("Адреса сторінки книги в каталозі або її номер."),
        error_messages={"required": _("Вставте адресу сторінки книги.")},
    )
    note = forms.CharField(
        label=_("Слово про книгу"), max_length=300, required=False, help_text=_("Чому саме вона. Можна без цього.")
    )
