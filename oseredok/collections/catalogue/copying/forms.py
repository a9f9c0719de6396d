"""What is filled in about a catalogue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.copying.models import Target


class TargetForm(forms.ModelForm[Target]):
    class Meta:
        model = Target
        fields = ("name", "protocol", "address", "isbn_index", "title_index", "order", "is_on")
        help_texts = {
            "name": _("Як називаєте цю бібліотеку: «Обласна наукова»."),
            "protocol": _("Скаже бібліотека, чий це каталог. Не знаєте — спробуйте SRU."),
            "address": _("SRU: «https://example.org/sru». Z39.50: «z3950.example.org:210/books»."),
            "isbn_index": _("Лише для SRU. Звичайно так, як тут написано."),
            "title_index": _("Лише для SRU."),
            "order": _("Менше число стоїть вище."),
        }
