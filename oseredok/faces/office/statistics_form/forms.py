"""Forms of the sheet: numbers of the whole page, one number with its reason, an explanation, the sending."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.forms import UkDateField
from oseredok.base.ui.fields import DayInput
from oseredok.management.reports.statistics_form.actions import Written, read_number
from oseredok.management.reports.statistics_form.loading import Form
from oseredok.management.reports.statistics_form.models import FormVersion, Report


@dataclass
class Typed:
    """What came from the page, sorted: what may be written, what is refused and why."""

    good: list[Written] = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    @property
    def cells(self) -> list[int]:
        return [*(one.cell_id for one in self.good), *self.errors]


def typed_numbers(post: QueryDict, form: Form) -> Typed:
    """Read `n-<cell>` and `was-<cell>` of a sheet; a cell that the form has not is passed over."""
    typed = Typed()
    for spot in form.spots:
        cell = spot.cell.pk
        text = post.get(f"n-{cell}")
        if text is None:
            continue
        try:
            read_number(text, spot=spot)
        except Invalid as refusal:
            typed.errors[cell], typed.texts[cell] = refusal.message, text[:40]
        else:
            typed.good.append(Written(cell, text, post.get(f"was-{cell}")))
    return typed


class NumberForm(forms.Form):
    """One number and why it is so."""

    number = forms.CharField(
        label=_("Число"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    reason = forms.CharField(
        label=_("Підстава"),
        max_length=300,
        required=False,
        help_text=_("Акт, лист, книга обліку. Імен читачів не пишіть."),
    )


class ExplanationForm(forms.Form):
    words = forms.CharField(
        label=_("Пояснення"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Напишіть пояснення одним реченням.")},
    )


class CorrectionForm(forms.Form):
    why = forms.CharField(
        label=_("Що й чому уточнюєте"),
        max_length=300,
        help_text=_("Наприклад: знайшли акт на 12 книжок, не врахований у грудні. Імен читачів не пишіть."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Напишіть, що й чому уточнюєте.")},
    )


class SentForm(forms.Form):
    sent_on = UkDateField(label=_("Коли надіслано"), widget=DayInput())
    sent_to = forms.CharField(
        label=_("Куди"),
        max_length=200,
        help_text=_("Наприклад: обласна бібліотека, електронною поштою."),
        error_messages={"required": _("Напишіть, куди надіслано.")},
    )


class VersionChoiceForm(forms.Form):
    """Another version of the form for a draft."""

    version = forms.ModelChoiceField(label=_("Версія форми"), queryset=FormVersion.objects.none(), empty_label=None)

    @classmethod
    def for_report(cls, report: Report, data: Any = None) -> VersionChoiceForm | None:
        """Return the form with other versions in force for the year; None when there are none or it is no draft."""
        others = FormVersion.objects.filter(state=FormVersion.State.IN_FORCE).exclude(pk=report.version_id)
        fitting = [one.pk for one in others if one.is_for(report.year)]
        if not fitting or not report.is_open:
            return None
        form = cls(data)
        choice = form.fields["version"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - declared above
        choice.queryset = FormVersion.objects.filter(pk__in=fitting)
        return form
