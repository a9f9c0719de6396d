"""What a RADIUS server asks and tells over HTTP (FreeRADIUS, module `rest`; `freeradius` writes its configuration).

It names its library and proves itself by the library's key, in the header that HTTP calls Basic. Forms, not JSON: the
server sends only what is named in the configuration, properly quoted. Answers are attributes as JSON.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from oseredok.base.core.access import machine
from oseredok.base.core.errors import Conflict
from oseredok.base.core.network import line_of
from oseredok.library.people.own_page import limits
from oseredok.library.places.models import Library
from oseredok.services.wifi import marks, sessions, settings_actions
from oseredok.services.wifi.models import WifiSettings

WRONG_KEYS = limits.Limit("wifi-key", 20, timedelta(minutes=15))
INTERIM_SECONDS = 300
MOST_SECONDS = 7 * 24 * 3600  # whatever a router tells, no session of ours is longer
MOST_SIGNS = 253  # of a value in RADIUS

_NAME = re.compile(r"[-\w]{1,50}", re.ASCII)  # of a library, as its code is

View = Callable[[HttpRequest, Library], HttpResponse]


def for_the_server(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Let only a server with its library's key in; the wrong key is answered 401, and 429 after many from one line."""

    @machine
    @never_cache
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        mine = _settings_by_key(request.headers.get("Authorization", ""))
        if mine is None:
            return _refused(request)
        settings_actions.heard(mine=mine, now=timezone.now())
        return view(request, mine.library)

    return checked


@for_the_server
@require_POST
def authorize(request: HttpRequest, library: Library) -> HttpResponse:
    """May this device come in by this code, and for how many seconds."""
    answer = sessions.let_in(
        library=library,
        typed=_text(request.POST, "code"),
        station=_text(request.POST, "station"),
        now=timezone.now(),
    )
    if not answer.is_open:
        return JsonResponse(_attributes({"control:Auth-Type": "Reject", "reply:Reply-Message": answer.refusal}))
    given = {"reply:Session-Timeout": answer.seconds, "reply:Acct-Interim-Interval": INTERIM_SECONDS}
    return JsonResponse(_attributes({"control:Auth-Type": "Accept", **given}))


@for_the_server
@require_POST
def accounting(request: HttpRequest, library: Library) -> HttpResponse:
    """A session began, goes on or ended; a router was restarted. What is not ours is heard and forgotten."""
    now, told = timezone.now(), _told(request.POST)
    match _text(request.POST, "status"):
        case "Start":
            sessions.began(library=library, told=told, now=now)
        case "Interim-Update":
            sessions.goes_on(library=library, told=told, now=now)
        case "Stop":
            sessions.ended(library=library, told=told, now=now)
        case "Accounting-On" | "Accounting-Off":
            sessions.router_restarted(library=library, router=told.router, now=now)
    return HttpResponse(status=204)


def _settings_by_key(header: str) -> WifiSettings | None:
    scheme, _space, secret = header.partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        name, _colon, key = base64.b64decode(secret, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not _NAME.fullmatch(name):
        return None
    mine = WifiSettings.objects.select_related("library__system").filter(library__code=name).first()
    return mine if mine is not None and marks.is_key(key, mine.key_hash) else None


def _refused(request: HttpRequest) -> HttpResponse:
    try:
        limits.count((WRONG_KEYS, line_of(request)), now=timezone.now())
    except Conflict:
        return HttpResponse(status=429)
    return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="radius"'})


def _told(data: Mapping[str, Any]) -> sessions.Told:
    lasted = _text(data, "lasted")
    return sessions.Told(
        code=_text(data, "code"),
        session=_text(data, "session"),
        router=_text(data, "router"),
        station=_text(data, "station"),
        ago=timedelta(seconds=_number(data, "ago", MOST_SECONDS)),
        lasted=timedelta(seconds=_number(data, "lasted", MOST_SECONDS)) if lasted else None,
        octets=sum(
            _number(data, way, 2**32) + (_number(data, f"{way}_gigawords", 2**16) << 32) for way in ("input", "output")
        ),
    )


def _text(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name, ""))[:MOST_SIGNS]


def _number(data: Mapping[str, Any], name: str, most: int) -> int:
    """Return a whole number from zero to `most`; what is no number is zero, so that no router repeats it for ever."""
    text = _text(data, name)
    return min(int(text), most) if text.isascii() and text.isdigit() else 0


def _attributes(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"op": ":=", "value": [value]} for name, value in values.items()}
