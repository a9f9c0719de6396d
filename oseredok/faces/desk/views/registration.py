"""Registration at the desk in under a minute: what matters first, doubles shown, consent on paper or on the screen."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.text import by_fours
from oseredok.base.preferences import queries as preferences
from oseredok.faces.desk import consent_paper
from oseredok.faces.desk.register_form import RegisterForm
from oseredok.faces.desk.views.today import LAST
from oseredok.library.people import queries as people
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.people.models import Reader
from oseredok.library.people.registry.preferences import CONSENT_AGE
from oseredok.library.privacy import queries as privacy
from oseredok.services.visits import actions as visits


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """Register a reader: one form, one sending; a second sending of the same form finds the same reader."""
    if request.method != "POST":
        kind = Reader.Kind.ORGANISATION if request.GET.get("kind") == "organisation" else Reader.Kind.PERSON
        return _shown(request, RegisterForm(initial={"kind": kind, "key": str(uuid4())}))
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    same = [] if request.POST.get("not_same") else people.alike(**form.identity())
    if same and not _sent_already(form):
        return _shown(request, form, same=same)
    return _enrolled(request, form)


def _sent_already(form: RegisterForm) -> bool:
    key = form.cleaned_data["key"]
    return bool(key) and visits.is_registered(key=key)


def _enrolled(request: StaffRequest, form: RegisterForm) -> HttpResponse:
    try:
        reader, recorded = visits.enrol_reader(
            data=form.details(),
            agreed=form.agreed(),
            library=request.duty.place,
            staff=request.duty.account,
            now=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except DomainError as error:
        add_to_form(form, error)
        return _shown(request, form)
    if recorded.entries:
        request.session[LAST] = recorded.entries[0].pk  # the desk's «Скасувати» takes it back
    messages.success(request, _("Записано. Номер квитка %(card)s.") % {"card": by_fours(reader.card_number)})
    return redirect("people:reader", reader.public_id)


@staff(*DESK)
@never_cache
@require_POST
def child(request: StaffRequest) -> HttpResponse:
    """The fields that a child's year of birth brings with it."""
    form = RegisterForm(
        initial={name: value for name, value in request.POST.items() if name in RegisterForm.base_fields}
    )
    return render(request, "people/_reader_child_fields.html", {"form": form, "child": _child(form)})


@staff(*DESK)
@never_cache
@require_POST
def consent(request: StaffRequest) -> HttpResponse:
    """The consent to sign, filled with what is typed so far."""
    form = RegisterForm(request.POST)
    form.is_valid()
    made = consent_paper.pdf(form=form, child=bool(_child(form)), place=request.duty.place, now=timezone.now())
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="zghoda.pdf"'
    return answer


def _child(form: RegisterForm) -> bool | None:
    return form.child_state(on=clock.local_date(timezone.now()), consent_age=preferences.value(CONSENT_AGE))


def _shown(request: StaffRequest, form: RegisterForm, *, same: list[people.Alike] | None = None) -> HttpResponse:
    child = _child(form)
    folded = ("email", "social_status", "category", "card_number")
    context: dict[str, Any] = {
        "form": form,
        "same": same or [],
        "only_contact": bool(same) and not any(one.is_probable for one in same or []),
        "child": child,
        "texts": privacy.texts_in_force(on=clock.local_date(timezone.now())),
        "more_open": any(form.errors.get(name) for name in folded),
        "flags_open": bool(form.errors.get("flags_agreed")),
    }
    return render(request, "desk/register.html", context, status=422 if form.errors or same else 200)
