"""Sections, columns, lines and relations of a draft: each a page with one form, and a button that deletes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.statistics_form.part_forms import ColumnForm, ControlForm, LineForm, SectionForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.indicators.catalogue import INDICATORS
from oseredok.management.reports.statistics_form import editing, rules
from oseredok.management.reports.statistics_form.loading import load
from oseredok.management.reports.statistics_form.models import Column, Control, FormVersion, Line, Section

METHODS = ["GET", "HEAD", "POST"]
Act = Callable[..., Any]


def _page(
    request: StaffRequest, version: FormVersion, form: forms.Form, title: str, save: Act, delete: Act | None = None
) -> HttpResponse:
    """One form: saved, refused in its fields, or the thing deleted."""
    is_deleting = request.POST.get("do") == "delete" and delete is not None
    if request.method == "POST" and (is_deleting or form.is_valid()):
        try:
            if is_deleting and delete is not None:
                delete(duty=request.duty)
            else:
                save(duty=request.duty)
        except DomainError as error:
            if not is_deleting:
                add_to_form(form, error)
            else:
                messages.error(request, error.message)
        else:
            messages.success(request, _("Видалено.") if is_deleting else _("Збережено."))
            return redirect("office:six_nk_form", version.pk)
    context: dict[str, Any] = {"version": version, "form": form, "title": title, "may_delete": delete is not None}
    if isinstance(form, LineForm | ControlForm):
        context |= {"spots": list(load(version).spots), "indicators": INDICATORS}
    return render(request, "office/statistics_form/part.html", context, status=422 if form.errors else 200)


def _data(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def new_section(request: StaffRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(FormVersion, pk=pk)
    form = SectionForm(_data(request), initial={"order": version.sections.count()})

    def save(**who: Any) -> None:
        editing.add_section(version=version, details=form.cleaned_data, **who)  # type: ignore[arg-type]

    return _page(request, version, form, _("Новий розділ"), save)


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def section(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Section.objects.select_related("version"), pk=pk)
    form = SectionForm(_data(request), initial=SectionForm.known(found))

    def save(**who: Any) -> None:
        editing.correct_section(section=found, details=form.cleaned_data, **who)  # type: ignore[arg-type]

    def delete(**who: Any) -> None:
        editing.delete_section(section=found, **who)

    return _page(request, found.version, form, str(found), save, delete)


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def new_column(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Section.objects.select_related("version"), pk=pk)
    form = ColumnForm(_data(request), initial={"order": found.columns.count()})

    def save(**who: Any) -> None:
        editing.save_column(section=found, column=None, details=form.cleaned_data, **who)  # type: ignore[arg-type]

    return _page(request, found.version, form, _("Нова графа"), save)


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def column(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Column.objects.select_related("section__version"), pk=pk)
    form = ColumnForm(_data(request), initial=ColumnForm.known(found))

    def save(**who: Any) -> None:
        editing.save_column(section=found.section, column=found, details=form.cleaned_data, **who)  # type: ignore[arg-type]

    def delete(**who: Any) -> None:
        editing.delete_column(column=found, **who)

    return _page(request, found.section.version, form, _("Графа «{name}»").format(name=found.label), save, delete)


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def new_line(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Section.objects.select_related("version"), pk=pk)
    form = LineForm(_data(request), section=found, initial={"order": found.lines.count()})

    def save(**who: Any) -> None:
        editing.save_line(section=found, line=None, **form.told(), **who)

    return _page(request, found.version, form, _("Новий рядок: {name}").format(name=found.title), save)


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def line(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Line.objects.select_related("section__version"), pk=pk)
    form = LineForm(_data(request), section=found.section, initial=LineForm.known(found))

    def save(**who: Any) -> None:
        editing.save_line(section=found.section, line=found, **form.told(), **who)

    def delete(**who: Any) -> None:
        editing.delete_line(line=found, **who)

    return _page(request, found.section.version, form, found.label, save, delete)


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def new_control(request: StaffRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(FormVersion, pk=pk)
    form = ControlForm(_data(request), initial={"order": version.controls.count()})

    def save(**who: Any) -> None:
        editing.save_control(version=version, control=None, details=form.cleaned_data, **who)  # type: ignore[arg-type]

    return _page(request, version, form, _("Нове співвідношення"), save)


@staff(*rules.EDITORS)
@require_http_methods(METHODS)
def control(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Control.objects.select_related("version"), pk=pk)
    form = ControlForm(_data(request), initial=ControlForm.known(found))

    def save(**who: Any) -> None:
        editing.save_control(version=found.version, control=found, details=form.cleaned_data, **who)  # type: ignore[arg-type]

    def delete(**who: Any) -> None:
        editing.delete_control(control=found, **who)

    return _page(request, found.version, form, found.words, save, delete)
