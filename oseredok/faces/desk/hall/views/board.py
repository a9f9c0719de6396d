"""The board: tiles, the day, who waits and who must be told; and its live parts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oseredok.faces.desk.hall.answers import done, screen_of
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.seats import changes
from oseredok.services.seats.models import Change


@staff(*DESK)
@require_GET
def now(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/hall/now.html", {"hall": screen_of(request)})


@staff(*DESK)
@require_GET
def live(request: StaffRequest) -> HttpResponse:
    """The parts that time or another librarian has changed; nothing when nothing has changed."""
    hall = screen_of(request)
    if request.GET.get("v") == hall.version:
        return HttpResponse(status=204)
    return render(request, "desk/hall/_live.html", {"hall": hall, "oob": True})


@staff(*DESK)
@require_POST
def told(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody whom no letter reached has been called."""
    change = get_object_or_404(Change, pk=pk, hold__place=request.duty.place)
    changes.tell(change, staff_name=request.duty.account.short_name, now=timezone.now())
    return done(request, _("Записано: людина знає."))
