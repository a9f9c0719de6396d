"""«Як усе пройшло?»: rated in one tap by a code, a link of a letter, or here on the site; then, if one likes, told more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.base.preferences.queries import value
from oseredok.faces.front import limits, today
from oseredok.faces.front.opinion.asking import Asked, Ticket, rate, ticket_of
from oseredok.library.offer import queries as offer
from oseredok.library.places import queries as places
from oseredok.spine.feedback import actions, follow_ups, keys, letters, queries, rules
from oseredok.spine.feedback.forms import MoreForm, OutcomesForm
from oseredok.spine.feedback.models import Point, Via, Wave
from oseredok.spine.feedback.preferences import AN_HOUR


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """A code on a desk or a poster."""
    point = queries.point(code, ways=(Point.Way.DESK, Point.Way.POSTER))
    if point is None:
        raise Http404
    try:
        rules.check_point_works(point)
    except Conflict as refusal:
        return _over(request, refusal.message)
    return _step(request, Asked(place=point.place, kind=point.kind, via=point.way))


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """A link that a letter carried: it rates once."""
    try:
        link = letters.read_rating_link(token)
    except DomainError as refusal:
        return _over(request, refusal.message)
    asked = Asked(place=link.place, kind=link.kind, via=link.via, key=link.key)
    if request.POST.get("step", "rate") == "rate" and queries.is_rated(link.key):
        return _shown(request, "front/opinion/rated.html", {})
    return _step(request, asked)


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, place: str, service: str = "") -> HttpResponse:
    """On the site itself: of a library, or of one service."""
    library = get_object_or_404(places.libraries(on=local_date(timezone.now())), code=place)
    kind = get_object_or_404(offer.public_kinds(), code=service) if service else None
    return _step(request, Asked(place=library, kind=kind, via=Via.REMOTE))


@everyone
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which library to rate, and what people said of them."""
    here_now = list(places.libraries(on=local_date(timezone.now())))
    return _shown(request, "front/opinion/index.html", {"libraries": here_now, "voices": queries.published_comments()})


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, token: str) -> HttpResponse:
    """The second question, some weeks later: the same four outcomes, counted apart."""
    try:
        link = letters.read_follow_up_link(token)
    except DomainError as refusal:
        return _over(request, refusal.message)
    form = OutcomesForm(request.POST or None, later=True)
    if request.method == "POST" and form.is_valid():
        actions.tell_more(
            place=link.place,
            kind=link.kind,
            via=Via.LETTER,
            key=link.key,
            outcomes=form.outcomes(),
            wave=Wave.LATER,
            now=timezone.now(),
        )
        return redirect("opinion:done")
    return _shown(request, "front/opinion/later.html", {"form": form, "asked": link})


@everyone
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Thanks, and what others said."""
    return _shown(request, "front/opinion/done.html", {"voices": queries.published_comments(limit=5)})


# --- The steps ------------------------------------------------------------------------------------------


def _step(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One address for all steps: the form tells which."""
    steps = {"rate": _rate, "change": _change, "more": _more}
    step = steps.get(request.POST.get("step", "")) if request.method == "POST" else None
    try:
        return step(request, asked, timezone.now()) if step else _ask(request, asked)
    except DomainError as refusal:
        if refusal.code in ("ticket-old", "place-closed", "already-changed"):
            return _over(request, refusal.message)
        return _ask(request, asked, error=refusal.message, status=429 if refusal.code == "too-often" else 422)


def _rate(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    rated, ticket = rate(request, asked, now=now)
    if asked.is_once and not rated.is_new:
        return _shown(request, "front/opinion/rated.html", {})
    return _thanks(request, asked, Ticket(rated.rating, "", may_change=True), ticket)


def _change(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    ticket, score = ticket_of(request, asked, now=now), request.POST.get("score", "")
    if not ticket.may_change:
        raise Conflict("", code="ticket-old")
    changed = actions.change(rating=ticket.rating, score=int(score) if score in "12345" and score else 0, now=now)
    return _thanks(request, asked, Ticket(changed, "", may_change=False), request.POST["ticket"])


def _more(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    ticket = ticket_of(request, asked, now=now)
    form = MoreForm(request.POST, asks_email=follow_ups.are_offered())
    if form.is_valid() and not form.is_trapped:
        try:
            _check_share(request, now)
            actions.tell_more(
                place=asked.place, kind=asked.kind, via=asked.via, key=ticket.key, now=now,
                language=get_language() or "uk", **form.told(),
            )  # fmt: skip
        except DomainError as refusal:
            add_to_form(form, refusal)
    # A script that filled the trap is thanked like a person, so that it learns nothing; nothing is kept.
    if form.errors:
        return _thanks(request, asked, ticket, request.POST["ticket"], form=form)
    return redirect("opinion:done")


def _check_share(request: HttpRequest, now: datetime) -> None:
    if not limits.may_send(request, form="opinion-words", now=now, most=value(AN_HOUR)):
        raise Conflict(rules.too_often(), code="too-often")


def _ask(request: HttpRequest, asked: Asked, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {"asked": asked, "key": keys.fresh(), "error": error, "an_hour": value(AN_HOUR)}
    return _shown(request, "front/opinion/rate.html", context, status=status)


def _thanks(
    request: HttpRequest, asked: Asked, ticket: Ticket, sealed: str, form: MoreForm | None = None
) -> HttpResponse:
    form = form or MoreForm(asks_email=follow_ups.are_offered())
    context = {
        "asked": asked,
        "rating": ticket.rating,
        "may_change": ticket.may_change,
        "ticket": sealed,
        "form": form,
        "outcome_fields": form.outcome_fields(),
    }
    return _shown(request, "front/opinion/thanks.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest, sentence: str) -> HttpResponse:
    return _shown(request, "front/opinion/over.html", {"sentence": sentence}, status=410)


def _shown(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, template, {**today.houses(now=timezone.now()), **context}, status=status)
