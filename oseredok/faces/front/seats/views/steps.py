"""Four screens: when, which seat, who, check. GET until there is a name; then the answers travel in the form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError
from oseredok.faces.front.seats import limits, screens
from oseredok.faces.front.seats.asked import Asked, asked
from oseredok.faces.front.seats.forms import WhoForm, key_of
from oseredok.services.seats import booking
from oseredok.services.seats.models import Hold

NOTHING_FREE = ("no-seat", "walk-in-share")


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
@asked
def when(request: HttpRequest, asked: Asked) -> HttpResponse:
    """«Коли вам зручно?»"""
    return screens.when(asked)


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
@asked
def where(request: HttpRequest, asked: Asked) -> HttpResponse:
    """«Яке місце?»"""
    try:
        screens.check_time(asked, asked.choice.load(asked.now))
        return screens.where(asked)
    except DomainError as error:
        return _refused(asked, None, error)


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
@asked
def you(request: HttpRequest, asked: Asked) -> HttpResponse:
    """«Як до вас звертатися?», and after it «Перевірте»."""
    form = screens.who_form(asked, judged=request.POST.get("step") == "check")
    try:
        screens.check_time(asked, asked.choice.load(asked.now))
        if not form.is_bound or not form.is_valid():
            return screens.you(asked, form)
        return screens.check(asked, screens.check_all(asked, form))
    except DomainError as error:
        return _refused(asked, form, error)


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
@asked
def book(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The seat is theirs: on to its page. Whoever only comes back to this address begins anew."""
    if request.method != "POST":
        return redirect(asked.choice.address("when"))
    form = screens.who_form(asked, judged=True)
    try:
        screens.check_time(asked, asked.choice.load(asked.now))
        if not form.is_valid():
            return screens.you(asked, form)
        if form.is_trapped:
            return redirect("seats:when")
        limits.check_may_book(request, now=asked.now)
        hold = _book(asked, form)
    except DomainError as error:
        twin = _sent_before(asked)
        return redirect("seats:booking", public_id=twin.public_id) if twin else _refused(asked, form, error)
    return redirect("seats:booking", public_id=hold.public_id)


def _sent_before(asked: Asked) -> Hold | None:
    """Return what the same form booked a moment ago: two taps, two requests."""
    key = key_of(asked.request.POST.get("key", ""))
    return Hold.objects.filter(public_id=key, place=asked.choice.place).first() if key else None


def _book(asked: Asked, form: WhoForm) -> Hold:
    return booking.book(
        place=asked.choice.place,
        wish=asked.choice.wish,
        who=form.who(asked.choice, asked.reader),
        now=asked.now,
        key=key_of(asked.request.POST.get("key", "")),
    )


def _refused(asked: Asked, form: WhoForm | None, error: DomainError) -> HttpResponse:
    """Show the screen that the refusal is about, all answers kept."""
    if error.code in NOTHING_FREE:
        who = form.who(asked.choice, asked.reader) if form and form.is_bound and form.is_valid() else asked.who
        limits.count_refusal(asked.request, place=asked.choice.place, who=who, now=asked.now)
    if form is None or not form.is_bound or screens.is_about_time(error):
        return screens.when(asked.but(seat=None), error)
    screens.put(form, error)
    return screens.you(asked, form)
