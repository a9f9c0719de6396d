"""What staff fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HideForm(forms.Form):
    why = forms.CharField(
        label=_("Чому"),
        max_length=300,
        help_text=_("Коротко, для колег: «Чекає на рішення про списання»."),
        error_messages={"required": _("Скажіть, чому: це побачать колеги.")},
    )
