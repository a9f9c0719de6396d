"""The versions of the form: which is in force for which years, its lines and relations, copies, confirmation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.statistics_form.part_forms import AboutForm, CopyForm
from oseredok.library.people.access import Duty, StaffRequest, staff
from oseredok.management.reports.statistics_form import checking, editing, queries, rules
from oseredok.management.reports.statistics_form.loading import load
from oseredok.management.reports.statistics_form.models import FormVersion

FOLDER = "office/statistics_form"


def _with_now(verb: Callable[..., Any]) -> Callable[..., Any]:
    return lambda version, duty: verb(version=version, duty=duty, now=timezone.now())


VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "force": (_with_now(editing.put_in_force), gettext_lazy("Версію введено в дію.")),
    "retire": (editing.retire, gettext_lazy("Для нових звітів цієї версії більше не пропонуємо.")),
    "confirm": (_with_now(editing.confirm_mapping), gettext_lazy("Відповідність бланку підтверджено.")),
    "doubt": (editing.take_confirmation_back, gettext_lazy("Підтвердження знято.")),
    "delete": (editing.delete_version, gettext_lazy("Чернетку версії видалено.")),
}


def may_edit(duty: Duty) -> bool:
    return duty.holds(*rules.EDITORS, at=None)


@staff(*NUMBERS)
@require_safe
def versions(request: StaffRequest) -> HttpResponse:
    """Every version, the latest years first."""
    context = {"versions": queries.versions(), "may_edit": may_edit(request.duty)}
    return render(request, f"{FOLDER}/versions.html", context)


@staff(*NUMBERS)
@require_safe
def version(request: StaffRequest, pk: int) -> HttpResponse:
    """The structure of a version: sections, lines with formulas, relations; what cannot be counted."""
    found = get_object_or_404(queries.versions(), pk=pk)
    form, duty = load(found), request.duty
    is_used = queries.is_used(found)
    context = {
        "version": found,
        "structure": form,
        "problems": checking.problems(form),
        "is_used": is_used,
        "may_edit": may_edit(duty),
        "may_change": may_edit(duty) and not is_used and found.state == FormVersion.State.DRAFT,
        "may_confirm": duty.holds(*rules.CONFIRMERS, at=None),
    }
    return render(request, f"{FOLDER}/version.html", context)


@staff(*rules.EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a draft that may be changed."""
    found = get_object_or_404(FormVersion, pk=pk)
    form = CopyForm(
        request.POST if request.method == "POST" else None, initial={"name": _("{name}, копія").format(name=found.name)}
    )
    if form.is_bound and form.is_valid():
        try:
            made = editing.copy_version(version=found, duty=request.duty, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:six_nk_form", made.pk)
    return _form(request, found, form, _("Копія версії"))


@staff(*rules.EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: StaffRequest, pk: int) -> HttpResponse:
    """The name, the years, the source of a draft."""
    found = get_object_or_404(FormVersion, pk=pk)
    form = AboutForm(request.POST if request.method == "POST" else None, initial=AboutForm.known(found))
    if form.is_bound and form.is_valid():
        details: Any = form.cleaned_data
        try:
            editing.correct_version(version=found, details=details, duty=request.duty)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:six_nk_form", pk)
    return _form(request, found, form, _("Про версію"))


def _form(request: StaffRequest, version: FormVersion, form: Any, title: str) -> HttpResponse:
    context = {"version": version, "form": form, "title": title}
    return render(request, f"{FOLDER}/part.html", context, status=422 if form.errors else 200)


@staff(*rules.EDITORS)
@require_POST
def do(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    """Put in force, retire, confirm, doubt, delete."""
    if what not in VERBS:
        raise Http404
    found = get_object_or_404(FormVersion, pk=pk)
    verb, done = VERBS[what]
    try:
        verb(version=found, duty=request.duty)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("office:six_nk_form", pk)
    messages.success(request, str(done))
    return redirect("office:six_nk_forms") if what == "delete" else redirect("office:six_nk_form", pk)
