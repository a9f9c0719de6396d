"""Paper slips with ratings, typed in as one batch of a day: seen once more before they count, taken back whole."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.periods import Period
from oseredok.faces.desk.slips_form import WHY, SlipsForm, blank
from oseredok.faces.desk.slips_paper import slips_pdf
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.spine.feedback import keys, paper, queries, staff_rules
from oseredok.spine.journal import queries as journal

LAST = 12


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: StaffRequest) -> HttpResponse:
    """The form; its first sending shows what will be written, the second writes it."""
    now = timezone.now()
    if request.method != "POST":
        return _form(request, SlipsForm(initial=blank(day=clock.local_date(now), key=keys.fresh())))
    form = SlipsForm(request.POST)
    if not form.is_valid() or "back" in request.POST:
        return _form(request, form if form.errors else SlipsForm(initial=_typed(form)))
    try:
        if "confirm" not in request.POST:
            return _check(request, form, now)
        paper.enter(**form.batch(), place=request.duty.place, staff=request.user, now=now)
    except DomainError as refusal:
        add_to_form(form, refusal)
        return _form(request, form)
    messages.success(request, _("Записано. Якщо щось не так, скасуйте пачку нижче."))
    return redirect("desk:slips")


@staff(*DESK)
@require_safe
def sheet(request: StaffRequest) -> HttpResponse:
    """Slips to print and cut."""
    made = slips_pdf(request.duty.place, now=timezone.now())
    headers = {"Content-Disposition": 'inline; filename="arkushyky.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@staff(*DESK)
@require_POST
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a whole batch back, with a reason."""
    batch = get_object_or_404(queries.batches(places=[request.duty.place]), pk=pk)
    try:
        paper.take_back(
            batch=batch,
            reason=request.POST.get("reason", ""),
            place=request.duty.place,
            staff=request.user,
            now=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Пачку скасовано, оцінок із неї більше не рахуємо."))
    return redirect("desk:slips")


def _check(request: StaffRequest, form: SlipsForm, now: datetime) -> HttpResponse:
    batch, place = form.batch(), request.duty.place
    staff_rules.check_paper(
        place=place,
        day=batch["day"],
        today=clock.local_date(now),
        scores=batch["scores"],
        outcomes=batch["outcomes"],
    )
    doubt = staff_rules.doubt_about_paper(
        slips=sum(batch["scores"].values()),
        visits=journal.total(period=Period.day(batch["day"]), places=[place], kinds=("visit",)),
        already=queries.slips_of(place=place, day=batch["day"]),
    )
    context = {"form": form, "batch": batch, "total": sum(batch["scores"].values()), "doubt": doubt}
    return render(request, "desk/slips_check.html", context)


def _form(request: StaffRequest, form: SlipsForm) -> HttpResponse:
    batches = queries.batches(places=[request.duty.place])[:LAST]
    context = {"form": form, "batches": batches, "why": WHY}
    return render(request, "desk/slips.html", context, status=422 if form.errors else 200)


def _typed(form: SlipsForm) -> dict[str, object]:
    return {name: form.cleaned_data.get(name) for name in form.fields}
