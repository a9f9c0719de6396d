"""«Що зроблено?»: the quick entry."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError
from oseredok.faces.desk.forms import PastServiceForm, ServiceForm, noon_of, posted
from oseredok.faces.desk.quick import QuickEntry
from oseredok.faces.desk.views.today import answer, context, desk_of
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.visits import actions as visits
from oseredok.services.visits import queries as visit_queries
from oseredok.spine.journal import presentation


@staff(*DESK)
@require_POST
def understand(request: StaffRequest) -> HttpResponse:
    """How the phrase is understood so far. POST, because people type names by mistake and addresses are logged."""
    quick = QuickEntry.read(ServiceForm(request.POST), now=timezone.now())
    return render(request, "desk/_understood.html", {"quick": quick, "desk": desk_of(request)})


@staff(*DESK)
@require_POST
def service(request: StaffRequest) -> HttpResponse:
    """Record the service, or ask for the part that is unclear; nothing that was typed is lost."""
    now = timezone.now()
    form = ServiceForm(request.POST)
    quick = QuickEntry.read(form, now=now)
    if not quick.is_clear:
        return answer(request, quick=quick.with_questions())
    place = request.duty.place
    date = form.cleaned_data.get("date")
    try:
        recorded = visits.record_service(
            kind=quick.required_kind,
            place=place,
            staff=request.duty.account,
            now=now,
            visit=visit_queries.visit_here(place=place, public_id=form.cleaned_data.get("visit"), on=quick.today),
            occurred_at=noon_of(date) if date and date != quick.today else None,
            key=form.cleaned_data.get("key") or None,
            **quick.details(),
        )
    except DomainError as error:
        return answer(request, quick=quick.refused(str(error)))
    return answer(request, recorded=recorded, quick=QuickEntry.empty(now=now))


@staff(*DESK)
@require_POST
def favourite(request: StaffRequest) -> HttpResponse:
    """A favourite chosen: the quick entry with its kind set, ready for the rest."""
    quick = QuickEntry.read(ServiceForm(request.POST), now=timezone.now(), choose=request.POST.get("choose", ""))
    if quick.kind is None:
        return answer(request, error=_("Такої послуги немає в переліку."))
    if not request.htmx:
        return render(request, "desk/today.html", context(request, quick=quick))
    return render(request, "desk/_service.html", {"quick": quick, "desk": desk_of(request)})


@staff(*DESK)
def past_service(request: StaffRequest) -> HttpResponse:
    """A service of a past day, marked as written down later."""
    now = timezone.now()
    form = PastServiceForm(posted(request), today=clock.local_date(now))
    quick = QuickEntry.fresh(request.GET, now=now)
    if request.method == "POST":
        quick = QuickEntry.read(ServiceForm(request.POST), now=now)
        if form.is_valid() and quick.is_clear:
            try:
                recorded = visits.record_service(
                    kind=quick.required_kind,
                    place=request.duty.place,
                    staff=request.duty.account,
                    now=now,
                    occurred_at=noon_of(form.cleaned_data["date"]),
                    key=form.cleaned_data["key"] or None,
                    **quick.details(),
                )
            except DomainError as error:
                quick = quick.refused(str(error))
            else:
                told = presentation.describe(recorded.entries[0])
                messages.success(
                    request, _("Записано: %(what)s, %(details)s.") % {"what": told.what, "details": told.details}
                )
                return redirect("desk:past_service")
        quick = quick.with_questions()
    context = {"form": form, "quick": quick, "key": str(uuid4())}
    return render(request, "desk/past_service.html", context, status=422 if form.errors or quick.errors else 200)
