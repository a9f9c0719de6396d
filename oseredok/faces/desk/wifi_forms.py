"""«Wi-Fi» at the desk: what is chosen when a code is given out, and how many slips to print beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import WholeField
from oseredok.services.wifi import rules

ALL_DAY = "day"


class CodeForm(forms.Form):
    """How long the code lasts; nothing chosen means as long as the library's codes usually do."""

    length = forms.ChoiceField(
        label=_("Скільки діє"),
        required=False,
        choices=[
            ("30", _("30 хвилин")),
            ("60", _("1 годину")),
            ("120", _("2 години")),
            (ALL_DAY, _("сьогодні до зачинення")),
        ],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Виберіть, скільки діє код.")},
    )

    def wanted(self) -> dict[str, Any]:
        """Return the arguments of `issue_code`. Only for a valid form."""
        length = self.cleaned_data["length"]
        if length == ALL_DAY:
            return {"all_day": True}
        return {"minutes": int(length) if length else None}


class BatchForm(forms.Form):
    """A sheet of slips."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    size = WholeField(
        label=_("Скільки талонів"),
        min_value=1,
        max_value=rules.MOST_SLIPS,
        help_text=_("На аркуші A4 їх десять."),
        error_messages={
            "min_value": _("Талонів має бути хоч один."),
            "max_value": _("За раз щонайбільше 240."),
        },
    )
    days = WholeField(
        label=_("Скільки днів можуть лежати"),
        min_value=1,
        max_value=rules.MOST_DAYS,
        help_text=_("Талон, яким доти не скористалися, перестане діяти."),
        error_messages={
            "min_value": _("Хоч один день."),
            "max_value": _("Щонайбільше рік: 366 днів."),
        },
    )
