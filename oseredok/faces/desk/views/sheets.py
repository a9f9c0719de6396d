"""What is written down in numbers: a group, a past day from paper, a day's loans."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.text import counted
from oseredok.faces.desk.forms import GroupForm, LoansForm, PastDayForm, noon_of, posted
from oseredok.faces.desk.views.today import LAST
from oseredok.library.offer import queries as offer
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.visits import actions as visits


@staff(*DESK)
def group(request: StaffRequest) -> HttpResponse:
    form = GroupForm(posted(request), initial={"key": str(uuid4())})
    if request.method == "POST" and form.is_valid():
        try:
            recorded = visits.record_group(
                place=request.duty.place,
                people=form.people(),
                staff=request.duty.account,
                now=timezone.now(),
                key=form.cleaned_data["key"] or None,
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _back(request, recorded)
    return render(request, "desk/group.html", {"form": form}, status=422 if form.errors else 200)


@staff(*DESK)
def past_day(request: StaffRequest) -> HttpResponse:
    """Visits of a past day, counted on paper; every entry is marked as written down later."""
    today = clock.local_date(timezone.now())
    form = PastDayForm(posted(request), today=today, initial={"key": str(uuid4())})
    if request.method == "POST" and form.is_valid():
        try:
            recorded = visits.record_group(
                place=request.duty.place,
                people=form.people(),
                staff=request.duty.account,
                now=timezone.now(),
                occurred_at=form.occurred_at(),
                key=form.cleaned_data["key"] or None,
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            total = counted(
                sum(entry.quantity for entry in recorded.entries), "відвідування", "відвідування", "відвідувань"
            )
            messages.success(
                request,
                _("Записано за %(date)s: %(total)s.")
                % {"date": f"{form.cleaned_data['date']:%d.%m.%Y}", "total": total},
            )
            return redirect("desk:past_day")
    return render(request, "desk/past_day.html", {"form": form}, status=422 if form.errors else 200)


@staff(*DESK)
def loans(request: StaffRequest) -> HttpResponse:
    """A day's loans by class of knowledge."""
    today = clock.local_date(timezone.now())
    form = LoansForm(
        posted(request),
        today=today,
        themes=offer.themes("udc"),
        initial={"key": str(uuid4()), "date": today, "kind": "loan_book", "language": "uk"},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            recorded = visits.record_loans(
                kind=data["kind"],
                by_class=form.by_class(),
                language=data["language"],
                age_group=data["age_group"],
                place=request.duty.place,
                staff=request.duty.account,
                now=timezone.now(),
                occurred_at=noon_of(data["date"]) if data["date"] < today else None,
                key=data["key"] or None,
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _back(request, recorded)
    return render(request, "desk/loans.html", {"form": form}, status=422 if form.errors else 200)


def _back(request: StaffRequest, recorded: visits.Recorded) -> HttpResponse:
    request.session[LAST] = recorded.entries[0].pk
    return redirect("desk:today")
