"""How much one line of the network may ask of the machines' addresses: a program that runs wild must not slow the desk.

Counted in the memory of each process, for a minute: a harvester that waits as it is told loses nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from oseredok.base.core.network import line_of

View: TypeAlias = Callable[..., HttpResponseBase]
_MOST_LINES = 10_000
_lock = threading.Lock()
_minute = ""
_counts: dict[tuple[str, str], int] = {}


def _is_over(name: str, line: str, most: int, now: datetime) -> bool:
    global _minute
    with _lock:
        minute = f"{now:%d%H%M}"
        if minute != _minute or len(_counts) > _MOST_LINES:
            _counts.clear()
            _minute = minute
        _counts[name, line] = _counts.get((name, line), 0) + 1
        return _counts[name, line] > most


def a_minute(most: int, *, name: str, status: int = 429) -> Callable[[View], View]:
    """Answer `status` with Retry-After to a line that asks more than `most` times in a minute. Views share a name's count."""

    def limited(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            now = timezone.now()
            if _is_over(name, line_of(request), most, now):
                words = "Too many requests. Wait as Retry-After says.\n"
                refused = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
                refused["Retry-After"] = str(61 - now.second)
                return refused
            return view(request, *args, **kwargs)

        return inner

    return limited


def forget() -> None:
    """Begin the minute anew: for tests."""
    with _lock:
        _counts.clear()
