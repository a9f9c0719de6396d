"""The queue: standing in it, the page of a place in it, taking or refusing the seat that is offered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError
from oseredok.faces.front import today
from oseredok.faces.front.seats import limits, queueing, screens, times
from oseredok.faces.front.seats.asked import Asked, asked, looking_again
from oseredok.faces.front.seats.forms import QueueForm
from oseredok.services.seats import queue
from oseredok.services.seats.models import Waiting


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
@asked
def join(request: HttpRequest, asked: Asked) -> HttpResponse:
    """«Стати в чергу»: when one could come that day, and who it is."""
    options = times.days(asked.choice, asked.schedule, now=asked.now)
    if asked.choice.day not in {one.day for one in options}:
        asked = asked.but(day=options[0].day if options else None)
    form = queueing.form_of(asked, asked.choice.load(asked.now), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and not form.is_trapped:
        try:
            return redirect("seats:waiting", public_id=_joined(asked, form).public_id)
        except DomainError as error:
            screens.put(form, error)
    return screens.queue(asked, form, options)


def _joined(asked: Asked, form: QueueForm) -> Waiting:
    if asked.choice.day is None:
        raise screens.no_days()
    limits.check_may_book(asked.request, now=asked.now)
    who = form.who(asked.choice, asked.reader)
    waiting = queue.join(
        place=asked.choice.place, want=queueing.want_of(form, asked.choice.day), who=who, now=asked.now
    )
    if waiting.state == Waiting.State.WAITING:
        limits.count_refusal(asked.request, place=asked.choice.place, who=who, now=asked.now)
    return waiting


def _waiting(public_id: UUID) -> Waiting:
    found = Waiting.objects.select_related("hold__seat__room", "place__system", "reader")
    return get_object_or_404(found, public_id=public_id)


@everyone
@never_cache
@require_safe
def waiting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How many stand before, or the seat that is offered with the minutes to answer."""
    return _shown(request, _waiting(public_id))


def _shown(request: HttpRequest, found: Waiting, error: DomainError | None = None) -> HttpResponse:
    now = timezone.now()
    place = queueing.place_of(found, now=now)
    context = {
        "one": place,
        "is_still": "still" in request.GET,
        "error": error.message if error else "",
        **today.houses(now=now),
    }
    answer = render(request, "front/seats/waiting.html", context, status=422 if error else 200)
    return looking_again(answer, every=queueing.REFRESH) if place.is_live and not context["is_still"] else answer


@everyone
@require_POST
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The offered seat becomes an ordinary booking."""
    found = _waiting(public_id)
    try:
        hold = queue.accept(waiting=found, now=timezone.now())
    except DomainError as error:
        return _shown(request, _waiting(public_id), error)
    return redirect("seats:booking", public_id=hold.public_id)


@everyone
@require_POST
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The place in the queue, and the seat that was offered, go to the next one."""
    queue.leave(waiting=_waiting(public_id), now=timezone.now())
    return redirect("seats:waiting", public_id=public_id)
