"""Clubs that meet every week: their list, a new one with the days that cannot be, giving one up."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oseredok.base.core import clock
from oseredok.base.core.dates import day_and_month
from oseredok.base.core.errors import DomainError
from oseredok.base.core.text import counted
from oseredok.faces.desk.forms import posted
from oseredok.faces.desk.hall.forms import ClubForm
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.seats import hall as halls
from oseredok.services.seats import series
from oseredok.services.seats.models import Series, State


@staff(*DESK)
@require_GET
def listed(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    meets = Q(holds__state=State.BOOKED, holds__starts_at__gt=now)
    clubs = _here(request).filter(cancelled_at__isnull=True, ends_on__gt=clock.local_date(now))
    return render(request, "desk/hall/clubs.html", {"clubs": clubs.annotate(ahead=Count("holds", filter=meets))})


@staff(*DESK)
def make(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    seats = halls.seats_of(request.duty.place, clock.local_date(now))
    form = ClubForm(posted(request), seats=seats, initial={"key": str(uuid4()), "starts_on": clock.local_date(now)})
    if request.method == "POST" and form.is_valid():
        try:
            made = series.make_series(**form.club(), now=now, key=form.made_as())
        except DomainError as error:
            form.add_domain_error(error)
        else:
            _tell(request, made)
            return redirect("hall:club", made.series.public_id)
    return render(request, "desk/hall/new_club.html", {"form": form}, status=422 if form.errors else 200)


@staff(*DESK)
@require_GET
def one(request: StaffRequest, public_id: UUID) -> HttpResponse:
    club = get_object_or_404(_here(request), public_id=public_id)
    ahead = club.holds.filter(state=State.BOOKED, starts_at__gt=timezone.now()).select_related("seat")
    return render(request, "desk/hall/club.html", {"club": club, "ahead": ahead.order_by("starts_at")})


@staff(*DESK)
@require_POST
def cancel(request: StaffRequest, public_id: UUID) -> HttpResponse:
    club = get_object_or_404(_here(request), public_id=public_id)
    freed = series.cancel_series(series=club, now=timezone.now())
    said = _("Скасовано: %(title)s. Звільнилося %(days)s.")
    messages.success(request, said % {"title": club.title, "days": counted(freed, "зустріч", "зустрічі", "зустрічей")})
    return redirect("hall:clubs")


def _here(request: StaffRequest) -> QuerySet[Series]:
    found = Series.objects.filter(seat__room__library=request.duty.place)
    return found.select_related("seat__room__library__system")


def _tell(request: StaffRequest, made: series.Made) -> None:
    """Say what came of it: the days that cannot be are told one by one."""
    meets = counted(len(made.holds), "зустріч", "зустрічі", "зустрічей")
    messages.success(request, _("Заброньовано %(meets)s.") % {"meets": meets})
    for days, said in (
        (made.shut, _("Зачинено, зустрічі не буде: %(days)s.")),
        (made.taken, _("Місце вже зайняте: %(days)s.")),
    ):
        if days:
            messages.warning(request, said % {"days": ", ".join(day_and_month(day) for day in days)})
