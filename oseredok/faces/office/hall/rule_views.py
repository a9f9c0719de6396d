"""The fair rules of a hall on one page, each with what it means for people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.hall import screen
from oseredok.faces.office.hall.forms import KindRuleForm, RulesForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places.models import Library
from oseredok.services.seats import hall, layout
from oseredok.services.seats.models import HallRules, Kind, Seat


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: StaffRequest, place: int) -> HttpResponse:
    """Read and set the rules; nothing is kept until all of it can be."""
    library = screen.place_of(request, place)
    data = request.POST if request.method == "POST" else None
    known = hall.rules_of(library)
    form = RulesForm(data, instance=known)
    kinds = _kind_forms(library, known, data)
    if data is not None and all([form.is_valid(), *(one.is_valid() for _kind, one in kinds)]):
        try:
            layout.set_rules(place=library, kinds={kind: one.cleaned_data for kind, one in kinds}, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Правила збережено: вони вже діють."))
            return redirect("office:hall:seats_of", library.pk)
    wrong = form.errors or any(one.errors for _kind, one in kinds)
    context = {
        "form": form,
        "kinds": [(Kind(kind).label, one) for kind, one in kinds],
        "library": library,
        "words": screen.rules_in_words(hall.rules_of(library)),
    }
    return render(request, "office/hall/rules.html", context, status=422 if wrong else 200)


def _kind_forms(library: Library, known: HallRules, data: Any) -> list[tuple[str, KindRuleForm]]:
    """A form for each kind that the hall has."""
    found = {rule.kind: rule for rule in known.kinds.all()} if known.pk else {}
    have = set(Seat.objects.filter(room__library=library, retired_on__isnull=True).values_list("kind", flat=True))
    return [
        (kind, KindRuleForm(data, prefix=kind, initial=KindRuleForm.known(found.get(kind))))
        for kind in Kind.values
        if kind in have
    ]
