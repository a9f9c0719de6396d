"""The page of one booking, found by its address or its code: look, change, cancel, go on, end. Nothing lasting is set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import Conflict, DomainError
from oseredok.base.papers.qr import qr_svg
from oseredok.faces.front import today
from oseredok.faces.front.seats import choice, limits, one, screens
from oseredok.faces.front.seats.asked import Asked, looking_again
from oseredok.faces.front.seats.calendar_file import ics
from oseredok.faces.front.seats.forms import CodeForm
from oseredok.faces.front.wifi.own import OwnWifi, own_wifi
from oseredok.library.people.own_page.middleware import reader_of
from oseredok.services.seats import booking as bookings
from oseredok.services.seats import sitting, timing
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.models import Hold, State


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """«У мене вже є бронь»: six digits lead to its page, or to the place in the queue."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            found = limits.by_code(request, form.cleaned_data["code"], now=timezone.now())
        except DomainError as error:
            screens.put(form, error)
        else:
            return redirect("seats:booking" if isinstance(found, Hold) else "seats:waiting", public_id=found.public_id)
    context = {"form": form, **today.houses(now=timezone.now())}
    return render(request, "front/seats/mine.html", context, status=422 if form.errors else 200)


def _hold(public_id: UUID) -> Hold:
    found = Hold.objects.select_related("seat__room", "place__system", "moved_from", "reader", "waiting")
    return get_object_or_404(found, public_id=public_id)


@everyone
@never_cache
@require_safe
def booking(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The code, large, and what to do next; while sitting, how long there is."""
    hold = _hold(public_id)
    if hold.state == State.OFFERED and hasattr(hold, "waiting"):
        return redirect("seats:waiting", public_id=hold.waiting.public_id)
    return _shown(request, hold)


def _shown(request: HttpRequest, hold: Hold, error: DomainError | None = None) -> HttpResponse:
    now = timezone.now()
    shown = one.shown(hold, now=now)
    context = {
        "one": shown,
        "is_still": "still" in request.GET,
        "wifi": _wifi(hold, now) if shown.is_sitting else None,
        "qr": mark_safe(qr_svg(hold.code, size=160)) if hold.code else "",  # noqa: S308 - drawn by segno
        "error": error.message if error else "",
        **today.houses(now=now),
    }
    answer = render(request, "front/seats/booking.html", context, status=422 if error else 200)
    is_moving = shown.is_sitting and not error and not context["is_still"]
    return looking_again(answer, every=one.REFRESH) if is_moving else answer


def _wifi(hold: Hold, now: datetime) -> OwnWifi | None:
    """Return the code for whoever sits: good as long as the session, also when that was extended or its clock stands."""
    until = timing.runs_until(hold, now)
    return own_wifi(place=hold.place, subject=("seats", str(hold.public_id)), until=until, now=now)


@everyone
@never_cache
@require_safe
def calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The booking for a calendar."""
    hold, now = _hold(public_id), timezone.now()
    one.shown(hold, now=now)
    url = request.build_absolute_uri(request.path.removesuffix("seat.ics"))
    return HttpResponse(
        ics(hold, url=url, now=now),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="seat.ics"'},
    )


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another day, time or length; the code stays, and the old time too when the new one is not free."""
    hold = _hold(public_id)
    if not one.shown(hold, now=timezone.now()).is_ahead:
        return _shown(request, hold)
    asked = _asked(request, hold)
    if request.method != "POST":
        return screens.when(asked)
    try:
        screens.check_time(asked, asked.choice.load(asked.now))
        _give_another_time(hold, asked)
    except DomainError as error:
        return screens.when(asked, error)
    return redirect("seats:booking", public_id=hold.public_id)


def _asked(request: HttpRequest, hold: Hold) -> Asked:
    now = timezone.now()
    said = request.POST if request.method == "POST" else request.GET
    chosen = choice.read({**choice.of(hold).told(), **said.dict()}, hold.place).but(seat=None, hold=hold)
    return Asked(request, chosen, now, reader_of(request) or hold.reader, today.houses(now=now), {})


def _give_another_time(hold: Hold, asked: Asked) -> None:
    """The same seat if it is free then, else another of the chosen kind."""
    wish = asked.choice.wish
    try:
        if wish.kind in ("", hold.seat.kind):
            bookings.change(hold=hold, wish=Wish(wish.starts_at, wish.minutes, seat=hold.seat), now=asked.now)
            return
    except Conflict as taken:
        if taken.code != "no-seat":
            raise
    bookings.change(hold=hold, wish=wish, now=asked.now)


def _done(request: HttpRequest, public_id: UUID, do: Callable[[Hold], Hold]) -> HttpResponse:
    hold = _hold(public_id)
    try:
        do(hold)
    except DomainError as error:
        return _shown(request, _hold(public_id), error)
    return redirect("seats:booking", public_id=public_id)


@everyone
@require_POST
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The seat is somebody else's to take."""
    return _done(request, public_id, lambda hold: bookings.cancel(hold=hold, now=timezone.now()))


@everyone
@require_POST
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A quarter of an hour more, while nobody waits."""
    return _done(request, public_id, lambda hold: sitting.extend(hold=hold, now=timezone.now()))


@everyone
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The person leaves before time."""
    return _done(request, public_id, lambda hold: sitting.end(hold=hold, now=timezone.now(), ending=Hold.Ending.PERSON))
