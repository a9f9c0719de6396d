"""«Сьогодні»: the board, the live parts, one-tap visits, undo, closures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError
from oseredok.faces.desk.forms import ClosureForm, CorrectionForm, VisitForm, posted
from oseredok.faces.desk.quick import QuickEntry
from oseredok.faces.desk.screen import Desk, log_rows
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.people.models import Reader
from oseredok.library.places import actions as places
from oseredok.library.places.models import Closure
from oseredok.services.visits import actions as visits
from oseredok.services.visits import queries as visit_queries
from oseredok.services.visits.models import Visit
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal.models import Entry

LAST = "desk_last_entry"


@staff(*DESK)
@require_GET
def today(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/today.html", context(request))


@staff(*DESK)
@require_GET
def live(request: StaffRequest) -> HttpResponse:
    """The parts that another librarian may have changed; nothing when nothing has changed."""
    desk = desk_of(request)
    if request.GET.get("v") == desk.version:
        return HttpResponse(status=204)
    return render(request, "desk/_live.html", {"desk": desk})


@staff(*DESK)
@require_POST
def visit(request: StaffRequest) -> HttpResponse:
    form = VisitForm(request.POST)
    if not form.is_valid():
        return answer(request, error=_("Виберіть, скільки років людині."))
    try:
        recorded = visits.record_visit(
            place=request.duty.place,
            staff=request.duty.account,
            now=timezone.now(),
            age_group=form.cleaned_data["age_group"],
            flags=form.cleaned_data["flags"],
            key=form.cleaned_data["key"] or None,
        )
    except DomainError as error:
        return answer(request, error=str(error))
    return answer(request, recorded=recorded)


@staff(*DESK)
@require_POST
def undo(request: StaffRequest, gesture: UUID) -> HttpResponse:
    try:
        reversals = visits.undo(
            gesture=gesture,
            place=request.duty.place,
            staff=request.duty.account,
            now=timezone.now(),
        )
    except DomainError as error:
        return answer(request, error=str(error))
    return answer(request, recorded=visits.Recorded(reversals[0].gesture, reversals))


@staff(*DESK)
def correct(request: StaffRequest, gesture: UUID) -> HttpResponse:
    """Reverse an older record, with the reason."""
    entries = journal.entries(places=[request.duty.place]).filter(gesture=gesture)
    rows = log_rows(entries, now=timezone.now(), length=1)
    if not rows:
        raise Http404
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            visits.correct(
                gesture=gesture,
                place=request.duty.place,
                staff=request.duty.account,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Скасовано. Запис лишився в журналі закресленим."))
            return redirect("desk:today")
    return render(request, "desk/correct.html", {"form": form, "row": rows[0]}, status=422 if form.errors else 200)


@staff(*DESK)
@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("everyone"):
        visits.leave_all(place=request.duty.place, now=now)
    else:
        wanted = Visit.objects.filter(place=request.duty.place, public_id=_gesture(request.POST.get("visit", "")))
        visits.leave(visit=get_object_or_404(wanted), now=now)
    return answer(request)


@staff(*DESK)
@require_POST
def begin_closure(request: StaffRequest) -> HttpResponse:
    form = ClosureForm(request.POST)
    if form.is_valid():
        places.begin_closure(
            library=request.duty.place,
            kind=form.cleaned_data["kind"],
            staff_name=request.duty.account.short_name,
            now=timezone.now(),
        )
    return redirect(_closed_from(request))


@staff(*DESK)
@require_POST
def end_closure(request: StaffRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    for closure in Closure.objects.filter(library=request.duty.place, kind=kind, ended_at__isnull=True):
        places.end_closure(closure=closure, staff_name=request.duty.account.short_name, now=timezone.now())
    return redirect(_closed_from(request))


@staff(*DESK)
@require_POST
def shortcuts(request: StaffRequest) -> HttpResponse:
    """Switch letter keys on or off: WCAG 2.1.4 wants single-key shortcuts to be switchable."""
    answer = redirect("desk:today")
    answer.set_cookie(
        "letter_keys", "off" if request.POST.get("off") else "on", max_age=31_536_000, samesite="Lax", httponly=False
    )
    return answer


def desk_of(request: StaffRequest) -> Desk:
    now = timezone.now()
    place = request.duty.place
    last = request.session.get(LAST)
    recorded = (
        Entry.objects.select_related("kind", "theme", "staff").filter(pk=last, place=place).first() if last else None
    )
    if recorded is not None and clock.local_date(recorded.recorded_at) != clock.local_date(now):
        recorded = None
    wanted = request.GET.get("visit") or request.session.get("desk_visit")
    if "with_visit" in request.POST:
        wanted = request.POST.get("visit")
    selected = visit_queries.visit_here(place=place, public_id=wanted, on=clock.local_date(now))
    return Desk(duty=request.duty, now=now, recorded=recorded, selected_visit=selected)


def context(request: StaffRequest, *, quick: QuickEntry | None = None, error: str = "") -> dict[str, Any]:
    desk = desk_of(request)
    return {
        "desk": desk,
        "quick": quick or QuickEntry.fresh(request.GET, now=desk.now),
        "error": error,
        "letter_keys": request.COOKIES.get("letter_keys", "on") == "on",
    }


def answer(
    request: StaffRequest,
    *,
    recorded: visits.Recorded | None = None,
    error: str = "",
    quick: QuickEntry | None = None,
    notice: str = "",
    renew: Reader | None = None,
) -> HttpResponse:
    """Show what has changed: parts of the page to htmx, the whole page to everybody else."""
    if recorded is not None and recorded.entries:
        request.session[LAST] = recorded.entries[0].pk
    if recorded is not None and recorded.visit is not None:
        request.session["desk_visit"] = str(recorded.visit.public_id)
    if not request.htmx:
        if error or (quick is not None and quick.errors):
            return render(request, "desk/today.html", context(request, quick=quick, error=error), status=422)
        if renew is not None:
            notice = f"{notice or _('Відвідування записано.')} {renewal_words(renew)}"
        if notice:
            messages.info(request, notice)
        if renew is not None:
            return redirect("people:reader", renew.public_id)
        return redirect(reverse("desk:today"))
    parts = render(
        request,
        "desk/_answer.html",
        context(request, quick=quick, error=error)
        | {
            "with_quick": quick is not None,
            "notice": notice,
            "renew": renew,
            "renew_words": renewal_words(renew) if renew else "",
        },
        status=422 if error or (quick is not None and quick.errors) else 200,
    )
    # Whoever asked (a scanned card asks for a list of readers), the line «Записано» has one place.
    return reswap(retarget(parts, "#recorded"), "outerHTML")


def renewal_words(reader: Reader) -> str:
    """Return why the one-tap button is there."""
    if reader.valid_until is not None and reader.valid_until < clock.local_date(timezone.now()):
        return _("Термін квитка гостя скінчився.")
    return _("На цей рік іще не перереєстровано.")


def _closed_from(request: StaffRequest) -> str:
    """The page whose button closed or opened the doors."""
    return "hall:now" if request.POST.get("back") == "hall" else "desk:today"


def _gesture(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
