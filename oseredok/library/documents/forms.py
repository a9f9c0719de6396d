"""What the office types about a document."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.ui.fields import DayInput
from oseredok.library.documents import queries, rules
from oseredok.library.documents.actions import Details
from oseredok.library.documents.models import Document
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library

_DAY = {"invalid": _("Напишіть дату так: 31.12.2026.")}


class DocumentForm(forms.Form):
    """A line of the register."""

    kind = forms.ChoiceField(label=_("Вид"), choices=Document.Kind.choices)
    title = forms.CharField(
        label=_("Назва"), max_length=300, error_messages={"required": _("Напишіть назву документа.")}
    )
    number = forms.CharField(label=_("Номер"), max_length=40, required=False)
    dated = forms.DateField(
        label=_("Дата документа"), widget=DayInput, error_messages={**_DAY, "required": _("Вкажіть дату документа.")}
    )
    place = forms.ModelChoiceField(
        label=_("Чий"), queryset=Library.objects.none(), required=False, empty_label=_("Усієї системи")
    )
    seen_by = forms.ChoiceField(label=_("Хто бачить"), choices=Document.For.choices, initial=Document.For.STAFF)
    in_force_from = forms.DateField(
        label=_("Чинний з"),
        required=False,
        widget=DayInput,
        help_text=_("Порожньо: від дати документа"),
        error_messages=_DAY,
    )
    in_force_until = forms.DateField(
        label=_("Чинний до (включно)"),
        required=False,
        widget=DayInput,
        help_text=_("Порожньо: без строку"),
        error_messages=_DAY,
    )
    review_on = forms.DateField(
        label=_("Коли переглянути"),
        required=False,
        widget=DayInput,
        help_text=_("Нагадаємо заздалегідь"),
        error_messages=_DAY,
    )
    replaces = forms.ModelChoiceField(
        label=_("Замінює документ"), queryset=Document.objects.none(), required=False, empty_label=_("жодного")
    )
    note = forms.CharField(label=_("Примітка"), max_length=300, required=False)

    def __init__(self, *args: Any, duty: Duty, document: Document | None = None, **kwargs: Any) -> None:
        if document is not None:
            kwargs.setdefault("initial", {name: getattr(document, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        place = cast("forms.ModelChoiceField[Library]", self.fields["place"])
        mine = [one.pk for one in duty.places if rules.can_write(duty, place_id=one.pk)]
        place.queryset = Library.objects.filter(pk__in=mine)
        if not rules.can_write(duty, place_id=None):
            place.required, place.empty_label = True, None
        seen = [one.pk for one in queries.documents() if rules.can_see(one, duty)]
        others = Document.objects.filter(pk__in=seen)
        if document is not None:
            others = others.exclude(pk=document.pk)
        cast("forms.ModelChoiceField[Document]", self.fields["replaces"]).queryset = others

    def details(self) -> Details:
        return cast(Details, dict(self.cleaned_data))


class DocumentFileForm(forms.Form):
    """One file; what it is, its content tells."""

    file = forms.FileField(
        label=_("Файл"),
        help_text=_("PDF, DOCX, XLSX, ODT, ODS, фото або підпис .p7s, .asice; до 20 МБ"),
        allow_empty_file=True,  # our own sentence about an empty one
        error_messages={"required": _("Виберіть файл.")},
    )
