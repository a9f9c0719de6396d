"""Lent laptops: who has which, giving and taking back with the state of the device, what went out before, as a workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.clock import local
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.papers import xlsx
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.hall import screen
from oseredok.faces.office.hall.laptop_forms import BackForm, HistoryForm, OutForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places.models import Library
from oseredok.services.seats import lending, lent, telling
from oseredok.services.seats.models import Handout, Hold

PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff(*PLACES)
@require_safe
def laptops(request: StaffRequest, place: int) -> HttpResponse:
    """What is out, who sits without a handout, the history by its filters."""
    return _shown(request, screen.place_of(request, place))


def _shown(request: StaffRequest, library: Library, **wrong: forms.Form) -> HttpResponse:
    now = timezone.now()
    filters = HistoryForm(request.GET or None, place=library)
    rows = lent.history(library, **filters.chosen())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "library": library,
        "out": [(row, wrong.get(f"back-{row.handout.pk}") or BackForm(prefix=f"b{row.handout.pk}"))
                for row in lent.out_now(library, now=now)],
        "sitting": [(hold, lent.who(hold), telling.who(hold), wrong.get(f"out-{hold.pk}") or OutForm(prefix=f"o{hold.pk}"))
                    for hold in lent.not_handed_out(library, now=now)],
        "filters": filters,
        "page": page,
        "rows": [(one, lent.who(one.hold), telling.who(one.hold), lent.minutes_late(one)) for one in page.object_list],
        "wrong": next(iter(wrong.values()), None),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    is_wrong = bool(wrong) or (filters.is_bound and not filters.is_valid())
    return render(request, "office/hall/laptops.html", context, status=422 if is_wrong else 200)


@staff(*PLACES)
@require_POST
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """The laptop is back, in such a state; its session ends."""
    found = Handout.objects.select_related("hold__place", "seat").filter(pk=pk).first()
    if found is None:
        raise Http404
    library = screen.place_of(request, found.hold.place_id)
    form = BackForm(request.POST, prefix=f"b{pk}")
    if form.is_valid():
        try:
            lending.take_back(handout=found, staff=request.duty.account, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("%(seat)s: прийнято назад.") % {"seat": found.seat.name})
            return redirect("office:hall:laptops", library.pk)
    return _shown(request, library, **{f"back-{pk}": form})


@staff(*PLACES)
@require_POST
def hand_out(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The laptop of a session is given into the person's hands."""
    hold = Hold.objects.select_related("place__system", "seat__room").filter(public_id=public_id).first()
    if hold is None:
        raise Http404
    library = screen.place_of(request, hold.place_id)
    form = OutForm(request.POST, prefix=f"o{hold.pk}")
    if form.is_valid():
        try:
            lending.hand_out(hold=hold, staff=request.duty.account, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("%(seat)s: видано.") % {"seat": hold.seat.name})
            return redirect("office:hall:laptops", library.pk)
    return _shown(request, library, **{f"out-{hold.pk}": form})


@staff(*PLACES)
@require_safe
def laptops_file(request: StaffRequest, place: int) -> HttpResponse:
    """The history by the same filters as a workbook. Without names: the file outlives them."""
    library = screen.place_of(request, place)
    filters = HistoryForm(request.GET or None, place=library)
    if filters.is_bound and not filters.is_valid():
        return _shown(request, library)
    title = _("Видані ноутбуки: %(library)s") % {"library": library.short_name}
    rows = (_row(one) for one in lent.history(library, **filters.chosen()))
    sheet = xlsx.Sheet(name=_("Ноутбуки"), columns=_columns(), rows=rows, heading=[title], landscape=True)
    made = xlsx.make_workbook(title=title, sheets=[sheet])
    return HttpResponse(
        made, content_type=WORKBOOK, headers={"Content-Disposition": 'attachment; filename="noutbuky.xlsx"'}
    )


def _columns() -> list[xlsx.Column]:
    return [
        xlsx.Column(_("Ноутбук"), 20),
        xlsx.Column(_("Видано"), 18, "moment"),
        xlsx.Column(_("Стан"), 22),
        xlsx.Column(_("Хто видав"), 20),
        xlsx.Column(_("Час до"), 18, "moment"),
        xlsx.Column(_("Повернуто"), 18, "moment"),
        xlsx.Column(_("Стан після"), 22),
        xlsx.Column(_("Хто прийняв"), 20),
        xlsx.Column(_("Запізнення, хв"), 16, "integer"),
        xlsx.Column(_("Що сталося"), 40),
    ]


def _row(one: Handout) -> list[Any]:
    return [
        one.seat.name, local(one.given_at), one.get_given_as_display(), one.given_by, local(one.hold.ends_at),
        local(one.back_at) if one.back_at else None, one.get_back_as_display() if one.back_as else "", one.taken_by,
        lent.minutes_late(one) or None, one.note,
    ]  # fmt: skip
