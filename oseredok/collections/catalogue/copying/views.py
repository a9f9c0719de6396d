"""«Каталоги для запозичення» in the office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.text import counted
from oseredok.collections.catalogue.copying import actions, asking, z3950
from oseredok.collections.catalogue.copying.forms import TargetForm
from oseredok.collections.catalogue.copying.models import Target
from oseredok.collections.catalogue.copying.rules import KEEPERS
from oseredok.library.people.access import StaffRequest, staff

_FORM = ["GET", "HEAD", "POST"]
TRIED = "9780141439518"
"""Of a book that nearly every large catalogue has."""


@staff(*KEEPERS)
@require_safe
def targets(request: StaffRequest) -> HttpResponse:
    rows = list(Target.objects.all())
    lacks_program = z3950.program() is None and any(one.protocol == Target.Protocol.Z3950 for one in rows)
    return render(request, "copying/targets.html", {"rows": rows, "lacks_program": lacks_program})


@staff(*KEEPERS)
@require_http_methods(_FORM)
def target(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """A catalogue, new or known."""
    found = get_object_or_404(Target, pk=pk) if pk is not None else None
    form = TargetForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        known = Target.objects.filter(pk=pk).first() if pk is not None else None
        try:
            actions.save_target(target=known, duty=request.duty, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("copying:targets")
    context = {"form": form, "target": found}
    return render(request, "copying/target.html", context, status=422 if form.errors else 200)


@staff(*KEEPERS)
@require_POST
def try_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask a catalogue for a book that many have, and say what came."""
    found = get_object_or_404(Target, pk=pk)
    [reply] = asking.ask([found], asking.Question(isbn=TRIED))
    if reply.failure:
        messages.error(request, f"{reply.name}: {reply.failure}")
    else:
        said = counted(len(reply.records), _("запис"), _("записи"), _("записів"))
        messages.success(request, _("{name}: відповідає, знайдено {records}.").format(name=reply.name, records=said))
    return redirect("copying:targets")


@staff(*KEEPERS)
@require_POST
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    actions.delete_target(target=get_object_or_404(Target, pk=pk), duty=request.duty)
    messages.success(request, _("Цей каталог більше не питаємо."))
    return redirect("copying:targets")
