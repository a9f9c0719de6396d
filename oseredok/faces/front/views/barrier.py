"""«Повідомити про перешкоду»: no account, one form, a number at the end."""

from __future__ import annotations

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.faces.front import actions, limits, today
from oseredok.faces.front.forms import BarrierForm

SALT = "oseredok.front.barrier"


@everyone
def report(request: HttpRequest) -> HttpResponse:
    here = today.houses(now=timezone.now())
    if not here["open_now"] and today.central() is not None:
        return render(request, "front/over.html", here, status=410)
    if request.method != "POST":
        return _shown(request, BarrierForm(initial={"where": request.GET.get("where", "")[:200]}))
    form = BarrierForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    if form.is_trapped:
        # A script is thanked like a person, so that it learns nothing; nothing is kept.
        return redirect("front:barrier_reported", token=signing.dumps(0, salt=SALT))
    try:
        number = _keep(request, form)
    except DomainError as error:
        add_to_form(form, error)
        return _shown(request, form)
    return redirect("front:barrier_reported", token=signing.dumps(number, salt=SALT))


def _keep(request: HttpRequest, form: BarrierForm) -> int:
    now = timezone.now()
    if not limits.may_send(request, form="barrier", now=now):
        raise Conflict(
            _("Із вашої мережі вже надійшло кілька повідомлень. Спробуйте за годину або зателефонуйте."),
            code="too-often",
        )
    where, what, contact = (form.cleaned_data[name] for name in ("where", "what", "contact"))
    central = today.central()
    return actions.report_barrier(
        where=where, what=what, contact=contact, to=central.email if central else "", now=now
    ).pk


def _shown(request: HttpRequest, form: BarrierForm) -> HttpResponse:
    context = {"form": form, **today.houses(now=timezone.now())}
    return render(request, "front/barrier.html", context, status=422 if form.errors else 200)


@everyone
def reported(request: HttpRequest, token: str) -> HttpResponse:
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    return render(request, "front/barrier_reported.html", {"number": number, **today.houses(now=timezone.now())})
