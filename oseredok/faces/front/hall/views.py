"""Which seats are free now: for a screen in the hall and for whoever looks before leaving home."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.faces.front import today
from oseredok.library.places import queries as places
from oseredok.services.seats import board as boards
from oseredok.services.seats import telling

EVERY = 30
"""Seconds between the refreshes that the browser makes by itself, without scripts."""


@everyone
@never_cache
@require_safe
def screen(request: HttpRequest, place: str) -> HttpResponse:
    """Without codes, names and buttons. It refreshes itself; `?still` stops that (WCAG 2.2.2)."""
    now = timezone.now()
    library = get_object_or_404(places.libraries(on=local_date(now)), code=place)
    board = boards.board(library, now=now)
    if not board.tiles or not board.day.rules.board_is_public:
        raise Http404
    is_still = "still" in request.GET
    context = {
        "library": library,
        "board": board,
        "groups": telling.groups(board, public=True),
        "is_still": is_still,
        **today.houses(now=now),
    }
    answer = render(request, "front/hall/screen.html", context)
    if not is_still:
        answer.headers["Refresh"] = str(EVERY)
    return answer
