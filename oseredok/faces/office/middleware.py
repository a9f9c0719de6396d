"""An empty centre has one page for everybody: where it is set up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from oseredok.library.people.access import EVERYONE, audience_of
from oseredok.library.places import queries as places

DOORS = {"front:home", "account_login"}
"""Public pages where people begin; every page for staff is a door too."""


class EmptyCentreMiddleware:
    """Leads whoever opens a door of an empty centre to its set-up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        is_door = match is not None and match.view_name in DOORS
        is_for_staff = not request.user.is_authenticated and audience_of(view, match) not in (EVERYONE, None)
        if request.method in ("GET", "HEAD") and (is_door or is_for_staff) and places.system() is None:
            return HttpResponseRedirect(resolve_url("setup:start"))
        return None
