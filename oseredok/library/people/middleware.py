"""The gate in front of every view: who is on duty, and may they open this page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from oseredok.base.core.dates import date_words
from oseredok.library.people.access import EVERYONE, MACHINE, READER, Duty, audience_of, names_of
from oseredok.library.people.duty import duty_of
from oseredok.library.people.models import Account, Role
from oseredok.library.people.own_page.middleware import reader_of
from oseredok.library.people.queries import live_roles
from oseredok.library.people.sign_in import second_step, sessions
from oseredok.library.people.staff import founding

logger = logging.getLogger(__name__)


# What opens while a temporary password waits to be changed, and while a second step waits to be set up.
_TO_CHANGE_PASSWORD = frozenset({"account_change_password", "account_reauthenticate"})
_FIRST_SET_UP = frozenset({"setup:next", "setup:step", "setup:later", "setup:sheet", "setup:done"})
"""These open too, but only to the session that founded the centre and only until its set-up is over."""
_TO_SET_UP_SECOND_STEP = _TO_CHANGE_PASSWORD | {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}


class DutyMiddleware:
    """Ends a session whose time is over; sets `request.duty`: a Duty for a member of staff, None for a guest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, Account) and not sessions.go_on(request, now=timezone.now()):
            logout(request)
            messages.info(request, _("Час вашого входу минув. Увійдіть знову."))
        duty = None
        if isinstance(request.user, Account):
            duty = duty_of(account=request.user, session=request.session)
        request.duty = duty  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated:
            # After signing out, «back» on a shared computer must show nobody's names.
            patch_cache_control(response, private=True, no_store=True)
        return response


class AudienceMiddleware:
    """Refuses a view to whoever is outside its declared audience; a view without a declaration, to everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        audience = audience_of(view, request.resolver_match)
        if audience is None:
            name = f"{getattr(view, '__module__', '?')}.{getattr(view, '__qualname__', '?')}"
            logger.error("The view %s declares no audience and is refused to everybody.", name)
            return _refuse(request, _("Цю сторінку ще нікому не відкрито. Скажіть про це адміністраторові."))
        if audience in (EVERYONE, MACHINE):
            return None
        if audience == READER:
            return _check_reader(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if _must_change_password(request):
            return _lead_to(request, "account_change_password")
        if _must_set_up_second_step(request):
            return _lead_to(request, "mfa_index")
        if isinstance(audience, frozenset):
            return _check_roles(request, audience) or _check_not_closed(request, view)
        return None


def _must_change_password(request: HttpRequest) -> bool:
    """A password that somebody else read aloud opens nothing but the page where it is changed."""
    if not getattr(request.user, "password_is_temporary", False):
        return False
    return _view_name(request) not in _TO_CHANGE_PASSWORD


def _must_set_up_second_step(request: HttpRequest) -> bool:
    """A password alone opens nothing to those who may do everything, but the pages where a second step is set up."""
    name = _view_name(request)
    if name in _TO_SET_UP_SECOND_STEP or not isinstance(request.user, Account):
        return False
    if name in _FIRST_SET_UP and founding.is_filling_in(request.session, now=timezone.now()):
        return False
    duty: Duty | None = request.duty  # type: ignore[attr-defined]
    roles = frozenset(role for role, _place in duty.held) if duty else None
    return second_step.is_owed(account=request.user, roles=roles)


def _view_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _lead_to(request: HttpRequest, name: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(resolve_url(name))
    return HttpResponseRedirect(resolve_url(name))


def _check_roles(request: HttpRequest, audience: frozenset[Role]) -> HttpResponseBase | None:
    duty: Duty | None = request.duty  # type: ignore[attr-defined]
    if duty is None:
        return _refuse(request, _("У системі ще немає жодної бібліотеки. Її додає адміністратор."))
    roles = [role for role in duty.roles if role in audience]
    if roles:
        return None
    held = [one for one in live_roles(account=duty.account) if one.place is not None and one.role in audience]
    elsewhere = [one.place.short_name for one in held if one.place]
    sentence = _("Ця сторінка не для вашої ролі.")
    return _refuse(request, sentence, who=names_of(audience), duty=duty, elsewhere=elsewhere)


def _check_not_closed(request: HttpRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    """When the whole centre is closed, pages are read and printed; only what a closing needs still writes."""
    duty: Duty = request.duty  # type: ignore[attr-defined]
    if request.method in ("GET", "HEAD") or not duty.is_after_closing or getattr(view, "after_closing", False):
        return None
    day = date_words(duty.place.closed_on) if duty.place.closed_on else ""
    return _refuse(request, _("Центр зачинено назавжди з {day} Тут лише читають і друкують.").format(day=day))


def _check_reader(request: HttpRequest) -> HttpResponseBase | None:
    found = reader_of(request)
    if found is None:
        return _to_sign_in(request, settings.READER_LOGIN_URL)
    request.reader = found  # type: ignore[attr-defined]
    return None


def _to_sign_in(request: HttpRequest, door: str = settings.LOGIN_URL) -> HttpResponseBase:
    """A page is opened again after signing in; what was being sent is not, it could surprise."""
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(resolve_url(door))
    if request.method not in ("GET", "HEAD"):
        return HttpResponseRedirect(resolve_url(door))
    return redirect_to_login(request.get_full_path(), resolve_url(door))


def _refuse(
    request: HttpRequest,
    sentence: str,
    *,
    who: list[str] | None = None,
    duty: Duty | None = None,
    elsewhere: list[str] | None = None,
) -> HttpResponse:
    context = {"sentence": sentence, "who": who or [], "refused_duty": duty, "elsewhere": elsewhere or []}
    return render(request, "people/refused.html", context, status=403)
