"""What the office types about a report and its blocks."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.base.ui.fields import DayInput, Several
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.library.site import richtext
from oseredok.library.site.forms import html_of, notation_field, text_field
from oseredok.management.indicators.catalogue import SECTIONS
from oseredok.management.reports.narrative import rules, shipped
from oseredok.management.reports.narrative.block_actions import Consent, Words
from oseredok.management.reports.narrative.models import Block, Report

COUNTED = (Block.Kind.NUMBERS, Block.Kind.TABLE, Block.Kind.CHART, Block.Kind.PLAN)
WRITTEN = (Block.Kind.TEXT, Block.Kind.CONCLUSIONS)
_DAY = {"invalid": _("Напишіть дату так: 31.12.2026.")}


class NewReportForm(forms.Form):
    """For which period and libraries; the ready report follows from the period."""

    period = forms.ChoiceField(label=_("За який період"))
    places = Several(
        label=_("Про які бібліотеки"),
        queryset=Library.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, duty: Duty, periods: list[Period]) -> None:
        super().__init__(data)
        period = cast(forms.ChoiceField, self.fields["period"])
        period.choices = [(one.code, f"{shipped.for_period(one.kind).name}: {one.title}") for one in periods]
        places = cast("forms.ModelMultipleChoiceField[Library]", self.fields["places"])
        mine = [one.pk for one in duty.places_of(*rules.WRITERS)]
        places.queryset = Library.objects.filter(pk__in=mine).order_by("-is_central", "order")
        if duty.holds(*rules.WRITERS, at=None):
            places.help_text = _("Не позначено жодної: звіт про всю систему")
        elif len(mine) == 1:
            places.initial = mine
        else:
            places.required = True

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except Invalid as error:
            raise forms.ValidationError(error.message) from None


class DetailsForm(forms.Form):
    """The heading and the addressee."""

    title = forms.CharField(label=_("Заголовок"), max_length=250, error_messages={"required": _("Напишіть заголовок.")})
    addressee = forms.CharField(
        label=_("Кому"),
        max_length=200,
        required=False,
        help_text=_("Наприклад: Відділу культури Тихогірської міської ради"),
    )


class SignForm(forms.Form):
    """The number and the date that the signature gives."""

    number = forms.CharField(label=_("Номер"), max_length=40, required=False)
    dated = forms.DateField(label=_("Дата"), widget=DayInput, error_messages={**_DAY, "required": _("Вкажіть дату.")})


class BlockForm(forms.Form):
    """A block; only what its kind has."""

    title = forms.CharField(label=_("Підзаголовок"), max_length=200, required=False)
    text = text_field(label=_("Текст"), required=False, rows=14)
    notation = notation_field()
    codes = forms.MultipleChoiceField(label=_("Показники"), required=False, widget=forms.CheckboxSelectMultiple)
    view = forms.ChoiceField(
        label=_("Як показати"), choices=Block.View.choices, required=False, widget=forms.RadioSelect
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, block: Block) -> None:
        self.block = block
        initial: dict[str, Any] = {
            "title": block.title,
            "text": richtext.to_plain(block.text),
            "codes": block.code_list,
            "view": block.view,
            "seen": block.version,
        }
        super().__init__(data, initial=initial)
        codes = cast(forms.MultipleChoiceField, self.fields["codes"])
        codes.choices = [(section.name, [(one.code, one.name) for one in section.indicators]) for section in SECTIONS]
        if block.kind not in WRITTEN:
            del self.fields["text"], self.fields["notation"]
        if block.kind not in COUNTED:
            del self.fields["codes"]
        if block.kind not in (Block.Kind.TABLE, Block.Kind.CHART):
            del self.fields["view"]

    def groups(self) -> list[tuple[str, list[tuple[str, str, bool]], bool]]:
        """Indicators by sections, each with whether it is chosen; a section with a chosen one stands open."""
        chosen = set(self["codes"].value() or [])
        found = []
        for section in SECTIONS:
            rows = [(one.code, str(one.name), one.code in chosen) for one in section.indicators]
            found.append((str(section.name), rows, any(ticked for _code, _name, ticked in rows)))
        return found

    def words(self) -> Words:
        """What was typed; indicators that stay keep their order, new ones follow in the order of the catalogue."""
        told = self.cleaned_data
        chosen = told.get("codes", [])
        kept = [code for code in self.block.code_list if code in chosen]
        return Words(
            title=told["title"],
            text=html_of(told.get("text", ""), self.data.get("notation", "")),
            codes=[*kept, *(code for code in chosen if code not in kept)],
            view=told.get("view") or self.block.view,
        )


class PhotoForm(forms.Form):
    """A photo and what is on it."""

    file = forms.FileField(
        label=_("Фото"),
        help_text=_("JPEG, PNG або WebP, до 8 МБ"),
        allow_empty_file=True,  # our own sentence about an empty one
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Виберіть файл.")},
    )
    alt = forms.CharField(
        label=_("Що на фото"), max_length=200, error_messages={"required": _("Напишіть, що на фото.")}
    )


class ConsentForm(forms.Form):
    """What is known of the people on a photo."""

    people = forms.ChoiceField(label=_("Люди на фото"), choices=Block.People.choices, widget=forms.RadioSelect)
    agreed_on = forms.DateField(label=_("Коли погодилися"), required=False, widget=DayInput, error_messages=_DAY)
    consent_kept = forms.CharField(
        label=_("Хто зібрав згоди й де вони"),
        max_length=200,
        required=False,
        help_text=_("Наприклад: Наталя К., тека 04-12. Імен людей на фото тут не пишіть"),
    )

    def consent(self) -> Consent:
        return cast(Consent, dict(self.cleaned_data))


def details_of(report: Report) -> dict[str, str]:
    return {"title": report.title, "addressee": report.addressee}
