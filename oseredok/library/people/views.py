"""The person who works: own page, the choice of the place, own sessions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.library.people import queries
from oseredok.library.people.access import StaffRequest, signed_in
from oseredok.library.people.duty import switch
from oseredok.library.people.sign_in import sessions


@signed_in
@require_GET
def me(request: StaffRequest) -> HttpResponse:
    """Who I am here, which roles I hold, my password, second step and sessions."""
    context = {
        "roles": queries.live_roles(account=request.user),
        "next": request.GET.get("next", ""),
        "sessions": sessions.sessions_of(account=request.user, here=request.session.session_key),
        "events": queries.account_events(account=request.user)[:10],
    }
    return render(request, "people/me.html", context)


@signed_in
@require_POST
def switch_place(request: StaffRequest) -> HttpResponse:
    """Go on working at another place; returns to the page where the choice was made."""
    wanted = request.POST.get("place", "")
    if request.duty is not None:
        try:
            switch(duty=request.duty, place_id=int(wanted) if wanted.isdecimal() else 0, session=request.session)
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
    return redirect(_back(request))


@signed_in
@require_POST
def end_session(request: StaffRequest) -> HttpResponse:
    """End one of my sessions, on another computer or here."""
    wanted = request.POST.get("session", "")
    try:
        sessions.end_one(account=request.user, number=int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Сеанс завершено."))
    return redirect("people:me")


@signed_in
@require_POST
def end_all_sessions(request: StaffRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    sessions.end_all(account=request.user, but=request.session.session_key)
    logout(request)
    messages.success(request, _("Ви вийшли на всіх пристроях."))
    return redirect("account_login")


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    # A word without a slash would be taken for the name of a view.
    return wanted if own and wanted.startswith("/") else "people:me"
