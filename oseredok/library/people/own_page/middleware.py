"""`request.reader`: who has come in as a reader. Costs nothing on a page that does not ask.

A cookie of its own, apart from staff's session: a librarian who serves and a reader who reads may share a browser, and
neither opens what is the other's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from oseredok.base.core.network import line_of
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import queries, sign_in
from oseredok.library.people.own_page.models import ReaderSession
from oseredok.library.people.own_page.preferences import OWN_DEVICE_DAYS

COOKIE = "reader"
_LONGEST_TOKEN = 100


class ReaderMiddleware:
    """Sets `request.reader` (a lazy Reader, or a lazy None: ask for its truth) and keeps such pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.reader = SimpleLazyObject(lambda: reader_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if hasattr(request, "_reader_session"):
            # After leaving, «back» on a shared computer must show nobody's data.
            patch_cache_control(response, private=True, no_store=True)
        return response


def session_of(request: HttpRequest) -> ReaderSession | None:
    """Return the reader's session of this browser, looked up once; one in which nobody is chosen yet counts too."""
    if not hasattr(request, "_reader_session"):
        token = request.COOKIES.get(COOKIE, "")[:_LONGEST_TOKEN]
        now = timezone.now()
        found = queries.session_by_token(token, now=now) if token else None
        if found is not None:
            sign_in.touch(session=found, now=now)
        request._reader_session = found  # type: ignore[attr-defined]
    session: ReaderSession | None = request._reader_session  # type: ignore[attr-defined]
    return session


def reader_of(request: HttpRequest) -> Reader | None:
    """Return the reader who has come in with this browser."""
    session = session_of(request)
    return session.reader if session else None


def visitor_of(request: HttpRequest, *, is_own_device: bool = False) -> sign_in.Visitor:
    """Return from where a request comes, for the verbs of signing in."""
    program = request.headers.get("User-Agent", "")[:400]
    return sign_in.Visitor(network=line_of(request), program=program, is_own_device=is_own_device)


def remember(response: HttpResponseBase, opened: sign_in.Opened) -> None:
    """Give the browser the token; on a shared computer it goes when the browser is closed."""
    longest = timedelta(days=preferences.value(OWN_DEVICE_DAYS)) if opened.session.is_own_device else None
    response.set_cookie(
        COOKIE, opened.token, max_age=longest, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def forget(response: HttpResponseBase) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(COOKIE, samesite="Lax")


def is_fresh(session: ReaderSession, *, now: datetime, within: timedelta) -> bool:
    """Tell whether the person proved who they are a short while ago."""
    return now - session.proved_at <= within
