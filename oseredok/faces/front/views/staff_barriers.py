"""Reported barriers: who will answer, what was done."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.front import actions, queries, rules
from oseredok.faces.front.forms import HandledForm
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.site.rules import refusal


@staff(*DESK)
def listed(request: StaffRequest) -> HttpResponse:
    page = Paginator(queries.barriers(), 20).get_page(request.GET.get("page"))
    return render(request, "front/staff_barriers.html", {"page": page})


@staff(*DESK)
def one(request: StaffRequest, pk: int) -> HttpResponse:
    barrier = get_object_or_404(queries.barriers(), pk=pk)
    form = HandledForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decision = form.cleaned_data["decision"]
            actions.handle_barrier(barrier=barrier, duty=request.duty, decision=decision, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано. Куди відповісти, стерто."))
            return redirect("newsroom:barriers")
    context = {"barrier": barrier, "form": form, "cannot": refusal(rules.check_can_handle, barrier, request.duty)}
    return render(request, "front/staff_barrier.html", context, status=422 if form.errors else 200)
