"""The page of a seat's computer: a code to pair it by, who may begin, the time that is left, the end.

All screens have one address and are drawn by the server; the script of the page only looks for news, counts the seconds
and goes on when there is no network. Without it the browser looks again by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.faces.kiosk.station import cookie, guessing, screen, ticket
from oseredok.faces.kiosk.station.forms import CardForm, CodeForm
from oseredok.library.offer import queries as offer
from oseredok.services.seats import sitting
from oseredok.services.seats.models import Hold
from oseredok.services.seats.stations import actions, signing_in
from oseredok.services.seats.stations.models import Station
from oseredok.services.seats.stations.now import Screen, Word, look
from oseredok.spine.feedback import actions as feedback
from oseredok.spine.feedback import letters
from oseredok.spine.feedback.models import Via

View = Callable[[HttpRequest, Station, datetime], HttpResponse]


def paired(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Let only a paired computer in; any other is led to the page, which shows a code."""

    @wraps(view)
    def inner(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        station = cookie.station_of(request, now=now)
        if station is None or station.seat is None:
            return redirect("kiosk:seat")
        return view(request, station, now)

    return inner


@everyone
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The screen as it is now. A browser that nobody knows gets a token and a code."""
    now, token = timezone.now(), cookie.token_of(request)
    station = cookie.station_of(request, now=now)
    if station is None:
        try:
            guessing.may_ask(request, now=now)
        except Conflict as refusal:
            context = {"refusal": refusal.message, "word": Word.PAIRING, "step": "wait", "refresh": 60}
            return render(request, "kiosk/seat/wait.html", context, status=429)
        station, token = actions.ask(now=now)
    if station.seat is None:
        response = screen.pairing(request, station)
    else:
        actions.seen(station=station, now=now)
        name = "leaving" if "leave" in request.GET and look(station, now=now).screen == Screen.SESSION else ""
        response = _now(request, station, now, name=name)
    cookie.remember(response, token)
    return response


@everyone
@never_cache
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """What the script asks every ten seconds: whether the screen must be drawn anew, and how many seconds are left."""
    now = timezone.now()
    station = cookie.station_of(request, now=now)
    told: dict[str, object] = {"now": int(now.timestamp() * 1000), "csrf": get_token(request)}
    if station is None or station.seat is None:
        version = f"pairing-{station.code}" if station else "unknown"
        return JsonResponse({**told, "word": Word.PAIRING, "version": version})
    actions.seen(station=station, now=now)
    found = look(station, now=now)
    told |= {"word": found.word, "version": found.version}
    if found.screen == Screen.SESSION and found.hold:
        told |= {"hold": str(found.hold.public_id), "left": found.left}
    return JsonResponse(told)


@everyone
@require_POST
@paired
def sign_in(request: HttpRequest, station: Station, now: datetime) -> HttpResponse:
    """A code: on to the rules."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            return _rules(request, station, now, guessing.by_code(station, form.cleaned_data["code"], now=now))
        except DomainError as refusal:
            add_to_form(form, DomainError(refusal.message, code=refusal.code, field="code"))
    return _now(request, station, now, code_form=form, wrong=form)


@everyone
@require_POST
@paired
def sign_in_by_card(request: HttpRequest, station: Station, now: datetime) -> HttpResponse:
    """The card and PIN: one's own booking of now, or at once where the rules let readers sit down."""
    form = CardForm(request.POST)
    if form.is_valid():
        try:
            return _rules(request, station, now, guessing.by_card(request, station, **form.cleaned_data, now=now))
        except DomainError as refusal:
            field = "pin" if refusal.field == "pin" else "card"
            add_to_form(form, DomainError(refusal.message, code=refusal.code, field=field))
    return _now(request, station, now, card_form=form, wrong=form)


@everyone
@require_POST
@paired
def start(request: HttpRequest, station: Station, now: datetime) -> HttpResponse:
    """«Починаємо»: with the note from the rules, or where the desk has already given the seat."""
    try:
        _begin(station, request.POST.get("ticket", ""), now)
    except DomainError as refusal:
        return _now(request, station, now, refusal=refusal.message)
    return redirect("kiosk:seat")


@everyone
@require_POST
@paired
def extend(request: HttpRequest, station: Station, now: datetime) -> HttpResponse:
    """Some minutes more; the form carries the end that the person sees, so that two taps do not add up."""
    found = look(station, now=now)
    try:
        if found.screen == Screen.SESSION and found.hold:
            sitting.extend(hold=found.hold, now=now, seen_end=_moment(request.POST.get("end", "")))
    except DomainError as refusal:
        return _now(request, station, now, refusal=refusal.message)
    return redirect("kiosk:seat")


@everyone
@require_POST
@paired
def end(request: HttpRequest, station: Station, now: datetime) -> HttpResponse:
    """«Я завершую»; or, when the network is back, the report that it was pressed at the moment `at`.

    The script asks for JSON; a report that comes twice, or after the staff's own word, is no error.
    """
    at, hold = _moment(request.POST.get("at", "")), _hold(request.POST.get("hold", ""))
    is_report = request.headers.get("Accept") == "application/json"
    try:
        if hold is not None:
            actions.leave(station=station, hold=hold, now=now, at=at)
    except DomainError as refusal:
        if not is_report:
            return _now(request, station, now, refusal=refusal.message)
        return JsonResponse({"error": refusal.message}, status=409)
    return JsonResponse({"ok": True}) if is_report else redirect("kiosk:seat")


@everyone
@require_POST
@paired
def rate(request: HttpRequest, station: Station, now: datetime) -> HttpResponse:
    """One tap at the end: once for a session, and nobody can tell whose."""
    found, score = look(station, now=now), request.POST.get("score", "")
    if found.screen != Screen.CLOSING or found.hold is None or found.is_moved:
        return redirect("kiosk:seat")
    try:
        feedback.rate(
            place=found.hold.place,
            kind=offer.kind("coworking_seat"),
            score=int(score) if score in ("1", "2", "3", "4", "5") else 0,
            via=Via.SEAT,
            key=letters.once(found.hold.rating_key),
            now=now,
        )
    except DomainError as refusal:
        return _now(request, station, now, refusal=refusal.message)
    actions.ready(station=station)
    return screen.shown(request, station, now=now, name="thanks")


@everyone
@require_POST
@paired
def ready(request: HttpRequest, station: Station, now: datetime) -> HttpResponse:
    """«Готово»: the screen is the next person's."""
    actions.ready(station=station)
    return redirect("kiosk:seat")


@everyone
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The empty page that a computer keeps for a reboot without network."""
    return render(
        request, "kiosk/seat/offline.html", {"word": Word.OFFLINE_IDLE, "step": "offline", "version": "offline"}
    )


@everyone
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page when there is no network; it may only watch over addresses below its own."""
    return render(request, "kiosk/seat/worker.js", content_type="text/javascript; charset=utf-8")


def _now(
    request: HttpRequest, station: Station, now: datetime, *, name: str = "", refusal: str = "", **more: object
) -> HttpResponse:
    wrong = bool(refusal or more.get("wrong"))
    return screen.shown(request, station, now=now, name=name, refusal=refusal, status=422 if wrong else 200, **more)


def _rules(request: HttpRequest, station: Station, now: datetime, who: Hold | int) -> HttpResponse:
    note = ticket.write(station, who)
    opened = ticket.read(station, note)
    reader = opened.found_reader()
    minutes = signing_in.minutes_for(signing_in.seat_of(station), reader, now=now) if reader else 0
    words = screen.first_words(who if isinstance(who, Hold) else None, minutes=minutes, now=now)
    return screen.shown(request, station, now=now, name="rules", ticket=note, first_words=words)


def _begin(station: Station, note: str, now: datetime) -> None:
    if not note:
        found = look(station, now=now)
        if found.screen == Screen.WELCOME and found.hold:
            actions.begin(station=station, hold=found.hold, now=now)
        return
    opened = ticket.read(station, note)
    hold, reader = opened.found_hold(), opened.found_reader()
    if hold is not None:
        actions.begin(station=station, hold=hold, now=now)
    elif reader is not None and opened.key is not None:
        actions.begin_without_booking(station=station, reader=reader, key=opened.key, now=now)


def _hold(typed: str) -> Hold | None:
    try:
        return Hold.objects.filter(public_id=UUID(typed)).first()
    except ValueError:
        return None


def _moment(typed: str) -> datetime | None:
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
