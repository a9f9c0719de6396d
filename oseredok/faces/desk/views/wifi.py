"""«Wi-Fi»: a code in one tap, slips printed beforehand; a connection counted in one tap where there are no codes."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.papers.qr import qr_svg
from oseredok.faces.desk import wifi_screen
from oseredok.faces.desk.wifi_forms import BatchForm, CodeForm
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.people.models import Role
from oseredok.services.wifi import actions, digits, paper, queries, rules
from oseredok.services.wifi.models import WifiBatch, WifiCode

SETTERS = (Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
LAST = "desk_wifi_gesture"


@staff(*DESK)
@never_cache
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    return _home(request)


@staff(*DESK)
@require_POST
def issue(request: StaffRequest) -> HttpResponse:
    """One tap: a code for today."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _home(request, form=form)
    try:
        code = actions.issue_code(place=request.duty.place, now=timezone.now(), **form.wanted())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:wifi")
    return redirect("desk:wifi_code", code.public_id)


@staff(*DESK)
@never_cache
@require_safe
def code(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The code large enough to be read across the desk."""
    found, now = _code(request, public_id), timezone.now()
    mine = queries.settings_of(request.duty.place)
    state = rules.state_of(found, now=now)
    context = {
        "code": found,
        "digits": digits.shown(found.code),
        "sentence": wifi_screen.what_now(found, now=now),
        "is_good": state in (rules.State.AHEAD, rules.State.WAITING, rules.State.WORKING),
        "mine": mine,
        "qr": qr_svg(paper.network_text(mine), title=_("Приєднатися до мережі"), size=176) if mine.network else "",
        "warning": wifi_screen.door_words(mine),
    }
    return render(request, "desk/wifi/code.html", context)


@staff(*DESK)
@never_cache
@require_safe
def slip(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = _code(request, public_id)
    made = paper.slip_pdf(found, queries.settings_of(request.duty.place), now=timezone.now())
    return _pdf(made, "kod-wifi.pdf")


@staff(*DESK)
@require_POST
def revoke(request: StaffRequest, public_id: UUID) -> HttpResponse:
    try:
        actions.revoke_code(code=_code(request, public_id), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Код скасовано. Хто вже в мережі, лишиться, доки роутер його не відключить."))
    return redirect("desk:wifi")


@staff(*DESK)
@require_POST
def print_slips(request: StaffRequest) -> HttpResponse:
    """Make the codes of a sheet; the next page gives the file."""
    form = BatchForm(request.POST)
    if form.is_valid():
        try:
            actions.print_batch(place=request.duty.place, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            add_to_form(form, refusal)
        else:
            messages.success(request, _("Талони готові. Відкрийте файл і надрукуйте."))
            return redirect(f"{reverse('desk:wifi')}#sheets")
    return _home(request, batch_form=form)


@staff(*DESK)
@never_cache
@require_safe
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """What is still unused of a sheet, to print and cut."""
    now, batch = timezone.now(), _batch(request, pk)
    codes = list(queries.slips_of(batch, now=now))
    if not codes:
        raise Http404
    return _pdf(paper.sheet_pdf(codes, queries.settings_of(request.duty.place), now=now), "talony-wifi.pdf")


@staff(*DESK)
@require_POST
def revoke_slips(request: StaffRequest, pk: int) -> HttpResponse:
    """A sheet was lost: what nobody has used yet opens nothing."""
    number = actions.revoke_batch(batch=_batch(request, pk), now=timezone.now())
    messages.success(request, _("Скасовано кодів: {number}.").format(number=number))
    return redirect("desk:wifi")


@staff(*DESK)
@require_POST
def count(request: StaffRequest) -> HttpResponse:
    """«+1 підключення», where nothing counts by itself."""
    try:
        entry = actions.count_by_hand(
            place=request.duty.place,
            staff=request.duty.account,
            now=timezone.now(),
            key=request.POST.get("key", "")[:64] or None,
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        request.session[LAST] = str(entry.gesture)
    return redirect("desk:wifi")


@staff(*DESK)
@require_POST
def undo(request: StaffRequest, gesture: UUID) -> HttpResponse:
    try:
        actions.undo_count(place=request.duty.place, gesture=gesture, staff=request.duty.account, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Скасовано. У щоденнику лишився слід: запис і його скасування."))
    request.session.pop(LAST, None)
    return redirect("desk:wifi")


def _home(request: StaffRequest, *, form: CodeForm | None = None, batch_form: BatchForm | None = None) -> HttpResponse:
    now, place = timezone.now(), request.duty.place
    mine = queries.settings_of(place)
    context = {"mine": mine, "may_set": request.duty.may(*SETTERS), "key": uuid4()}
    if mine.by_codes:
        context |= wifi_screen.today(place, now=now) | {
            "warning": wifi_screen.door_words(mine),
            "form": form or CodeForm(),
            "batch_form": batch_form or BatchForm(initial={"key": uuid4().hex, "size": 10, "days": 60}),
        }
    else:
        context |= {"number": queries.by_hand_today(place, now=now), "undo": request.session.get(LAST, "")}
    wrong = (form is not None and form.errors) or (batch_form is not None and batch_form.errors)
    return render(request, "desk/wifi/home.html", context, status=422 if wrong else 200)


def _code(request: StaffRequest, public_id: UUID) -> WifiCode:
    return get_object_or_404(queries.codes_here(request.duty.place), public_id=public_id)


def _batch(request: StaffRequest, pk: int) -> WifiBatch:
    return get_object_or_404(queries.batches(request.duty.place, now=timezone.now()), pk=pk)


def _pdf(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
