"""The tablet at the exit: five large buttons, thanks, ready for the next one. Opened once by the staff by a secret address."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError, Invalid, add_to_form
from oseredok.library.people.own_page import limits
from oseredok.spine.feedback import actions, keys, queries, rules
from oseredok.spine.feedback.forms import MoreForm
from oseredok.spine.feedback.models import Point, Via

# Nobody reads five words faster; a child who drums on the glass counts once in two seconds.
PAUSE = limits.Limit("tile-pause", 1, timedelta(seconds=2))
AN_HOUR = limits.Limit("tile-hour", 240, timedelta(hours=1))
_KEY = re.compile(r"[0-9a-f-]{32,36}")


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tile(request: HttpRequest, code: str) -> HttpResponse:
    """Five buttons; a form that was sent answers with thanks. The script of the page asks for JSON."""
    point = _point(code)
    error, status = "", 200
    try:
        rules.check_point_works(point)
        if request.method == "POST":
            _rate(request, point)
            return _thanked(request, point)
    except DomainError as refusal:
        error, status = refusal.message, _STATUS.get(refusal.code, 422)
    if _wants_json(request):
        return JsonResponse({"error": error}, status=status)
    template = "kiosk/off.html" if status == 410 else "kiosk/tile.html"
    context = {"point": point, "key": keys.fresh(), "error": error, "other": _other_language(request)}
    return render(request, template, context, status=status)


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest, code: str) -> HttpResponse:
    """What became better, and words. It knows nothing of the rating, so that nobody can tie them."""
    point = _point(code)
    form = MoreForm(request.POST or None)
    key = request.POST.get("key", "") or keys.fresh()
    if request.method == "POST" and form.is_valid():
        try:
            rules.check_point_works(point)
            _tell(form, point, key)
            return _thanked(request, point)
        except DomainError as refusal:
            add_to_form(form, refusal)
    context = {"point": point, "form": form, "key": key, "outcome_fields": form.outcome_fields()}
    return render(request, "kiosk/more.html", context, status=422 if form.errors else 200)


_STATUS = {"too_often": 429, "point-revoked": 410, "place-closed": 410}


def _point(code: str) -> Point:
    point = queries.point(code, ways=(Point.Way.TILE,))
    if point is None:
        raise Http404
    return point


def _rate(request: HttpRequest, point: Point) -> None:
    key, score, now = request.POST.get("key", ""), request.POST.get("score", ""), timezone.now()
    if not _KEY.fullmatch(key):
        raise Invalid(_("Натисніть ще раз."), code="key-unclear")
    if not queries.is_rated(key):
        limits.count((PAUSE, point.code), (AN_HOUR, point.code), now=now)
    actions.rate(
        place=point.place,
        kind=point.kind,
        score=int(score) if score in ("1", "2", "3", "4", "5") else 0,
        via=Via.TILE,
        key=key,
        day=_day(request.POST.get("day", "")),
        now=now,
    )


def _tell(form: MoreForm, point: Point, key: str) -> None:
    if form.is_trapped:
        return
    if not _KEY.fullmatch(key):
        raise Invalid(_("Натисніть ще раз."), code="key-unclear")
    now = timezone.now()
    limits.count((PAUSE, f"{point.code}-words"), (AN_HOUR, f"{point.code}-words"), now=now)
    actions.tell_more(place=point.place, kind=point.kind, via=Via.TILE, key=key, now=now, **form.told())


def _day(text: str) -> date | None:
    """The day on which a rating waited for the network; None: now."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(_("Натисніть ще раз."), code="day-unclear") from None


def _other_language(request: HttpRequest) -> dict[str, str]:
    code, name = ("en", "English") if get_language() == "uk" else ("uk", "Українською")
    return {"code": code, "name": name, "url": translate_url(request.path, code)}


def _thanked(request: HttpRequest, point: Point) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"ok": True})
    return render(request, "kiosk/thanks.html", {"point": point})


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
