"""What the pages of signing in remember between two steps: a signed cookie that names nobody, and where to go afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

COOKIE = "reader_step"
_SALT = "oseredok.cabinet.step"
_MINUTES_15 = 15 * 60
_DOORS = ("sign_in", "enter_code", "sign_in_pin", "choose", "sign_out")


@dataclass(frozen=True)
class Step:
    """A code was asked for: the handle of the try, whose device it is, and the page that was wanted."""

    handle: UUID | None = None
    is_own_device: bool = False
    after: str = ""


def read(request: HttpRequest) -> Step:
    """Return the step of this browser; an empty one when there is none or somebody made it up."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_MINUTES_15)
        return Step(UUID(kept["handle"]), bool(kept["own"]), str(kept["after"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return Step()


def keep(response: HttpResponseBase, step: Step) -> None:
    """Leave the step in the browser for a quarter of an hour."""
    kept = {"handle": str(step.handle), "own": step.is_own_device, "after": step.after}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=_MINUTES_15,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def drop(response: HttpResponseBase) -> None:
    """The step is over."""
    response.delete_cookie(COOKIE, samesite="Lax")


def wanted(request: HttpRequest) -> str:
    """Return the page that was wanted before signing in, when it is one of the reader's own corner; else nothing."""
    address = (request.POST or request.GET).get("next", "")
    try:
        match = resolve(address)
    except Resolver404:
        return ""
    return address if match.app_name == "cabinet" and match.url_name not in _DOORS else ""
