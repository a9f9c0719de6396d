"""The registry's list for those who answer for it, and the director's export."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.tables import XLSX
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.models import Role
from oseredok.library.people.registry import browsing, list_export
from oseredok.library.people.registry.browse_forms import ExportForm, ListForm
from oseredok.library.people.registry.models import ListExport
from oseredok.library.people.registry.preferences import CONSENT_AGE
from oseredok.library.people.registry.reader_list import LOOKERS


@staff(*LOOKERS)
@never_cache
@require_safe
def browse(request: StaffRequest) -> HttpResponse:
    """Look through the registry by choices."""
    form = ListForm(request.GET, places=request.duty.places_of(*LOOKERS))
    chosen, today = form.chosen(), clock.local_date(timezone.now())
    context = {
        "form": form,
        "chosen": chosen,
        "found": browsing.page_of(chosen, number=form.page(), on=today, consent_age=preferences.value(CONSENT_AGE)),
        "query": _choices(form).urlencode(),
        "may_export": request.duty.may(Role.DIRECTOR),
    }
    return render(request, "people/list.html", context)


@staff(Role.DIRECTOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest) -> HttpResponse:
    """Ask why the list is needed, keep the answer, give the file."""
    chosen_form = ListForm(request.GET, places=request.duty.places_of(Role.DIRECTOR))
    chosen = chosen_form.chosen()
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = list_export.export(chosen=chosen, **form.cleaned_data, staff=request.user, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            headers = {"Content-Disposition": 'attachment; filename="spysok-chytachiv.xlsx"'}
            return HttpResponse(made, content_type=XLSX, headers=headers)
    context = {"form": form, "chosen": chosen, "query": _choices(chosen_form).urlencode()}
    context["exports"] = ListExport.objects.select_related("made_by")[:20]
    return render(request, "people/list_export.html", context, status=422 if form.errors else 200)


def _choices(form: ListForm) -> QueryDict:
    """Return the address of the same list: only answers that are ours."""
    query = QueryDict(mutable=True)
    for name, value in form.cleaned_data.items():
        if value:
            query[name] = value
    return query
