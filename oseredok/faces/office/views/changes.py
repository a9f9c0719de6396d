"""«Журнал змін»: who changed what, before and after, from where. Only read: nobody edits or deletes a single entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from oseredok.base.audit import registry
from oseredok.base.audit.models import Entry
from oseredok.base.audit.preferences import KEEP_MONTHS
from oseredok.base.audit.queries import Wanted, entries
from oseredok.base.preferences import queries as preferences
from oseredok.base.ui.fields import DayInput
from oseredok.faces.office import changes_screen as screen
from oseredok.faces.office.audience import CHANGES, SYSTEM
from oseredok.faces.office.rows import csv_file
from oseredok.library.people import queries as people
from oseredok.library.people.access import Duty, StaffRequest, staff

PAGE = 50
MOST_IN_A_FILE = 20_000
HEADERS = ("Дата", "Час", "Хто", "Адреса", "Дія", "Що", "Яке саме", "Поле", "Було", "Стало")


class ChangesForm(forms.Form):
    """What to show. Only choices and days: nobody types words that would stay in the address."""

    who = forms.ChoiceField(label=gettext_lazy("Хто"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Що"), required=False)
    first = forms.DateField(label=gettext_lazy("З дня"), required=False, widget=DayInput)
    last = forms.DateField(label=gettext_lazy("До дня"), required=False, widget=DayInput)
    object = forms.RegexField(r"^[0-9a-f-]{1,36}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people_names: Iterable[tuple[str, str]] = ((str(one.pk), one.short_name) for one in people.accounts())
        machines = [(value, str(label).capitalize()) for value, label in Entry.Source.choices if value != "site"]
        kinds = [(one.code, one.title.capitalize()) for one in registry.kinds()]
        for name, choices in (("who", [*people_names, *machines]), ("kind", kinds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = [("", _("усе") if name == "kind" else _("усі")), *choices]

    def wanted(self, duty: Duty) -> Wanted:
        """Return what was asked for, within what the duty may see. What makes no sense is left out."""
        data = self.cleaned_data
        who = data.get("who") or ""
        return Wanted(
            places=places_of(duty),
            actor_id=int(who) if who.isdigit() else None,
            source="" if who.isdigit() else who,
            kind=data.get("kind") or "",
            object_pk=data.get("object") or "",
            first=data.get("first"),
            last=data.get("last"),
        )


def places_of(duty: Duty) -> list[int] | None:
    """None for those who look after the whole system; otherwise the places that the person leads."""
    if duty.holds(*SYSTEM, at=None):
        return None
    return [place.pk for place in duty.places_of(*CHANGES)]


@staff(*CHANGES)
@require_safe
def changes(request: StaffRequest) -> HttpResponse:
    """The list with its filters."""
    form = ChangesForm(request.GET or {})
    form.is_valid()
    page = Paginator(entries(form.wanted(request.duty)), PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in request.GET.items() if name in form.fields and value})
    values = {
        "form": form,
        "page": page,
        "rows": screen.rows(page.object_list),
        "query": query,
        "keep": preferences.value(KEEP_MONTHS),
        "is_whole": places_of(request.duty) is None,
        "one": form.cleaned_data.get("object"),
    }
    return render(request, "office/system/changes.html", values, status=422 if form.errors else 200)


@staff(*CHANGES)
@require_safe
def export(request: StaffRequest) -> HttpResponse:
    """The same entries as a file."""
    form = ChangesForm(request.GET or {})
    form.is_valid()
    content = csv_file(HEADERS, screen.file_rows(entries(form.wanted(request.duty))[:MOST_IN_A_FILE]))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="changes.csv"'
    return response
