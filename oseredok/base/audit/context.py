"""Who acts now: a person on the site, the worker, or somebody at the command line."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SITE, WORKER, CONSOLE = "site", "worker", "console"


@dataclass(frozen=True)
class Acting:
    source: str
    actor: Any = None
    address: str | None = None


_request: ContextVar[HttpRequest | None] = ContextVar("audit_request", default=None)
_process: dict[str, str] = {"source": CONSOLE}


def current() -> Acting:
    """Return who acts now. The person is asked of the request at that very moment: signing in changes it half-way."""
    request = _request.get()
    if request is None:
        return Acting(_process["source"])
    user = getattr(request, "user", None)
    return Acting(SITE, user if user is not None and user.is_authenticated else None, address_of(request))


def this_process_is(source: str) -> None:
    """Called once by the worker: what it does by itself is signed «система»."""
    _process["source"] = source


@contextmanager
def asked_by(request: HttpRequest) -> Iterator[None]:
    """Sign what happens inside by the request's person and address."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


class AuditMiddleware:
    """Stands after the session's person is known; thread and request each have their own signature."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with asked_by(request):
            return self.get_response(request)


def address_of(request: HttpRequest) -> str | None:
    """Return where the request came from.

    `X-Forwarded-For` is what the sender says. Only the last of its addresses is written by our own proxy, and only when
    there is one (OSEREDOK_PROXY); all before it anybody may invent.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or told
    try:
        found = ipaddress.ip_address(told)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)
