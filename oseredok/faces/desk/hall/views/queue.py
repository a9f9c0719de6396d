"""Those who wait today for a seat: written down at the desk, offered what frees, agreeing or not."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.desk.forms import posted
from oseredok.faces.desk.hall.answers import done, refused
from oseredok.faces.desk.hall.forms import QueueForm, check_same_day
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.seats import hall as halls
from oseredok.services.seats import letters, queue, rules
from oseredok.services.seats.models import Waiting
from oseredok.services.seats.queue import Want


@staff(*DESK)
def join(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    day = halls.load(request.duty.place, clock.local_date(now), now=now)
    closes = day.closes_after(now)
    latest = f"{clock.local(closes):%H:%M}" if closes else ""
    form = QueueForm(posted(request), initial={"key": str(uuid4()), "latest": latest})
    if request.method == "POST" and form.is_valid():
        try:
            waiting = _joined(request, form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return done(request, _said(waiting))
    return render(request, "desk/hall/join.html", {"form": form}, status=422 if form.errors else 200)


@staff(*DESK)
@require_POST
def accept(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The person agrees to the seat that is kept for them: it becomes an ordinary booking."""
    try:
        hold = queue.accept(waiting=_waiting(request, public_id), now=timezone.now())
    except DomainError as error:
        return refused(request, error)
    told = {"seat": hold.seat.name, "time": rules.time_words(hold.starts_at)}
    return done(request, _("%(seat)s: заброньовано з %(time)s.") % told)


@staff(*DESK)
@require_POST
def leave(request: StaffRequest, public_id: UUID) -> HttpResponse:
    queue.leave(waiting=_waiting(request, public_id), now=timezone.now())
    return done(request, _("Прибрано з черги."))


def _joined(request: StaffRequest, form: QueueForm) -> Waiting:
    now = timezone.now()
    data = form.cleaned_data
    latest = check_same_day(clock.local_date(now), data["latest"], now)
    return queue.join(
        place=request.duty.place,
        want=Want(now, latest, data["minutes"], kind=data["kind"]),
        who=form.who(),
        now=now,
        key=form.made_as(),
    )


def _said(waiting: Waiting) -> str:
    code = letters.by_threes(waiting.code)
    if waiting.state == Waiting.State.OFFERED and waiting.hold is not None:
        return _("%(seat)s уже вільне: запропонуйте людині. Код %(code)s.") % {
            "seat": waiting.hold.seat.name,
            "code": code,
        }
    return _("Людина в черзі. Код %(code)s.") % {"code": code}


def _waiting(request: StaffRequest, public_id: UUID) -> Waiting:
    found = Waiting.objects.select_related("hold__seat", "place__system")
    return get_object_or_404(found, public_id=public_id, place=request.duty.place)
