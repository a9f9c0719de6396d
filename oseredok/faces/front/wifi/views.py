"""«Wi-Fi»: how to join it, and one's own code on the phone. No account, no name; the address of a code is its secret."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oseredok.base.core import clock
from oseredok.base.core.access import everyone
from oseredok.faces.front import today
from oseredok.services.wifi import digits, queries, rules


@everyone
@require_safe
def wifi(request: HttpRequest) -> HttpResponse:
    """Where there is a network, how it is called and how one gets in."""
    doors = today.houses(now=timezone.now())
    if not doors["open_now"] and today.central() is not None:
        return render(request, "front/over.html", doors, status=410)
    networks = queries.networks(on=clock.local_date(timezone.now()))
    return render(request, "front/wifi/wifi.html", {"networks": networks, **doors})


@everyone
@never_cache
@require_safe
def code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One code, as large as the screen lets; when it is over, what to do instead."""
    found, now = queries.code(public_id), timezone.now()
    if found is None:
        raise Http404
    state, ends_at = rules.state_of(found, now=now), rules.over_at(found)
    last_day = clock.local_date(ends_at - timedelta(seconds=1))
    context = {
        "code": found,
        "digits": digits.shown(found.code),
        "state": state,
        "is_good": state in (rules.State.AHEAD, rules.State.WAITING, rules.State.WORKING),
        "ends_at": ends_at,
        "last_day": last_day,
        "is_today": last_day == clock.local_date(now),
        "ends_with_day": clock.day_bounds(last_day)[1] == ends_at,
        "mine": queries.settings_of(found.library),
        "no_other_language": True,
    }
    return render(request, "front/wifi/code.html", context, status=200 if context["is_good"] else 410)
